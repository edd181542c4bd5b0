"""Siderne: meddelelsen i projektets hoved, valget, kvitteringen, fortrydelsen og kortet."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opgaver.fletning import Valg, Valgliste
from opgaver.models import Opgave, Opgradering, Plan
from opgaver.services.frist import saet_egen_regel
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Projekt
from tests.fletning.hjaelp import BEHOLD_ALT, VENT_MED_ALT, alt, flet, ny_version, svar, vis
from tests.fletning.test_opgrader import to

HER = "/projekter/0751/SAPA/katalog/"
LISTE = "/projekter/0751/SAPA/"


def tekst(svar):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", svar.content.decode()))


def noegle(verden, kode):
    return verden.opgave(kode).kort.noegle


def formular(verden, ny, **svar):
    return {"til": ny.nummer, "aftryk": vis(verden, ny).aftryk} | svar


def test_lederen_ser_i_projektets_hoved_at_en_ny_version_er_udgivet(verden, som):
    anna = som(verden.anna)
    assert "er udgivet." not in tekst(anna.get(LISTE))
    to(verden)
    assert "SAPA 2.0 er udgivet. Se, hvad der er nyt" in tekst(anna.get(LISTE))


@pytest.mark.parametrize("navn", ["bo", "dorte"])
def test_de_andre_ser_den_ikke_i_hovedet_men_kan_laese_siden(verden, som, navn):
    to(verden)
    klient = som(getattr(verden, navn))
    assert "er udgivet." not in tekst(klient.get(LISTE))
    svar = klient.get(HER)
    assert svar.status_code == 200 and b'type="radio"' not in svar.content and "Kun projektlederen" in tekst(svar)


def test_et_afsluttet_projekt_faar_ingen_meddelelse_og_siden_siger_hvorfor(verden, som):
    to(verden)
    Projekt.objects.filter(pk=verden.projekt.pk).update(status=Projekt.Status.AFSLUTTET)
    anna = som(verden.anna)
    assert "er udgivet." not in tekst(anna.get(LISTE))
    svar = anna.get(HER)
    assert svar.status_code == 200 and b'type="radio"' not in svar.content and b'value="tag-med"' not in svar.content
    assert "Projektet er afsluttet, så planen bliver på SAPA 1.0" in tekst(svar)
    assert anna.post(HER, {"til": "2.0", "alle": "tag-med"}).status_code == 422


def test_meddelelsen_koster_ingen_forespoergsel(verden, som):
    anna = som(verden.anna)
    anna.get(LISTE)

    def antal():
        with CaptureQueriesContext(connection) as fangst:
            anna.get(LISTE)
        return len(fangst)

    foer = antal()
    flet(verden, to(verden), VENT_MED_ALT)
    assert antal() == foer


def test_siden_viser_tal_ord_noter_og_det_lokale(verden, som):
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    to(verden, noter={"K03": "Skrevet klarere."}, obligatoriske=["K03"])
    svar = som(verden.anna).get(HER)
    side = tekst(svar)
    assert "Her har I selv ændret det samme (1)" in side and "Ændrede opgaver (1)" in side
    assert "Nye opgaver (1)" in side and "Opgaver, der udgår (1)" in side
    assert "Udgiveren skriver: Skrevet klarere." in side and "Ændringen er obligatorisk" in side
    assert "Jeres egen regel 2 uger efter go-live" in side
    assert "<del>" in svar.content.decode() and "<ins>" in svar.content.decode()
    assert "4 opgaver er uændrede" in side


def test_noten_til_det_der_ventede_staar_der_stadig(verden, som):
    ny = to(verden, noter={"A08": "Note om 2.0", "K03": "Læst"})
    flet(verden, ny, Valgliste(Valg.SENERE, {noegle(verden, "K03"): Valg.TAG_MED}))
    assert "Note om 2.0" in tekst(som(verden.anna).get(HER))
    ny_version(ny, "3.0", aendres={"K03": {"titel": "Ny"}})
    side = tekst(som(verden.anna).get(HER))
    assert "Note om 2.0" in side and "Læst" not in side


def test_konflikten_staar_foerst_og_er_sat_til_at_vente(verden, som):
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    to(verden)
    html = som(verden.anna).get(HER).content.decode()
    assert html.index("Her har I selv ændret det samme") < html.index("Ændrede opgaver")
    valgt = {kode: re.search(rf'name="valg-{noegle(verden, kode)}" value="([^"]+)"[^>]* checked', html)[1]
             for kode in ("A08", "K03", "G07")}  # fmt: skip
    assert valgt == {"A08": "senere", "K03": "tag-med", "G07": "tag-med"}


def test_ny_frist_vises_foer_den_gemmes(verden, som):
    to(verden)
    assert "man. 5. apr. 2027 → man. 26. apr. 2027" in tekst(som(verden.anna).get(HER)).replace("\xa0", " ")


def test_hver_opgave_faar_sit_svar(verden, som):
    ny = to(verden)
    svar = {f"valg-{noegle(verden, 'A08')}": "behold-lokal", f"valg-{noegle(verden, 'K03')}": "tag-med"}
    videre = som(verden.anna).post(HER, formular(verden, ny, **svar))
    opgradering = Opgradering.objects.get()
    assert videre.url == f"{HER}opgraderinger/{opgradering.pk}/"
    assert verden.opgave("A08").beholdt_mod == ny and verden.opgave("K03").kort.version == ny
    assert (opgradering.tal["senere"], verden.opgave("G07").er_udgaaet) == (2, False)


@pytest.mark.parametrize(("alle", "koder"), [("tag-med", {"A08", "K03"}), ("behold-lokal", set())])
def test_et_svar_gaelder_hele_listen(verden, som, alle, koder):
    ny = to(verden)
    som(verden.anna).post(HER, formular(verden, ny, alle=alle))
    assert {kode for kode in ("A08", "K03") if verden.opgave(kode).kort.version == ny} == koder
    assert verden.opgave("N01").kort.version == ny


def skjulte(svar):
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', svar.content.decode().split("<h2>")[-1]))


def test_hele_listen_besvares_i_tre_skridt(verden, som):
    ny, foer, anna = to(verden, obligatoriske=["K03"]), alt(verden.projekt), som(verden.anna)
    andet = anna.post(HER, formular(verden, ny, alle="behold-lokal", vis="1"))
    side = tekst(andet)
    for punkt in (
        "1 ny opgave kommer i planen",
        "1 ændring tages med",
        "2 opgaver bliver, som I har dem",
        "obligatorisk",
    ):
        assert punkt in side
    assert "Intet er gemt endnu" in side and alt(verden.projekt) == foer
    tredje = anna.post(HER, skjulte(andet))
    assert tredje.url == Opgradering.objects.get().get_absolute_url() and verden.opgave("A08").beholdt_mod == ny


def test_det_andet_skridt_beholder_svarene_naar_de_skal_rettes(verden, som):
    ny, anna = to(verden), som(verden.anna)
    svar = {f"valg-{noegle(verden, 'A08')}": "behold-lokal"}
    andet = anna.post(HER, formular(verden, ny, vis="1", **svar))
    assert "3 opgaver venter" in tekst(andet)
    foerste = anna.post(HER, skjulte(andet) | {"ret": "1"})
    assert re.search(rf'name="valg-{noegle(verden, "A08")}" value="behold-lokal"[^>]* checked', foerste.text)
    assert not Opgradering.objects.exists()


@pytest.mark.parametrize("mere", [{"ret": "1"}, {"aftryk": "et andet"}])
def test_et_svar_for_hele_listen_er_sat_paa_hver_opgave_naar_siden_kommer_igen(verden, som, mere):
    ny = to(verden)
    side = som(verden.anna).post(HER, formular(verden, ny, alle="behold-lokal", vis="1") | mere).text
    valgte = dict(re.findall(r'name="valg-(\w+)" value="([\w-]+)"[^>]* checked', side))
    assert valgte[noegle(verden, "A08")] == valgte[noegle(verden, "G07")] == "behold-lokal"
    assert valgte[ny.kort.get(kode="N01").noegle] == "tag-med"


def test_et_dobbeltklik_foerer_til_ens_egen_kvittering_og_en_anden_faar_at_vide_hvem(verden, som):
    ny, anna = to(verden), som(verden.anna)
    data = formular(verden, ny, alle="tag-med")
    foerste, andet = anna.post(HER, data), anna.post(HER, data)
    assert foerste.url == andet.url == Opgradering.objects.get().get_absolute_url()
    Opgradering.objects.update(bruger=verden.bo, aktoer="Bo Bang")
    assert "opgraderet til SAPA 2.0 af Bo Bang" in tekst(anna.post(HER, data))


def test_andre_svar_fra_en_anden_fane_er_ikke_allerede_gemt(verden, som):
    ny, anna = to(verden), som(verden.anna)
    med, uden = (formular(verden, ny, alle=alle) for alle in ("tag-med", "behold-lokal"))
    anna.post(HER, med)
    foer, afvist = alt(verden.projekt), anna.post(HER, uden)
    assert afvist.status_code == 409 and "dine valg er ikke gemt" in tekst(afvist)
    assert "Der er ikke mere at vælge" in tekst(afvist) and "Listen herunder" not in tekst(afvist)
    assert alt(verden.projekt) == foer and Opgradering.objects.filter(fortrudt=None).count() == 1


def test_tag_alt_med_lover_ikke_at_tage_det_afslaaede_med(verden, som):
    ny = to(verden)
    flet(verden, ny, svar(verden, A08="behold-lokal"))
    side = tekst(som(verden.anna).get(HER))
    assert "undtagen 1 opgave, I har beholdt før" in side and "1 opgaver" not in side


def test_er_en_nyere_udgivet_imens_siges_det_og_begge_kan_vaelges(verden, som):
    ny, anna = to(verden), som(verden.anna)
    data = formular(verden, ny, alle="tag-med")
    ny_version(ny, "3.0", aendres={"C01": {"titel": "Ny"}})
    svar = anna.post(HER, data)
    assert svar.status_code == 409 and not Opgradering.objects.exists()
    assert "SAPA 3.0 er udgivet, siden du åbnede siden" in tekst(svar)
    assert "Se, hvad der er nyt i SAPA 3.0" in tekst(svar) and 'name="til" value="2.0"' in svar.text
    anna.post(HER, data | {"nyeste": "3.0"})
    assert Opgradering.objects.get().til == ny


def test_siden_siger_hvad_hvert_svar_foerer_til_hvor_kommunen_har_noget(verden, som):
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    ny_version(verden.version, aendres={"A08": {"regel": "1 uge før go-live", "slutdato_tekst": "1 uge før go-live"}})
    side = tekst(som(verden.anna).get(HER))
    assert "hos jer ændres intet; jeres egen regel gælder stadig." in side
    assert "Behold: kortet bliver det, I har, og jeres egen regel bliver stående" in side


def test_en_foraeldet_side_siger_det_og_beholder_svarene(verden, som):
    ny = to(verden)
    data = formular(verden, ny, **{f"valg-{noegle(verden, 'K03')}": "behold-lokal"})
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    svar = som(verden.anna).post(HER, data)
    assert svar.status_code == 409 and "dine valg er ikke gemt" in tekst(svar)
    assert re.search(rf'name="valg-{noegle(verden, "K03")}" value="behold-lokal"[^>]* checked', svar.content.decode())
    assert not Opgradering.objects.exists()
    assert som(verden.anna).post(HER, data | {"aftryk": vis(verden, ny).aftryk}).status_code == 302


@pytest.mark.parametrize("sludder", [
    {"valg-findes-ikke": "tag-med"},
    {"til": "9.9"},
    {"til": "<script>"},
    {"aftryk": "", "alle": "tag-med"},
    {"alle": "vrøvl", "aftryk": "vrøvl"},
])  # fmt: skip
def test_sludder_gemmer_intet(verden, som, sludder):
    ny, foer = to(verden), alt(verden.projekt)
    svar = som(verden.anna).post(HER, formular(verden, ny) | sludder)
    assert svar.status_code in (409, 422) and alt(verden.projekt) == foer


def test_en_obligatorisk_aendring_kan_ikke_afslaas_med_en_haandskreven_formular(verden, som):
    ny = to(verden, obligatoriske=["K03"])
    data = formular(verden, ny, **{f"valg-{noegle(verden, 'K03')}": "behold-lokal"})
    svar = som(verden.anna).post(HER, data)
    assert svar.status_code == 422 and "K03 er obligatorisk" in tekst(svar)


def test_bo_maa_ikke_svare(verden, som):
    ny = to(verden)
    assert som(verden.bo).post(HER, formular(verden, ny, alle="tag-med")).status_code == 403


def test_det_der_venter_staar_i_hovedet_og_paa_siden(verden, som):
    flet(verden, to(verden), VENT_MED_ALT)
    anna = som(verden.anna)
    assert "4 ændringer i kataloget venter. Tag stilling" in tekst(anna.get(LISTE))
    assert "Det venter fra SAPA 2.0" in tekst(anna.get(HER))


def test_naar_der_intet_er_siger_siden_det(verden, som):
    assert "Planen følger SAPA 1.0, som er den nyeste." in tekst(som(verden.anna).get(HER))


def test_et_nej_kan_stadig_tages_med_paa_siden(verden, som):
    ny = to(verden)
    flet(verden, ny, BEHOLD_ALT)
    svar = som(verden.anna).get(HER)
    assert "I har beholdt jeres udgave (3)" in tekst(svar)
    som(verden.anna).post(HER, formular(verden, ny, **{f"valg-{noegle(verden, 'A08')}": "tag-med"}))
    assert verden.opgave("A08").kort.version == ny


def test_de_tidligere_staar_paa_siden(verden, som):
    flet(verden, to(verden))
    assert "Tidligere opgraderinger" in tekst(som(verden.anna).get(HER))
    assert "1.0 → 2.0" in tekst(som(verden.anna).get(HER))


def test_det_udgiveren_skriver_kan_ikke_blive_til_kode(verden, som):
    onde = '<script>alert("x")</script>'
    ny_version(
        verden.version,
        aendres={"A08": {"titel": onde, "maal": onde}},
        noter={"A08": onde},
        nye={"N01": {"beskrivelse": onde}},
    )
    Opgave.objects.filter(plan__projekt=verden.projekt).update(egen_tekst=onde)
    assert "<script>alert" not in som(verden.anna).get(HER).content.decode()


def test_antallet_af_forespoergsler_foelger_ikke_antallet_af_opgaver(verden, som):
    anna = som(verden.anna)
    to(verden)

    def antal():
        anna.get(HER)
        with CaptureQueriesContext(connection) as fangst:
            anna.get(HER)
        return len(fangst)

    foer = antal()
    plan = Plan.objects.get(projekt=verden.projekt)
    sidste = ny_version(verden.version, "3.0", nye={f"X{nr:02}": {} for nr in range(40)},
                        aendres={kode: {"titel": "Ny"} for kode in ("P01", "K03", "A08", "C01")})  # fmt: skip
    assert plan.version == verden.version and sidste.kort.count() == 47
    assert antal() == foer


def test_naar_intet_venter_kan_hele_listen_ikke_besvares(verden, som):
    flet(verden, to(verden), BEHOLD_ALT)
    side = tekst(som(verden.anna).get(HER))
    assert "I har taget stilling til alt i SAPA 2.0" in side and "Det venter fra" not in side
    assert "Tag alt med" not in side and "Beholdt 3" in side


def test_siden_advarer_naar_to_opgaver_kan_faa_den_samme_kode(verden, som):
    ny_version(verden.version, aendres={"P01": {"kode": "P18"}}, nye={"P01": {"titel": "En anden"}})
    side = tekst(som(verden.anna).get(HER))
    assert "får I to opgaver med koden P01" in side and "Omdøbt fra P01" in side


def test_vent_med_det_hele_er_et_svar_der_gemmes_og_der_spoerges_igen(verden, som):
    ny, anna = to(verden), som(verden.anna)
    assert (
        '<button class="button button-secondary" name="alle" value="senere">Vent med det hele</button>'
        in anna.get(HER).text
    )
    svaret = formular(verden, ny, alle="senere")
    side = tekst(anna.post(HER, svaret | {"vis": "1"}))
    assert "4 opgaver venter, og I spørges igen" in side and not Opgradering.objects.exists()
    anna.post(HER, svaret)
    opgradering = Opgradering.objects.get()
    assert (opgradering.til, opgradering.tal["senere"]) == (ny, 4)
    spor = Haendelse.objects.get(handling="plan opgraderet")
    assert spor.begrundelse == "4 venter"
    assert len([raekke for raekke in vis(verden, ny_version(ny, "3.0")).tabel.raekker if raekke.er_aaben]) == 4
    assert 'name="alle" value="senere"' not in anna.get(f"{HER}?til=2.0").text


def test_siden_siger_at_det_kataloget_lader_en_opgave_vente_paa_kun_kommer_i_nye_planer(verden, som):
    ny_version(verden.version, aendres={"A08": {"oevrige_felter": {"VENTER PÅ": "K03, P01"}}}, udgaar=("C01",))
    side = tekst(som(verden.anna).get(HER))
    assert side.count("I en ny plan venter opgaven på K03, P01. Jeres plan får det ikke af sig selv") == 1
    assert side.count("I en ny plan venter") == 1
