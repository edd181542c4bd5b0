"""Rollegalleriet og de ledige obligatoriske pladser."""

import pytest

from projekter.aktoer import Aktoer
from projekter.bemanding import Rollefilter, Rollegalleriet, ledige_obligatoriske
from projekter.models import Bruger, Plads, Projekt, Rolle
from projekter.services.pladser import besaet_plads, opret_plads

ROLLER = "/organisationer/0751/roller/"


def ledige(*projekter):
    return [(ledig.projekt.kommune.navn, ledig.rolle.navn) for ledig in ledige_obligatoriske(projekter)]


def galleri(verden, bruger, **valg):
    return Rollegalleriet(verden.aarhus, Bruger.objects.get(pk=bruger.pk), Rollefilter(**valg))


def test_en_ledig_obligatorisk_plads_naevnes_med_sit_projekt(verden):
    assert ledige(verden.projekt, verden.odense_projekt) == [("Odense", "Styregruppeformand")]


def test_en_inaktiv_person_goer_ikke_pladsen_besat(verden):
    Bruger.objects.filter(pk=verden.anna.pk).update(is_active=False)
    assert ledige(verden.projekt) == [("Aarhus", "Projektleder")]


def test_en_stedfortraeder_goer_ikke_pladsen_besat(verden):
    besaet_plads(Aktoer.person(verden.anna), verden.plads("styregruppeformand"), None, verden.bo)
    assert ledige(verden.projekt) == [("Aarhus", "Styregruppeformand")]


def test_en_af_to_besatte_pladser_i_rollen_er_nok(verden):
    opret_plads(Aktoer.person(verden.anna), verden.projekt, Rolle.objects.get(noegle="projektleder"), "Team Nord")
    assert ledige(verden.projekt) == []


def test_en_obligatorisk_rolle_helt_uden_plads_er_ledig(verden):
    verden.plads("styregruppeformand").delete()
    (ledig,) = ledige_obligatoriske([verden.projekt])
    assert (ledig.rolle.navn, ledig.plads) == ("Styregruppeformand", None)


def test_et_afsluttet_projekt_mangler_ingen(verden):
    Plads.objects.filter(projekt=verden.projekt).update(person=None)
    verden.projekt.status = Projekt.Status.AFSLUTTET
    assert ledige(verden.projekt) == []


def test_galleriet_har_rollens_pladser_og_de_roller_der_ingen_har(verden):
    Rolle.objects.create(noegle="traener", navn="Træner")
    vist = galleri(verden, verden.ada)
    assert {o.rolle.navn: [str(p.person) for p in o.pladser] for o in vist.brugte}["Administrator"] == ["Bo Lindgaard"]
    assert [rolle.navn for rolle in vist.andre] == ["Træner"]


@pytest.mark.parametrize("soegt", ["lindgård", "ADMINISTRATOR", "sapa-admin"])
def test_galleriet_soeges_i_roller_synonymer_og_personer(verden, soegt):
    assert [opslag.rolle.navn for opslag in galleri(verden, verden.ada, soeg=soegt).brugte] == ["Administrator"]


def test_kun_ledige_pladser(verden):
    vist = galleri(verden, verden.ada, vis="ledige")
    assert [opslag.rolle.navn for opslag in vist.brugte] == ["Gevinstejer"] and vist.andre == []


def test_pladserne_i_et_projekt_og_en_ukendt_loesning_er_som_ingen(verden):
    alle = galleri(verden, verden.ada).brugte
    assert len(galleri(verden, verden.ada, loesning="SAPA").brugte) == len(alle)
    assert len(galleri(verden, verden.ada, loesning="FINDES-IKKE").brugte) == len(alle)


def test_bo_ser_kun_de_projekter_han_er_med_i(verden, som):
    Plads.objects.filter(person=verden.bo).update(person=None)
    side = som(verden.bo).get(ROLLER).text
    assert "Der er ingen pladser i de projekter, du kan se." in side and "Anna Krogh" not in side


def test_galleriet_findes_ikke_for_en_fremmed_eller_en_udgiver(verden, som):
    assert som(verden.carl).get(ROLLER).status_code == 404
    assert som(verden.karen).get("/organisationer/KOMBIT/roller/").status_code == 404


def test_organisationssiden_siger_hvad_der_mangler_og_foerer_anna_derhen(verden, som):
    plads = verden.plads("styregruppeformand")
    besaet_plads(Aktoer.person(verden.anna), plads, None, None)
    side = som(verden.anna).get("/projekter/0751/SAPA/organisation/").text
    assert "1 obligatorisk plads er ledig" in side and f'organisation/{plads.pk}/">Besæt pladsen' in side


def test_min_side_siger_til_anna_men_ikke_til_bo(verden, som):
    besaet_plads(Aktoer.person(verden.anna), verden.plads("styregruppeformand"), None, None)
    assert "1 obligatorisk plads mangler en person" in som(verden.anna).get("/").text
    assert "mangler en person" not in som(verden.bo).get("/").text
