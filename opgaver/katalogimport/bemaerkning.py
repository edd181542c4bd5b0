"""Hvad der er at sige om en celle: hvor den står, hvad der stod, og hvad man skal gøre."""

from dataclasses import asdict, dataclass
from typing import Any

LAENGSTE_VISTE = 100


@dataclass(frozen=True)
class Bemaerkning:
    """En fejl eller advarsel. ``raekke`` og ``kolonne`` er som i Excel; None og tom, når det gælder hele arket."""

    ark: str
    raekke: int | None
    kolonne: str
    vaerdi: str
    besked: str

    def som_data(self) -> dict[str, Any]:
        kort = self.vaerdi if len(self.vaerdi) <= LAENGSTE_VISTE else f"{self.vaerdi[: LAENGSTE_VISTE - 1]}…"
        return asdict(self) | {"vaerdi": kort}


def linje(data: dict[str, Any]) -> str:
    """Bemærkningen på én linje, fx »Opgaver, række 13, Tema »Arbejdsgnge«: …«."""
    sted = [data["ark"], f"række {data['raekke']}" if data["raekke"] else "", data["kolonne"]]
    vaerdi = f" »{data['vaerdi']}«" if data["vaerdi"] else ""
    samlet = (", ".join(del_ for del_ in sted if del_) + vaerdi).strip()
    return f"{samlet}: {data['besked']}" if samlet else str(data["besked"])
