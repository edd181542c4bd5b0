"""Hvornår der skal siges noget om en frist. Uden Django og database.

Trinene er 14 dage før, 3 dage før, når fristen er overskredet, og derefter hver uge. Et trin falder på en
bestemt dag og siges den dag eller senere: en forsømt dag indhentes. Er flere trin faldet, siges kun det
seneste; de tidligere er dermed forbi og kommer aldrig.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from frister import STANDARDKALENDER, Kalender

DAGE_FOER = (3, 14)
VARSEL = timedelta(days=max(DAGE_FOER))
"""Frister længere ude end det er der intet at sige om."""
HUSKES = timedelta(days=14)
"""Længere tilbage kan det seneste trin ikke være faldet, så ældre påmindelser er uden betydning."""


@dataclass(frozen=True)
class Trin:
    """Et trin og den dag, det falder. ``noegle`` er unik for fristen, fx 14_dage, overskredet og uge_2."""

    noegle: str
    dag: date


def seneste_trin(frist: date, paa: date) -> Trin | None:
    """Det seneste trin, der er faldet på dagen ``paa``; None, før det første."""
    dage_over = (paa - frist).days
    if dage_over > 0:
        uger = (dage_over - 1) // 7
        return Trin(f"uge_{uger}" if uger else "overskredet", frist + timedelta(days=1 + 7 * uger))
    for dage in DAGE_FOER:
        if -dage_over <= dage:
            return Trin(f"{dage}_dage", frist - timedelta(days=dage))
    return None


def trin_at_sige(frist: date, paa: date, sidst_sagt: date | None, kalender: Kalender = STANDARDKALENDER) -> Trin | None:
    """Det trin, der skal siges på dagen ``paa``; None på en fridag, og når det seneste trin er sagt.

    ``sidst_sagt`` er dagen, der sidst blev sagt noget om netop denne frist.
    """
    trin = seneste_trin(frist, paa)
    if trin is None or not kalender.er_arbejdsdag(paa):
        return None
    er_sagt = sidst_sagt is not None and sidst_sagt >= trin.dag
    return None if er_sagt else trin
