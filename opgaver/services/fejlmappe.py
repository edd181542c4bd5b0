"""Projektmappen med fejlene markeret, lavet af den fil, importkørslen har."""

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.aktoer import Aktoer

from ..katalogimport.fejlmappe import lav_fejlmappe
from ..models import Importkoersel
from .katalog import _laes_tabel


def hent_fejlmappe(aktoer: Aktoer, koersel: Importkoersel) -> bytes:
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    data = bytes(koersel.fil)
    if not data:
        raise Afvist("Filen gemmes ikke mere, fordi importen er indlæst, fortrudt eller afløst. Vælg den igen.")
    tabel = _laes_tabel(koersel.filnavn, data, koersel.resultat.get("ark", koersel.ark))
    return lav_fejlmappe(tabel, koersel.fejl, koersel.advarsler)
