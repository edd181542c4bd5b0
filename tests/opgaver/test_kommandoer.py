"""Kommandoerne, som andre scripts bygger på: navne, valg, JSON-nøgler og udgangskoder."""

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projekter.models import Haendelse, Projekt
from tests.medvirkende import lav_organisation

NYT = ("--kommune", "0101", "--loesning", "SAPA")
PROJEKT = ("--kommune", "0751", "--loesning", "SAPA")


def koer(*dele):
    ud = StringIO()
    call_command(*dele, "--json", stdout=ud)
    return json.loads(ud.getvalue())


def test_vis_plan_har_de_aftalte_noegler(verden):
    post = next(post for post in koer("vis_plan", *PROJEKT)["opgaver"] if post["kode"] == "A08")
    assert set(post) == {
        "kode", "titel", "fase", "hovedopgave", "prioritet", "regel", "frist", "forklaring", "status", "lokal",
    }  # fmt: skip
    assert post["frist"] == "2027-04-05" and post["regel"] == "5 uger efter idriftsættelsesdato"


@pytest.mark.parametrize(
    ("dato", "ventet"), [("2027-02-31", "Datoen 2027-02-31 findes ikke"), ("marts", "marts er ikke en dato")]
)
def test_en_umulig_dato_siges_paa_dansk(verden, dato, ventet):
    with pytest.raises(CommandError, match=f"{ventet}. Skriv den som 2027-03-01"):
        call_command("opret_projekt", *NYT, "--idriftsaettelse", dato, stdout=StringIO())


def test_en_opgave_uden_regel_har_ingen_frist(verden):
    post = next(post for post in koer("vis_plan", *PROJEKT)["opgaver"] if post["kode"] == "G07")
    assert post["frist"] is None


def test_saet_status_uden_bruger_staar_som_kommandolinje(verden):
    svar = koer("saet_status", *PROJEKT, "--kode", "A08", "--status", "fuldfoert")
    assert svar["status"] == "fuldfoert"
    assert Haendelse.objects.get(handling="status sat").aktoer == "kommandolinje"


def test_saet_status_som_anna_staar_i_historikken_som_anna(verden):
    koer("saet_status", *PROJEKT, "--kode", "A08", "--status", "i_gang", "--bruger", "anna@aarhus.example")
    assert Haendelse.objects.get(handling="status sat").bruger == verden.anna


def test_saet_status_som_carl_afvises_og_intet_sker(verden):
    with pytest.raises(CommandError):
        koer("saet_status", *PROJEKT, "--kode", "A08", "--status", "i_gang", "--bruger", "carl@odense.example")
    assert verden.opgave("A08").status == "ikke_startet"


@pytest.mark.parametrize(
    "kommando", [("vis_plan",), ("saet_status", "--kode", "A08", "--status", "i_gang")], ids=["vis_plan", "saet_status"]
)
def test_et_fremmed_projekt_faar_samme_svar_som_et_der_ikke_findes(verden, kommando):
    som_carl = ("--loesning", "SAPA", "--bruger", "carl@odense.example")
    svar = []
    lav_organisation("kommune", "0101", "København")
    for kommune in ("0751", "0101"):
        with pytest.raises(CommandError) as fejl:
            koer(kommando[0], "--kommune", kommune, *som_carl, *kommando[1:])
        svar.append(str(fejl.value).replace(kommune, "…"))
    assert svar[0] == svar[1] and "har ikke noget projekt" in svar[0]


def test_vis_plan_i_ord_viser_fristen_og_dens_forklaring(verden):
    ud = StringIO()
    call_command("vis_plan", *PROJEKT, stdout=ud)
    assert "2027-04-05 Ikke startet" in ud.getvalue()
    assert "5 uger efter idriftsættelse" in ud.getvalue()


def test_migrate_svarer_ogsaa_med_json(db):
    assert koer("migrate") == {"migreringer": []}


def test_en_fejl_staar_i_svaret_som_json_og_giver_kode_1(verden):
    ud = StringIO()
    with pytest.raises(CommandError) as fejl:
        call_command("saet_status", *PROJEKT, "--kode", "X99", "--status", "i_gang", "--json", stdout=ud)
    assert "X99" in json.loads(ud.getvalue())["fejl"][0]["besked"] and fejl.value.returncode == 1


def test_opret_projekt_svarer_med_projekt_og_antal(verden):
    lav_organisation("kommune", "0101", "København")
    svar = koer("opret_projekt", *NYT, "--idriftsaettelse", "2027-03-01")
    assert svar == {"projekt": "SAPA i København Kommune", "opgaver": 7}


def test_opret_projekt_uden_golive_gaetter_ikke_en_dato(verden):
    lav_organisation("kommune", "0101", "København")
    koer("opret_projekt", *NYT, "--idriftsaettelse", "2027-03-01")
    projekt = Projekt.objects.get(kommune__kode="0101")
    assert projekt.golive is None and verden.opgave("G01", projekt).frist is None


def test_opret_projekt_for_en_ukendt_loesning_naevner_de_kendte(verden):
    with pytest.raises(CommandError, match="KY, SAPA"):
        koer("opret_projekt", "--kommune", "0751", "--loesning", "XYZ", "--idriftsaettelse", "2027-03-01")


@pytest.mark.parametrize("dato", ["01-03-2027", "2027-02-30", "i morgen"])
def test_opret_projekt_med_en_daarlig_dato_siger_hvordan_den_skrives(verden, dato):
    with pytest.raises(CommandError, match="2027-03-01"):
        koer("opret_projekt", "--kommune", "0751", "--loesning", "SAPA", "--idriftsaettelse", dato)


def test_et_manglende_valg_er_en_dansk_fejl_i_svaret_med_kode_1():
    koersel = subprocess.run(
        [sys.executable, "manage.py", "vis_plan", "--json"], capture_output=True, text=True, check=False
    )
    assert koersel.returncode == 1
    assert "Der mangler noget: --kommune, --loesning" in json.loads(koersel.stdout)["fejl"][0]["besked"]


def test_driftens_kommandoer_handler_ikke_paa_en_brugers_vegne(verden):
    with pytest.raises(CommandError, match="uden --bruger"):
        koer("indlaes_stamdata", "--bruger", "anna@aarhus.example")


def test_den_der_ikke_har_adgang_faar_at_vide_hvor_loesningen_ellers_er(verden):
    carl = ("--bruger", "carl@odense.example")
    with pytest.raises(CommandError, match=r"adgang til\. Det har Odense \(0461\)\.$"):
        koer("vis_tidsplan", *PROJEKT, *carl)
    with pytest.raises(CommandError, match=r"adgang til\.$"):
        koer("vis_tidsplan", "--kommune", "0751", "--loesning", "KY", *carl)
