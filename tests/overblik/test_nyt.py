"""Hvad der er nyt på Min side, siden personen sidst var der, og hvad der venter på et svar."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from opgaver.models import Kommentar, Opgave
from opgaver.services.eget import saet_egen_tekst
from opgaver.services.frist import saet_frist
from opgaver.services.opgave import saet_status, tildel
from overblik.minside import Minside
from overblik.nyt import Nyt
from projekter.aktoer import Aktoer
from projekter.models import Besoeg, Bruger, Haendelse, Plads
from projekter.services.besoeg import PAUSE, er_nyt_besoeg
from tests.medvirkende import I_DAG

NU = timezone.make_aware(timezone.datetime(2027, 2, 1, 9))
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("stille", "fortsaetter", "er_nyt"),
    [
        (timedelta(0), False, False),
        (PAUSE, False, False),
        (PAUSE + timedelta(seconds=1), False, True),
        (timedelta(hours=5), True, False),
    ],
)
def test_et_besoeg_slutter_efter_en_halv_times_stilhed(stille, fortsaetter, er_nyt):
    assert er_nyt_besoeg(NU - stille, NU, fortsaetter=fortsaetter) == er_nyt


def nyt(bruger, projekt, siden):
    return Nyt(Bruger.objects.get(pk=bruger.pk), {projekt.pk: projekt}, siden)


@pytest.fixture
def annas_arbejde(verden):
    """Anna giver Bo A08 og ændrer den fire gange; G07 ændrer hun også, og den er ikke Bos."""
    anna, foer = Aktoer.person(verden.anna), Haendelse.objects.latest("pk").tid
    for kode in ("A08", "G07"):
        saet_status(anna, verden.opgave(kode), "i_gang", paa=I_DAG)
    tildel(anna, verden.opgave("A08"), {"udfoerer": verden.plads("administrator")})
    saet_egen_tekst(anna, verden.opgave("A08"), "En lang tekst om, hvordan vi gør her i kommunen. " * 3)
    saet_status(anna, verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    return foer


def test_en_opgaves_aendringer_er_en_linje_med_det_der_nu_staar(verden, annas_arbejde):
    fundet = nyt(verden.bo, verden.projekt, annas_arbejde)
    [min_] = fundet.mine
    assert (min_.navn[:3], min_.antal, min_.hvem) == ("A08", 4, "Anna Krogh")
    assert "status sat: Fuldført" in min_.hvad and "udfører sat: Administrator" in min_.hvad
    assert "En lang tekst" not in min_.hvad and "I gang" not in min_.hvad
    assert [n.navn[:3] for et in fundet.i_projekter for n in et.nyheder] == ["G07"]


def test_det_jeg_selv_har_gjort_er_ikke_nyt_for_mig(verden, annas_arbejde):
    assert nyt(verden.anna, verden.projekt, annas_arbejde).nyheder == []


def test_et_andet_projekts_historik_er_ikke_med(verden, annas_arbejde):
    assert nyt(verden.carl, verden.odense_projekt, annas_arbejde).nyheder == []


def test_mange_haendelser_afkortes_og_det_siges(verden, annas_arbejde, monkeypatch):
    monkeypatch.setattr("overblik.nyt.LOFT", 2)
    fundet = nyt(verden.bo, verden.projekt, annas_arbejde)
    assert fundet.er_afkortet and sum(n.antal for n in fundet.nyheder) == 2


def hent_min_side(klient, minutter):
    """Afsnittet om det nye, hentet så mange minutter efter Annas arbejde."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutter), tick=False):
        return klient.get("/").text.partition('id="nyt"')[2]


def test_det_nye_staar_hele_besoeget_og_er_vaek_ved_det_naeste(verden, annas_arbejde, som):
    Besoeg.objects.create(bruger=verden.bo, her=annas_arbejde, set_til=annas_arbejde - timedelta(days=2))
    klient = som(verden.bo)
    assert all("A08 Forbered" in hent_min_side(klient, minutter) for minutter in (60, 85, 110))
    klient.cookies.pop("besoeg")  # som browseren selv gør efter en pause
    assert "Ingen andre har ændret noget" in hent_min_side(klient, 150)


def test_et_arbejde_paa_andre_sider_holder_besoeget_i_gang_men_en_side_der_selv_spoerger_goer_ikke(verden, som):
    klient = som(verden.bo)
    klient.get("/")
    assert "besoeg" in klient.get("/projekter/").cookies
    assert "besoeg" not in klient.get("/projekter/", headers=HTMX).cookies
    assert "besoeg" not in som(verden.anna).get("/projekter/").cookies


def test_marker_set_tager_kun_det_siden_viste(verden, annas_arbejde, som):
    klient = som(verden.bo)
    Besoeg.objects.create(bruger=verden.bo, her=NU, set_til=annas_arbejde)
    vist = timezone.now()
    with time_machine.travel(vist + timedelta(minutes=5), tick=False):
        saet_frist(Aktoer.person(verden.anna), verden.opgave("G01"), I_DAG, "Aftalt", paa=I_DAG)
        svar = klient.post("/min-side/set/", {"til": vist.isoformat()}, headers=HTMX)
    assert "A08" not in svar.text and "G01 Planlæg" in svar.text and "data-fokus" in svar.text
    assert "<html" not in svar.text and "Det er markeret som set." in svar.text
    assert klient.post("/min-side/set/", {"til": annas_arbejde.isoformat()}).status_code == 302
    assert Besoeg.objects.get().set_til == vist


@pytest.mark.parametrize("til", ["", "i går", "2027-02-01", "9999-01-01T00:00:00+00:00"])
def test_et_forkert_tidspunkt_afvises(verden, som, til):
    assert som(verden.bo).post("/min-side/set/", {"til": til}).status_code == 422
    assert not Besoeg.objects.exists()


def test_den_foerste_gang_siger_min_side_det_og_ikke_et_tidspunkt(verden, som):
    klient = som(verden.bo)
    assert "Det er første gang, du er her" in hent_min_side(klient, 0)
    assert "Ingen andre har ændret noget siden" in hent_min_side(klient, 10)


def minside(bruger):
    return Minside(Bruger.objects.get(pk=bruger.pk), I_DAG, NU)


def test_en_faseovergang_venter_naar_intet_obligatorisk_mangler(verden):
    assert minside(verden.dorte).overgange == []
    p01 = Opgave.objects.filter(pk=verden.opgave("P01").pk)
    verden.projekt.fase = verden.model.faser.get(kode="F1")
    verden.projekt.save()
    assert minside(verden.dorte).overgange == []
    p01.update(status="fuldfoert", fuldfoert=I_DAG)
    assert minside(verden.dorte).overgange == minside(verden.anna).overgange == [verden.projekt]
    assert minside(verden.bo).overgange == minside(verden.carl).overgange == []


def test_et_nyt_katalog_venter_paa_projektets_leder(verden, som):
    verden.version.pk, verden.version.nummer = None, "2.0"
    verden.version._state.adding = True
    verden.version.udgivet = timezone.now() + timedelta(minutes=1)
    verden.version.save()
    Plads.objects.filter(projekt=verden.projekt, rolle__noegle="projektleder").update(stedfortraeder=verden.bo)
    assert "SAPA 2.0 er udgivet" in som(verden.bo).get("/").text
    assert "SAPA 2.0 er udgivet" not in som(verden.dorte).get("/").text


def test_et_spoergsmaal_til_mig_venter_til_jeg_har_svaret(verden, som):
    adresse = f"/projekter/0751/SAPA/opgaver/{verden.opgave('A08').pk}/kommentar/"
    svar = som(verden.anna).post(adresse, {"tekst": "@Bo kan du nå det?", "noegle": uuid.uuid4()})
    assert svar.status_code == 302
    tekst = som(verden.bo).get("/").text
    assert "Anna Krogh har spurgt dig på" in tekst and "»@Bo kan du nå det?«" in tekst
    assert "har spurgt dig" not in som(verden.dorte).get("/").text
    som(verden.bo).post(f"{adresse}set/", {"set_til": Kommentar.objects.get().pk})
    assert "Ingen spørgsmål eller beslutninger venter på dig" in som(verden.bo).get("/").text
