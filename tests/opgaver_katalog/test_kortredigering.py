"""Kort, der skrives i browseren: samme regler som importen, kun i en kladde, og aldrig oven i en andens rettelse."""

import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from tinyhtml5.parser import HTMLParser

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.forms_kort import _feltid
from opgaver.models import Katalogopgave, Katalogversion, Udgaaelse
from opgaver.services import kortredigering as handlinger
from opgaver.services.katalog import er_foraeldet, grundlag_for
from opgaver.services.udgaaelse import udgaaelsens_aftryk
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse
from tests.opgaver_katalog.handlinger import alt_i_kataloget, forhaandsvis
from tests.opgaver_katalog.test_eksport import kortfelter, lav_kladde, rullet_tilbage

pytestmark = pytest.mark.django_db
ET_KORT = {"kode": "N01", "titel": "Ny", "prioritet": "valgfri", "slutdato_tekst": "5 uger efter go-live"}


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


@pytest.fixture
def kladde(verden):
    return handlinger.ny_kladde(KOMMANDOLINJE, verden.version)


@pytest.fixture
def a08(kladde):
    return kladde.kort.get(kode="A08")


def adresse(navn, version, *mere):
    return reverse(f"kataloger:{navn}", args=[version.pk, *mere])


def felter(svar):
    """Formularens felter, som browseren ville sende dem tilbage."""
    laeser = HTMLParser(namespace_html_elements=False)
    form = next(
        f
        for f in laeser.parse(svar.content, transport_encoding="utf-8").iter("form")
        if "kortformular" in f.get("class", "")
    )
    sendt: dict[str, list[str]] = {}
    for el in form.iter():
        navn = el.get("name")
        if not navn or (el.get("type") == "checkbox" and "checked" not in el.attrib):
            continue
        valgte = [valg.get("value") for valg in el.iter("option") if "selected" in valg.attrib]
        vaerdi = (
            el.text or ""
            if el.tag == "textarea"
            else (valgte or [""])[0]
            if el.tag == "select"
            else el.get("value", "on" if el.get("type") == "checkbox" else "")
        )
        sendt.setdefault(navn, []).append((vaerdi or "").replace("\n", "\r\n"))
    return sendt


def rettet(klient, kort, **nye):
    side = klient.get(adresse("ret_kort", kort.version, kort.pk))
    return klient.post(adresse("ret_kort", kort.version, kort.pk), felter(side) | nye)


def tekst(svar):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", svar.content.decode())).split())


def test_en_ny_kladde_er_den_udgivne_med_de_samme_noegler(karen, verden):
    svar = karen.post(adresse("ny_kladde", verden.version))
    kladde = Katalogversion.objects.get(nummer="1.1")
    assert svar.headers["Location"] == adresse("version", kladde)
    assert list(kladde.kort.values_list("noegle", "kode")) == list(verden.version.kort.values_list("noegle", "kode"))


def test_der_laves_ikke_to_kladder(karen, verden, kladde):
    svar = karen.post(adresse("ny_kladde", verden.version))
    assert svar.status_code == 422 and "Der er allerede en kladde, SAPA 1.1." in tekst(svar)


def test_et_nyt_kort_skrives_sidst_og_slutdatoen_forklares(karen, verden, kladde):
    fase = verden.model.faser.get(kode="F3")
    svar = karen.post(
        adresse("nyt_kort", kladde), ET_KORT | {"fase_id": fase.pk, "beskrivelse": "Et\r\n\r\n- a\r\n- b"}, follow=True
    )
    kort = kladde.kort.last()
    assert (kort.kode, kort.fase, kort.regel, kort.prioritet) == ("N01", fase, "5 uger efter go-live", "valgfri")
    assert kort.beskrivelse == "<p>Et</p><ul><li>a</li><li>b</li></ul>"
    assert (
        "N01 er oprettet. Slutdato: Forstået som »5 uger efter go-live«. Eksempel: 5 uger efter go-live 15."
        in tekst(svar)
    )


def test_uden_kode_faar_kortet_selv_en(karen, kladde, verden):
    karen.post(adresse("nyt_kort", kladde), ET_KORT | {"kode": "", "fase_id": verden.model.faser.first().pk})
    assert kladde.kort.last().kode.startswith("U-")


@pytest.mark.parametrize("kode", ["A08", "a08", "(A08)"])
def test_en_kode_der_er_brugt_afvises_med_den_anden_opgaves_navn(karen, kladde, verden, kode):
    svar = karen.post(adresse("nyt_kort", kladde), ET_KORT | {"kode": kode, "fase_id": verden.model.faser.first().pk})
    assert svar.status_code == 422 and kladde.kort.count() == 7
    assert "bruges allerede af »A08 Forbered og implementer" in tekst(svar)


@pytest.mark.parametrize(
    ("felt", "vaerdi", "besked"),
    [
        ("titel", "", "Skriv en titel."),
        ("titel", "x" * 201, "Teksten er på 201 tegn."),
        ("kode", "x" * 21, "Teksten er på 21 tegn."),
        ("maal", "#REF!", "Cellen viser en Excel-fejl."),
        ("maal", "[" * 20_001, "Teksten er på 20001 tegn."),
        ("nyt_tekst", "x" * 20_001, "Teksten er på 20001 tegn."),
        ("oevrigt", "Titel", "»Titel« læses som Titel."),
        ("oevrigt", "x" * 101, "Der er højst plads til 100 tegn."),
        ("fase_id", "999999", "ikke en af de tilgængelige valgmuligheder"),
        ("nyt_navn", "Titel", "»Titel« læses som Titel."),
        ("nyt_tekst", "x", "Skriv, hvad det nye felt skal hedde."),
    ],
)
def test_en_fejl_staar_ved_feltet_og_det_skrevne_bliver_staaende(karen, a08, felt, vaerdi, besked):
    nye = {felt: vaerdi, _feltid(vaerdi): "falsk"} if felt == "oevrigt" else {felt: vaerdi}
    svar = rettet(karen, a08, resultat="Det her må ikke gå tabt", **nye)
    assert svar.status_code == 422 and besked in tekst(svar) and "Det her må ikke gå tabt" in tekst(svar)
    assert kortet(a08).resultat == ""


def test_en_lang_tekst_der_ikke_er_rettet_kan_gemmes(karen, a08):
    lang = "x\n" * 10_000 + "x"
    a08.maal = lang[1:]
    a08.save()
    assert rettet(karen, a08, resultat="Nyt").status_code == 302
    assert (kortet(a08).maal, kortet(a08).resultat) == (lang[1:], "Nyt")


def test_der_er_ikke_flere_oevrige_felter_end_importen_kan_laese(karen, a08):
    andet = a08.version.kort.exclude(pk=a08.pk).first()
    andet.oevrige_felter = {f"Felt {nummer}": "x" for nummer in range(45)}
    andet.save()
    svar = rettet(karen, a08, nyt_navn="Felt 45", nyt_tekst="y")
    assert svar.status_code == 422 and "flere øvrige felter, end importen kan læse" in tekst(svar)
    assert rettet(karen, a08, nyt_navn="Felt 44", nyt_tekst="y").status_code == 302


def kortet(kort):
    return Katalogopgave.objects.get(pk=kort.pk)


def test_det_rettede_gemmes_og_hvert_felt_staar_i_historikken(karen, a08, verden):
    fase = verden.model.faser.get(kode="F3")
    rettet(karen, a08, titel="  Nyt \u200b navn ", fase_id=fase.pk, slutdato_tekst="når I har tid")
    nu = kortet(a08)
    assert (nu.titel, nu.fase, nu.slutdato_tekst, nu.regel) == ("Nyt navn", fase, "når I har tid", "")
    historik = {h.felt: (h.gammel, h.ny, h.organisation) for h in Haendelse.objects.filter(handling="kort rettet")}
    assert historik["fase"] == (str(a08.fase), str(fase), verden.kombit)
    assert set(historik) == {"titel", "fase", "slutdato", "regel"}


@given(felterne=kortfelter())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_at_aabne_og_gemme_uden_at_rette_aendrer_intet(karen, verden, felterne):
    with rullet_tilbage():
        kort = lav_kladde(verden.version, [felterne | {"regel": felterne["regel"] or "3 uger før go-live"}]).kort.get()
        foer, side = alt_i_kataloget(), karen.get(adresse("ret_kort", kort.version, kort.pk))
        assert "&lt;p&gt;" not in side.content.decode() or "<p>" in str(felterne) or "&lt;p&gt;" in str(felterne)
        svar = karen.post(adresse("ret_kort", kort.version, kort.pk), felter(side))
        assert svar.status_code == 302, tekst(svar)
        assert alt_i_kataloget() == foer and not Haendelse.objects.filter(handling="kort rettet").exists()


def test_maerker_ses_aldrig_i_et_felt(karen, a08):
    vist = felter(karen.get(adresse("ret_kort", a08.version, a08.pk)))["beskrivelse"]
    assert vist == ["Første afsnit.\r\n\r\nAndet afsnit."]


def test_oevrige_felter_rettes_fjernes_og_tilfoejes(karen, a08):
    a08.oevrige_felter = {"Bemærkning": "Gammel", "Note": "Væk"}
    a08.save()
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk)))
    efter = {vaerdi[0]: navn for navn, vaerdi in sendt.items() if navn.startswith("oevrigt_")}
    nye = {efter["Gammel"]: "Ny", efter["Væk"]: "", "nyt_navn": " Kontakt ", "nyt_tekst": "- Bo\r\n- Per"}
    karen.post(adresse("ret_kort", a08.version, a08.pk), sendt | nye)
    assert kortet(a08).oevrige_felter == {"Bemærkning": "Ny", "Kontakt": "<ul><li>Bo</li><li>Per</li></ul>"}


def test_en_foraeldet_formular_viser_begge_tekster_og_kan_gemmes_bagefter(karen, a08):
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk))) | {"maal": "Mit mål"}
    rettet(karen, a08, maal="Den andens mål")
    svar = karen.post(adresse("ret_kort", a08.version, a08.pk), sendt)
    assert svar.status_code == 409 and kortet(a08).maal == "Den andens mål"
    assert "Nu står der Du skrev Mål Den andens mål Mit mål" in tekst(svar)
    karen.post(adresse("ret_kort", a08.version, a08.pk), felter(svar))
    assert kortet(a08).maal == "Mit mål"


def test_et_kort_der_kun_er_flyttet_kan_stadig_gemmes(karen, a08):
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk))) | {"maal": "Mit mål"}
    handlinger.flyt_kort(KOMMANDOLINJE, a08, plads=1)
    assert karen.post(adresse("ret_kort", a08.version, a08.pk), sendt).status_code == 302
    assert (kortet(a08).maal, kortet(a08).raekkefoelge) == ("Mit mål", 1)


def test_et_kort_slettes_foerst_efter_et_ja(karen, a08):
    sti = adresse("slet_kort", a08.version, a08.pk)
    side = karen.get(sti)
    assert kortet(a08) and "Slet A08" in tekst(side)
    aftryk = re.search(r'name="aftryk" value="(\w+)"', side.content.decode())[1]
    assert "A08 er slettet fra SAPA 1.1." in tekst(karen.post(sti, {"aftryk": aftryk}, follow=True))
    assert not a08.version.kort.filter(kode="A08").exists()
    assert Haendelse.objects.get(handling="kort slettet").genstand_navn.startswith("A08")


def test_et_kort_der_er_rettet_imens_slettes_ikke(a08):
    aftryk = handlinger.kort_aftryk(a08)
    Katalogopgave.objects.filter(pk=a08.pk).update(maal="Nyt")
    with pytest.raises(Foraeldet):
        handlinger.slet_kort(KOMMANDOLINJE, a08, aftryk=aftryk)


def test_det_skrevne_overlever_at_kortet_er_slettet_imens(karen, a08):
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk))) | {"maal": "Mit mål"}
    handlinger.slet_kort(KOMMANDOLINJE, a08, aftryk=handlinger.kort_aftryk(a08))
    svar = karen.post(adresse("ret_kort", a08.version, a08.pk), sendt)
    assert svar.status_code == 409 and "Opgaven er slettet, mens du skrev." in tekst(svar)
    karen.post(adresse("nyt_kort", a08.version), felter(svar))
    assert a08.version.kort.get(kode="A08").maal == "Mit mål"


def koder(version):
    return list(version.kort.order_by("raekkefoelge").values_list("kode", flat=True))


@pytest.mark.parametrize(
    ("valg", "plads"), [({"til": "op"}, 2), ({"til": "ned"}, 4), ({"plads": "1"}, 1), ({"plads": "99"}, 7)]
)
def test_et_kort_flyttes_op_ned_og_til_en_plads(karen, a08, valg, plads):
    andre = [kode for kode in koder(a08.version) if kode != "A08"]
    svar = karen.post(adresse("flyt_kort", a08.version, a08.pk), valg, follow=True)
    assert koder(a08.version) == [*andre[: plads - 1], "A08", *andre[plads - 1 :]]
    assert f"A08 står nu på plads {plads}." in tekst(svar)
    assert Haendelse.objects.get(handling="kort flyttet").ny == str(plads)


@pytest.mark.parametrize("plads", ["", "nul", "0", "-1", "²", "1.5"])
def test_en_plads_der_ikke_er_et_tal_afvises(karen, a08, plads):
    foer = koder(a08.version)
    assert karen.post(adresse("flyt_kort", a08.version, a08.pk), {"plads": plads}).status_code == 422
    assert koder(a08.version) == foer


def test_flytningen_er_et_brudstykke_med_oplaesning_til_htmx(karen, a08):
    svar = karen.post(adresse("flyt_kort", a08.version, a08.pk), {"til": "op"}, headers={"HX-Request": "true"})
    assert b"<html" not in svar.content and f'id="op-{a08.pk}"'.encode() in svar.content
    assert '<div id="opraab" hx-swap-oob="innerHTML">A08 står nu på plads 2.</div>' in svar.content.decode()


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        ("5 uger efter go-live", "Forstået som »5 uger efter go-live«. Eksempel: 5 uger efter go-live 15. marts 2027"),
        ("30. april 2027", "Forstået som »30. april 2027«."),
        ("i morgen", "ikke forstået"),
        ("", ""),
    ],
)
def test_slutdatoen_forklares_undervejs(karen, kladde, skrevet, ventet):
    svar = karen.get(adresse("slutdato", kladde), {"slutdato_tekst": skrevet}, headers={"HX-Request": "true"})
    assert svar.status_code == 200 and ventet in tekst(svar)


def doere(version, kort):
    yield "nyt_kort", (version,), ET_KORT
    yield "ret_kort", (version, kort.pk), ET_KORT | {"aftryk": handlinger.kort_aftryk(kort)}
    yield "slet_kort", (version, kort.pk), {"aftryk": handlinger.kort_aftryk(kort)}
    yield "flyt_kort", (version, kort.pk), {"plads": "1"}
    yield "raekkefoelge", (version,), {}
    yield "slutdato", (version,), {}
    yield "aendring", (version, kort.pk), {"note": "x", "aftryk": handlinger.kort_aftryk(kort)}
    yield "bilag", (version, kort.pk), {"adresse": "https://b.example/"}
    yield "udgaar", (version, kort.noegle), {"note": "x", "aftryk": udgaaelsens_aftryk(Udgaaelse())}


def test_ingen_af_doerene_foerer_ind_i_en_udgivet_version(karen, verden):
    kort, foer = verden.version.kort.get(kode="A08"), alt_i_kataloget()
    for navn, dele, krop in doere(verden.version, kort):
        for svar in (karen.get(adresse(navn, *dele)), karen.post(adresse(navn, *dele), krop)):
            besked = {405: "", 409: "er udgivet, mens du skrev", 422: "er udgivet og kan ikke ændres. Lav en ny kladde"}
            assert besked[svar.status_code] in tekst(svar), navn
    assert alt_i_kataloget() == foer


def test_ingen_af_handlingerne_aendrer_en_udgivet_version(verden):
    kort, foer = verden.version.kort.get(kode="A08"), alt_i_kataloget()
    aftryk = handlinger.kort_aftryk(kort)
    for handling in (
        lambda: handlinger.opret_kort(KOMMANDOLINJE, verden.version, {"kode": "X", "titel": "X"}),
        lambda: handlinger.ret_kort(KOMMANDOLINJE, kort, {"kode": "X", "titel": "X"}, aftryk=aftryk),
        lambda: handlinger.slet_kort(KOMMANDOLINJE, kort, aftryk=aftryk),
        lambda: handlinger.flyt_kort(KOMMANDOLINJE, kort, plads=1),
    ):
        with pytest.raises(Afvist, match="er udgivet"):
            handling()
    assert alt_i_kataloget() == foer


def test_en_version_der_udgives_mens_der_skrives_roeres_ikke(a08):
    aftryk = handlinger.kort_aftryk(a08)
    a08.version.status = "kladde"
    Katalogversion.objects.filter(pk=a08.version_id).update(status="udgivet", udgivet="2027-01-01T00:00Z")
    with pytest.raises(Afvist, match="er udgivet"):
        handlinger.ret_kort(KOMMANDOLINJE, a08, {"kode": "A08", "titel": "X"}, aftryk=aftryk)


def test_kun_udgiverens_redaktoer_maa(verden, a08):
    anna = Aktoer.person(verden.anna)
    for handling in (
        lambda: handlinger.ny_kladde(anna, verden.version),
        lambda: handlinger.opret_kort(anna, a08.version, {"kode": "X", "titel": "X"}),
        lambda: handlinger.flyt_kort(anna, a08, plads=1),
    ):
        with pytest.raises(IkkeTilladt):
            handling()


def test_en_rettelse_i_kladden_foraelder_en_ventende_import(karen, a08):
    koersel = forhaandsvis(a08.version.katalog.loesning, b"Kode;Titel\nX;Y\n", "1.1", filnavn="x.csv")
    assert not er_foraeldet(koersel, grundlag_for(koersel))
    rettet(karen, a08, maal="Nyt mål")
    assert er_foraeldet(koersel, grundlag_for(koersel))
    svar = karen.post(reverse("kataloger:indlaes", args=[koersel.pk]))
    assert svar.status_code == 409 and kortet(a08).maal == "Nyt mål"


def test_en_slutdato_der_ikke_er_forstaaet_er_en_advarsel_for_sig(karen, kladde, a08):
    svar = karen.get(rettet(karen, a08, slutdato_tekst="når I har tid").url)
    beskeder = {besked.level_tag: besked.message for besked in svar.context["messages"]}
    assert beskeder["success"] == "A08 er gemt."
    assert beskeder["warning"].startswith("Slutdato: Fristen »når I har tid« er ikke")
