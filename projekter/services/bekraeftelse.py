"""Administratorens kvartalsvise ja til, at listen over personer passer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, kraev

from .. import adgang
from ..aktoer import Aktoer
from ..bekraeftelser import listens_aftryk
from ..historik import noter
from ..kvartal import i_ord, kvartalets_foerste
from ..models import Bruger, Listebekraeftelse, Organisation


@transaction.atomic
def bekraeft_liste(
    aktoer: Aktoer, kommune: Organisation, *, nu: datetime, aftryk: str | None = None
) -> Listebekraeftelse:
    """Bekræft kommunens liste for kvartalet. Er den allerede bekræftet, gælder den første bekræftelse.

    ``aftryk`` er den liste, personen så; er den ændret siden, afvises det.
    """
    kraev(adgang.maa_administrere(aktoer, kommune))
    if kommune.slags != Organisation.Slags.KOMMUNE:
        raise Afvist("Kun kommuner bekræfter deres liste over personer.")
    Organisation.objects.select_for_update(no_key=True).get(pk=kommune.pk)
    if aftryk is not None and aftryk != listens_aftryk(kommune):
        raise Foraeldet("Listen er ændret, siden du så den. Se den igennem igen, og bekræft så.")
    kvartal = kvartalets_foerste(timezone.localdate(nu))
    antal = Bruger.objects.filter(is_active=True, medlemskaber__organisation=kommune).distinct().count()
    bekraeftelse, er_ny = Listebekraeftelse.objects.get_or_create(
        organisation=kommune,
        kvartal=kvartal,
        defaults={"bruger": aktoer.bruger, "aktoer": aktoer.navn, "tid": nu, "antal": antal},
    )
    if er_ny:
        noter(aktoer, "personliste bekræftet", kommune, organisation=kommune, ny=i_ord(kvartal))
    return bekraeftelse
