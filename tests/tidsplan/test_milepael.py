"""Milepælen, planen går videre forbi: hvem der må, hvad der skal skrives, og hvad faseovergangen gør med den."""

import pytest
from django.urls import reverse

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse
from opgaver.services.milepael import afvent_milepael, lad_fortsaette
from opgaver.services.opgave import saet_status
from overblik.venter import klar_til_beslutning
from overgange.regler import Parathed, Tilstand, Tjekpunkt
from overgange.services import beslut
from overgange.tjekliste import laes_tjekliste
from projekter.aktoer import Aktoer
from projekter.models import Haendelse
from tests.medvirkende import I_DAG
from tests.overgange.hjaelp import NU, overgang, punkt, ret_kort, stil_i

GRUND = "Brugerne oprettes af it i næste uge"


def dorte(verden):
    return Aktoer.person(verden.dorte)


def fortsaet(verden, kode="C01", **mere):
    return lad_fortsaette(dorte(verden), verden.opgave(kode), GRUND, paa=I_DAG, **mere)


def test_et_fortsaettende_punkt_holder_ikke_tilbage_men_er_en_betingelse():
    parathed = Parathed((punkt(fortsaet_grund=GRUND), punkt(status="fuldfoert", fortsaet_grund=GRUND)))
    assert [et.tilstand for et in parathed.punkter] == [Tilstand.FORTSAETTER, Tilstand.OPFYLDT]
    assert parathed.er_klar and not parathed.er_uden_betingelser
    assert parathed.tekst == "1 af 2 opfyldt, 1 kan fortsætte"


def test_et_frosset_punkt_fra_foer_der_var_kan_fortsaette_kan_laeses():
    gammelt = punkt().som_data()
    del gammelt["fortsaet_grund"], gammelt["fortsaet_af"]
    assert Tjekpunkt.fra_data(gammelt).tilstand == Tilstand.MANGLER


def test_grunden_staar_paa_opgaven_og_i_historikken_og_kan_fortrydes(verden):
    opgave = fortsaet(verden)
    assert (opgave.fortsaetter, opgave.fortsaet_af, opgave.fortsaet_dato) == (True, "Dorte Winther", I_DAG)
    afvent_milepael(dorte(verden), verden.opgave("C01"))
    assert not verden.opgave("C01").fortsaetter
    skrevet = Haendelse.objects.filter(felt="grunden til at fortsætte").order_by("pk").values_list("gammel", "ny")
    assert list(skrevet) == [("", GRUND), (GRUND, "")]
    sidst = Haendelse.objects.filter(felt="grunden til at fortsætte").order_by("pk").last()
    assert sidst.handling == "grunden til at fortsætte fjernet"


@pytest.mark.parametrize(
    ("kode", "grund", "fejl"),
    [("A08", GRUND, Afvist), ("C01", "  ", ManglerBegrundelse), ("P01", GRUND, Afvist)],
)
def test_kun_en_aaben_milepael_med_en_grund_kan_fortsaette(verden, kode, grund, fejl):
    saet_status(dorte_som_leder(verden), verden.opgave("P01"), "fuldfoert", paa=I_DAG)
    with pytest.raises(fejl):
        lad_fortsaette(dorte(verden), verden.opgave(kode), grund, paa=I_DAG)
    assert not verden.opgave(kode).fortsaet_grund


def dorte_som_leder(verden):
    return Aktoer.person(verden.anna)


def test_udfoereren_maa_ikke_og_en_gammel_formular_afvises(verden):
    with pytest.raises(IkkeTilladt):
        lad_fortsaette(Aktoer.person(verden.bo), verden.opgave("C01"), GRUND, paa=I_DAG)
    fortsaet(verden)
    with pytest.raises(Foraeldet):
        fortsaet(verden, "I01", udgave=0)
    with pytest.raises(Foraeldet):
        afvent_milepael(dorte(verden), verden.opgave("C01"), udgave=1)


def test_planen_kan_ogsaa_fortsaette_forbi_et_tjekpunkt_der_ikke_er_en_milepael(verden, som):
    ret_kort(verden, "C01", er_milepael=False)
    opgave = fortsaet(verden)
    assert (opgave.er_tjekpunkt, opgave.er_milepael, opgave.fortsaetter) == (True, False, True)
    assert "C01" in [et.kode for et in laes_tjekliste(overgang(verden, "F2")).parathed.fortsaettende]
    side = som(verden.dorte).get(opgave.get_absolute_url()).content.decode()
    assert ">Tjekpunkt</h2>" in side and "vent på tjekpunktet" in side and "ilepæl" not in side


def test_overgangen_besluttes_med_grunden_som_betingelse_og_fryser_den(verden):
    stil_i(verden, "F2")
    fortsaet(verden, "I01")
    fortsaet(verden)
    besluttet = beslut(dorte(verden), overgang(verden), "", NU)
    fortryd = verden.opgave("C01")
    afvent_milepael(dorte(verden), fortryd)
    frosne = laes_tjekliste(besluttet).parathed.fortsaettende
    assert {(et.kode, et.fortsaet_grund, et.fortsaet_af) for et in frosne} == {
        ("C01", GRUND, "Dorte Winther"),
        ("I01", GRUND, "Dorte Winther"),
    }


def test_overgangen_venter_paa_et_svar_naar_det_sidste_obligatoriske_kan_fortsaette(verden):
    stil_i(verden, "F2")
    fortsaet(verden, "I01")
    assert klar_til_beslutning([verden.projekt]) == []
    fortsaet(verden)
    assert klar_til_beslutning([verden.projekt]) == [verden.projekt]


def test_kortet_status_og_tjeklisten_siger_at_planen_kan_fortsaette(verden, som):
    fortsaet(verden)
    opgave, klient = verden.opgave("C01"), som(verden.dorte)
    sti = verden.projekt.adresse
    for adresse in (
        opgave.get_absolute_url(),
        reverse("status:vis", args=sti),
        reverse("overgange:vis", args=(*sti, "F2")),
        reverse("tidsplan:vis", args=sti),
    ):
        side = klient.get(adresse).content.decode()
        assert GRUND in side and "an fortsætte" in side, adresse


def test_formularen_gemmer_fortryder_og_bevarer_det_skrevne(verden, som):
    opgave, klient = verden.opgave("C01"), som(verden.dorte)
    fortsaet_, afvent = (reverse(f"tidsplan:{navn}", args=(*verden.projekt.adresse, opgave.pk)) for navn in
                         ("fortsaet", "afvent"))  # fmt: skip
    assert klient.post(fortsaet_, {"grund": "", "udgave": 1}).status_code == 422
    svar = klient.post(fortsaet_, {"grund": GRUND, "udgave": 1}, follow=True)
    assert "Planen kan fortsætte, selv om C01 ikke er afgjort." in svar.content.decode()
    igen = klient.post(fortsaet_, {"grund": "En anden grund", "udgave": 1})
    assert igen.status_code == 409 and "En anden grund" in igen.content.decode()
    assert "Du satte grunden til at fortsætte til" in igen.content.decode()
    assert [klient.post(afvent, {"udgave": nr}).status_code for nr in (1, 2)] == [409, 302]
    assert not verden.opgave("C01").fortsaetter
