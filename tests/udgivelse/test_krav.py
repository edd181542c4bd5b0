"""Det, udgiveren har sagt om en ændring i en version, der springes over, siges også i sammenligningen."""

import pytest
from django.urls import reverse

from opgaver.sammenligning import sammenlign
from opgaver.services.kortredigering import ny_kladde
from opgaver.udgivelsesvirkning import laes_virkning
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import ny_version, vis
from tests.fletning.test_sider import tekst
from tests.udgivelse.hjaelp import ret
from tests.udgivelse.test_skridt import koer, maerk


@pytest.fixture
def tre(verden):
    """1.1 kræver A08 ændret og skriver en note om K03; 1.2 ændrer kun begges titel."""
    aendres = {"A08": {"maal": "Krævet"}, "K03": {"maal": "Nyt"}}
    noter = {"A08": "Loven er ny.", "K03": "Klarere."}
    to = ny_version(verden.version, "1.1", aendres=aendres, obligatoriske=["A08"], noter=noter)
    return to, ny_version(to, "1.2", aendres={kode: {"titel": f"Ny {kode}"} for kode in ("A08", "K03")})


def fundne(fra, til):
    return {en.kort.kode: (en.er_obligatorisk, [(n.version, n.tekst) for n in en.noter])
            for en in sammenlign(fra, til).aendringer}  # fmt: skip


def test_krav_og_noter_fra_versionen_imellem_er_med_som_kommunen_spoerges(verden, tre):
    to, tredje = tre
    assert fundne(verden.version, tredje) == {
        "A08": (True, [("1.1", "Loven er ny.")]),
        "K03": (False, [("1.1", "Klarere.")]),
    }
    assert fundne(to, tredje) == {"A08": (False, []), "K03": (False, [])}
    spurgt = {raekke.noegle: raekke.er_obligatorisk for raekke in vis(verden, tredje).tabel.raekker if raekke.felter}
    sammenlignet = sammenlign(verden.version, tredje).aendringer
    assert {en.kort.noegle: en.er_obligatorisk for en in sammenlignet} == spurgt


def test_et_krav_der_er_taget_tilbage_binder_ikke(verden, tre):
    gammelt = verden.version.kort.get(kode="A08").maal
    fire = ny_version(tre[1], "1.3", aendres={"A08": {"maal": gammelt}})
    assert fundne(verden.version, fire)["A08"][0] is False


def test_siden_og_kommandoen_viser_det(verden, som, tre):
    side = tekst(som(verden.karen).get(reverse("kataloger:sammenlign", args=[tre[1].pk, verden.version.pk])))
    assert "1 ændring er obligatorisk" in side and "Udgiverens note om 1.1: Loven er ny." in side
    svar, _ = koer("sammenlign_katalog", "--fra", "1.0", "--til", "1.2")
    a08 = next(en for en in svar["aendrede"] if en["kode"] == "A08")
    assert (a08["er_obligatorisk"], a08["noter"]) == (True, [{"version": "1.1", "note": "Loven er ny."}])


def test_udgivelsessiden_siger_hvor_mange_der_er_obligatoriske_for_dem_der_er_bagud(verden, som, tre):
    kladde = ny_kladde(KOMMANDOLINJE, tre[1])
    maerk(ret(kladde, "K03", metode="Anden"))
    assert [(version.nummer, tal) for version, tal in laes_virkning(kladde, tre[1]).krav_fra_aeldre] == [("1.0", 2)]
    side = tekst(som(verden.karen).get(reverse("kataloger:udgiv", args=[kladde.pk])))
    assert "1 ændring er obligatorisk;" in side and "følger SAPA 1.0, er 2 ændringer obligatoriske" in side
