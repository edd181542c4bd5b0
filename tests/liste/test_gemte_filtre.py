"""Gemte filtre: hvem der må hvad, og at to tryk laver ét."""

import pytest
from django.urls import reverse

from faelles.afvisning import Afvist, IkkeTilladt
from opgaver.models import GemtFilter
from opgaver.services.filtre import gem_filter, ret_filter, slet_filter
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Haendelse, Medlemskab
from tests.eget.hjaelp import anna, bo


def gem(verden, hvem=anna, **andet):
    return gem_filter(hvem(verden), verden.projekt, **{"navn": "Ugens", "adresse": "vis=over_tid", **andet})


def synlige(verden, hvem):
    return [en.navn for en in GemtFilter.objects.synlige_for(Bruger.objects.get(pk=hvem.pk), verden.projekt)]


def test_et_eget_filter_ses_kun_af_en_selv_og_et_delt_af_alle(verden):
    gem(verden)
    gem(verden, navn="Fælles", er_delt=True)
    assert synlige(verden, verden.anna) == ["Fælles", "Ugens"] and synlige(verden, verden.bo) == ["Fælles"]
    assert Haendelse.objects.get(handling="filter delt").genstand_navn == "Fælles"


def test_to_tryk_gemmer_et_og_et_andet_filter_maa_ikke_tage_navnet(verden):
    assert gem(verden) == gem(verden)
    with pytest.raises(Afvist, match="allerede gemt et filter, der hedder »Ugens«"):
        gem(verden, adresse="vis=mine")


def test_bo_maa_gemme_sit_eget_men_ikke_dele_det(verden):
    assert gem(verden, bo).bruger == verden.bo
    with pytest.raises(IkkeTilladt, match="dele et filter"):
        gem(verden, bo, navn="Fælles", er_delt=True)


def test_kun_ejeren_retter_og_sletter(verden):
    gemt = gem(verden, er_delt=True)
    for handling in (
        lambda: ret_filter(bo(verden), gemt, navn="Bos", er_delt=True),
        lambda: slet_filter(bo(verden), gemt),
    ):
        with pytest.raises(IkkeTilladt):
            handling()
    ret_filter(anna(verden), gemt, navn="Månedens", er_delt=False)
    assert synlige(verden, verden.bo) == []
    slet_filter(anna(verden), gemt)
    assert not GemtFilter.objects.exists()


def test_den_der_ikke_ser_projektet_gemmer_intet_i_det(verden):
    with pytest.raises(IkkeTilladt, match="findes ikke"):
        gem_filter(Aktoer.person(verden.carl), verden.projekt, navn="Carls", adresse="vis=mine")


def test_siden_gemmer_filteret_paa_sin_faste_form_og_foerer_tilbage(verden, som):
    adresse = reverse("opgaver:filtre", args=verden.projekt.adresse)
    svar = som(verden.anna).post(adresse, {"navn": "Snart", "adresse": "soeg=&vis=snart&fase=XX&fase=2.2"})
    assert GemtFilter.objects.get().adresse == "fase=2.2&inden=14"
    assert svar.url == f"{verden.projekt.get_absolute_url()}?fase=2.2&inden=14"


@pytest.mark.parametrize("data", [{"navn": ""}, {"navn": "a" * 61}, {"navn": "Alt", "adresse": ""}])
def test_et_filter_der_ikke_kan_gemmes_kommer_igen_med_grunden(verden, som, data):
    svar = som(verden.anna).post(reverse("opgaver:filtre", args=verden.projekt.adresse), {"adresse": "vis=mine"} | data)
    assert svar.status_code == 422 and not GemtFilter.objects.exists() and "Fejl: " in svar.text


def test_det_samme_filter_gemt_igen_siges(verden, som):
    adresse, data = reverse("opgaver:filtre", args=verden.projekt.adresse), {"navn": "Snart", "adresse": "inden=14"}
    anna = som(verden.anna)
    anna.post(adresse, data)
    assert "er det samme, som du havde gemt" in anna.post(adresse, data, follow=True).text


def test_et_navn_der_er_taget_siges_ved_feltet(verden, som):
    gem(verden)
    gemt = gem(verden, navn="Et andet")
    svar = som(verden.anna).post(
        reverse("opgaver:ret_filter", args=(*verden.projekt.adresse, gemt.pk)), {"navn": "Ugens"}
    )
    assert svar.status_code == 422 and "»Ugens«" in svar.text


def test_en_andens_eget_filter_findes_ikke(verden, som):
    gemt = gem(verden)
    for navn in ("ret_filter", "slet_filter"):
        adresse = reverse(f"opgaver:{navn}", args=(*verden.projekt.adresse, gemt.pk))
        assert som(verden.bo).post(adresse, {"navn": "Bos"}).status_code == 404


def test_at_gemme_det_samme_igen_delt_deler_det_og_lederen_kan_slette_en_andens_delte(verden):
    foerste, delt = gem(verden), gem(verden, er_delt=True)
    assert delt.pk == foerste.pk and GemtFilter.objects.get(pk=delt.pk).er_delt
    Medlemskab.objects.create(bruger=verden.dorte, organisation=verden.aarhus, rettighed="programleder")
    slet_filter(Aktoer.person(Bruger.objects.get(pk=verden.dorte.pk)), delt)
    assert not GemtFilter.objects.filter(pk=foerste.pk).exists()
