"""En afvisning bærer sin grund: en hel dansk sætning, som kan vises til den, der spurgte."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Afslag:
    """Et nej med grund. Er falsk i en betingelse, så ``if not svar`` læser rigtigt."""

    grund: str

    def __bool__(self) -> bool:
        return False


type Svar = bool | Afslag


class Afvist(Exception):
    """En handling blev ikke udført. ``grund`` er sætningen, brugeren skal se."""

    def __init__(self, grund: str) -> None:
        super().__init__(grund)
        self.grund = grund


class Foraeldet(Afvist):
    """Nogen har ændret det samme siden, siden blev vist; intet er gemt."""


class ManglerBegrundelse(Afvist):
    """Handlingen kan udføres, når der er skrevet hvorfor."""


class SkalBekraeftes(Afvist):
    """Handlingen kan udføres, når personen har set grunden og siger ja alligevel."""


class FindesIkke(Afvist):
    """Det, der blev spurgt om, findes ikke, eller personen må ikke vide, at det findes."""


class IkkeTilladt(Afvist):
    """Personen har ikke ret til handlingen."""


def kraev(svar: Svar) -> None:
    """Rejs ``IkkeTilladt`` med grunden, når svaret er et afslag."""
    if isinstance(svar, Afslag):
        raise IkkeTilladt(svar.grund)
    if not svar:
        raise IkkeTilladt("Det har du ikke adgang til.")
