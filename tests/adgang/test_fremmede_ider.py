"""En fremmeds id i et felt eller en parameter svares der på, byte for byte, som på et, der ikke findes.

Matricen prøver adresserne; her er det, der står i formularer og efter spørgsmålstegnet. Den fremmede er Odenses, og
den, der spørger, er fra Aarhus eller KOMBIT. Hver sag prøves også med et eget id, og da skal svaret være et andet.
"""

import logging
import re
from datetime import datetime

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.urls import reverse

from tests.adgang import aftryk
from tests.adgang.celler import KANARIE, NYT_HVER_GANG
from tests.adgang.ider import EGEN, EGNE, FREMMED, INTET, SAGER, hos, lav_ens, lav_fremmedes

OEJEBLIKKETS = re.compile(rb'[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|(?<=name="sete" value=")[^"]*')
"""Formularers nøgler og kendetegn og det forseglede om, hvad siden viste; de er nye, hver gang siden hentes."""
IKKE_HOLDT_OP = {"Expires", "Content-Length"}
SIDSTE_TAL = re.compile(r"\d+/$")
"""Nummeret på det, der lige er gemt; PostgreSQL tæller videre, også når det rulles tilbage."""


@pytest.fixture(autouse=True)
def uden_log_over_afviste(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def fremmed(scene):
    lav_ens(scene, "odense", FREMMED)
    lav_fremmedes(scene, FREMMED)
    lav_ens(scene, "aarhus", EGEN)
    return scene


def spor():
    """Hvor mange rækker der er i hver tabel, og rækken med det egne id; et tidspunkt er kun, at der er et."""
    svar = {}
    for model in apps.get_models():
        if model is not Session and isinstance(model._meta.pk, models.AutoField):
            alle = model._base_manager.order_by()
            egen = [
                isinstance(felt, datetime) or felt for raekke in alle.filter(pk=EGEN).values_list() for felt in raekke
            ]
            svar[model.__name__] = alle.count(), egen
    return svar


def spoerg(scene, sag, pk):
    navn, dele, metode, felter = SAGER[sag]
    rolle, sted = hos(scene, navn)
    adresse, krop = reverse(navn, args=[pk if del_ is None else sted[del_] for del_ in dele]), felter(pk, scene)
    with transaction.atomic():
        svar = getattr(scene.klient(rolle), metode)(adresse, krop, follow=navn in ("masse:vaelg", "masse:vis"))
        svarets = svar.getvalue()
        odense, skrevet = aftryk.kommunens(scene.verden.odense), spor()
        transaction.set_rollback(True)
    renset = OEJEBLIKKETS.sub(b"", NYT_HVER_GANG.sub(b"", svarets)).replace(str(pk).encode(), b"ID")
    hoveder = {hoved: vaerdi.replace(str(pk), "ID") for hoved, vaerdi in svar.items() if hoved not in IKKE_HOLDT_OP}
    if "Location" in hoveder:
        hoveder["Location"] = SIDSTE_TAL.sub("ID/", hoveder["Location"])
    return (svar.status_code, hoveder, renset.decode(errors="replace")), odense, skrevet


@pytest.mark.parametrize("sag", SAGER)
def test_et_fremmed_id_svares_der_paa_som_et_der_ikke_findes_og_et_eget_anderledes(fremmed, sag):
    """Uden det sidste kunne sagen ikke fejle."""
    foer = aftryk.kommunens(fremmed.verden.odense)
    svar, odense, skrevet = spoerg(fremmed, sag, FREMMED)
    intet, _, intet_skrevet = spoerg(fremmed, sag, INTET)
    assert (svar, skrevet) == (intet, intet_skrevet)
    assert "odense" not in {fund[1] for fund in KANARIE.finditer(f"{svar}")} and odense == foer
    eget, _, eget_skrevet = spoerg(fremmed, sag, EGNE[sag](fremmed) if sag in EGNE else EGEN)
    assert eget[0] < 500 and (eget[0], eget[2], eget_skrevet) != (intet[0], intet[2], intet_skrevet)
