"""Målingen af importen bag ``make bench``: 10.000 opgaver forhåndsvist og indlæst, ved siden af et bart gulv.

Gulvet er den samme fil læst med openpyxl alene og de samme kort skrevet med én ``bulk_create`` i bundter, målt i den
samme kørsel. Hver proces' største hukommelse er taget fra Linux' egen optælling.
"""

import json
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from openpyxl import Workbook, load_workbook

from faser.models import Fase
from opgaver.katalogimport.grundlag import Importmaal
from opgaver.katalogimport.ressource import BUNDT
from opgaver.models import Importkoersel, Katalog, Katalogopgave, Katalogversion
from opgaver.services.katalog import find_maal, forhaandsvis_import, gennemfoer_import
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Loesning

RAEKKER, FAA, GANGE = 10_000, 1_000, 3
HOVED = (
    "Opgavekode", "Titel", "Fase", "Tema", "Prioritet", "Slutdato", "Anbefalet udfører", "Tjekpunkt for", "Mål",
    "Beskrivelse", "Metode og fremgangsmåde", "Resultat", "Kvalitetskriterier", "Involverede parter",
)  # fmt: skip


@dataclass(frozen=True)
class Importresultat:
    """Sekunder er medianer. ``forespoergsler_faa`` er antallet for en tiendedel af rækkerne."""

    navn: str
    sekunder: float
    gulv: float
    forespoergsler: int
    forespoergsler_faa: int


def lav_fil(antal: int, udgave: int = 1) -> bytes:
    """En projektmappe med ``antal`` opgaver; en anden udgave har en anden beskrivelse på hver."""
    mappe = Workbook(write_only=True)
    ark = mappe.create_sheet("Opgaver")
    ark.append(HOVED)
    for n in range(antal):
        beskrivelse = f"Første afsnit om {n}, udgave {udgave}.\nAndet afsnit om, hvordan opgaven løses."
        ark.append(
            [f"A{n:05}", f"Opgave nummer {n}", "Klargøring", "Drift og support", "Anbefalet",
             f"{n % 20 + 1} uger før idriftsættelsesdato", "Projektleder", "F2" if n % 5 == 0 else None,
             f"Målet med {n}.", beskrivelse, "Det varierer.", "En plan.", "Det er aftalt.", "Ledere og superbrugere"]
        )  # fmt: skip
    ud = BytesIO()
    mappe.save(ud)
    return ud.getvalue()


def gulv(data: bytes, maal: Importmaal) -> None:
    """Læs filen med openpyxl, og skriv dens rækker; rulles tilbage, men skrivningen er gjort."""
    raekker = [raekke for ark in load_workbook(BytesIO(data), read_only=True) for raekke in ark.values][1:]
    fase = Fase.objects.filter(model=maal.model).values_list("pk", flat=True)[0]
    with transaction.atomic():
        katalog = Katalog.objects.create(loesning=maal.loesning, udgiver=maal.udgiver, model=maal.model)
        version = Katalogversion.objects.create(katalog=katalog, nummer="1.0")
        kort = [_kort(version, fase, plads, raekke) for plads, raekke in enumerate(raekker)]
        Katalogopgave.objects.bulk_create(kort, batch_size=BUNDT)
        transaction.set_rollback(True)


def _kort(version: Katalogversion, fase: int, plads: int, raekke: tuple[Any, ...]) -> Katalogopgave:
    kode, titel, _, _, _, slutdato, udfoerer, _, maal, beskrivelse, metode, resultat, kriterier, parter = raekke
    return Katalogopgave(
        version=version, fase_id=fase, raekkefoelge=plads, kode=kode, titel=titel, slutdato_tekst=slutdato,
        regel=slutdato, anbefalet_udfoerer=udfoerer, maal=maal, beskrivelse=beskrivelse, metode=metode,
        resultat=resultat, kvalitetskriterier=kriterier, involverede_parter=parter,
    )  # fmt: skip


def maal_import(antal: int = RAEKKER, faa: int = FAA, gange: int = GANGE) -> list[Importresultat]:
    """Mål en ny fil og derefter en, hvor hver opgave er ændret. Efterlader intet katalog."""
    maal = find_maal(Loesning.objects.select_related("ejer").get(noegle="VITAS"), "1.0")
    lille, data = _omgang(maal, faa), lav_fil(antal)
    omgange, gulve = list[dict[str, tuple[float, int]]](), list[float]()
    for _ in range(gange):
        gulve.append(_maal(gulv, data, maal)[1][0])
        omgange.append(_omgang(maal, antal))
    return [
        Importresultat(
            navn, statistics.median(o[navn][0] for o in omgange), statistics.median(gulve), omgange[0][navn][1], i_lille
        )
        for navn, (_, i_lille) in lille.items()
    ]


def _omgang(maal: Importmaal, antal: int) -> dict[str, tuple[float, int]]:
    """Sekunder og forespørgsler for hvert trin, fra intet katalog og tilbage til intet."""
    trin: dict[str, tuple[float, int]] = {}
    for udgave, hvad in ((1, "nye"), (2, "ændrede")):
        koersel, trin[f"Forhåndsvis, {hvad}"] = _maal(_forhaandsvis, maal, lav_fil(antal, udgave))
        _, trin[f"Indlæs, {hvad}"] = _maal(gennemfoer_import, KOMMANDOLINJE, koersel)
    Importkoersel.objects.filter(loesning=maal.loesning).delete()
    Katalogversion.objects.filter(katalog__loesning=maal.loesning).delete()
    Katalog.objects.filter(loesning=maal.loesning).delete()
    return trin


def _forhaandsvis(maal: Importmaal, data: bytes) -> Importkoersel:
    return forhaandsvis_import(KOMMANDOLINJE, maal, filnavn="k.xlsx", data=data)


def _maal(goer: Callable[..., Any], *valg: Any) -> tuple[Any, tuple[float, int]]:
    """Svaret, sekunderne og antallet af forespørgsler, talt uden at gemme dem."""
    antal = 0

    def tael(udfoer: Callable[..., Any], *resten: Any) -> Any:
        nonlocal antal
        antal += 1
        return udfoer(*resten)

    begyndt = time.perf_counter()
    with connection.execute_wrapper(tael):
        svar = goer(*valg)
    return svar, (time.perf_counter() - begyndt, antal)


def hukommelse() -> dict[str, float]:
    """Megabyte, når processen og den, der læser filer for den, har fyldt mest."""
    boern = Path("/proc/thread-self/children").read_text().split()
    return {"processen": _top("self"), "læseren": max((_top(pid) for pid in boern), default=0.0)}


def _top(pid: str) -> float:
    fund = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(fund[1]) / 1024 if fund else 0.0


def main() -> None:
    """Skriv målingerne som JSON."""
    resultater = [asdict(resultat) for resultat in maal_import()]
    print(json.dumps({"raekker": RAEKKER, "faa": FAA, "resultater": resultater, "mb": hukommelse()}))
