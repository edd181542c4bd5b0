"""Kommandoerne svarer med de aftalte nøgler, og en prøvekørsel gemmer intet."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, load_command_class

from opgaver.models import Opgradering
from opgaver.services.frist import saet_egen_regel
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import alt, ny_version
from tests.fletning.test_opgrader import to

HER = ["--kommune", "0751", "--loesning", "SAPA", "--til", "2.0"]


def koer(navn, *valg):
    ud = StringIO()
    call_command(navn, *valg, "--json", stdout=ud)
    return json.loads(ud.getvalue())


def koder(poster):
    return [post["kode"] for post in poster]


def test_opgrader_plan_har_de_aftalte_noegler(verden):
    to(verden)
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    svar = koer("opgrader_plan", *HER)
    assert svar.keys() >= {"id", "nye", "aendrede", "udgaaede", "beholdt", "konflikter"}
    assert (koder(svar["nye"]), koder(svar["udgaaede"]), svar["beholdt"]) == (["N01"], ["G07"], [])
    assert sorted(koder(svar["aendrede"])) == ["A08", "K03"]
    assert [(post["kode"], post["lokalt"], post["taget_med"]) for post in svar["konflikter"]] == [
        ("A08", ["egen_regel"], True)
    ]
    assert svar["id"] == Opgradering.objects.get().pk


def test_en_proevekoersel_viser_det_samme_og_gemmer_intet(verden):
    to(verden)
    foer = alt(verden.projekt)
    proeve = koer("opgrader_plan", *HER, "--proevekoersel")
    assert alt(verden.projekt) == foer and proeve["id"] is None
    rigtig = koer("opgrader_plan", *HER)
    faelles = rigtig.keys() - {"id", "er_gemt"}
    assert {navn: proeve[navn] for navn in faelles} == {navn: rigtig[navn] for navn in faelles}


def test_behold_lokal_beholder_det_der_er_og_tager_det_nye_med(verden):
    to(verden)
    svar = koer("opgrader_plan", *HER, "--valg", "behold-lokal")
    assert sorted(koder(svar["beholdt"])) == ["A08", "G07", "K03"]
    assert koder(svar["nye"]) == ["N01"] and svar["aendrede"] == svar["udgaaede"] == []


def test_den_anden_gang_er_alt_tomt(verden):
    to(verden)
    koer("opgrader_plan", *HER)
    igen = koer("opgrader_plan", *HER)
    assert igen["id"] is None and not igen["er_aendret"]
    assert not any(igen[navn] for navn in ("nye", "aendrede", "udgaaede", "beholdt", "konflikter"))


def test_fortryd_opgradering_siger_hvad_der_skete(verden):
    to(verden)
    foer = alt(verden.projekt)
    svar = koer("fortryd_opgradering", "--id", str(koer("opgrader_plan", *HER)["id"]))
    assert alt(verden.projekt) == foer
    assert (svar["version"], koder(svar["fjernede"]), svar["uroerte"]) == ("1.0", ["N01"], [])


def test_en_version_der_ikke_er_udgivet_afvises_med_dem_der_er(verden):
    with pytest.raises(CommandError, match=r"SAPA 9\.9 er ikke udgivet. De udgivne versioner er: 1\.0"):
        koer("opgrader_plan", *HER[:-1], "9.9")


def test_bo_maa_ikke(verden):
    to(verden)
    with pytest.raises(CommandError, match="Kun projektlederen"):
        koer("opgrader_plan", *HER, "--bruger", verden.bo.email)
    koer("opgrader_plan", *HER, "--bruger", verden.anna.email)


@pytest.mark.parametrize(
    ("valg", "sagt"),
    [
        ([], "Opgraderet. Fortryd med: fortryd_opgradering --id"),
        (["--proevekoersel"], "Prøvekørsel. Intet er gemt."),
    ],
)
def test_teksten_siger_hvad_der_skete(verden, valg, sagt):
    to(verden)
    ud = StringIO()
    call_command("opgrader_plan", *HER, *valg, stdout=ud)
    assert sagt in ud.getvalue() and "N01      ny" in ud.getvalue()


def test_det_der_er_beholdt_fra_sidst_naevnes(verden):
    to(verden)
    koer("opgrader_plan", *HER, "--valg", "behold-lokal")
    ud = StringIO()
    call_command("opgrader_plan", *HER, "--valg", "tag-med", stdout=ud)
    assert "3 opgaver er beholdt fra sidst og ændres ikke her." in ud.getvalue()


def test_teksten_har_de_aendrede_felter_og_en_overskrift_over_det_lokale(verden):
    to(verden)
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    ud = StringIO()
    call_command("opgrader_plan", *HER, "--proevekoersel", stdout=ud)
    assert "K03      ændret: beskrivelse" in ud.getvalue()
    assert "Her har I selv noget:\nA08      jeres egen regel" in ud.getvalue()


def test_hjaelpen_siger_hvad_der_sker_uden_valg():
    hjaelp = load_command_class("opgaver", "opgrader_plan").create_parser("manage.py", "opgrader_plan").format_help()
    assert "Uden --valg: tag-med" in " ".join(hjaelp.split())


def test_en_enkelt_opgave_staar_i_ental(verden):
    ny_version(verden.version, aendres={"K03": {"titel": "Ny"}}, nye={"N01": {}})
    nummer = koer("opgrader_plan", *HER)["id"]
    ud = StringIO()
    call_command("fortryd_opgradering", "--id", str(nummer), stdout=ud)
    assert "1 opgave er, som den var, og 1 ny er fjernet." in ud.getvalue()
