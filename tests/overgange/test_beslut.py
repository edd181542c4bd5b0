import pytest

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from overgange.models import Faseovergang
from overgange.services import beslut
from overgange.tjekliste import laes_tjekliste
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Plads
from tests.overgange.hjaelp import NU, fase, loes, overgang, stil_i

GRUND = "Bo opretter de sidste brugere senest 12. februar."


@pytest.fixture
def i_f2(verden):
    stil_i(verden, "F2")
    return verden


def godkend(verden, hvem=None, grund=GRUND, kode="F2", **valg):
    aktoer = Aktoer.person(hvem) if hvem else KOMMANDOLINJE
    return beslut(aktoer, overgang(verden, kode), grund, NU, **valg)


def test_beslutningen_skriver_hvem_og_hvornaar(i_f2):
    godkend(i_f2, i_f2.dorte)
    gemt = Faseovergang.objects.get()
    assert (gemt.besluttet, gemt.besluttet_af, gemt.begrundelse) == (NU, i_f2.dorte, GRUND)


def test_projektet_gaar_til_den_naeste_hovedfase(i_f2):
    godkend(i_f2)
    i_f2.projekt.refresh_from_db()
    assert i_f2.projekt.fase == fase(i_f2, "F3")


def test_i_den_sidste_fase_bliver_projektet_staaende(verden):
    stil_i(verden, "F4")
    godkend(verden, kode="F4")
    verden.projekt.refresh_from_db()
    assert verden.projekt.fase == fase(verden, "F4")


def test_et_projekt_i_en_delfase_kan_forlade_hovedfasen(verden):
    stil_i(verden, "2.3")
    assert godkend(verden).projekt.fase == fase(verden, "F3")


def test_tjeklisten_fryses(i_f2):
    godkend(i_f2)
    loes(i_f2, "C01", "I01")
    assert [p.statusord for p in laes_tjekliste(overgang(i_f2)).parathed.punkter] == ["Ikke startet"] * 3


def test_oejebliksbilledet_har_version_tid_og_navn(i_f2):
    billede = godkend(i_f2, i_f2.anna).oejebliksbillede
    assert billede["katalogversion"] == "SAPA 1.0"
    assert billede["besluttet"] == NU.isoformat()
    assert billede["besluttet_af"] == "Anna Krogh"


def test_navnet_i_den_frosne_tjekliste_er_det_fra_dengang(i_f2):
    godkend(i_f2, i_f2.dorte)
    Plads.objects.filter(pk=i_f2.plads("styregruppeformand").pk).update(person=i_f2.bo)
    i_f2.dorte.navn = "Dorte Nytnavn"
    i_f2.dorte.save()
    frossen = laes_tjekliste(overgang(i_f2))
    assert frossen.beslutning.af == "Dorte Winther"
    assert frossen.underskrivere[1] == ("Styregruppeformand", "Dorte Winther")


def test_tidspunktet_vises_i_dansk_tid(i_f2):
    godkend(i_f2)
    assert laes_tjekliste(overgang(i_f2)).beslutning.tid.strftime("%H.%M") == "10.32"


def test_uden_begrundelse_afvises_den_naar_noget_obligatorisk_mangler(i_f2):
    with pytest.raises(Afvist, match="Der mangler obligatoriske tjekpunkter"):
        godkend(i_f2, grund="  ")
    assert not Faseovergang.objects.exists()


def test_uden_begrundelse_gaar_den_naar_kun_anbefalede_mangler(i_f2):
    loes(i_f2, "C01", "I01")
    assert godkend(i_f2, grund="").begrundelse == ""


def test_ikke_relevante_obligatoriske_kraever_ingen_begrundelse_for_overgangen(i_f2):
    loes(i_f2, "C01", "I01", status="ikke_relevant", begrundelse="Dækkes af KY")
    assert godkend(i_f2, grund="").besluttet == NU


def test_en_besluttet_overgang_kan_ikke_besluttes_igen(i_f2):
    godkend(i_f2)
    stil_i(i_f2, "F2")
    with pytest.raises(Afvist, match="allerede besluttet"):
        godkend(i_f2)


def test_to_der_har_hentet_den_samme_overgang_kan_ikke_begge_beslutte(i_f2):
    dortes, annas = overgang(i_f2), overgang(i_f2)
    beslut(Aktoer.person(i_f2.dorte), dortes, GRUND, NU)
    with pytest.raises(Afvist):
        beslut(Aktoer.person(i_f2.anna), annas, GRUND, NU)
    assert Faseovergang.objects.get().besluttet_af == i_f2.dorte


def test_en_fase_projektet_ikke_er_i_kan_ikke_besluttes(i_f2):
    with pytest.raises(Afvist, match="Projektet er i F2 Forberedelse"):
        godkend(i_f2, kode="F3")


def test_en_aendret_tjekliste_er_foraeldet_og_intet_gemmes(i_f2):
    set_ = laes_tjekliste(overgang(i_f2)).aftryk
    loes(i_f2, "C01")
    with pytest.raises(Foraeldet):
        godkend(i_f2, aftryk=set_)
    assert not Faseovergang.objects.exists()


def test_den_tjekliste_man_saa_kan_besluttes(i_f2):
    aftryk = laes_tjekliste(overgang(i_f2)).aftryk
    assert godkend(i_f2, i_f2.anna, aftryk=aftryk).besluttet_af == i_f2.anna


def test_beslutningen_staar_i_historikken(i_f2):
    godkend(i_f2, i_f2.dorte)
    h = Haendelse.objects.get(handling="faseovergang besluttet")
    assert (h.aktoer, h.projekt, h.gammel, h.ny, h.begrundelse) == (
        "Dorte Winther",
        i_f2.projekt,
        "F2 Forberedelse",
        "F3 Ibrugtagning",
        GRUND,
    )


@pytest.mark.parametrize("hvem", ["anna", "dorte"])
def test_projektleder_og_styregruppe_maa_beslutte(i_f2, hvem):
    assert godkend(i_f2, getattr(i_f2, hvem)).besluttet


@pytest.mark.parametrize("hvem", ["bo", "ada", "carl", "karen"])
def test_andre_maa_ikke_beslutte(i_f2, hvem):
    with pytest.raises(IkkeTilladt, match="Kun styregruppen og projektlederen"):
        godkend(i_f2, getattr(i_f2, hvem))
    i_f2.projekt.refresh_from_db()
    assert i_f2.projekt.fase == fase(i_f2, "F2")
