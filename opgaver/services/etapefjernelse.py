"""At tage en etape ud af et projekt: dens opgaver udgår, eller de bliver hele projektets igen (se ADR 30)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Etape, Projekt

from ..models import Flytning, Opgave
from .etape import find_gaeldende, i_ord, kraev_det_viste, kraev_golive, noter_paa_opgaverne, skriv_opgaver
from .etapebesked import laeg_besked_om_fjernelse
from .flytning import flyt_datoer, kraev_ikke_afsluttet
from .flytteskrivning import laas_projekter
from .fortrydelsesvisning import som_aftryk


@dataclass(frozen=True)
class Fjernelse:
    """Hvad der sker, når en etape fjernes: dens opgaver udgår, eller de bliver i planen, når den var den sidste."""

    etape: Etape
    er_sidste: bool
    opgaver: list[Opgave]

    @property
    def fuldfoerte(self) -> int:
        return sum(opgave.status == Opgave.Status.FULDFOERT for opgave in self.opgaver)

    @property
    def aftryk(self) -> str:
        """Kendetegnet for det, der vises: etapen, som den er, og hver opgave med sin status."""
        opgaver = [(opgave.pk, opgave.status) for opgave in self.opgaver]
        return som_aftryk([self.etape.udgave, self.er_sidste, opgaver])


def se_fjernelse(etape: Etape) -> Fjernelse:
    """Hvad der sker, når etapen fjernes. Gemmer intet."""
    er_sidste = not etape.projekt.etaper.gaeldende().exclude(pk=etape.pk).exists()
    levende = Opgave.objects.filter(etape=etape, er_udgaaet=False).select_related("kort").order_by("pk")
    return Fjernelse(etape, er_sidste, list(levende))


@transaction.atomic
def fjern_etape(aktoer: Aktoer, etape: Etape, begrundelse: str, *, nu: datetime, vist: str | None = None) -> Fjernelse:
    """Tag etapen ud af projektet. Dens opgaver udgår og bliver stående; den sidste etapes går tilbage til projektet.

    ``vist`` er forhåndsvisningens aftryk; sker der nu noget andet, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    begrundelse = " ".join(begrundelse.split())
    if not begrundelse:
        raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor etapen er fjernet.")
    [projekt] = laas_projekter(etape.projekt_id)
    kraev_ikke_afsluttet(projekt)
    etape = find_gaeldende(projekt, etape.pk)
    svar, flytning = se_fjernelse(etape), None
    kraev_det_viste(vist, svar.aftryk)
    if svar.er_sidste:
        flytning = _giv_tilbage(aktoer, svar, projekt, begrundelse, nu)
    else:
        skriv_opgaver(svar.opgaver, er_udgaaet=True)
        noter_paa_opgaverne(aktoer, svar.opgaver, projekt, "udgik, da etapen blev fjernet", etape, begrundelse)
    Etape.objects.filter(pk=etape.pk).update(er_fjernet=True, er_paa_pause=False, udgave=F("udgave") + 1)
    etape.pauser.aabne().update(slut=timezone.localdate(nu), genoptaget_af=aktoer.navn)
    laeg_besked_om_fjernelse(aktoer, svar.etape, svar.opgaver, begrundelse, flytning=flytning, udgik=not svar.er_sidste)
    noter(aktoer, "etape fjernet", etape, projekt=projekt, gammel=i_ord(etape), begrundelse=begrundelse)
    return svar


def _giv_tilbage(aktoer: Aktoer, svar: Fjernelse, projekt: Projekt, begrundelse: str, nu: datetime) -> Flytning | None:
    """Opgaverne bliver hele projektets igen; først flyttes de til projektets go-live, som en flytning."""
    golive, flytning = kraev_golive(projekt), None
    if svar.etape.golive != golive:
        skift, slags = {svar.etape.pk: golive}, Flytning.Slags.FJERNET_HOLD
        flytning = flyt_datoer(aktoer, projekt, projekt.ankre, begrundelse, nu=nu, etaper=skift, slags=slags).flytning
    skriv_opgaver(svar.opgaver, etape=None)
    noter_paa_opgaverne(aktoer, svar.opgaver, projekt, "taget ud af etapen", svar.etape, begrundelse)
    return flytning
