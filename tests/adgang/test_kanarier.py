"""Kanarierne uden for siderne: i PDF'er og mails."""

import subprocess
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from faser.models import Fase
from koe.models import Besked
from opgaver.drejebog import Udvalg
from opgaver.models import Opgave
from opgaver.services.drejebogpdf import lav_drejebog
from opgaver.services.kommentar import skriv_kommentar
from overgange.pdf import tjekliste_pdf
from overgange.tjekliste import find_overgang, laes_tjekliste
from paamindelser.udsendelse import udsend
from projekter.aktoer import Aktoer
from projekter.models import Bruger
from tests.adgang.celler import KANARIE
from tests.adgang.sted import kanarie

SPOERGER = {"aarhus": "anna", "odense": "carl"}
OMTALTE = {
    "aarhus": {"bo@aarhus.example", "dorte@aarhus.example"},
    "odense": {f"{kanarie('odense', 'mail')}@odense.example"},
}
"""De andre på projektets pladser; kun dem kan man nævne, også når alle på scenen er sendt med."""


def tekst(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(("egen", "anden"), [("aarhus", "odense"), ("odense", "aarhus")])
def test_en_pdf_rummer_kun_kommunens_egne_ord(scene, egen, anden):
    projekt = {"aarhus": scene.verden.projekt, "odense": scene.verden.odense_projekt}[egen]
    overgang = find_overgang(projekt, Fase.objects.get(model=scene.verden.model, kode="F0"))
    indhold = tekst(tjekliste_pdf(projekt, laes_tjekliste(overgang), timezone.now()).indhold)
    assert kanarie(egen, "beslutter") in indhold and f"kanarie-{anden}" not in indhold


@pytest.mark.parametrize(("egen", "anden"), [("aarhus", "odense"), ("odense", "aarhus")])
def test_drejebogen_og_excel_rummer_kun_kommunens_egne_ord(scene, egen, anden):
    """Begge er pakkede filer, så matricen kan ikke selv læse dem."""
    projekt = {"aarhus": scene.verden.projekt, "odense": scene.verden.odense_projekt}[egen]
    bog = tekst(lav_drejebog(projekt, Udvalg(), timezone.now())[0].indhold)
    svar = scene.klient(SPOERGER[egen]).get(reverse("opgaver:eksport", args=projekt.adresse))
    celler = "".join(str(r) for ark in load_workbook(BytesIO(svar.content)) for r in ark.iter_rows(values_only=True))
    for indhold in (bog, celler, svar["Content-Disposition"]):
        assert f"kanarie-{anden}" not in indhold
    assert kanarie(egen, "lokal") in bog and kanarie(egen, "lokal") in celler and kanarie(egen, "begrundelse") in celler


@pytest.mark.parametrize("egen", ["aarhus", "odense"])
def test_en_mail_om_en_omtale_gaar_kun_til_den_naevnte_og_siger_kun_sin_egen_kommunes_ord(scene, egen):
    opgave = Opgave.objects.get(pk=scene.steder[egen]["opgave"])
    alle = list(Bruger.objects.all())
    leder, foer = scene.brugere[SPOERGER[egen]], set(Besked.objects.values_list("pk", flat=True))
    skriv_kommentar(Aktoer.person(leder), opgave, kanarie(egen, "omtale"), alle, noegle=uuid4(), nu=timezone.now())
    breve = Besked.objects.exclude(pk__in=foer)
    assert {brev.modtager for brev in breve} == OMTALTE[egen]
    assert all({fund[1] for fund in KANARIE.finditer(brev.emne + brev.tekst + brev.html)} == {egen} for brev in breve)


@pytest.mark.parametrize(("rolle", "ser"), [("anna", True), ("bo", False), ("per", False), ("ada", False)])
def test_et_filter_der_ikke_er_delt_ses_kun_af_den_der_gemte_det(scene, rolle, ser):
    for navn in ("opgaver:filtre", "opgaver:liste"):
        svar = scene.klient(rolle).get(reverse(navn, args=["0751", "SAPA"]))
        assert (kanarie("aarhus", "egetfilter") in svar.text) is ser


@pytest.mark.parametrize("dag", [date(2027, 2, 1), date(2027, 3, 3)])
def test_en_mail_blander_ikke_kommuner(scene, dag):
    udsend(dag)
    breve = {besked.modtager: besked.tekst + besked.html + besked.emne for besked in Besked.objects.all()}
    assert "Aarhus" in breve["anna@aarhus.example"] and "Odense" not in breve["anna@aarhus.example"]
    assert "Odense" in breve["carl@odense.example"] and "Aarhus" not in breve["carl@odense.example"]


def test_udgivernes_redaktoerer_faar_ingen_mails_om_kommunernes_opgaver(scene):
    udsend(date(2027, 3, 3))
    assert not Besked.objects.filter(modtager__in=["karen@kombit.example", "stine@star.example"]).exists()
