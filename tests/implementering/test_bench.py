"""``make bench`` måler siderne ved siden af et gulv og skriver en tabel."""

import pytest
from django.utils import timezone

from implementering.testdata import Omfang, lav_testdata
from vaerktoej.bench import tabel
from vaerktoej.maaling import maal_alle, sat_sammen


@pytest.mark.django_db
def test_hver_side_maales_med_forespoergsler_og_gulv():
    lav_testdata(Omfang(kommuner=2, loesninger=1, opgaver=60), timezone.localdate())

    maalt = {resultat.navn: resultat for resultat in maal_alle(gange=2)}

    assert {navn for navn, r in maalt.items() if r.gulv_ms} == {"Opgaveliste", "Kort", "Flueben", "Status"}
    assert all(r.ms > 0 and r.forespoergsler > 0 for r in maalt.values())


@pytest.mark.parametrize("tegn", [0, 5, 500])
def test_gulvets_tekst_er_saa_stor_som_siden(tegn):
    assert len(sat_sammen([[("A08", 1)], [(None,)]], tegn)) == tegn


def test_tabellen_viser_forholdet_til_gulvet():
    maalt = {"navn": "Kort", "ms": 12.0, "cpu_ms": 11.0, "forespoergsler": 9, "tegn": 100, "gulv_ms": 4.0}

    *_, kort, hjaelp = tabel([maalt, maalt | {"navn": "Hjælp", "gulv_ms": None}])

    assert kort == "| Kort | 12,0 | 11,0 | 9 | 100 | 4,00 | 3,0 |"
    assert hjaelp == "| Hjælp | 12,0 | 11,0 | 9 | 100 | – | – |"
