"""Importens sider, mens der ventes, og når noget skal vælges: ark, nummer, omdøbte opgaver, en ny forhåndsvisning."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from koe.models import Job
from opgaver import importvisning
from opgaver.katalogimport.fristvisning import EKSEMPEL
from opgaver.models import Importkoersel
from opgaver.services import importjob, katalog
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import arbejd, forhaandsvis, indlaes
from tests.opgaver_katalog.importside import adresse, nyeste, tekst
from tests.opgaver_katalog.test_importjob import TO, bestil, med_to_ark

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


def test_en_fil_sender_til_en_side_der_spoerger_selv_og_kan_opdateres_uden_javascript(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    svar = karen.get(adresse(koersel))
    assertContains(svar, 'hx-trigger="every 1s"')
    assertContains(svar, '<progress id="importfremdrift"')
    assertContains(svar, f'href="{adresse(koersel)}">Opdatér</a>')
    assertContains(svar, "Fortryd importen")


def test_brudstykket_viser_fremdriften_og_henter_siden_igen_naar_det_er_slut(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    Job.objects.update(status=Job.Status.I_GANG, taget=timezone.now(), fremdrift=62, trin="Sammenligner opgave 5 af 9")
    svar = karen.get(adresse(koersel), **HTMX)
    assertContains(svar, 'value="62"')
    assertContains(svar, "Sammenligner opgave 5 af 9")
    assertNotContains(svar, "<html")
    Job.objects.update(status=Job.Status.NY)
    arbejd()
    assert karen.get(adresse(koersel), **HTMX)["HX-Refresh"] == "true"


def test_den_der_venter_henter_hverken_filen_eller_det_den_viser(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    with CaptureQueriesContext(connection) as spurgt:
        karen.get(adresse(koersel), **HTMX)
    tunge = [f'"opgaver_importkoersel"."{felt}"' for felt in ("fil", "resultat", "advarsler", "fejl")]
    assert [q["sql"] for q in spurgt if any(felt in q["sql"] for felt in tunge)] == []


def test_bliver_filen_laest_imens_siden_tegnes_vises_det_laeste(karen, verden, monkeypatch):
    koersel, rigtig = bestil(verden.ky, bog(*TO)), importvisning.seneste_job
    monkeypatch.setattr(importvisning, "seneste_job", lambda koersel: (arbejd(), rigtig(koersel))[1])
    svar = karen.get(adresse(koersel))
    assertContains(svar, "Det sker, når du indlæser i KY 1.0")
    assertNotContains(svar, "Filen blev ikke læst")


def test_bliver_filen_indlaest_imens_siden_tegnes_vises_kvitteringen(karen, verden, monkeypatch):
    koersel, rigtig = forhaandsvis(verden.ky, bog(*TO)), importvisning.seneste_job
    importjob.bestil_indlaesning(KOMMANDOLINJE, koersel)
    monkeypatch.setattr(importvisning, "seneste_job", lambda koersel: (arbejd(), rigtig(koersel))[1])
    assertContains(karen.get(adresse(koersel)), "Indlæst i KY 1.0")


def test_en_fil_med_fejl_holdes_ikke_op_mod_kataloget_igen(karen, verden, monkeypatch):
    koersel = forhaandsvis(verden.ky, bog(("A01", "T", "Forkert")))
    monkeypatch.setattr(katalog, "grundlag_for", lambda koersel: pytest.fail("kataloget blev læst"))
    assertContains(karen.get(adresse(koersel)), "&amp;model=")


def test_er_arbejdet_ikke_begyndt_siger_siden_det(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    assertNotContains(karen.get(adresse(koersel)), "ikke begyndt")
    Job.objects.update(oprettet=timezone.now() - timedelta(seconds=16))
    assertContains(karen.get(adresse(koersel)), "Arbejdet er ikke begyndt endnu")


def test_er_arbejderen_doed_siger_siden_det(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    Job.objects.update(status=Job.Status.I_GANG, taget=timezone.now() - timedelta(minutes=3))
    assertContains(karen.get(adresse(koersel)), "Arbejdet blev afbrudt")


def test_en_fil_der_ikke_kan_laeses_siger_hvorfor_og_foerer_til_en_anden_med_det_samme_valg(karen, verden):
    koersel = bestil(verden.ky, b"\xff\xd8\xff", "2.3")
    arbejd()
    svar = karen.get(adresse(koersel))
    assertContains(svar, "ikke en Excel-projektmappe")
    igen = reverse("kataloger:importer") + "?loesning=KY&nummer=2.3&model=implementeringsmodellen"
    assertContains(svar, igen.replace("&", "&amp;"))
    form = karen.get(igen).context["form"]
    assert [form[felt].value() for felt in ("loesning", "nummer", "model")] == ["KY", "2.3", verden.model.pk]


def test_en_fil_der_ikke_blev_laest_kan_laeses_igen(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    Job.objects.update(status=Job.Status.FEJLET, fejl="Det gik galt.")
    svar = karen.get(adresse(koersel))
    assertContains(svar, "Det gik galt.")
    assertContains(svar, "Læs filen igen")
    karen.post(adresse(koersel, "igen"))
    arbejd()
    assertContains(karen.get(adresse(nyeste())), "Det sker, når du indlæser i KY 1.0")


def test_en_fortrudt_import_siger_det(karen, verden):
    koersel = bestil(verden.ky, bog(*TO))
    assertRedirects(karen.post(adresse(koersel, "fortryd")), adresse(koersel))
    arbejd()
    assertContains(karen.get(adresse(koersel)), "Importen er fortrudt. Den bliver ikke indlæst.")


def test_fejlede_indlaesningen_siger_siden_hvorfor_og_man_kan_proeve_igen(karen, verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    karen.post(adresse(koersel, "indlaes"))
    assertContains(karen.get(adresse(koersel)), "Indlæser i KY 1.0")
    Job.objects.update(status=Job.Status.FEJLET, fejl="Arbejdet blev afbrudt 3 gange og er opgivet.")
    svar = karen.get(adresse(koersel))
    assertContains(svar, "afbrudt 3 gange")
    assertContains(svar, "Indlæs i KY 1.0</button>")


def test_en_foraeldet_forhaandsvisning_bliver_til_en_ny_med_et_tryk(karen, verden):
    indlaes(verden.ky, bog(*TO))
    min_ = forhaandsvis(verden.ky, bog(TO[0]))
    indlaes(verden.ky, bog(*TO, ("A03", "Tredje", "F1")))
    assertContains(karen.get(adresse(min_)), "Lav en ny forhåndsvisning</button>")
    karen.post(adresse(min_, "igen"))
    arbejd()
    assert [kort["kode"] for kort in nyeste().resultat["udgaaede"]] == ["A02", "A03"]
    assertContains(karen.get(adresse(min_)), f'href="{adresse(nyeste())}">Gå til den nye')


def test_en_udgivet_version_har_vejen_ud_som_knap(karen, verden):
    koersel = bestil(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED))
    arbejd()
    assertContains(karen.get(adresse(koersel)), "Læs filen som ny version 1.1</button>")
    karen.post(adresse(koersel, "igen"), {"nummer": "1.1"})
    arbejd()
    assertContains(karen.get(adresse(nyeste())), "Indlæs i SAPA 1.1</button>")


def test_et_skaevt_nummer_afvises(karen, verden):
    svar = karen.post(adresse(forhaandsvis(verden.ky, bog(*TO)), "igen"), {"nummer": "nyeste"})
    assertContains(svar, "ikke et versionsnummer", status_code=422)


def test_man_kan_vaelge_et_andet_ark(karen, verden):
    koersel = forhaandsvis(verden.ky, med_to_ark())
    assertContains(karen.get(adresse(koersel)), '<option value="Nr. 2">')
    karen.post(adresse(koersel, "igen"), {"ark": "Nr. 2"})
    arbejd()
    assertContains(karen.get(adresse(nyeste())), "Fra Nr. 2")


def test_fejloversigten_foerer_til_de_foerste_fem(karen, verden):
    koersel = forhaandsvis(verden.ky, bog(*((f"A{n:03}", "T", "Forkert") for n in range(120))))
    svar = karen.get(adresse(koersel))
    assertContains(svar, "Ret 120 fejl i filen")
    assertContains(svar, "?vis=fejl#fejl-", count=5)
    assertContains(svar, 'id="fejl-5"')
    assertContains(svar, "Viser 1–100 af 120")


def test_de_aendrede_ord_er_maerket_ogsaa_for_den_der_ikke_ser_farver(karen, verden):
    indlaes(verden.ky, bog(("A01", "Skriv en plan", "F1")))
    svar = karen.get(adresse(forhaandsvis(verden.ky, bog(("A01", "Skriv to planer", "F1")))) + "?vis=aendrede")
    assertContains(svar, '<del><span class="sr-only">[slettet: </span>en plan<span class="sr-only">] </span></del>')
    assertContains(svar, '<ins><span class="sr-only">[tilføjet: </span>to planer<span class="sr-only">] </span></ins>')


def test_hver_frist_viser_hvad_der_stod_hvordan_det_er_forstaaet_og_et_eksempel(karen, verden):
    raekker = [
        ("A01", "T", "F1", None, None, "senest 3 uger før idriftsættelsen"),
        ("A02", "U", "F1", None, None, "snarest"),
    ]
    koersel = forhaandsvis(verden.ky, bog(*raekker))
    for vis in ("frister", "nye"):
        side = tekst(karen.get(adresse(koersel) + f"?vis={vis}"))
        assert "»senest 3 uger før idriftsættelsen«" in side
        assert "3 uger før idriftsættelsesdato" in side
        assert "3 uger før idriftsættelse 1. marts 2027 = mandag 8. februar" in side
        assert "Ikke forstået, så opgave" in side


def test_eksemplet_paa_siden_er_det_der_regnes_med():
    assert [f"{EKSEMPEL.projektstart:%d%m%y}", f"{EKSEMPEL.idriftsaettelse:%d%m%y}", f"{EKSEMPEL.golive:%d%m%y}"] == [
        "010926",
        "010327",
        "150327",
    ]


@pytest.mark.parametrize("ark", ["x" * 300, "Findes ikke"])
def test_et_ark_filen_ikke_har_afvises_uden_at_noget_aendres(karen, verden, ark):
    koersel = forhaandsvis(verden.ky, med_to_ark())
    assert karen.post(adresse(koersel, "igen"), {"ark": ark}).status_code == 422
    assert Importkoersel.objects.get() == koersel
