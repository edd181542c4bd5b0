"""Udgiveren og kommunen er enige om, hvornår to kort siger det samme."""

import pytest

from opgaver.kortforskel import aendrede_felter
from opgaver.models import Bilag, Katalogversion, Plan
from opgaver.sammenligning import sammenlign
from opgaver.services.opgave import saet_status
from opgaver.udbredelse import find_udbredelse
from opgaver.udgivelsesvirkning import laes_virkning
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import BEHOLD_ALT, PAA, VENT_MED_ALT, flet, ny_version, vis
from tests.udgivet import uden_vaern


def uden_tekst(verden, **felter):
    """2.0, hvor A08 kun har reglen, og 3.0, hvor reglens ord også står i cellen."""
    to = ny_version(verden.version, "2.0", aendres={"A08": {"slutdato_tekst": "", **felter}})
    regel = to.kort.get(kode="A08").regel
    assert regel
    return to, ny_version(to, "3.0", aendres={"A08": {"slutdato_tekst": regel}})


def test_reglens_egne_ord_i_cellen_er_ingen_aendring_for_nogen(verden):
    to, tre = uden_tekst(verden)
    flet(verden, to)
    assert sammenlign(to, tre).aendringer == []
    assert [raekke.noegle for raekke in vis(verden, tre).tabel.raekker if raekke.er_aaben] == []


@pytest.mark.parametrize(
    "felter",
    [
        {"slutdato_tekst": ""},
        {"slutdato_tekst": "Snarest", "regel": ""},
        {"er_regel_konstrueret": True},
        {"hovedopgave_id": None},
        {"oevrige_felter": {"Ny": "x"}},
        {"kode": "A09"},
    ],
)
def test_de_felter_udgiveren_ser_er_dem_kommunen_spoerges_om(verden, felter):
    to = ny_version(verden.version, aendres={"A08": felter})
    udgiverens = {en.kort.noegle for en in sammenlign(verden.version, to).aendringer}
    raekker = [raekke for raekke in vis(verden, to).tabel.raekker if raekke.er_aaben]
    assert {raekke.noegle for raekke in raekker} == udgiverens
    for raekke in raekker:
        kort = verden.version.kort.get(noegle=raekke.noegle), to.kort.get(noegle=raekke.noegle)
        assert raekke.felter == aendrede_felter(*kort)


def test_et_nej_gaelder_ogsaa_for_udgiveren_naar_kun_cellens_ord_er_andre(verden):
    """Kommunen sagde nej til 2.0; 3.0 siger det samme om A08."""
    to, tre = uden_tekst(verden, titel="En anden")
    flet(verden, to, BEHOLD_ALT)
    forrige, kladde = (Katalogversion.objects.select_related("katalog__model").get(pk=en.pk) for en in (to, tre))
    ramte = [kommune.navn for kommune in laes_virkning(kladde, forrige).kommuner if kommune.navn == "Aarhus"]
    aabne = [raekke for raekke in vis(verden, tre).tabel.raekker if raekke.er_aaben]
    assert (ramte, aabne) == ([], [])


def venter(verden):
    """Aarhus' ventende efter det nyeste: udgiverens tal, og det kommunen spørges om."""
    nyeste = Katalogversion.objects.select_related("katalog__model", "katalog__loesning").latest("udgivet")
    [udgiverens] = [en.venter for en in find_udbredelse(nyeste).raekker if en.kommune.navn == "Aarhus"]
    return udgiverens, len([raekke for raekke in vis(verden, nyeste).tabel.raekker if raekke.er_aaben])


def kommunens(verden):
    return Plan.objects.med_nyt().get(projekt=verden.projekt).venter


def test_en_udgaaet_opgave_der_er_i_kataloget_igen_venter_for_begge(verden):
    flet(verden, ny_version(verden.version, "2.0", udgaar=["G07"]))
    tre = ny_version(verden.version, "3.0")
    assert venter(verden) == (1, 1)
    flet(verden, tre, VENT_MED_ALT)
    assert (*venter(verden), kommunens(verden)) == (1, 1, 1)


def test_en_fuldfoert_opgave_venter_for_begge(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    to = ny_version(verden.version, aendres={"A08": {"maal": "Nyt"}})
    assert venter(verden) == (1, 1)
    flet(verden, to, VENT_MED_ALT)
    assert (*venter(verden), kommunens(verden)) == (1, 1, 1)


def test_et_nej_venter_ikke_for_nogen(verden):
    to = ny_version(verden.version, aendres={"A08": {"maal": "Nyt"}}, udgaar=["G07"])
    flet(verden, to, BEHOLD_ALT)
    assert (*venter(verden), kommunens(verden)) == (0, 0, 0)


def test_et_nej_gaelder_ikke_for_det_der_siden_var_obligatorisk(verden):
    """2.0 og 4.0 siger det samme, men 3.0 imellem måtte ikke afslås."""
    to = ny_version(verden.version, "2.0", aendres={"A08": {"maal": "Nyt"}})
    flet(verden, to, BEHOLD_ALT)
    tre = ny_version(to, "3.0", aendres={"A08": {"maal": "Nyere"}}, obligatoriske=["A08"])
    ny_version(tre, "4.0", aendres={"A08": {"maal": "Nyt"}})
    assert venter(verden) == (1, 1)


def test_et_nej_gaelder_igen_naar_kravet_er_taget_tilbage(verden):
    """3.0 krævede titlen ændret; i 4.0 er titlen kommunens igen, og resten har den sagt nej til."""
    titel = verden.opgave("A08").kort.titel
    to = ny_version(verden.version, "2.0", aendres={"A08": {"maal": "Nyt"}})
    flet(verden, to, BEHOLD_ALT)
    tre = ny_version(to, "3.0", aendres={"A08": {"titel": "Krævet"}}, obligatoriske=["A08"])
    assert venter(verden) == (1, 1)
    ny_version(tre, "4.0", aendres={"A08": {"titel": titel}})
    assert venter(verden) == (0, 0)


def test_et_nej_gaelder_ikke_for_en_opgave_der_siden_skal_udgaa(verden):
    to = ny_version(verden.version, "2.0", aendres={"A08": {"maal": "Nyt"}})
    flet(verden, to, BEHOLD_ALT)
    ny_version(to, "3.0", udgaar=["A08"], obligatoriske=["A08"], noter={"A08": "Loven er ophævet."})
    assert venter(verden) == (1, 1)


def test_andre_bilag_venter_for_begge(verden):
    with uden_vaern():
        to = ny_version(verden.version)
        Bilag.objects.bulk_create(
            [Bilag(kort=to.kort.get(kode="A08"), titel="Vejledning", adresse="https://a.example/")]
        )
    assert venter(verden) == (1, 1)
    flet(verden, to, BEHOLD_ALT)
    assert (*venter(verden), kommunens(verden)) == (0, 0, 0)


def test_en_udgivelses_saetning_taeller_kun_aabne_opgaver(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    to = ny_version(verden.version, aendres={"A08": {"maal": "Nyt"}})
    version = Katalogversion.objects.select_related("katalog__model").get(pk=to.pk)
    assert laes_virkning(version, verden.version).tekst == "1 ændret – rammer 1 kommune, 1 åben opgave"


def genkomsten(verden, *, igen=False):
    """G07 skal udgå i 2.0, er i kataloget igen i 3.0 og udgår i 4.0, der også kan kræve det."""
    foerste = verden.version.kort.get(kode="G07")
    to = ny_version(verden.version, "2.0", udgaar=["G07"], obligatoriske=["G07"], noter={"G07": "Loven."})
    felter = {navn: getattr(foerste, navn) for navn in ("noegle", "titel", "beskrivelse", "fase")}
    tre = ny_version(to, "3.0", nye={"G07": felter})
    krav = ["G07"] if igen else []
    return tre, ny_version(tre, "4.0", udgaar=["G07"], obligatoriske=krav, noter={"G07": "Alligevel ikke."})


@pytest.mark.parametrize("igen", [False, True])
def test_et_krav_om_at_udgaa_er_taget_tilbage_naar_opgaven_kom_igen(verden, igen):
    tre, fire = genkomsten(verden, igen=igen)
    noegle = verden.version.kort.get(kode="G07").noegle
    [raekke] = [raekke for raekke in vis(verden, fire).tabel.raekker if raekke.noegle == noegle]
    [fra_en, fra_tre] = [
        {en.kort.noegle: en.er_obligatorisk for en in sammenlign(fra, fire).aendringer}[noegle]
        for fra in (verden.version, tre)
    ]
    assert (raekke.er_obligatorisk, fra_en, fra_tre) == (igen, igen, igen)
