"""Hver ond fil bliver til én dansk sætning, og de, der kun ser onde ud, kommer ind."""

from dataclasses import replace

import pytest

from faelles.afvisning import Afvist
from opgaver.katalogimport.widgets import laes_tekst
from opgaver.services.filaesning import laes_tabel
from tests.opgaver_katalog.onde import AFVIST, HEL, LAESES


@pytest.mark.parametrize("navn", AFVIST)
def test_en_ond_fil_bliver_til_en_saetning(navn):
    lav, stykke = AFVIST[navn]
    with pytest.raises(Afvist) as afvist:
        laes_tabel("katalog.xlsx", lav())
    assert stykke in afvist.value.grund
    assert afvist.value.grund[0].isupper() and afvist.value.grund.endswith(".")
    assert len(afvist.value.grund) < 300


@pytest.mark.parametrize("navn", LAESES)
def test_en_fil_der_kun_ser_ond_ud_laeses_helt(navn):
    tabel = laes_tabel("katalog.xlsx", LAESES[navn]())
    assert [raekke.tekst("kode") for raekke in tabel.raekker] == ["A08"]


@pytest.mark.parametrize(
    ("graense", "tal", "stykke"),
    [
        ("byte", 1_000, "højst fylde"),
        ("udpakket", 2_000, "når den pakkes ud"),
        ("raekker", 1, "højst være 1 rækker"),
        ("kolonner", 2, "højst være 2 kolonner"),
    ],
)
def test_hver_graense_er_en_indstilling(settings, graense, tal, stykke):
    settings.IMPORT_GRAENSER = replace(settings.IMPORT_GRAENSER, **{graense: tal})
    with pytest.raises(Afvist, match=stykke):
        laes_tabel("katalog.xlsx", HEL)


def test_tiden_er_en_indstilling(settings):
    settings.IMPORT_GRAENSER = replace(settings.IMPORT_GRAENSER, sekunder=0)
    mange = b"kode;titel\n" + b"A08;En titel\n" * 15_000
    with pytest.raises(Afvist, match="mere end 0 sekunder"):
        laes_tabel("katalog.csv", mange)


def test_laengden_af_en_celle_er_en_indstilling(settings):
    settings.IMPORT_MAKS_TEGN = 3
    with pytest.raises(ValueError, match=r"på 4 tegn\. Der er højst plads til 3"):
        laes_tekst("abcd")
