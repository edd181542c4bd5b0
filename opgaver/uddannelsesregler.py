"""Om et holds oplæring ligger, før holdet senest skal være uddannet. Uden Django."""

from datetime import date

from frister import Anker, Regel, RelativFrist, RelativtInterval, Retning, dag_maaned

OPLAERING = ("uddannelse", "kompetenceudvikling")
"""Det, en fase eller en hovedopgave med oplæring hedder i fasemodellerne."""


def er_oplaering(*navne: str) -> bool:
    """Om kortets fase, dens overfase eller hovedopgave (``navne``) siger, at opgaven er oplæring."""
    return any(ord_ in navn.casefold() for navn in navne for ord_ in OPLAERING)


def er_opfoelgning(regel: Regel | None) -> bool:
    """Om opgavens regel tæller efter go-live; så følger den op på oplæringen, hvilken dag den end får."""
    return (
        isinstance(regel, RelativFrist | RelativtInterval)
        and regel.anker is Anker.GOLIVE
        and regel.retning is Retning.EFTER
    )


def for_sen_i_ord(navn: str, frist: date, uddannet: date) -> str:
    """Fx "U04 (Nord) har frist 14. januar 2027, efter at holdet skal være uddannet (4. januar 2027)."."""
    return f"{navn} har frist {dag_maaned(frist)}, efter at holdet skal være uddannet ({dag_maaned(uddannet)})."
