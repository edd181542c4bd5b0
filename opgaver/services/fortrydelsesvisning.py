"""Hvad der vil ske, når en flytning fortrydes: fortrydelsen selv, rullet tilbage."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from faelles.afvisning import Foraeldet
from projekter.aktoer import Aktoer

from .flyttefortrydelse import Fortrydelse, fortryd_flytning


def forhaandsvis_fortrydelse(aktoer: Aktoer, flytning_id: int, *, nu: datetime) -> Fortrydelse:
    """Svaret på at fortryde nu, med de samme afvisninger. Gemmer intet."""
    with transaction.atomic():
        svar = fortryd_flytning(aktoer, flytning_id, nu=nu)
        transaction.set_rollback(True)
    return svar


@transaction.atomic
def fortryd_det_viste(aktoer: Aktoer, flytning_id: int, *, nu: datetime, vist: str | None = None) -> Fortrydelse:
    """Fortryd. ``vist`` er forhåndsvisningens aftryk; sker der nu noget andet, rejses ``Foraeldet``."""
    svar = fortryd_flytning(aktoer, flytning_id, nu=nu)
    if vist is not None and vist != fortrydelsens_aftryk(svar):
        raise Foraeldet("Noget er ændret, siden du så det her, og intet er fortrudt. Se det igennem, og fortryd igen.")
    return svar


def fortrydelsens_aftryk(svar: Fortrydelse) -> str:
    """Kendetegnet for det, der sker med hver opgave og hvert projekt."""
    faar = [(opgave.pk, str(opgave.frist), str(frist)) for opgave, frist in (*svar.genskabte, *svar.regnede)]
    bliver = [opgave.pk for opgave in (*svar.blev, *svar.laaste)]
    sprunget_over = [(projekt.pk, grund) for projekt, grund in svar.sprunget_over]
    return hashlib.sha256(json.dumps([faar, bliver, sprunget_over]).encode()).hexdigest()
