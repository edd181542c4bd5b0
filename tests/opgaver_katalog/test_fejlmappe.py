"""Fejlmappen: filens rækker skrevet igen med fejlene mærket, så den kan rettes og indlæses."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from faelles.excel import laes
from opgaver.katalogimport.fejlmappe import lav_fejlmappe
from opgaver.katalogimport.laesning import find_tabel
from tests.opgaver_katalog.boeger import HOVED, bog, som_byte

FEJL = {"ark": "Opgaver", "raekke": 4, "kolonne": "Fase", "vaerdi": "Fasen", "besked": "Fasen findes ikke."}


def lav(data: bytes, fejl=(FEJL,), advarsler=()):
    tabel = find_tabel(laes(data, "a.xlsx"))
    return lav_fejlmappe(tabel, fejl, advarsler)


def aabnet(data: bytes):
    return load_workbook(io.BytesIO(data))


FIL = bog(("A08", "Titel", "Klargøring"), ("A09", "Anden", "Fasen"), foran=(("Forside",),))


def test_en_celle_med_fejl_er_farvet_og_har_beskeden_som_kommentar():
    celle = aabnet(lav(FIL))["Opgaver"]["C4"]
    assert (celle.value, celle.comment.text, celle.comment.author) == ("Fasen", "Fasen findes ikke.", "Implementering")
    assert celle.fill.fgColor.rgb == "00FFC7CE"


def test_en_advarsel_har_sin_egen_farve_og_en_fejl_gaar_forud():
    advarsel = FEJL | {"besked": "Se her."}
    kun_advarsel = aabnet(lav(FIL, (), [advarsel]))["Opgaver"]["C4"]
    begge = aabnet(lav(FIL, [FEJL], [advarsel]))["Opgaver"]["C4"]
    assert (kun_advarsel.fill.fgColor.rgb, begge.fill.fgColor.rgb) == ("00FFEB9C", "00FFC7CE")
    assert begge.comment.text == "Fasen findes ikke.\nSe her."


def test_alle_beskeder_staar_i_arket_fejl_i_raekkefoelge():
    uden_sted = FEJL | {"raekke": None, "kolonne": "", "vaerdi": ""}
    ark = aabnet(lav(FIL, [uden_sted, FEJL]))["Fejl"]
    assert [[celle or "" for celle in raekke] for raekke in ark.values][1:] == [
        ["Fejl", "", "", "", "Fasen findes ikke."],
        ["Fejl", "4", "Fase", "Fasen", "Fasen findes ikke."],
    ]


def test_der_er_et_loft_over_kommentarer_men_ikke_over_listen(monkeypatch):
    monkeypatch.setattr("opgaver.katalogimport.fejlmappe.FLEST_KOMMENTARER", 1)
    mappe = aabnet(lav(FIL, [FEJL], [FEJL | {"raekke": 3, "kolonne": "Titel"}]))
    celler = [mappe["Opgaver"][navn] for navn in ("B3", "C4", "C3")]
    assert [(bool(celle.comment), celle.fill.fgColor.rgb) for celle in celler] == [
        (False, "00FFEB9C"), (True, "00FFC7CE"), (False, "00000000"),
    ]  # fmt: skip
    assert [raekke[0] for raekke in list(mappe["Fejl"].values)[1:]] == ["Bemærk", "Fejl", "Advarsel"]
    assert "har fået en kommentar" in mappe["Fejl"]["E2"].value


def test_mange_beskeder_til_samme_celle_bliver_til_en_kommentar_man_kan_laese():
    uden_sted = FEJL | {"raekke": None, "kolonne": ""}
    assert len(aabnet(lav(FIL, [uden_sted] * 20_000))["Opgaver"]["A2"].comment.text) <= 2_000


def test_raekkerne_staar_paa_deres_gamle_pladser():
    mappe = Workbook()
    mappe.active["A1"], mappe.active["B5"], mappe.active["B9"] = "Forside", "Titel", "En opgave"
    ark = aabnet(lav(som_byte(mappe), ()))["Sheet"]
    assert [(celle.coordinate, celle.value) for raekke in ark for celle in raekke if celle.value] == [
        ("A1", "Forside"), ("B5", "Titel"), ("B9", "En opgave"),
    ]  # fmt: skip


@pytest.mark.parametrize("vaerdi", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_intet_i_en_celle_kan_koere(vaerdi):
    mappe = Workbook()
    for raekke in (("Titel", "Note"), ("T", vaerdi)):
        mappe.active.append(raekke)
    mappe.active["B2"].data_type = "s"
    celle = aabnet(lav(som_byte(mappe), [FEJL | {"vaerdi": vaerdi, "kolonne": vaerdi}]))["Sheet"]["B2"]
    assert (celle.data_type, celle.value) == ("s", vaerdi.strip())


def test_en_uroert_formel_er_stadig_en_fejl():
    data = lav(bog(("A08", "=B1&B2")))
    assert aabnet(data)["Opgaver"]["B2"].value == "#VÆRDI!"


def test_det_der_laeses_igen_er_det_samme():
    raekker = (("A08", "T", "F2", 9, True, datetime(2018, 3, 2)), ("A09", "<p>x</p>", 2.2, None, None, 43252))
    foer = find_tabel(laes(bog(*raekker), "a.xlsx"))
    efter = find_tabel(laes(lav(bog(*raekker)), "fejl.xlsx"))
    tekster = [[{felt: r.tekst(felt) for felt in r.celler} for r in tabel.raekker] for tabel in (foer, efter)]
    assert tekster[0] == tekster[1]


@pytest.mark.parametrize("navn", ["Fejl", "FEJL", "History", "x" * 200, "a/b*[c]?", "", "''"])
def test_et_navn_som_excel_ikke_tager_imod_bliver_til_et_den_tager(navn):
    data = ";".join(HOVED) + "\nA08;Titel"
    tabel = find_tabel(laes(data.encode(), f"{navn.replace('/', '-') or 'x'}.csv"))
    assert len(aabnet(lav_fejlmappe(tabel, ())).sheetnames) == 2
