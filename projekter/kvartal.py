"""Kvartalet, en dag ligger i. Regler uden Django."""

from datetime import date

MAANEDER = 3


def kvartalets_foerste(paa: date) -> date:
    """Den første dag i kvartalet, som dagen ``paa`` ligger i."""
    return date(paa.year, (paa.month - 1) // MAANEDER * MAANEDER + 1, 1)


def naeste_kvartal(paa: date) -> date:
    """Den første dag i kvartalet efter det, ``paa`` ligger i."""
    foerste = kvartalets_foerste(paa)
    maaneder = foerste.month - 1 + MAANEDER
    return date(foerste.year + maaneder // 12, maaneder % 12 + 1, 1)


def i_ord(paa: date) -> str:
    """Fx »4. kvartal 2026«."""
    return f"{(paa.month - 1) // MAANEDER + 1}. kvartal {paa.year}"
