"""Opgaven som PDF."""

import io
import subprocess

import pikepdf
import pytest

from koe.job import udfoer
from koe.models import Job
from opgaver.kriterier import noegle
from opgaver.services.eget import saet_egen_fase, saet_egen_tekst, saet_egne_kriterier, saet_kriterium
from opgaver.services.opgave import tildel
from tests.eget.hjaelp import HTMX, NU, adresse, anna, fase, med_kriterier, skriv_kort

STYKKER = [
    "A08 Forbered og implementer",
    "Aarhus Kommune",
    "F3 Ibrugtagning (jeres egen fase; i kataloget 2.2 Klargøring)",
    "mandag 5. april",
    "Bo Lindgaard",
    "Det skal lykkes",
    "En godkendt plan",
    "Lederen har sagt ja (ikke krydset af)",
    "Alle er hørt. (krydset af: Anna Krogh,",
    "Sådan gør vi her",
    "Ring til Bo.",
    "<b>Husk</b> bilag <script>x</script>",
]


def bestilt(verden, klient, kode="A08"):
    svar = klient.post(adresse("lav_pdf", verden.opgave(kode).pk))
    assert svar.status_code == 302
    return svar.url


def hentet(verden, klient, kode="A08"):
    side = bestilt(verden, klient, kode)
    udfoer(Job.objects.get(slags="opgave_pdf").pk)
    return klient.get(f"{side}hent/").content


def tekst(pdf):
    ud = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(ud.split())


@pytest.fixture
def fuld(verden):
    """A08 med alt, hvad en kommune kan have af sit eget."""
    skriv_kort(med_kriterier(verden), maal="<p>Det skal <strong>lykkes</strong></p>", resultat="En godkendt plan")
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F3"))
    saet_egne_kriterier(anna(verden), verden.opgave("A08"), "Lederen har sagt ja")
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "Ring til Bo.\n\n<b>Husk</b> bilag <script>x</script>")
    saet_kriterium(anna(verden), verden.opgave("A08"), noegle("Alle er hørt"), True, nu=NU)
    return tildel(anna(verden), verden.opgave("A08"), {"udfoerer": verden.plads("administrator")})


def test_pdfen_har_kortet_og_det_der_er_kommunens_eget(verden, som, fuld):
    fundet = tekst(hentet(verden, som(verden.anna)))
    for stykke in STYKKER:
        assert stykke in fundet


def test_pdfen_er_maerket_op_for_skaermlaesere(verden, som, fuld):
    pdf = pikepdf.open(io.BytesIO(hentet(verden, som(verden.anna))))
    assert pdf.Root.MarkInfo.Marked and pdf.Root.StructTreeRoot and str(pdf.Root.Lang) == "da"
    assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_en_opgave_uden_noget_bliver_ogsaa_til_en_pdf(verden, som):
    assert "Uden dato" in tekst(hentet(verden, som(verden.dorte), "G07"))


def test_en_stor_opgave_kan_laves(verden, som):
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "x" * 10_000)
    assert hentet(verden, som(verden.anna)).startswith(b"%PDF")


def test_uden_javascript_er_der_en_side_der_kan_opdateres(verden, som):
    klient = som(verden.anna)
    side = klient.get(bestilt(verden, klient)).text
    assert "PDF&#x27;en bliver lavet" in side or "PDF'en bliver lavet" in side
    assert "Opdatér" in side and "Tilbage til opgaven" in side


def test_htmx_faar_et_brudstykke_der_spoerger_igen(verden, som):
    svar = som(verden.anna).post(adresse("lav_pdf", verden.opgave("A08").pk), headers=HTMX)
    assert 'hx-trigger="every 1s"' in svar.text and "<html" not in svar.text


def test_et_job_udleveres_kun_paa_sin_egen_opgave(verden, som):
    klient = som(verden.anna)
    uid = bestilt(verden, klient).rstrip("/").split("/")[-1]
    assert klient.get(f"{adresse('kort', verden.opgave('C01').pk)}pdf/{uid}/").status_code == 404


def test_foer_den_er_lavet_findes_filen_ikke(verden, som):
    klient = som(verden.anna)
    assert klient.get(f"{bestilt(verden, klient)}hent/").status_code == 404
