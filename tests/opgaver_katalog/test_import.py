"""Import gennem handlingerne: hvad der gemmes, hvad der vises, og hvad der aldrig røres."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from faelles.afvisning import Afvist, IkkeTilladt
from opgaver.models import Importkoersel, Katalog, Katalogopgave, Katalogversion
from opgaver.services.katalog import find_maal, forhaandsvis_import, gennemfoer_import
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse
from tests.opgaver_katalog.boeger import SAPA_HOVED, a08, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import alt_i_kataloget, forhaandsvis, indlaes, indlaes_og_udgiv, tal

TO = (("A01", "Første", "F1"), ("A02", "Anden", "F2"))


def sapa(*raekker) -> bytes:
    return bog(*(raekker or sapa_raekker()), hoved=SAPA_HOVED)


def test_en_forhaandsvisning_skriver_intet_i_kataloget(verden):
    foer = alt_i_kataloget()
    koersel = forhaandsvis(verden.ky, bog(*TO))
    assert (koersel.status, tal(koersel)["nye"]) == (Importkoersel.Status.KLAR, 2)
    assert alt_i_kataloget() == foer
    assert not Katalog.objects.filter(loesning=verden.ky).exists()


def test_en_forhaandsvisning_sender_ingen_skrivning_til_kortene(verden):
    with CaptureQueriesContext(
        connection,
    ) as spurgt:
        forhaandsvis(verden.sapa, sapa(*sapa_raekker()[:-1]), "1.1")
    skrevne = [
        s["sql"] for s in spurgt if not s["sql"].lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE", "BEGIN"))
    ]
    assert all("importkoersel" in sql or "haendelse" in sql for sql in skrevne)


def test_et_rigtigt_kort_kommer_ind_med_alle_tretten_felter(verden):
    kort = indlaes(verden.ky, a08()).kort.get()
    assert (kort.kode, kort.titel) == ("A08", "Forbered og implementer forretningsmæssige arbejdsgange")
    assert (kort.fase.kode, kort.hovedopgave.nummer, kort.prioritet) == ("2.2", 9, "anbefalet")
    assert kort.slutdato_tekst == kort.regel == "5 uger efter idriftsættelsesdato"
    assert kort.beskrivelse == "<p>Første afsnit.</p> <p>Andet afsnit.</p>"
    assert (kort.maal, kort.metode, kort.resultat) == ("At forberede.", "Det varierer.", "En plan.")
    assert kort.anbefalet_udfoerer == "SAPA-projektleder."
    assert kort.kvalitetskriterier == "Der er kommunikeret."
    assert kort.involverede_parter == "Ledere, SAPA-administratorer."


def test_kortene_staar_i_filens_orden(verden):
    version = indlaes(verden.ky, bog(("B", "Først"), ("A", "Sidst")))
    assert [kort.kode for kort in version.kort.all()] == ["B", "A"]


def test_et_nyt_katalog_faar_implementeringsmodellen_og_loesningens_ejer(verden):
    katalog = indlaes(verden.ky, bog(*TO)).katalog
    assert (katalog.model, katalog.udgiver) == (verden.model, verden.kombit)


def test_den_samme_fil_igen_aendrer_intet(verden):
    indlaes(verden.ky, bog(*TO))
    koersel = forhaandsvis(verden.ky, bog(*TO))
    assert tal(koersel) == {"nye": 0, "aendrede": 0, "uaendrede": 2, "udgaaede": 0}
    foer = alt_i_kataloget()
    gennemfoer_import(KOMMANDOLINJE, koersel)
    assert alt_i_kataloget() == foer


def test_et_aendret_kort_vises_med_gammel_og_ny_vaerdi(verden):
    indlaes(verden.ky, bog(("A01", "Før", "F1", "9", "Skal")))
    koersel = forhaandsvis(verden.ky, bog(("A01", "Efter", "F2", None, "Kan")))
    (aendret,) = koersel.resultat["aendrede"]
    assert [(f["felt"], f["gammel"], f["ny"]) for f in aendret["felter"]] == [
        ("Titel", "Før", "Efter"),
        ("Fase", "F1 Initiering", "F2 Forberedelse"),
        ("Tema", "9 Arbejdsgange og organisering", ""),
        ("Prioritet", "Obligatorisk", "Valgfri"),
    ]


def test_en_aendring_gemmes_og_beholder_kortets_noegle(verden):
    foer = indlaes(verden.ky, bog(*TO)).kort.get(kode="A01")
    indlaes(verden.ky, bog(("A01", "Rettet", "F1"), TO[1]))
    efter = Katalogopgave.objects.get(pk=foer.pk)
    assert (efter.titel, efter.noegle) == ("Rettet", foer.noegle)


def test_et_kort_der_mangler_i_filen_udgaar_af_kladden(verden):
    version = indlaes(verden.ky, bog(*TO))
    koersel = forhaandsvis(verden.ky, bog(TO[0]))
    assert koersel.resultat["udgaaede"] == [{"kode": "A02", "titel": "Anden"}]
    gennemfoer_import(KOMMANDOLINJE, koersel)
    assert [kort.kode for kort in version.kort.all()] == ["A01"]


def test_en_ny_raekkefoelge_er_ikke_en_aendring_af_hvert_kort(verden):
    version = indlaes(verden.ky, bog(*TO))
    koersel = forhaandsvis(verden.ky, bog(*reversed(TO)))
    assert (tal(koersel)["aendrede"], koersel.resultat["ny_raekkefoelge"]) == (0, True)
    gennemfoer_import(KOMMANDOLINJE, koersel)
    assert [kort.kode for kort in version.kort.all()] == ["A02", "A01"]


def test_et_nyt_kort_i_midten_er_det_eneste_nye(verden):
    indlaes(verden.ky, bog(*TO))
    koersel = forhaandsvis(verden.ky, bog(TO[0], ("A015", "Imellem", "F1"), TO[1]))
    assert tal(koersel) == {"nye": 1, "aendrede": 0, "uaendrede": 2, "udgaaede": 0}
    assert koersel.resultat["ny_raekkefoelge"] is False


def test_en_kode_med_andre_bogstaver_er_det_samme_kort(verden):
    indlaes(verden.ky, bog(*TO))
    koersel = forhaandsvis(verden.ky, bog(("a01", "Første", "F1"), TO[1]))
    (aendret,) = koersel.resultat["aendrede"]
    assert aendret["felter"][0] | {"rig": None} == {"felt": "Opgavekode", "gammel": "A01", "ny": "a01", "rig": None}


def test_en_kolonne_filen_ikke_har_sletter_ikke_det_der_staar(verden):
    version = indlaes(verden.ky, a08())
    koersel = forhaandsvis(verden.ky, bog(("A08", "Ny titel"), hoved=("Kode", "Titel")))
    assert {"Mål", "Beskrivelse", "Slutdato"} <= {advarsel["kolonne"] for advarsel in koersel.advarsler}
    gennemfoer_import(KOMMANDOLINJE, koersel)
    kort = version.kort.get()
    assert (kort.titel, kort.maal, kort.fase.kode) == ("Ny titel", "At forberede.", "2.2")


def test_oevrige_felter_bevares_og_deres_aendring_vises(verden):
    hoved = ("Kode", "Titel", "Fase", "Bilag")
    version = indlaes(verden.ky, bog(("A", "T", "F1", "x.pdf"), hoved=hoved))
    assert version.kort.get().oevrige_felter == {"Bilag": "x.pdf"}
    koersel = forhaandsvis(verden.ky, bog(("A", "T", "F1", "y.pdf"), hoved=hoved))
    (forskel,) = koersel.resultat["aendrede"][0]["felter"]
    assert (forskel["felt"], forskel["gammel"], forskel["ny"]) == ("Bilag", "x.pdf", "y.pdf")


def test_et_oevrigt_felt_filen_ikke_har_bliver_staaende_og_naevnes(verden):
    hoved = ("Kode", "Titel", "Fase", "Kilde", "Bilag")
    version = indlaes(verden.ky, bog(("A", "T", "F1", "IM", "x.pdf"), hoved=hoved))
    koersel = forhaandsvis(verden.ky, bog(("A", "Ny", "F1", None), hoved=("Kode", "Titel", "Fase", "Bilag")))
    assert "Kilde" in {advarsel["kolonne"] for advarsel in koersel.advarsler}
    gennemfoer_import(KOMMANDOLINJE, koersel)
    assert version.kort.get().oevrige_felter == {"Kilde": "IM"}


FEJLFULD = (("A01", "Uden fase", "Opstart", "Ukendt", "Høj"), ("A01", "Dublet", "F1"), ("A03", None, "F1", "9"))


def test_alle_fejl_kommer_paa_en_gang_med_sted_og_vaerdi(verden):
    koersel = forhaandsvis(verden.ky, bog(*FEJLFULD))
    assert koersel.status == Importkoersel.Status.FEJL
    assert [(f["ark"], f["raekke"], f["kolonne"], f["vaerdi"]) for f in koersel.fejl] == [
        ("Opgaver", 2, "Fase", "Opstart"),
        ("Opgaver", 2, "Tema", "Ukendt"),
        ("Opgaver", 2, "Prioritet", "Høj"),
        ("Opgaver", 3, "Opgavekode", "A01"),
        ("Opgaver", 4, "Titel", ""),
    ]


def test_en_dublet_naevner_begge_raekker(verden):
    koersel = forhaandsvis(verden.ky, bog(("A01", "En"), ("A02", "To"), ("a01", "Tre")))
    assert "både i række 2 og række 4" in koersel.fejl[0]["besked"]


def test_en_fejl_i_et_uaendret_kort_ses_ogsaa(verden):
    indlaes(verden.ky, bog(*TO))
    koersel = forhaandsvis(verden.ky, bog(TO[0], ("A02", "Anden", "F2", None, "Høj")))
    assert [f["raekke"] for f in koersel.fejl] == [3]


def test_en_fil_med_fejl_kan_ikke_gennemfoeres(verden):
    with pytest.raises(Afvist, match="har fejl"):
        gennemfoer_import(KOMMANDOLINJE, forhaandsvis(verden.ky, bog(*FEJLFULD)))
    assert not Katalog.objects.filter(loesning=verden.ky).exists()


def test_gaar_det_galt_undervejs_bliver_intet_gemt(verden, monkeypatch):
    indlaes(verden.ky, bog(*TO))
    koersel, foer = forhaandsvis(verden.ky, bog(("A01", "Rettet", "F1"), ("A09", "Ny", "F1"))), alt_i_kataloget()
    monkeypatch.setattr("opgaver.services.katalog._ordn", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        gennemfoer_import(KOMMANDOLINJE, koersel)
    koersel.refresh_from_db()
    assert (alt_i_kataloget(), koersel.status) == (foer, Importkoersel.Status.KLAR)


def test_en_fejl_i_programmet_bliver_ikke_til_en_besked_om_filen(verden, monkeypatch):
    monkeypatch.setattr("opgaver.katalogimport.widgets.Prioritetwidget.clean", lambda *_, **__: {}["mangler"])
    with pytest.raises(KeyError):
        forhaandsvis(verden.ky, bog(*TO))


def test_kun_udgiverens_redaktoer_maa_indlaese(verden):
    for bruger in (verden.anna, verden.carl):
        with pytest.raises(IkkeTilladt, match="Kun katalogredaktører hos KOMBIT"):
            forhaandsvis(verden.ky, bog(*TO), aktoer=Aktoer.person(bruger))
    koersel = forhaandsvis(verden.ky, bog(*TO), aktoer=Aktoer.person(verden.karen))
    with pytest.raises(IkkeTilladt):
        gennemfoer_import(Aktoer.person(verden.anna), koersel)


def test_hver_handling_staar_i_historikken(verden):
    karen = Aktoer.person(verden.karen)
    udgiv(karen, gennemfoer_import(karen, forhaandsvis(verden.ky, bog(*TO), aktoer=karen)), nu=timezone.now())
    handlinger = Haendelse.objects.filter(organisation=verden.kombit, aktoer="Karen Bjerre").order_by("pk")
    assert [(h.handling, h.ny) for h in handlinger] == [
        ("import forhåndsvist", "2 nye"),
        ("katalog indlæst", "2 nye"),
        ("katalogversion udgivet", "Udgivet"),
    ]


def test_en_anden_fasemodel_end_katalogets_afvises(verden):
    anden = type(verden.model).objects.create(noegle="vitas", navn="VITAS")
    with pytest.raises(Afvist, match="kan ikke skifte til VITAS"):
        find_maal(verden.sapa, "1.1", anden)


def test_siger_filen_en_anden_loesning_ses_det_en_gang(verden):
    raekker = [("A", "T", "KSD"), ("B", "U", "KSD"), ("C", "V", "KY")]
    koersel = forhaandsvis(verden.ky, bog(*raekker, hoved=("Kode", "Titel", "Løsning")))
    om_loesning = [advarsel for advarsel in koersel.advarsler if advarsel["kolonne"] == "Løsning"]
    assert [(advarsel["vaerdi"], "til KY" in advarsel["besked"]) for advarsel in om_loesning] == [("KSD", True)]


def test_uden_fasekolonne_advares_der_en_gang(verden):
    koersel = forhaandsvis(verden.ky, bog(("A", "T"), ("B", "U"), hoved=("Kode", "Titel")))
    assert [advarsel["kolonne"] for advarsel in koersel.advarsler] == ["Fase"]
    assert {nyt["fase"] for nyt in koersel.resultat["nye"]} == {"F0 Tilslutning"}


def test_en_model_uden_hovedopgaver_gemmer_temaet_blandt_de_oevrige(verden):
    tom = type(verden.model).objects.create(noegle="vitas", navn="VITAS")
    tom.faser.create(kode="V1", navn="Etablering", raekkefoelge=1)
    maal = find_maal(verden.ky, "1.0", tom)
    koersel = forhaandsvis_import(
        KOMMANDOLINJE, maal, filnavn="k.xlsx", data=bog(("A", "T", "Etablering", "Uddannelse"))
    )
    assert [advarsel["kolonne"] for advarsel in koersel.advarsler] == ["Tema"]
    assert gennemfoer_import(KOMMANDOLINJE, koersel).kort.get().oevrige_felter == {"Tema": "Uddannelse"}


def test_antallet_af_forespoergsler_foelger_bundterne_og_ikke_raekkerne(verden):
    def forespoergsler(antal: int, nummer: str) -> int:
        data = bog(*((f"A{n}", f"Opgave {n}", "F1") for n in range(antal)))
        with CaptureQueriesContext(connection) as spurgt:
            indlaes(verden.ky, data, nummer)
        return len(spurgt)

    indlaes(verden.ky, bog(*TO), "1.0")
    assert forespoergsler(5, "1.1") == forespoergsler(400, "1.2") < 50


def test_en_udgivet_version_er_udgivet_med_tidspunkt_og_kort(verden):
    version = indlaes_og_udgiv(verden.ky, bog(*TO))
    assert version.status == Katalogversion.Status.UDGIVET
    assert version.udgivet is not None


@pytest.mark.parametrize("kode", ['"><svg onload=alert(1)>', "<b></b>", "<p>A08</p>", "<b>&lt;i&gt;A08</b>"])
def test_en_kode_med_maerker_i_er_den_samme_fra_fil_til_kort(verden, kode):
    koersel = forhaandsvis(verden.ky, bog((kode, "Titel", "F1"), ("A99", "Anden", "F1")))
    vist = [kort["kode"] for kort in koersel.resultat["nye"]]
    gemt = gennemfoer_import(KOMMANDOLINJE, koersel).kort.order_by("raekkefoelge").values_list("kode", flat=True)
    assert list(gemt) == vist
    assert "<" not in vist[0] and vist[0] != ""
