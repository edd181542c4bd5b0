"""At besætte pladser: opgaverne følger pladsen."""

import pytest
from django.db import IntegrityError, transaction

from faelles.afvisning import Afvist, IkkeTilladt
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Haendelse, Plads, Rettighed, Rolle
from projekter.roller import Rollegalleri
from projekter.services.pladser import besaet_plads, opret_plads
from tests.medvirkende import lav_bruger


def test_opgaverne_foelger_den_nye_paa_pladsen(verden):
    plads = verden.plads("administrator")
    opgave = verden.opgave("C01")
    opgave.udfoerer = plads
    opgave.save()
    besaet_plads(Aktoer.person(verden.anna), plads, verden.dorte, None)
    assert verden.opgave("C01").udfoerer.person == verden.dorte


def test_en_stedfortraeder_maa_det_samme_som_personen(verden):
    plads = verden.plads("projektleder")
    besaet_plads(Aktoer.person(verden.anna), plads, verden.anna, verden.bo)
    assert adgang.leder(Bruger.objects.get(pk=verden.bo.pk), verden.projekt)


def test_en_fra_odense_kan_ikke_saettes_paa_en_plads_i_aarhus(verden):
    with pytest.raises(Afvist, match="ikke en aktiv person i Aarhus"):
        besaet_plads(Aktoer.person(verden.anna), verden.plads("administrator"), verden.carl, None)


def test_bo_kan_ikke_besaette_pladser(verden):
    with pytest.raises(IkkeTilladt):
        besaet_plads(Aktoer.person(verden.bo), verden.plads("gevinstejer"), verden.bo, None)


def test_kommunens_administrator_kan_besaette_en_plads_men_ikke_oprette_en(verden):
    ada = Aktoer.person(verden.ada)
    assert besaet_plads(ada, verden.plads("projektleder"), verden.dorte, None).person == verden.dorte
    with pytest.raises(IkkeTilladt, match="Kun projektlederen"):
        opret_plads(ada, verden.projekt, Rolle.objects.get(noegle="gevinstejer"), "Nord")


def test_administratoren_laver_en_manglende_obligatorisk_plads_med_et_tryk_og_kun_den(verden, som):
    verden.plads("styregruppeformand").delete()
    rolle, sti = Rolle.objects.get(noegle="styregruppeformand"), "/projekter/0751/SAPA/organisation/obligatorisk/"
    klient = som(verden.ada)
    for side in ("/organisationer/0751/roller/", "/", "/projekter/0751/SAPA/organisation/"):
        assert f'action="{sti}{rolle.pk}/"' in klient.get(side).text
    svar = [klient.post(f"{sti}{rolle.pk}/").url for _ in range(2)]
    plads = verden.projekt.pladser.get(rolle=rolle)
    assert svar == [f"/projekter/0751/SAPA/organisation/{plads.pk}/"] * 2 and plads.er_ledig
    assert klient.post(f"{sti}{Rolle.objects.get(noegle='gevinstejer').pk}/").status_code == 422
    assert som(verden.bo).post(f"{sti}{rolle.pk}/").status_code == 403


def test_odenses_administrator_kan_ikke_besaette_en_plads_i_aarhus(verden):
    ole = lav_bruger("ole@odense.example", "Ole Juhl", verden.odense, Rettighed.ADMINISTRATOR)
    with pytest.raises(IkkeTilladt, match="administrator"):
        besaet_plads(Aktoer.person(ole), verden.plads("projektleder"), None, None)


def test_administratoren_finder_linket_til_at_besaette(verden, som):
    side = som(verden.ada).get("/projekter/0751/SAPA/organisation/").text
    assert "Besæt" in side and "Tilføj en plads" not in side


def test_administratoren_foeres_fra_pladsen_til_personerne(verden, som):
    side = som(verden.ada).get(f"/projekter/0751/SAPA/organisation/{verden.plads('projektleder').pk}/").text
    assert '/organisationer/0751/personer/">Tilføj personen' in side


def test_to_pladser_i_samme_rolle_skal_have_hver_sin_betegnelse(verden):
    rolle = Rolle.objects.get(noegle="gevinstejer")
    opret_plads(Aktoer.person(verden.anna), verden.projekt, rolle, "Team Nord")
    with pytest.raises(Afvist, match="findes allerede"):
        opret_plads(Aktoer.person(verden.anna), verden.projekt, rolle, "Team Nord")


def test_ingen_kan_vaere_sin_egen_stedfortraeder(verden):
    with pytest.raises(Afvist, match="kan ikke være stedfortræder for sig selv"):
        besaet_plads(Aktoer.person(verden.anna), verden.plads("administrator"), verden.dorte, verden.dorte)
    assert verden.plads("administrator").person == verden.bo


def test_databasen_kender_ingen_der_er_sin_egen_stedfortraeder(verden):
    with pytest.raises(IntegrityError, match="stedfortraeder"), transaction.atomic():
        Plads.objects.filter(pk=verden.plads("administrator").pk).update(stedfortraeder=verden.bo)


def test_siden_siger_at_den_samme_ikke_kan_staa_to_gange_og_husker_valget(verden, som):
    adresse = f"/projekter/0751/SAPA/organisation/{verden.plads('administrator').pk}/"
    svar = som(verden.anna).post(adresse, {"person": verden.dorte.pk, "stedfortraeder": verden.dorte.pk})
    assert svar.status_code == 422 and "kan ikke være stedfortræder for sig selv" in svar.text
    assert svar.text.count(f'<option value="{verden.dorte.pk}" selected>') == 2


def test_historikken_siger_hvem_der_afloeste_hvem(verden):
    besaet_plads(Aktoer.person(verden.anna), verden.plads("administrator"), verden.dorte, None)
    haendelse = Haendelse.objects.filter(handling="plads besat").first()
    assert (haendelse.gammel, haendelse.ny) == ("Bo Lindgaard", "Dorte Winther")


def test_to_der_besaetter_samme_plads_taber_ikke_hinandens_aendring(verden):
    foerste, anden = verden.plads("administrator"), verden.plads("administrator")
    besaet_plads(Aktoer.person(verden.anna), foerste, verden.dorte, None)
    nu = besaet_plads(Aktoer.person(verden.anna), anden, verden.dorte, verden.bo)
    assert (nu.person, nu.stedfortraeder) == (verden.dorte, verden.bo)
    assert Haendelse.objects.filter(handling="plads besat", felt="person", ny="Dorte Winther").count() == 1


@pytest.mark.parametrize(
    "tekst", ["Projektleder eller administrator", "Projektleder & administrator", "Projektleder samt administrator"]
)
def test_flere_roller_i_samme_celle_findes_alle(verden, tekst):
    assert {rolle.noegle for rolle in Rollegalleri.laes().find_alle(tekst)} == {"projektleder", "administrator"}


def test_bo_faar_at_vide_hvorfor_han_ikke_kan_tilfoeje_en_plads(verden, som):
    data = {"rolle": Rolle.objects.get(noegle="gevinstejer").pk, "betegnelse": "Nord"}
    svar = som(verden.bo).post("/projekter/0751/SAPA/organisation/", data)
    assert svar.status_code == 403 and "Kun projektlederen" in svar.text
