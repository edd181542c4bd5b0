"""At ændre kommunens kalender: se først, hvilke frister der rykker i hvilke projekter, og gør så netop det."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from frister import fridagsadvarsel
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Etape, Etapetrin, Organisation, Projekt

from ..flytning import Raekke
from ..models import Flytning
from .flytning import nyheder
from .flyttebesked import laeg_beskeder
from .flyttegrundlag import Forhaandsvisning, aftryk_af, forhaandsvis, kraev_uaendret
from .flytteskrivning import gem, laas_projekter
from .kalenderdata import Kalenderdata, laes_kalender, skriv_kalender

BEGRUNDELSE = "Kommunens lukkedage er ændret"


@dataclass(frozen=True)
class Kalendervisning:
    """Hvad en ny kalender vil gøre i ``alle`` projekter; i ``ramte`` rykker der frister."""

    foer: Kalenderdata
    efter: Kalenderdata
    alle: list[Forhaandsvisning]
    paa: date

    @cached_property
    def ramte(self) -> list[Forhaandsvisning]:
        return [visning for visning in self.alle if visning.tabel.flyttede]

    @cached_property
    def i_nye_frysperioder(self) -> list[tuple[Projekt, Raekke, str]]:
        """De åbne opgaver, hvis frist kommer til at ligge i en ny frysperiode, og dens navn; efter frist."""
        nye = [periode for periode in self.efter.frysperioder if periode not in self.foer.frysperioder]
        fundne = [
            (visning.projekt, raekke, periode.navn)
            for visning in self.alle
            for raekke in visning.tabel.raekker
            for periode in nye
            if raekke.er_aaben and raekke.til and periode.fra <= raekke.til <= periode.til
        ]
        return sorted(fundne, key=lambda et: (str(et[1].til), et[1].post.kode))

    @cached_property
    def uddannelser_paa_fridage(self) -> list[tuple[Projekt, Etape, str]]:
        """De hold, der mangler at blive uddannet, og hvis dag til det bliver en fridag; hvilken, i ord. Efter dagen."""
        projekter = {visning.projekt.pk: visning.projekt for visning in self.alle}
        ventede = Etape.objects.gaeldende().filter(projekt__in=projekter, uddannelse__gte=self.paa)
        return [
            (projekter[etape.projekt_id], etape, fridag)
            for etape in ventede.exclude(trin__slags=Etapetrin.Slags.UDDANNET).order_by("uddannelse", "pk")
            if (dag := etape.uddannelse) and not fridagsadvarsel(dag, self.foer.kalender)
            if (fridag := fridagsadvarsel(dag, self.efter.kalender))
        ]

    @property
    def aftryk(self) -> str:
        return aftryk_af(self.ramte, self.foer.som_ord(), self.efter.som_ord())

    @property
    def antal(self) -> int:
        return sum(len(visning.tabel.flyttede) for visning in self.ramte)


def forhaandsvis_kalender(
    kommune: Organisation, efter: Kalenderdata, paa: date, *, laas: bool = False, seer: Aktoer | None = None
) -> Kalendervisning:
    """Hvilke frister i kommunens projekter, undtagen de afsluttede, der får en ny dato. Gemmer intet."""
    ider = Projekt.objects.filter(kommune=kommune).exclude(status=Projekt.Status.AFSLUTTET).values_list("pk", flat=True)
    if laas:
        projekter = laas_projekter(*ider)
    else:
        projekter = list(Projekt.objects.med_navne().med_kalender().filter(pk__in=ider).order_by("loesning"))
    ankre = {projekt.pk: projekt.ankre for projekt in projekter}
    visninger = forhaandsvis(ankre, projekter, paa, kalender=efter, seer=seer)
    return Kalendervisning(laes_kalender(kommune), efter, visninger, paa)


@transaction.atomic
def ret_kalender(
    aktoer: Aktoer, kommune: Organisation, efter: Kalenderdata, *, nu: datetime, aftryk: str | None = None
) -> Flytning:
    """Gør kalenderen til ``efter``, og flyt de frister, den rykker. ``aftryk`` er det, forhåndsvisningen havde."""
    kraev(adgang.maa_rette_kalender(aktoer, kommune))
    efter.kraev_arbejdsdage()
    Organisation.objects.select_for_update(no_key=True).get(pk=kommune.pk)
    visning = forhaandsvis_kalender(kommune, efter, timezone.localdate(nu), laas=True, seer=aktoer)
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
