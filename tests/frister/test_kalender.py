from datetime import date, timedelta

import pytest

from frister import STANDARDKALENDER, Anker, Ankre, Kalender, RelativFrist
from tests.frister.helligdage import HELLIGDAGE

FREDAG = date(2027, 3, 5)


def test_den_kender_de_samme_helligdage_som_tabellen():
    dag = date(2020, 1, 1)
    while dag.year <= 2035:
        assert STANDARDKALENDER.er_arbejdsdag(dag) == (dag.weekday() < 5 and dag not in HELLIGDAGE), dag
        dag += timedelta(days=1)


@pytest.mark.parametrize(
    ("dag", "navn"),
    [
        ("2027-03-29", "2. påskedag"),
        ("2027-03-28", "påskedag"),
        ("2027-03-26", "langfredag"),
        ("2027-03-25", "skærtorsdag"),
        ("2027-05-06", "Kristi himmelfartsdag"),
        ("2027-05-17", "2. pinsedag"),
        ("2027-01-01", "nytårsdag"),
        ("2025-12-25", "juledag"),
        ("2025-12-26", "2. juledag"),
        ("2027-03-06", "lørdag"),
        ("2027-03-07", "søndag"),
        ("2027-03-05", ""),
    ],
)
def test_den_navngiver_fridagen(dag, navn):
    assert STANDARDKALENDER.helligdag_navn(date.fromisoformat(dag)) == navn


def test_store_bededag_er_fri_til_og_med_2023():
    assert STANDARDKALENDER.helligdag_navn(date(2023, 5, 5)) == "store bededag"
    assert STANDARDKALENDER.er_arbejdsdag(date(2024, 4, 26))


@pytest.mark.parametrize("dag", ["2027-12-24", "2027-12-31", "2029-05-01", "2029-06-05"])
def test_dage_med_tvivl_er_arbejdsdage(dag):
    assert STANDARDKALENDER.er_arbejdsdag(date.fromisoformat(dag))


@pytest.mark.parametrize(
    ("valg", "dag", "navn"),
    [
        ("juleaften_lukket", "2027-12-24", "juleaftensdag"),
        ("nytaarsaften_lukket", "2027-12-31", "nytårsaftensdag"),
        ("foerste_maj_lukket", "2029-05-01", "1. maj"),
        ("grundlovsdag_lukket", "2029-06-05", "grundlovsdag"),
    ],
)
def test_kommunen_kan_lukke_dem(valg, dag, navn):
    assert Kalender(**{valg: True}).helligdag_navn(date.fromisoformat(dag)) == navn


def test_kommunens_lukkedag_er_en_fridag():
    assert Kalender(frozenset({FREDAG})).helligdag_navn(FREDAG) == "lukkedag"


def test_en_lukkedag_i_weekenden_hedder_som_dagen():
    assert Kalender(frozenset({date(2027, 3, 6)})).helligdag_navn(date(2027, 3, 6)) == "lørdag"


def test_den_gaar_forbi_paasken():
    assert STANDARDKALENDER.foregaaende_arbejdsdag(date(2027, 3, 29)) == date(2027, 3, 24)
    assert STANDARDKALENDER.naeste_arbejdsdag(date(2027, 3, 24)) == date(2027, 3, 30)


def test_naboer_er_aldrig_dagen_selv():
    assert STANDARDKALENDER.foregaaende_arbejdsdag(FREDAG) == date(2027, 3, 4)
    assert STANDARDKALENDER.naeste_arbejdsdag(FREDAG) == date(2027, 3, 8)


def test_den_selv_gaelder_kun_naar_den_er_en_arbejdsdag():
    til, fra = STANDARDKALENDER.arbejdsdag_til_og_med, STANDARDKALENDER.arbejdsdag_fra_og_med
    assert til(FREDAG) == fra(FREDAG) == FREDAG
    assert (til(date(2027, 3, 29)), fra(date(2027, 3, 25))) == (date(2027, 3, 24), date(2027, 3, 30))


@pytest.mark.parametrize(
    ("fra", "antal", "til"),
    [
        ("2027-03-05", 0, "2027-03-05"),
        ("2027-03-06", 0, "2027-03-06"),
        ("2027-03-05", 1, "2027-03-08"),
        ("2027-03-06", 1, "2027-03-08"),
        ("2027-03-08", -1, "2027-03-05"),
        ("2027-03-07", -1, "2027-03-05"),
        ("2027-12-23", 3, "2027-12-28"),
        ("2028-01-03", -1, "2027-12-31"),
    ],
)
def test_taellingen_begynder_dagen_efter(fra, antal, til):
    assert STANDARDKALENDER.laeg_arbejdsdage_til(date.fromisoformat(fra), antal) == date.fromisoformat(til)


def test_ens_kalendere_er_ens_og_kan_bruges_som_noegle():
    lukkedage = frozenset({FREDAG})
    assert {Kalender(lukkedage): 1}[Kalender(frozenset([FREDAG]))] == 1


def test_en_arbejdsdag_findes_uden_at_laese_lukkedagenes_navne():
    class Ulaeselige(frozenset):
        def __iter__(self):
            raise AssertionError("navnene blev læst")

    dag = date(2027, 2, 3)
    kalender = Kalender(frozenset({dag}), navne=Ulaeselige({(dag, "Rejsedag")}))
    assert not kalender.er_arbejdsdag(dag) and kalender.er_arbejdsdag(date(2027, 2, 4))


def test_en_dag_med_to_navne_hedder_det_foerste():
    dag = date(2027, 2, 3)
    kalender = Kalender(frozenset({dag}), navne=frozenset({(dag, "Bro"), (dag, "Afspadsering")}))
    assert kalender.helligdag_navn(dag) == "lukkedag (Afspadsering)"


JULELUKNING = [date(2026, 12, dag) for dag in range(18, 32)]


@pytest.mark.parametrize(
    ("dag", "navn", "forklaring"),
    [
        # Nytårsdag er en fredag; det er julelukningen, der får fristen til at springe helt til den 17.
        (
            date(2027, 1, 1),
            "Jul",
            "= 1. januar 2027, nytårsdag; lukkedage 18.12–31.12 (Jul) → torsdag 17. december 2026",
        ),
        (date(2027, 1, 1), "", "= 1. januar 2027, nytårsdag; lukkedage 18.12–31.12 → torsdag 17. december 2026"),
        (date(2026, 12, 19), "Jul", "= 19. december 2026, lørdag; lukkedage 18.12–19.12 (Jul) → torsdag 17. december"),
        (date(2026, 12, 31), "Jul", "= 31. december 2026, lukkedag (Jul) → torsdag 17. december"),
    ],
)
def test_forklaringen_naevner_den_lukning_der_fik_fristen_til_at_springe(dag, navn, forklaring):
    kalender = Kalender(frozenset(JULELUKNING), navne=frozenset((et, navn) for et in JULELUKNING if navn))
    svar = RelativFrist.paa(Anker.GOLIVE).beregn(Ankre(golive=dag), kalender)
    assert svar.forklaring.endswith(forklaring)
