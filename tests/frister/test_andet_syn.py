"""Regelbogen mod et andet syn på de samme regler. FRISTER_ANTAL=100000 giver den lange prøve."""

import os
from datetime import date, timedelta
from pathlib import Path
from random import Random

import holidays
import pytest

from frister import Ankre, Kalender, tolk
from tests.frister import andet_syn
from tests.frister.andet_syn import Papirkalender
from tests.frister.helligdage import HELLIGDAGE, TABEL

ANTAL = int(os.environ.get("FRISTER_ANTAL", "4000"))
FROE = int(os.environ.get("FRISTER_FROE", "20270222"))
HVERT_AAR = {
    "juleaften_lukket": (12, 24),
    "nytaarsaften_lukket": (12, 31),
    "foerste_maj_lukket": (5, 1),
    "grundlovsdag_lukket": (6, 5),
}
ANKRE = {"projektstart": "projektstart", "idriftsaettelse": "idriftsættelsesdato", "golive": "go-live"}
SKARPE_DAGE = [(1, 31), (2, 28), (5, 1), (6, 5), (12, 24), (12, 31)]
SJAELDNE_DAGE = [date(2024, 2, 29), date(2028, 2, 29), date(2032, 2, 29), date(2026, 12, 30), date(2032, 12, 29)]
"""Skuddagene og en dag i hver uge 53."""
STOERST = {"dage": 500, "arbejdsdage": 350, "uger": 70, "måneder": 18}
AARSTIDER = {12: "vinter", 3: "forår", 6: "sommer", 9: "efterår"}
MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def tilfaeldig_dag(rng):
    """De fleste dage ligger tæt på en helligdag, en skuddag, uge 53, en lukkedag eller et årsskifte."""
    jaevn = date(2022, 1, 1) + timedelta(days=rng.randrange(12 * 365))
    skarp = date(jaevn.year, *rng.choice(SKARPE_DAGE))
    hellig = rng.choice([d for d in sorted(HELLIGDAGE) if d.year == jaevn.year])
    dag = rng.choice([jaevn, skarp, hellig, rng.choice(SJAELDNE_DAGE)]) + timedelta(
        days=rng.choice([0, 0, rng.randint(-9, 9)])
    )
    return min(max(dag, date(2022, 1, 1)), date(2033, 12, 31))


def tilfaeldige_kalendere(rng, naer):
    """Den samme kommunes fridage, som regelbogen og som papiret kender dem."""
    lukket = {naer + timedelta(days=rng.randint(-40, 40)) for _ in range(rng.choice([0, 0, 1, 5]))}
    lukket |= {date(naer.year, 12, dag) for dag in range(24, 32)} if rng.random() < 0.2 else set()
    valg = {navn for navn in HVERT_AAR if rng.random() < 0.3}
    kalender = Kalender(frozenset(lukket), **dict.fromkeys(valg, True))
    return kalender, Papirkalender(frozenset(lukket), frozenset(HVERT_AAR[navn] for navn in valg))


def relativ_sag(rng):
    anker, navn, enhed = tilfaeldig_dag(rng), rng.choice(list(ANKRE)), rng.choice(list(STOERST))
    retning = rng.choice(["før", "efter"])
    antal = rng.choice([0, rng.randint(1, 15), rng.randint(1, STOERST[enhed])])
    kalender, papir = tilfaeldige_kalendere(rng, anker)
    tekst = f"{antal} {enhed} {retning} {ANKRE[navn]}"
    return tekst, Ankre(**{navn: anker}), kalender, andet_syn.relativ(anker, antal, enhed, retning, papir)


def interval_sag(rng):
    anker, enhed, retning = tilfaeldig_dag(rng), rng.choice(list(STOERST)), rng.choice(["før", "efter"])
    fra = rng.randint(0, 15)
    til = fra + rng.randint(1, 3)
    kalender, papir = tilfaeldige_kalendere(rng, anker)
    sidst = til if retning == "efter" else fra
    facit = andet_syn.relativ(anker, sidst, enhed, retning, papir)
    return f"{fra}-{til} {enhed} {retning} go-live", Ankre(golive=anker), kalender, facit


def fast_sag(rng):
    dag = tilfaeldig_dag(rng)
    kalender, _ = tilfaeldige_kalendere(rng, dag)
    tekst = rng.choice([f"{dag:%d-%m-%Y}", f"{dag.day}/{dag.month} {dag.year}", dag.isoformat()])
    return tekst, Ankre(), kalender, (dag, dag)


def uge_sag(rng):
    dag = rng.choice([tilfaeldig_dag(rng), tilfaeldig_dag(rng), rng.choice(SJAELDNE_DAGE)])
    kalender, papir = tilfaeldige_kalendere(rng, dag)
    facit = andet_syn.sidste_dag(dag, lambda a, b: a.strftime("%G%V") == b.strftime("%G%V"), papir)
    return dag.strftime("uge %V %G"), Ankre(), kalender, facit


def maaned_sag(rng):
    dag = tilfaeldig_dag(rng)
    kalender, papir = tilfaeldige_kalendere(rng, dag)
    facit = andet_syn.sidste_dag(dag, lambda a, b: a.month == b.month, papir)
    return f"{MAANEDER[dag.month - 1]} {dag.year}", Ankre(), kalender, facit


def kvartal_sag(rng):
    dag = tilfaeldig_dag(rng)
    kalender, papir = tilfaeldige_kalendere(rng, dag)
    facit = andet_syn.sidste_dag(dag, lambda a, b: (a.month + 2) // 3 == (b.month + 2) // 3, papir)
    return f"Q{(dag.month + 2) // 3} {dag.year}", Ankre(), kalender, facit


def aarstid_sag(rng):
    dag = tilfaeldig_dag(rng).replace(day=1)
    dag = dag.replace(month=rng.choice(list(AARSTIDER)))
    kalender, papir = tilfaeldige_kalendere(rng, dag)
    facit = andet_syn.sidste_dag(dag, lambda a, b: a.month % 12 // 3 == b.month % 12 // 3, papir)
    aar = f"{dag.year}/{dag.year + 1}" if dag.month == 12 else dag.year
    return f"{AARSTIDER[dag.month]} {aar}", Ankre(), kalender, facit


def aar_sag(rng):
    dag = tilfaeldig_dag(rng)
    kalender, papir = tilfaeldige_kalendere(rng, dag)
    facit = andet_syn.sidste_dag(dag, lambda a, b: a.year == b.year, papir)
    return f"{dag.year - 1}-{dag.year}", Ankre(), kalender, facit


PERIODER = [uge_sag, maaned_sag, kvartal_sag, aarstid_sag, aar_sag]
SAGER = [relativ_sag] * 6 + [interval_sag] * 2 + [fast_sag, *PERIODER]


def test_de_to_syn_er_enige():
    rng = Random(FROE)
    for _ in range(ANTAL):
        tekst, ankre, kalender, facit = rng.choice(SAGER)(rng)
        svar = tolk(tekst).beregn(ankre, kalender)
        assert (svar.raa_dato, svar.dato) == facit, (tekst, ankre, kalender)
        assert bool(svar.flyttet_fordi) == (svar.raa_dato != svar.dato), (tekst, ankre, kalender)


def test_sagerne_rammer_alle_slags_fridage():
    rng = Random(FROE)
    grunde = set()
    for _ in range(4000):
        tekst, ankre, kalender, _ = rng.choice(SAGER)(rng)
        grunde.add(tolk(tekst).beregn(ankre, kalender).flyttet_fordi)
    assert grunde >= {
        "", "lørdag", "søndag", "lukkedag", "store bededag", "skærtorsdag", "langfredag", "påskedag",
        "2. påskedag", "Kristi himmelfartsdag", "pinsedag", "2. pinsedag", "juledag", "2. juledag",
        "nytårsdag", "juleaftensdag", "nytårsaftensdag", "1. maj", "grundlovsdag",
    }  # fmt: skip


def test_sagerne_rammer_uge_53_og_skuddage():
    rng = Random(FROE)
    uger = ankre = svar = 0
    for _ in range(4000):
        tekst, anker, kalender, _ = rng.choice(SAGER)(rng)
        uger += tekst.startswith("uge 53 ")
        ankre += any(er_skuddag(dag) for dag in vars(anker).values())
        svar += er_skuddag(tolk(tekst).beregn(anker, kalender).raa_dato)
    assert min(uger, ankre, svar) >= 20, (uger, ankre, svar)


def er_skuddag(dag):
    return bool(dag) and (dag.month, dag.day) == (2, 29)


def paaske_efter_gauss(aar):
    """Gauss' regel for 1900-2099, med begge undtagelser."""
    a, b, c = aar % 19, aar % 4, aar % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    dage = d + e
    if (d, e) == (29, 6) or ((d, e) == (28, 6) and a > 10):
        dage -= 7
    return date(aar, 3, 22) + timedelta(days=dage)


@pytest.mark.parametrize("aar", TABEL)
def test_tabellen_passer_med_gauss(aar):
    paaske = paaske_efter_gauss(aar)
    efter = [-3, -2, 0, 1, 39, 49, 50] + ([26] if aar <= 2023 else [])
    faste = {date(aar, 1, 1), date(aar, 12, 25), date(aar, 12, 26)}
    assert {d for d in HELLIGDAGE if d.year == aar} == faste | {paaske + timedelta(days=n) for n in efter}


@pytest.mark.parametrize("aar", TABEL)
def test_tabellen_passer_med_pakken_holidays(aar):
    danske = set(holidays.country_holidays("DK", years=aar, expand=False))
    assert {d for d in HELLIGDAGE if d.year == aar} == danske


def test_andet_syn_kender_ikke_regelbogen():
    """Ellers kunne de to tage fejl på samme måde."""
    for fil in (andet_syn.__file__, andet_syn.__file__.replace("andet_syn", "helligdage")):
        linjer = Path(fil).read_text().splitlines()
        navne = {linje.split()[1] for linje in linjer if linje.startswith(("import ", "from "))}
        assert navne <= {"collections.abc", "dataclasses", "datetime", "tests.frister.helligdage"}
