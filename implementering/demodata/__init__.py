"""Demoens data: personer, kataloger, projekter og nogle måneders liv i dem.

Alt går gennem de samme handlinger som i en browser, så rettigheder, kontrol og historik er de rigtige. Datoerne
regnes fra den dag, demoen lægges ind, og historikken fortæller det, som om det var sket på dem.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from projekter.stamdata import indlaes

from ..demo import DEMOBRUGERE
from .bekraeftelser import bekraeft_lister
from .boelger import opret_boelger
from .kalendere import opret_kalendere
from .kataloger import indlaes_kataloger
from .personer import opret_personer
from .projekter import opret_projekter


def indlaes_demo(paa: date) -> dict[str, Any]:
    """Læg demoen ind, som den ser ud på dagen ``paa``. Det, der allerede er der, røres ikke."""
    indlaes()
    folk = opret_personer(paa)
    opret_kalendere(paa)
    kataloger = indlaes_kataloger(folk, paa)
    projekter = opret_projekter(folk, paa)
    opret_boelger(folk, paa)
    bekraeft_lister(folk, paa)
    return {
        "brugere": [asdict(bruger) for bruger in DEMOBRUGERE],
        "kataloger": kataloger,
        "projekter": projekter,
    }
