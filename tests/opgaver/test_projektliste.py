"""Listen over projekter, søgt og filtreret."""

import pytest

from faser.models import Fase
from opgaver.models import Opgave
from projekter.models import Medlemskab, Projekt, Rettighed

LISTEN = "/projekter/"
AARHUS, ODENSE = "SAPA, Aarhus Kommune", "SAPA, Odense Kommune"


@pytest.fixture
def viste(verden, som):
    """Anna leder i Aarhus og læser i Odense; svaret er, om hendes to projekter vises."""
    Medlemskab.objects.create(bruger=verden.anna, organisation=verden.odense, rettighed=Rettighed.LAESER)
    klient = som(verden.anna)

    def hent(**valg):
        side = klient.get(LISTEN, valg).text
        return [navn for navn in (AARHUS, ODENSE) if f">{navn}</a>" in side]

    return hent


@pytest.mark.parametrize("soegt", ["århus", "AARHUS sapa", "partsoverblik arhus"])
def test_projekter_soeges_i_kommune_og_loesning(viste, soegt):
    assert viste(soeg=soegt) == [AARHUS]


def test_projekter_filtreres_efter_fase_og_status(verden, viste):
    f2 = Fase.objects.get(model=verden.model, kode="F2")
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(fase=f2, status=Projekt.Status.PAA_PAUSE)
    assert viste(fase=str(f2)) == viste(status="paa_pause") == [ODENSE]
    assert viste(status="aktivt") == [AARHUS] and viste(status="findes-ikke", fase="F9") == [AARHUS, ODENSE]


def test_dem_jeg_leder_og_dem_der_er_over_tid(verden, viste):
    Opgave.objects.i_projekt(verden.odense_projekt).update(frist="2020-01-01")
    Opgave.objects.i_projekt(verden.projekt).update(frist=None)
    assert viste(vis="leder") == [AARHUS] and viste(vis="over_tid") == [ODENSE]


def test_valget_staar_i_siden_og_kan_nulstilles(verden, som, viste):
    side = som(verden.anna).get(LISTEN, {"soeg": "vejle"}).text
    assert "Viser 0 af 2 projekter." in side and 'value="vejle"' in side and '<a href="?">Vis alle</a>' in side


def test_den_med_et_enkelt_projekt_faar_intet_filter(verden, som):
    assert "Filtrér projekterne" not in som(verden.bo).get(LISTEN).text
