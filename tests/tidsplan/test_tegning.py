"""Tegningen: form og ord for hver tilstand, links på skærmen, og intet en streng CSP afviser."""

import re
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from faser.models import Fase
from frister import Kalender
from opgaver.models import Katalogopgave, Opgave
from opgaver.tidsplan import Linje, Post, Tidsplan, Tilstand
from opgaver.tidsplanvisning import Signatur, billeder
from opgaver.tidstegning import bred, paa_papir, smal, tegnforklaring
from projekter.models import Etape

PAA = date(2027, 2, 1)


def opgave(
    pk=1, frist=PAA, status="ikke_startet", milepael=False, grund="", laast=False, titel="Opret <b>", punkt=False
):
    fase = Fase(pk=7, kode="F2", navn="Forberedelse")
    kort = Katalogopgave(
        kode=f"A{pk:02}", titel=titel, tjekpunkt_for=fase if milepael or punkt else None, er_milepael=not punkt
    )
    ny = Opgave(pk=pk, kort=kort, fase=fase, frist=frist, status=status, er_frist_laast=laast, fortsaet_grund=grund)
    ny.sti = f"/projekter/0751/SAPA/opgaver/{pk}/"
    return ny


def plan(*opgaver, **mere):
    felter = {"idriftsaettelse": None, "golive": None, "gaeldende_etaper": [], "status": "aktivt"}
    projekt = SimpleNamespace(kalender=Kalender(), hypercaredage=10, idriftsaettelsesdage=5, **felter | mere)
    return Tidsplan(projekt, list(opgaver), PAA)


@pytest.mark.parametrize(
    ("felter", "tilstand", "i_ord"),
    [
        ({"frist": date(2027, 1, 31)}, Tilstand.OVER_TID, "Over tid"),
        ({"status": "i_gang", "laast": True}, Tilstand.I_GANG, "I gang, fast frist"),
        ({"status": "fuldfoert", "frist": date(2027, 1, 1)}, Tilstand.FULDFOERT, "Fuldført"),
        ({"milepael": True, "grund": "Vi går videre"}, Tilstand.IKKE_STARTET, "Milepæl, ikke startet, kan fortsætte"),
        ({"milepael": True, "grund": "Vi", "status": "fuldfoert"}, Tilstand.FULDFOERT, "Milepæl, fuldført"),
        ({"punkt": True, "grund": "Vi går videre"}, Tilstand.IKKE_STARTET, "Ikke startet, kan fortsætte"),
        ({"grund": "Ikke længere et tjekpunkt"}, Tilstand.IKKE_STARTET, "Ikke startet"),
    ],
)
def test_hver_tilstand_har_sine_ord(felter, tilstand, i_ord):
    post = Post(opgave(**felter), PAA)
    assert (post.tilstand, post.i_ord) == (tilstand, i_ord)


def test_hver_tilstand_og_en_milepael_har_sin_egen_form_uden_farverne():
    former = [tegnforklaring(tilstand, er_milepael=m) for tilstand in Tilstand for m in (False, True)]
    uden_farver = {re.sub(r"#[0-9a-f]{6}", "", form) for form in former}
    # Ikke relevant og udgået er begge streget ud; ordene skiller dem.
    assert len(uden_farver) == len(former) - 2


def test_kun_en_milepael_er_en_rude_med_fed_kode():
    [punktets], [milepaelens] = billeder(plan(opgave(punkt=True))), billeder(plan(opgave(milepael=True)))
    for tegning, er_rude in ((punktets.brede[0], False), (milepaelens.brede[0], True)):
        assert ("<polygon" in tegning, 'font-weight="bold">A01<' in tegning) == (er_rude, er_rude)
    assert ">A01<" not in punktets.smalle[0] and ">A01<" in milepaelens.smalle[0]


def test_signaturen_kender_et_tjekpunkt_planen_gaar_forbi_som_ikke_er_en_milepael():
    [(symbol, tekst)] = Signatur(plan(opgave(punkt=True, grund="Vi går videre"))).milepaele
    assert "<polygon" not in symbol and tekst.startswith("Kan fortsætte")


def test_den_brede_har_links_med_hele_navnet_og_den_smalle_er_et_billede():
    [billede] = billeder(plan(opgave(), opgave(2, milepael=True)))
    assert 'aria-label="A01 Opret &lt;b&gt;, frist 01.02.2027: ikke startet"' in billede.brede[0]
    assert billede.brede[0].count("<a ") == 2 and "<a " not in billede.smalle[0]
    assert 'role="img"' in billede.smalle[0] and ">A01<" not in billede.smalle[0] and ">A02<" in billede.smalle[0]


def test_tegningen_er_gyldig_xml_uden_style_og_uden_links_paa_papir():
    tegning = paa_papir(fuld := plan(*(opgave(nummer) for nummer in range(1, 71))))
    stykker = list(tegning.stykker(fuld.faser[0]))
    assert len(stykker) == 3 and "del 2 af 3" in stykker[1]
    for stykke in stykker:
        ElementTree.fromstring(stykke)
        assert "style" not in stykke and "<a " not in stykke and "onclick" not in stykke


def test_signaturen_forklarer_kun_det_planen_bruger():
    signatur = Signatur(plan(opgave(), opgave(2, status="fuldfoert")))
    assert [(ord_, antal) for _, ord_, antal in signatur.tilstande] == [("Fuldført", 1), ("Ikke startet", 1)]
    assert signatur.saerlige == []


def test_en_kilde_mere_er_en_linje_mere_i_begge_former(monkeypatch):
    team_nord = Linje("Team Nord går live", date(2027, 6, 1), "etape")
    monkeypatch.setattr("opgaver.tidsplan.LINJEKILDER", (lambda projekt, paa: [team_nord],))
    [billede] = billeder(plan(opgave()))
    for tegning in (*billede.brede, *billede.smalle):
        assert ">Team Nord går live<" in tegning


def hold(*datoer):
    return [Etape(pk=40 + n, navn=f"Team {n}", golive=dag, uddannelse=dag) for n, dag in enumerate(datoer)]


def test_en_opgave_for_en_etape_og_dens_linjer_har_dens_nummer():
    egen, alle = opgave(milepael=True), hold(date(2027, 3, 1), date(2027, 4, 1))
    egen.etape = alle[1]
    [billede] = billeder(plan(egen, gaeldende_etaper=alle))
    for tegning in (*billede.brede, *billede.smalle):
        assert ">A01·2<" in tegning and ">2<" in tegning and ">Go-live" not in tegning
    assert 'aria-label="A01·2 Opret' in billede.brede[0]


def test_fire_hold_har_numre_over_hver_tegning_og_navne_og_dage_en_gang():
    alle = [Etape(pk=n, navn=f"Team {n}", uddannelse=date(2027, n, 1), golive=date(2027, n, 12)) for n in range(3, 7)]
    fuld = plan(opgave(), opgave(2), idriftsaettelse=date(2027, 3, 12), gaeldende_etaper=alle)
    assert [(et.nummer, str(et.etape), [(ord_, dag) for _, ord_, dag in et.dage]) for et in Signatur(fuld).etaper] == [
        (n, f"Team {n + 2}", [("uddannet senest", date(2027, n + 2, 1)), ("go-live", date(2027, n + 2, 12))])
        for n in range(1, 5)
    ]
    assert {bred(fuld).top, smal(fuld).top} <= {60, 80}
    assert [linje.slags for linje in smal(fuld).linjer].count("uddannelse") == 0


def test_hold_paa_samme_dag_og_projektets_golive_er_et_vindue_og_en_streg():
    golive = date(2027, 3, 15)
    fuld = plan(opgave(), golive=golive, gaeldende_etaper=hold(golive, golive))
    assert [(vindue.navn, vindue.kort) for vindue in fuld.vinduer] == [
        ("Hyper-care for Team 0 og Team 1", "Hyper-care 1 og 2")
    ]
    [billede] = billeder(fuld)
    assert ">Go-live<" not in billede.brede[0] and "Go-live" in [linje.navn for linje in fuld.linjer]


def test_kun_det_over_tid_er_moerkt():
    def lysest(tilstand):
        fyld = re.search(r'<(?:circle|polygon)[^>]* fill="#(..)(..)(..)"', tegnforklaring(tilstand))
        return sum(int(tal, 16) for tal in fyld.groups()) / 3

    assert {tilstand for tilstand in Tilstand if lysest(tilstand) < 128} == {Tilstand.OVER_TID}


def test_tegningens_tekster_er_mindst_ni_pixel_paa_et_liggende_a4():
    [stykke] = paa_papir(fuld := plan(opgave(), opgave(2, milepael=True))).stykker(fuld.faser[0])
    paa_papiret = 269 / 25.4 * 96 / int(re.search(r"viewBox=\"0 0 (\d+)", stykke)[1])
    assert min(int(tal) for tal in re.findall(r'font-size="(\d+)"', stykke)) * paa_papiret >= 9


def test_skaermlaeseren_faar_navn_og_beskrivelse_men_ikke_aksens_tekster():
    [billede] = billeder(plan(opgave()))
    for tegning in (billede.brede[0], billede.smalle[0]):
        rod = ElementTree.fromstring(tegning)
        assert [barn.tag for barn in rod[:3]] == ["title", "desc", "g"] and rod[2].get("aria-hidden") == "true"
        assert rod[0].text == rod.get("aria-label") == "F2 Forberedelse: 1 opgave, 0 over tid, 0 fuldført"
