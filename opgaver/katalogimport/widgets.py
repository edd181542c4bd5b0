"""Danske widgets til django-import-export: fra celle til felt og tilbage til det, der kan læses igen.

``clean`` rejser ``ValueError`` med en hel sætning; import-export samler alle rækkens fejl. Det, der er forstået,
men bør ses, gives til ``advar`` og standser intet. ``render`` er det samme på skærm og i en fil.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from import_export.widgets import Widget

from faelles.excel import EXCELFEJL, Formel
from frister import Periode, UforstaaeligFrist, dag_maaned, tolk

from ..models import Katalogopgave
from .laesning import for_lang, som_tekst
from .opslag import Modelopslag, Opslag
from .ord import fold
from .rigtekst import rens_rigtekst, som_linje

type Advar = Callable[[Mapping[str, Any], str, object, str], None]
"""Modtager rækken, feltets navn, værdien og sætningen."""


def laes_tekst(vaerdi: object, hoejst: int | None = None) -> str:
    """Cellens tekst, hvis den er til at læse og ikke for lang; ``hoejst`` er ellers grænsen for en celle."""
    if isinstance(vaerdi, Formel):
        raise ValueError("Cellen er en formel uden gemt resultat. Åbn filen i Excel, gem den, og prøv igen.")
    tekst = som_tekst(vaerdi)
    if tekst in EXCELFEJL:
        raise ValueError("Cellen viser en Excel-fejl. Ret formlen, eller skriv teksten direkte i cellen.")
    plads = hoejst or settings.IMPORT_MAKS_TEGN
    if len(tekst) > plads:
        raise ValueError(for_lang(tekst, plads))
    return tekst


class Tekstwidget(Widget):
    """Én linje ren tekst; HTML fra et andet system bliver til det, den viser. ``kraeves`` er fejlen ved tom."""

    def __init__(self, hoejst: int, kraeves: str = "") -> None:
        super().__init__()
        self.hoejst, self.kraeves = hoejst, kraeves

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        return self.laes(som_linje(laes_tekst(value)))

    def laes(self, skrevet: str) -> str:
        """Linjen, som den er skrevet: intet i den er et mærke."""
        tekst = laes_tekst(" ".join(skrevet.split()), self.hoejst)
        if self.kraeves and not tekst:
            raise ValueError(self.kraeves)
        return tekst


class Rigtekstwidget(Widget):
    """Flere afsnit. Er der mærker i, gemmes kun de tilladte; ren tekst gemmes, som den er."""

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        return rens_rigtekst(laes_tekst(value))


class OevrigeWidget(Widget):
    """De kolonner, vi ikke kender: overskrift → tekst, bevaret til visning og eksport."""

    def clean(self, value: Mapping[str, str], row: Mapping[str, Any] | None = None, **kwargs: Any) -> dict[str, str]:
        return {overskrift: rens_rigtekst(tekst) for overskrift, tekst in value.items()}


class Kodewidget(Tekstwidget):
    """Koden, der kun må stå én gang. ``dubletter`` er rækkens nummer → den række, der havde koden først."""

    def __init__(self, dubletter: Mapping[int, int]) -> None:
        super().__init__(hoejst=20)
        self.dubletter = dubletter

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        kode = super().clean(value, row)
        if row and (foerst := self.dubletter.get(row["raekke"])):
            raise ValueError(
                f"Koden {kode} står både i række {foerst} og række {row['raekke']}. Ret den ene, eller slet rækken."
            )
        return kode


class Opslagswidget(Widget):
    """En henvisning til fasemodellen. Værdien er rækkens id i databasen."""

    def __init__(self, opslag: Opslag, felt: str, advar: Advar) -> None:
        super().__init__()
        self.opslag, self.felt, self.advar = opslag, felt, advar

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> int | None:
        # Ingen henvisning er længere; en celle fuld af blanke må ikke koste et halvt minut.
        tekst = " ".join(laes_tekst(value, hoejst=200).split())
        return self.find(tekst, value, row or {}) if tekst.strip("-– ") else self.uden(row or {})

    def find(self, tekst: str, vaerdi: object, row: Mapping[str, Any]) -> int | None:
        fund = self.opslag.find(tekst)
        if fund is None:
            raad = " Excel har gjort teksten til en dato; formatér kolonnen som tekst." if _er_dato(vaerdi) else ""
            raise ValueError(self.opslag.ukendt(tekst) + raad)
        if not fund.er_praecist:
            self.advar(row, self.felt, vaerdi, f"Forstået som {fund.post}.")
        return fund.post.pk

    def uden(self, row: Mapping[str, Any]) -> int | None:
        return None

    def render(self, value: int | None, obj: object = None, **kwargs: Any) -> str:
        return self.opslag.navn(value)


class Fasewidget(Opslagswidget):
    """Et kort har altid en fase; uden er det modellens første, og det siges."""

    def __init__(self, model: Modelopslag, advar: Advar) -> None:
        super().__init__(model.faser, "fase", advar)
        self.foerste = model.foerste_fase

    def uden(self, row: Mapping[str, Any]) -> int:
        self.advar(row, "fase", "", f"Opgaven har ingen fase og er lagt i {self.opslag.navn(self.foerste)}.")
        return self.foerste


class Tjekpunktwidget(Opslagswidget):
    """Fasen, der forlades: »F2«, »Forberedelse« eller »F2→F3«. Et »ja« er den fase, opgaven selv ligger i."""

    FRA_TIL = re.compile(r"(?:fra )?(?P<fra>.+?)\s*(?:→|->|–>|=>|>|\s[-–]\s|\btil\b).*", re.IGNORECASE | re.DOTALL)

    def __init__(self, model: Modelopslag, advar: Advar) -> None:
        super().__init__(model.faser, "tjekpunkt_for", advar)
        self.hovedfaser = model.hovedfaser

    def find(self, tekst: str, vaerdi: object, row: Mapping[str, Any]) -> int | None:
        svar = None if tekst.isdigit() else laes_ja_nej(tekst)
        if svar is False:
            return None
        egen = self.opslag.find(som_tekst(row.get("fase"))) if svar else None
        if egen is not None:
            return self.hovedfaser[egen.post.pk]
        fund = self.FRA_TIL.fullmatch(tekst)
        fundet = super().find(fund["fra"] if fund else tekst, vaerdi, row)
        if tekst.isdigit():
            self.advar(row, self.felt, vaerdi, f"Forstået som {self.opslag.navn(fundet)}, ikke som ja eller nej.")
        return fundet


PRIORITETER = {
    Katalogopgave.Prioritet.OBLIGATORISK: ("obligatorisk", "obligatoriske", "obl", "skal", "krav"),
    Katalogopgave.Prioritet.ANBEFALET: ("", "anbefalet", "anbefalede", "anbefales", "boer"),
    Katalogopgave.Prioritet.VALGFRI: ("valgfri", "valgfrit", "frivillig", "kan"),
}
PRIORITETSORD = {ord_: prioritet for prioritet, alle in PRIORITETER.items() for ord_ in alle}


class Prioritetwidget(Widget):
    """Obligatorisk, anbefalet eller valgfri; tom er anbefalet."""

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        tekst = laes_tekst(value)
        prioritet = PRIORITETSORD.get(fold(tekst))
        if prioritet is None:
            raise ValueError(f"»{tekst[:60]}« er ikke en prioritet. Skriv Obligatorisk, Anbefalet eller Valgfri.")
        return prioritet.value

    def render(self, value: str | None, obj: object = None, **kwargs: Any) -> str:
        return str(Katalogopgave.Prioritet(value).label) if value else ""


JA, NEJ = {"ja", "j", "x", "sand", "true", "yes", "1", "jo"}, {"", "nej", "n", "falsk", "false", "no", "0"}


def laes_ja_nej(tekst: str) -> bool | None:
    """Ja og nej, som danskere og Excel skriver dem; None for alt andet."""
    ord_ = "x" if tekst in ("✓", "✔", "☑") else fold(tekst)
    return True if ord_ in JA else False if ord_ in NEJ else None


class JaNejWidget(Widget):
    """Ja eller nej; ``tom`` er, hvad en tom celle betyder."""

    def __init__(self, *, tom: bool = False) -> None:
        super().__init__()
        self.tom = tom

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> bool:
        tekst = laes_tekst(value)
        svar = laes_ja_nej(tekst)
        if svar is None:
            raise ValueError(f"»{tekst[:60]}« er hverken ja eller nej. Skriv ja, nej eller lad feltet stå tomt.")
        return self.tom if svar is False and not fold(tekst) else svar

    def render(self, value: bool | None, obj: object = None, **kwargs: Any) -> str:
        return "Ja" if value else "Nej"


_tolk = lru_cache(maxsize=1_000)(tolk)
"""Et katalog har få forskellige frister på mange kort."""


class Regelwidget(Widget):
    """Slutdatoens regel på sin faste form; tom, når teksten er tom eller ikke er forstået. Gætter aldrig."""

    def __init__(self, advar: Advar) -> None:
        super().__init__()
        self.advar = advar

    def clean(self, value: object, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        tekst = "" if isinstance(value, Formel) else som_tekst(value)
        try:
            regel = _tolk(tekst)
        except UforstaaeligFrist as fejl:
            self.advar(row or {}, "slutdato", value, f"{fejl} Indtil da får opgaven ingen frist.")
            return ""
        if isinstance(regel, Periode):
            slutter = dag_maaned(regel.slutter)
            besked = f"Forstået som {regel.tekst()}; fristen er dens sidste dag, {slutter}."
            self.advar(row or {}, "slutdato", value, besked)
        return regel.tekst() if regel else ""


def _er_dato(vaerdi: object) -> bool:
    return isinstance(vaerdi, date)
