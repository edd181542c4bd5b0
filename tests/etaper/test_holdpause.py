"""Et hold på pause ses på alle projektets sider, og de tal, der ikke er ens, forklares."""

from datetime import date

import pytest

from opgaver.holdpause import holdpauser
from opgaver.models import Opgave
from opgaver.services.indhentning import se_indhentning
from opgaver.services.udrulning import saet_etape_paa_pause
from projekter.aktoer import KOMMANDOLINJE

PAA = date(2027, 2, 3)
FORSINKET = date(2024, 1, 4)


@pytest.fixture
def syd(verden, tre):
    """Syd er på pause med to opgaver over tid; resten af projektet har én."""
    Opgave.objects.filter(etape=tre[1]).update(frist=FORSINKET)
    Opgave.objects.filter(kort__kode="K03").update(frist=FORSINKET)
    saet_etape_paa_pause(KOMMANDOLINJE, tre[1], "Ingen superbruger", paa=PAA)
    return tre[1]


@pytest.mark.parametrize("navn", ["", "status/", "tidsplan/", "organisation/", "historik/"])
def test_hver_side_siger_at_holdet_er_paa_pause_og_hvorfor(verden, som, syd, navn):
    side = som(verden.bo).get(f"{verden.projekt.get_absolute_url()}{navn}").text
    assert "<strong>Syd er på pause</strong>" in side and "Ingen superbruger" in side


def test_holdets_raekker_og_kort_er_maerket(verden, som, syd):
    verdens = som(verden.bo)
    liste = verdens.get(f"{verden.projekt.get_absolute_url()}?etape={syd.pk}").text
    assert liste.count('<span class="badge badge-warning">På pause</span>') == syd.opgaver.count() == 2
    assert "På pause</span>" in verdens.get(syd.opgaver.first().get_absolute_url()).text


def test_pausen_siger_hvor_mange_af_dem_over_tid_der_er_holdets(verden, syd, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [(pause.etape, pause.over_tid) for pause in holdpauser(verden.projekt, PAA)] == [(syd, 2)]


def test_indhentningsplanen_siger_hvor_mange_der_ikke_er_med(verden, som, syd):
    verden.projekt.refresh_from_db()
    plan = se_indhentning(verden.projekt, PAA)
    i_alt = Opgave.objects.i_projekt(verden.projekt).overskredne(PAA).count()
    assert plan.paa_pause == 2 and plan.overskredne + plan.paa_pause == i_alt
    side = som(verden.anna).get(f"{verden.projekt.get_absolute_url()}indhentningsplan/").text
    assert "2 frister mere er over tid, men hos et hold på pause, og er ikke med." in side
