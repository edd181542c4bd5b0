import pytest
from django.http import Http404

from opgaver.models import Opgave
from opgaver.services.opgave import tildel
from overgange.tjekliste import er_aktuel, find_fase, laes_tjekliste, naeste_fase, paratheder
from projekter.aktoer import Aktoer
from projekter.models import Plads
from tests.overgange.hjaelp import fase, loes, overgang, ret_kort, stil_i


def koder(tjekliste):
    return [punkt.kode for punkt in tjekliste.parathed.punkter]


def test_tjeklisten_er_de_opgaver_der_er_tjekpunkt_for_fasen(verden):
    assert koder(laes_tjekliste(overgang(verden, "F2"))) == ["K03", "C01", "I01"]


def test_et_tjekpunkt_for_en_delfase_hoerer_til_hovedfasen(verden):
    ret_kort(verden, "A08", tjekpunkt_for=fase(verden, "2.3"))
    assert "A08" in koder(laes_tjekliste(overgang(verden, "F2")))


def test_et_andet_projekts_opgaver_er_ikke_med(verden):
    loes(verden, "C01")
    liste = laes_tjekliste(overgang(verden, "F2", verden.odense_projekt))
    assert liste.parathed.opfyldte == []


def test_udgaaede_opgaver_er_ikke_med(verden):
    Opgave.objects.filter(pk=verden.opgave("K03").pk).update(er_udgaaet=True)
    assert koder(laes_tjekliste(overgang(verden))) == ["C01", "I01"]


def test_prioritet_og_status_staar_med_ord(verden):
    loes(verden, "C01", status="i_gang")
    punkt = laes_tjekliste(overgang(verden)).parathed.punkter[1]
    assert (punkt.prioritet, punkt.er_obligatorisk, punkt.statusord) == ("Obligatorisk", True, "I gang")


def test_den_ansvarlige_staar_med_navn_og_plads(verden):
    tildel(Aktoer.person(verden.anna), verden.opgave("C01"), {"ansvarlig": verden.plads("administrator")})
    assert laes_tjekliste(overgang(verden)).parathed.punkter[1].ansvarlig == "Bo Lindgaard (Administrator)"


def test_en_ledig_plads_siger_at_den_er_ledig(verden):
    tildel(Aktoer.person(verden.anna), verden.opgave("C01"), {"ansvarlig": verden.plads("administrator")})
    Plads.objects.filter(pk=verden.plads("administrator").pk).update(person=None)
    assert laes_tjekliste(overgang(verden)).parathed.punkter[1].ansvarlig == "Administrator (ledig plads)"


def test_underskriverne_er_dem_paa_pladserne(verden):
    assert laes_tjekliste(overgang(verden)).underskrivere == (
        ("Projektleder", "Anna Krogh"),
        ("Styregruppeformand", "Dorte Winther"),
    )


def test_en_ledig_underskriverplads_har_ingen_navn(verden):
    Plads.objects.filter(pk=verden.plads("styregruppeformand").pk).update(person=None)
    assert laes_tjekliste(overgang(verden)).underskrivere[1] == ("Styregruppeformand", "")


def test_den_naeste_fase_springer_delfaser_over(verden):
    assert naeste_fase(fase(verden, "F2")) == fase(verden, "F3")


def test_den_sidste_fase_har_ingen_naeste(verden):
    assert naeste_fase(fase(verden, "F4")) is None


def test_et_projekt_i_en_delfase_er_i_hovedfasen(verden):
    stil_i(verden, "2.2")
    assert er_aktuel(verden.projekt, fase(verden, "F2"))


def test_en_delfase_har_ingen_faseovergang(verden):
    with pytest.raises(Http404):
        find_fase(verden.projekt, "2.2")


def test_alle_faser_laeses_med_en_forespoergsel(verden, django_assert_num_queries):
    med_tjekpunkter = {fase(verden, kode).pk for kode in ("F1", "F2", "F3")}
    with django_assert_num_queries(1):
        assert set(paratheder(verden.projekt)) == med_tjekpunkter


def test_aftrykket_skifter_naar_et_tjekpunkt_skifter(verden):
    foer = laes_tjekliste(overgang(verden)).aftryk
    loes(verden, "C01")
    assert laes_tjekliste(overgang(verden)).aftryk != foer


def test_aftrykket_er_det_samme_naar_intet_er_sket(verden):
    assert laes_tjekliste(overgang(verden)).aftryk == laes_tjekliste(overgang(verden)).aftryk
