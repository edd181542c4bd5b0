from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gevinster.services import Oplysninger, opret_gevinst
from opgaver.models import Opgave
from overblik.minside import Minside
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Bruger, Plads, Projekt, Rettighed
from tests.medvirkende import I_DAG, lav_bruger

SIDST = datetime(2027, 1, 29, 12, tzinfo=UTC)


def side(bruger, set_til=SIDST, **valg):
    return Minside(Bruger.objects.get(pk=bruger.pk), I_DAG, set_til, **valg)


def koder(opgaver):
    return [opgave.kort.kode for opgave in opgaver]


@pytest.fixture
def bos_opgaver(verden):
    """Bo udfører C01 (om 14 dage) og P01 (over tid), er ansvarlig for G07 (uden frist) og har K03 med begge hatte."""
    plads = verden.plads("administrator")
    for kode, felter in {
        "C01": {"udfoerer": plads},
        "P01": {"udfoerer": plads},
        "G07": {"ansvarlig": plads},
        "K03": {"udfoerer": plads, "ansvarlig": plads},
    }.items():
        Opgave.objects.filter(pk=verden.opgave(kode).pk).update(**felter)
    return plads


def test_mine_opgaver_staar_med_det_der_er_over_tid_oeverst_og_uden_frist_sidst(verden, bos_opgaver):
    assert koder(side(verden.bo).opgaver) == ["P01", "K03", "C01", "G07"]


def test_jeg_kan_se_hvad_jeg_er(verden, bos_opgaver):
    assert [opgave.min_rolle for opgave in side(verden.bo).opgaver] == [
        "Udfører",
        "Ansvarlig og udfører",
        "Udfører",
        "Ansvarlig",
    ]


def test_det_jeg_har_loest_staar_der_ikke(verden, bos_opgaver, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    assert "P01" not in koder(side(verden.bo).opgaver)


def test_andres_opgaver_staar_der_ikke(verden, bos_opgaver):
    assert side(verden.anna).opgaver == []
    assert side(verden.carl).opgaver == []


def test_en_stedfortraeder_har_opgaverne_paa_sin_side(verden, bos_opgaver):
    Plads.objects.filter(pk=bos_opgaver.pk).update(stedfortraeder=verden.dorte)
    assert len(side(verden.dorte).opgaver) == 4


def test_opgaver_fra_flere_projekter_staar_sammen(verden, bos_opgaver):
    plads = verden.plads("administrator", verden.odense_projekt)
    Plads.objects.filter(pk=plads.pk).update(person=verden.bo)
    Opgave.objects.filter(pk=verden.opgave("I01", verden.odense_projekt).pk).update(udfoerer=plads)
    assert len({opgave.plan.projekt_id for opgave in side(verden.bo).opgaver}) == 2


def test_siden_siger_hvor_mange_der_er_over_tid(verden, bos_opgaver, som):
    tekst = som(verden.bo).get("/").content.decode()
    assert "Du har <strong>2 opgaver, der er over tid</strong>." in tekst
    assert "Du har 4 åbne opgaver i alt." in tekst


def test_en_enkelt_opgave_staar_i_ental(verden, som):
    Opgave.objects.filter(pk=verden.opgave("P01").pk).update(udfoerer=verden.plads("administrator"))
    tekst = som(verden.bo).get("/").content.decode()
    assert "<strong>1 opgave, der er over tid</strong>" in tekst
    assert "Du har 1 åben opgave i alt." in tekst


def test_forfalder_snart_taeller_fra_i_dag_til_og_med_den_fjortende_dag(verden, bos_opgaver):
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(frist=I_DAG + timedelta(days=14))
    Opgave.objects.filter(pk=verden.opgave("G07").pk).update(frist=I_DAG)
    Opgave.objects.filter(pk=verden.opgave("K03").pk).update(frist=I_DAG + timedelta(days=15))
    assert side(verden.bo).antal == {"alle": 4, "over_tid": 1, "snart": 2}


def test_der_vises_hoejst_tyve_opgaver_til_man_beder_om_alle(verden, bos_opgaver, som, monkeypatch):
    monkeypatch.setattr("overblik.minside.VISTE", 2)
    klient = som(verden.bo)
    kort_side, hele = klient.get("/").content.decode(), klient.get("/?alle").content.decode()
    assert "Se alle 4 opgaver" in kort_side
    assert "C01 Opret brugere" not in kort_side
    assert "C01 Opret brugere" in hele


def test_mine_projekter_staar_med_fremdrift(verden, som, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    tekst = som(verden.dorte).get("/").content.decode()
    assert "1 af 7 (14 %)" in tekst
    assert "SAPA, Aarhus Kommune" in tekst
    assert "Odense" not in tekst


def test_uden_opgaver_staar_der_hvad_man_goer(verden, som):
    assert "Når projektlederen giver dig en opgave" in som(verden.dorte).get("/").content.decode()
    assert "Åbn et projekt for at se, hvad der er over tid" in som(verden.anna).get("/").content.decode()


def test_en_deltager_uden_plads_faar_at_vide_hvem_man_spoerger(verden, som):
    ny = lav_bruger("ny@aarhus.example", "Ny Nielsen", verden.aarhus, Rettighed.DELTAGER)
    assert "Bed projektlederen om at sætte dig på den plads" in som(ny).get("/").content.decode()


def test_en_projektleder_uden_projekt_kan_oprette_et(verden, som):
    ny = lav_bruger("ny@odense.example", "Ny Nielsen", verden.odense, Rettighed.PROJEKTLEDER)
    assert "/projekter/nyt/" in som(ny).get("/").content.decode()


def test_administratoren_foeres_til_personerne(verden, som):
    assert "Personer i Aarhus Kommune" in som(verden.ada).get("/").content.decode()
    assert "Personer i Aarhus Kommune" not in som(verden.anna).get("/").content.decode()


def test_redaktoeren_ser_sine_kataloger_og_loesningerne_i_kommunerne(verden, som):
    tekst = som(verden.karen).get("/").content.decode()
    assert f'href="/kataloger/versioner/{verden.version.pk}/">SAPA 1.0</a>' in tekst
    assert 'href="/overblik/SAPA/"' in tekst
    assert "Mine kataloger" not in som(verden.anna).get("/").content.decode()


def test_ejeren_mindes_om_en_maaling_ogsaa_naar_projektet_er_afsluttet(verden, som):
    ejer = verden.plads("gevinstejer")
    Plads.objects.filter(pk=ejer.pk).update(person=verden.bo)
    opret_gevinst(KOMMANDOLINJE, verden.projekt, Oplysninger("Søgetid", "service", "min.", Decimal(3), ejer=ejer))
    Projekt.objects.filter(pk=verden.projekt.pk).update(
        status="afsluttet", idriftsaettelse=date(2026, 6, 1), golive=date(2026, 6, 1)
    )
    tekst = som(verden.bo).get("/").content.decode()
    assert "Søgetid: eftermåling efter 3 måneder" in tekst
    assert "Gevinster, du skal måle" not in som(verden.anna).get("/").content.decode()


def test_antallet_af_forespoergsler_vokser_ikke_med_projekterne(
    verden, som, mange_kommuner, django_assert_max_num_queries
):
    for projekt in mange_kommuner:
        plads = verden.plads("projektleder", projekt)
        Plads.objects.filter(pk=plads.pk).update(person=verden.anna)
        Opgave.objects.i_projekt(projekt).update(udfoerer=plads)
    klient = som(verden.anna)
    with django_assert_max_num_queries(22):
        assert "Se alle 84 opgaver" in klient.get("/").content.decode()


@pytest.mark.parametrize("status", ["paa_pause", "afsluttet"])
def test_kun_igangvaerende_projekters_opgaver_venter_paa_en(verden, bos_opgaver, status):
    assert side(verden.bo).antal["over_tid"]
    Projekt.objects.filter(pk=verden.projekt.pk).update(status=status)
    assert side(verden.bo).opgaver == [] and set(side(verden.bo).antal.values()) == {0}


def test_administratoren_moeder_foerst_personerne_og_saa_kommunens_projekter(verden, som):
    ada, anna = (som(hvem).get("/").text for hvem in (verden.ada, verden.anna))
    assert ada.index("Personer og rettigheder</h2>") < ada.index("Kommunens projekter</h2>") < ada.index('id="nyt"')
    assert "Mine projekter" not in ada and "Når projektlederen giver dig" not in ada
    assert "Mine projekter</h2>" in anna and "Kommunens projekter" not in anna
