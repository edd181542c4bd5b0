"""Regelbogen for datoer: danske fristtekster, deres regler og den danske kalender. Uden Django og database.

>>> from datetime import date
>>> regel = tolk("Senest 5 uger efter idriftsættelsen")
>>> regel.tekst()
'5 uger efter idriftsættelsesdato'
>>> svar = regel.beregn(Ankre(idriftsaettelse=date(2027, 2, 22)), STANDARDKALENDER)
>>> svar.dato
datetime.date(2027, 3, 24)
>>> svar.forklaring
'5 uger efter idriftsættelse 22. februar 2027 = 29. marts, 2. påskedag → onsdag 24. marts'

En tom tekst giver None, og en uforståelig rejser UforstaaeligFrist, hvis tekst kan vises for brugeren:

>>> tolk("")
>>> tolk("6. juni")
Traceback (most recent call last):
frister.afvisning.UforstaaeligFrist: Fristen »6. juni« er ikke forstået. Årstallet mangler: ...

`svar.dato` gælder. Er en udregnet dato en fridag, rykker den til arbejdsdagen før, og `svar.flyttet_fordi`
siger hvorfor. En dato, der er skrevet som en dato, bliver stående, og `svar.advarsel` siger, at den er en
fridag. `regel.beregn` giver None, når ankerets dato ikke er sat.
"""

from faelles.aarstal import FOERSTE_AAR, SIDSTE_AAR
from frister.afvisning import UforstaaeligFrist
from frister.ankre import Anker, Ankre
from frister.dansk import dag_maaned, dato_kort, dato_lang, dato_tekst, maaned_navn, relativ
from frister.forklaring import Svar, fridagsadvarsel, sat_af_person
from frister.kalender import STANDARDKALENDER, Kalender
from frister.regler import (
    Enhed,
    FastDato,
    Periode,
    Regel,
    RelativFrist,
    RelativtInterval,
    Retning,
)
from frister.tolkning import tolk

__all__ = [
    "FOERSTE_AAR",
    "SIDSTE_AAR",
    "STANDARDKALENDER",
    "Anker",
    "Ankre",
    "Enhed",
    "FastDato",
    "Kalender",
    "Periode",
    "Regel",
    "RelativFrist",
    "RelativtInterval",
    "Retning",
    "Svar",
    "UforstaaeligFrist",
    "dag_maaned",
    "dato_kort",
    "dato_lang",
    "dato_tekst",
    "fridagsadvarsel",
    "maaned_navn",
    "relativ",
    "sat_af_person",
    "tolk",
]
