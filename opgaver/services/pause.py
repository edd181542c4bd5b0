"""At sætte et projekt på pause og genoptage det. Fristerne rører pausen ikke; dem flytter en flytning bagefter."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, kraev
from faelles.formularer import BEGRUNDELSE_TEGN
from faelles.tal import antal_i_ord
from frister import SIDSTE_AAR, Anker, Ankre, dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Etape, Pause, Projekt
from projekter.models.pause import PauseQuerySet

from ..etaperegler import GOLIVE, Hold, ventende
from ..models import PAUSE, Flytning, Flytningsdel, Opgave
from ..pauseregler import (
    Periode,
    Ventetid,
    efter_pause,
    efter_pausen,
    forslag,
    holdnoegle,
    opgavenoegle,
    rykkes,
)
from .etapedatoer import holdene
from .flytteskrivning import laas_projekter
from .pausebesked import laeg_beskeder
from .projekt import Datofejl

LAENGST_TILBAGE = timedelta(days=365)
"""Så langt tilbage kan en pause begynde, når nogen først skriver den nu."""


@dataclass(frozen=True)
class Genoptagelse:
    """Det, en genoptagelse fører med sig, og de datoer, den tilbyder at flytte; ``etapedatoer`` er efter etapens id.

    ``dage`` er pausens længde. ``ventetid`` ved, hvad der allerede er rykket nogle af de samme dage.
    """

    projekt: Projekt
    pause: Pause
    dage: int
    ventetid: Ventetid
    ankre: Ankre
    etapedatoer: dict[int, date]

    @property
    def etape(self) -> Etape | None:
        """Det hold, der går videre; None, når det er hele projektet."""
        return self.pause.etape

    @property
    def sket(self) -> list[tuple[Anker, date | None]]:
        """De af projektets ankre, der var nået før dets pause og derfor bliver, hvor de er."""
        foer, efter = self.projekt.ankre, self.ankre
        blev = [(anker, dato) for anker in Anker if (dato := foer.dato(anker)) and dato == efter.dato(anker)]
        return [] if self.etape else list(blev)

    @property
    def laengde(self) -> str:
        return antal_i_ord(self.dage, "dag", "dage")

    @property
    def begrundelse(self) -> str:
        """Den begrundelse, flytningen foreslås; en lang skæres af, så der er plads til den."""
        ventet = f"{self.etape} ventede {self.laengde}" if self.etape else f"Genoptaget {efter_pausen(self.dage)}"
        hele = f"{ventet}: {self.pause.begrundelse}"
        return hele if len(hele) <= BEGRUNDELSE_TEGN else f"{hele[: BEGRUNDELSE_TEGN - 1]}…"


@transaction.atomic
def saet_pause(
    aktoer: Aktoer, projekt: Projekt, begrundelse: str, *, paa: date, fra: date | None = None, til: date | None = None
) -> Pause:
    """Sæt projektet på pause, så det ikke minder nogen, og sig det til dem, det rammer.

    ``fra`` er dagen, den begyndte, ellers ``paa``. ``til`` er den sidste dag, pausen ventes at vare; projektet
    genoptages ikke af sig selv, når den er forbi.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    [projekt] = laas_projekter(projekt.pk)
    kraev_i_gang(projekt)
    begrundelse = kraev_pausens_felter(begrundelse, "projektet", paa, til)
    fra = kraev_begyndelsen(projekt, projekt.pauser.projekternes(), fra, paa)
    _skift(aktoer, projekt, Projekt.Status.PAA_PAUSE, "projekt sat på pause", begrundelse, fra_i_ord(fra, paa))
    return begynd(aktoer, projekt, begrundelse, fra=fra, til=til)


@transaction.atomic
def genoptag(aktoer: Aktoer, projekt: Projekt, *, paa: date, vist: str | None = None) -> Genoptagelse:
    """Genoptag projektet, så det minder om det, der forfalder, og sig det til dem, det rammer. Ingen frist flyttes.

    ``vist`` er id'et på den pause, personen så; er den slut, eller er det en anden, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    [projekt] = laas_projekter(projekt.pk)
    kraev_den_viste_pause(aaben_pause(projekt), vist, projekt.pauser.projekternes(), projekt)
    svar = se_genoptagelse(projekt, paa)
    _skift(aktoer, projekt, Projekt.Status.AKTIVT, "projekt genoptaget", efter_pausen(svar.dage))
    slut(svar.pause, aktoer, paa)
    return svar


def kraev_pausens_felter(begrundelse: str, hvad: str, paa: date, til: date | None) -> str:
    """Begrundelsen uden overflødig luft. Afvist, når den mangler, eller når den ventede slutning er forbi."""
    begrundelse = " ".join(begrundelse.split())
    if not begrundelse:
        raise Afvist(f"Skriv en begrundelse, så andre kan se, hvorfor {hvad} holder pause.")
    if til and (til < paa or til.year > SIDSTE_AAR):
        hvorfor = "er forbi. Skriv en senere dato" if til < paa else f"ligger efter {SIDSTE_AAR}. Ret datoen"
        raise Datofejl(f"{dag_maaned(til)} {hvorfor}, eller lad feltet stå tomt.", "til")
    return begrundelse


type Graense = tuple[date, str]
"""En dag, en pause ikke kan begynde før, og hvorfor, til at sætte efter datoen."""


def kraev_begyndelsen(
    projekt: Projekt, pauser: PauseQuerySet, fra: date | None, paa: date, holdets: Iterable[Graense] = ()
) -> date:
    """Dagen, pausen begynder: ``paa`` eller en, der er gået. Rejser ``Datofejl``, når den ikke kan være rigtig.

    Tidligst et år tilbage, da projektet begyndte, da den forrige af ``pauser`` sluttede, og ``holdets`` egne grænser.
    """
    if fra is None or fra == paa:
        return paa
    if fra > paa:
        raise Datofejl(f"{dag_maaned(fra)} er ikke kommet endnu. Skriv dagen i dag eller en, der er gået.", "fra")
    begyndt = min(filter(None, (projekt.projektstart, timezone.localdate(projekt.oprettet))))
    sluttede = [(pause.slut, "da den forrige pause sluttede") for pause in pauser if pause.slut]
    egne = [(begyndt, "da projektet begyndte"), (paa - LAENGST_TILBAGE, "et år tilbage")]
    tidligst, hvorfor = max([*egne, *sluttede, *holdets])
    if fra < tidligst:
        raise Datofejl(f"Pausen kan tidligst begynde {dag_maaned(tidligst)}, {hvorfor}. Ret datoen.", "fra")
    return fra


def fra_i_ord(fra: date, paa: date) -> str:
    """Fx "fra 1. februar 2027"; tom, når pausen begynder i dag."""
    return "" if fra == paa else f"fra {dag_maaned(fra)}"


def begynd(
    aktoer: Aktoer, projekt: Projekt, begrundelse: str, *, fra: date, til: date | None, etape: Etape | None = None
) -> Pause:
    """Skriv, at projektet eller ét af dets hold holder pause, og sig det til dem, det rammer."""
    felter = {"fra": fra, "til": til, "begrundelse": begrundelse, "sat_af": aktoer.navn}
    pause = Pause.objects.create(projekt=projekt, etape=etape, **felter)
    laeg_beskeder(pause, aktoer)
    return pause


def slut(pause: Pause, aktoer: Aktoer, paa: date) -> None:
    """Skriv, at pausen er forbi, og sig det; den slutter ikke, før den begyndte."""
    pause.slut, pause.genoptaget_af = max(paa, pause.fra), aktoer.navn
    pause.save(update_fields=["slut", "genoptaget_af"])
    laeg_beskeder(pause, aktoer)


def se_genoptagelse(projekt: Projekt, paa: date) -> Genoptagelse:
    """Hvad en genoptagelse ``paa`` vil føre med sig; gemmer intet. Afvist, når projektet ikke er på pause."""
    pause = aaben_pause(projekt)
    if pause is None:
        raise Afvist(f"{projekt} er ikke på pause, så der er intet at genoptage.")
    pause.projekt = projekt
    return tilbud(projekt, pause, paa, ventende(holdene(projekt), pause.fra))


def tilbud(projekt: Projekt, pause: Pause, paa: date, hold: Iterable[Hold]) -> Genoptagelse:
    """Genoptagelsen ``paa``, når de ``hold`` rykker; er det projektets pause, også det af dets ankre, der ventede."""
    ventet, ankre, golives = ventetid(pause, paa), projekt.ankre, {et.id: et.golive for et in hold}
    rykker = () if pause.etape else rykkes(ankre, pause.fra, er_i_drift=_er_i_drift(projekt))
    egne = [(dato, ventet.dage) for anker in rykker if (dato := ankre.dato(anker))]
    holdenes = [(golive, ventet.rest(holdnoegle(pk))) for pk, golive in golives.items()]
    nye = efter_pause([*holdenes, *egne], projekt.kalender)
    datoer = {pk: nye[golive] for pk, golive in golives.items() if nye[golive] != golive}
    return Genoptagelse(projekt, pause, pause.dage(paa), ventet, forslag(ankre, rykker, nye), datoer)


def _er_i_drift(projekt: Projekt) -> bool:
    """Om et hold er gået i gang, og løsningen altså er sat i drift."""
    return any(GOLIVE in hold.trin for hold in holdene(projekt))


def kraev_den_viste_pause(aaben: Pause | None, vist: str | None, pauser: PauseQuerySet, hvad: Projekt | Etape) -> None:
    """Rejs ``Foraeldet`` med navnet på den, der kom først, når den pause (id), personen så, ikke er den åbne."""
    if vist is None or (aaben and vist == str(aaben.pk)):
        return
    sidste = pauser.filter(slut__isnull=False).order_by("-pk").first()
    hvem = f"{hvad} er ikke på den pause, du så"
    if sidste:
        flyttet = " og flyttet det, der ventede" if Flytningsdel.objects.efter_pausen(sidste.pk).exists() else ""
        hvem = f"{sidste.genoptaget_af} har imens genoptaget {hvad}{flyttet}"
    raise Foraeldet(f"{hvem}, så dit tryk har ikke ændret noget.")


def ventetid(pause: Pause, paa: date) -> Ventetid:
    """Det, pausen rykker, når den slutter ``paa``, og det, der er rykket efter andre pauser i de samme dage."""
    return Ventetid(pause.pk, pause.fra, pause.slut or paa, pause.etape_id, _flyttede(pause))


def _flyttede(pause: Pause) -> dict[str, list[Periode]]:
    """Hold og opgave → de andre pauser siden da, som en gældende flytning har rykket den efter."""
    senere = Pause.objects.filter(projekt=pause.projekt_id, slut__gt=pause.fra).exclude(pk=pause.pk)
    perioder = {et.pk: (et.fra, et.slut) for et in senere if et.slut}
    flyttede = defaultdict[str, list[Periode]](list)
    for del_ in Flytningsdel.objects.efter_pausen(*perioder).filter(projekt=pause.projekt_id) if perioder else ():
        for noegle in (*map(holdnoegle, del_.rykkede_hold), *map(opgavenoegle, del_.opgaver)):
            flyttede[noegle].append(perioder[del_.efter[PAUSE]])
    return dict(flyttede)


def flyttet_siden(pause: Pause) -> QuerySet[Flytning]:
    """De flytninger i projektet, der gælder, og er gjort, siden pausen begyndte; den nyeste først.

    Kalenderens er ikke med: den har ikke flyttet noget på grund af en ventetid.
    """
    begyndt = timezone.make_aware(datetime.combine(pause.fra, time.min))
    gaeldende = Flytning.objects.filter(dele__projekt=pause.projekt_id, dele__er_fortrudt=False, oprettet__gte=begyndt)
    return gaeldende.exclude(slags=Flytning.Slags.KALENDER)


def aaben_pause(projekt: Projekt) -> Pause | None:
    """Den pause, projektet holder nu; spørger kun databasen, når projektet er på pause."""
    if projekt.status != Projekt.Status.PAA_PAUSE:
        return None
    return Pause.objects.aabne().projekternes().filter(projekt=projekt).first()


def kraev_i_gang(projekt: Projekt) -> None:
    if aaben := aaben_pause(projekt):
        siden = f"siden {dag_maaned(aaben.fra)} ({aaben.sat_af})"
        raise Foraeldet(f"{projekt} er allerede på pause {siden}. Genoptag det først, hvis grunden er en anden.")
    if projekt.status == Projekt.Status.AFSLUTTET:
        raise Afvist(f"{projekt} er afsluttet og kan ikke holde pause.")


def aabne_opgaver(projekt: Projekt, etape: Etape | None = None) -> int:
    """Så mange åbne opgaver projektet eller etapen har."""
    alle = Opgave.objects.filter(etape=etape) if etape else Opgave.objects.i_projekt(projekt)
    return alle.aabne().count()


def _skift(
    aktoer: Aktoer, projekt: Projekt, status: Projekt.Status, handling: str, begrundelse: str, fra: str = ""
) -> None:
    gammel = projekt.get_status_display()
    projekt.status = status
    projekt.save(update_fields=["status"])
    ny = f"{status.label} {fra}".strip()
    noter(aktoer, handling, projekt, projekt=projekt, felt="status", gammel=gammel, ny=ny, begrundelse=begrundelse)
