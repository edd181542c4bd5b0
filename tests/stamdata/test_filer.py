"""Stamdatafilerne holder det, indlæsningen regner med. Uden Django."""

import csv
import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.stamdata.filer import MAPPE, ens, gengangere, laes_json

MODELFILER = sorted((MAPPE / "modeller").glob("*.json"))
JSONFILER = [*sorted(MAPPE.glob("*.json")), *MODELFILER]
OPRINDELSER = {"kilde", "rekonstruktion"}
VEST = {"Region Syddanmark": 22, "Region Midtjylland": 19, "Region Nordjylland": 11}
HOVEDFASER = {
    "implementeringsmodellen": ["F0", "F1", "F2", "F3", "F4"],
    "vaerktoejer-til-bedre-drift": ["B1", "B2", "B3", "B4", "B5"],
    "vitas": ["V1", "V2", "V3", "V4", "V5"],
    "digitaliseringsforloeb": ["D1", "D2", "D3", "D4"],
}


def laes_csv(navn):
    with (MAPPE / navn).open(encoding="utf-8", newline="") as fil:
        return list(csv.DictReader(fil))


def en_model(noegle):
    return laes_json(MAPPE / "modeller" / f"{noegle}.json")


def regioner_paa(dag):
    """Kommunekode og region for hver gyldig række på dagen."""
    return [
        (r["kommunekode"], r["region"])
        for r in laes_csv("regioner.csv")
        if r["gyldig_fra"] <= dag and (not r["gyldig_til"] or dag <= r["gyldig_til"])
    ]


hver_fil = pytest.mark.parametrize("sti", JSONFILER, ids=lambda sti: sti.stem)
hver_model = pytest.mark.parametrize("model", [laes_json(s) for s in MODELFILER], ids=lambda m: m["noegle"])


@hver_fil
def test_en_fil_begynder_med_version_og_kilde(sti):
    indhold = laes_json(sti)

    assert list(indhold)[:2] == ["version", "kilde"]
    assert indhold["version"] >= 1
    assert indhold["kilde"].strip()


@hver_fil
def test_en_fil_er_skrevet_saa_den_er_let_at_gennemse(sti):
    forventet = json.dumps(laes_json(sti), ensure_ascii=False, indent=2) + "\n"

    assert sti.read_text(encoding="utf-8") == forventet


@hver_fil
def test_en_fil_naevnes_med_sin_version_i_laesmig(sti):
    navn = sti.relative_to(MAPPE).as_posix()
    laesmig = (MAPPE / "LAESMIG.md").read_text(encoding="utf-8")

    assert f"| `{navn}` | {laes_json(sti)['version']} |" in laesmig


def test_der_er_netop_kildernes_fire_modeller():
    assert {laes_json(sti)["noegle"] for sti in MODELFILER} == set(HOVEDFASER)
    assert all(laes_json(sti)["noegle"] == sti.stem for sti in MODELFILER)


@hver_model
def test_en_model_har_sine_hovedfaser_i_raekkefoelge(model):
    koder = [f["kode"] for f in model["faser"] if f["overfase"] is None]

    assert koder == HOVEDFASER[model["noegle"]]


@hver_model
def test_en_fases_kode_er_entydig_og_kan_staa_i_en_adresse(model):
    koder = [f["kode"] for f in model["faser"]]

    assert gengangere(koder) == []
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}", kode) for kode in koder)


@hver_model
def test_en_delfase_staar_efter_den_fase_den_hoerer_til(model):
    sete_hovedfaser = set()
    for fase in model["faser"]:
        if fase["overfase"] is None:
            sete_hovedfaser.add(fase["kode"])
        else:
            assert fase["overfase"] in sete_hovedfaser, fase["kode"]


@hver_model
def test_en_fase_siger_hvad_den_drejer_sig_om_og_hvor_det_kommer_fra(model):
    for fase in model["faser"]:
        assert all([fase["navn"], fase["fokus"]]), fase["kode"]
        assert fase["kilde"] in OPRINDELSER, fase["kode"]


@hver_model
def test_en_hovedfase_har_effekt_og_aktoerer(model):
    for fase in model["faser"]:
        assert fase["overfase"] or (fase["effekt"] and fase["aktoerer"]), fase["kode"]


@hver_model
def test_et_ord_peger_paa_hoejst_en_fase_i_modellen(model):
    ord_ = [ens(o) for f in model["faser"] for o in {ens(x) for x in (f["kode"], f["navn"], *f["synonymer"])}]

    assert gengangere(ord_) == []


@hver_model
def test_et_ord_peger_paa_hoejst_en_hovedopgave_i_modellen(model):
    ord_ = [o for h in model["hovedopgaver"] for o in {ens(x) for x in (h["navn"], *h["synonymer"])}]

    assert gengangere(ord_) == []


@hver_model
def test_et_maerke_peger_paa_en_hovedfase_og_en_hovedopgave_der_findes(model):
    hovedfaser = {f["kode"] for f in model["faser"] if f["overfase"] is None}
    numre = {h["nummer"] for h in model["hovedopgaver"]}

    for maerke in model["fasehovedopgaver"]:
        assert maerke["fase"] in hovedfaser, maerke
        assert maerke["hovedopgave"] in numre, maerke


@hver_model
def test_et_maerke_staar_en_gang_og_siger_hvor_det_kommer_fra(model):
    maerker = model["fasehovedopgaver"]

    assert gengangere((m["fase"], m["hovedopgave"]) for m in maerker) == []
    assert all(m["oprindelse"] in OPRINDELSER and m["begrundelse"] for m in maerker)


def test_der_er_seksten_hovedopgaver_og_de_er_alle_maerket():
    model = en_model("implementeringsmodellen")
    numre = [h["nummer"] for h in model["hovedopgaver"]]

    assert numre == list(range(1, 17))
    assert {m["hovedopgave"] for m in model["fasehovedopgaver"]} == set(numre)


def test_hver_hovedopgave_har_eksempler_der_kan_blive_til_opgaver():
    for hovedopgave in en_model("implementeringsmodellen")["hovedopgaver"]:
        titler = hovedopgave["eksempler"]
        assert len(titler) >= 5 and gengangere(titler) == [] and max(map(len, titler)) <= 200


def test_kun_implementeringsmodellen_har_hovedopgaver():
    assert [s.stem for s in MODELFILER if laes_json(s)["hovedopgaver"]] == ["implementeringsmodellen"]


def test_en_hovedopgaves_gruppe_er_kun_kilde_for_de_uafhaengige_opgaver():
    grupper = {h["nummer"]: h for h in en_model("implementeringsmodellen")["hovedopgaver"]}

    assert [n for n, h in grupper.items() if h["gruppe_kilde"] == "kilde"] == [1, 2]
    assert all(h["gruppe"] and h["formaal"] and h["gruppe_kilde"] in OPRINDELSER for h in grupper.values())


def test_fase_nul_mangler_succesfaktorer_som_i_kilden_og_de_andre_har_dem():
    faktorer = {
        f["kode"]: len(f["succesfaktorer"])
        for f in en_model("implementeringsmodellen")["faser"]
        if f["overfase"] is None
    }

    assert faktorer == {"F0": 0, "F1": 4, "F2": 6, "F3": 4, "F4": 4}


def test_fase_to_er_delt_i_tre_hvoraf_planlaegning_er_rekonstruktion():
    delfaser = [f for f in en_model("implementeringsmodellen")["faser"] if f["overfase"] == "F2"]

    assert [(f["kode"], f["navn"], f["kilde"]) for f in delfaser] == [
        ("2.1", "Planlægning", "rekonstruktion"),
        ("2.2", "Klargøring", "kilde"),
        ("2.3", "Idriftsættelse", "kilde"),
    ]


@pytest.mark.parametrize(
    ("skrevet", "kode"),
    [("Fase 2: Forbedelse", "F2"), ("2.3 Idriftssættelse", "2.3"), ("Klargøring", "2.2"), ("1", "F1")],
)
def test_en_fase_kendes_som_den_skrives_i_praksis(skrevet, kode):
    faser = en_model("implementeringsmodellen")["faser"]

    assert [f["kode"] for f in faser if ens(skrevet) in map(ens, [f["navn"], *f["synonymer"]])] == [kode]


@pytest.mark.parametrize(
    ("skrevet", "nummer"),
    [("Golive", 10), ("It-miljø og infrastruktur", 11), ("Konfiguration", 12), ("Arbejdsgange", 9)],
)
def test_en_hovedopgave_kendes_som_den_skrives_i_praksis(skrevet, nummer):
    hovedopgaver = en_model("implementeringsmodellen")["hovedopgaver"]
    fundet = [h["nummer"] for h in hovedopgaver if ens(skrevet) in map(ens, [h["navn"], *h["synonymer"]])]

    assert fundet == [nummer]


def test_der_er_98_kommuner_med_hver_sin_kode_navn_og_flise():
    kommuner = laes_csv("kommuner.csv")

    assert len(kommuner) == 98
    assert gengangere(k["kode"] for k in kommuner) == gengangere(k["navn"] for k in kommuner) == []
    assert gengangere((k["kolonne"], k["raekke"]) for k in kommuner) == []


def test_en_kommunekode_har_fire_cifre_og_koderne_stiger():
    koder = [k["kode"] for k in laes_csv("kommuner.csv")]

    assert all(re.fullmatch(r"0\d{3}", kode) for kode in koder)
    assert (koder[0], koder[-1]) == ("0101", "0860")
    assert koder == sorted(koder)


def test_en_flise_ligger_inden_for_gitteret():
    for kommune in laes_csv("kommuner.csv"):
        assert 0 <= int(kommune["kolonne"]) <= 12, kommune["navn"]
        assert 0 <= int(kommune["raekke"]) <= 12, kommune["navn"]


def test_kun_koebenhavn_og_bornholm_har_et_saerligt_officielt_navn():
    saerlige = {
        k["navn"]: k["officielt_navn"]
        for k in laes_csv("kommuner.csv")
        if k["officielt_navn"] != f"{k['navn']} Kommune"
    }

    assert saerlige == {"København": "Københavns Kommune", "Bornholm": "Bornholms Regionskommune"}


@pytest.mark.parametrize(
    ("dag", "oest"),
    [
        ("2026-12-31", {"Region Hovedstaden": 29, "Region Sjælland": 17}),
        ("2027-01-01", {"Region Østdanmark": 46}),
    ],
)
def test_hver_kommune_har_en_region_paa_hver_side_af_aarsskiftet(dag, oest):
    gyldige = regioner_paa(dag)

    assert sorted(kode for kode, _ in gyldige) == [k["kode"] for k in laes_csv("kommuner.csv")]
    assert Counter(region for _, region in gyldige) == oest | VEST


def test_en_kommunes_regioner_foelger_hinanden_uden_hul_fra_2007():
    perioder = {}
    for raekke in laes_csv("regioner.csv"):
        perioder.setdefault(raekke["kommunekode"], []).append((raekke["gyldig_fra"], raekke["gyldig_til"]))

    for kode, kommunens in perioder.items():
        assert kommunens[0][0] == "2007-01-01", kode
        assert kommunens[-1][1] == "", kode
        for (_, til), (fra, _) in pairwise(kommunens):
            assert date.fromisoformat(til) + timedelta(days=1) == date.fromisoformat(fra), kode


def test_der_er_fem_loesninger_med_kendt_ejer_og_model():
    loesninger = laes_json(MAPPE / "loesninger.json")["loesninger"]
    udgivere = {u["noegle"] for u in laes_json(MAPPE / "udgivere.json")["udgivere"]}

    assert {x["noegle"] for x in loesninger} == {"SAPA", "KY", "KSD", "STS", "VITAS"}
    assert all(x["ejer"] in udgivere and x["model"] in HOVEDFASER for x in loesninger)


def test_en_udgiver_har_en_kendt_type():
    udgivere = laes_json(MAPPE / "udgivere.json")["udgivere"]

    assert [u["noegle"] for u in udgivere] == ["kombit", "star", "kl"]
    assert {u["type"] for u in udgivere} <= {"udgiver", "leverandoer"}
