"""Siden og kommandoen for indhentningsplanen."""

import json
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from opgaver.models import Flytning
from opgaver.services.indhentning import se_indhentning
from projekter.models import Etape
from tests.flytning.sider import skjulte
from tests.indhentning.hjaelp import NU, PAA, URL, frist, koder
from tests.indhentning.test_handling import lav_lokale, paa_pause

pytestmark = pytest.mark.django_db
HVEM = ("--kommune", "0751", "--loesning", "SAPA")


@pytest.fixture(autouse=True)
def dagen(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NU)


def ja(klient, vist, **mere):
    vist_antal = {"pr_uge": vist.context["plan"].pr_uge}
    return klient.post(URL, skjulte(vist) | vist_antal | {"begrundelse": "Sen start"} | mere, follow=True)


def koer(capsys, *valg):
    call_command("indhentningsplan", *HVEM, "--json", *valg)
    return json.loads(capsys.readouterr().out)


def test_en_leder_ser_planen_udelader_en_og_anvender_resten(verden, som):
    anna = som(verden.anna)
    vist = anna.get(URL)
    assert "2 frister er overskredet" in vist.text
    assert "2 frister var overskredet 9. februar 2027" in vist.text
    svar = ja(anna, vist, undtag=verden.opgave("K03").pk)
    assert "Indhentningsplanen gælder" in svar.text
    assert "1 opgave fik en ny frist" in svar.text
    assert (verden.opgave("P01").frist, verden.opgave("K03").frist) == (date(2027, 2, 12), date(2026, 12, 21))
    assert "Fortryd indhentningsplanen" in svar.text
    fortryd = anna.get(reverse("flyt:fortryd", args=("0751", "SAPA", Flytning.objects.get().pk))).text
    assert "når du fortryder indhentningsplanen" in fortryd and "Ja, fortryd indhentningsplanen" in fortryd


def test_et_andet_antal_laver_planen_om_og_et_forkert_siger_hvad(verden, som):
    frist("C01", frist=date(2027, 2, 1))
    anna = som(verden.anna)
    sider = (f"{URL}?pr_uge=5", f"{URL}?pr_uge=1")
    assert [anna.get(side).text.count("<strong>12.02.2027") for side in sider] == [3, 1]
    svar = anna.get(f"{URL}?pr_uge=nul")
    assert (svar.status_code, "Skriv et tal mellem 1 og 50." in svar.text) == (422, True)


def test_uden_et_antal_bruger_planen_tiden_frem_og_ikke_kun_den_foerste_uge(verden, som):
    frist("C01", frist=date(2027, 2, 1))
    svar = som(verden.anna).get(URL)
    assert 'value="2"' in svar.text and svar.text.count("<strong>12.02.2027") == 2


def test_ved_et_forkert_antal_staar_der_ingen_plan_at_anvende(verden, som):
    svar = som(verden.anna).get(f"{URL}?pr_uge=0")
    assert (svar.status_code, "Anvend planen" in svar.text, "Lav planen om" in svar.text) == (422, False, True)


@pytest.mark.parametrize(("pr_uge", "status"), [("3", 200), ("nul", 422)])
def test_det_skrevne_og_udeladte_staar_endnu_naar_antallet_bliver_et_andet(verden, som, pr_uge, status):
    anna, udeladt = som(verden.anna), verden.opgave("K03").pk
    data = skjulte(anna.get(URL)) | {"begrundelse": "Min egen grund", "undtag": udeladt, "pr_uge": pr_uge}
    svar = anna.post(URL, data | {"lav_om": ""})
    assert svar.status_code == status and "Min egen grund" in svar.text and not Flytning.objects.exists()
    assert re.search(f'name="undtag" value="{udeladt}"( checked)?>', svar.text)


def saml_hos_en_plads(verden):
    """Syv overskredne hos den samme plads; med én om ugen er der ikke plads til dem alle."""
    for nr, kode in enumerate(("P01", "K03", "A08", "C01", "I01", "G01", "G07")):
        frist(kode, frist=date(2027, 1, 4 + nr), ansvarlig=verden.plads("projektleder"))


def test_det_foreslaaede_antal_er_en_knap_der_beholder_det_skrevne(verden, som):
    saml_hos_en_plads(verden)
    anna = som(verden.anna)
    data = skjulte(anna.get(URL)) | {"begrundelse": "Min egen grund", "pr_uge": "1"}
    [antal] = re.findall(r'name="lav_om" value="(\d+)"', anna.post(URL, data | {"lav_om": ""}).text)
    svar = anna.post(URL, data | {"lav_om": antal})
    assert "Min egen grund" in svar.text and "Der er ikke plads til" not in svar.text
    assert re.search(rf'name="pr_uge"[^>]*value="{antal}"|value="{antal}"[^>]*name="pr_uge"', svar.text)


@pytest.mark.parametrize("imens", ["1", "nul"])
def test_et_kryds_uden_plads_staar_der_igen_naar_antallet_bliver_stoerre(verden, som, imens):
    saml_hos_en_plads(verden)
    anna = som(verden.anna)
    [uden_plads, *_] = [raekke.post.id for raekke, _ in anna.get(f"{URL}?pr_uge=1").context["tilovers"]]
    svar = anna.post(URL, {"pr_uge": imens, "lav_om": "", "begrundelse": "Grund", "undtag": [uden_plads]})
    felter = skjulte(svar) | {"begrundelse": "Grund"}
    assert felter["undtag"] == str(uden_plads)
    assert f'value="{uden_plads}" checked' in anna.post(URL, felter | {"lav_om": "20"}).text


def test_en_udeladt_uden_plads_hindrer_ikke_planen(verden, som):
    saml_hos_en_plads(verden)
    anna = som(verden.anna)
    vist = anna.get(f"{URL}?pr_uge=1")
    [uden_plads, *_] = [raekke.post.id for raekke, _ in vist.context["tilovers"]]
    assert "Indhentningsplanen gælder" in ja(anna, vist, pr_uge="1", undtag=[uden_plads]).text


def test_et_kryds_der_fjernes_efter_en_fejl_er_fjernet(verden, som):
    anna, udeladt = som(verden.anna), verden.opgave("K03").pk
    svar = ja(anna, anna.get(URL), begrundelse="", undtag=udeladt)
    assert svar.status_code == 422 and f'value="{udeladt}" checked' in svar.text
    assert "undtag" not in skjulte(svar)


def test_et_forkert_antal_i_et_ja_gemmer_intet_og_beholder_det_skrevne(verden, som):
    anna = som(verden.anna)
    svar = ja(anna, anna.get(URL), begrundelse="Min egen grund", pr_uge="nul")
    assert (svar.status_code, "Min egen grund" in svar.text, Flytning.objects.count()) == (422, True, 0)


def test_en_gammel_fane_afvises_med_det_der_er_aendret_og_det_skrevne(verden, som):
    anna = som(verden.anna)
    vist = anna.get(URL)
    frist("C01", frist=date(2027, 2, 8))
    svar = ja(anna, vist, begrundelse="Min egen grund", undtag=verden.opgave("K03").pk)
    assert svar.status_code == 409 and "Planen er en anden end den, du så" in svar.text
    assert "C01" in svar.text.partition("Det er ændret imens:")[2].partition("</ul>")[0]
    assert "Min egen grund" in svar.text
    assert f'value="{verden.opgave("K03").pk}" checked' in svar.text
    assert not Flytning.objects.exists()


def test_det_samme_ja_to_gange_giver_en_plan(verden, som):
    anna = som(verden.anna)
    vist = anna.get(URL)
    assert ja(anna, vist).status_code == 200
    igen = ja(anna, vist)
    assert (igen.status_code, Flytning.objects.count()) == (409, 1)
    assert "Ingen frister er overskredet" in igen.text


def test_en_plan_uden_plads_til_alle_naevner_det_antal_der_er_plads_med(verden, som, capsys):
    saml_hos_en_plads(verden)
    svar = som(verden.anna).get(f"{URL}?pr_uge=1")
    assert "Der er ikke plads til" in svar.text
    plan = koer(capsys, "--pr-uge", "1")
    assert f'name="lav_om" value="{plan["mindst"]}"' in svar.text
    assert koer(capsys, "--pr-uge", str(plan["mindst"]))["tilovers"] == []
    assert koer(capsys, "--pr-uge", str(plan["mindst"] - 1))["tilovers"] != []


def test_er_det_stoerste_antal_ikke_nok_siger_siden_og_kommandoen_det(verden, som, capsys):
    lav_lokale(verden, range(300))
    svar = som(verden.anna).get(f"{URL}?pr_uge=50").text
    assert "Heller ikke med 50 om ugen er der plads" in svar
    assert "hjælper ikke" not in svar and "Lav planen med" not in svar
    call_command("indhentningsplan", *HVEM)
    assert "Heller ikke med --pr-uge 50 er der plads" in capsys.readouterr().out


def test_vejen_til_planen_staar_paa_datoer_og_i_listen_naar_mange_er_overskredet(verden, som):
    anna, vej = som(verden.anna), "Lav en indhentningsplan"
    liste, datoer = "/projekter/0751/SAPA/", "/projekter/0751/SAPA/datoer/"
    assert [vej in anna.get(side).text for side in (liste, datoer)] == [False, True]
    for kode in ("A08", "C01", "I01", "G01"):
        frist(kode, frist=date(2027, 2, 1))
    assert "6 frister er overskredet" in anna.get(liste, follow=True).text
    assert vej not in som(verden.bo).get(liste, follow=True).text
    anna = som(verden.anna)
    frist("A08", etape=paa_pause(verden.projekt))
    assert "5 frister er overskredet" in anna.get(liste, follow=True).text
    frist("C01", etape=verden.opgave("A08").etape)
    assert vej not in anna.get(liste, follow=True).text


def test_en_tidligere_plans_frist_efter_den_nye_idriftsaettelse_laegges_om(verden, som):
    fra_planen = {"er_frist_laast": True, "frist_begrundelse": "Indhentningsplan: Sen start"}
    frist("P01", frist=date(2027, 3, 1), **fra_planen)
    frist("K03", frist=date(2027, 2, 19), **fra_planen)
    type(verden.projekt).objects.filter(pk=verden.projekt.pk).update(idriftsaettelse=date(2027, 2, 22))
    anna = som(verden.anna)
    assert URL in anna.get("/projekter/0751/SAPA/datoer/").text
    vist = anna.get(URL)
    assert "1 frist fra en tidligere plan ligger for sent" in vist.text
    ja(anna, vist)
    assert (verden.opgave("P01").frist, verden.opgave("K03").frist) == (date(2027, 2, 12), date(2027, 2, 19))


def test_kommandoen_viser_og_gemmer_foerst_naar_den_bliver_bedt_om_det(verden, capsys):
    ventet = {kode: str(dag) for kode, dag in koder(se_indhentning(verden.projekt, PAA)).items()}
    vist = koer(capsys)
    assert ({p["kode"]: p["til"] for p in vist["nye"]}, vist["id"]) == (ventet, None)
    gemt = koer(capsys, "--anvend", "--begrundelse", "Sen start")
    assert Flytning.objects.get().pk == gemt["id"]
    assert koer(capsys, "--anvend")["nye"] == []
    with pytest.raises(CommandError, match="mellem 1 og 50"):
        call_command("indhentningsplan", *HVEM, "--pr-uge", "0")


def test_kommandoen_siger_hver_grund_een_gang_med_holdet_og_raadet_om_at_fordele(verden, capsys):
    nord = Etape.objects.create(projekt=verden.projekt, navn="Nord", golive=date(2027, 6, 1), raekkefoelge=1)
    frist("P01", etape=nord)
    lav_lokale(verden, range(20))
    call_command("indhentningsplan", *HVEM, "--pr-uge", "1")
    ud = capsys.readouterr().out
    assert "P01 (Nord)" in ud and ud.count("Ingen plads: opgaverne uden ansvarlig har allerede 1") == 1
    assert "22 opgaver har ingen ansvarlig eller udfører og regnes som én plads. Fordel opgaverne først." in ud
    assert next(p for p in koer(capsys)["nye"] if p["kode"] == "P01")["etape"] == "Nord"
