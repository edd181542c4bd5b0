"""En bølge ført tilbage, efter at nogen har ændret, hvem der er i den, og hvad der er regnet siden."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from koe.models import Besked
from opgaver import flytteord
from opgaver.flytteord import fortrudt_i_ord
from opgaver.models import Opgave
from opgaver.services import flytteskrivning
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import NU, PAA, SENERE, flyt, frister, senere
from tests.flytning.test_boelge import boelge, flyttet, idriftsaettelser, karen
from tests.flytning.test_kommandoer import koer

__all__ = ["boelge"]


@pytest.mark.parametrize(("til_boelge", "grund"), [(2, "er nu i Bølge 2"), (None, "er ikke længere i Bølge 1")])
def test_et_projekt_der_har_forladt_boelgen_siden_springes_over(verden, boelge, til_boelge, grund):
    flytning, _ = flyttet(verden, boelge)
    if til_boelge:
        anden = opret_boelge(karen(verden), verden.sapa, 2, "", Datoer(None, date(2027, 3, 22), date(2027, 4, 5)))
        saet_projekter(karen(verden), anden, {verden.odense_projekt.pk})
    else:
        saet_projekter(karen(verden), boelge, {verden.projekt.pk})
    svar = fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    [(projekt, hvorfor)] = svar.sprunget_over
    assert projekt == verden.odense_projekt and grund in hvorfor and grund in fortrudt_i_ord(svar)
    assert idriftsaettelser() == {"0751": date(2027, 3, 1), "0461": date(2027, 3, 22)}


@pytest.mark.parametrize("fulgte_igen", [True, False])
def test_et_projekt_der_fulgte_boelgen_siden_naevnes_og_dets_leder_faar_det_at_vide(verden, boelge, fulgte_igen):
    if fulgte_igen:
        flyt(verden, senere(verden.projekt, 7))
    else:
        saet_projekter(karen(verden), boelge, {verden.odense_projekt.pk})
    flytning, _ = flyttet(verden, boelge)
    verden.projekt.refresh_from_db()
    flyt(verden, SENERE)
    saet_projekter(karen(verden), boelge, {verden.projekt.pk, verden.odense_projekt.pk})
    svar = fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    assert [projekt.pk for projekt in svar.afviger] == [verden.projekt.pk]
    assert "SAPA i Aarhus Kommune beholder de nye datoer og følger ikke længere bølgen." in fortrudt_i_ord(svar)
    [besked] = Besked.objects.filter(modtager=verden.anna.email, noegle__contains="fortrudt")
    assert "følger ikke bølgens datoer og er ikke rørt" in besked.tekst


def test_de_opgaver_der_blev_staar_efter_kommune_baade_i_svaret_og_som_data(verden, boelge, monkeypatch):
    flytning, _ = flyttet(verden, boelge)
    for kode in ("A08", "C01"):
        for opgave in Opgave.objects.filter(kort__kode=kode).select_related("kort", "plan__projekt"):
            saet_frist(KOMMANDOLINJE, opgave, date(2027, 6, 1), "Aftalt", paa=PAA)
    with transaction.atomic():
        svar = fortryd_flytning(karen(verden), flytning.pk, nu=NU)
        assert "beholder den dato, de har: Aarhus: A08, C01; Odense: A08, C01." in fortrudt_i_ord(svar)
        monkeypatch.setattr(flytteord, "NAEVNES", 1)
        assert "de har: Aarhus: A08 og 1 til; og 1 projekt til." in fortrudt_i_ord(svar)
        transaction.set_rollback(True)
    uroerte = koer("fortryd_flytning", "--id", str(flytning.pk))["uroerte"]
    steder = [(post["kommune"], post["kode"]) for post in uroerte]
    assert steder == [("0751", "A08"), ("0751", "C01"), ("0461", "A08"), ("0461", "C01")]


@pytest.mark.parametrize(("bunke", "skrivninger"), [(1000, 1), (2, 6)])
def test_en_boelge_foeres_tilbage_i_bunker_og_praecis(verden, boelge, monkeypatch, bunke, skrivninger):
    monkeypatch.setattr(flytteskrivning, "BUNKE", bunke)
    foer = [frister(verden.projekt), frister(verden.odense_projekt)]
    flytning, visning = flyttet(verden, boelge)
    with CaptureQueriesContext(connection) as fangst:
        fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    assert visning.antal == 12
    assert sum(et["sql"].startswith('UPDATE "opgaver_opgave"') for et in fangst) == skrivninger
    assert [frister(verden.projekt), frister(verden.odense_projekt)] == foer
