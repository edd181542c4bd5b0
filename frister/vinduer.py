"""Vinduerne om idriftsættelse og go-live: de arbejdsdage, hvor der er ekstra folk på.

Jf. Implementeringsmodellen, hovedopgave 10 (7–10 arbejdsdage) og 16 (2–14 arbejdsdage).
"""

from datetime import date

from frister.kalender import Kalender

KORTESTE_IDRIFTSAETTELSE, LAENGSTE_IDRIFTSAETTELSE = 2, 14
KORTESTE_HYPERCARE, LAENGSTE_HYPERCARE = 7, 10


def arbejdsdage_efter(anker: date, antal: int, kalender: Kalender) -> tuple[date, ...]:
    """De første `antal` arbejdsdage efter `anker`. Dag n er den dag, fristen »n arbejdsdage efter« giver."""
    dage, dag = [], anker
    for _ in range(antal):
        dag = kalender.naeste_arbejdsdag(dag)
        dage.append(dag)
    return tuple(dage)


def arbejdsdage_omkring(anker: date, antal: int, kalender: Kalender) -> tuple[date, ...]:
    """`antal` arbejdsdage med `anker` i midten: halvdelen (rundet ned) før, resten fra dagen selv og frem."""
    foer, dag = [], anker
    for _ in range(antal // 2):
        dag = kalender.foregaaende_arbejdsdag(dag)
        foer.append(dag)
    fra_ankeret = (anker,) if kalender.er_arbejdsdag(anker) else ()
    mangler = antal - len(foer) - len(fra_ankeret)
    return (*reversed(foer), *fra_ankeret, *arbejdsdage_efter(anker, mangler, kalender))
