"""Faseovergangen i en trinvis ibrugtagning: det første hold åbner den, og de følgende står ved siden af."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from opgaver.models import Opgave
from opgaver.services.opgave import saet_status
from overblik.venter import klar_til_beslutning
from overgange.pdf import tjekliste_html
from overgange.regler import Parathed
from overgange.tjekliste import laes_tjekliste
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etape
from tests.etaper.conftest import NU
from tests.fletning.hjaelp import frisk
from tests.overgange.hjaelp import fase, loes, overgang, punkt, ret_kort, stil_i


@pytest.fixture
def i_f2(verden, per_etape, request):
    """G01 er tjekpunkt for F2 og »per etape«; alt andet obligatorisk i F2 er løst."""
    ret_kort(verden, "G01", tjekpunkt_for=fase(verden, "F2"), prioritet="obligatorisk")
    stil_i(verden, "F2")
    request.getfixturevalue("tre")
    loes(verden, "C01", "K03", "I01")
    return verden


def loes_hos(navn):
    opgave = Opgave.objects.get(kort__kode="G01", etape__navn=navn)
    saet_status(KOMMANDOLINJE, opgave, "fuldfoert", paa=NU.date(), bekraeftet=True)


def holdene(verden):
    """Dem, overgangen venter på, og dem, der står ved siden af."""
    parathed = laes_tjekliste(overgang(verden)).parathed
    return [[et.titel.partition("(")[2][:-1] for et in del_] for del_ in (parathed.manglende, parathed.foelgende)]


def test_et_foelgende_hold_holder_ikke_tilbage_og_er_ikke_talt_med():
    parathed = Parathed((punkt(status="fuldfoert"), punkt(foelger=True), punkt(foelger=True, status="fuldfoert")))
    assert parathed.er_klar and parathed.er_uden_betingelser
    assert (len(parathed.aabnende), len(parathed.foelgende), parathed.i_alt) == (1, 2, 1)
    assert parathed.tekst == "1 af 1 opfyldt, 2 hos de følgende hold"


def test_kun_det_foerste_hold_aabner_overgangen_ogsaa_naar_det_er_lavet_sidst(i_f2):
    assert holdene(i_f2) == [["Nord"], ["Syd", "Vest"]]
    Etape.objects.filter(navn="Vest").update(golive=date(2027, 3, 14))
    assert holdene(i_f2) == [["Vest"], ["Nord", "Syd"]]


def test_min_side_siger_at_overgangen_er_klar_naar_det_foerste_hold_er(i_f2):
    loes_hos("Syd")
    assert not klar_til_beslutning([frisk(i_f2.projekt)])
    loes_hos("Nord")
    assert klar_til_beslutning([frisk(i_f2.projekt)]) == [i_f2.projekt]
    assert laes_tjekliste(overgang(i_f2)).parathed.er_uden_betingelser


def test_siden_og_pdfen_siger_hvad_de_foelgende_hold_mangler(i_f2, som):
    side = som(i_f2.dorte).get(reverse("overgange:vis", args=("0751", "SAPA", "F2"))).text
    pdf = tjekliste_html(i_f2.projekt, laes_tjekliste(overgang(i_f2)), datetime(2027, 2, 5, tzinfo=UTC))
    for tekst in (side, pdf):
        foer, _, efter = tekst.partition("De følgende hold")
        assert "(Nord)" in foer and "(Syd)" not in foer and "(Vest)" in efter and "(Nord)" not in efter


@pytest.mark.parametrize(("hold", "venter"), [("Nord", True), ("Vest", False)])
def test_kortet_siger_om_overgangen_venter_paa_det(i_f2, som, hold, venter):
    opgave = Opgave.objects.get(kort__kode="G01", etape__navn=hold)
    tekst = som(i_f2.dorte).get(reverse("opgaver:kort", args=("0751", "SAPA", opgave.pk))).text
    assert ("Projektet går først videre fra" in tekst) is venter
    assert ("venter kun på det første hold" in tekst) is not venter
