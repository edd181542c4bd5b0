"""Listen til Excel: de samme rækker i den samme orden."""

from datetime import datetime
from io import BytesIO
from urllib.parse import unquote

from django.urls import reverse
from openpyxl import load_workbook

from opgaver.services.opgave import saet_status
from tests.eget.hjaelp import anna, bo
from tests.medvirkende import I_DAG


def hent(verden, klient, adresse=""):
    svar = klient.get(reverse("opgaver:eksport", args=verden.projekt.adresse) + adresse)
    assert svar.status_code == 200
    return svar, load_workbook(BytesIO(svar.content))


def raekker(mappe):
    hoved, *resten = mappe["Opgaver"].values
    return [dict(zip(hoved, raekke, strict=True)) for raekke in resten]


def test_arket_har_de_viste_raekker_i_gruppernes_orden(verden, som):
    bo(verden)
    svar, mappe = hent(verden, som(verden.anna), "?gruppe=hovedopgave&fase=F2")
    assert [raekke["Kode"] for raekke in raekker(mappe)] == ["K03", "A08", "C01", "I01"]
    a08 = raekker(mappe)[1]
    assert a08["Frist"] == datetime(2027, 4, 5) and a08["Regel"] == "5 uger efter idriftsættelsesdato"
    assert a08["Udfører"] == "Administrator: Bo Lindgaard" and "mandag 5. april" in a08["Forklaring"]
    assert "SAPA Aarhus opgaver fase F2 Forberedelse" in unquote(svar["Content-Disposition"])


def test_en_formel_i_en_begrundelse_er_tekst(verden, som):
    saet_status(anna(verden), verden.opgave("C01"), "ikke_relevant", paa=I_DAG, begrundelse='=HYPERLINK("x")\x0b')
    _, mappe = hent(verden, som(verden.anna), "?soeg=c01")
    celle = mappe["Opgaver"]["M2"]
    assert (celle.value, celle.data_type, celle.quotePrefix) == ('=HYPERLINK("x")', "s", True)


def test_det_andet_ark_siger_hvad_der_er_hentet(verden, som):
    _, mappe = hent(verden, som(verden.anna), "?visning=tavle&soeg=findes-ikke")
    om = dict(mappe["Om udtrækket"].values)
    assert om["Antal"] == "0 af 7 opgaver" and om["Filter"] == "indeholder »findes-ikke«" and raekker(mappe) == []
