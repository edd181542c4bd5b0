"""Læsningen af en fil udefra: hvad der kommer ud, og at det ondsindede bliver til én sætning."""

import io
import time
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from faelles.afvisning import Afvist
from faelles.excel import Formel, Graenser, laes, renskriv
from tests.opgaver_katalog.boeger import ARK1, bog, med_del, med_faelles_tekster, med_xml, som_byte
from tests.opgaver_katalog.onde import loegn_om_stoerrelse


def celler(data: bytes, navn: str = "a.xlsx"):
    return laes(data, navn)[0].raekker


def grund(data: bytes, navn: str = "a.xlsx", byte: int = 5_000_000) -> str:
    with pytest.raises(Afvist) as afvist:
        laes(data, navn, Graenser(byte=byte))
    return afvist.value.grund


def test_tomme_raekker_imellem_taeller_med_i_nummeret():
    mappe = Workbook()
    mappe.active["A1"], mappe.active["B7"] = "Først", "Senere"
    assert celler(som_byte(mappe)) == [(1, ("Først",)), (7, (None, "Senere"))]


def test_en_datocelle_er_en_dato():
    assert celler(bog((datetime(2018, 3, 2),), hoved=())) == [(2, (date(2018, 3, 2),))]


def test_excels_tal_for_en_dato_foelger_arkets_eget_datosystem():
    mappe = Workbook()
    mappe.active["A1"] = 1
    (almindelig,) = laes(som_byte(mappe), "a.xlsx")
    mappe.epoch = CALENDAR_MAC_1904
    (mac,) = laes(som_byte(mappe), "a.xlsx")
    assert (almindelig.dato(43252), mac.dato(43252)) == (date(2018, 6, 1), date(2022, 6, 2))


@pytest.mark.parametrize("tal", [0, -5, 1e12, float("nan"), 12.5])
def test_et_tal_uden_for_kalenderen_er_ikke_en_dato(tal):
    (ark,) = laes(bog(("x",)), "a.xlsx")
    assert ark.dato(tal) is None


def test_et_skjult_ark_laeses_ikke():
    mappe = Workbook()
    mappe.active["A1"] = "synligt"
    mappe.create_sheet("Skjult").sheet_state = "hidden"
    assert [ark.navn for ark in laes(som_byte(mappe), "a.xlsx")] == ["Sheet"]


def test_et_ark_med_en_loegn_om_sin_stoerrelse_laeses_helt():
    data = med_xml(bog(("A08", "Titel")), b'<dimension ref="A1:G2"', b'<dimension ref="A1"')
    assert celler(data)[1] == (2, ("A08", "Titel"))


def test_en_celle_flettet_nedad_gaelder_alle_raekkerne():
    mappe = Workbook()
    for raekke in (("Fase", "Titel"), ("Klargøring", "En"), (None, "To"), (None, "Tre"), ("Drift", "Fire")):
        mappe.active.append(raekke)
    mappe.active.merge_cells("A2:A4")
    faser = [raekke[0] for _, raekke in celler(som_byte(mappe))]
    assert faser == ["Fase", "Klargøring", "Klargøring", "Klargøring", "Drift"]


def test_en_fletning_paa_tvaers_fylder_ikke_kolonnerne():
    mappe = Workbook()
    mappe.active.append(["Overskrift"])
    mappe.active.append(["a", "b"])
    mappe.active.merge_cells("A1:E1")
    assert celler(som_byte(mappe))[0] == (1, ("Overskrift",))


def test_en_fletning_over_hele_arket_laeses_som_almindelige_celler():
    flettet = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    data = med_xml(bog(("A08", "Titel"), ("A09", "Anden")), b"</sheetData>", flettet)
    assert [raekke[0] for _, raekke in celler(data)] == ["Opgavekode", "A08", "A09"]


def _med_fletninger(antal: int) -> bytes:
    fletninger = b"<mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * antal + b"</mergeCells>"
    raekker = [(str(nummer),) for nummer in range(3_000)]
    return med_xml(bog(*raekker, hoved=()), b"</sheetData>", b"</sheetData>" + fletninger)


def test_for_mange_fletninger_afvises():
    assert "for mange flettede celler" in grund(_med_fletninger(10_001))


def test_de_samme_celler_flettet_igen_og_igen_standser_ikke_laesningen():
    begyndt = time.monotonic()
    assert len(celler(_med_fletninger(5_000))) == 3_000
    assert time.monotonic() - begyndt < 10


def test_en_formel_uden_resultat_er_ikke_en_tom_celle():
    assert celler(bog(("A08", "=B1&B2")))[1] == (2, ("A08", Formel("=B1&B2")))


def test_en_fjern_celle_uden_indhold_er_ligegyldig():
    mappe = Workbook()
    mappe.active["A1"] = "Titel"
    mappe.active["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    assert celler(som_byte(mappe)) == [(1, ("Titel",))]


def test_en_fjern_celle_med_indhold_afvises_med_sit_navn():
    mappe = Workbook()
    mappe.active["XFD1048576"] = "x"
    assert "celle XFD1048576" in grund(som_byte(mappe))


def test_for_mange_raekker_afvises_med_raekkens_nummer():
    mappe = Workbook()
    mappe.active["A20001"] = "x"
    assert "række 20.001" in grund(som_byte(mappe))


def test_et_raekkenummer_uden_for_excel_afvises_straks():
    data = med_xml(bog(("A08", "Titel")), b'<row r="2"', b'<row r="99999999999"')
    assert "for stort" in grund(data)


def test_en_kolonne_uden_for_excel_er_en_beskadiget_fil():
    assert "beskadiget" in grund(med_xml(bog(("A08", "Titel")), b'r="A2"', b'r="AAAAA2"'))


def test_en_bombe_med_en_celle_paa_60_mb_afvises_foer_den_pakkes_ud():
    data = med_xml(bog(("A08", "Titel")), b"Titel", b"a" * (60 * 1024 * 1024))
    assert len(data) < 300_000
    assert "for stor, når den pakkes ud" in grund(data)


def test_en_del_der_lyver_om_sin_stoerrelse_bliver_ikke_laest_laengere():
    assert "for stor, når den pakkes ud" in grund(loegn_om_stoerrelse())


ENTITETER = {
    "bombe": b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "ekstern": b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
}


@pytest.mark.parametrize("erklaering", ENTITETER.values(), ids=ENTITETER)
def test_entiteter_afvises(erklaering):
    data = med_xml(bog(("A08", "Titel")), b"<worksheet", erklaering + b"<worksheet")
    assert "DOCTYPE" in grund(data)


BILLEDE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00\x01" * 500


@pytest.mark.parametrize(
    ("data", "navn", "ventet"),
    [
        (b"", "tom.xlsx", "Filen er tom"),
        (BILLEDE, "billede.xlsx", "ikke en Excel-projektmappe"),
        (BILLEDE, "billede.csv", "ikke en CSV-fil"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500, "gammel.xls", "gamle Excel-format"),
        (b"PK\x03\x04" + b"\0" * 500, "brudt.xlsx", "beskadiget"),
        (b"x" * 101, "stor.csv", "højst"),
    ],
)
def test_en_fil_der_ikke_er_en_projektmappe_faar_en_saetning(data, navn, ventet):
    assert ventet in grund(data, navn, byte=100 if navn == "stor.csv" else 5_000)


def test_en_zip_fil_der_ikke_er_en_projektmappe_afvises():
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w") as arkiv:
        arkiv.writestr("noget/andet.xml", "<a/>")
    assert "beskadiget" in grund(ud.getvalue())


@pytest.mark.parametrize("del_", ["xl/workbook.xml", "[Content_Types].xml"])
def test_en_manglende_del_giver_en_saetning(del_):
    assert "beskadiget" in grund(med_del(bog(("A08", "Titel")), del_, lambda _: None))


@pytest.mark.parametrize("fra", [0.1, 0.25, 0.5, 0.9])
def test_en_beskadiget_fil_giver_en_saetning(fra):
    hel = bog(("A08", "Titel"))
    begynd = int(len(hel) * fra)
    oedelagt = hel[:begynd] + b"\xa5" * min(1500, len(hel) - begynd) + hel[begynd + 1500 :]
    for data in (oedelagt, hel[:begynd]):
        assert grund(data).endswith(".")


def test_makroer_afvises():
    ud = io.BytesIO(bog(("A08", "Titel")))
    with zipfile.ZipFile(ud, "a") as arkiv:
        arkiv.writestr("xl/vbaProject.bin", b"x")
    assert "makroer" in grund(ud.getvalue())


@pytest.mark.parametrize("tegnsaet", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("skille", [";", ",", "\t"])
def test_en_csv_fil_laeses_uanset_tegnsaet_og_skilletegn(tegnsaet, skille):
    tekst = f"Kode{skille}Titel{skille}Mål\r\nA08{skille}Æblegrød på{skille}\r\n"
    raekker = celler(tekst.encode(tegnsaet), "ø.csv")
    assert raekker == [(1, ("Kode", "Titel", "Mål")), (2, ("A08", "Æblegrød på"))]


def test_en_csv_celle_maa_have_linjeskift_og_skilletegn():
    assert celler(b'Kode;Titel\nA08;"En;to\nlinjer"\n', "a.csv")[1] == (2, ("A08", "En;to\nlinjer"))


def test_en_endeloes_csv_celle_afvises():
    assert "for lang" in grund(b'Titel;"' + b"a" * 200_000, "a.csv")


def test_en_csv_fil_af_tomme_linjer_standser():
    assert "for stort" in grund(b"\n" * 2_000_000, "a.csv")


@pytest.mark.parametrize(
    ("raa", "ren"),
    [
        ("  a \r\nb\x00\x0b ", "a \nb"),
        ("a\u030a", "å"),
        ("\ufeffA08\u200b", "A08"),
        ("x\ud800y", "xy"),
        ("a\tb", "a\tb"),
    ],
)
def test_en_tekst_renses_for_det_ingen_kan_se(raa, ren):
    assert renskriv(raa) == ren


def test_faelles_tekster_laeses_som_de_vises():
    rig = b"<is><r><rPr><b/></rPr><t>Fed</t></r><r><t> og mager</t></r><rPh><t>lydskrift</t></rPh></is>"
    data = med_xml(bog(("A08", "Titel")), b"<is><t>Titel</t></is>", rig)
    data = med_xml(data, b"<is><t>Titel</t></is>", rig)
    for fil in (data, med_faelles_tekster(data)):
        assert celler(fil)[1] == (2, ("A08", "Fed og mager"))


def test_en_formel_der_viser_ingenting_er_en_tom_celle():
    tom = b'<c r="B2" t="str"><f>IF(1,"","")</f><v></v></c>'
    data = bog(("A08", 7))
    assert celler(med_xml(data, b'<c r="B2" t="n"><v>7</v></c>', tom))[1] == (2, ("A08",))


def test_et_linjeskift_fra_et_andet_system_er_et_linjeskift():
    assert celler(bog(("A08", "En_x000D_\nto")))[1] == (2, ("A08", "En\nto"))


def test_bloede_bindestreger_er_vaek():
    assert celler(bog(("A08", "KOM\u00adBIT")))[1] == (2, ("A08", "KOMBIT"))


def test_de_skjulte_raekker_laeses_og_huskes():
    mappe = Workbook()
    for nummer in range(1, 4):
        mappe.active.append([nummer])
    mappe.active.row_dimensions[2].hidden = True
    (ark,) = laes(som_byte(mappe), "a.xlsx")
    assert ([nummer for nummer, _ in ark.raekker], ark.skjulte) == ([1, 2, 3], {2})


def test_en_projektmappe_med_kun_skjulte_ark_har_ingen():
    mappe = Workbook()
    mappe.active["A1"] = "x"
    data = med_xml(som_byte(mappe), b'state="visible"', b'state="veryHidden"', "xl/workbook.xml")
    assert laes(data, "a.xlsx") == []


def test_en_datocelle_foelger_arkets_eget_datosystem():
    mappe = Workbook()
    mappe.epoch = CALENDAR_MAC_1904
    mappe.active["A1"] = datetime(2018, 6, 1)
    data = som_byte(mappe)
    assert b"<v>41790</v>" in zipfile.ZipFile(io.BytesIO(data)).read(ARK1)
    assert celler(data) == [(1, (date(2018, 6, 1),))]


def test_kommaer_i_prosa_er_ikke_skilletegn():
    linjer = [f"A{n:02};Titel;Først, så, derefter, {'til sidst, ' * n}og" for n in range(9)]
    raekker = celler("\n".join(["Kode;Titel;Mål", *linjer]).encode(), "a.csv")
    assert {len(raekke) for _, raekke in raekker} == {3}


def test_en_csv_fil_med_en_kolonne_deles_ikke_af_sine_kommaer():
    assert celler(b"Titel\nEn opgave\nRet, og gem\nEn til", "a.csv")[2] == (3, ("Ret, og gem",))
