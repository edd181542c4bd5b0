"""At se en fortrydelse, før den sker: handlingen selv, rullet tilbage, og så netop det, der blev vist."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from faelles.afvisning import Foraeldet
from projekter.aktoer import Aktoer

from .flyttefortrydelse import Fortrydelse, fortryd_flytning


def vis_foerst[S](handling: Callable[[], S]) -> S:
    """Handlingens svar, som om den var gjort nu, med de samme afvisninger. Gemmer intet."""
    with transaction.atomic():
        svar = handling()
        transaction.set_rollback(True)
    return svar


@transaction.atomic
def goer_det_viste[S](handling: Callable[[], S], aftryk: Callable[[S], str], vist: str | None) -> S:
    """Gør det. ``vist`` er forhåndsvisningens aftryk; sker der nu noget andet, rejses ``Foraeldet``.

    En side har altid vist det først og sender aftrykket; er det tomt, er intet set, og intet gøres. Kun en kommando,
    der ikke spørger, har None.
    """
    if vist == "":
        raise Foraeldet("Intet er fortrudt endnu. Se herunder, hvad der vil ske, og fortryd så.")
    svar = handling()
    if vist is not None and vist != aftryk(svar):
        raise Foraeldet("Noget er ændret, siden du så det her, og intet er fortrudt. Se det igennem, og fortryd igen.")
    return svar


def forhaandsvis_fortrydelse(aktoer: Aktoer, flytning_id: int, *, nu: datetime) -> Fortrydelse:
    """Svaret på at fortryde flytningen nu. Gemmer intet."""
    return vis_foerst(lambda: fortryd_flytning(aktoer, flytning_id, nu=nu))


def fortryd_det_viste(aktoer: Aktoer, flytning_id: int, *, nu: datetime, vist: str | None = None) -> Fortrydelse:
    return goer_det_viste(lambda: fortryd_flytning(aktoer, flytning_id, nu=nu), fortrydelsens_aftryk, vist)


def fortrydelsens_aftryk(svar: Fortrydelse) -> str:
    """Kendetegnet for det, der sker med hver opgave og hvert projekt."""
    faar = [(opgave.pk, str(opgave.frist), str(frist)) for opgave, frist in (*svar.genskabte, *svar.regnede)]
    bliver = [opgave.pk for opgave in (*svar.blev, *svar.laaste)]
    sprunget_over = [(projekt.pk, grund) for projekt, grund in svar.sprunget_over]
    return som_aftryk([faar, bliver, sprunget_over])


def som_aftryk(data: object) -> str:
    return hashlib.sha256(json.dumps(data, default=str).encode()).hexdigest()
