"""Det, kataloget lader en opgave vente på: koderne i kortets øvrige felt »Venter på«."""

import re
from collections.abc import Iterable, Mapping

from faelles.tekst import til_ren_tekst

from .forudsaetningsregler import kreds
from .katalogimport.koder import kodenoegle, renskriv_kode

VENTER_PAA = "Venter på"


def laes_koder(oevrige: Mapping[str, str]) -> list[str]:
    """Koderne, som de er skrevet, fx ["U02", "U03"]; skilt af komma, semikolon eller linjeskift."""
    skrevet = next((tekst for navn, tekst in oevrige.items() if navn.casefold() == VENTER_PAA.casefold()), "")
    return [kode for del_ in re.split(r"[,;\n]", til_ren_tekst(skrevet)) if (kode := renskriv_kode(del_))]


def find_par[N](kort: Iterable[tuple[str, N, Mapping[str, str]]]) -> tuple[list[tuple[N, N]], list[tuple[N, str]]]:
    """Kortene (kode, hvad det er, øvrige felter) som par: den, der venter, og den, der ventes på.

    Det andet svar er de koder, der ikke kan ventes på: de er ukendte, opgavens egen eller slutter en kreds.
    """
    alle = list(kort)
    plads = {kodenoegle(kode): nummer for nummer, (kode, _, _) in enumerate(alle)}
    par: list[tuple[int, int]] = []
    kan_ikke = []
    for nummer, (_, hvad, oevrige) in enumerate(alle):
        for kode in laes_koder(oevrige):
            kraever = plads.get(kodenoegle(kode))
            if kraever is None or kreds(par, nummer, kraever):
                kan_ikke.append((hvad, kode))
            else:
                par.append((nummer, kraever))
    return [(alle[en][1], alle[anden][1]) for en, anden in dict.fromkeys(par)], kan_ikke
