"""Kanarierne uden for siderne: i PDF'er og mails."""

import subprocess
from datetime import date

import pytest
from django.utils import timezone

from faser.models import Fase
from koe.models import Besked
from overgange.pdf import tjekliste_pdf
from overgange.tjekliste import find_overgang, laes_tjekliste
from paamindelser.udsendelse import udsend
from tests.adgang.sted import kanarie


def tekst(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(("egen", "anden"), [("aarhus", "odense"), ("odense", "aarhus")])
def test_en_pdf_rummer_kun_kommunens_egne_ord(scene, egen, anden):
    projekt = {"aarhus": scene.verden.projekt, "odense": scene.verden.odense_projekt}[egen]
    overgang = find_overgang(projekt, Fase.objects.get(model=scene.verden.model, kode="F0"))
    indhold = tekst(tjekliste_pdf(projekt, laes_tjekliste(overgang), timezone.now()).indhold)
    assert kanarie(egen, "beslutter") in indhold and f"kanarie-{anden}" not in indhold


@pytest.mark.parametrize("dag", [date(2027, 2, 1), date(2027, 3, 3)])
def test_en_mail_blander_ikke_kommuner(scene, dag):
    udsend(dag)
    breve = {besked.modtager: besked.tekst + besked.html + besked.emne for besked in Besked.objects.all()}
    assert "Aarhus" in breve["anna@aarhus.example"] and "Odense" not in breve["anna@aarhus.example"]
    assert "Odense" in breve["carl@odense.example"] and "Aarhus" not in breve["carl@odense.example"]


def test_udgivernes_redaktoerer_faar_ingen_mails_om_kommunernes_opgaver(scene):
    udsend(date(2027, 3, 3))
    assert not Besked.objects.filter(modtager__in=["karen@kombit.example", "stine@star.example"]).exists()
