"""Listen, som filteret vælger den, og dens grupper."""

import pytest

from opgaver.listeraekke import maerker
from opgaver.models import Opgave
from opgaver.opgaveliste import Opgaveliste
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Bruger
from tests.eget.hjaelp import anna, bo, skriv_kort
from tests.fletning.hjaelp import PAA, flet
from tests.fletning.test_opgrader import to
from tests.medvirkende import I_DAG


def liste(verden, hvem=None, **adresse):
    bruger = Bruger.objects.get(pk=(hvem or verden.anna).pk)
    return Opgaveliste(verden.projekt, bruger, {navn: [str(v)] for navn, v in adresse.items()}, I_DAG)


def koder(verden, hvem=None, **adresse):
    return [opgave.kort.kode for opgave in liste(verden, hvem, **adresse).raekker]


@pytest.mark.parametrize(
    ("adresse", "ventet"),
    [
        ({"fase": "F2"}, ["K03", "A08", "C01", "I01"]),
        ({"fase": "2.2", "prioritet": "obligatorisk"}, ["C01"]),
        ({"hovedopgave": "16"}, ["I01"]),
        ({"vis": "over_tid"}, ["P01", "K03"]),
        ({"vis": "tjekpunkt"}, ["P01", "K03", "C01", "I01", "G01"]),
        ({"inden": 14}, ["C01", "I01"]),
        ({"inden": 0}, []),
        ({"status": "fuldfoert"}, []),
        ({"soeg": "maal a08"}, ["A08"]),
        ({"soeg": "GEVINST"}, ["G07"]),
        ({"soeg": "parathedsundersogelse"}, ["I01"]),
        ({"soeg": "findes ikke"}, []),
    ],
)
def test_hvert_filter_lader_de_rette_staa(verden, adresse, ventet):
    assert koder(verden, **adresse) == ventet


def test_fritekst_finder_ogsaa_kommunens_egen_tekst(verden):
    Opgave.objects.filter(pk=verden.opgave("G01").pk).update(egen_tekst="Vi ringer til færgen på ÆRØ.")
    assert koder(verden, soeg="aero") == ["G01"]


@pytest.mark.parametrize(
    ("soegt", "felt"),
    [("raadhusservice", "egne_kriterier"), ("haandbogen", "kvalitetskriterier"), ("idaraadet", "involverede_parter")],
)
def test_fritekst_finder_kriterier_og_parter(verden, soegt, felt):
    ord_ = "<p>Rådhusservice, håndbogen og IDA-rådet, idårådet</p>"
    if felt == "egne_kriterier":
        Opgave.objects.filter(pk=verden.opgave("G01").pk).update(egne_kriterier=ord_)
    else:
        skriv_kort(verden.opgave("G01"), **{felt: ord_})
    assert koder(verden, soeg=soegt) == ["G01"]


def test_fritekst_finder_den_rolle_opgaven_er_givet_til(verden):
    assert koder(verden, soeg="administrator g01") == []
    bo(verden, "G01")
    assert koder(verden, soeg="administrator g01") == ["G01"]


def test_en_raekke_siger_hvad_den_venter_paa_indtil_det_er_faerdigt(verden):
    for kode in ("K03", "P01"):
        tilfoej_forudsaetning(anna(verden), verden.opgave("A08"), verden.opgave(kode))
    assert ("", "Venter på K03 og P01") in maerker(raekken(verden, "A08"))
    for kode in ("K03", "P01"):
        saet_status(anna(verden), verden.opgave(kode), "fuldfoert", paa=I_DAG)
    assert not any("Venter" in tekst for _, tekst in maerker(raekken(verden, "A08")))


def raekken(verden, kode):
    return next(en for en in liste(verden).raekker if en.kort.kode == kode)


def test_en_plads_finder_sine_opgaver(verden):
    bo(verden, "C01")
    plads = verden.plads("administrator")
    assert koder(verden, udfoerer=plads.pk) == ["C01"] and koder(verden, ansvarlig=plads.pk) == []
    assert koder(verden, verden.bo, vis="mine") == ["C01"]


def test_en_plads_i_et_andet_projekt_er_som_en_der_ikke_findes(verden):
    fremmed = verden.plads("administrator", verden.odense_projekt)
    fundet = liste(verden, udfoerer=fremmed.pk)
    assert not fundet.valg.er_sat and "findes ikke i projektet" in fundet.bemaerkninger[0]


def test_involverer_mig_er_mine_pladser_og_de_kort_der_naevner_min_rolle(verden):
    bo(verden, "C01")
    skriv_kort(verden.opgave("G01"), involverede_parter="Ledere, SAPA-administrator og KOMBIT")
    skriv_kort(verden.opgave("G07"), involverede_parter="Gevinstejer")
    assert koder(verden, verden.bo, vis="involverer_mig") == ["C01", "G01"]


def test_filterets_dele_skal_alle_vaere_opfyldt(verden):
    bo(verden, "K03")
    assert koder(verden, verden.bo, vis="over_tid", fase="F2", soeg="plan") == ["K03"]
    assert liste(verden, vis="over_tid", fase="F2").i_ord == "1 af 7 opgaver"


@pytest.mark.parametrize(
    ("gruppe", "ventet"),
    [
        ("fase", [("F1", 1), ("F2 ", 1), ("2.2", 2), ("2.3", 1), ("F3", 1), ("F4", 1)]),
        ("hovedopgave", [("9", 4), ("10", 2), ("16", 1)]),
        ("ansvarlig", [("Administrator, Bo", 1), ("Uden ansvarlig", 6)]),
        ("uge", [("Uge 42", 1), ("Uge 52", 1), ("Uge 7", 2), ("Uge 10", 1), ("Uge 14", 1), ("Uden dato", 1)]),
    ],
)
def test_grupperne_staar_i_orden_og_det_uden_staar_sidst(verden, gruppe, ventet):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(ansvarlig=verden.plads("administrator"))
    grupper = liste(verden, gruppe=gruppe).grupper
    assert [len(en.opgaver) for en in grupper] == [antal for _, antal in ventet]
    assert all(en.navn.startswith(navn) for en, (navn, _) in zip(grupper, ventet, strict=True))


def test_gruppens_fremdrift_taeller_ogsaa_det_filteret_skjuler(verden):
    saet_status(anna(verden), verden.opgave("C01"), "fuldfoert", paa=I_DAG)
    [gruppe] = liste(verden, fase="2.2", vis="aabne").grupper
    assert (len(gruppe.opgaver), gruppe.fremdrift.tekst) == (1, "1 af 2 (50 %)")


def test_siden_siger_filteret_og_antallet(verden, som):
    svar = som(verden.anna).get(verden.projekt.get_absolute_url() + "?fase=2.2&fase=XX&soeg=plan+<b>")
    assert "0 af 7 opgaver" in svar.text and "Fase »XX« findes ikke" in svar.text
    assert "indeholder »plan &lt;b&gt;«" in svar.text and "Fjern<" in svar.text


def tavlen(verden, klient, opgave, data, **hoveder):
    sti = f"{opgave.get_absolute_url()}status/"
    side = f"http://testserver{verden.projekt.get_absolute_url()}?visning=tavle&fase=2.2"
    htmx = {"HX-Request": "true", "HX-Current-URL": side} if hoveder.get("htmx") else {"Referer": side}
    return klient.post(sti, data, headers=htmx)


def test_et_kort_flyttes_paa_tavlen_med_det_samme_filter(verden, som):
    opgave = verden.opgave("C01")
    svar = tavlen(verden, som(verden.anna), opgave, {"status": "i_gang", "udgave": 1}, htmx=True)
    assert "C01 er gemt: I gang." in svar.text and svar.text.count("tavlekort-titel") == 2
    assert verden.opgave("C01").status == "i_gang"


def test_uden_javascript_foerer_tavlen_tilbage_til_kortet(verden, som):
    opgave = verden.opgave("C01")
    svar = tavlen(verden, som(verden.anna), opgave, {"status": "i_gang", "udgave": 1})
    assert svar.url == f"{verden.projekt.get_absolute_url()}?fase=2.2&visning=tavle#opgave-{opgave.pk}"


def test_ikke_relevant_paa_tavlen_spoerger_hvorfor_og_gemmer_saa(verden, som):
    opgave, klient = verden.opgave("C01"), som(verden.anna)
    data = {"status": "ikke_relevant", "udgave": 1}
    svar = tavlen(verden, klient, opgave, data, htmx=True)
    assert svar.status_code == 422 and svar["HX-Retarget"] == f"#opgave-{opgave.pk}" and "<textarea" in svar.text
    assert tavlen(verden, klient, opgave, data).status_code == 422
    tavlen(verden, klient, opgave, data | {"begrundelse": "Vi har ingen"}, htmx=True)
    assert verden.opgave("C01").begrundelse == "Vi har ingen"


def test_en_andens_aendring_paa_tavlen_vinder(verden, som):
    opgave = verden.opgave("C01")
    saet_status(Aktoer.person(verden.anna), opgave, "fuldfoert", paa=I_DAG)
    svar = tavlen(verden, som(verden.anna), opgave, {"status": "i_gang", "udgave": 1}, htmx=True)
    assert svar.status_code == 409 and verden.opgave("C01").status == "fuldfoert"


def test_en_fuldfoert_opgave_med_ny_tekst_er_maerket_i_listen_og_kan_vaelges(verden):
    for kode in ("K03", "P01"):
        saet_status(KOMMANDOLINJE, verden.opgave(kode), "fuldfoert", paa=PAA)
    flet(verden, to(verden))
    assert koder(verden, vis="aendret_siden") == ["K03"]
    (opgave,) = liste(verden, vis="aendret_siden").raekker
    assert ("badge-warning", "Ændret siden fuldført") in maerker(opgave)
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "i_gang", paa=PAA)
    assert koder(verden, vis="aendret_siden") == []
