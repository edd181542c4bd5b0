"""Kommandoen ``importer_katalog``: navne, valg og nøgler er en aftale med andre programmer."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from opgaver.models import Importkoersel, Katalog, Katalogopgave, Katalogversion
from projekter.models import Haendelse
from tests.opgaver_katalog.boeger import SAPA_HOVED, a08, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import alt_i_kataloget
from tests.opgaver_katalog.test_importjob import med_to_ark

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


A08 = ("A08", "Forbered de nye arbejdsgange", "F1")
A09 = ("A09", *A08[1:])


def test_en_mulig_omdoebning_naevnes_og_er_ellers_en_udgaaet_og_en_ny(verden, koer):
    koer(bog(A08, *TO), "--loesning", "KY")
    svar, kode = koer(bog(A09, *TO), "--loesning", "KY")
    assert (svar["nye"], svar["udgaaede"], svar["omdoebte"], kode) == (1, 1, 0, 0)
    assert "--omdoebt A08=A09" in svar["advarsler"][0]["besked"]


def test_en_omdoebning_lader_noeglen_foelge_med(verden, koer):
    koer(bog(A08, *TO), "--loesning", "KY")
    foer = Katalogopgave.objects.get(kode="A08", version__katalog__loesning=verden.ky)
    svar, _ = koer(bog(A09, *TO), "--loesning", "KY", "--omdoebt", "A08=A09")
    assert (svar["nye"], svar["udgaaede"], svar["omdoebte"], svar["advarsler"]) == (0, 0, 1, [])
    efter = Katalogopgave.objects.get(pk=foer.pk)
    assert (efter.kode, efter.noegle) == ("A09", foer.noegle)


@pytest.mark.parametrize(
    ("omdoebt", "besked"),
    [
        ("A08", "fx --omdoebt A08=A09"),
        ("A08=", "fx --omdoebt A08=A09"),
        ("X99=A09", "X99 kan ikke få en ny kode"),
        ("A01=A09", "den står i både kataloget og filen"),
        ("A08=A01", "A08 kan ikke blive til A01"),
        ("A08=X99", "den står hverken i kataloget eller i filen"),
    ],
)
def test_en_omdoebning_der_ikke_kan_lade_sig_goere_siger_hvorfor(verden, koer, omdoebt, besked):
    koer(bog(A08, *TO), "--loesning", "KY")
    svar, kode = koer(bog(A09, *TO), "--loesning", "KY", "--omdoebt", omdoebt)
    assert (kode, svar["omdoebte"], besked in svar["fejl"][0]["besked"]) == (1, 0, True)


def test_to_gamle_koder_kan_ikke_blive_den_samme_nye(verden, koer):
    koer(bog(A08, ("A07", "En anden", "F1"), *TO), "--loesning", "KY")
    svar, kode = koer(bog(A09, *TO), "--loesning", "KY", "--omdoebt", "A08=A09", "--omdoebt", "A07=A09")
    assert (kode, "højst én for hver ny kode" in svar["fejl"][0]["besked"]) == (1, True)


def test_arket_kan_vaelges(verden, koer):
    koer(med_to_ark(), "--loesning", "KY", "--ark", "Nr. 2")
    assert Katalogopgave.objects.get(version__katalog__loesning=verden.ky).titel == "Fra Nr. 2"


def test_teksten_naevner_de_omdoebte_naar_der_er_nogen(verden, koer, tmp_path):
    koer(bog(A08, *TO), "--loesning", "KY")
    (tmp_path / "k.xlsx").write_bytes(bog(A09, *TO))
    ud = StringIO()
    call_command("importer_katalog", str(tmp_path / "k.xlsx"), "--loesning", "KY", "--omdoebt", "A08=A09", stdout=ud)
    assert "Indlæst: 0 nye, 1 omdøbt, 0 ændrede, 2 uændrede, 0 udgår." in ud.getvalue()
