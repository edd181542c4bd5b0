"""Fra ark til tabel: hvilke kolonner der forstås, hvor overskrifterne står, og hvad en række er."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from faelles.afvisning import Afvist
from faelles.excel import laes
from opgaver.katalogimport.koder import del_kode, kodenoegle, lav_kode, renskriv_kode
from opgaver.katalogimport.kolonner import KOLONNER, laes_hoved
from opgaver.katalogimport.laesning import Tabel, find_tabel, kandidater, som_tekst
from opgaver.katalogimport.ord import fold
from opgaver.katalogimport.skabelon import lav_skabelon
from tests.opgaver_katalog.boeger import bog, som_byte


def tabel(data: bytes, navn: str = "a.xlsx") -> Tabel:
    return find_tabel(laes(data, navn))


def raekke(*celler, hoved) -> dict:
    (en,) = tabel(bog(celler, hoved=hoved)).raekker
    return {felt: en.tekst(felt) for felt in en.celler} | en.oevrige


@pytest.mark.parametrize("kolonne", KOLONNER, ids=lambda kolonne: kolonne.felt)
def test_en_kolonne_kendes_paa_alle_sine_navne_uden_hensyn_til_store_bogstaver_og_tegn(kolonne):
    for navn in (kolonne.overskrift, *kolonne.andre):
        for skrevet in (navn, navn.upper(), f" {navn}: "):
            assert kolonne.felt in laes_hoved(1, (skrevet,)).felter, skrevet


@pytest.mark.parametrize(
    ("navn", "felt"),
    [
        ("Nr.", "kode"),
        ("Opgavens navn", "titel"),
        ("Hovedopgave", "hovedopgave"),
        ("Tidsfrist", "slutdato"),
        ("Slutdato (regel)", "slutdato"),
        ("Maal", "maal"),
    ],
)
def test_markens_navne_kendes(navn, felt):
    assert felt in laes_hoved(1, (navn,)).felter


def test_to_navne_er_aldrig_den_samme_kolonne():
    navne = [fold(navn) for kolonne in KOLONNER for navn in (kolonne.overskrift, *kolonne.andre)]
    assert len(navne) == len(set(navne))


def test_kolonnerne_maa_staa_i_vilkaarlig_orden():
    assert raekke("Klargøring", "Titlen", "A08", hoved=("Fase", "Opgavens navn", "Nr.")) == {
        "fase": "Klargøring",
        "titel": "Titlen",
        "kode": "A08",
    }


def test_en_fil_med_kun_en_titelkolonne_er_nok():
    (en,) = tabel(bog(("Kun en titel",), hoved=("Titel",))).raekker
    assert en.tekst("titel") == "Kun en titel"


def test_overskrifterne_findes_under_en_forside():
    fundet = tabel(bog(("A08", "Titel"), foran=(("KOMBIT – Opgaver",), ("Titel",), ("Version 1.0", "Fase"))))
    assert (fundet.hoved.raekke, [r.nummer for r in fundet.raekker]) == (4, [5])


def test_en_ukendt_kolonne_bliver_et_oevrigt_felt():
    assert raekke("T", "Et bilag", hoved=("Titel", "Bilag og links"))["Bilag og links"] == "Et bilag"


def test_to_kolonner_med_samme_ukendte_navn_beholder_begge_deres_tekst():
    fundet = raekke("T", "en", "to", hoved=("Titel", "Note", "Note"))
    assert (fundet["Note"], fundet["Note (3)"]) == ("en", "to")


def test_en_kolonne_uden_overskrift_mister_ikke_sin_tekst():
    assert raekke("T", "svæver", hoved=("Titel", None))["Kolonne B"] == "svæver"


def test_det_kanoniske_navn_gaar_foran_et_synonym():
    fundet = raekke("T", "kort", "lang", hoved=("Titel", "Formål", "Mål"))
    assert (fundet["maal"], fundet["Formål"]) == ("lang", "kort")


def test_gentagne_overskrifter_er_ikke_en_opgave():
    fundet = tabel(bog(("A", "En"), ("Opgavekode", "Titel", "FASE"), ("B", "To")))
    assert [r.tekst("titel") for r in fundet.raekker] == ["En", "To"]


def test_en_mellemoverskrift_springes_over_med_en_advarsel():
    fundet = tabel(bog(("Fase 1: Initiering",), ("A08", "Titel")))
    assert [r.nummer for r in fundet.raekker] == [3]
    assert [(a.raekke, a.vaerdi) for a in fundet.advarsler] == [(2, "Fase 1: Initiering")]


def test_en_opgave_uden_titel_er_en_fejl_med_sin_raekke():
    (fejl,) = tabel(bog(("A08", None, "Klargøring"))).fejl
    assert (fejl.ark, fejl.raekke, fejl.kolonne) == ("Opgaver", 2, "Titel")
    assert "Skriv en titel" in fejl.besked


def test_et_ark_uden_titelkolonne_afvises_med_hvad_man_goer():
    with pytest.raises(Afvist, match=r"hedder Titel.*skabelonen"):
        tabel(bog(("A08", "Klargøring"), hoved=("Kode", "Fase")))


def test_et_ark_uden_en_eneste_opgave_afvises():
    with pytest.raises(Afvist, match="ingen opgaver under overskrifterne i række 2"):
        tabel(bog(foran=(("Forside",),)))


def _to_ark(*hoved_paa_andet) -> bytes:
    mappe = Workbook()
    mappe.active.title = "Forside"
    mappe.active.append(hoved_paa_andet)
    ark = mappe.create_sheet("Opgaverne")
    for celler in (("Nr.", "Titel", "Fase", "Tema"), ("A08", "T", "F2", "9")):
        ark.append(celler)
    return som_byte(mappe)


def test_det_ark_der_ligner_opgaver_mest_laeses():
    assert tabel(_to_ark("Navn", "Rolle")).ark.navn == "Opgaverne"


def test_et_andet_ark_med_opgaver_naevnes():
    (advarsel,) = tabel(_to_ark("Nr.", "Titel", "Fase")).advarsler
    assert (advarsel.ark, "kun »Opgaverne« er læst" in advarsel.besked) == ("Forside", True)


def test_et_andet_ark_uden_opgaver_naevnes_ikke():
    assert tabel(_to_ark("Navn", "Rolle")).advarsler == []


def test_slutdatoen_kan_staa_i_sin_egen_datokolonne():
    assert raekke("T", datetime(2018, 3, 2), hoved=("Titel", "Slutdato (dato)"))["slutdato"] == "02-03-2018"


def test_baade_regel_og_dato_giver_reglen_og_en_advarsel():
    hoved = ("Titel", "Slutdato (regel)", "Slutdato (dato)")
    fundet = tabel(bog(("T", "5 uger efter go-live", datetime(2018, 3, 2)), hoved=hoved))
    assert fundet.raekker[0].tekst("slutdato") == "5 uger efter go-live"
    assert "Reglen gælder" in fundet.advarsler[0].besked


def test_excels_tal_for_en_dato_bliver_en_dato_med_en_advarsel():
    fundet = tabel(bog(("A", "T", None, None, None, 43252)))
    assert fundet.raekker[0].tekst("slutdato") == "01-06-2018"
    assert fundet.advarsler[0].vaerdi == "43252"


@pytest.mark.parametrize(
    ("vaerdi", "tekst"),
    [
        (None, ""),
        (True, "ja"),
        (3.0, "3"),
        (2.5, "2,5"),
        (0.1 + 0.2, "0,3"),
        (date(2027, 3, 1), "01-03-2027"),
        (datetime(2027, 3, 1, 9, 5), "01-03-2027 kl. 09.05"),
        (time(9, 5), "09.05"),
        ("  x ", "x"),
    ],
)
def test_en_celle_vises_som_en_dansker_laeser_den(vaerdi, tekst):
    assert som_tekst(vaerdi) == tekst


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("MI 02_Match LOS-enheder", ("MI 02", "Match LOS-enheder")),
        ("(MI 01) Match ydelser", ("MI 01", "Match ydelser")),
        ("A08 Forbered arbejdsgange", ("A08", "Forbered arbejdsgange")),
        ("A08: Forbered", ("A08", "Forbered")),
        ("Forbered arbejdsgange", None),
        ("Q4 2016 er sidste frist", None),
        ("F2 afsluttes", None),
        ("A08", None),
        ("Uge 33 er ferie", None),
    ],
)
def test_kode_og_titel_skilles_kun_naar_der_staar_en_kode(tekst, ventet):
    assert del_kode(tekst) == ventet


@pytest.mark.parametrize("celler", [("MI 02_Match enheder", None), (None, "MI 02 Match enheder")])
def test_kode_og_titel_i_samme_celle_skilles_med_en_advarsel(celler):
    fundet = tabel(bog((*celler, "F2")))
    assert (fundet.raekker[0].tekst("kode"), fundet.raekker[0].tekst("titel")) == ("MI 02", "Match enheder")
    assert "samme celle" in fundet.advarsler[0].besked


def test_en_kode_i_parentes_er_koden():
    assert renskriv_kode(" (MI  01) ") == "MI 01"


def test_koder_sammenlignes_uden_hensyn_til_store_bogstaver():
    assert kodenoegle("A08") == kodenoegle("a08 ") != kodenoegle("A8")


def test_en_opgave_uden_kode_faar_den_samme_hvor_end_den_staar():
    foerst = tabel(bog((None, "Lav en plan"), ("B", "Andet")))
    sidst = tabel(bog(("B", "Andet"), (None, "LAV EN PLAN")))
    assert foerst.raekker[0].tekst("kode") == sidst.raekker[1].tekst("kode") != ""


def test_to_opgaver_uden_kode_og_med_samme_titel_faar_hver_sin():
    koder = {r.tekst("kode") for r in tabel(bog((None, "Ens"), (None, "Ens"))).raekker}
    assert len(koder) == 2


def test_en_lavet_kode_rammer_aldrig_en_der_er_brugt():
    assert lav_kode("Ens", set()) != lav_kode("Ens", {kodenoegle(lav_kode("Ens", set()))})


def test_skabelonen_laeses_uden_bemaerkninger_og_er_ren_tekst():
    fundet = tabel(lav_skabelon())
    assert (fundet.fejl, fundet.advarsler, len(fundet.raekker)) == ([], [], 1)
    assert set(fundet.hoved.felter) == {kolonne.felt for kolonne in KOLONNER}


def test_alle_ark_der_kan_laeses_er_kandidater():
    assert kandidater(laes(_to_ark("Rolle", "Ansvar"), "a.xlsx")) == ["Opgaverne"]
    assert kandidater(laes(_to_ark("Nr.", "Titel"), "a.xlsx")) == ["Forside", "Opgaverne"]


def test_det_valgte_ark_laeses_uden_et_ord_om_de_andre():
    mappe = Workbook()
    for navn in ("Ene", "Anden æøå"):
        blad = mappe.create_sheet(navn)
        for celler in (("Nr.", "Titel", "Fase"), ("A08", f"Opgave i {navn}", "F2")):
            blad.append(celler)
    fundet = find_tabel(laes(som_byte(mappe), "a.xlsx"), valgt="Anden æøå")
    assert (fundet.raekker[0].tekst("titel"), fundet.advarsler) == ("Opgave i Anden æøå", [])


@pytest.mark.parametrize(("valgt", "grund"), [("Findes ikke", "ikke et synligt ark"), ("Forside", "Arket »Forside«")])
def test_et_valgt_ark_der_ikke_kan_laeses_afvises(valgt, grund):
    with pytest.raises(Afvist, match=grund):
        find_tabel(laes(_to_ark("Nr.", "Rolle"), "a.xlsx"), valgt=valgt)


def _med_overskrifter(oevre, nedre, *raekker) -> Tabel:
    return tabel(bog(*raekker, hoved=nedre, foran=(("Forside",), oevre)))


def test_en_overskrift_maa_staa_paa_to_linjer():
    oevre, nedre = ("Opgave-", "Opgavens", "Anbefalet", "Fase"), ("id", "titel", "udfører", None)
    fundet = _med_overskrifter(oevre, nedre, ("A08", "T", "Projektleder", "F2"))
    assert set(fundet.felter) == {"kode", "titel", "anbefalet_udfoerer", "fase"}
    assert [(r.nummer, r.tekst("anbefalet_udfoerer")) for r in fundet.raekker] == [(4, "Projektleder")]


def test_en_overskrift_flettet_over_to_kolonner_gaelder_dem_begge():
    oevre, nedre = ("Kode", "Titel", "Slutdato", None, "Note"), (None, None, "regel", "dato", None)
    fundet = _med_overskrifter(oevre, nedre, ("A08", "T", None, datetime(2027, 3, 1), "x"))
    assert (fundet.raekker[0].tekst("slutdato"), fundet.raekker[0].oevrige) == ("01-03-2027", {"Note": "x"})
    assert fundet.hoved.overskrift("slutdato") == "Slutdato regel"


def test_en_gruppe_over_overskrifterne_er_ikke_en_del_af_dem():
    fundet = _med_overskrifter(
        ("Opgave", None, "Tid", None), ("Kode", "Titel", "Slutdato", "Note"), ("A", "T", "", "x")
    )
    assert (fundet.hoved.raekke, fundet.raekker[0].oevrige) == (3, {"Note": "x"})


@pytest.mark.parametrize(
    "foerste", [("A08", "Fase"), (8, "Titlen"), (None, "Kort titel", "Titel"), ("Kode", "T", "Fase")]
)
def test_den_foerste_opgave_er_aldrig_en_overskrift(foerste):
    fundet = tabel(bog(foerste, ("B", "To"), hoved=("Kode", "Titel", "Note")))
    assert [r.nummer for r in fundet.raekker] == [2, 3]


def test_skjulte_raekker_laeses_og_naevnes():
    mappe = Workbook()
    for celler in (("Kode", "Titel"), ("A", "En"), ("B", "To")):
        mappe.active.append(celler)
    mappe.active.row_dimensions[3].hidden = True
    fundet = tabel(som_byte(mappe))
    assert len(fundet.raekker) == 2
    assert [(a.raekke, "læst med: 3." in a.besked) for a in fundet.advarsler] == [(None, True)]


def test_et_serienummer_som_tekst_er_ogsaa_en_dato():
    fundet = find_tabel(laes(b"Titel;Slutdato\nT;43252", "a.csv"))
    assert fundet.raekker[0].tekst("slutdato") == "01-06-2018"


def test_et_klokkeslaet_i_en_frist_siges_og_bruges_ikke():
    fundet = tabel(bog((None, "T", None, None, None, datetime(2027, 3, 1, 9, 30))))
    assert fundet.raekker[0].tekst("slutdato") == "01-03-2027"
    assert "Klokkeslættet" in fundet.advarsler[0].besked


def test_et_for_langt_oevrigt_felt_er_en_fejl_med_sin_kolonne():
    (fejl,) = tabel(bog(("T", "x" * 20_001), hoved=("Titel", "Bilag"))).fejl
    assert (fejl.raekke, fejl.kolonne, "forkort den" in fejl.besked) == (2, "Bilag", True)


FELTER = {
    "Opgavekode": "kode", "Titel": "titel", "Løsning": "loesning", "Katalogversion": "katalogversion", "Fase": "fase",
    "Tema": "hovedopgave", "Prioritet": "prioritet", "Slutdato (regel)": "slutdato", "Slutdato (dato)": "slutdato_dato",
    "Mål": "maal", "Beskrivelse": "beskrivelse", "Metode og fremgangsmåde": "metode", "Resultat": "resultat",
    "Kvalitetskriterier": "kvalitetskriterier", "Anbefalet udfører": "anbefalet_udfoerer",
    "Involverede parter": "involverede_parter", "Tjekpunkt for": "tjekpunkt_for",
}  # fmt: skip
OEVRIGE = (
    "Startdato (regel)", "Startdato (dato)", "Varighed", "Afhænger af", "Forudsætninger", "Opgavens type",
    "Ansvars- og rollefordeling", "Udføres af", "Niveau", "Gælder for", "Kritisk", "Bilag", "Nøgleord/KLE",
    "Status i katalog", "Kommune", "Ansvarlig", "Udfører", "Status", "Beregnet slutdato", "Aktuel slutdato",
    "Afsluttet dato", "Bemærkning", "Lokal opgave",
)  # fmt: skip


def test_hver_kolonne_i_et_opgavekatalog_bliver_et_felt_eller_bevares():
    hoved = laes_hoved(1, (*FELTER, *OEVRIGE))
    assert {hoved.tekster[plads]: felt for felt, plads in hoved.felter.items()} == FELTER
    assert tuple(hoved.oevrige) == OEVRIGE


def test_en_kolonne_der_kun_hedder_udfoerer_er_rollen_og_det_siges():
    fundet = tabel(bog(("A08", "T", "Projektleder"), hoved=("Kode", "Titel", "Udfører")))
    assert fundet.raekker[0].tekst("anbefalet_udfoerer") == "Projektleder"
    assert "Anbefalet udfører" in fundet.advarsler[0].besked


def test_over_tusind_raekker_laeses_alle():
    assert len(tabel(bog(*((f"A{n:04}", f"Opgave {n}") for n in range(1_500)))).raekker) == 1_500
