"""Administratorens handlinger på personer."""

from io import StringIO

import pytest
from django.core.management import call_command

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from koe.models import Besked
from projekter import adgang
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Bruger, Haendelse, Medlemskab, Rettighed
from projekter.services.personer import fjern_person, ret_person, saet_rettigheder, tilfoej_person
from projekter.services.pladser import besaet_plads


def frisk(bruger):
    return Bruger.objects.get(pk=bruger.pk)


def test_en_ny_person_faar_et_link_til_at_vaelge_adgangskode(verden):
    ny = tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, "Eva@Aarhus.example ", "Eva Toft", ["deltager"])
    besked = Besked.objects.get(modtager="eva@aarhus.example")
    assert "/konto/adgangskode/ny/" in besked.tekst and besked.er_fortrolig
    assert not ny.has_usable_password()


def test_linket_i_mailen_virker(verden, client):
    tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, "eva@aarhus.example", "Eva Toft", ["deltager"])
    tekst = Besked.objects.get(modtager="eva@aarhus.example").tekst
    sti = next(linje for linje in tekst.splitlines() if "/konto/" in linje).split("8000", 1)[1]
    svar = client.get(sti, follow=True)
    svar = client.post(svar.request["PATH_INFO"], {"password1": "en lang god kode", "password2": "en lang god kode"})
    assert svar.status_code == 302 and client.login(email="eva@aarhus.example", password="en lang god kode")


def test_en_person_fra_en_anden_kommune_beholder_navn_og_adgangskode(verden):
    tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, verden.carl.email, "Forkert Navn", ["laeser"])
    carl = frisk(verden.carl)
    assert carl.navn == "Carl Holst" and carl.has_usable_password()
    assert adgang.rettigheder(carl).har(verden.aarhus.pk, Rettighed.LAESER)


def test_anna_kan_ikke_tilfoeje_personer(verden):
    with pytest.raises(IkkeTilladt):
        tilfoej_person(Aktoer.person(verden.anna), verden.aarhus, "x@aarhus.example", "X", ["deltager"])


def test_ada_kan_ikke_tilfoeje_personer_i_odense(verden):
    with pytest.raises(IkkeTilladt):
        tilfoej_person(Aktoer.person(verden.ada), verden.odense, "x@odense.example", "X", ["deltager"])


def test_en_kommune_kan_ikke_give_retten_til_at_udgive(verden):
    with pytest.raises(Afvist, match="kan ikke gives"):
        tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, "x@aarhus.example", "X", ["katalogredaktoer"])
    assert not Bruger.objects.filter(email="x@aarhus.example").exists()


def test_den_sidste_administrator_kan_ikke_miste_sin_ret(verden):
    with pytest.raises(Afvist, match="den sidste administrator"):
        saet_rettigheder(Aktoer.person(verden.ada), verden.aarhus, verden.ada, ["deltager"])
    assert Medlemskab.objects.filter(bruger=verden.ada, rettighed="administrator").exists()


def test_den_sidste_administrator_kan_ikke_fjernes(verden):
    with pytest.raises(Afvist, match="den sidste administrator"):
        fjern_person(KOMMANDOLINJE, verden.aarhus, verden.ada)


def test_den_sidste_administrator_tilbydes_ikke_fjernet(verden, som):
    klient, sti = som(verden.ada), f"/organisationer/0751/personer/{verden.ada.pk}/"
    for side in ("/organisationer/0751/personer/", sti):
        assert f'"{sti}fjern/"' not in klient.get(side).text and "eneste administrator" in klient.get(side).text
    assert "<form method" not in klient.get(f"{sti}fjern/").text.split("<h1>")[1]
    Medlemskab.objects.create(bruger=verden.bo, organisation=verden.aarhus, rettighed="administrator")
    assert f'"{sti}fjern/"' in klient.get(sti).text and "eneste administrator" not in klient.get(sti).text


def test_en_fjernet_person_kan_ikke_logge_ind_og_har_ingen_pladser(verden, client):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    assert not client.login(email=verden.bo.email, password="hemmelig-nok-til-test")
    assert verden.plads("administrator").person is None


def fjernsiden(verden, som, person):
    return som(verden.ada).get(f"/organisationer/0751/personer/{person.pk}/fjern/").text


def test_siden_advarer_naar_et_projekt_mister_sin_eneste_projektleder(verden, som):
    side = fjernsiden(verden, som, verden.anna)
    assert "Disse projekter mister deres eneste projektleder" in side
    assert '<a href="/projekter/0751/SAPA/organisation/">SAPA i Aarhus Kommune</a>' in side


def test_siden_advarer_ikke_naar_en_anden_ogsaa_leder_projektet(verden, som):
    besaet_plads(Aktoer.person(verden.anna), verden.plads("projektleder"), verden.anna, verden.dorte)
    assert "eneste projektleder" not in fjernsiden(verden, som, verden.anna)
    assert "eneste projektleder" not in fjernsiden(verden, som, verden.bo)


def test_en_lukket_stedfortraeder_leder_ikke_projektet(verden, som):
    besaet_plads(Aktoer.person(verden.anna), verden.plads("projektleder"), verden.anna, verden.dorte)
    Bruger.objects.filter(pk=verden.dorte.pk).update(is_active=False)
    assert "eneste projektleder" in fjernsiden(verden, som, verden.anna)


PERSONER = "/organisationer/0751/personer/"


def test_administratoren_har_personer_i_hovedmenuen_og_det_har_anna_ikke(verden, som):
    punkt = f'<a class="nav-link" href="{PERSONER}"'
    assert punkt in som(verden.ada).get("/hjaelp/").text
    assert punkt not in som(verden.anna).get("/hjaelp/").text


def test_den_der_administrerer_flere_har_et_menupunkt_for_hver(verden, som):
    Medlemskab.objects.create(bruger=verden.ada, organisation=verden.odense, rettighed=Rettighed.ADMINISTRATOR)
    side = som(verden.ada).get("/hjaelp/").text
    assert "<span>Personer i Aarhus</span>" in side and "<span>Personer i Odense</span>" in side


def ret(verden, som, bruger, **felter):
    return som(verden.ada).post(f"{PERSONER}{bruger.pk}/", {"rettigheder": ["deltager"], **felter})


def test_administratoren_kan_rette_et_navn_og_det_staar_i_historikken(verden, som):
    assert ret(verden, som, verden.bo, navn=" Bo Lindgård ").status_code == 302
    haendelse = Haendelse.objects.get(handling="navn rettet")
    assert (haendelse.gammel, haendelse.ny, frisk(verden.bo).navn) == ("Bo Lindgaard", "Bo Lindgård", "Bo Lindgård")


def test_et_tomt_navn_afvises_og_intet_gemmes(verden, som):
    assert ret(verden, som, verden.bo, navn=" ", rettigheder=["laeser"]).status_code == 422
    assert frisk(verden.bo).navn == "Bo Lindgaard"
    assert not adgang.rettigheder(frisk(verden.bo)).har(verden.aarhus.pk, Rettighed.LAESER)


def test_navnet_paa_en_der_ogsaa_er_i_en_anden_organisation_kan_ikke_rettes(verden, som):
    Medlemskab.objects.create(bruger=verden.bo, organisation=verden.odense, rettighed=Rettighed.LAESER)
    side = som(verden.ada).get(f"{PERSONER}{verden.bo.pk}/").text
    assert "også med i en anden organisation" in side and "Odense" not in side
    ret(verden, som, verden.bo, navn="Kapret")
    assert frisk(verden.bo).navn == "Bo Lindgaard"
    with pytest.raises(IkkeTilladt):
        ret_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo, ["deltager"], "Kapret")


def test_den_der_findes_i_forvejen_naevnes_med_sit_eget_navn(verden, som):
    felter = {"navn": "Forkert Navn", "email": verden.carl.email, "rettigheder": ["laeser"]}
    side = som(verden.ada).post(PERSONER, felter, follow=True).text
    assert "carl@odense.example findes i forvejen og hedder Carl Holst; det navn bruges." in side
    assert "Carl Holst har fået Læser i Aarhus Kommune og får en mail om det." in side


def test_en_fjernet_person_staar_fortsat_i_historikken(verden):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    assert Haendelse.objects.filter(handling="plads forladt", gammel="Bo Lindgaard").exists()


def test_en_fjernet_persons_aabne_session_doer_med_det_samme(verden, som):
    klient = som(verden.bo)
    assert klient.get("/projekter/").status_code == 200
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    assert klient.get("/projekter/").status_code == 302


def test_rettigheder_i_historikken_har_gammelt_og_nyt(verden):
    saet_rettigheder(Aktoer.person(verden.ada), verden.aarhus, verden.bo, ["deltager", "projektleder"])
    haendelse = Haendelse.objects.filter(handling="rettigheder sat").first()
    assert (haendelse.gammel, haendelse.ny) == ("Deltager", "Deltager, Projektleder")


def test_rettigheder_gemt_fra_en_aaben_side_genopliver_ikke_en_fjernet(verden):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    with pytest.raises(Foraeldet, match="ikke længere med"):
        saet_rettigheder(Aktoer.person(verden.ada), verden.aarhus, verden.bo, ["deltager"])
    assert not Medlemskab.objects.filter(bruger=verden.bo).exists()


@pytest.mark.parametrize("email", ["anna", f"{'a' * 250}@aarhus.example", "to@@aarhus.example"])
def test_en_umulig_emailadresse_afvises_med_en_saetning(verden, email):
    with pytest.raises(Afvist):
        tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, email, "Eva", ["deltager"])


def test_en_fjernet_person_kan_tilfoejes_igen_og_logge_ind(verden, client):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo.email, "Bo", ["deltager"])
    assert client.login(email=verden.bo.email, password="hemmelig-nok-til-test")


def test_kommandoen_goer_et_medlem_til_administrator_uden_at_vise_et_link(verden):
    ud = StringIO()
    call_command("opret_administrator", organisation="0751", email=verden.anna.email, navn="x", json=True, stdout=ud)
    assert adgang.rettigheder(verden.anna).har(verden.aarhus.pk, "administrator")
    assert adgang.rettigheder(verden.anna).har(verden.aarhus.pk, "projektleder") and '"link": ""' in ud.getvalue()


def test_det_sidste_kryds_hos_den_sidste_administrator_faar_den_rigtige_grund(verden, som):
    svar = som(verden.ada).post(f"/organisationer/0751/personer/{verden.ada.pk}/", {"navn": verden.ada.navn})
    assert "er den sidste administrator" in svar.text and "påkrævet" not in svar.text
