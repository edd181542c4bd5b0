"""Listen over personer: søgt, filtreret, og med dem, der er holdt op."""

import pytest
from django.utils import timezone

from faelles.afvisning import Afvist, IkkeTilladt
from koe.models import Besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Haendelse, Medlemskab, Rettighed
from projekter.personliste import Personfilter, Personliste
from projekter.services.personer import fjern_person, inviter_igen, ret_person, tilfoej_person
from projekter.services.pladser import besaet_plads
from tests.medvirkende import lav_bruger

PERSONER = "/organisationer/0751/personer/"


def navne(verden, **valg):
    return [raekke.person.navn for raekke in Personliste(verden.aarhus, Personfilter(**valg)).viste]


@pytest.mark.parametrize("soegt", ["soren aero", "SØREN", "ærø", "søren@aarhus"])
def test_en_person_findes_hvordan_navnet_end_skrives(verden, soegt):
    lav_bruger("søren@aarhus.example", "Søren Ærø", verden.aarhus, Rettighed.DELTAGER)
    assert navne(verden, soeg=soegt) == ["Søren Ærø"]


def test_listen_filtreres_efter_rettighed(verden):
    assert navne(verden, ret="administrator") == ["Ada Ravn"]
    assert navne(verden, ret="projektleder", soeg="ada") == []


def test_en_fjernet_er_inaktiv_med_dato_og_hvem(verden):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    (raekke,) = Personliste(verden.aarhus, Personfilter(vis="inaktive")).viste
    assert raekke.person == verden.bo and raekke.fjernet[1] == "Ada Ravn"
    assert "Bo Lindgaard" not in navne(verden)


def test_en_der_er_kommet_igen_er_ikke_inaktiv(verden):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo.email, "Bo", ["deltager"])
    assert navne(verden, vis="inaktive") == [] and "Bo Lindgaard" in navne(verden)


def test_en_der_er_fjernet_i_odense_ses_ikke_i_aarhus(verden):
    ole = lav_bruger("ole@odense.example", "Ole Juhl", verden.odense, Rettighed.ADMINISTRATOR)
    fjern_person(Aktoer.person(ole), verden.odense, verden.carl)
    assert navne(verden, vis="inaktive") == []


def test_en_lukket_konto_er_inaktiv_selv_om_den_har_rettigheder(verden):
    Bruger.objects.filter(pk=verden.dorte.pk).update(is_active=False)
    assert navne(verden, vis="inaktive") == ["Dorte Winther"]


def test_pladser_taelles_baade_som_person_og_stedfortraeder_men_kun_her(verden):
    besaet_plads(Aktoer.person(verden.anna), verden.plads("projektleder"), verden.anna, verden.bo)
    antal = {raekke.person.navn: raekke.pladser for raekke in Personliste(verden.aarhus).viste}
    assert (antal["Bo Lindgaard"], antal["Anna Krogh"], antal["Ada Ravn"]) == (2, 1, 0)


def test_tilfoej_igen_udfylder_formularen(verden, som):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    side = som(verden.ada).get(f"{PERSONER}?igen={verden.bo.pk}").text
    assert "Tilføj Bo Lindgaard igen" in side and 'value="bo@aarhus.example"' in side


def test_tilfoej_igen_roeber_ikke_en_der_aldrig_har_vaeret_med(verden, som):
    assert "carl@odense.example" not in som(verden.ada).get(f"{PERSONER}?igen={verden.carl.pk}").text


def test_et_tomt_svar_viser_vej_til_de_inaktive(verden, som):
    fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo)
    side = som(verden.ada).get(f"{PERSONER}?soeg=lindgård").text
    assert "Ingen personer passer" in side and "?vis=inaktive&amp;soeg=lindg" in side


def test_en_der_aldrig_har_logget_ind_kan_faa_invitationen_igen(verden, som):
    ny = tilfoej_person(Aktoer.person(verden.ada), verden.aarhus, "eva@aarhus.example", "Eva Toft", ["deltager"])
    som(verden.ada).post(f"{PERSONER}{ny.pk}/inviter/")
    assert Besked.objects.filter(modtager=ny.email).count() == 2
    assert Haendelse.objects.filter(handling="invitation sendt igen", ny=ny.email).exists()


def test_en_der_har_logget_ind_faar_ikke_invitationen_igen(verden):
    Bruger.objects.filter(pk=verden.bo.pk).update(last_login=timezone.now())
    with pytest.raises(Afvist, match="har logget ind før"):
        inviter_igen(Aktoer.person(verden.ada), verden.aarhus, Bruger.objects.get(pk=verden.bo.pk))


def test_anna_kan_ikke_sende_invitationer(verden):
    with pytest.raises(IkkeTilladt):
        inviter_igen(Aktoer.person(verden.anna), verden.aarhus, verden.bo)


def test_en_administrator_der_fjerner_sig_selv_ender_paa_min_side(verden, som):
    Medlemskab.objects.create(bruger=verden.anna, organisation=verden.aarhus, rettighed=Rettighed.ADMINISTRATOR)
    assert som(verden.ada).post(f"{PERSONER}{verden.ada.pk}/fjern/").url == "/"


def test_den_sidste_aktive_administrator_kan_ikke_fratage_sig_selv_retten_naar_den_anden_er_lukket(verden):
    Medlemskab.objects.create(bruger=verden.anna, organisation=verden.aarhus, rettighed=Rettighed.ADMINISTRATOR)
    Bruger.objects.filter(pk=verden.anna.pk).update(is_active=False)
    with pytest.raises(Afvist, match="den sidste administrator"):
        ret_person(Aktoer.person(verden.ada), verden.aarhus, verden.ada, ["deltager"])


def test_styregrupperetten_laeser_alle_projekter_og_beslutter_men_leder_ikke(verden):
    gry = lav_bruger("gry@aarhus.example", "Gry Dal", verden.aarhus, Rettighed.STYREGRUPPE)
    aktoer = Aktoer.person(gry)
    assert adgang.maa_se(aktoer, verden.projekt) and adgang.maa_beslutte(aktoer, verden.projekt)
    assert not adgang.maa_lede(aktoer, verden.projekt) and not adgang.maa_beslutte(aktoer, verden.odense_projekt)


def test_listen_staar_i_dansk_orden(verden):
    for nummer, navn in enumerate(("Åse Bo", "Ove Dam", "Ærke Juhl")):
        lav_bruger(f"{nummer}@aarhus.example", navn, verden.aarhus, Rettighed.DELTAGER)
    assert navne(verden)[-3:] == ["Ove Dam", "Ærke Juhl", "Åse Bo"]
