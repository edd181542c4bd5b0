"""Den eneste vej ind i historikken. Kaldes i samme transaktion som ændringen."""

from django.db.models import Model

from .aktoer import Aktoer
from .models import Haendelse, Organisation, Projekt


def haendelse(  # noqa: PLR0913 - en hændelse har så mange sider
    aktoer: Aktoer,
    handling: str,
    genstand: Model,
    *,
    projekt: Projekt | None = None,
    organisation: Organisation | None = None,
    felt: str = "",
    gammel: object = "",
    ny: object = "",
    begrundelse: str = "",
) -> Haendelse:
    """En hændelse, der endnu ikke er gemt; brug den til at skrive mange på én gang."""
    return Haendelse(
        bruger=aktoer.bruger,
        aktoer=aktoer.navn,
        handling=handling,
        genstand_type=genstand._meta.model_name or "",
        genstand_id=genstand.pk,
        genstand_navn=str(genstand)[:250],
        projekt=projekt,
        organisation=organisation or (projekt.kommune if projekt else None),
        felt=felt,
        gammel=_tekst(gammel),
        ny=_tekst(ny),
        begrundelse=begrundelse,
    )


def noter(aktoer: Aktoer, handling: str, genstand: Model, **oplysninger: object) -> Haendelse:
    """Skriv én hændelse; ``oplysninger`` er som i ``haendelse``."""
    ny = haendelse(aktoer, handling, genstand, **oplysninger)  # type: ignore[arg-type]
    ny.save()
    return ny


def _tekst(vaerdi: object) -> str:
    return "" if vaerdi is None else str(vaerdi)
