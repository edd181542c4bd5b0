"""Projektets drejebog: hvad der kommer med, hvordan den er mærket op, og hvem der kan få den."""

import io
import subprocess

import pikepdf
import pytest
from django.core.management import call_command
from django.urls import reverse

from koe.job import udfoer
from koe.models import Job
from opgaver.drejebog import AABNE, ALLE, Udvalg, laes_drejebog
from opgaver.models import Forudsaetning, Opgave
from opgaver.services import drejebogpdf
from opgaver.services.drejebogpdf import filnavn, lav_drejebog
from opgaver.services.eget import saet_egen_tekst, saet_egne_kriterier
from opgaver.services.opgave import tildel
from tests.eget.hjaelp import NU, anna

STYKKER = (
    "Drejebog for SAPA",
    "Aarhus Kommune",
    "mandag 15. marts 2027",
    "A08 Forbered og implementer",
    "5 uger efter idriftsættelse",
    "Administrator: Bo Lindgaard",
    "Skal være færdig først G01 Planlæg hyper-care",
    "Lederen har sagt ja (ikke krydset af)",
    "<b>Ring</b> til Bo.",
    "Ikke relevante opgaver",
    "Dækkes af KY",
)


def tekst(pdf: bytes) -> str:
    ud = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(ud.split())


def saet(verden, kode, **felter):
    Opgave.objects.filter(pk=verden.opgave(kode).pk).update(**felter)


def koder(bog):
    return [et.opgave.kort.kode for fase in bog.faser for et in fase.opgaver]


@pytest.fixture
def plan(verden):
    """P01 er udgået, K03 ikke relevant, C01 fuldført, og A08 har noget af det hele."""
    saet(verden, "P01", er_udgaaet=True)
    saet(verden, "K03", status="ikke_relevant", begrundelse="Dækkes af KY")
    saet(verden, "C01", status="fuldfoert", fuldfoert=NU.date())
    saet_egne_kriterier(anna(verden), verden.opgave("A08"), "Lederen har sagt ja")
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "<b>Ring</b> til Bo.")
    Forudsaetning.objects.create(opgave=verden.opgave("A08"), kraever=verden.opgave("G01"))
    tildel(anna(verden), verden.opgave("A08"), {"udfoerer": verden.plads("administrator")})
    return verden


@pytest.mark.parametrize(
    ("udvalg", "med", "fravalgte"),
    [
        (Udvalg(ALLE), ["A08", "C01", "I01", "G01", "G07"], 1),
        (Udvalg(AABNE), ["A08", "I01", "G01", "G07"], 0),
        (Udvalg(ALLE, "F2"), ["A08", "C01", "I01"], 1),
        (Udvalg(AABNE, "F3"), ["G01"], 0),
    ],
)
def test_udvalget_bestemmer_hvad_der_kommer_med(plan, udvalg, med, fravalgte):
    bog = laes_drejebog(plan.projekt, udvalg)
    assert (koder(bog), len(bog.fravalgte)) == (med, fravalgte)


def test_drejebogen_har_indhold_bogmaerker_og_det_der_er_kommunens_eget(plan):
    pdf, _ = lav_drejebog(plan.projekt, Udvalg(), NU)
    fundet = tekst(pdf.indhold)
    assert [stykke for stykke in STYKKER if stykke not in fundet] == []
    assert "P01" not in fundet
    dokument = pikepdf.open(io.BytesIO(pdf.indhold))
    assert dokument.Root.MarkInfo.Marked and b"pdfuaid" in dokument.Root.Metadata.read_bytes()
    with dokument.open_outline() as bogmaerker:
        [forside] = bogmaerker.root
        assert [b.title for b in forside.children][1:4] == ["Tidsplan", "2.2 Klargøring", "2.3 Idriftsættelse"]
        assert forside.children[2].children[0].title.startswith("A08 ") and not forside.children[2].children[0].children


def test_sidetallet_i_indholdsfortegnelsen_er_opgavens(plan):
    pdf, _ = lav_drejebog(plan.projekt, Udvalg(), NU)
    kommando = ["pdftotext", "-layout", "-", "-"]
    sider = subprocess.run(kommando, input=pdf.indhold, capture_output=True, check=True).stdout.decode().split("\f")
    linjen = next(linje for linje in sider[1].splitlines() if "G07 Mål" in linje)
    assert "G07 Mål gevinsterne" in sider[int(linjen.split()[-1]) - 1]


def test_antallet_af_forespoergsler_foelger_ikke_opgaverne(plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        laes_drejebog(plan.projekt, Udvalg())


def test_den_bestilte_drejebog_kan_hentes_og_kun_i_sit_eget_projekt(plan, som):
    klient = som(plan.bo)
    side = klient.post(reverse("opgaver:drejebog", args=["0751", "SAPA"]), {"indhold": "aabne", "fase": "F2"}).url
    assert klient.get(f"{side}hent/").status_code == 404
    udfoer(Job.objects.get(slags="drejebog_pdf").pk)
    svar = klient.get(f"{side}hent/")
    assert svar.content.startswith(b"%PDF") and "drejebog-0751-sapa-f2-aabne.pdf" in svar["Content-Disposition"]
    assert som(plan.carl).get(side.replace("0751", "0461")).status_code == 404


@pytest.mark.parametrize(("felt", "grund"), [("FLEST_TEGN", "for meget tekst"), ("", "ingen opgaver")])
def test_jobbet_siger_hvorfor_drejebogen_ikke_kan_laves(verden, som, monkeypatch, felt, grund):
    if felt:
        monkeypatch.setattr(drejebogpdf, felt, 10)
    else:
        Opgave.objects.i_projekt(verden.projekt).update(er_udgaaet=True)
    klient = som(verden.anna)
    side = klient.post(reverse("opgaver:drejebog", args=["0751", "SAPA"]), {"indhold": "alle"}).url
    udfoer(Job.objects.get(slags="drejebog_pdf").pk)
    assert grund in klient.get(side).text


def test_kommandoen_skriver_filen(plan, tmp_path, capsys):
    fil = tmp_path / "drejebog.pdf"
    call_command("drejebog", "--kommune", "0751", "--loesning", "SAPA", "--fase", "F2", "--ud", str(fil))
    assert fil.read_bytes().startswith(b"%PDF") and "med 3 opgaver og 1 ikke relevante" in capsys.readouterr().out


def test_en_ukendt_fase_afvises_med_dem_der_findes(plan, tmp_path):
    with pytest.raises(Exception, match="Vælg en af disse: F0, F1, F2, F3, F4"):
        call_command("drejebog", "--kommune", "0751", "--loesning", "SAPA", "--fase", "X", "--ud", str(tmp_path / "d"))


def test_filnavnet_siger_hvad_der_er_i_den(verden):
    assert filnavn(verden.projekt, Udvalg()) == "drejebog-0751-sapa.pdf"
