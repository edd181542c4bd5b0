"""En opgaves egen frist og egen regel."""

from datetime import date

import pytest

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.listen import forklar
from opgaver.models import Opgave
from opgaver.services.flytning import nye_ankre
from opgaver.services.frist import fjern_egen_regel, frigiv_frist, saet_egen_regel, saet_frist
from opgaver.services.opgave import saet_status
from projekter.aktoer import Aktoer
from projekter.models import Haendelse, Projekt
from tests.flytning.hjaelp import PAA, flyt


def anna(verden):
    return Aktoer.person(verden.anna)


def saet(verden, dato=date(2027, 4, 9), hvorfor="leverandøren er forsinket", **mere):
    return saet_frist(anna(verden), verden.opgave("A08"), dato, hvorfor, paa=PAA, **mere)


def forklaring(verden, kode="A08"):
    projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    return forklar([verden.opgave(kode)], projekt)[0].forklaring


def test_en_sat_frist_siger_hvem_hvornaar_og_hvorfor(verden):
    saet(verden)
    assert forklaring(verden) == (
        "sat til 9. april 2027 af Anna Krogh den 3. februar: leverandøren er forsinket. "
        "Reglen er 5 uger efter idriftsættelsesdato: 5. april 2027"
    )


def test_en_sat_frist_paa_en_fridag_advarer(verden):
    saet(verden, date(2027, 4, 10))
    assert "forsinket. Bemærk: 10. april 2027 er en lørdag. Reglen er" in forklaring(verden)


def test_en_beregnet_frist_viser_regnestykket(verden):
    assert forklaring(verden) == "5 uger efter idriftsættelse 1. marts 2027 = mandag 5. april"


def test_en_sat_frist_bliver_naar_datoerne_flyttes_og_frigives_til_reglens(verden):
    saet(verden)
    flyt(verden)
    assert verden.opgave("A08").frist == date(2027, 4, 9)
    frigiv_frist(anna(verden), verden.opgave("A08"))
    a08 = verden.opgave("A08")
    assert (a08.frist, a08.er_frist_laast, a08.frist_sat_af, a08.frist_begrundelse) == (
        date(2027, 4, 26), False, "", "",
    )  # fmt: skip


def test_en_frist_uden_begrundelse_afvises(verden):
    with pytest.raises(Afvist, match="begrundelse"):
        saet(verden, hvorfor=" ")


def test_en_frist_uden_for_kalenderens_aar_afvises(verden):
    with pytest.raises(Afvist, match="2101"):
        saet(verden, date(2101, 1, 1))


def test_en_gammel_udgave_afvises_og_intet_skrives(verden):
    saet(verden, udgave=1)
    with pytest.raises(Foraeldet):
        saet(verden, date(2027, 5, 5), udgave=1)
    assert verden.opgave("A08").frist == date(2027, 4, 9)


def test_bo_maa_ikke_saette_fristen(verden):
    with pytest.raises(IkkeTilladt):
        saet_frist(Aktoer.person(verden.bo), verden.opgave("A08"), PAA, "x", paa=PAA)


def test_en_lukket_opgaves_frist_kan_ikke_aendres(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=PAA)
    with pytest.raises(Afvist, match="lukket"):
        saet(verden)


def test_det_der_ikke_er_laast_kan_ikke_frigives(verden):
    with pytest.raises(Afvist, match="følger allerede"):
        frigiv_frist(anna(verden), verden.opgave("A08"))


def test_en_egen_regel_gaelder_i_stedet_for_kortets(verden):
    saet_egen_regel(anna(verden), verden.opgave("A08"), "senest 3 uger efter go-live")
    a08 = verden.opgave("A08")
    assert (a08.egen_regel, a08.frist) == ("3 uger efter go-live", date(2027, 4, 5))
    assert forklaring(verden) == (
        "3 uger efter go-live 15. marts 2027 = mandag 5. april "
        "(jeres egen regel; i kataloget står 5 uger efter idriftsættelsesdato)"
    )


def test_reglen_regnes_med_projektets_nye_datoer_selv_om_siden_er_fra_foer(verden):
    opgave = Opgave.objects.select_related("kort", "plan__projekt").get(pk=verden.opgave("A08").pk)
    flyt(verden, nye_ankre(verden.projekt.ankre, golive=date(2027, 4, 5)))
    saet_egen_regel(anna(verden), opgave, "go-live")
    assert verden.opgave("A08").frist == date(2027, 4, 5)


def test_katalogets_regel_kan_faas_igen(verden):
    saet_egen_regel(anna(verden), verden.opgave("A08"), "projektstart")
    fjern_egen_regel(anna(verden), verden.opgave("A08"))
    assert (verden.opgave("A08").egen_regel, verden.opgave("A08").frist) == ("", date(2027, 4, 5))


def test_en_uforstaaelig_regel_afvises_med_raad(verden):
    with pytest.raises(Afvist, match="er ikke forstået"):
        saet_egen_regel(anna(verden), verden.opgave("A08"), "6. juni")


def test_en_tom_regel_afvises(verden):
    with pytest.raises(Afvist, match="Skriv den regel"):
        saet_egen_regel(anna(verden), verden.opgave("A08"), " - ")


def test_en_laast_frist_bliver_naar_reglen_skiftes(verden):
    saet(verden)
    saet_egen_regel(anna(verden), verden.opgave("A08"), "go-live")
    assert verden.opgave("A08").frist == date(2027, 4, 9)


def test_kortet_uden_regel_kan_faa_en(verden):
    saet_egen_regel(anna(verden), verden.opgave("G07"), "3 måneder efter go-live")
    assert verden.opgave("G07").frist == date(2027, 6, 15)


def test_alle_fire_handlinger_staar_i_historikken(verden):
    saet(verden)
    frigiv_frist(anna(verden), verden.opgave("A08"))
    saet_egen_regel(anna(verden), verden.opgave("A08"), "projektstart")
    fjern_egen_regel(anna(verden), verden.opgave("A08"))
    handlinger = list(Haendelse.objects.order_by("pk").values_list("handling", flat=True))[-6:]
    assert handlinger == ["frist sat", "frist frigivet", *["regel sat", "frist regnet om"] * 2]


def test_uden_anker_vises_reglen_og_opgaven_staar_sidst(verden):
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=None)
    Opgave.objects.filter(pk=verden.opgave("G01").pk).update(frist=None)
    assert forklaring(verden, "G01").startswith("5 arbejdsdage før go-live – projektet har endnu ikke")
    i_orden = Opgave.objects.i_projekt(verden.projekt).efter_frist().values_list("kort__kode", flat=True)
    assert list(i_orden)[-2:] == ["G01", "G07"]


def test_genaabnes_en_opgave_staar_den_nye_frist_i_historikken(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=PAA)
    flyt(verden)
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=PAA)
    haendelse = Haendelse.objects.get(handling="frist regnet om", genstand_id=verden.opgave("A08").pk)
    assert (haendelse.gammel, haendelse.ny) == ("5. april 2027", "26. april 2027")


def test_genaabnes_en_opgave_med_samme_frist_noteres_den_ikke(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=PAA)
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=PAA)
    assert not Haendelse.objects.filter(handling="frist regnet om").exists()


@pytest.mark.parametrize("regel", ["1. maj 2028", "4. kvartal 2027"])
def test_en_egen_regel_uden_anker_afvises_og_peger_paa_en_anden_dato(verden, regel):
    with pytest.raises(Afvist, match="Sæt en anden dato"):
        saet_egen_regel(anna(verden), verden.opgave("A08"), regel)


def test_en_udgaaet_opgave_siger_at_den_er_udgaaet(verden):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(er_udgaaet=True)
    flyt(verden)
    assert (
        forklaring(verden)
        == "5. april 2027 gjaldt, da opgaven udgik af kataloget; datoerne, kalenderen eller kataloget er ændret siden"
    )


def test_en_dato_uden_for_aarene_siger_ikke_at_projektet_mangler_den(verden):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(frist=None, egen_regel="30 måneder efter go-live")
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=date(2099, 6, 1))
    assert forklaring(verden).endswith("datoen ligger uden for årene 1990-2100")
