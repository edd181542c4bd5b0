"""Kommandoen ``importer_katalog``: navne, valg og nøgler er en aftale med andre programmer."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from opgaver.models import Importkoersel, Katalog, Katalogversion
from projekter.models import Haendelse
from tests.opgaver_katalog.boeger import SAPA_HOVED, a08, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import alt_i_kataloget

TO = (("A01", "Første", "F1"), ("A02", "Anden", "F2"))


@pytest.fixture
def koer(tmp_path):
    """Kør kommandoen på en fil med indholdet, og svar med JSON og udgangskode."""

    def koer(data: bytes, *valg: str, fil: str = "katalog.xlsx"):
        (tmp_path / fil).write_bytes(data)
        ud, kode = StringIO(), 0
        try:
            call_command("importer_katalog", str(tmp_path / fil), "--json", *valg, stdout=ud)
        except CommandError as fejl:
            kode = fejl.returncode
        return json.loads(ud.getvalue()), kode

    return koer


def test_svaret_har_de_seks_noegler(verden, koer):
    svar, kode = koer(bog(*TO), "--loesning", "KY")
    assert kode == 0
    assert {n: svar[n] for n in ("nye", "aendrede", "uaendrede", "udgaaede", "advarsler", "fejl")} == {
        "nye": 2,
        "aendrede": 0,
        "uaendrede": 0,
        "udgaaede": 0,
        "advarsler": [],
        "fejl": [],
    }


def test_uden_valg_bliver_det_en_kladde_1_0(verden, koer):
    koer(bog(*TO), "--loesning", "KY")
    version = Katalogversion.objects.get(katalog__loesning=verden.ky)
    assert (version.nummer, version.er_kladde, version.katalog.model) == ("1.0", True, verden.model)


def test_den_samme_fil_igen_er_nul_aendringer(verden, koer):
    koer(a08(), "--loesning", "KY", "--udgiv")
    svar, kode = koer(a08(), "--loesning", "KY", "--udgiv")
    assert (svar["nye"], svar["aendrede"], svar["uaendrede"], svar["udgaaede"], kode) == (0, 0, 1, 0, 0)


def test_udgiv_udgiver_versionen(verden, koer):
    koer(bog(*sapa_raekker()[:3], hoved=SAPA_HOVED), "--loesning", "SAPA", "--katalogversion", "1.1", "--udgiv")
    assert Katalogversion.objects.get(nummer="1.1").status == Katalogversion.Status.UDGIVET


def test_en_proevekoersel_gemmer_intet(verden, koer):
    foer = alt_i_kataloget()
    svar, kode = koer(bog(*TO), "--loesning", "KY", "--proevekoersel")
    assert (svar["nye"], kode) == (2, 0)
    assert alt_i_kataloget() == foer
    assert not Importkoersel.objects.exists()


def test_en_fejl_naevner_ark_raekke_kolonne_vaerdi_og_besked(verden, koer):
    svar, kode = koer(bog(("A01", "T", "Opstart")), "--loesning", "KY")
    (fejl,) = svar["fejl"]
    assert kode == 1
    assert (fejl["ark"], fejl["raekke"], fejl["kolonne"], fejl["vaerdi"]) == ("Opgaver", 2, "Fase", "Opstart")
    assert fejl["besked"].startswith("»Opstart« er ikke en fase")


def test_en_advarsel_har_de_samme_noegler(verden, koer):
    svar, _ = koer(bog(("A01", "T", "F1", None, None, "snarest")), "--loesning", "KY")
    assert [set(advarsel) for advarsel in svar["advarsler"]] == [{"ark", "raekke", "kolonne", "vaerdi", "besked"}]


def test_fejl_efterlader_intet(verden, koer):
    koer(bog(("A01", "God", "F1"), ("A02", "T", "Opstart")), "--loesning", "KY", "--udgiv")
    assert not Katalog.objects.filter(loesning=verden.ky).exists()
    assert not Importkoersel.objects.exists()


def test_kan_versionen_ikke_udgives_bliver_den_heller_ikke_indlaest(verden, koer, monkeypatch):
    monkeypatch.setattr("opgaver.services.udgivelse._behold_noegler", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        koer(bog(*TO), "--loesning", "KY", "--udgiv")
    assert not Katalog.objects.filter(loesning=verden.ky).exists()


def test_en_ukendt_loesning_naevner_de_kendte(verden, koer):
    svar, kode = koer(bog(*TO), "--loesning", "SAP")
    assert kode == 1
    assert svar["nye"] == 0
    assert "KY, SAPA" in svar["fejl"][0]["besked"]


def test_modellen_kan_vaelges_til_et_nyt_katalog(verden, koer):
    tom = type(verden.model).objects.create(noegle="vitas", navn="VITAS")
    tom.faser.create(kode="V1", navn="Etablering", raekkefoelge=1)
    koer(bog(("E01", "T", "V1")), "--loesning", "KY", "--model", "vitas")
    assert Katalog.objects.get(loesning=verden.ky).model == tom


def test_en_ukendt_model_naevner_de_kendte(verden, koer):
    svar, _ = koer(bog(*TO), "--loesning", "KY", "--model", "vandfald")
    assert "implementeringsmodellen" in svar["fejl"][0]["besked"]


def test_en_fil_der_ikke_findes_er_en_fejl(verden):
    with pytest.raises(CommandError, match=r"ingen\.xlsx kan ikke læses") as fejl:
        call_command("importer_katalog", "ingen.xlsx", "--loesning", "KY")
    assert fejl.value.returncode == 1


def test_brugerens_rettigheder_gaelder(verden, koer):
    svar, kode = koer(bog(*TO), "--loesning", "KY", "--bruger", "anna@aarhus.example")
    assert (kode, "Kun katalogredaktører" in svar["fejl"][0]["besked"]) == (1, True)
    assert koer(bog(*TO), "--loesning", "KY", "--bruger", "karen@kombit.example")[1] == 0


def test_uden_bruger_staar_kommandolinjen_i_historikken(verden, koer):
    koer(bog(*TO), "--loesning", "KY")
    assert Haendelse.objects.get(handling="katalog indlæst").aktoer == "kommandolinje"


def test_teksten_naevner_stedet_for_hver_fejl(verden, tmp_path):
    (tmp_path / "k.xlsx").write_bytes(bog(("A01", "T", "Opstart"), ("A02", "T", "F1", "Ukendt")))
    with pytest.raises(CommandError, match=r"Opgaver, række 2, Fase »Opstart«: .*\nOpgaver, række 3, Tema »Ukendt«: "):
        call_command("importer_katalog", str(tmp_path / "k.xlsx"), "--loesning", "KY")


def test_teksten_taeller_op_og_naevner_advarslerne(verden, tmp_path):
    (tmp_path / "k.xlsx").write_bytes(bog(("A01", "T", None)))
    ud = StringIO()
    call_command("importer_katalog", str(tmp_path / "k.xlsx"), "--loesning", "KY", stdout=ud)
    assert "KY 1.0. Indlæst: 1 ny, 0 ændrede, 0 uændrede, 0 udgår." in ud.getvalue()
    assert "Advarsel: Opgaver, række 2, Fase: Opgaven har ingen fase" in ud.getvalue()


def test_en_csv_fil_kan_indlaeses(verden, koer):
    svar, kode = koer("Nr.;Titel;Fase\r\nA01;Læs på;Klargøring\r\n".encode("cp1252"), "--loesning", "KY", fil="k.csv")
    assert (svar["nye"], svar["fejl"], kode) == (1, [], 0)
