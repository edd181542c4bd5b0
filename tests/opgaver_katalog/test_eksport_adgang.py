"""Eksporten fra siden og fra kommandolinjen: hvem der må, hvad filen hedder, og hvad der bliver afvist."""

import json
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from opgaver.models import Katalogversion
from projekter import adgang
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import indlaes


@pytest.fixture
def kladde(verden):
    return indlaes(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.1")


@pytest.fixture
def koer(tmp_path):
    def koer(*valg, fil="ud.xlsx"):
        ud, kode = StringIO(), 0
        try:
            call_command("eksporter_katalog", "--ud", str(tmp_path / fil), "--json", *valg, stdout=ud)
        except CommandError as fejl:
            kode = fejl.returncode
        return json.loads(ud.getvalue()), kode

    return koer


def besked(svar):
    return svar[0]["fejl"][0]["besked"]


@pytest.mark.parametrize(("slags", "type_"), [("xlsx", "application/vnd.openxml"), ("csv", "text/csv; charset=utf-8")])
def test_filen_har_navn_type_og_kan_ikke_gaettes_om(som, verden, slags, type_):
    svar = som(verden.anna).get(reverse(f"kataloger:hent_{slags}", args=[verden.version.pk]))
    assert svar["Content-Disposition"] == f'attachment; filename="sapa-1.0.{slags}"'
    assert svar["Content-Type"].startswith(type_) and svar["X-Content-Type-Options"] == "nosniff"
    assert int(svar["Content-Length"]) == len(svar.getvalue())


def test_kun_redaktoeren_henter_kladden(som, verden, kladde):
    adresse = reverse("kataloger:hent_xlsx", args=[kladde.pk])
    assert som(verden.anna).get(adresse).status_code == 404
    ark = openpyxl.load_workbook(BytesIO(som(verden.karen).get(adresse).getvalue())).active
    assert ark.max_row == 7


def test_siden_foerer_til_begge_filer(som, verden):
    side = som(verden.anna).get(reverse("kataloger:version", args=[verden.version.pk])).content.decode()
    assert all(f"hent.{slags}" in side for slags in ("xlsx", "csv"))


def test_kommandoen_skriver_den_nyeste_udgivne_og_siger_antallet(verden, kladde, koer, tmp_path):
    svar, kode = koer("--loesning", "SAPA")
    assert (svar["katalogversion"], svar["opgaver"], kode) == ("SAPA 1.0", 7, 0)
    assert [fil.name for fil in tmp_path.iterdir()] == ["ud.xlsx"]


def test_uden_en_udgivet_version_skrives_kladden(verden, koer):
    indlaes(verden.ky, bog(("A01", "Første", "F1")))
    assert koer("--loesning", "KY")[0]["katalogversion"] == "KY 1.0"


def test_af_to_kladder_skrives_den_nyeste(verden, koer):
    foerste = indlaes(verden.ky, bog(("A01", "Første", "F1")))
    Katalogversion.objects.create(katalog=foerste.katalog, nummer="1.1")
    assert koer("--loesning", "KY")[0]["katalogversion"] == "KY 1.1"


def test_endelsen_afgoer_formatet(verden, koer, tmp_path):
    koer("--loesning", "SAPA", fil="ud.CSV")
    assert (tmp_path / "ud.CSV").read_bytes().startswith("\ufeffOpgavekode".encode())
    assert "hverken på .xlsx eller .csv" in besked(koer("--loesning", "SAPA", fil="ud.pdf"))


def test_en_ukendt_version_afvises_med_de_kendte(verden, kladde, koer):
    svar = koer("--loesning", "SAPA", "--katalogversion", "9.9")
    assert besked(svar) == "SAPA har ingen katalogversion 9.9. De kendte er: 1.0, 1.1." and svar[1] == 1


def test_en_sti_der_ikke_kan_skrives_afvises(verden, koer):
    assert "kan ikke skrives" in besked(koer("--loesning", "SAPA", fil="findes-ikke/ud.xlsx"))


def test_en_kladde_er_ukendt_for_andre_end_dens_redaktoer(verden, kladde, koer):
    valg = ("--loesning", "SAPA", "--katalogversion", "1.1", "--bruger")
    assert "De kendte er: 1.0." in besked(koer(*valg, verden.anna.email))
    assert koer(*valg, verden.karen.email)[0]["opgaver"] == 6


def test_kladden_er_kun_synlig_for_udgiverens_redaktoerer_og_kommandolinjen(verden, kladde):
    synlige = {
        navn: kladde in Katalogversion.objects.synlige_for(adgang.redigerer_for(bruger))
        for navn, bruger in (("karen", verden.karen), ("anna", verden.anna), ("kommandolinjen", None))
    }
    assert synlige == {"karen": True, "anna": False, "kommandolinjen": True}
    assert verden.version in Katalogversion.objects.synlige_for(adgang.redigerer_for(verden.anna))


def test_en_loesning_uden_katalog_siger_det(verden, koer):
    assert besked(koer("--loesning", "KY")) == "KY har ingen katalogversion. De kendte er: ingen endnu."


def test_den_skrevne_fil_kan_indlaeses_uden_en_forskel(verden, koer, tmp_path):
    koer("--loesning", "SAPA", fil="ud.csv")
    ud = StringIO()
    call_command("importer_katalog", str(tmp_path / "ud.csv"), "--loesning", "SAPA", "--json", stdout=ud)
    svar = json.loads(ud.getvalue())
    assert (svar["nye"], svar["aendrede"], svar["uaendrede"], svar["udgaaede"]) == (0, 0, 7, 0)
    assert (svar["advarsler"], svar["fejl"], Katalogversion.objects.count()) == ([], [], 1)
