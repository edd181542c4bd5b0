import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from koe.models import Besked
from projekter.models import Plads


def koer(*valg):
    ud = StringIO()
    call_command("send_paamindelser", *valg, stdout=ud)
    return ud.getvalue()


def test_svaret_er_modtager_emne_og_koder(opgave):
    assert json.loads(koer("--dato", "2027-02-01", "--json")) == {
        "sendt": [
            {
                "modtager": "bo@aarhus.example",
                "emne": "1 opgave forfalder snart – SAPA, Aarhus",
                "opgaver": ["C01"],
            }
        ],
        "uden_modtager": [],
    }
    assert Besked.objects.count() == 1


def test_en_proevekoersel_svarer_det_samme_og_skriver_intet(opgave):
    proeve = koer("--dato", "2027-02-01", "--proevekoersel", "--json")
    assert not Besked.objects.exists()
    assert koer("--dato", "2027-02-01", "--json") == proeve


def test_en_opgave_uden_dato_bliver_der_ikke_mindet_om(opgave):
    type(opgave).objects.filter(pk=opgave.pk).update(frist=None)
    for dag in ("2027-02-01", "2027-02-16", "2035-01-02"):
        assert json.loads(koer("--dato", dag, "--json")) == {"sendt": [], "uden_modtager": []}


def test_opgaver_uden_modtager_naevnes(opgave):
    Plads.objects.update(person=None)
    svar = json.loads(koer("--dato", "2027-02-01", "--json"))
    assert svar == {"sendt": [], "uden_modtager": [{"projekt": "SAPA, Aarhus", "kode": "C01"}]}
    assert "Opgaver uden modtager: 1." in koer("--dato", "2027-02-01")


def test_uden_json_svares_der_i_ord(opgave):
    svar = koer("--dato", "2027-02-01")
    assert "bo@aarhus.example: 1 opgave forfalder snart – SAPA, Aarhus (C01)" in svar


def test_en_forkert_dato_er_en_fejl(db):
    with pytest.raises(CommandError, match=r"1\.2\.2027 er ikke en dato"):
        koer("--dato", "1.2.2027")


def test_uden_dato_gaelder_i_dag(opgave, time_machine):
    time_machine.move_to("2027-02-01T12:00:00+01:00")
    assert json.loads(koer("--json"))["sendt"]
