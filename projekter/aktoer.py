"""Hvem der handler: en bruger, kommandolinjen eller systemet selv."""

from dataclasses import dataclass

from .models import Bruger


@dataclass(frozen=True)
class Aktoer:
    """Den, der står i historikken. Uden bruger gælder ingen rettigheder: kommandolinjen er driftens egen."""

    bruger: Bruger | None
    navn: str

    @classmethod
    def person(cls, bruger: Bruger) -> "Aktoer":
        return cls(bruger, bruger.navn)


KOMMANDOLINJE = Aktoer(None, "kommandolinje")
SYSTEMET = Aktoer(None, "systemet")
