"""Kommunens egen kalender: den gælder fristerne, og en ændring viser først, hvad den flytter."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from koe.models import Besked
from opgaver.models import Flytning, Opgave
from opgaver.services.flytning import forhaandsvis_flytning
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.kalender import forhaandsvis_kalender, ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode, laes_kalender
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Kalenderperiode, Organisation, Plads, Projekt
from tests.flytning.hjaelp import NU, PAA, SENERE, flyt, frister
from tests.medvirkende import lav_organisation, lav_version

PAASKE = Periode("lukkedage", "Efter påske", date(2027, 4, 1), date(2027, 4, 6))
NY = Kalenderdata((PAASKE,), frozenset({"juleaften_lukket"}))


def ada(verden):
    return Aktoer.person(verden.ada)


def ret(verden, data=NY, **mere):
    return ret_kalender(ada(verden), verden.aarhus, data, nu=NU, **mere)


def test_forhaandsvisningen_viser_hvad_der_flytter_og_gemmer_intet(verden):
    foer = frister(verden.projekt)
    [visning] = forhaandsvis_kalender(verden.aarhus, NY, PAA).ramte
    # A08 falder 5. april; 29. marts er 2. påskedag, og 1.-6. april er lukket.
    assert [(r.post.kode, r.til) for r in visning.tabel.flyttede] == [("A08", date(2027, 3, 31))]
    assert frister(verden.projekt) == foer and not Kalenderperiode.objects.exists()


def test_rettelsen_flytter_fristen_og_siger_hvorfor(verden):
    flytning = ret(verden)
    assert verden.opgave("A08").frist == date(2027, 3, 31)
    assert [del_.projekt for del_ in flytning.dele.all()] == [verden.projekt]
    assert Haendelse.objects.get(handling="kalender ændret").organisation == verden.aarhus


def test_projektets_historik_siger_at_det_var_kalenderen_og_ikke_datoerne(verden):
    ret(verden)
    haendelse = Haendelse.objects.get(projekt=verden.projekt, handling="frister regnet efter ny kalender")
    assert (haendelse.felt, haendelse.gammel, haendelse.ny) == ("", "", "")
    assert haendelse.begrundelse == "Kommunens lukkedage er ændret"
    assert not Haendelse.objects.filter(handling="datoer flyttet").exists()


def test_den_anden_kommunes_frister_roeres_ikke(verden):
    foer = frister(verden.odense_projekt)
    ret(verden)
    assert frister(verden.odense_projekt) == foer


def test_et_nyt_projekt_faar_kommunens_kalender(verden):
    kommune = lav_organisation("kommune", "0101", "København")
    Kalenderperiode.objects.create(kommune=kommune, **vars(PAASKE))
    datoer = Datoer(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
    projekt = opret_projekt(KOMMANDOLINJE, kommune, verden.sapa, datoer)
    assert verden.opgave("A08", projekt).frist == date(2027, 3, 31)


def test_det_er_fortrudt_praecis(verden):
    foer = frister(verden.projekt)
    fortryd_flytning(ada(verden), ret(verden).pk, nu=NU)
    assert frister(verden.projekt) == foer
    assert laes_kalender(verden.aarhus) == Kalenderdata()


def test_historikken_kalder_det_en_aendring_af_kalenderen(som, verden):
    flytning = ret(verden)
    ud = StringIO()
    call_command("fortryd_flytning", "--id", str(flytning.pk), stdout=ud)
    linjer = Haendelse.objects.filter(genstand_type="flytning", handling="ændring af kalenderen fortrudt")
    assert {linje.projekt for linje in linjer} == {verden.projekt, None}
    sagt = ud.getvalue() + som(verden.anna).get(verden.opgave("A08").get_absolute_url()).text
    assert "Ændringen af kalenderen er fortrudt." in sagt and "ændring af kalenderen fortrudt" in sagt
    assert "frist regnet efter ny kalender" in sagt
    assert "lytning" not in ud.getvalue() and "flytning fortrudt" not in sagt and "frist flyttet" not in sagt


def test_et_projekt_oprettet_siden_standser_fortrydelsen_med_navn(verden):
    flytning = ret(verden)
    lav_version(verden.ky, verden.kombit, verden.model)
    datoer = Datoer(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
    nyt = opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, datoer)
    foer = frister(nyt)
    with pytest.raises(Afvist, match=r"KY.*Ret kalenderen"):
        fortryd_flytning(ada(verden), flytning.pk, nu=NU)
    assert frister(nyt) == foer and laes_kalender(verden.aarhus) == NY


def test_et_projekt_flyttet_ind_i_lukkedagene_siden_standser_fortrydelsen(verden):
    lukket = Kalenderdata((Periode("lukkedage", "Rejsedag", date(2027, 4, 26), date(2027, 4, 26)),))
    flytning = ret(verden, lukket)
    flyt(verden)
    assert not flytning.dele.exists()
    with pytest.raises(Afvist, match=r"SAPA.*Ret kalenderen"):
        fortryd_flytning(ada(verden), flytning.pk, nu=NU)


def test_et_projekt_kalenderen_ikke_roerer_standser_ikke_fortrydelsen(verden):
    flytning = ret(verden)
    lav_version(verden.ky, verden.kombit, verden.model)
    opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, Datoer())
    fortryd_flytning(ada(verden), flytning.pk, nu=NU)
    assert laes_kalender(verden.aarhus) == Kalenderdata()


def test_er_et_projekt_flyttet_siden_peges_der_paa_kalenderen_i_stedet(verden):
    flytning = ret(verden)
    flyt(verden)
    with pytest.raises(Afvist, match="Eller ret kalenderen"):
        fortryd_flytning(ada(verden), flytning.pk, nu=NU)
    assert laes_kalender(verden.aarhus) == NY


def test_kun_administratoren_maa(verden):
    with pytest.raises(IkkeTilladt):
        ret_kalender(Aktoer.person(verden.anna), verden.aarhus, NY, nu=NU)


def test_er_noget_aendret_siden_forhaandsvisningen_gemmes_intet(verden):
    aftryk = forhaandsvis_kalender(verden.aarhus, NY, PAA).aftryk
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(er_udgaaet=True)
    with pytest.raises(Foraeldet):
        ret(verden, aftryk=aftryk)
    assert not Flytning.objects.exists() and laes_kalender(verden.aarhus) == Kalenderdata()


def test_er_kalenderen_aendret_af_en_anden_imens_gemmes_intet(verden):
    aftryk = forhaandsvis_kalender(verden.aarhus, NY, PAA).aftryk
    ret(verden, Kalenderdata(fridage=frozenset({"grundlovsdag_lukket"})))
    with pytest.raises(Foraeldet):
        ret(verden, aftryk=aftryk)


def test_den_samme_kalender_afvises(verden):
    with pytest.raises(Afvist, match="samme som før"):
        ret(verden, Kalenderdata())


def test_lederen_faar_besked_om_de_flyttede_frister(verden):
    ret(verden)
    assert "har ændret kommunens lukkedage" in Besked.objects.get(modtager=verden.anna.email).tekst


def test_to_beroerte_projekter_giver_stadig_kun_en_besked(verden):
    lav_version(verden.ky, verden.kombit, verden.model)
    datoer = Datoer(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
    andet = opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, datoer)
    Plads.objects.filter(projekt=andet, rolle__noegle="projektleder").update(person=verden.anna)
    ret(verden)
    besked = Besked.objects.get(modtager=verden.anna.email)
    assert besked.emne == "Kommunens lukkedage er ændret – 2 projekter"
    assert "SAPA, Aarhus" in besked.tekst and "KY, Aarhus" in besked.tekst


@pytest.mark.parametrize(("fra", "til", "hvad"), [(2, 1, "før den begynder"), (1, 1, "uden for")])
def test_en_umulig_periode_afvises(fra, til, hvad):
    aar = 2101 if hvad == "uden for" else 2027
    with pytest.raises(Afvist, match=hvad):
        Periode("lukkedage", "Jul", date(aar, 1, fra), date(aar, 1, til))


def test_de_fire_faste_dage_naar_helt_frem_til_kalenderen(verden):
    Organisation.objects.filter(pk=verden.aarhus.pk).update(**dict.fromkeys(Organisation.FASTE_FRIDAGE, True))
    kalender = Organisation.objects.get(pk=verden.aarhus.pk).kalender
    fri = [date(2026, 12, 24), date(2026, 12, 31), date(2026, 5, 1), date(2026, 6, 5)]
    assert not any(kalender.er_arbejdsdag(dag) for dag in fri)


def test_en_frysperiode_er_arbejdsdage_men_maerkes(verden):
    Kalenderperiode.objects.create(
        kommune=verden.aarhus, slags="frysperiode", navn="valg", fra=date(2027, 4, 20), til=date(2027, 4, 30)
    )
    projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    visning = forhaandsvis_flytning(projekt, SENERE, PAA, seer=Aktoer.person(verden.anna))
    a08 = next(raekke for raekke in visning.tabel.flyttede if raekke.post.kode == "A08")
    assert (a08.til, a08.maerker[0].tekst) == (date(2027, 4, 26), "i frysperioden valg")


def test_kalenderen_er_en_forespoergsel_for_et_projekt_og_to_for_mange(verden, django_assert_num_queries):
    projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    with django_assert_num_queries(1):
        assert projekt.kalender is projekt.kalender
    with django_assert_num_queries(2):
        assert all(projekt.kalender for projekt in Projekt.objects.med_kalender())


def test_forklaringen_naevner_lukkedagen_ved_navn(som, verden):
    ret(verden)
    tekst = som(verden.anna).get(verden.opgave("A08").get_absolute_url()).text
    assert "5. april, lukkedag (Efter påske) → onsdag 31. marts" in tekst


HELT_LUKKET = Periode("lukkedage", "Lukket", date(2028, 1, 1), date(2028, 12, 31))


def test_et_aar_uden_arbejdsdage_afvises(verden):
    with pytest.raises(Afvist, match="ingen arbejdsdag tilbage i 2028"):
        ret(verden, Kalenderdata((HELT_LUKKET,)))
    assert not Kalenderperiode.objects.exists()
