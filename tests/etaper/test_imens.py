"""To faner og to personer: det, der gemmes, er det, der blev set; ellers siges, hvem der kom først og hvornår."""

import re
from datetime import date

import pytest
from django.urls import reverse

from koe.models import Besked
from opgaver.models import Flytning, Opgave
from opgaver.services.etapefjernelse import fjern_etape
from opgaver.services.opgave import saet_status
from opgaver.services.udrulning import fjern_trin, saet_trin
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Etape, Etapetrin, Haendelse
from tests.etaper.conftest import NU

PAA = date(2027, 3, 16)
HTMX = {"HX-Request": "true"}


def side(navn, *dele):
    return reverse(f"etaper:{navn}", args=("0751", "SAPA", *dele))


def test_et_hak_en_anden_satte_imens_siges_med_hvem_og_hvornaar(verden, som, tre):
    klient, adresse = som(verden.anna), side("trin", tre[0].pk, "adgang")
    saet_trin(KOMMANDOLINJE, tre[0], "adgang", paa=PAA)
    svar = klient.post(adresse, {"naaet": "on", "vist": ""}, headers=HTMX)
    assert svar.status_code == 409 and "kommandolinje satte hakket i Adgang for Nord" in svar.text
    assert " kl. " in svar.text and Etapetrin.objects.get().sat_af == "kommandolinje"


def test_et_hak_en_anden_tog_af_imens_siges_og_saettes_ikke_igen(verden, som, tre):
    klient, adresse = som(verden.anna), side("trin", tre[0].pk, "adgang")
    vist = saet_trin(KOMMANDOLINJE, tre[0], "adgang", paa=PAA).pk
    fjern_trin(KOMMANDOLINJE, tre[0], "adgang")
    svar = klient.post(adresse, {"vist": str(vist)})
    assert svar.status_code == 409 and "kommandolinje tog hakket af Adgang for Nord" in svar.text
    assert not Etapetrin.objects.exists()


def test_to_faner_om_den_samme_etape_faar_den_sidste_at_se_hvad_den_foerste_skrev(verden, som, tre):
    klient, adresse = som(verden.anna), side("ret", tre[0].pk)
    felter = {"uddannelse": "", "udgave": str(tre[0].udgave)}
    klient.post(adresse, felter | {"navn": "Nordøst"})
    svar = klient.post(adresse, felter | {"navn": "Nordvest"})
    assert svar.status_code == 409 and "Nu står der: Nordøst." in svar.text and 'value="Nordvest"' in svar.text
    assert "Seneste ændring: etape rettet (Anna Krogh, " in svar.text
    klient.post(adresse, {**felter, "navn": "Nordvest", "udgave": svar.context["form"].data["udgave"]})
    assert Etape.objects.get(pk=tre[0].pk).navn == "Nordvest"


def test_en_ny_etape_er_den_der_blev_vist(verden, som, per_etape):
    klient, felter = som(verden.anna), {"navn": "Nord", "golive": "05.04.2027"}
    vist = klient.get(side("ny"), felter).context["ny"].aftryk
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    svar = klient.post(side("ny"), felter | {"aftryk": vist, "set": "0"})
    assert svar.status_code == 409 and not Etape.objects.exists()
    assert re.search(r"Ændret siden: [^<]*A08 [^<]*\(status sat, kommandolinje, ", svar.text)
    ja = felter | {"aftryk": svar.context["ny"].aftryk}
    assert klient.post(side("ny"), ja).status_code == 302 and Etape.objects.count() == 1


def test_en_etape_fjernes_som_det_blev_vist(verden, som, tre):
    klient, adresse = som(verden.anna), side("fjern", tre[1].pk)
    vist = klient.get(adresse).context["svar"].aftryk
    fjern_etape(KOMMANDOLINJE, tre[0], "Slået sammen", nu=NU)
    fjern_etape(KOMMANDOLINJE, tre[2], "Slået sammen", nu=NU)
    svar = klient.post(adresse, {"begrundelse": "Alle på én gang", "aftryk": vist, "set": "0"})
    assert svar.status_code == 409 and "Vest (etape fjernet, kommandolinje" in svar.text
    assert "er den eneste etape" in svar.text and "Alle på én gang" in svar.text
    assert not Etape.objects.get(pk=tre[1].pk).er_fjernet


def test_fjernes_en_etape_faar_hver_den_rammer_een_mail(verden, tre):
    Opgave.objects.filter(etape__isnull=False).update(udfoerer=verden.plads("administrator"))
    fjern_etape(Aktoer.person(verden.anna), tre[1], "Lagt sammen med Vest", nu=NU)
    [besked] = Besked.objects.filter(noegle__startswith="etape:")
    assert (besked.modtager, besked.emne) == ("bo@aarhus.example", "Syd er fjernet fra SAPA, Aarhus")
    assert "Lagt sammen med Vest" in besked.tekst and "er udgået" in besked.tekst


def test_fjernes_den_sidste_etape_siges_flytningen_og_fjernelsen_i_een_mail(verden, lav):
    nord = lav("Nord", date(2027, 4, 5))
    Opgave.objects.filter(etape=nord).update(udfoerer=verden.plads("administrator"))
    Besked.objects.all().delete()
    fjern_etape(KOMMANDOLINJE, nord, "Alle på én gang", nu=NU)
    sendt = list(Besked.objects.values_list("modtager", flat=True))
    assert sorted(sendt) == ["anna@aarhus.example", "bo@aarhus.example"] and Flytning.objects.count() == 2


@pytest.mark.parametrize("navn", ["ret", "fjern", "pause", "genoptag", "trin"])
def test_en_etape_en_anden_fjernede_imens_siges_med_hvem(verden, som, tre, navn):
    fjern_etape(Aktoer.person(verden.anna), tre[1], "Lagt sammen med Vest", nu=NU)
    foer = Haendelse.objects.count()
    svar = som(verden.anna).post(side(navn, tre[1].pk, *["adgang"] * (navn == "trin")), {"begrundelse": "Ferie"})
    assert svar.status_code == 409 and "Syd er ikke længere en etape i projektet." in svar.text
    assert "etape fjernet (Anna Krogh, " in svar.text and Haendelse.objects.count() == foer
