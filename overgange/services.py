"""Handlingerne på en faseovergang: at beslutte den og at bestille tjeklisten som PDF."""

from datetime import datetime
from typing import Any

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from faser.models import Fase
from koe.job import bestil
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Projekt

from .models import Faseovergang
from .regler import Parathed
from .tjekliste import Tjekliste, er_aktuel, find_overgang, laes_tjekliste, naeste_fase

JOBSLAGS = "tjekliste_pdf"


@transaction.atomic
def beslut(
    aktoer: Aktoer, overgang: Faseovergang, begrundelse: str, paa: datetime, aftryk: str | None = None
) -> Faseovergang:
    """Beslut, at projektet forlader fasen, på tidspunktet ``paa``: frys tjeklisten, og gå til næste fase.

    Mangler der obligatoriske tjekpunkter, er det en godkendelse med betingelser, og ``begrundelse`` kræves. I
    modellens sidste fase bliver projektet stående. ``aftryk`` er den tjekliste, personen så; er den ændret
    siden, rejses ``Foraeldet``, og intet gemmes.
    """
    projekt = Projekt.objects.select_for_update(of=("self",), no_key=True).med_navne().get(pk=overgang.projekt_id)
    overgang = find_overgang(projekt, overgang.fase)
    kraev_kan_besluttes(aktoer, overgang)
    tjekliste = laes_tjekliste(overgang)
    _kraev_uaendret(tjekliste, aftryk)
    _kraev_begrundelse(tjekliste.parathed, begrundelse)
    _frys(aktoer, overgang, tjekliste, begrundelse, paa)
    _gaa_videre(projekt, overgang.fase)
    noter(
        aktoer,
        "faseovergang besluttet",
        overgang,
        projekt=projekt,
        felt="fase",
        gammel=overgang.fase,
        ny=projekt.fase,
        begrundelse=overgang.begrundelse,
    )
    return overgang


def kraev_kan_besluttes(aktoer: Aktoer, overgang: Faseovergang) -> None:
    """Rejs ``Afvist`` med grunden, når overgangen ikke kan besluttes nu af denne person."""
    projekt, fase = overgang.projekt, overgang.fase
    kraev(adgang.maa_beslutte(aktoer, projekt))
    if overgang.besluttet:
        raise Afvist(f"Overgangen ud af {fase} er allerede besluttet.")
    if not er_aktuel(projekt, fase):
        raise Afvist(f"Projektet er i {projekt.fase}. Du kan kun beslutte overgangen ud af den fase, projektet er i.")


def bestil_pdf(aktoer: Aktoer, projekt: Projekt, fase: Fase) -> Job:
    """Bestil tjeklisten som PDF. Er den allerede bestilt og ikke lavet endnu, gives det job tilbage."""
    kraev(adgang.maa_se(aktoer, projekt))
    return bestil(JOBSLAGS, jobnoegle(projekt, fase), {"projekt": projekt.pk, "fase": fase.pk})


def jobnoegle(projekt: Projekt, fase: Fase) -> str:
    """Jobbets nøgle; et job udleveres kun på den side, nøglen hører til."""
    return f"projekt:{projekt.pk}:fase:{fase.pk}"


def _kraev_uaendret(tjekliste: Tjekliste, aftryk: str | None) -> None:
    if aftryk is not None and aftryk != tjekliste.aftryk:
        raise Foraeldet(
            "Tjeklisten er ændret, siden du så den. Se den igen, og træf beslutningen på den nye tjekliste."
        )


def _kraev_begrundelse(parathed: Parathed, begrundelse: str) -> None:
    if not parathed.er_klar and not begrundelse.strip():
        raise Afvist(
            "Der mangler obligatoriske tjekpunkter. Skriv, hvorfor I går videre alligevel, og på hvilke betingelser."
        )


def _frys(aktoer: Aktoer, overgang: Faseovergang, tjekliste: Tjekliste, begrundelse: str, paa: datetime) -> None:
    billede: dict[str, Any] = tjekliste.som_data()
    overgang.oejebliksbillede = billede | {"besluttet": paa.isoformat(), "besluttet_af": aktoer.navn}
    overgang.besluttet, overgang.besluttet_af = paa, aktoer.bruger
    overgang.begrundelse = begrundelse.strip()
    overgang.save()


def _gaa_videre(projekt: Projekt, fase: Fase) -> None:
    projekt.fase = naeste_fase(fase) or projekt.fase
    projekt.save(update_fields=["fase"])
