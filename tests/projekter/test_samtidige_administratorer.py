"""To administratorer på samme tid i PostgreSQL: en af dem bliver altid tilbage."""

import pytest

from projekter.aktoer import Aktoer
from projekter.models import Bruger, Medlemskab, Rettighed
from projekter.services.personer import fjern_person, ret_person
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def administratorer(organisation):
    return Medlemskab.objects.filter(
        organisation=organisation, rettighed=Rettighed.ADMINISTRATOR, bruger__is_active=True
    ).count()


def fjern(organisation, hvem, af):
    fjern_person(Aktoer.person(Bruger.objects.get(pk=af.pk)), organisation, Bruger.objects.get(pk=hvem.pk))


def degrader(organisation, hvem, af):
    ret_person(
        Aktoer.person(Bruger.objects.get(pk=af.pk)), organisation, Bruger.objects.get(pk=hvem.pk), [Rettighed.DELTAGER]
    )


@pytest.mark.parametrize(("den_ene", "den_anden"), [(fjern, fjern), (fjern, degrader), (degrader, degrader)])
@pytest.mark.parametrize("er_egen", [False, True])
def test_to_der_tager_retten_fra_hinanden_eller_sig_selv_efterlader_en(den_ene, den_anden, er_egen):
    verden = lav_verden()
    Medlemskab.objects.create(bruger=verden.anna, organisation=verden.aarhus, rettighed=Rettighed.ADMINISTRATOR)
    ada, anna = verden.ada, verden.anna
    afviste = samtidig(
        lambda: den_ene(verden.aarhus, ada, ada if er_egen else anna),
        lambda: den_anden(verden.aarhus, anna, anna if er_egen else ada),
    )
    assert administratorer(verden.aarhus) == 1 and len(afviste) == 1
