"""Det, kataloget lader en opgave vente på: koderne i kortets øvrige felt »Venter på«."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from faelles.tekst import til_ren_tekst

from .forudsaetningsregler import kredssluttere
from .katalogimport.koder import kodenoegle, renskriv_kode

VENTER_PAA = "Venter på"


def laes_koder(oevrige: Mapping[str, str]) -> list[str]:
    """Koderne, som de er skrevet, fx ["U02", "U03"]; skilt af komma, semikolon eller linjeskift. Hver kun én gang."""
    skrevet = next((tekst for navn, tekst in oevrige.items() if _er_venter_paa(navn)), "")
    koder: dict[str, str] = {}
    for del_ in re.split(r"[,;\n]", til_ren_tekst(skrevet)):
        if kode := renskriv_kode(del_):
            koder.setdefault(kodenoegle(kode), kode)
    return list(koder.values())


def uden_koderne(oevrige: Mapping[str, str]) -> dict[str, str]:
    """De øvrige felter, der skal læses; i en plan er det opgavens egne forudsætninger, der gælder."""
    return {navn: tekst for navn, tekst in oevrige.items() if not _er_venter_paa(navn)}


def _er_venter_paa(navn: str) -> bool:
    return navn.casefold() == VENTER_PAA.casefold()


def find_par[N](kort: Iterable[tuple[str, N, Mapping[str, str]]]) -> tuple[list[tuple[N, N]], list[tuple[N, str]]]:
    """Kortene (kode, hvad det er, øvrige felter) som par: den, der venter, og den, der ventes på.

    Det andet svar er de koder, der ikke kan ventes på: de er ukendte, opgavens egen eller slutter en kreds.
    """
    alle = [(kode, hvad, laes_koder(oevrige)) for kode, hvad, oevrige in kort]
    plads = {kodenoegle(kode): nummer for nummer, (kode, _, _) in enumerate(alle)}
    skrevne = [
        (nummer, plads.get(kodenoegle(kode)), kode) for nummer, (_, _, koder) in enumerate(alle) for kode in koder
    ]
    venter_paa: dict[int, list[int]] = defaultdict(list)
    for nummer, kraever, _ in skrevne:
        if kraever is not None:
            venter_paa[nummer].append(kraever)
    undvaeres = kredssluttere(venter_paa)
    par, kan_ikke = [], []
    for nummer, kraever, kode in skrevne:
        if kraever is None or (nummer, kraever) in undvaeres:
            kan_ikke.append((alle[nummer][1], kode))
        else:
            par.append((alle[nummer][1], alle[kraever][1]))
    return par, kan_ikke
