"""Katalogerne i ``fixtures/kataloger/`` er, hvad importen og planen regner med. Læst med openpyxl alene."""

import json
import re
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from openpyxl import load_workbook

from frister import STANDARDKALENDER, Ankre, RelativFrist, tolk

MAPPE = Path(__file__).resolve().parents[2] / "fixtures"
KOLONNER = [
    "Opgavekode",
    "Titel",
    "Fase",
    "Hovedopgave",
    "Prioritet",
    "Slutdato",
    "Slutdato er konstrueret",
    "Anbefalet udfører",
    "Tjekpunkt for",
    "Mål",
    "Beskrivelse",
    "Metode og fremgangsmåde",
    "Resultat",
    "Kvalitetskriterier",
    "Involverede parter",
    "Kilde",
]
MODEL = {"sapa": "implementeringsmodellen", "vitas": "vitas"}
EKSEMPLER = [7, 23, 11, 7, 7, 10, 6, 16, 9, 10, 7, 5, 5, 7, 5, 7]
ANKRE = Ankre(projektstart=date(2026, 3, 1), idriftsaettelse=date(2027, 3, 1), golive=date(2027, 3, 17))

hvert_katalog = pytest.mark.parametrize("loesning", MODEL)


@cache
def et_katalog(loesning):
    return load_workbook(MAPPE / "kataloger" / f"{loesning}-1.0.xlsx")


@cache
def kort(loesning):
    overskrifter, *raekker = et_katalog(loesning)["Opgaver"].iter_rows(values_only=True)
    return [dict(zip(overskrifter, (celle or "" for celle in raekke), strict=True)) for raekke in raekker]


def a08():
    return next(k for k in kort("sapa") if k["Opgavekode"] == "A08")


def laes_json(navn):
    return json.loads((MAPPE / navn).read_text(encoding="utf-8"))


def en_model(loesning):
    return laes_json(f"modeller/{MODEL[loesning]}.json")


def opslag(poster, svar, navne=("navn",)):
    """Navn, synonymer og evt. andre felter til det felt, der er svaret. Alt med små bogstaver."""
    return {
        str(ord_).casefold(): post[svar]
        for post in poster
        for ord_ in [*post["synonymer"], *(post[navn] for navn in navne)]
    }


@cache
def faser(loesning):
    return opslag(en_model(loesning)["faser"], "kode", ("kode", "navn"))


def hovedfase(loesning, fase):
    """Koden på den fase, som kortets fase eller delfase hører under."""
    over = {f["kode"]: f["overfase"] for f in en_model(loesning)["faser"]}
    kode = faser(loesning)[fase.casefold()]
    return over[kode] or kode


@cache
def roller():
    return opslag(laes_json("roller.json")["roller"], "noegle")


def hovedopgaver():
    return opslag(en_model("sapa")["hovedopgaver"], "nummer", ("navn", "nummer"))


def ord_i(tekst):
    return set(re.findall(r"\w+", tekst.lower()))


def frist(k, ankre=ANKRE):
    return tolk(k["Slutdato"]).beregn(ankre, STANDARDKALENDER).dato


@hvert_katalog
def test_et_katalog_har_et_ark_med_opgaver_og_et_om_kataloget(loesning):
    assert et_katalog(loesning).sheetnames == ["Opgaver", "Om kataloget"]


@hvert_katalog
def test_et_katalog_har_overskrifterne_i_foerste_raekke(loesning):
    ventet = KOLONNER + (["Per etape", "Venter på", "Milepæl"] if loesning == "vitas" else [])
    assert [celle.value for celle in et_katalog(loesning)["Opgaver"][1]] == ventet


@hvert_katalog
def test_en_celle_er_ren_tekst(loesning):
    for raekke in et_katalog(loesning)["Opgaver"].iter_rows():
        for celle in raekke:
            assert celle.value is None or celle.data_type == "s", celle.coordinate
            assert celle.value is None or celle.value == celle.value.strip(), celle.coordinate
            assert "<" not in (celle.value or ""), celle.coordinate


@hvert_katalog
def test_et_ark_har_ingen_flettede_celler_og_faste_overskrifter(loesning):
    ark = et_katalog(loesning)["Opgaver"]
    assert not ark.merged_cells.ranges
    assert ark.freeze_panes == "C2"


@hvert_katalog
@pytest.mark.parametrize("kolonne", ["Opgavekode", "Titel", "Mål", "Beskrivelse"])
def test_den_samme_tekst_staar_kun_paa_et_kort(loesning, kolonne):
    assert [t for t, antal in Counter(k[kolonne] for k in kort(loesning)).items() if antal > 1] == []


@hvert_katalog
def test_et_maal_er_ikke_et_andet_maal_med_faa_ord_byttet(loesning):
    maal = {k["Opgavekode"]: ord_i(k["Mål"]) for k in kort(loesning)}
    for (en, ord_en), (anden, ord_anden) in combinations(maal.items(), 2):
        assert len(ord_en & ord_anden) / len(ord_en | ord_anden) < 0.5, (en, anden)


@hvert_katalog
@pytest.mark.parametrize(
    "kolonne",
    sorted({*KOLONNER} - {"Hovedopgave", "Tjekpunkt for", "Metode og fremgangsmåde", "Kvalitetskriterier"}),
)
def test_et_kort_har_udfyldt_de_faste_felter(loesning, kolonne):
    assert [k["Opgavekode"] for k in kort(loesning) if not k[kolonne]] == []


@hvert_katalog
def test_et_obligatorisk_kort_siger_hvornaar_resultatet_er_godt_nok(loesning):
    obligatoriske = [k for k in kort(loesning) if k["Prioritet"] == "Obligatorisk"]
    assert obligatoriske
    assert [k["Opgavekode"] for k in obligatoriske if not k["Kvalitetskriterier"]] == []


@hvert_katalog
def test_en_prioritet_er_obligatorisk_eller_anbefalet(loesning):
    assert {k["Prioritet"] for k in kort(loesning)} == {"Obligatorisk", "Anbefalet"}


@hvert_katalog
def test_en_slutdato_er_en_relativ_frist_paa_sin_faste_form(loesning):
    for k in kort(loesning):
        regel = tolk(k["Slutdato"])
        assert isinstance(regel, RelativFrist), k["Opgavekode"]
        assert regel.tekst() == k["Slutdato"]


@hvert_katalog
def test_en_fase_findes_i_modellen(loesning):
    assert [k["Opgavekode"] for k in kort(loesning) if k["Fase"].casefold() not in faser(loesning)] == []


@hvert_katalog
def test_et_tjekpunkt_hoerer_til_overgangen_ud_af_kortets_egen_fase(loesning):
    for k in kort(loesning):
        assert k["Tjekpunkt for"] in ("", hovedfase(loesning, k["Fase"])), k["Opgavekode"]


@hvert_katalog
def test_en_anbefalet_udfoerer_er_en_kendt_rolle(loesning):
    assert {
        k["Anbefalet udfører"] for k in kort(loesning) if k["Anbefalet udfører"].casefold() not in roller()
    } == set()


@hvert_katalog
def test_en_involveret_part_er_en_kendt_rolle(loesning):
    parter = {part for k in kort(loesning) for part in k["Involverede parter"].split(", ")}
    assert {part for part in parter if part.casefold() not in roller()} == set()


@hvert_katalog
def test_en_fil_roeber_hverken_maskine_eller_person(loesning):
    egenskaber = et_katalog(loesning).properties
    assert {egenskaber.creator, egenskaber.lastModifiedBy} == {"Katalogredaktionen"}
    assert egenskaber.created == egenskaber.modified
    with zipfile.ZipFile(MAPPE / "kataloger" / f"{loesning}-1.0.xlsx") as fil:
        for del_ in fil.namelist():
            assert not re.search(rb'absPath|[A-Z]:\\|["> ]/(home|root|tmp|Users)/', fil.read(del_)), del_


def test_en_hovedopgave_har_et_kort_for_hvert_eksempel_i_kilden():
    antal = Counter(hovedopgaver()[k["Hovedopgave"].casefold()] for k in kort("sapa"))
    assert [antal[nummer] for nummer in range(1, 17)] == EKSEMPLER
    assert len(kort("sapa")) == 142


def test_en_kodes_bogstaver_foelger_hovedopgaven():
    par = {(re.fullmatch(r"([A-Z]{1,2})\d\d", k["Opgavekode"])[1], k["Hovedopgave"]) for k in kort("sapa")}
    assert len(par) == len({bogstaver for bogstaver, _ in par}) == 16


def test_en_hovedopgave_har_kun_kort_i_faser_hvor_den_er_aktiv():
    aktive = {(m["fase"], m["hovedopgave"]) for m in en_model("sapa")["fasehovedopgaver"]}
    for k in kort("sapa"):
        assert (hovedfase("sapa", k["Fase"]), hovedopgaver()[k["Hovedopgave"].casefold()]) in aktive, k["Opgavekode"]


@pytest.mark.parametrize(
    ("kolonne", "tekst"),
    [
        ("Titel", "Forbered og implementer forretningsmæssige arbejdsgange"),
        ("Fase", "Klargøring"),
        ("Hovedopgave", "Arbejdsgange og organisering"),
        ("Prioritet", "Anbefalet"),
        ("Slutdato", "5 uger efter idriftsættelsesdato"),
        ("Slutdato er konstrueret", "nej"),
        ("Anbefalet udfører", "SAPA-projektleder"),
    ],
)
def test_a08_har_kildens_faste_felter(kolonne, tekst):
    assert a08()[kolonne] == tekst


@pytest.mark.parametrize(
    ("kolonne", "ord_"),
    [
        ("Mål", ["arbejdsgange", "forberedt", "taget i brug"]),
        (
            "Beskrivelse",
            ["udfaset", "interessenterne", "motiveret", "Undervisning", "superbrugere", "lokale ledere"],
        ),
        ("Metode og fremgangsmåde", ["kommunikationsplaner", "aktivitetsplaner"]),
        ("Resultat", ["plan", "kommunikation", "alle SAPA-brugere"]),
        ("Kvalitetskriterier", ["relevante interessenter", "arbejdsgangene"]),
        ("Involverede parter", ["Ledere", "administrator", "systemansvarlig", "superbruger", "slutbruger"]),
    ],
)
def test_a08_rummer_kildens_indhold(kolonne, ord_):
    assert [o for o in ord_ if o not in a08()[kolonne]] == []


def test_kun_a08_har_en_slutdato_fra_kilden():
    assert [k["Opgavekode"] for k in kort("sapa") if k["Slutdato er konstrueret"] != "ja"] == ["A08"]


def test_en_fase_i_sapa_har_en_tjekliste():
    antal = Counter(k["Tjekpunkt for"] for k in kort("sapa"))
    assert all(3 <= antal[fase] <= 8 for fase in ("F1", "F2", "F3"))
    assert all(1 <= antal[fase] <= 2 for fase in ("F0", "F4"))


def test_en_plan_for_sapa_begynder_faserne_i_raekkefoelge():
    foerste = {}
    for k in kort("sapa"):
        fase = hovedfase("sapa", k["Fase"])
        foerste[fase] = min(frist(k), foerste.get(fase, date.max))
    assert sorted(foerste, key=foerste.get) == ["F0", "F1", "F2", "F3", "F4"]


def test_en_plan_for_sapa_bruger_de_sidste_ni_maaneder_paa_forberedelsen():
    ni_maaneder_foer = date(2026, 6, 1)
    for k in kort("sapa"):
        if hovedfase("sapa", k["Fase"]) in ("F0", "F1"):
            assert frist(k) <= ni_maaneder_foer, k["Opgavekode"]
        else:
            assert frist(k) > ni_maaneder_foer, k["Opgavekode"]


def test_en_plan_for_sapa_ibrugtager_og_forankrer_efter_golive():
    efter = [k for k in kort("sapa") if hovedfase("sapa", k["Fase"]) in ("F3", "F4")]
    assert all(frist(k) > ANKRE.golive for k in efter)


def test_et_tjekpunkt_for_forberedelsen_er_klart_til_golive():
    assert all(frist(k) <= ANKRE.golive for k in kort("sapa") if k["Tjekpunkt for"] == "F2")
