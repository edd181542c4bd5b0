"""At sætte et projekt på pause og genoptage det. Fristerne rører pausen ikke; dem flytter en flytning bagefter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from faelles.tal import antal_i_ord
from frister import SIDSTE_AAR, Anker, Ankre, dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Etape, Pause, Projekt
from projekter.models.pause import PauseQuerySet

from ..etaperegler import Hold, ventende
from ..models import Flytningsdel, Opgave
from ..pauseregler import Ventetid, efter_pause, efter_pausen, forslag, ikke_flyttet, rykkes
from .etapedatoer import holdene
from .flytteskrivning import laas_projekter
from .pausebesked import laeg_beskeder


@dataclass(frozen=True)
class Genoptagelse:
    """Det, en genoptagelse fører med sig, og de datoer, den tilbyder at flytte; ``etapedatoer`` er efter etapens id.

    ``dage`` er pausens længde. ``ventetid`` er for et hold uden de dage, hele projektet ventede imens og er flyttet.
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
        ankre = self.projekt.ankre
        rykker = tuple(Anker) if self.etape else rykkes(ankre, self.pause.fra)
        return [(anker, ankre.dato(anker)) for anker in Anker if ankre.dato(anker) and anker not in rykker]

    @property
    def laengde(self) -> str:
        return antal_i_ord(self.dage, "dag", "dage")

    @property
    def begrundelse(self) -> str:
        """Den begrundelse, flytningen foreslås."""
        if self.etape:
            return f"{self.etape} ventede {self.laengde}: {self.pause.begrundelse}"
        return f"Genoptaget {efter_pausen(self.dage)}: {self.pause.begrundelse}"


@transaction.atomic
def saet_pause(aktoer: Aktoer, projekt: Projekt, begrundelse: str, *, paa: date, til: date | None = None) -> Pause:
    """Sæt projektet på pause fra ``paa``, så det ikke minder nogen, og sig det til dem, det rammer.

    ``til`` er den sidste dag, pausen ventes at vare; projektet genoptages ikke af sig selv, når den er forbi.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    [projekt] = laas_projekter(projekt.pk)
    kraev_i_gang(projekt)
    begrundelse = kraev_pausens_felter(begrundelse, "projektet", paa, til)
    _skift(aktoer, projekt, Projekt.Status.PAA_PAUSE, "projekt sat på pause", begrundelse)
    return begynd(aktoer, projekt, begrundelse, paa=paa, til=til)


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
    """Begrundelsen uden overflødig luft. Afvist, når den mangler, eller når pausen slutter, før den begynder."""
    begrundelse = " ".join(begrundelse.split())
    if not begrundelse:
        raise Afvist(f"Skriv en begrundelse, så andre kan se, hvorfor {hvad} holder pause.")
    if til and (til < paa or til.year > SIDSTE_AAR):
        raise Afvist(f"Pausen begynder {dag_maaned(paa)}. Skriv en senere dato, eller lad feltet stå tomt.")
    return begrundelse


def begynd(
    aktoer: Aktoer, projekt: Projekt, begrundelse: str, *, paa: date, til: date | None, etape: Etape | None = None
) -> Pause:
    """Skriv, at projektet eller ét af dets hold holder pause, og sig det til dem, det rammer."""
    felter = {"fra": paa, "til": til, "begrundelse": begrundelse, "sat_af": aktoer.navn}
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
    egne = [ankre.dato(anker) for anker in rykkes(ankre, pause.fra)] if pause.etape is None else []
    nye = efter_pause([*golives.values(), *(dag for dag in egne if dag)], ventet.dage, projekt.kalender)
    if pause.etape is None:
        ankre = forslag(ankre, pause.fra, nye)
    datoer = {pk: nye[golive] for pk, golive in golives.items() if ventet.dage}
    return Genoptagelse(projekt, pause, pause.dage(paa), ventet, ankre, datoer)


def kraev_den_viste_pause(aaben: Pause | None, vist: str | None, pauser: PauseQuerySet, hvad: Projekt | Etape) -> None:
    """Rejs ``Foraeldet`` med navnet på den, der kom først, når den pause (id), personen så, ikke er den åbne."""
    if vist is None or (aaben and vist == str(aaben.pk)):
        return
    sidste = pauser.filter(slut__isnull=False).order_by("-pk").first()
    hvem = f"{sidste.genoptaget_af} har imens genoptaget {hvad}" if sidste else f"{hvad} er ikke på den pause, du så"
    raise Foraeldet(f"{hvem}, så dit tryk har ikke ændret noget.")


def ventetid(pause: Pause, paa: date) -> Ventetid:
    """Det, pausen rykker, når den slutter ``paa``; for et hold uden de dage, hele projektet ventede og er flyttet."""
    slut = pause.slut or paa
    dage = ikke_flyttet(pause.fra, slut, _flyttede_pauser(pause) if pause.etape_id else ())
    return Ventetid(pause.pk, pause.fra, dage, pause.etape_id)


def _flyttede_pauser(pause: Pause) -> list[tuple[date, date]]:
    """Projektets egne pauser siden da, som en gældende flytning har flyttet efter."""
    senere = Pause.objects.projekternes().filter(projekt=pause.projekt_id, slut__gt=pause.fra)
    dele = Flytningsdel.objects.filter(projekt=pause.projekt_id)
    return [(et.fra, et.slut) for et in senere if et.slut and dele.efter_pausen(et.pk).exists()]


def aaben_pause(projekt: Projekt) -> Pause | None:
    """Den pause, projektet holder nu; spørger kun databasen, når projektet er på pause."""
    if projekt.status != Projekt.Status.PAA_PAUSE:
        return None
    return Pause.objects.aabne().projekternes().filter(projekt=projekt).first()


def kraev_i_gang(projekt: Projekt) -> None:
    if projekt.status == Projekt.Status.PAA_PAUSE:
        raise Afvist(f"{projekt} er allerede på pause. Genoptag det først, hvis pausen skal have en ny begrundelse.")
    if projekt.status == Projekt.Status.AFSLUTTET:
        raise Afvist(f"{projekt} er afsluttet og kan ikke holde pause.")


def aabne_opgaver(projekt: Projekt, etape: Etape | None = None) -> int:
    """Så mange åbne opgaver projektet eller etapen har."""
    alle = Opgave.objects.filter(etape=etape) if etape else Opgave.objects.i_projekt(projekt)
    return alle.aabne().count()


def _skift(aktoer: Aktoer, projekt: Projekt, ny: Projekt.Status, handling: str, begrundelse: str) -> None:
    gammel = projekt.get_status_display()
    projekt.status = ny
    projekt.save(update_fields=["status"])
    noter(
        aktoer, handling, projekt, projekt=projekt, felt="status", gammel=gammel, ny=ny.label, begrundelse=begrundelse
    )
