"""Hvorfor en opgave udgår, og om kommunerne skal lade den udgå: fra redaktørens side til kommunens opgave."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet
from koe.models import Besked
from opgaver.fletning import Valg, Valgliste
from opgaver.katalogstilling import find_stilling
from opgaver.models import Katalog, Katalogversion, Opgave, Udgaaelse
from opgaver.sammenligning import sammenlign
from opgaver.services.kortredigering import ny_kladde
from opgaver.services.opgave import saet_status, tildel
from opgaver.services.udgaaelse import sagt, sig_om_udgaaelse, udgaaelsens_aftryk
from opgaver.services.udgivelse import udgiv
from opgaver.udgivelsesvirkning import laes_virkning
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Loesning
from tests.fletning.hjaelp import BEHOLD_ALT, PAA, flet, ny_version, vis
from tests.fletning.test_sider import HER, tekst
from tests.lokale.test_lokale import lav
from tests.udgivelse.hjaelp import lav_kladde, nyt, slet

GRUND = "Loven er ophævet."


@pytest.fixture
def kladde(verden):
    """G07 er ikke med."""
    return lav_kladde(verden)


def noegle(verden, kode="G07"):
    return verden.version.kort.get(kode=kode).noegle


def sig(verden, kladde, note=GRUND, *, er_obligatorisk=True, kode="G07"):
    staar = sagt(kladde, noegle(verden, kode))
    valg = {"er_obligatorisk": er_obligatorisk, "note": note, "aftryk": udgaaelsens_aftryk(staar)}
    return sig_om_udgaaelse(KOMMANDOLINJE, kladde, noegle(verden, kode), **valg)


def adresse(verden, kladde, kode="G07"):
    return reverse("kataloger:udgaar", args=[kladde.pk, noegle(verden, kode)])


def test_at_slette_en_udgivet_opgave_foerer_til_siden_hvor_det_siges(verden, som, kladde):
    karen, kort = som(verden.karen), kladde.kort.get(kode="K03")
    sletteside = reverse("kataloger:slet_kort", args=[kladde.pk, kort.pk])
    vist = karen.get(sletteside).context["aftryk"]
    side = karen.post(sletteside, {"aftryk": vist}, follow=True)
    assert side.redirect_chain[-1][0] == adresse(verden, kladde, "K03")
    assert "Skriv her, hvorfor den udgår" in side.text
    data = {"er_obligatorisk": "on", "note": GRUND, "aftryk": side.context["form"].initial["aftryk"]}
    assert karen.post(adresse(verden, kladde, "K03"), data).status_code == 302
    udgiv_siden = tekst(karen.get(reverse("kataloger:udgiv", args=[kladde.pk])))
    assert f"Skal udgå : {GRUND}" in udgiv_siden and "1 ændring er obligatorisk" in udgiv_siden
    spor = Haendelse.objects.get(handling="note om en opgave, der udgår")
    assert (spor.felt, spor.gammel, spor.ny) == ("K03", "", f"obligatorisk: {GRUND}")


def test_kravet_skal_have_en_grund_og_opgaven_skal_udgaa(verden, som, kladde):
    svar = som(verden.karen).post(adresse(verden, kladde), {"er_obligatorisk": "on", "aftryk": "x"})
    assert svar.status_code == 422 and "Skriv, hvorfor opgaven udgår." in svar.text
    with pytest.raises(Afvist, match="Skriv, hvorfor"):
        sig(verden, kladde, "  ")
    with pytest.raises(Afvist, match=r"udgår ikke i SAPA 1\.1"):
        sig(verden, kladde, kode="A08")
    assert "Opgaven udgår ikke" in som(verden.karen).get(adresse(verden, kladde, "A08")).text
    assert not Udgaaelse.objects.exists()


def test_i_en_foerste_kladde_udgaar_intet_heller_ikke_kommunernes_egne_opgaver(verden, som):
    lokal = lav(verden).kort.noegle
    ny = Loesning.objects.create(noegle="NY", navn="Ny", ejer=verden.version.katalog.udgiver)
    gammelt = verden.version.katalog
    katalog = Katalog.objects.create(loesning=ny, udgiver=gammelt.udgiver, model=gammelt.model)
    foerste = Katalogversion.objects.create(katalog=katalog, nummer="1.0")
    assert som(verden.karen).get(reverse("kataloger:udgaar", args=[foerste.pk, lokal])).status_code == 404
    with pytest.raises(Afvist, match="udgår ikke"):
        sig_om_udgaaelse(KOMMANDOLINJE, foerste, lokal, er_obligatorisk=False, note="x", aftryk="")
    assert not Udgaaelse.objects.exists()


def test_to_redaktoerer_skriver_ikke_hen_over_hinanden(verden, som, kladde):
    gammelt = udgaaelsens_aftryk(sagt(kladde, noegle(verden)))
    sig(verden, kladde)
    karen, mit = som(verden.karen), {"note": "Min egen grund"}
    svar = karen.post(adresse(verden, kladde), mit | {"aftryk": gammelt})
    assert svar.status_code == 409 and "Min egen grund" in svar.text
    assert f"Der står nu: {GRUND} (kommunerne skal lade opgaven udgå)" in svar.text
    vist = svar.context["form"].data
    assert re.search(r'<input[^>]*name="er_obligatorisk"[^>]*checked', svar.text)
    mit |= {"er_obligatorisk": "on", "aftryk": vist["aftryk"]}
    assert karen.post(adresse(verden, kladde), mit).status_code == 302
    staar = sagt(kladde, noegle(verden))
    assert (staar.note, staar.er_obligatorisk) == ("Min egen grund", True)
    with pytest.raises(Foraeldet):
        sig_om_udgaaelse(KOMMANDOLINJE, kladde, noegle(verden), er_obligatorisk=False, note="x", aftryk=gammelt)
    sig(verden, kladde, "", er_obligatorisk=False)
    assert not Udgaaelse.objects.exists()


def test_det_sagte_fjernes_naar_opgaven_er_med_igen_og_begynder_forfra_i_den_naeste(verden, kladde):
    sig(verden, kladde)
    nyt(kladde, "G07", "Tilbage", noegle=noegle(verden))
    udgivet = udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    assert not udgivet.udgaaelser.exists()
    naeste = ny_kladde(KOMMANDOLINJE, udgivet)
    slet(naeste, "G07")
    sig(verden, naeste)
    assert not ny_kladde(KOMMANDOLINJE, udgiv(KOMMANDOLINJE, naeste, nu=timezone.now())).udgaaelser.exists()


def uden_g07(verden, *, er_obligatorisk=True):
    return ny_version(
        verden.version, "2.0", udgaar=["G07"], obligatoriske=["G07"] if er_obligatorisk else (), noter={"G07": GRUND}
    )


def test_en_opgave_der_skal_udgaa_kan_ikke_beholdes(verden, som):
    saet_status(KOMMANDOLINJE, verden.opgave("G07"), "i_gang", paa=PAA)
    ny = uden_g07(verden)
    side = tekst(som(verden.anna).get(HER))
    assert f"Udgiveren skriver: {GRUND}" in side and "Opgaven skal udgå." in side and "lav en lokal opgave" in side
    with pytest.raises(Afvist, match="G07 skal udgå"):
        vis(verden, ny, Valgliste(Valg.SENERE, {noegle(verden): Valg.BEHOLD}))
    flet(verden, ny, BEHOLD_ALT)
    g07 = verden.opgave("G07")
    assert g07.er_udgaaet and g07.status == "i_gang"
    assert find_stilling(g07).tekst.endswith(f"Udgiveren skriver: {GRUND}")


def test_mailen_om_opgraderingen_siger_hvorfor_opgaven_er_udgaaet(verden):
    tildel(KOMMANDOLINJE, verden.opgave("G07"), {"ansvarlig": verden.plads("administrator")})
    flet(verden, uden_g07(verden))
    sagt = f"(udgået). Udgiveren skriver: {GRUND}"
    [besked] = Besked.objects.filter(tekst__contains="G07")
    assert sagt in besked.tekst and sagt in besked.html


def test_kravet_gaelder_ogsaa_naar_versionen_springes_over_men_ikke_naar_opgaven_er_tilbage(verden):
    to, foerste = uden_g07(verden), verden.version.kort.get(kode="G07")
    tre = ny_version(to, "3.0")
    [raekke] = [raekke for raekke in vis(verden, tre).tabel.raekker if raekke.noegle == foerste.noegle]
    [aendring] = sammenlign(verden.version, tre).aendringer
    assert raekke.er_obligatorisk and aendring.er_obligatorisk and aendring.noter[0].version == "2.0"
    fire = ny_version(tre, "4.0", nye={"G07": {"noegle": foerste.noegle, "maal": "Tilbage"}})
    [raekke] = [raekke for raekke in vis(verden, fire).tabel.raekker if raekke.noegle == foerste.noegle]
    assert not raekke.er_obligatorisk and sammenlign(verden.version, fire).obligatoriske == 0


def test_en_der_kun_har_en_grund_kan_beholdes(verden):
    ny = uden_g07(verden, er_obligatorisk=False)
    assert flet(verden, ny, BEHOLD_ALT).tal["beholdt"] == 1
    assert not verden.opgave("G07").er_udgaaet


def test_udgiverens_sammenligning_og_kommando_siger_det(verden, som, kladde):
    sig(verden, kladde)
    side = tekst(som(verden.karen).get(reverse("kataloger:sammenlign", args=[kladde.pk, verden.version.pk])))
    assert f"Udgiverens note om 1.1: {GRUND}" in side and "Skriv, hvorfor G07 udgår" in side
    assert laes_virkning(kladde, verden.version).forskel.obligatoriske == 1
    ud = StringIO()
    call_command("sammenlign_katalog", "--loesning", "SAPA", "--fra", "1.0", "--til", "1.1", "--json", stdout=ud)
    [udgaaet] = json.loads(ud.getvalue())["udgaaede"]
    assert (udgaaet["kode"], udgaaet["er_obligatorisk"], udgaaet["note"]) == ("G07", True, GRUND)


def test_en_senere_version_kan_saette_og_ophaeve_kravet_for_dem_der_har_opgaven_endnu(verden, som):
    ny_version(verden.version, "2.0", udgaar=["G07"], obligatoriske=["G07"], noter={"G07": GRUND})
    to = verden.version.katalog.versioner.get(nummer="2.0")
    kladde, karen = ny_kladde(KOMMANDOLINJE, to), som(verden.karen)
    assert adresse(verden, kladde) in karen.get(reverse("kataloger:udgiv", args=[kladde.pk])).text
    side = karen.get(adresse(verden, kladde))
    start = side.context["form"].initial
    assert (start["er_obligatorisk"], start["note"]) == (True, GRUND) and "Opgaven udgik før SAPA 2.0" in side.text
    with pytest.raises(Afvist, match="gælder, til der er skrevet noget andet"):
        sig(verden, kladde, "", er_obligatorisk=False)
    sig(verden, kladde, "I må beholde den.", er_obligatorisk=False)
    tre = udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    [raekke] = [raekke for raekke in vis(verden, tre).tabel.raekker if raekke.noegle == noegle(verden)]
    assert not raekke.er_obligatorisk and sammenlign(verden.version, tre).obligatoriske == 0


def test_en_udgaaet_opgave_ingen_plan_har_kan_der_intet_siges_om(verden, som):
    to = ny_version(verden.version, "2.0", udgaar=["G07"])
    Opgave.objects.filter(kort__kode="G07").update(er_udgaaet=True)
    assert som(verden.karen).get(adresse(verden, ny_kladde(KOMMANDOLINJE, to))).status_code == 404
