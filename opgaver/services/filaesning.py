"""At læse en fil udefra i en proces for sig, med de grænser, driften har sat."""

from django.conf import settings

from faelles.excel import Ark
from faelles.excelproces import laes_i_barn

from ..katalogimport.laesning import Tabel, find_tabel


def laes_ark(filnavn: str, data: bytes) -> list[Ark]:
    """Filens synlige ark. Rejser ``Afvist`` med én sætning, når filen ikke kan læses."""
    return laes_i_barn(data, filnavn, settings.IMPORT_GRAENSER)


def laes_tabel(filnavn: str, data: bytes, ark: str = "") -> Tabel:
    """Opgaverne i arket, der hedder ``ark``, ellers i det bedste."""
    return find_tabel(laes_ark(filnavn, data), ark)
