"""At ændre kommunens kalender: se først, hvilke frister der rykker i hvilke projekter, og gør så netop det."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Bruger, Organisation, Projekt

from ..models import Flytning
from .flytning import nyheder
from .flyttebesked import laeg_beskeder
from .flyttegrundlag import Forhaandsvisning, aftryk_af, forhaandsvis, kraev_uaendret
from .flytteskrivning import gem, laas_projekter
from .kalenderdata import Kalenderdata, laes_kalender, skriv_kalender

BEGRUNDELSE = "Kommunens lukkedage er ændret"


@dataclass(frozen=True)
class Kalendervisning:
    """Hvad en ny kalender vil gøre: kun de projekter, hvor frister rykker, er i ``ramte``."""

    foer: Kalenderdata
    efter: Kalenderdata
    ramte: list[Forhaandsvisning]

    @property
    def aftryk(self) -> str:
        return aftryk_af(self.ramte, self.foer.som_ord(), self.efter.som_ord())

    @property
    def antal(self) -> int:
        return sum(len(visning.tabel.flyttede) for visning in self.ramte)


def forhaandsvis_kalender(
    kommune: Organisation, efter: Kalenderdata, paa: date, *, laas: bool = False, seer: Bruger | None = None
) -> Kalendervisning:
    """Hvilke frister i kommunens projekter, undtagen de afsluttede, der får en ny dato. Gemmer intet."""
    ider = Projekt.objects.filter(kommune=kommune).exclude(status=Projekt.Status.AFSLUTTET).values_list("pk", flat=True)
    if laas:
        projekter = laas_projekter(*ider)
    else:
        projekter = list(Projekt.objects.med_navne().med_kalender().filter(pk__in=ider).order_by("loesning"))
    ankre = {projekt.pk: projekt.ankre for projekt in projekter}
    visninger = forhaandsvis(ankre, projekter, paa, kalender=efter, seer=seer)
    return Kalendervisning(laes_kalender(kommune), efter, [v for v in visninger if v.tabel.flyttede])


@transaction.atomic
def ret_kalender(
    aktoer: Aktoer, kommune: Organisation, efter: Kalenderdata, *, nu: datetime, aftryk: str | None = None
) -> Flytning:
    """Gør kalenderen til ``efter``, og flyt de frister, den rykker. ``aftryk`` er det, forhåndsvisningen havde."""
    kraev(adgang.maa_rette_kalender(aktoer, kommune))
    Organisation.objects.select_for_update(no_key=True).get(pk=kommune.pk)
    visning = forhaandsvis_kalender(kommune, efter, timezone.localdate(nu), laas=True, seer=aktoer.bruger)
    kraev_uaendret(aftryk, visning.aftryk)
    if visning.foer.som_ord() == efter.som_ord():
        raise Afvist("Kalenderen er den samme som før. Ret den, eller gå tilbage.")
    skriv_kalender(kommune, efter.som_ord())
    flytning = Flytning(
        slags=Flytning.Slags.KALENDER,
        kommune=kommune,
        begrundelse=BEGRUNDELSE,
        foer=visning.foer.som_ord(),
        efter=efter.som_ord(),
    )
    dele = gem(flytning, visning.ramte, aktoer, nu)
    noter(aktoer, "kalender ændret", flytning, organisation=kommune)
    laeg_beskeder(flytning, nyheder(dele, visning.ramte), aktoer)
    return flytning
