"""Om et holds oplæring ligger, før holdet senest skal være uddannet. Uden Django."""

from datetime import date

from frister import dag_maaned

OPLAERING = ("uddannelse", "kompetenceudvikling")
"""Det, en fase eller en hovedopgave med oplæring hedder i fasemodellerne."""


def er_oplaering(*navne: str) -> bool:
    """Om kortets fase, dens overfase eller hovedopgave (``navne``) siger, at opgaven er oplæring."""
    return any(ord_ in navn.casefold() for navn in navne for ord_ in OPLAERING)


def er_for_sen(frist: date, uddannet: date, golive: date) -> bool:
    """Om oplæringen forfalder efter den dag, holdet skal være uddannet; opfølgning efter go-live må gerne."""
    return uddannet < frist <= golive


def for_sen_i_ord(navn: str, frist: date, uddannet: date) -> str:
    """Fx "U04 (Nord) har frist 14. januar 2027, efter at holdet skal være uddannet (4. januar 2027)."."""
    return f"{navn} har frist {dag_maaned(frist)}, efter at holdet skal være uddannet ({dag_maaned(uddannet)})."
