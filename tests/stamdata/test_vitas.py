"""VITAS-kataloget i ``fixtures/kataloger/``: tjeklister, milepæle og orden, som implementeringsguiden har dem."""

from datetime import date

import pytest

from frister import Ankre
from tests.stamdata.test_kataloger import ANKRE, frist, kort, roller


def test_vitas_har_ingen_hovedopgaver():
    assert {k["Hovedopgave"] for k in kort("vitas")} == {""}


def vitas_tjekpunkter(*milepael):
    """Fasen, der forlades → koderne på de tjekpunkter, der har et af mærkerne i »Milepæl«."""
    fundne = {}
    for k in kort("vitas"):
        if k["Milepæl"] in milepael:
            fundne.setdefault(k["Tjekpunkt for"], set()).add(k["Opgavekode"])
    return fundne


def test_vitas_tjeklister_har_guidens_21_punkter_og_de_beslutninger_vi_har_lagt_til():
    lagt_til = {"V1": {"E01", "E06", "E13"}, "V4": {"P02", "P07"}}
    alle = vitas_tjekpunkter("ja", "nej")
    guidens = {fase: koder - lagt_til.get(fase, set()) for fase, koder in alle.items()}
    assert {fase: len(koder) for fase, koder in guidens.items()} == {"V1": 4, "V2": 3, "V3": 6, "V4": 4, "V5": 4}
    assert all(koder <= alle[fase] for fase, koder in lagt_til.items())


def test_vitas_milepaele_er_beslutningerne_og_forudsaetningerne_for_at_gaa_videre():
    assert vitas_tjekpunkter("ja") == {
        "V1": {"E01", "E06", "E13"},
        "V2": {"T01", "T03"},
        "V3": {"U02", "U04"},
        "V4": {"P02", "P03", "P07"},
        "V5": {"O01", "O04"},
    }
    assert {k["Milepæl"] for k in kort("vitas") if not k["Tjekpunkt for"]} == {""}


def venter_paa():
    return {k["Opgavekode"]: [et for et in k["Venter på"].split(", ") if et] for k in kort("vitas")}


def alt_foer(kode, sete=frozenset()):
    """Alt, opgaven ad nogen vej venter på; en kreds fejler."""
    assert kode not in sete, (kode, sete)
    return {andet for et in venter_paa()[kode] for andet in {et} | alt_foer(et, sete | {kode})}


@pytest.mark.parametrize("golive", [date(2027, 3, 1), ANKRE.golive])
def test_det_en_vitas_opgave_venter_paa_har_en_frist_foer_dens(golive):
    ankre = Ankre(date(2026, 11, 16), date(2027, 3, 1), golive)
    frister = {k["Opgavekode"]: frist(k, ankre) for k in kort("vitas")}
    for kode, koder in venter_paa().items():
        assert [et for et in koder if frister[et] > frister[kode]] == [], kode


def test_vitas_opgaver_staar_i_guidens_orden():
    assert {"U02", "T03"} <= alt_foer("U04") and "T01" in alt_foer("T03") and "T03" in alt_foer("T04")
    assert {"E01", "E06", "U04", "T04"} <= alt_foer("P02") and "P02" in alt_foer("P03")
    assert all(alt_foer(kode) is not None for kode in venter_paa())


def test_kun_det_et_hold_goer_for_sig_selv_staar_en_gang_for_hvert():
    holdenes = {k["Opgavekode"] for k in kort("vitas") if k["Per etape"]}
    assert holdenes == {"U04", "U05", "U08", "P02", "P03", "P05", "P07", "O07"}
    tekster = " ".join(str(v) for k in kort("vitas") if k["Opgavekode"] in holdenes for v in k.values())
    assert "første team" not in tekster
    # Et projekts opgave venter ikke på et enkelt holds.
    assert [k for k, koder in venter_paa().items() if k not in holdenes and holdenes & set(koder)] == []


def test_vitas_naevner_guidens_ansvarlige_roller():
    udfoerere = {roller()[k["Anbefalet udfører"].casefold()] for k in kort("vitas")}
    assert udfoerere >= {
        "projektleder",
        "superbruger",
        "it-ansvarlig",
        "administrator",
        "jobcenterchef",
        "teamleder",
    }
