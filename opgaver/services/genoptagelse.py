"""At genoptage et projekt eller ét af dets hold og i den samme handling flytte det, der ventede."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt

from ..models import Flytningsdel
from .flytning import flyt_datoer, forhaandsvis_flytning
from .flyttegrundlag import Forhaandsvisning
from .pause import Genoptagelse, se_genoptagelse
from .pause import genoptag as genoptag_projekt
from .udrulning import genoptag_etape, kraev_projektet_i_gang, se_etapegenoptagelse


def se(projekt: Projekt, etape: Etape | None, paa: date) -> Genoptagelse:
    """Hvad en genoptagelse af holdet, eller uden et af hele projektet, vil føre med sig. Gemmer intet."""
    if not etape:
        return se_genoptagelse(projekt, paa)
    kraev_projektet_i_gang(projekt)
    return se_etapegenoptagelse(etape, paa)


def se_flytning(svar: Genoptagelse, paa: date, seer: Aktoer) -> Forhaandsvisning:
    """Hvad der vil ske, når alt det tilbudte flyttes. Gemmer intet."""
    return forhaandsvis_flytning(
        svar.projekt, svar.ankre, paa, seer=seer, etaper=svar.etapedatoer, ventetid=svar.ventetid
    )


def genoptag(
    aktoer: Aktoer, projekt: Projekt, etape: Etape | None, *, paa: date, vist: str | None = None
) -> Genoptagelse:
    """Genoptag holdet eller projektet. Ingen dato flyttes. ``vist`` er id'et på den pause, personen så."""
    if etape:
        return genoptag_etape(aktoer, etape, paa=paa, vist=vist)
    return genoptag_projekt(aktoer, projekt, paa=paa, vist=vist)


@transaction.atomic
def genoptag_og_flyt(
    aktoer: Aktoer,
    projekt: Projekt,
    etape: Etape | None,
    begrundelse: str = "",
    *,
    nu: datetime,
    undtagne: Collection[int] = (),
    aftryk: str | None = None,
    vist: str | None = None,
) -> tuple[Genoptagelse, Flytningsdel]:
    """Genoptag, og flyt det tilbudte; kan det ene ikke lade sig gøre, sker ingen af delene.

    Uden en ``begrundelse`` er det den, svaret foreslår.
    ``undtagne`` og ``aftryk`` er som i ``flyt_datoer``, ``vist`` som i ``genoptag``.
    """
    svar = genoptag(aktoer, projekt, etape, paa=timezone.localdate(nu), vist=vist)
    del_ = flyt_datoer(
        aktoer,
        svar.projekt,
        svar.ankre,
        begrundelse or svar.begrundelse,
        nu=nu,
        undtagne=undtagne,
        aftryk=aftryk,
        etaper=svar.etapedatoer,
        ventetid=svar.ventetid,
    )
    return svar, del_
