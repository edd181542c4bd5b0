"""``indlaes_stamdata`` bringer databasen i overensstemmelse med filerne, og kun når der er noget at ændre."""

import json
import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from faser import stamdata as faser_stamdata
from faser.models import Fase, Fasehovedopgave, Hovedopgave, Implementeringsmodel
from opgaver.models import Katalog
from projekter.models import Loesning, Organisation, Regionstilhoer, Rolle
from projekter.stamdata import indlaes

pytestmark = pytest.mark.django_db


def koer(*valg):
    ud = StringIO()
    call_command("indlaes_stamdata", *valg, stdout=ud)
    return ud.getvalue()


@pytest.fixture
def ret_fil(monkeypatch, tmp_path):
    """``ret_fil("roller.json", gammel, ny)`` lader indlæsningen se en rettet kopi af filerne."""

    def ret(navn, gammel, ny):
        kopi = tmp_path / "fixtures"
        shutil.copytree(faser_stamdata.MAPPE, kopi, dirs_exist_ok=True)
        tekst = (kopi / navn).read_text("utf-8")
        assert gammel in tekst
        (kopi / navn).write_text(tekst.replace(gammel, ny, 1), "utf-8")
        monkeypatch.setattr("faser.stamdata.MAPPE", kopi)
        monkeypatch.setattr("projekter.stamdata.MAPPE", kopi)

    return ret


def test_den_indlaeser_alle_stamdata_men_ingen_kataloger():
    indlaes()

    assert Implementeringsmodel.objects.count() == 4
    assert Organisation.objects.kommuner().count() == 98
    assert Hovedopgave.objects.count() == 16
    assert Rolle.objects.filter(er_obligatorisk=True).count() == 3
    assert set(Loesning.objects.values_list("noegle", flat=True)) == {"SAPA", "KY", "KSD", "STS", "VITAS"}
    assert not Katalog.objects.exists()


def test_den_svarer_i_json_med_antal():
    svar = json.loads(koer("--json"))

    assert svar["nye"] > 300
    assert (svar["aendrede"], svar["uaendrede"], svar["fjernede"]) == (0, 0, 0)


def test_en_gentagelse_aendrer_intet_og_siger_det():
    nye = indlaes().nye

    assert "intet er ændret" in koer()
    svar = json.loads(koer("--json"))
    assert svar == {"nye": 0, "aendrede": 0, "uaendrede": nye, "fjernede": 0}


def test_en_gentagelse_skriver_intet(django_assert_max_num_queries):
    indlaes()

    with django_assert_max_num_queries(25) as forespoergsler:
        indlaes()
    skrev = [f["sql"] for f in forespoergsler if f["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert skrev == []


def test_den_bruger_faa_forespoergsler_foerste_gang(django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        indlaes()


def test_en_aendret_tekst_slaar_igennem(ret_fil):
    indlaes()
    ret_fil("roller.json", '"navn": "Projektejer"', '"navn": "Projektets ejer"')

    assert indlaes().aendrede == 1
    assert Rolle.objects.get(noegle="projektejer").navn == "Projektets ejer"


def test_en_raekke_som_filen_ikke_laengere_naevner_bliver_staaende(ret_fil):
    indlaes()
    ret_fil("loesninger.json", '"noegle": "KSD"', '"noegle": "KSD2"')

    assert indlaes().nye == 1
    assert Loesning.objects.filter(noegle__in=["KSD", "KSD2"]).count() == 2


def test_et_maerke_som_filen_ikke_laengere_naevner_fjernes(ret_fil):
    indlaes()
    foer = Fasehovedopgave.objects.count()
    ret_fil(
        "modeller/implementeringsmodellen.json",
        '"fase": "F2",\n      "hovedopgave": 1,',
        '"fase": "F1",\n      "hovedopgave": 1,',
    )

    tal = indlaes()

    assert (tal.nye, tal.fjernede) == (1, 1)
    assert Fasehovedopgave.objects.count() == foer


def test_en_fejl_undervejs_lader_alt_staa(ret_fil):
    ret_fil("loesninger.json", '"ejer": "star"', '"ejer": "ukendt"')

    with pytest.raises(KeyError):
        indlaes()
    assert not Organisation.objects.exists()
    assert not Implementeringsmodel.objects.exists()


def test_en_delfase_peger_paa_sin_fase():
    indlaes()
    klargoering = Fase.objects.get(model__noegle="implementeringsmodellen", kode="2.2")

    assert klargoering.hovedfase.kode == "F2"
    assert Fase.objects.filter(model__noegle="implementeringsmodellen", overfase=None).count() == 5


def test_et_maerke_siger_hvor_det_kommer_fra_og_hvorfor():
    indlaes()
    maerke = Fasehovedopgave.objects.get(fase__kode="F3", hovedopgave__nummer=1)

    assert maerke.oprindelse == "kilde"
    assert "Tabel 1" in maerke.begrundelse


def test_en_kommune_skifter_region_ved_aarsskiftet():
    indlaes()
    koebenhavn = Organisation.objects.get(kode="0101")

    assert koebenhavn.region(date(2026, 12, 31)) == "Region Hovedstaden"
    assert koebenhavn.region(date(2027, 1, 1)) == "Region Østdanmark"
    assert Regionstilhoer.objects.gaeldende(date(2027, 1, 1)).count() == 98


def test_en_udgiver_har_sit_korte_navn_med_store_bogstaver_som_kode():
    indlaes()

    assert set(Organisation.objects.filter(slags="udgiver").values_list("kode", flat=True)) == {
        "KOMBIT",
        "STAR",
        "KL",
    }
    assert Loesning.objects.get(noegle="VITAS").ejer.kode == "STAR"
