"""Demoens bekræftelser af personlister: i forrige kvartal alle, i dette nogle, men ikke Aarhus."""

from datetime import date, timedelta

from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.kvartal import kvartalets_foerste
from projekter.models import Listebekraeftelse, Organisation
from projekter.services.bekraeftelse import bekraeft_liste

from .personer import Folk, aktoer_nu
from .tid import sket, tidspunkt

AARHUS = "0751"
MANGLER = (AARHUS, "0101", "0400", "0630")


def bekraeft_lister(folk: Folk, paa: date) -> None:
    """Bekræft listerne, første gang demoen lægges ind."""
    if Listebekraeftelse.objects.exists():
        return
    foerste = kvartalets_foerste(paa)
    ada = aktoer_nu(folk["ada@aarhus.example"])
    for kommune in Organisation.objects.kommuner().filter(projekter__isnull=False).distinct():
        _bekraeft(
            ada if kommune.kode == AARHUS else KOMMANDOLINJE,
            kommune,
            foerste - timedelta(days=80 - int(kommune.kode) % 40),
        )
        if kommune.kode not in MANGLER:
            _bekraeft(KOMMANDOLINJE, kommune, min(paa, foerste + timedelta(days=int(kommune.kode) % 20)))


def _bekraeft(aktoer: Aktoer, kommune: Organisation, dag: date) -> None:
    tid = tidspunkt(dag, 10)
    with sket(tid, kommune):
        bekraeft_liste(aktoer, kommune, nu=tid)
