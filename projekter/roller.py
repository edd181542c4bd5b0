"""Fra katalogets fritekst til roller: »SAPA-projektleder.« er en projektleder."""

import re
from dataclasses import dataclass

from .models import Rolle

SKILLER = re.compile(r"[,;/&()\n]|\b(?:og|eller|samt)\b")


@dataclass(frozen=True)
class Rollegalleri:
    """Rollerne slået op efter navn og synonymer, uden hensyn til store bogstaver og punktum."""

    opslag: dict[str, Rolle]

    @classmethod
    def laes(cls) -> "Rollegalleri":
        roller = list(Rolle.objects.all())
        synonymer = {_ens(ord_): rolle for rolle in roller for ord_ in rolle.synonymer}
        return cls(synonymer | {_ens(rolle.navn): rolle for rolle in roller})

    def find(self, tekst: str) -> Rolle | None:
        return self.opslag.get(_ens(tekst))

    def find_alle(self, tekst: str) -> list[Rolle]:
        """Rollerne i en celle, der kan nævne flere; ukendte ord springes over."""
        hel = self.find(tekst)
        if hel:
            return [hel]
        return [rolle for del_ in SKILLER.split(tekst) if (rolle := self.find(del_))]

    def obligatoriske(self) -> set[Rolle]:
        return {rolle for rolle in self.opslag.values() if rolle.er_obligatorisk}


def _ens(tekst: str) -> str:
    return re.sub(r"\s+", " ", tekst).strip(" .").casefold()
