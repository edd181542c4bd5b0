"""Anna giver opgaverne til de pladser, kataloget anbefaler."""

import pytest
from django.urls import reverse

from faelles.afvisning import Afvist, IkkeTilladt
from opgaver.models import Opgave
from opgaver.services.fordeling import fordel_efter_anbefaling, foreslaa, ufordelte
from projekter.aktoer import Aktoer
from projekter.models import Haendelse

ADRESSE = reverse("opgaver:fordel", args=("0751", "SAPA"))


def fordel(verden):
    return fordel_efter_anbefaling(Aktoer.person(verden.anna), verden.projekt)


def test_den_giver_hver_opgave_til_pladsen_for_den_anbefalede_rolle(verden):
    antal = fordel(verden)
    assert verden.opgave("A08").udfoerer == verden.plads("projektleder")
    assert antal == Opgave.objects.filter(plan__projekt=verden.projekt, udfoerer__isnull=False).count() > 1


def test_den_roerer_ikke_en_opgave_der_har_en_udfoerer(verden):
    verden.plads("administrator").udfoerer_paa.add(verden.opgave("A08"))
    fordel(verden)
    assert verden.opgave("A08").udfoerer == verden.plads("administrator")


@pytest.mark.parametrize("status", ["fuldfoert", "ikke_relevant"])
def test_den_roerer_ikke_en_afsluttet_opgave(verden, status):
    dag = "2027-02-01" if status == "fuldfoert" else None
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(status=status, fuldfoert=dag, begrundelse="Nej")
    fordel(verden)
    assert verden.opgave("A08").udfoerer is None


def test_hver_opgave_faar_en_haendelse_og_en_ny_udgave(verden):
    antal = fordel(verden)
    assert Haendelse.objects.filter(handling="udfører sat", bruger=verden.anna).count() == antal
    assert verden.opgave("A08").udgave == 2


def test_anden_gang_er_der_intet_at_fordele(verden):
    fordel(verden)
    with pytest.raises(Afvist, match="ingen opgaver at fordele"):
        fordel(verden)


def test_bo_maa_ikke_fordele(verden):
    with pytest.raises(IkkeTilladt):
        fordel_efter_anbefaling(Aktoer.person(verden.bo), verden.projekt)


def test_antallet_af_forespoergsler_foelger_pladserne_ikke_opgaverne(verden, django_assert_max_num_queries):
    pladser = len(foreslaa(verden.projekt, ufordelte(verden.projekt)))
    with django_assert_max_num_queries(11 + pladser):
        fordel(verden)


def test_siden_viser_hvem_der_faar_hvor_mange_og_gemmer_intet_foer_knappen(verden, som):
    svar = som(verden.anna).get(ADRESSE)
    assert "Projektleder" in svar.text and "opgaver videre" in svar.text
    assert verden.opgave("A08").udfoerer is None


def test_knappen_fordeler_og_viser_listen(verden, som):
    svar = som(verden.anna).post(ADRESSE, follow=True)
    assert "har fået en udfører" in svar.text and verden.opgave("A08").udfoerer is not None
