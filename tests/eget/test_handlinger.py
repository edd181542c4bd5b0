"""Fase, kriterier og tekst, som er kommunens egne."""

import pytest

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse
from faser.models import Fase
from opgaver.fremdrift import fremdrift_efter
from opgaver.kriterier import laes_kriterier, noegle
from opgaver.models import Opgave
from opgaver.services.eget import saet_egen_fase, saet_egen_tekst, saet_egne_kriterier, saet_kriterium
from opgaver.services.opgave import saet_status
from projekter.models import Haendelse
from tests.eget.hjaelp import NU, anna, bo, fase, med_kriterier, skriv_kort
from tests.medvirkende import I_DAG, lav_model


def seneste(verden):
    h = Haendelse.objects.first()
    return h.handling, h.gammel, h.ny


def test_en_egen_fase_gaelder_i_stedet_for_katalogets(verden):
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F3"))
    a08 = verden.opgave("A08")
    assert (a08.fase.kode, a08.egen_fase.kode, a08.kort.fase.kode) == ("F3", "F3", "2.2")
    assert seneste(verden) == ("fase sat", "2.2 Klargøring", "F3 Ibrugtagning")


def test_fremdriften_taeller_opgaven_i_sin_egen_fase(verden):
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F3"))
    tal = fremdrift_efter(Opgave.objects.i_projekt(verden.projekt), "fase", I_DAG)
    assert (tal[fase(verden, "2.2").pk].i_alt, tal[fase(verden, "F3").pk].i_alt) == (1, 2)


@pytest.mark.parametrize("tilbage", [None, "2.2"])
def test_katalogets_fase_kan_faas_igen(verden, tilbage):
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F3"))
    saet_egen_fase(anna(verden), verden.opgave("A08"), tilbage and fase(verden, tilbage))
    assert (verden.opgave("A08").egen_fase, verden.opgave("A08").fase.kode) == (None, "2.2")
    assert seneste(verden)[1:] == ("F3 Ibrugtagning", "2.2 Klargøring (katalogets)")


def test_en_fase_fra_en_anden_model_afvises(verden):
    fremmed = Fase.objects.get(model=lav_model("vitas"), kode="F3")
    with pytest.raises(Afvist, match="en anden fasemodel"):
        saet_egen_fase(anna(verden), verden.opgave("A08"), fremmed)


def test_egne_kriterier_bliver_en_linje_hver_uden_punkttegn_og_gentagelser(verden):
    saet_egne_kriterier(
        anna(verden), verden.opgave("A08"), " - Lederen har sagt ja \r\n\r\n• Alle er hørt\nalle er hørt."
    )
    assert verden.opgave("A08").egne_kriterier == "Lederen har sagt ja\nAlle er hørt"


@pytest.mark.parametrize(("tekst", "ord_"), [("x" * 301, "301 tegn"), ("\n".join(map(str, range(31))), "31 kriterier")])
def test_for_lange_og_for_mange_kriterier_afvises(verden, tekst, ord_):
    with pytest.raises(Afvist, match=ord_):
        saet_egne_kriterier(anna(verden), verden.opgave("A08"), tekst)


def test_egen_tekst_beholder_afsnit_og_staar_i_historikken(verden):
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "\r\nRing til Bo.\r\n\r\n  Skriv det i Acadre. \r\n")
    assert verden.opgave("A08").egen_tekst == "Ring til Bo.\n\n  Skriv det i Acadre."
    assert seneste(verden) == ("egen tekst sat", "", "Ring til Bo.\n\n  Skriv det i Acadre.")


def test_en_for_lang_tekst_afvises(verden):
    with pytest.raises(Afvist, match="10001 tegn"):
        saet_egen_tekst(anna(verden), verden.opgave("A08"), "x" * 10_001)


def test_udfoereren_maa_skrive_teksten_men_ikke_fase_og_kriterier(verden):
    saet_egen_tekst(bo(verden), verden.opgave("A08"), "Sådan gør jeg")
    for handling, vaerdi in ((saet_egen_fase, fase(verden, "F3")), (saet_egne_kriterier, "x")):
        with pytest.raises(IkkeTilladt):
            handling(bo(verden), verden.opgave("A08"), vaerdi)
    assert verden.opgave("A08").egen_tekst == "Sådan gør jeg"


def test_den_der_ikke_har_opgaven_maa_ikke_skrive(verden):
    bo(verden)
    with pytest.raises(IkkeTilladt, match="den, der er ansvarlig"):
        saet_egen_tekst(bo(verden), verden.opgave("C01"), "x")


@pytest.mark.parametrize(
    ("handling", "vaerdi"), [(saet_egen_fase, None), (saet_egne_kriterier, "x"), (saet_egen_tekst, "x")]
)
def test_en_udgaaet_opgave_kan_ikke_faa_noget_eget(verden, handling, vaerdi):
    Opgave.objects.filter(kort__kode="A08").update(er_udgaaet=True)
    with pytest.raises(Afvist, match="udgået"):
        handling(anna(verden), verden.opgave("A08"), vaerdi)


def test_en_gammel_udgave_afvises_og_intet_skrives(verden):
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "Den første", udgave=1)
    with pytest.raises(Foraeldet):
        saet_egen_tekst(anna(verden), verden.opgave("A08"), "Den anden", udgave=1)
    assert verden.opgave("A08").egen_tekst == "Den første"


def test_det_samme_igen_aendrer_og_noterer_intet(verden):
    for _ in range(2):
        saet_egne_kriterier(anna(verden), verden.opgave("A08"), "Lederen har sagt ja")
    assert (verden.opgave("A08").udgave, Haendelse.objects.filter(handling__contains="kriterier sat").count()) == (2, 1)


def test_et_flueben_siger_hvem_og_hvornaar_og_kan_saettes_to_gange(verden):
    udfoerer, opgave = bo(verden), med_kriterier(verden)
    for _ in range(2):
        saet_kriterium(udfoerer, opgave, noegle("Planen er godkendt."), True, nu=NU)
    flueben = opgave.kriterieflueben.get()
    assert (flueben.hvem, flueben.hvornaar, flueben.tekst) == ("Bo Lindgaard", NU, "Planen er godkendt.")
    assert Haendelse.objects.filter(handling="kriterium krydset af").count() == 1
    assert laes_kriterier(opgave).mangler == "2 af 3 kvalitetskriterier er ikke krydset af"


def test_et_flueben_kan_fjernes_igen_og_fjernes_to_gange(verden):
    opgave = med_kriterier(verden)
    for sat in (True, False, False):
        saet_kriterium(anna(verden), opgave, noegle("Alle er hørt"), sat, nu=NU)
    assert not opgave.kriterieflueben.exists()
    assert seneste(verden) == ("kriterium ikke opfyldt alligevel", "Alle er hørt.", "")
    assert Haendelse.objects.filter(handling="kriterium ikke opfyldt alligevel").count() == 1


def test_et_nyt_kort_beholder_flueben_med_samme_ord_og_viser_de_andre(verden):
    opgave = med_kriterier(verden)
    for tekst in ("Alle er hørt.", "Planen er godkendt."):
        saet_kriterium(anna(verden), opgave, noegle(tekst), True, nu=NU)
    skriv_kort(opgave, kvalitetskriterier="<ul><li>Planen er godkendt</li><li>Alle er hørt og enige</li></ul>")
    kriterier = laes_kriterier(verden.opgave("A08"))
    assert [bool(et.flueben) for et in kriterier.krav] == [True, False]
    assert [et.tekst for et in kriterier.tidligere] == ["Alle er hørt."]


def test_et_kriterium_der_ikke_staar_der_kan_ikke_krydses_af(verden):
    with pytest.raises(Afvist, match="står ikke på A08 mere"):
        saet_kriterium(anna(verden), med_kriterier(verden), noegle("Noget helt andet"), True, nu=NU)


def test_den_der_ikke_har_opgaven_maa_ikke_krydse_kriterier_af(verden):
    with pytest.raises(IkkeTilladt):
        saet_kriterium(bo(verden, "C01"), med_kriterier(verden), noegle("Alle er hørt"), True, nu=NU)


@pytest.fixture
def passeret(verden):
    """Projektet er i F3, og A08 i 2.2 er ikke relevant."""
    saet_status(anna(verden), verden.opgave("A08"), "ikke_relevant", paa=I_DAG, begrundelse="Bruges ikke")
    verden.projekt.fase = fase(verden, "F3")
    verden.projekt.save()
    return verden.opgave("A08")


@pytest.mark.parametrize("grund", ["", " ", "Bruges ikke"])
def test_en_passeret_fases_opgave_aabnes_kun_med_en_ny_begrundelse(verden, passeret, grund):
    with pytest.raises(ManglerBegrundelse, match=r"gået videre til F3 Ibrugtagning, og A08 hører til 2\.2"):
        saet_status(anna(verden), passeret, "i_gang", paa=I_DAG, begrundelse=grund)
    assert verden.opgave("A08").status == "ikke_relevant"


def test_med_en_ny_begrundelse_aabnes_den(verden, passeret):
    saet_status(anna(verden), passeret, "i_gang", paa=I_DAG, begrundelse="Den skulle alligevel bruges")
    assert seneste(verden)[2] == "I gang"


@pytest.mark.parametrize("kode", ["F3", "F4"])
def test_en_opgave_flyttet_til_projektets_fase_eller_en_senere_aabnes_uden(verden, passeret, kode):
    saet_egen_fase(anna(verden), passeret, fase(verden, kode))
    assert saet_status(anna(verden), passeret, "i_gang", paa=I_DAG).status == "i_gang"


def test_en_anden_delfase_af_projektets_fase_er_ikke_passeret(verden, passeret):
    verden.projekt.fase = fase(verden, "2.3")
    verden.projekt.save()
    assert saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=I_DAG).status == "i_gang"


@pytest.fixture
def omvejen(verden, passeret):
    """A08 er flyttet til F4 og åbnet dér, så den er åben, mens katalogets fase er passeret."""
    saet_egen_fase(anna(verden), passeret, fase(verden, "F4"))
    return saet_status(anna(verden), passeret, "i_gang", paa=I_DAG)


@pytest.mark.parametrize("kode", [None, "2.3"])
def test_en_aaben_opgave_flyttes_kun_til_en_passeret_fase_med_en_begrundelse(verden, omvejen, kode):
    with pytest.raises(ManglerBegrundelse, match=r"gået videre til F3 Ibrugtagning, og A08 er åben"):
        saet_egen_fase(anna(verden), omvejen, kode and fase(verden, kode), begrundelse=" ")
    assert verden.opgave("A08").egen_fase == fase(verden, "F4")


def test_begrundelsen_for_at_flytte_den_staar_i_historikken(verden, omvejen):
    saet_egen_fase(anna(verden), omvejen, None, begrundelse="Vi gør den færdig alligevel")
    assert Haendelse.objects.get(begrundelse="Vi gør den færdig alligevel").handling == "fase sat"


def test_en_lukket_eller_alt_passeret_opgave_flyttes_uden_begrundelse(verden, passeret):
    assert saet_egen_fase(anna(verden), passeret, fase(verden, "2.3")).fase == fase(verden, "2.3")
    saet_status(anna(verden), passeret, "i_gang", paa=I_DAG, begrundelse="Den skulle alligevel bruges")
    assert saet_egen_fase(anna(verden), passeret, None).fase == fase(verden, "2.2")
