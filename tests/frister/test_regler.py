"""Hvad reglerne svarer, og hvordan de forklarer det."""

import doctest
import pickle
from datetime import date

import pytest

import frister
from frister import (
    STANDARDKALENDER,
    Anker,
    Ankre,
    Enhed,
    FastDato,
    Kalender,
    Periode,
    RelativFrist,
    RelativtInterval,
    Retning,
    tolk,
)

IDRIFT, GOLIVE = Anker.IDRIFTSAETTELSE, Anker.GOLIVE


def regn(tekst, anker="2027-02-22", kalender=STANDARDKALENDER):
    """Svaret på fristen, når alle ankre er den samme dag."""
    dag = date.fromisoformat(anker)
    return tolk(tekst).beregn(Ankre(dag, dag, dag), kalender)


@pytest.mark.parametrize(
    ("tekst", "anker", "forklaring"),
    [
        (
            "5 uger efter idriftsættelse",
            "2027-02-22",
            "5 uger efter idriftsættelse 22. februar 2027 = 29. marts, 2. påskedag → onsdag 24. marts",
        ),
        (
            "5 uger efter idriftsættelse",
            "2027-03-01",
            "5 uger efter idriftsættelse 1. marts 2027 = mandag 5. april",
        ),
        (
            "1 dag efter go-live",
            "2027-03-05",
            "1 dag efter go-live 5. marts 2027 = 6. marts, lørdag → fredag 5. marts",
        ),
        (
            "9 måneder før idriftsættelse",
            "2027-03-01",
            "9 måneder før idriftsættelse 1. marts 2027 = mandag 1. juni 2026",
        ),
        (
            "1 uge efter projektstart",
            "2026-12-25",
            "1 uge efter projektstart 25. december 2026 = 1. januar 2027, nytårsdag → torsdag 31. december 2026",
        ),
        ("idriftsættelsesdato", "2027-03-01", "idriftsættelse = mandag 1. marts 2027"),
        ("idriftsættelsesdato", "2027-03-06", "idriftsættelse = 6. marts 2027, lørdag → fredag 5. marts"),
        (
            "7-10 arbejdsdage efter go-live",
            "2027-03-01",
            "7-10 arbejdsdage efter go-live 1. marts 2027, sidste dag = mandag 15. marts",
        ),
        (
            "4. kvartal 2016",
            "2027-03-01",
            "4. kvartal 2016, sidste dag = 31. december, lørdag → fredag 30. december",
        ),
        ("2017-2018", "2027-03-01", "2017-2018, sidste dag = mandag 31. december 2018"),
        (
            "uge 53 2026",
            "2027-03-01",
            "uge 53 2026, sidste dag = 3. januar 2027, søndag → torsdag 31. december 2026",
        ),
        ("7. maj 2018", "2027-03-01", "fast dato mandag 7. maj 2018"),
    ],
)
def test_svaret_forklarer_sig_selv(tekst, anker, forklaring):
    assert regn(tekst, anker).forklaring == forklaring


@pytest.mark.parametrize(
    ("tekst", "anker", "dato"),
    [
        ("1 måned efter go-live", "2027-01-31", "2027-02-26"),
        ("1 måned efter go-live", "2028-01-31", "2028-02-29"),
        ("1 måned efter go-live", "2027-03-31", "2027-04-30"),
        ("12 måneder efter go-live", "2028-02-29", "2029-02-28"),
        ("48 måneder efter go-live", "2028-02-29", "2032-02-27"),
        ("9 måneder før go-live", "2027-11-30", "2027-02-26"),
        ("1 uge efter go-live", "2028-02-22", "2028-02-29"),
        ("53 uger efter go-live", "2026-01-05", "2027-01-11"),
        ("1 arbejdsdag efter go-live", "2023-05-04", "2023-05-08"),
        ("1 arbejdsdag efter go-live", "2024-04-25", "2024-04-26"),
        ("3 arbejdsdage før go-live", "2027-03-30", "2027-03-22"),
        ("1 arbejdsdag før go-live", "2027-03-28", "2027-03-24"),
        ("2 arbejdsdage efter go-live", "2027-12-30", "2028-01-03"),
        ("2-3 uger før go-live", "2027-03-22", "2027-03-08"),
        ("0-5 dage før go-live", "2027-03-22", "2027-03-22"),
    ],
)
def test_den_kender_kalenderens_faelder(tekst, anker, dato):
    assert regn(tekst, anker).dato == date.fromisoformat(dato)


def test_en_udregnet_dato_husker_hvor_den_kom_fra():
    svar = regn("5 uger efter idriftsættelse")
    assert (svar.raa_dato, svar.flyttet_fordi, svar.advarsel) == (date(2027, 3, 29), "2. påskedag", "")


def test_en_skrevet_dato_bliver_staaende_med_advarsel():
    svar = regn("6. marts 2027")
    assert (svar.dato, svar.advarsel) == (date(2027, 3, 6), "6. marts 2027 er en lørdag")


@pytest.mark.parametrize(
    ("tekst", "advarsel"),
    [
        ("29-03-2027", "29. marts 2027 er 2. påskedag"),
        ("05-03-2027", "5. marts 2027 er en lukkedag"),
        ("8/3 2027", ""),
    ],
)
def test_advarslen_er_en_hel_saetning(tekst, advarsel):
    assert regn(tekst, kalender=Kalender(frozenset({date(2027, 3, 5)}))).advarsel == advarsel


def test_lukkedage_flytter_fristen_og_taeller_ikke_som_arbejdsdage():
    kalender = Kalender(frozenset({date(2027, 3, 5), date(2027, 3, 4)}))
    assert regn("1 arbejdsdag efter go-live", "2027-03-03", kalender).dato == date(2027, 3, 8)
    assert regn("2 dage efter go-live", "2027-03-03", kalender).dato == date(2027, 3, 3)


def test_uden_ankerets_dato_er_der_intet_svar():
    assert tolk("5 uger efter go-live").beregn(Ankre(idriftsaettelse=date(2027, 2, 22)), STANDARDKALENDER) is None


def test_hvert_anker_bruger_sin_egen_dato():
    ankre = Ankre(date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 3))
    svar = [RelativFrist.paa(anker).beregn(ankre, STANDARDKALENDER).dato.day for anker in Anker]
    assert svar == [1, 2, 3]


@pytest.mark.parametrize("anker", [date.min, date(1989, 12, 31), date(2101, 1, 1), date.max])
def test_et_anker_uden_for_kalenderen_giver_intet_svar(anker):
    for tekst in ("10 år efter go-live", "2500 arbejdsdage før go-live", "2-3 uger efter go-live", "go-live"):
        assert tolk(tekst).beregn(Ankre(golive=anker), STANDARDKALENDER) is None


def test_et_svar_uden_for_kalenderen_gives_ikke():
    assert tolk("10 år efter go-live").beregn(Ankre(golive=date(2095, 1, 1)), STANDARDKALENDER) is None
    assert tolk("go-live").beregn(Ankre(golive=date(1990, 1, 1)), STANDARDKALENDER) is None


@pytest.mark.parametrize(
    "lav",
    [
        lambda: RelativFrist(0, Enhed.UGER, Retning.EFTER, GOLIVE),
        lambda: RelativFrist(-1, Enhed.UGER, Retning.EFTER, GOLIVE),
        lambda: RelativFrist(1, Enhed.DAGE, Retning.PAA, GOLIVE),
        lambda: RelativFrist(0, Enhed.UGER, Retning.PAA, GOLIVE),
        lambda: RelativFrist(521, Enhed.UGER, Retning.FOER, GOLIVE),
        lambda: RelativtInterval(5, 5, Enhed.UGER, Retning.FOER, GOLIVE),
        lambda: RelativtInterval(-1, 5, Enhed.UGER, Retning.FOER, GOLIVE),
        lambda: RelativtInterval(1, 521, Enhed.UGER, Retning.FOER, GOLIVE),
        lambda: RelativtInterval(1, 5, Enhed.DAGE, Retning.PAA, GOLIVE),
        lambda: FastDato(date(1989, 12, 31)),
        lambda: FastDato(date(2101, 1, 1)),
        lambda: Periode(date(2027, 1, 2), date(2027, 1, 31)),
        lambda: Periode(date(2027, 3, 1), date(2027, 1, 31)),
        lambda: Periode.uge(2027, 53),
        lambda: Periode.maaneder(2100, 12, 2),
    ],
)
def test_en_umulig_regel_kan_ikke_laves(lav):
    with pytest.raises(ValueError, match=r"\.$"):
        lav()


def test_regler_siger_hvilket_anker_de_foelger():
    assert tolk("5 uger efter idriftsættelse").anker is IDRIFT
    assert tolk("7-10 dage efter go-live").anker is GOLIVE
    assert tolk("7. maj 2027").anker is tolk("maj 2027").anker is None


def test_regler_og_svar_kan_sendes_mellem_processer():
    regel = tolk("7-10 dage efter go-live")
    assert pickle.loads(pickle.dumps((regel, regn("go-live")))) == (regel, regn("go-live"))


def test_eksemplerne_i_pakkens_beskrivelse_passer():
    fejlede, proevede = doctest.testmod(frister, optionflags=doctest.ELLIPSIS)
    assert (fejlede, proevede > 5) == (0, True)
