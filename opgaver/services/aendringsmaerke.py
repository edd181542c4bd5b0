"""At sige noget om en ændring i en kladde: at den er obligatorisk, og hvorfor den er lavet."""

from typing import Any

from django.db import transaction

from faelles.afvisning import Afvist
from projekter.aktoer import Aktoer

from ..bilagsforskel import find_bilagsforskel, kendetegn
from ..kortforskel import Modelnavne, aendrede_felter, forskelle
from ..models import Katalogopgave
from .kortredigering import ret_felter
from .udgivelse import forrige_udgivne, kort_i_forrige

LAENGSTE_NOTE = 1000
UDEN_NOTE = (
    "Skriv i noten, hvorfor ændringen er obligatorisk. Kommunerne kan ikke sige nej til den og skal kunne læse hvorfor."
)


def forskel_til_forrige(kort: Katalogopgave) -> list[dict[str, Any]] | None:
    """Det, der er ændret siden den seneste udgivne version, bilagene med; None, når opgaven er ny."""
    foer = _i_den_forrige(kort)
    if foer is None:
        return None
    tekster = forskelle(foer, kort, Modelnavne.laes(kort.katalogversion.katalog.model))
    return tekster + find_bilagsforskel(foer.bilag.all(), kort.bilag.all()).felter


def kan_maerkes(kort: Katalogopgave) -> bool:
    """Kun en opgave, kommunerne vil se som ny eller ændret; i den første version er der intet at ændre."""
    foer = _i_den_forrige(kort)
    if foer is None:
        return forrige_udgivne(kort.katalogversion) is not None
    return bool(aendrede_felter(foer, kort)) or kendetegn(foer.bilag.all()) != kendetegn(kort.bilag.all())


def _i_den_forrige(kort: Katalogopgave) -> Katalogopgave | None:
    return kort_i_forrige(kort.katalogversion).filter(noegle=kort.noegle).first()


@transaction.atomic
def saet_aendring(
    aktoer: Aktoer, kort: Katalogopgave, *, er_obligatorisk: bool, note: str, aftryk: str
) -> Katalogopgave:
    """Sæt eller fjern mærket og noten. ``aftryk`` er det kort, personen så; er det ændret, rejses ``Foraeldet``."""
    note = note.strip()
    if len(note) > LAENGSTE_NOTE:
        raise Afvist(f"Noten er på {len(note)} tegn. Der er højst plads til {LAENGSTE_NOTE}; forkort den.")
    if er_obligatorisk and not note:
        raise Afvist(UDEN_NOTE)
    if (er_obligatorisk or note) and not kan_maerkes(kort):
        raise Afvist(f"{kort.kode} er ikke ændret siden den forrige version, så der er ingen ændring at sige noget om.")
    return ret_felter(aktoer, kort, {"er_aendring_obligatorisk": er_obligatorisk, "aendringsnote": note}, aftryk)
