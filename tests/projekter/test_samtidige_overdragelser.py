"""To på samme tid i PostgreSQL: en plads gives videre netop én gang, og en kvittering tælles én gang."""

from datetime import UTC, datetime

import pytest

from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Listebekraeftelse, Medlemskab, Overdragelse, Overdragelsesdel, Rettighed
from projekter.services.bekraeftelse import bekraeft_liste
from projekter.services.overdragelse import Valg, kvitter, overdrag, poster
from projekter.services.overdragelsesfortrydelse import fortryd_overdragelse
from projekter.services.personer import fjern_person
from projekter.services.pladser import besaet_plads
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
NU = datetime(2027, 2, 1, 9, tzinfo=UTC)


def giv(verden, til):
    valg = Valg({post.noegle: til for post in poster(verden.aarhus, verden.bo)})
    return lambda: overdrag(KOMMANDOLINJE, verden.aarhus, verden.bo, valg, nu=NU)


def test_to_overdragelser_af_den_samme_person_bliver_til_en():
    verden = lav_verden()
    afviste = samtidig(giv(verden, verden.anna), giv(verden, verden.dorte))
    assert len(afviste) == 1 and "ændret, siden du så dem" in afviste[0]
    (del_,) = Overdragelsesdel.objects.all()
    assert verden.plads("administrator").person == del_.modtager


def test_en_modtager_der_fjernes_imens_faar_ingen_plads():
    verden = lav_verden()
    samtidig(giv(verden, verden.dorte), lambda: fjern_person(KOMMANDOLINJE, verden.aarhus, verden.dorte))
    assert verden.plads("administrator").person != verden.dorte
    assert not Medlemskab.objects.filter(bruger=verden.dorte).exists()


def test_en_plads_der_besaettes_imens_tabes_ikke():
    verden = lav_verden()
    afviste = samtidig(
        giv(verden, verden.dorte),
        lambda: besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.anna, None),
    )
    assert verden.plads("administrator").person in (verden.anna, verden.dorte)
    assert Overdragelse.objects.count() == 1 - len(afviste)


def test_to_kvitteringer_og_to_fortrydelser_er_en_af_hver():
    verden = lav_verden()
    overdragelse, dorte = giv(verden, verden.dorte)(), Aktoer.person(verden.dorte)
    assert samtidig(*[lambda: kvitter(dorte, overdragelse, nu=NU)] * 2) == []
    assert Haendelse.objects.filter(handling="overdragelse kvitteret").count() == 1
    afviste = samtidig(*[lambda: fortryd_overdragelse(KOMMANDOLINJE, overdragelse.pk, nu=NU)] * 2)
    assert len(afviste) == 1 and "blev fortrudt" in afviste[0]
    assert verden.plads("administrator").person == verden.bo


def test_to_der_bekraefter_listen_bliver_til_en_bekraeftelse():
    verden = lav_verden()
    Medlemskab.objects.create(bruger=verden.anna, organisation=verden.aarhus, rettighed=Rettighed.ADMINISTRATOR)
    hvem = [Aktoer.person(verden.ada), Aktoer.person(verden.anna)]
    assert samtidig(*[lambda af=af: bekraeft_liste(af, verden.aarhus, nu=NU) for af in hvem]) == []
    assert Listebekraeftelse.objects.count() == 1
