"""Udrulningen hold for hold: de trin, hver etape er nået, pauser i én etape, og valget mellem big bang og trinvis."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from faelles.afvisning import Afvist, Foraeldet, ManglerBegrundelse, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Etape, Etapetrin, Haendelse, Ibrugtagning, Pause, Projekt

from ..etaperegler import Hold, kraever_foerst, rykkes, venter_paa
from ..pauseregler import efter_pausen
from .etape import find_gaeldende
from .flytning import kraev_ikke_afsluttet
from .flytteskrivning import laas_projekter
from .pausebesked import laeg_beskeder


@dataclass(frozen=True)
class Etapegenoptagelse:
    """En etape, der går videre: hvor længe den ventede, og de nye go-lives, der tilbydes (etapens id → dato)."""

    etape: Etape
    pause: Pause
    dage: int
    datoer: dict[int, date]


def holdene(projekt: Projekt) -> list[Hold]:
    """De gældende etaper, som reglerne ser dem."""
    etaper = projekt.etaper.gaeldende().prefetch_related("trin")
    return [Hold(et.pk, et.navn, et.golive, frozenset(trin.slags for trin in et.trin.all())) for et in etaper]


@transaction.atomic
def saet_trin(
    aktoer: Aktoer, etape: Etape, slags: str, *, paa: date, begrundelse: str = "", vist: str | None = None
) -> Etapetrin:
    """Notér, at etapen er nået trinnet. Er holdet før ikke stabilt, skal der en begrundelse til at gå i gang.

    ``vist`` er det trins id, personen så, eller tom; er det et andet nu, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    navn = _trinnets_navn(slags)
    _kraev_det_viste_trin(etape, slags, vist)
    begrundelse = " ".join(begrundelse.split())
    hold = holdene(etape.projekt)
    naaet = next(et.trin for et in hold if et.id == etape.pk)
    if slags in naaet:
        return etape.trin.get(slags=slags)
    if mangler := kraever_foerst(naaet, slags):
        raise Afvist(f"{etape} er ikke gået i gang. Sæt først hak i {_trinnets_navn(mangler)}.")
    if (foer := venter_paa(hold, etape.pk, slags)) and not begrundelse:
        raise ManglerBegrundelse(
            f"{foer.navn} er endnu ikke stabilt. Vent, eller skriv, hvorfor {etape} går i gang alligevel."
        )
    begrundelse = begrundelse if foer else ""
    trin = Etapetrin.objects.create(
        etape=etape, slags=slags, dato=paa, bruger=aktoer.bruger, sat_af=aktoer.navn, begrundelse=begrundelse
    )
    handling = "etapens trin nået"
    noter(aktoer, handling, etape, projekt=etape.projekt, felt="trin", ny=navn, begrundelse=begrundelse)
    return trin


@transaction.atomic
def fjern_trin(aktoer: Aktoer, etape: Etape, slags: str, *, vist: str | None = None) -> None:
    """Tag hakket af igen. Er trinnet ikke nået, sker der intet. ``vist`` er som i ``saet_trin``."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    _kraev_det_viste_trin(etape, slags, vist)
    if slags == Etapetrin.Slags.GOLIVE and etape.trin.filter(slags=Etapetrin.Slags.STABIL).exists():
        raise Afvist(f"{etape} er stabilt, så det er gået i gang. Tag først hakket af Stabil.")
    if etape.trin.filter(slags=slags).delete()[0]:
        noter(aktoer, "etapens trin fjernet", etape, projekt=etape.projekt, felt="trin", gammel=_trinnets_navn(slags))


@transaction.atomic
def saet_etape_paa_pause(
    aktoer: Aktoer, etape: Etape, begrundelse: str, *, paa: date, til: date | None = None
) -> Pause:
    """Sæt ét hold på pause, så ingen mindes om dets opgaver; de andre hold går videre."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    begrundelse = " ".join(begrundelse.split())
    etape = _laas(etape)
    if etape.er_paa_pause:
        raise Afvist(f"{etape} er allerede på pause.")
    if not begrundelse:
        raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor etapen holder pause.")
    if til and til < paa:
        raise Afvist("Pausen kan ikke slutte, før den begynder. Skriv en senere dato, eller lad feltet stå tomt.")
    Etape.objects.filter(pk=etape.pk).update(er_paa_pause=True, udgave=F("udgave") + 1)
    noter(aktoer, "etape sat på pause", etape, projekt=etape.projekt, begrundelse=begrundelse)
    felter = {"fra": paa, "til": til, "begrundelse": begrundelse, "sat_af": aktoer.navn}
    pause = Pause.objects.create(projekt=etape.projekt, etape=etape, **felter)
    laeg_beskeder(pause, aktoer)
    return pause


@transaction.atomic
def genoptag_etape(aktoer: Aktoer, etape: Etape, *, paa: date) -> Etapegenoptagelse:
    """Lad holdet gå videre. Ingen dato flyttes; svaret siger, hvad der kan flyttes."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    svar = se_etapegenoptagelse(etape, paa)
    pause = svar.pause
    pause.slut, pause.genoptaget_af = max(paa, pause.fra), aktoer.navn
    pause.save(update_fields=["slut", "genoptaget_af"])
    laeg_beskeder(pause, aktoer)
    Etape.objects.filter(pk=etape.pk).update(er_paa_pause=False, udgave=F("udgave") + 1)
    noter(aktoer, "etape genoptaget", etape, projekt=etape.projekt, begrundelse=efter_pausen(svar.dage))
    return svar


def se_etapegenoptagelse(etape: Etape, paa: date) -> Etapegenoptagelse:
    """Hvad en genoptagelse vil føre med sig. Gemmer intet."""
    pause = etape.pauser.aabne().first()
    if pause is None:
        raise Afvist(f"{etape} er ikke på pause, så der er intet at genoptage.")
    pause.projekt, pause.etape = etape.projekt, etape
    dage = pause.dage(paa)
    return Etapegenoptagelse(etape, pause, dage, rykkes(holdene(etape.projekt), etape.pk, dage))


@transaction.atomic
def beslut_ibrugtagning(
    aktoer: Aktoer, projekt: Projekt, maade: str, begrundelse: str, *, paa: date, vist: str | None = None
) -> Ibrugtagning:
    """Skriv, om alle går i gang på én gang eller ét hold ad gangen, og hvorfor. Det forrige valg står i historikken.

    ``vist`` er kendetegnet for det valg, personen så (tomt for intet); er der et andet nu, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    begrundelse = " ".join(begrundelse.split())
    if maade not in Ibrugtagning.Maade.values:
        raise Afvist("Vælg, om I går i gang trinvis eller på én gang.")
    if not begrundelse:
        raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor I har valgt sådan.")
    [projekt] = laas_projekter(projekt.pk)
    kraev_ikke_afsluttet(projekt)
    gammel = Ibrugtagning.objects.filter(projekt=projekt).first()
    if gammel and vist not in (None, gammel.kendetegn):
        raise Foraeldet(
            f"{gammel.besluttet_af} har imens valgt {gammel.get_maade_display().lower()}: »{gammel.begrundelse}«. "
            "Intet er gemt; det, du skrev, står her endnu. Gem igen, hvis det skal gælde."
        )
    valg, _ = Ibrugtagning.objects.update_or_create(
        projekt=projekt,
        defaults={"maade": maade, "begrundelse": begrundelse, "besluttet": paa, "besluttet_af": aktoer.navn},
    )
    noter(
        aktoer,
        "ibrugtagning besluttet",
        valg,
        projekt=projekt,
        gammel=gammel.get_maade_display() if gammel else "",
        ny=valg.get_maade_display(),
        begrundelse=begrundelse,
    )
    return valg


def _laas(etape: Etape) -> Etape:
    """Etapen, som den er nu; en anden, der vil ændre projektets etaper, må vente."""
    [projekt] = laas_projekter(etape.projekt_id)
    kraev_ikke_afsluttet(projekt)
    frisk = find_gaeldende(projekt, etape.pk)
    frisk.projekt = projekt
    return frisk


def _kraev_det_viste_trin(etape: Etape, slags: str, vist: str | None) -> None:
    """En anden kan have sat hakket eller taget det af imens; så skal personen se det, før det ændres igen."""
    nu = etape.trin.filter(slags=slags).first()
    if vist is None or vist == (str(nu.pk) if nu else ""):
        return
    om_trinnet = Haendelse.objects.filter(genstand_type=Etape._meta.model_name, genstand_id=etape.pk, felt="trin")
    navn, gjorde = _trinnets_navn(slags), "satte hakket i" if nu else "tog hakket af"
    sidste = om_trinnet.filter(**{"ny" if nu else "gammel": navn}).first()
    hvem = f"{sidste.aktoer} {gjorde} {navn} for {etape} {sidste.kl}" if sidste else f"{navn} for {etape} er ændret"
    raise Foraeldet(f"{hvem}, og dit er ikke gemt. Se, hvordan det står nu, og sæt det så.")


def _trinnets_navn(slags: str) -> str:
    if slags not in Etapetrin.Slags.values:
        raise Afvist("Trinnet findes ikke. Se projektets etaper igen.")
    return str(Etapetrin.Slags(slags).label)
