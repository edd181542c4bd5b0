"""Det, et menneske skriver på en lokal opgave, er ord; ingen af dem forsvinder, fordi de ligner et mærke."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from faelles.tekst import til_html, til_ren_tekst
from opgaver.forms_lokal import LANGE, nyt_kendetegn
from opgaver.katalogimport.felttekst import fra_skrevet, til_felttekst
from opgaver.models import Katalogopgave

ONDT = "Test <system> a<b og c>d </p> &lt;b&gt; <script>alert(1)</script>"
DELE = st.sampled_from(["a", " ", "\n", "\n\n", "<b>", "<b og c>", "</p>", "<br>", "<x>", "<", ">", "&lt;p&gt;", "&"])


@given(st.lists(DELE).map("".join))
def test_den_skrevne_tekst_kommer_ord_for_ord_igen_og_vises_som_den_er(tekst):
    gemt = fra_skrevet(tekst)
    assert til_felttekst(gemt).split() == tekst.split()
    assert til_ren_tekst(til_html(gemt)).split() == tekst.split()


@pytest.fixture
def skrevet(verden, som):
    """Opgaven, som den bliver til i den hele formular, og annas klient."""
    anna = som(verden.anna)
    data = dict.fromkeys(LANGE, ONDT) | {"titel": ONDT, "fase_id": verden.projekt.fase_id, "prioritet": "anbefalet"}
    svar = anna.post(reverse("lokale:ny", args=verden.projekt.adresse), data | {"kendetegn": nyt_kendetegn()})
    assert svar.status_code == 302
    return Katalogopgave.objects.get(plan__projekt=verden.projekt), anna


def test_en_lokal_opgave_gemmer_og_viser_hvert_felt_som_det_er_skrevet(skrevet):
    kort, anna = skrevet
    side = anna.get(kort.opgaver.get().get_absolute_url()).content.decode()
    assert kort.titel == ONDT and "<script>alert" not in side
    assert side.count("Test &lt;system&gt; a&lt;b og c&gt;d &lt;/p&gt; &amp;lt;b&amp;gt;") >= len(LANGE) + 1


def test_en_rettelse_uden_rettelser_aendrer_ikke_en_byte(skrevet):
    kort, anna = skrevet
    foer = Katalogopgave.objects.filter(pk=kort.pk).values().get()
    adresse = reverse("lokale:ret", args=(*kort.plan.projekt.adresse, kort.opgaver.get().pk))
    form = anna.get(adresse).context["form"]
    assert {form[navn].value() for navn in ("titel", *LANGE)} == {ONDT}
    felter = {felt.html_name: felt.value() for felt in form if felt.value() is not None}
    anna.post(adresse, felter)
    assert Katalogopgave.objects.filter(pk=kort.pk).values().get() == foer
    anna.post(adresse, felter | {"titel": f"{ONDT}!", "maal": f"{ONDT}!"})
    efter = Katalogopgave.objects.get(pk=kort.pk)
    assert (efter.titel, til_felttekst(efter.maal)) == (f"{ONDT}!", f"{ONDT}!")
