"""Kommunens eget på kortets side, og hvad der siges, når opgaven fuldføres og åbnes igen."""

import re

import pytest

from opgaver.kriterier import noegle
from opgaver.models import Opgave
from opgaver.services.eget import saet_egen_fase, saet_egen_tekst, saet_egne_kriterier, saet_kriterium
from opgaver.services.opgave import saet_status
from tests.eget.hjaelp import HTMX, NU, adresse, anna, bo, fase, med_kriterier, skriv_kort
from tests.medvirkende import I_DAG

FULDFOERT = {"status": "fuldfoert", "udgave": 1}


def test_kortet_viser_jeres_egen_fase_ved_siden_af_katalogets(verden, som):
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F3"))
    vist = som(verden.anna).get(adresse("kort", verden.opgave("A08").pk)).text
    assert "F3 Ibrugtagning" in vist and "Jeres egen fase" in vist and "I kataloget: 2.2 Klargøring" in vist


def test_listen_maerker_en_opgave_i_sin_egen_fase(verden, som):
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F3"))
    raekke = som(verden.anna).get(f"{verden.projekt.get_absolute_url()}?fase=F3").text
    assert "A08" in raekke and "Egen fase" in raekke


def test_fasen_gemt_med_htmx_giver_ogsaa_kortets_hoved_det_nye(verden, som):
    data = {"fase": fase(verden, "F3").pk, "udgave": 1}
    svar = som(verden.anna).post(adresse("saet_fase", verden.opgave("A08").pk), data, headers=HTMX)
    assert 'id="kort-fase" hx-swap-oob="true"' in svar.text and "<html" not in svar.text
    assert "A08 står nu i F3 Ibrugtagning, jeres egen fase." in svar.text


def test_kortet_spoerger_om_begrundelsen_og_gemmer_med_den(verden, som):
    saet_egen_fase(anna(verden), verden.opgave("A08"), fase(verden, "F4"))
    verden.projekt.fase = fase(verden, "F3")
    verden.projekt.save()
    klient, sti, data = som(verden.anna), adresse("saet_fase", verden.opgave("A08").pk), {"fase": "", "udgave": 2}
    svar = klient.post(sti, data)
    assert svar.status_code == 422 and "hvorfor den flyttes" in svar.text
    assert klient.post(sti, data | {"begrundelse": "Den skal nås"}).status_code == 302


def test_en_fase_fra_en_anden_model_er_en_fejl_ved_feltet(verden, som):
    svar = som(verden.anna).post(adresse("saet_fase", verden.opgave("A08").pk), {"fase": 999999, "udgave": 1})
    assert svar.status_code == 422 and "findes ikke i opgavens fasemodel" in svar.text


def test_et_eget_kriterium_udgiveren_ogsaa_har_siges_ved_gem(verden, som):
    opgave = med_kriterier(verden)
    data = {"kriterier": "alle er hørt\nLederen har sagt ja", "udgave": 1}
    svar = som(verden.anna).post(adresse("saet_kriterier", opgave.pk), data, headers=HTMX).text
    assert "»alle er hørt« står der allerede fra udgiveren" in svar and "»Lederen har sagt ja« står" not in svar


def test_egen_tekst_vises_med_afsnit_og_aldrig_som_html(verden, som):
    klient, pk = som(verden.anna), verden.opgave("A08").pk
    svar = klient.post(adresse("saet_tekst", pk), {"tekst": "Ring til Bo.\r\n\r\n<b>Husk</b>", "udgave": 1})
    assert svar.status_code == 302 and svar.url.endswith("#egen-tekst")
    assert "<p>Ring til Bo.</p>\n\n<p>&lt;b&gt;Husk&lt;/b&gt;</p>" in klient.get(adresse("kort", pk)).text


@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_en_foraeldet_tekst_viser_begge_og_beholder_det_skrevne(verden, som, hoved):
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "Den andens ord")
    data = {"tekst": "Mine ord", "udgave": 1}
    svar = som(verden.anna).post(adresse("saet_tekst", verden.opgave("A08").pk), data, headers=hoved)
    assert svar.status_code == 409 and "Den andens ord" in svar.text and "Mine ord</textarea>" in svar.text
    assert 'name="udgave" value="2"' in svar.text and verden.opgave("A08").egen_tekst == "Den andens ord"


def test_en_uaendret_tekst_fra_en_gammel_side_giver_den_ikke_den_nye_udgave(verden, som):
    klient, pk = som(verden.anna), verden.opgave("A08").pk
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=I_DAG)
    svar = klient.post(adresse("saet_tekst", pk), {"tekst": "", "udgave": 1}, headers=HTMX)
    assert svar.status_code == 200 and 'name="udgave" value="1"' in svar.text
    assert klient.post(adresse("saet_tekst", pk), {"tekst": "Ny", "udgave": 1}).status_code == 409


def test_en_gemt_tekst_giver_formularen_den_nye_udgave(verden, som):
    data = {"tekst": "Ny", "udgave": 1}
    svar = som(verden.anna).post(adresse("saet_tekst", verden.opgave("A08").pk), data, headers=HTMX)
    assert 'name="udgave" value="2"' in svar.text


def test_en_for_lang_tekst_afvises_og_staar_der_endnu(verden, som):
    svar = som(verden.anna).post(
        adresse("saet_tekst", verden.opgave("A08").pk), {"tekst": "x" * 10_001, "udgave": 1}, headers=HTMX
    )
    assert svar.status_code == 422 and "x" * 10_001 in svar.text
    assert '<div id="meddelelser" hx-swap-oob="innerHTML"></div>' in svar.text


def test_et_linjeskift_taeller_som_ét_tegn(verden, som):
    tekst = "x" * 4_999 + "\r\n" + "x" * 5_000
    som(verden.anna).post(adresse("saet_tekst", verden.opgave("A08").pk), {"tekst": tekst, "udgave": 1})
    assert len(verden.opgave("A08").egen_tekst) == 10_000


def test_for_mange_kriterier_siges_i_en_saetning_og_staar_der_endnu(verden, som):
    data = {"kriterier": "\n".join(f"Krav {n}" for n in range(31)), "udgave": 1}
    svar = som(verden.anna).post(adresse("saet_kriterier", verden.opgave("A08").pk), data, headers=HTMX)
    assert svar.status_code == 422 and "der er plads til 30" in svar.text and "Krav 30</textarea>" in svar.text


def test_egne_kriterier_er_maerket_som_jeres_egne(verden, som):
    saet_egne_kriterier(anna(verden), med_kriterier(verden), "Lederen har sagt ja")
    vist = som(verden.anna).get(adresse("kort", verden.opgave("A08").pk)).text
    assert "Jeres egne</span>" in vist and "0 af 4 krydset af" in vist


def test_et_flueben_svarer_med_listen_og_spoergsmaalet_ved_knappen(verden, som):
    opgave = med_kriterier(verden)
    data = {"noegle": noegle("Alle er hørt"), "opfyldt": "on"}
    svar = som(verden.anna).post(adresse("saet_kriterium", opgave.pk), data, headers=HTMX)
    assert "1 af 3 krydset af" in svar.text and "Krydset af: Alle er hørt." in svar.text
    assert (
        f'id="opgave-{opgave.pk}-mangler" hx-swap-oob="true"' in svar.text and "2 af 3 kvalitetskriterier" in svar.text
    )
    assert "<textarea" not in svar.text


def test_et_flueben_uden_javascript_foerer_tilbage_til_kriterierne(verden, som):
    data = {"noegle": noegle("Alle er hørt"), "opfyldt": "on"}
    svar = som(verden.anna).post(adresse("saet_kriterium", med_kriterier(verden).pk), data)
    assert svar.status_code == 302 and svar.url.endswith("#kriterier")


def test_dorte_ser_kriterierne_uden_at_kunne_krydse_dem_af(verden, som):
    saet_kriterium(anna(verden), med_kriterier(verden), noegle("Alle er hørt"), True, nu=NU)
    vist = som(verden.dorte).get(adresse("kort", verden.opgave("A08").pk)).text
    assert "Krydset af: Anna Krogh" in vist and "kriterium/" not in vist and "Skriv, hvordan I gør" not in vist


def test_bo_kan_skrive_teksten_paa_sin_opgave_og_ikke_kriterierne(verden, som):
    bo(verden)
    vist = som(verden.bo).get(adresse("kort", verden.opgave("A08").pk)).text
    assert "Skriv, hvordan I gør" in vist and "Tilføj jeres egne" not in vist and "en anden fase" not in vist


def test_kortet_spoerger_om_resultatet_og_de_kriterier_der_mangler(verden, som):
    skriv_kort(med_kriterier(verden), resultat="<p>En godkendt plan</p>")
    vist = som(verden.anna).get(adresse("kort", verden.opgave("A08").pk)).text.split('class="fuldfoer"')[1]
    assert "Resultatet er nået: En godkendt plan</label>" in vist and "checked" not in vist.split("</label>")[0]
    assert "3 af 3 kvalitetskriterier er ikke krydset af" in vist


def test_kortet_fuldfoeres_med_kriterier_der_mangler_naar_spoergsmaalet_er_set(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    spurgt = klient.post(adresse("ret", opgave.pk), FULDFOERT)
    assert spurgt.status_code == 422 and verden.opgave("A08").status == "ikke_startet"
    assert "autofocus" in spurgt.text and "3 af 3 kvalitetskriterier er ikke" in spurgt.text
    svaret = re.search(r'name="bekraeftet" value="(\w+)"', spurgt.text)[1]
    svar = klient.post(adresse("ret", opgave.pk), FULDFOERT | {"bekraeftet": svaret}, follow=True)
    assert "A08 er gemt: Fuldført." in svar.text and verden.opgave("A08").status == "fuldfoert"


@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_kortet_spoerger_ogsaa_naar_intet_mangler_og_beholder_det_skrevne(verden, som, hoved):
    data = FULDFOERT | {"begrundelse": "Alt er på plads"}
    svar = som(verden.anna).post(adresse("ret", verden.opgave("A08").pk), data, headers=hoved)
    assert svar.status_code == 422 and verden.opgave("A08").er_aaben
    assert "Kryds af, at resultatet er nået" in svar.text and "Alt er på plads</textarea>" in svar.text
    assert svar.text.count("data-fokus") == svar.text.count("autofocus data-fokus") == 1


def test_er_alt_krydset_af_siges_der_intet(verden, som):
    opgave = med_kriterier(verden, "Alle er hørt")
    saet_kriterium(anna(verden), opgave, noegle("Alle er hørt"), True, nu=NU)
    svar = som(verden.anna).post(adresse("afkryds", opgave.pk), {"faerdig": "on", "udgave": 1}, headers=HTMX)
    assert "A08 er gemt: Fuldført.</div>" in svar.text and "Bemærk" not in svar.text


@pytest.fixture
def passeret(verden):
    """A08 er fuldført, og projektet er gået videre til F3."""
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    verden.projekt.fase = fase(verden, "F3")
    verden.projekt.save()
    return verden.opgave("A08")


def test_fjernes_fluebenet_i_en_passeret_fase_aabnes_raekken_saa_man_kan_skrive_hvorfor(verden, som, passeret):
    svar = som(verden.anna).post(adresse("afkryds", passeret.pk), {"udgave": 2}, headers=HTMX)
    assert svar.status_code == 422 and "hvorfor den åbnes igen" in svar.text and "opgave-ret" in svar.text
    assert '<option value="ikke_startet" selected>' in svar.text and verden.opgave("A08").status == "fuldfoert"


def test_uden_javascript_er_det_kortets_formular(verden, som, passeret):
    svar = som(verden.anna).post(adresse("afkryds", passeret.pk), {"udgave": 2})
    assert svar.status_code == 422 and "<html" in svar.text and "hvorfor den åbnes igen" in svar.text
    assert '<option value="ikke_startet" selected>' in svar.text and "Begrundelse</label>" in svar.text


def test_med_en_begrundelse_aabnes_opgaven_igen(verden, som, passeret):
    data = {"status": "i_gang", "begrundelse": "Der var en fejl i planen", "udgave": 2}
    assert som(verden.anna).post(adresse("ret", passeret.pk), data).status_code == 302
    assert Opgave.objects.get(pk=passeret.pk).status == "i_gang"


def test_en_lang_tekst_foldes_i_projektets_historik(verden, som):
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "Vi gør det sådan. " * 20)
    vist = som(verden.anna).get(f"{verden.projekt.get_absolute_url()}historik/").text
    assert '<details class="hvorfor"><summary>Vi gør det sådan.' in vist
