"""Om et holds oplæring ligger, før holdet senest skal være uddannet. Uden Django."""

from datetime import date, timedelta

from frister import Anker, Kalender, Regel, RelativFrist, RelativtInterval, Retning, dag_maaned

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


def flyttet_dag(dag: date, golive: date, ny_golive: date, kalender: Kalender, *, er_naaet: bool) -> date:
    """Dagen, holdet senest skal være uddannet, når dets go-live får en anden dato; aldrig efter den.

    Er den nået, bliver den; ellers er den en arbejdsdag, lige så mange arbejdsdage før go-live som før.
    """
    if er_naaet:
        return min(dag, ny_golive)
    foer = kalender.arbejdsdag_til_og_med(dag)
    dagene = (foer + timedelta(days=nr) for nr in range((golive - foer).days))
    afstand = sum(kalender.er_arbejdsdag(en) for en in dagene)
    return kalender.arbejdsdag_til_og_med(kalender.laeg_arbejdsdage_til(ny_golive, -afstand))


def for_sen_i_ord(navn: str, frist: date, uddannet: date) -> str:
    """Fx "U04 (Nord) har frist 14. januar 2027, efter at holdet skal være uddannet (4. januar 2027)."."""
    return f"{navn} har frist {dag_maaned(frist)}, efter at holdet skal være uddannet ({dag_maaned(uddannet)})."
