"""Hver ond fil bliver til én dansk sætning, og de, der kun ser onde ud, kommer ind."""

import pytest

from faelles.afvisning import Afvist
from opgaver.services.katalog import _laes_tabel
from tests.opgaver_katalog.onde import AFVIST, LAESES


@pytest.mark.parametrize("navn", AFVIST)
def test_en_ond_fil_bliver_til_en_saetning(navn):
    lav, stykke = AFVIST[navn]
    with pytest.raises(Afvist) as afvist:
        _laes_tabel("katalog.xlsx", lav())
    assert stykke in afvist.value.grund
    assert afvist.value.grund[0].isupper() and afvist.value.grund.endswith(".")
    assert len(afvist.value.grund) < 300


@pytest.mark.parametrize("navn", LAESES)
def test_en_fil_der_kun_ser_ond_ud_laeses_helt(navn):
    tabel = _laes_tabel("katalog.xlsx", LAESES[navn]())
    assert [raekke.tekst("kode") for raekke in tabel.raekker] == ["A08"]
