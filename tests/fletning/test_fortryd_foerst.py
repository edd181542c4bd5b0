"""At fortryde en opgradering spørger én gang: siden viser, hvad der kommer tilbage, og hvad der er brugt siden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from koe.models import Besked
from opgaver.services.opgave import saet_status, tildel
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Rolle
from tests.fletning.hjaelp import BEHOLD_ALT, PAA, alt, flet, ny_version
from tests.fletning.test_opgrader import to
from tests.fletning.test_sider import tekst


def adresse(opgradering):
    return f"{opgradering.get_absolute_url()}fortryd/"


@pytest.fixture
def opgraderet(verden):
    return flet(verden, to(verden), nu=timezone.now())


def test_siden_viser_hver_opgave_og_gemmer_intet(som, verden, opgraderet):
    foer, spor, mails = alt(verden.projekt), Haendelse.objects.count(), Besked.objects.count()
    anna = som(verden.anna)
    assert f'href="{adresse(opgraderet)}"' in anna.get(opgraderet.get_absolute_url()).text
    side = tekst(anna.get(adresse(opgraderet)))
    assert "Planen følger SAPA 1.0 igen. 4 opgaver føres tilbage, og 1 frist flyttes." in side
    for sker in ("Får sit tidligere kort igen", "Kommer i planen igen", "Fjernes; ingen har brugt den"):
        assert sker in side
    assert (alt(verden.projekt), Haendelse.objects.count(), Besked.objects.count()) == (foer, spor, mails)


def test_det_brugte_naevnes_med_det_der_skete(som, verden, opgraderet):
    saet_status(Aktoer.person(verden.anna), verden.opgave("N01"), "i_gang", paa=PAA)
    side = tekst(som(verden.anna).get(adresse(opgraderet)))
    assert "1 opgave er brugt siden og føres ikke helt tilbage" in side
    assert "Slettes ikke, men udgår (status sat, Anna Krogh)" in side


def test_er_mere_brugt_imens_vises_det_og_intet_fortrydes(som, verden, opgraderet):
    klient = som(verden.anna)
    vist = klient.get(adresse(opgraderet)).context["vist"]
    saet_status(KOMMANDOLINJE, verden.opgave("N01"), "i_gang", paa=PAA)
    svar = klient.post(adresse(opgraderet), {"vist": vist, "set": int(timezone.now().timestamp()) - 1})
    opgraderet.refresh_from_db()
    assert "Ændret siden: " in svar.text and "N01 Ny N01 (status sat, kommandolinje, " in svar.text
    assert svar.status_code == 409 and "Noget er ændret" in svar.text and opgraderet.fortrudt is None
    klient.post(adresse(opgraderet), {"vist": svar.context["vist"]})
    opgraderet.refresh_from_db()
    assert opgraderet.fortrudt is not None


def test_en_omdoebt_og_en_beholdt_siges_at_vaere_det(som, verden):
    ny = ny_version(verden.version, aendres={"A08": {"kode": "A80"}, "K03": {"maal": "Nyt"}})
    opgradering = flet(verden, ny, nu=timezone.now())
    assert "Får sit tidligere kort igen og hedder A08" in tekst(som(verden.anna).get(adresse(opgradering)))
    nej = flet(verden, ny_version(ny, "3.0", aendres={"K03": {"maal": "Nyere"}}), BEHOLD_ALT, nu=timezone.now())
    assert "Har ikke længere svaret »behold«" in tekst(som(verden.anna).get(adresse(nej)))


def test_bo_ser_ikke_siden(som, verden, opgraderet):
    assert som(verden.bo).get(adresse(opgraderet)).status_code == 403


def test_hver_frist_der_taelles_staar_i_tabellen_ogsaa_paa_det_brugte(som, verden, opgraderet):
    felter = {"noegle": verden.opgave("G07").kort.noegle, "regel": "go-live"}
    igen = flet(verden, ny_version(opgraderet.til, "3.0", nye={"G07": felter}), nu=timezone.now())
    saet_status(KOMMANDOLINJE, verden.opgave("G07"), "i_gang", paa=PAA)
    svar = som(verden.anna).get(adresse(igen))
    [brugt] = svar.context["bliver"]
    assert brugt.er_flyttet and svar.text.count("→") == svar.context["frister"]


def test_siden_naevner_modtagerne_og_de_ledige_pladser_der_fjernes(som, verden):
    Rolle.objects.create(noegle="jurist", navn="Jurist", adgang="deltager", synonymer=[])
    tildel(KOMMANDOLINJE, verden.opgave("A08"), {"ansvarlig": verden.plads("administrator")})
    nye = {"N01": {"anbefalet_udfoerer": "Jurist"}}
    ny = ny_version(verden.version, aendres={"A08": {"maal": "Nyt"}}, nye=nye)
    side = tekst(som(verden.anna).get(adresse(flet(verden, ny, nu=timezone.now()))))
    assert (
        f"Mail om det: {verden.bo.navn}" in side and "Ledige pladser, der fjernes, fordi ingen har dem: Jurist" in side
    )


def test_uden_det_sete_fortrydes_intet_og_siden_vises(som, verden, opgraderet):
    svar = som(verden.anna).post(adresse(opgraderet))
    opgraderet.refresh_from_db()
    assert svar.status_code == 409 and "Se herunder, hvad der vil ske" in svar.text and opgraderet.fortrudt is None


def test_head_skriver_ikke_for_at_se(som, verden, opgraderet):
    klient = som(verden.anna)
    with CaptureQueriesContext(connection) as saetninger:
        svar = klient.head(adresse(opgraderet))
    assert svar.status_code == 200 and not [et for et in saetninger if "UPDATE" in et["sql"]]
    assert som(verden.bo).head(adresse(opgraderet)).status_code == 403
