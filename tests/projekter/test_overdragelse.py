"""At give en, der holder op, sine pladser videre: alt på én gang, med kvittering og vej tilbage."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from koe.models import Besked
from opgaver.models import Opgave
from opgaver.services.projekt import Datoer, opret_projekt
from projekter import adgang
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Bruger, Haendelse, Medlemskab, Overdragelse, Overdragelsesdel, Plads, Rettighed
from projekter.services.overdragelse import Valg, kvitter, overdrag, poster, rettigheder_i
from projekter.services.overdragelsesfortrydelse import fortryd_overdragelse
from projekter.services.personer import fjern_person, saet_rettigheder, tilfoej_person
from projekter.services.pladser import besaet_plads, opret_plads
from tests.medvirkende import lav_version

NU = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def bo(verden):
    """Bo sidder på to pladser i SAPA og er Annas stedfortræder."""
    besaet_plads(KOMMANDOLINJE, verden.plads("gevinstejer"), verden.bo, None)
    besaet_plads(KOMMANDOLINJE, verden.plads("projektleder"), verden.anna, verden.bo)
    return Bruger.objects.get(pk=verden.bo.pk)


def nogle(verden, bruger, **andre):
    """Alt til ``bruger``, undtagen de rollenøgler, der har en anden modtager eller None."""
    har = poster(verden.aarhus, verden.bo)
    return {post.noegle: andre.get(post.plads.rolle.noegle, bruger) for post in har}


def giv(verden, modtager, *, af=None, rettigheder=None, besked="", **andre):
    valg = Valg(nogle(verden, modtager, **andre), rettigheder or {}, besked)
    return overdrag(Aktoer.person(af or verden.ada), verden.aarhus, verden.bo, valg, nu=NU)


def frisk(bruger):
    return Bruger.objects.get(pk=bruger.pk)


def test_alle_pladser_gaar_til_modtageren_og_opgaverne_foelger(verden, bo):
    Opgave.objects.filter(kort__kode="C01").update(udfoerer=verden.plads("administrator"))
    giv(verden, verden.dorte)
    assert poster(verden.aarhus, bo) == []
    assert verden.opgave("C01").udfoerer.person == verden.dorte
    assert verden.plads("projektleder").stedfortraeder == verden.dorte


def test_flere_modtagere_og_en_plads_der_bliver_ledig(verden, bo):
    giv(verden, verden.dorte, gevinstejer=verden.anna, administrator=None)
    assert verden.plads("gevinstejer").person == verden.anna
    assert verden.plads("administrator").person is None


def test_historikken_har_en_linje_for_hver_plads(verden, bo):
    giv(verden, verden.dorte, besked="Papirerne ligger i skabet")
    linjer = Haendelse.objects.filter(handling="plads overdraget", projekt=verden.projekt)
    assert linjer.count() == 3 and {h.begrundelse for h in linjer} == {"Papirerne ligger i skabet"}
    assert {(h.gammel, h.ny) for h in linjer} == {("Bo Lindgaard", "Dorte Winther")}


def test_hver_modtager_faar_en_mail_og_den_der_handler_ingen(verden, bo):
    giv(verden, verden.dorte, gevinstejer=verden.anna, administrator=verden.ada)
    breve = Besked.objects.filter(noegle__startswith="overdragelse:")
    assert {besked.modtager for besked in breve} == {verden.dorte.email, verden.anna.email}
    assert "Gevinstejer i SAPA" in breve.get(modtager=verden.anna.email).tekst


def test_den_der_selv_giver_sig_pladsen_har_kvitteret(verden, bo):
    dele = giv(verden, verden.ada).dele
    assert not dele.filter(kvitteret=None).exists()


def test_modtageren_kvitterer_en_gang(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    assert Overdragelsesdel.objects.uden_kvittering().count() == 3
    assert kvitter(Aktoer.person(verden.dorte), overdragelse, nu=NU) == 3
    assert kvitter(Aktoer.person(verden.dorte), overdragelse, nu=NU) == 0
    assert not Overdragelsesdel.objects.uden_kvittering().exists()
    assert Haendelse.objects.filter(handling="overdragelse kvitteret").count() == 3


def test_kun_modtageren_kan_kvittere(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    for hvem in (Aktoer.person(verden.ada), Aktoer.person(verden.anna), KOMMANDOLINJE):
        with pytest.raises(IkkeTilladt, match="Kun den, der har overtaget"):
            kvitter(hvem, overdragelse, nu=NU)


def test_en_modtager_der_ikke_er_med_laengere_kan_ikke_kvittere(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    fjern_person(KOMMANDOLINJE, verden.aarhus, verden.dorte)
    with pytest.raises(IkkeTilladt, match="Kun den, der har overtaget"):
        kvitter(Aktoer.person(frisk(verden.dorte)), overdragelse, nu=NU)


def test_en_plads_givet_videre_igen_venter_ikke_paa_den_foerste(verden, bo):
    giv(verden, verden.dorte)
    besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.anna, None)
    assert Overdragelsesdel.objects.uden_kvittering().filter(plads=verden.plads("administrator")).count() == 0


def test_en_rettighed_der_er_taget_igen_venter_ikke_paa_kvittering(verden, bo):
    Medlemskab.objects.create(bruger=bo, organisation=verden.aarhus, rettighed=Rettighed.PROGRAMLEDER)
    giv(verden, verden.anna, rettigheder={"programleder": verden.dorte})
    assert Overdragelsesdel.objects.uden_kvittering().filter(modtager=verden.dorte).count() == 1
    saet_rettigheder(KOMMANDOLINJE, verden.aarhus, verden.dorte, ["deltager"])
    assert not Overdragelse.objects.der_venter_paa(verden.dorte).exists()


def test_der_kvitteres_kun_for_det_man_stadig_har(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.anna, None)
    assert kvitter(Aktoer.person(verden.dorte), overdragelse, nu=NU) == 2
    assert [del_.plads.rolle.noegle for del_ in overdragelse.dele.filter(kvitteret=None)] == ["administrator"]


def test_den_der_faar_pladsen_er_ikke_laengere_dens_stedfortraeder(verden, bo):
    besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.bo, verden.dorte)
    overdragelse = giv(verden, verden.dorte)
    plads = verden.plads("administrator")
    assert (plads.person, plads.stedfortraeder) == (verden.dorte, None)
    fortryd_overdragelse(Aktoer.person(verden.ada), overdragelse.pk, nu=NU)
    plads = verden.plads("administrator")
    assert (plads.person, plads.stedfortraeder) == (verden.bo, verden.dorte)


def test_ingen_bliver_sin_egen_stedfortraeder(verden, bo):
    giv(verden, verden.anna)
    plads = verden.plads("projektleder")
    assert (plads.person, plads.stedfortraeder) == (verden.anna, None)


def test_en_rettighed_kan_gives_videre_og_fratraederen_beholder_sin(verden, bo):
    Medlemskab.objects.create(bruger=bo, organisation=verden.aarhus, rettighed=Rettighed.PROGRAMLEDER)
    giv(verden, verden.dorte, rettigheder={"programleder": verden.dorte})
    for hvem in (verden.dorte, bo):
        assert adgang.rettigheder(frisk(hvem)).har(verden.aarhus.pk, "programleder")


def test_en_rettighed_modtageren_har_kan_ikke_gives_igen(verden, bo):
    with pytest.raises(Afvist, match="allerede deltager"):
        giv(verden, verden.dorte, rettigheder={"deltager": verden.dorte})


def test_en_rettighed_fratraederen_ikke_har_kan_ikke_gives(verden, bo):
    with pytest.raises(Foraeldet, match="ikke længere rettigheden Administrator"):
        giv(verden, verden.dorte, rettigheder={"administrator": verden.dorte})


def test_en_ny_plads_siden_siden_blev_vist_standser_det_hele(verden, bo):
    valg = Valg(nogle(verden, verden.dorte))
    opret_plads(KOMMANDOLINJE, verden.projekt, verden.plads("gevinstejer").rolle, "Nord")
    Plads.objects.filter(betegnelse="Nord").update(person=bo)
    with pytest.raises(Foraeldet, match="ændret, siden du så dem"):
        overdrag(Aktoer.person(verden.ada), verden.aarhus, bo, valg, nu=NU)
    assert verden.plads("administrator").person == bo and not Overdragelse.objects.exists()


@pytest.mark.parametrize("hvem", ["carl", "karen", "bo"])
def test_en_fremmed_eller_fratraederen_selv_kan_ikke_modtage(verden, bo, hvem):
    with pytest.raises(Afvist, match="kan ikke overtage"):
        giv(verden, getattr(verden, hvem))


def test_en_inaktiv_kan_ikke_modtage(verden, bo):
    Bruger.objects.filter(pk=verden.dorte.pk).update(is_active=False)
    with pytest.raises(Afvist, match="kan ikke overtage"):
        giv(verden, verden.dorte)


def test_uden_en_eneste_modtager_er_det_ingen_overdragelse(verden, bo):
    with pytest.raises(Afvist, match="mindst én modtager"):
        giv(verden, None)


def test_kun_administratoren_kan_overdrage(verden, bo):
    with pytest.raises(IkkeTilladt):
        giv(verden, verden.dorte, af=verden.anna)


def test_pladser_i_en_anden_kommune_roeres_ikke(verden, bo):
    Medlemskab.objects.create(bruger=bo, organisation=verden.odense, rettighed=Rettighed.DELTAGER)
    besaet_plads(KOMMANDOLINJE, verden.plads("administrator", verden.odense_projekt), bo, None)
    giv(verden, verden.dorte)
    assert verden.plads("administrator", verden.odense_projekt).person == bo


def test_en_overdragelse_koster_det_samme_for_mange_pladser(verden, bo):
    def maal():
        valg = Valg(nogle(verden, verden.dorte))
        with CaptureQueriesContext(connection) as fangede:
            overdragelse = overdrag(KOMMANDOLINJE, verden.aarhus, bo, valg, nu=NU)
        fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)
        return len(fangede)

    faa, rolle = maal(), verden.plads("administrator").rolle
    for nummer in range(6):
        besaet_plads(KOMMANDOLINJE, opret_plads(KOMMANDOLINJE, verden.projekt, rolle, f"Team {nummer}"), bo, None)
    assert maal() == faa


def test_fortrydelsen_giver_alt_tilbage_og_siger_det(verden, bo):
    Medlemskab.objects.create(bruger=bo, organisation=verden.aarhus, rettighed=Rettighed.PROGRAMLEDER)
    foer = [post.noegle for post in poster(verden.aarhus, bo)]
    overdragelse = giv(verden, verden.dorte, rettigheder={"programleder": verden.dorte})
    fortryd_overdragelse(Aktoer.person(verden.ada), overdragelse.pk, nu=NU)
    assert [post.noegle for post in poster(verden.aarhus, bo)] == foer
    assert not adgang.rettigheder(frisk(verden.dorte)).har(verden.aarhus.pk, "programleder")
    assert Besked.objects.filter(modtager=verden.dorte.email, emne__contains="fortrudt").count() == 1


def test_det_nogen_har_aendret_siden_bliver_og_naevnes(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    besaet_plads(KOMMANDOLINJE, verden.plads("gevinstejer"), verden.anna, None)
    svar = fortryd_overdragelse(Aktoer.person(verden.ada), overdragelse.pk, nu=NU)
    assert [del_.plads.navn for del_ in svar.blev] == ["Gevinstejer"]
    assert verden.plads("gevinstejer").person == verden.anna


def test_fortrydelsen_goer_ingen_til_sin_egen_stedfortraeder(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.dorte, verden.bo)
    fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)
    plads = verden.plads("administrator")
    assert (plads.person, plads.stedfortraeder) == (verden.bo, None)


def test_den_rettighed_der_ikke_kan_tages_bliver_og_resten_foeres_tilbage(verden, bo):
    for rettighed in ("laeser", "styregruppe"):
        Medlemskab.objects.create(bruger=bo, organisation=verden.aarhus, rettighed=rettighed)
    overdragelse = giv(verden, verden.anna, rettigheder={"laeser": verden.dorte, "styregruppe": verden.dorte})
    saet_rettigheder(KOMMANDOLINJE, verden.aarhus, verden.dorte, ["laeser", "styregruppe"])
    svar = fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)
    assert [del_.rettighed for del_ in svar.blev if del_.rettighed] == ["styregruppe"]
    assert rettigheder_i(verden.aarhus, verden.dorte) == [Rettighed.STYREGRUPPE]
    assert verden.plads("administrator").person == bo


def test_fortrydelsen_efterlader_altid_en_administrator(verden, bo):
    Medlemskab.objects.create(bruger=bo, organisation=verden.aarhus, rettighed=Rettighed.ADMINISTRATOR)
    overdragelse = giv(verden, verden.anna, rettigheder={"administrator": verden.dorte})
    Medlemskab.objects.filter(bruger__in=(bo, verden.ada), rettighed=Rettighed.ADMINISTRATOR).delete()
    svar = fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)
    assert [del_.rettighed for del_ in svar.blev] == ["administrator"]
    assert Rettighed.ADMINISTRATOR in rettigheder_i(verden.aarhus, verden.dorte)


def test_efter_30_dage_og_anden_gang_afvises_fortrydelsen(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    with pytest.raises(Afvist, match="30 dage"):
        fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU + timedelta(days=31))
    fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU + timedelta(days=30))
    with pytest.raises(Foraeldet, match="blev fortrudt"):
        fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)


def test_en_fjernet_fratraeder_skal_foerst_tilfoejes_igen(verden, bo):
    overdragelse, ada = giv(verden, verden.dorte), Aktoer.person(verden.ada)
    fjern_person(ada, verden.aarhus, bo)
    with pytest.raises(Afvist, match="Tilføj først personen igen"):
        fortryd_overdragelse(ada, overdragelse.pk, nu=NU)
    tilfoej_person(ada, verden.aarhus, bo.email, bo.navn, ["deltager"])
    fortryd_overdragelse(ada, overdragelse.pk, nu=NU)
    assert verden.plads("administrator").person == bo


def test_en_fortrudt_overdragelse_kan_ikke_kvitteres(verden, bo):
    overdragelse = giv(verden, verden.dorte)
    fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)
    with pytest.raises(Foraeldet, match="fortrudt"):
        kvitter(Aktoer.person(verden.dorte), overdragelse, nu=NU)


def test_pladser_i_alle_kommunens_projekter_er_med(verden, bo):
    lav_version(verden.ky, verden.kombit, verden.model)
    projekt = opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, Datoer(None, None, None))
    besaet_plads(KOMMANDOLINJE, verden.plads("styregruppeformand", projekt), bo, None)
    giv(verden, verden.dorte)
    assert verden.plads("styregruppeformand", projekt).person == verden.dorte


def test_en_overdragelse_af_rettigheder_alene_siger_det(verden, bo):
    Medlemskab.objects.create(bruger=bo, organisation=verden.aarhus, rettighed=Rettighed.PROGRAMLEDER)
    Plads.objects.filter(person=bo).update(person=None)
    Plads.objects.filter(stedfortraeder=bo).update(stedfortraeder=None)
    giv(verden, None, rettigheder={"programleder": verden.dorte})
    assert (
        Besked.objects.get(modtager=verden.dorte.email).emne
        == "Du har overtaget rettigheder efter Bo Lindgaard – kvittér"
    )
    (venter,) = Overdragelse.objects.der_venter_paa(verden.dorte)
    assert venter.antal == 0
