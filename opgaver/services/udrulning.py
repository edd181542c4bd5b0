"""Udrulningen hold for hold: de trin, hver etape er nået, pauser i én etape, og valget mellem big bang og trinvis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from faelles.afvisning import Afvist, Foraeldet, ManglerBegrundelse, kraev
from frister import dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Etape, Etapetrin, Haendelse, Ibrugtagning, Pause, Projekt

from ..etaperegler import Hold, forkert_orden, kraever_foerst, maa_ikke, mangler_foer_golive, rykkes, venter_paa
from ..pauseregler import efter_pausen
from .etape import find_gaeldende
from .etapedatoer import holdene
from .flytning import kraev_ikke_afsluttet
from .flytteskrivning import laas_projekter
from .pause import (
    Genoptagelse,
    begynd,
    fra_i_ord,
    kraev_begyndelsen,
    kraev_den_viste_pause,
    kraev_pausens_felter,
    slut,
    tilbud,
)
from .projekt import Datofejl


@transaction.atomic
def saet_trin(
    aktoer: Aktoer,
    etape: Etape,
    slags: str,
    *,
    paa: date,
    dato: date | None = None,
    begrundelse: str = "",
    vist: str | None = None,
) -> Etapetrin:
    """Notér, at etapen er nået trinnet. Mangler holdet et trin før, eller er holdet før ikke stabilt, skal der en
    begrundelse til at gå i gang.

    ``dato`` er dagen, det skete, ellers ``paa``; er trinnet nået, rettes dagen, og historikken beholder den gamle.
    ``vist`` er det trins id, personen så, eller tom; er det et andet nu, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    navn = _trinnets_navn(slags)
    _kraev_det_viste_trin(etape, slags, vist)
    _kraev_datoen(etape, slags, dato or paa, paa)
    begrundelse = " ".join(begrundelse.split())
    hold = holdene(etape.projekt)
    naaet = next(et.trin for et in hold if et.id == etape.pk)
    if slags in naaet:
        return _ret_datoen(aktoer, etape.trin.get(slags=slags), dato)
    if mangler := kraever_foerst(naaet, slags):
        raise Afvist(f"{etape} er ikke gået i gang. Sæt først hak i {_trinnets_navn(mangler)}.")
    if (imod := _det_der_taler_imod(hold, etape, naaet, slags)) and not begrundelse:
        raise ManglerBegrundelse(f"{imod} Vent, eller skriv, hvorfor {etape} går i gang alligevel.")
    begrundelse = begrundelse if imod else ""
    trin = Etapetrin.objects.create(
        etape=etape, slags=slags, dato=dato or paa, bruger=aktoer.bruger, sat_af=aktoer.navn, begrundelse=begrundelse
    )
    handling, ny = "etapens trin nået", f"{navn} {dag_maaned(trin.dato)}"
    noter(aktoer, handling, etape, projekt=etape.projekt, felt="trin", ny=ny, begrundelse=begrundelse)
    return trin


def _det_der_taler_imod(hold: Iterable[Hold], etape: Etape, naaet: frozenset[str], slags: str) -> str:
    """Hvorfor holdet bør vente med at gå i gang; tom, når intet taler imod."""
    mangler = [_trinnets_navn(et) for et in mangler_foer_golive(naaet, slags)]
    dele = [f"{etape} mangler hak i {' og '.join(mangler)}."] if mangler else []
    foer = venter_paa(hold, etape.pk, slags)
    return " ".join([*dele, *([f"{foer.navn} er endnu ikke stabilt."] if foer else [])])


def _kraev_datoen(etape: Etape, slags: str, dato: date, paa: date) -> None:
    if dato > paa:
        raise Afvist(f"{dag_maaned(dato)} er ikke kommet endnu. Skriv den dag, {etape} nåede trinnet.")
    projekt = etape.projekt
    er_paa_pause = etape.er_paa_pause or projekt.status == Projekt.Status.PAA_PAUSE
    if hvorfor := maa_ikke(slags, dato, projekt.idriftsaettelse, er_paa_pause=er_paa_pause):
        raise Afvist(f"{etape if etape.er_paa_pause or 'pause' not in hvorfor else projekt} {hvorfor}.")
    datoer = dict(etape.trin.values_list("slags", "dato"))
    if andet := forkert_orden(datoer, slags, dato):
        naar = "før" if andet == Etapetrin.Slags.GOLIVE else "efter"
        raise Afvist(
            f"{_trinnets_navn(slags)} {dag_maaned(dato)} ligger {naar} {_trinnets_navn(andet)} "
            f"{dag_maaned(datoer[andet])}. Ret en af de to datoer."
        )


def _ret_datoen(aktoer: Aktoer, trin: Etapetrin, dato: date | None) -> Etapetrin:
    """Trinnet med en anden dato. Det bliver et nyt, så den, der så det gamle, får det at vide."""
    if dato is None or dato == trin.dato:
        return trin
    gammel, navn = _trinnet_i_ord(trin), _trinnets_navn(trin.slags)
    trin.delete()
    ny = Etapetrin.objects.create(
        etape=trin.etape,
        slags=trin.slags,
        dato=dato,
        bruger=aktoer.bruger,
        sat_af=aktoer.navn,
        begrundelse=trin.begrundelse,
    )
    i_ord = f"{navn} {dag_maaned(dato)}"
    noter(aktoer, "etapens trin rettet", ny.etape, projekt=ny.etape.projekt, felt="trin", gammel=gammel, ny=i_ord)
    return ny


def _trinnet_i_ord(trin: Etapetrin) -> str:
    """Fx "Go-live 9. november 2026, Bo Lindgaard: Nord har ferie"; det står i historikken, når trinnet er væk."""
    grund = f": {trin.begrundelse}" if trin.begrundelse else ""
    return f"{_trinnets_navn(trin.slags)} {dag_maaned(trin.dato)}, {trin.sat_af}{grund}"


@transaction.atomic
def fjern_trin(aktoer: Aktoer, etape: Etape, slags: str, *, vist: str | None = None) -> None:
    """Tag hakket af igen. Er trinnet ikke nået, sker der intet. ``vist`` er som i ``saet_trin``."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    _kraev_det_viste_trin(etape, slags, vist)
    if slags == Etapetrin.Slags.GOLIVE and etape.trin.filter(slags=Etapetrin.Slags.STABIL).exists():
        raise Afvist(f"{etape} er stabilt, så det er gået i gang. Tag først hakket af Stabil.")
    if trin := etape.trin.filter(slags=slags).first():
        trin.delete()
        handling, gammel = "etapens trin fjernet", _trinnet_i_ord(trin)
        noter(aktoer, handling, etape, projekt=etape.projekt, felt="trin", gammel=gammel)


@transaction.atomic
def saet_etape_paa_pause(
    aktoer: Aktoer, etape: Etape, begrundelse: str, *, paa: date, fra: date | None = None, til: date | None = None
) -> Pause:
    """Sæt ét hold på pause, så ingen mindes om dets opgaver; de andre hold går videre. Se ``saet_pause``."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    if aaben := etape.pauser.aabne().first():
        raise Foraeldet(f"{etape} er allerede på pause siden {dag_maaned(aaben.fra)} ({aaben.sat_af}).")
    kraev_projektet_i_gang(etape.projekt)
    begrundelse = kraev_pausens_felter(begrundelse, "holdet", paa, til)
    fra = kraev_begyndelsen(etape.projekt, etape.pauser.all(), fra, paa)
    Etape.objects.filter(pk=etape.pk).update(er_paa_pause=True, udgave=F("udgave") + 1)
    ny = fra_i_ord(fra, paa)
    noter(aktoer, "etape sat på pause", etape, projekt=etape.projekt, ny=ny, begrundelse=begrundelse)
    return begynd(aktoer, etape.projekt, begrundelse, fra=fra, til=til, etape=etape)


@transaction.atomic
def genoptag_etape(aktoer: Aktoer, etape: Etape, *, paa: date, vist: str | None = None) -> Genoptagelse:
    """Lad holdet gå videre. Ingen dato flyttes; svaret siger, hvad der kan flyttes. ``vist`` er som i ``genoptag``."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    etape = _laas(etape)
    kraev_projektet_i_gang(etape.projekt)
    kraev_den_viste_pause(etape.pauser.aabne().first(), vist, etape.pauser.all(), etape)
    svar = se_etapegenoptagelse(etape, paa)
    slut(svar.pause, aktoer, paa)
    Etape.objects.filter(pk=etape.pk).update(er_paa_pause=False, udgave=F("udgave") + 1)
    noter(aktoer, "etape genoptaget", etape, projekt=etape.projekt, begrundelse=efter_pausen(svar.dage))
    return svar


def kraev_projektet_i_gang(projekt: Projekt) -> None:
    """Mens hele projektet er på pause, mindes ingen, så et hold kan hverken gå i gang, holde pause eller gå videre."""
    if projekt.status == Projekt.Status.PAA_PAUSE:
        raise Afvist(f"{projekt} er på pause. Genoptag først projektet under Datoer.")


def se_etapegenoptagelse(etape: Etape, paa: date) -> Genoptagelse:
    """Hvad en genoptagelse vil føre med sig. Gemmer intet."""
    pause = etape.pauser.aabne().first()
    if pause is None:
        raise Foraeldet(f"{etape} er ikke på pause, så der er intet at genoptage.")
    pause.projekt, pause.etape = etape.projekt, etape
    return tilbud(etape.projekt, pause, paa, rykkes(holdene(etape.projekt), etape.pk, pause.fra))


@dataclass(frozen=True)
class Valg:
    """Det, en person skriver om beslutningen. ``besluttet`` er dagen, ellers er det i dag; ``besluttet_af`` er ord.

    Rejser ``Afvist``, når noget mangler.
    """

    maade: str
    begrundelse: str
    besluttet: date | None = None
    besluttet_af: str = ""

    def __post_init__(self) -> None:
        for felt in ("begrundelse", "besluttet_af"):
            object.__setattr__(self, felt, " ".join(getattr(self, felt).split()))
        if self.maade not in Ibrugtagning.Maade.values:
            raise Afvist("Vælg, om I går i gang trinvis eller på én gang.")
        if not self.begrundelse:
            raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor I har valgt sådan.")
        if len(self.besluttet_af) > 120:
            raise Afvist("Skriv kortere, hvem der besluttede det. Der er plads til 120 tegn.")


@transaction.atomic
def beslut_ibrugtagning(
    aktoer: Aktoer, projekt: Projekt, valg: Valg, *, paa: date, vist: str | None = None
) -> Ibrugtagning:
    """Skriv, om alle går i gang på én gang eller ét hold ad gangen, og hvorfor. Det forrige valg står i historikken.

    ``vist`` er kendetegnet for det valg, personen så (tomt for intet); er der et andet nu, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    if valg.besluttet and valg.besluttet > paa:
        hvorfor = f"{dag_maaned(valg.besluttet)} er ikke kommet endnu. Skriv den dag, det blev besluttet."
        raise Datofejl(hvorfor, "besluttet")
    [projekt] = laas_projekter(projekt.pk)
    kraev_ikke_afsluttet(projekt)
    gammel = Ibrugtagning.objects.filter(projekt=projekt).first()
    if gammel and vist not in (None, gammel.kendetegn):
        raise Foraeldet(
            f"{gammel.noteret_af} har imens valgt {gammel.get_maade_display().lower()}: »{gammel.begrundelse}«. "
            "Intet er gemt; det, du skrev, står her endnu. Gem igen, hvis det skal gælde."
        )
    felter = vars(valg) | {"besluttet": valg.besluttet or paa, "noteret": paa, "noteret_af": aktoer.navn}
    ny, _ = Ibrugtagning.objects.update_or_create(projekt=projekt, defaults=felter)
    noter(
        aktoer,
        "ibrugtagning besluttet",
        ny,
        projekt=projekt,
        gammel=gammel.i_ord if gammel else "",
        ny=ny.i_ord,
        begrundelse=valg.begrundelse,
    )
    return ny


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
    sidste = om_trinnet.filter(**{f"{'ny' if nu else 'gammel'}__startswith": navn}).first()
    hvem = f"{sidste.aktoer} {gjorde} {navn} for {etape} {sidste.kl}" if sidste else f"{navn} for {etape} er ændret"
    raise Foraeldet(f"{hvem}, og dit er ikke gemt. Se, hvordan det står nu, og sæt det så.")


def _trinnets_navn(slags: str) -> str:
    if slags not in Etapetrin.Slags.values:
        raise Afvist("Trinnet findes ikke. Se projektets etaper igen.")
    return str(Etapetrin.Slags(slags).label)
