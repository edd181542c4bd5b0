"""``make bench`` måler siderne ved siden af et gulv og skriver en tabel."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from implementering.testdata import Omfang, lav_testdata
from opgaver.models import Katalog
from vaerktoej import maaling_arbejde
from vaerktoej.bench import importtabel, tabel
from vaerktoej.maaling import maal_alle, sat_sammen
from vaerktoej.maaling_import import hukommelse, maal_import


@pytest.mark.django_db
def test_hver_side_maales_med_forespoergsler_og_gulv():
    lav_testdata(Omfang(kommuner=2, loesninger=1, opgaver=60), timezone.localdate())

    maalt = {resultat.navn: resultat for resultat in maal_alle(gange=2)}

    assert {navn for navn, r in maalt.items() if r.gulv_ms} == {"Opgaveliste", "Kort", "Flueben", "Status"}
    arbejde = {resultat.navn: resultat for resultat in maaling_arbejde.maal_alle(gange=1)}
    assert {navn for navn, r in arbejde.items() if r.gulv_ms is None} == {"Min side", "Mine projekter"}
    assert all(r.ms > 0 and r.forespoergsler > 0 for r in [*maalt.values(), *arbejde.values()])


@pytest.mark.parametrize("tegn", [0, 5, 500])
def test_gulvets_tekst_er_saa_stor_som_siden(tegn):
    assert len(sat_sammen([[("A08", 1)], [(None,)]], tegn)) == tegn


def test_tabellen_viser_forholdet_til_gulvet():
    maalt = {"navn": "Kort", "ms": 12.0, "cpu_ms": 11.0, "forespoergsler": 9, "tegn": 100, "gulv_ms": 4.0}

    *_, kort, hjaelp = tabel([maalt, maalt | {"navn": "Hjælp", "gulv_ms": None}])

    assert kort == "| Kort | 12,0 | 11,0 | 9 | 100 | 4,00 | 3,0 |"
    assert hjaelp == "| Hjælp | 12,0 | 11,0 | 9 | 100 | – | – |"


@pytest.mark.django_db
def test_importen_maales_trin_for_trin_ved_siden_af_et_gulv():
    call_command("indlaes_stamdata", "--json")

    maalt = maal_import(antal=12, faa=6, gange=1)

    assert [r.navn for r in maalt] == ["Forhåndsvis, nye", "Indlæs, nye", "Forhåndsvis, ændrede", "Indlæs, ændrede"]
    assert all(r.sekunder > 0 and r.gulv > 0 and r.forespoergsler == r.forespoergsler_faa for r in maalt)
    assert hukommelse()["processen"] > 10
    assert not Katalog.objects.exists()


def test_importens_tabel_viser_forhold_og_hukommelse():
    trin = {"navn": "Indlæs, nye", "sekunder": 5.0, "gulv": 2.5, "forespoergsler": 60, "forespoergsler_faa": 24}

    *_, raekke, top = importtabel({"raekker": 10, "faa": 1, "resultater": [trin], "mb": {"processen": 169.4}})

    assert raekke == "| Indlæs, nye | 5,0 | 2,5 | 2,0 | 60 | 24 |"
    assert top == "\nStørste hukommelse: processen 169 MB."
