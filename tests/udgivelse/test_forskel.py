"""Forskellen mellem to kort vises ens for udgiveren og for kommunen."""

import pytest

from opgaver.forskelsvisning import vis_felter
from opgaver.katalogimport.ressource import OEVRIGE
from opgaver.kortforskel import INDHOLD, RAEKKEFOELGE, overskrift
from opgaver.opgraderingsvisning import grupper
from opgaver.sammenligning import sammenlign
from tests.fletning.hjaelp import ny_version, vis


def test_hvert_felt_i_indholdet_har_sin_plads_og_overskrift():
    assert set(RAEKKEFOELGE) == set(INDHOLD)
    assert all(overskrift(felt) for felt in RAEKKEFOELGE if felt != OEVRIGE)


def test_den_samme_aendring_vises_ens_for_udgiveren_og_kommunen(verden):
    gammelt = verden.version.kort.get(kode="A08")
    felter = {
        "titel": "En anden",
        "fase": verden.version.kort.get(kode="G07").fase,
        "hovedopgave": verden.model.hovedopgaver.exclude(pk=gammelt.hovedopgave_id).first(),
        "prioritet": "valgfri",
        "slutdato_tekst": "",
        "regel": "2 uger efter go-live",
        "tjekpunkt_for": gammelt.fase,
        "oevrige_felter": {"Ny": "x"},
    }
    ny = ny_version(verden.version, aendres={"A08": felter})
    [raekke] = [raekke for gruppe in grupper(vis(verden, ny), {}) for raekke in gruppe.raekker]
    [aendring] = sammenlign(verden.version, ny).aendringer
    assert vis_felter(aendring.felter) == raekke.felter
    assert len(aendring.felter) == 7
    assert [felt["ny"] for felt in aendring.felter[2:4]] == [str(felter["fase"]), str(felter["hovedopgave"])]


def test_reglen_vises_for_sig_naar_cellen_siger_noget_andet(verden):
    ny = ny_version(verden.version, aendres={"A08": {"slutdato_tekst": "Til jul", "regel": "2 uger efter go-live"}})
    felter = sammenlign(verden.version, ny).aendringer[0].felter
    assert [felt["felt"] for felt in felter] == ["Slutdato", "Slutdato, forstået som"]
    assert felter[1]["ny"] == "2 uger efter go-live"


@pytest.mark.parametrize(
    ("foer", "nu"), [("2.1 Klargøring", "2.2 Klargøring"), ("Vejledning: a1.pdf", "Vejledning: a2.pdf"), ("", "Ny")]
)
def test_et_navn_vises_helt_og_en_tekst_ord_for_ord(foer, nu):
    felt = {"felt": "Fase", "gammel": foer, "ny": nu, "rig": False}
    (navn,), (tekst,) = vis_felter([felt | {"er_navn": True}]), vis_felter([felt])
    assert f"</span>{nu}<span" in navn["efter"] and (not foer or f"</span>{nu}<span" not in tekst["efter"])
    assert (navn["foer"] == "") is (foer == "")
