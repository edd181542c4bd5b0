"""Regnskabet med, hvor meget der er læst af en fil; det, der ligger uden for grænserne, afvises."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from .afvisning import Afvist
from .excelark import Formel, Raekke, Vaerdi
from .excelgraenser import Graenser, mb
from .tal import med_tusinder

SIDSTE_RAEKKE_I_EXCEL = 1_048_576
LAENGST_I_EXCEL = 32_767
"""Tegn i en celle. Excel selv kan ikke gemme flere."""


class Regnskab:
    """Holder øje med, hvor meget der er læst, på tværs af filens ark."""

    def __init__(self, graenser: Graenser) -> None:
        self.graenser = graenser
        self.tekst = 0

    def godkend(self, ark: str, nummer: int, celler: Sequence[Vaerdi]) -> Raekke:
        """Rækken uden tomme celler til højre; afviser det, der ligger uden for grænserne."""
        bredde = next((i for i in range(len(celler), 0, -1) if celler[i - 1] not in (None, "")), 0)
        if nummer > SIDSTE_RAEKKE_I_EXCEL:
            raise Afvist(f"Arket »{ark}« er for stort til at blive læst. Slet tomme rækker, og prøv igen.")
        if bredde > self.graenser.kolonner:
            raise Afvist(
                f"Arket »{ark}« har indhold helt ude i celle {get_column_letter(bredde)}{nummer}. Der kan højst være "
                f"{self.graenser.kolonner} kolonner; slet det, der ikke hører med, og prøv igen."
            )
        if bredde and nummer > self.graenser.raekker:
            raise Afvist(
                f"Arket »{ark}« har indhold i række {med_tusinder(nummer)}. Der kan højst være "
                f"{med_tusinder(self.graenser.raekker)} rækker; del filen i flere, og prøv igen."
            )
        for plads, celle in enumerate(celler, 1):
            if isinstance(celle, str):
                self._tael(ark, f"{get_column_letter(plads)}{nummer}", celle)
        return tuple(celler[:bredde])

    def godkend_gentaget(self, vaerdi: Vaerdi, antal: int) -> None:
        """Tæl en værdi, der fra én flettet celle skrives i ``antal`` andre; få byte i filen kan blive til mange."""
        if isinstance(vaerdi, str | Formel):
            tekst = vaerdi if isinstance(vaerdi, str) else vaerdi.tekst
            self._laeg_til(len(tekst.encode()) * antal)

    def _tael(self, ark: str, sted: str, tekst: str) -> None:
        if len(tekst) > LAENGST_I_EXCEL:
            raise Afvist(
                f"Celle {sted} i arket »{ark}« rummer {med_tusinder(len(tekst))} tegn og er for lang til at blive "
                "læst. Forkort den, og prøv igen."
            )
        self._laeg_til(len(tekst.encode()))

    def _laeg_til(self, antal: int) -> None:
        self.tekst += antal
        if self.tekst > self.graenser.udpakket:
            raise Afvist(
                f"Filen rummer mere end {mb(self.graenser.udpakket)} tekst. Del den i flere filer, og prøv igen."
            )
