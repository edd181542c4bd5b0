import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from overgange.models import Faseovergang
from overgange.services import beslut
from overgange.tjekliste import laes_tjekliste
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from tests.overgange.hjaelp import NU, fase, loes, overgang, stil_i


def adresse(navn, verden, *resten):
    return reverse(f"overgange:{navn}", args=(*verden.projekt.adresse, *resten))


@pytest.fixture
def i_f2(verden):
    stil_i(verden, "F2")
    return verden


def test_listen_viser_fasernes_parathed(i_f2, som):
    loes(i_f2, "C01")
    svar = som(i_f2.anna).get(adresse("liste", i_f2))
    assertContains(svar, "1 af 3 opfyldt")
    assertContains(svar, "1 obligatorisk og 1 anbefalet")


def test_listen_markerer_den_fase_projektet_er_i(i_f2, som):
    assertContains(som(i_f2.anna).get(adresse("liste", i_f2)), "Projektet er her", count=1)


def test_listen_har_ingen_delfaser(verden, som):
    assertNotContains(som(verden.anna).get(adresse("liste", verden)), adresse("vis", verden, "2.2"))


def test_listen_viser_hvem_der_besluttede_og_hvornaar(i_f2, som):
    beslut(Aktoer.person(i_f2.dorte), overgang(i_f2), "Betinget", NU)
    svar = som(i_f2.anna).get(adresse("liste", i_f2))
    assertContains(svar, "Godkendt med betingelser fre. 5. feb. 2027 af Dorte Winther")


def test_listen_laeser_databasen_et_fast_antal_gange(i_f2, som, django_assert_max_num_queries):
    klient = som(i_f2.anna)
    with django_assert_max_num_queries(20):
        klient.get(adresse("liste", i_f2))


def test_siden_viser_tjeklisten_med_link_til_opgaven(i_f2, som):
    svar = som(i_f2.bo).get(adresse("vis", i_f2, "F2"))
    assertContains(svar, i_f2.opgave("C01").get_absolute_url())
    assertContains(svar, "Obligatorisk")


def test_siden_siger_hvad_der_mangler(i_f2, som):
    assertContains(
        som(i_f2.anna).get(adresse("vis", i_f2, "F2")),
        "C01 Opret brugere: ikke startet, fristen er 15.02.2027, ingen har ansvaret.",
    )


def test_siden_viser_fasens_succeskriterier(i_f2, som):
    f2 = fase(i_f2, "F2")
    f2.succes_naar = ["Alle teams kan arbejde i løsningen fra første dag"]
    f2.save()
    assertContains(som(i_f2.anna).get(adresse("vis", i_f2, "F2")), "Alle teams kan arbejde i løsningen")


def test_en_fase_uden_tjekpunkter_siger_det(verden, som):
    assertContains(som(verden.anna).get(adresse("vis", verden, "F0")), "Kataloget har ingen tjekpunkter for fasen.")


@pytest.mark.parametrize("kode", ["F9", "2.2"])
def test_en_ukendt_fase_findes_ikke(verden, som, kode):
    assert som(verden.anna).get(adresse("vis", verden, kode)).status_code == 404


def test_en_begrundelse_med_html_vises_som_tekst(i_f2, som):
    loes(i_f2, "C01", status="ikke_relevant", begrundelse="<script>alert(1)</script>")
    svar = som(i_f2.anna).get(adresse("vis", i_f2, "F2"))
    assertContains(svar, "&lt;script&gt;alert(1)")
    assertNotContains(svar, "<script>alert")


def test_efter_beslutningen_vises_de_frosne_raekker(i_f2, som):
    beslut(KOMMANDOLINJE, overgang(i_f2), "Betinget", NU)
    loes(i_f2, "C01", "I01", "K03")
    svar = som(i_f2.anna).get(adresse("vis", i_f2, "F2"))
    assertContains(svar, "Ikke startet", count=3)
    assertContains(svar, "Det manglede")


@pytest.mark.parametrize(("hvem", "kan"), [("anna", True), ("dorte", True), ("bo", False), ("ada", False)])
def test_kun_den_der_maa_beslutte_faar_knappen(i_f2, som, hvem, kan):
    svar = som(getattr(i_f2, hvem)).get(adresse("vis", i_f2, "F2"))
    assert ("Beslut overgangen" in svar.text) is kan


def test_en_kommende_fase_har_ingen_knap_og_siger_hvorfor(i_f2, som):
    svar = som(i_f2.anna).get(adresse("vis", i_f2, "F3"))
    assertNotContains(svar, "Beslut overgangen")
    assertContains(svar, "Overgangen kan besluttes, når projektet er i F3 Ibrugtagning.")


SIDER = [("liste", ()), ("vis", ("F2",)), ("beslutning", ("F2",)), ("bekraeft", ("F2",))]


@pytest.mark.parametrize(("navn", "resten"), SIDER)
@pytest.mark.parametrize("hvem", ["carl", "karen"])
def test_en_fremmed_faar_404(i_f2, som, hvem, navn, resten):
    assert som(getattr(i_f2, hvem)).get(adresse(navn, i_f2, *resten)).status_code == 404


@pytest.mark.parametrize("hvem", ["anna", "bo", "dorte", "ada"])
@pytest.mark.parametrize(("navn", "resten"), SIDER[:2])
def test_projektets_folk_kan_se_siderne(i_f2, som, hvem, navn, resten):
    assert som(getattr(i_f2, hvem)).get(adresse(navn, i_f2, *resten)).status_code == 200


def test_foerste_trin_er_en_formular_og_gemmer_intet(i_f2, som):
    assertContains(som(i_f2.dorte).get(adresse("beslutning", i_f2, "F2")), "Trin 1 af 3")
    assert not Faseovergang.objects.exists()


def test_uden_begrundelse_peger_fejlen_paa_feltet(i_f2, som):
    svar = som(i_f2.dorte).post(adresse("beslutning", i_f2, "F2"), {"begrundelse": ""})
    assertContains(svar, 'href="#id_begrundelse"', status_code=422)


def skriv_begrundelse(klient, verden, tekst="Vi følger op"):
    return klient.post(adresse("beslutning", verden, "F2"), {"begrundelse": tekst})


def test_foerste_trin_foerer_videre_til_en_side_man_kan_gaa_tilbage_til(i_f2, som):
    dorte = som(i_f2.dorte)
    assert skriv_begrundelse(dorte, i_f2).url == adresse("bekraeft", i_f2, "F2")
    for _ in range(2):
        assertContains(dorte.get(adresse("bekraeft", i_f2, "F2")), "Vi følger op")


def test_andet_trin_viser_hvad_der_vil_ske_og_gemmer_intet(i_f2, som):
    dorte = som(i_f2.dorte)
    skriv_begrundelse(dorte, i_f2)
    svar = dorte.get(adresse("bekraeft", i_f2, "F2"))
    assertContains(svar, "Projektet går fra F2 Forberedelse til F3 Ibrugtagning.")
    assert not Faseovergang.objects.exists()


def test_man_kan_gaa_tilbage_og_rette_uden_at_miste_teksten(i_f2, som):
    dorte = som(i_f2.dorte)
    skriv_begrundelse(dorte, i_f2)
    assertContains(dorte.get(adresse("bekraeft", i_f2, "F2")), f'href="{adresse("beslutning", i_f2, "F2")}"')
    assertContains(dorte.get(adresse("beslutning", i_f2, "F2")), "Vi følger op</textarea>")


def test_en_begrundelse_foelger_ikke_med_til_en_anden_person(i_f2, som, client):
    skriv_begrundelse(som(i_f2.dorte), i_f2)
    client.logout()
    assert som(i_f2.anna).get(adresse("bekraeft", i_f2, "F2")).url == adresse("beslutning", i_f2, "F2")


def test_uden_noget_manglende_behoeves_intet_foerste_trin(i_f2, som):
    loes(i_f2, "C01", "I01")
    assertContains(som(i_f2.dorte).get(adresse("bekraeft", i_f2, "F2")), "Overgangen står som godkendt.")


@pytest.mark.parametrize("trin", ["beslutning", "bekraeft"])
def test_er_overgangen_besluttet_foeres_man_til_beslutningen(i_f2, som, trin):
    beslut(KOMMANDOLINJE, overgang(i_f2), "Betinget", NU)
    svar = som(i_f2.dorte).get(adresse(trin, i_f2, "F2"), follow=True)
    assert svar.redirect_chain == [(adresse("vis", i_f2, "F2"), 302)]
    assertContains(svar, "Overgangen ud af F2 Forberedelse er allerede besluttet. Her er beslutningen.")


def test_siden_siger_hvad_man_goer_naar_overgangen_ikke_godkendes(i_f2, som):
    assertContains(som(i_f2.dorte).get(adresse("beslutning", i_f2, "F2")), "Godkender I ikke, bliver projektet i F2")


def test_tredje_trin_beslutter_og_kvitterer(i_f2, som):
    aftryk = laes_tjekliste(overgang(i_f2)).aftryk
    data = {"begrundelse": "Vi følger op", "aftryk": aftryk}
    svar = som(i_f2.dorte).post(adresse("bekraeft", i_f2, "F2"), data, follow=True)
    assertContains(svar, "Overgangen ud af F2 Forberedelse er besluttet. Projektet er nu i F3 Ibrugtagning.")
    assert Faseovergang.objects.get().besluttet_af == i_f2.dorte


def test_er_tjeklisten_aendret_imens_vises_den_nye_og_teksten_bliver_staaende(i_f2, som):
    aftryk = laes_tjekliste(overgang(i_f2)).aftryk
    loes(i_f2, "C01")
    data = {"begrundelse": "Vi følger op", "aftryk": aftryk}
    svar = som(i_f2.dorte).post(adresse("bekraeft", i_f2, "F2"), data)
    assertContains(svar, "Tjeklisten er ændret, siden du så den.", status_code=409)
    assertContains(svar, 'value="Vi følger op"', status_code=409)
    assert laes_tjekliste(overgang(i_f2)).aftryk in svar.text
    assert not Faseovergang.objects.exists()


def test_uden_aftryk_gemmes_intet(i_f2, som):
    data = {"begrundelse": "Vi følger op"}
    assert som(i_f2.dorte).post(adresse("bekraeft", i_f2, "F2"), data).status_code == 409
    assert not Faseovergang.objects.exists()


@pytest.mark.parametrize("hvem", ["bo", "ada"])
def test_den_der_ikke_maa_beslutte_faar_grunden(i_f2, som, hvem):
    svar = som(getattr(i_f2, hvem)).post(adresse("bekraeft", i_f2, "F2"), {"begrundelse": "x"})
    assertContains(svar, "Kun styregruppen og projektlederen", status_code=403)
    assert not Faseovergang.objects.exists()


def test_en_anden_fase_end_projektets_afvises(i_f2, som):
    svar = som(i_f2.anna).get(adresse("beslutning", i_f2, "F3"))
    assertContains(svar, "Projektet er i F2 Forberedelse.", status_code=422)
