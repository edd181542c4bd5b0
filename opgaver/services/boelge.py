"""Bølger: at lave dem, at sætte projekter i dem, at flytte deres datoer og at kvittere for varslingen om det."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, kraev
from frister import STANDARDKALENDER, Anker, Ankre, dato_kort
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Boelge, Haendelse, Loesning, Projekt

from ..flytning import Vilkaar
from ..models import Flytning, Varsling
from .etapedatoer import foer_idriftsaettelse
from .flytning import kraev_begrundelse, nye_ankre, nyheder
from .flyttebesked import Nyhed, laeg_beskeder, uroert
from .flyttegrundlag import (
    Ankerflytning,
    Forhaandsvisning,
    aftryk_af,
    ankerflytninger,
    forhaandsvis,
    kraev_uaendret,
    som_ord,
)
from .flytteskrivning import gem
from .projekt import Datoer


@dataclass(frozen=True)
class Boelgevisning:
    """Hvad der vil ske, når bølgens datoer bliver ``ankre``. ``afvigere`` bliver, hvor de er.

    De har egne datoer, eller de ville få datoer, der ikke kan være rigtige; ``afvigelser`` siger hvorfor, efter id.
    """

    boelge: Boelge
    ankre: Ankre
    paa: date
    visninger: list[Forhaandsvisning]
    afvigere: list[Projekt]
    afvigelser: dict[int, str]

    @property
    def aftryk(self) -> str:
        afvigere = [projekt.pk for projekt in self.afvigere]
        return aftryk_af(self.visninger, som_ord(self.boelge.ankre), som_ord(self.ankre), afvigere)

    @property
    def ankerflytninger(self) -> list[Ankerflytning]:
        """Bølgens egne datoer, der flyttes, mærket efter den almindelige kalender; hver kommune har sin egen."""
        return ankerflytninger(self.boelge.ankre, Vilkaar(self.ankre, STANDARDKALENDER, self.paa))

    @property
    def afvigere_og_grunde(self) -> list[tuple[Projekt, str]]:
        return [(projekt, self.afvigelser[projekt.pk]) for projekt in self.afvigere]

    @property
    def antal(self) -> int:
        return sum(len(visning.tabel.flyttede) for visning in self.visninger)

    @property
    def uaendrede(self) -> int:
        return sum(len(visning.tabel.uaendrede) for visning in self.visninger)


@transaction.atomic
def opret_boelge(aktoer: Aktoer, loesning: Loesning, nummer: int, navn: str, datoer: Datoer) -> Boelge:
    """Lav en bølge med de datoer, dens kommuner begynder med."""
    kraev(adgang.maa_udrulle(aktoer, loesning))
    navn = " ".join(navn.split())
    try:
        with transaction.atomic():
            boelge = Boelge.objects.create(loesning=loesning, nummer=nummer, navn=navn, **vars(datoer))
    except IntegrityError as fejl:
        raise Afvist(f"{loesning.noegle} har allerede en bølge {nummer}. Giv den nye et andet nummer.") from fejl
    noter(aktoer, "bølge oprettet", boelge, organisation=loesning.ejer, ny=str(boelge))
    return boelge


@transaction.atomic
def saet_projekter(aktoer: Aktoer, boelge: Boelge, ider: Collection[int], *, vist: str | None = None) -> int:
    """Gør projekterne (id'er) til bølgens, og svar med antallet af ændrede. Ingens datoer ændres.

    ``vist`` er den fordeling, personen så; er den en anden nu, rejses ``Foraeldet``, og intet gemmes.
    """
    kraev(adgang.maa_udrulle(aktoer, boelge.loesning))
    # Bølgerne først, som når en af dem flyttes: ingen må få eller miste et projekt, mens den flyttes.
    for model in (Boelge, Projekt):
        laaste = model.objects.select_for_update(no_key=True).filter(loesning=boelge.loesning)
        list(laaste.order_by("pk").values_list("pk"))
    alle = list(Projekt.objects.med_navne().filter(loesning=boelge.loesning).order_by("pk"))
    if vist is not None and vist != fordelingens_aftryk(alle):
        raise Foraeldet(
            "En anden har ændret bølgerne, siden du åbnede siden, og intet er gemt. "
            "Se listen igennem; forskellene står ved kommunen. Gem så igen."
        )
    ind = [projekt for projekt in alle if projekt.pk in ider and projekt.boelge_id != boelge.pk]
    ud = [projekt for projekt in alle if projekt.pk not in ider and projekt.boelge_id == boelge.pk]
    med_egne = {projekt.pk for projekt in ind if not boelge.har_datoerne(projekt.ankre)}
    for har_egne in (False, True):
        ider = [projekt.pk for projekt in ind if (projekt.pk in med_egne) is har_egne]
        Projekt.objects.filter(pk__in=ider).update(boelge=boelge, har_egne_datoer=har_egne)
    Projekt.objects.filter(pk__in=[projekt.pk for projekt in ud]).update(boelge=None, har_egne_datoer=False)
    Haendelse.objects.bulk_create(
        haendelse(aktoer, "bølge sat", p, projekt=p, felt="bølge", gammel=p.boelge, ny=ny)
        for flok, ny in ((ind, boelge), (ud, None))
        for p in flok
    )
    return len(ind) + len(ud)


def fordelingens_aftryk(projekter: Iterable[Projekt]) -> str:
    """Kendetegnet for, hvilken bølge hvert af projekterne er i."""
    fordeling = sorted((projekt.pk, projekt.boelge_id) for projekt in projekter if projekt.boelge_id)
    return hashlib.sha256(json.dumps(fordeling).encode()).hexdigest()


def boelgens_nye_ankre(boelge: Boelge, tomme: Collection[str] = (), /, **nye: date | None) -> Ankre:
    """Bølgens datoer med de nye; ``tomme`` er dem, der ikke længere har nogen dato.

    Flyttes idriftsættelse og ikke go-live, rykker go-live lige så mange dage.
    """
    Datoer(idriftsaettelse=nye.get("idriftsaettelse"))
    if nye.get("idriftsaettelse") and not nye.get("golive") and boelge.idriftsaettelse and boelge.golive:
        nye["golive"] = boelge.golive + (nye["idriftsaettelse"] - boelge.idriftsaettelse)  # type: ignore[operator]
    return nye_ankre(boelge.ankre, tomme, **nye)


def forhaandsvis_boelge(
    boelge: Boelge, ankre: Ankre, paa: date, *, laas: bool = False, seer: Aktoer | None = None
) -> Boelgevisning:
    """Alle bølgens projekter, undtagen de afsluttede, med det, der vil ske i dem, der følger. Gemmer intet."""
    alle = Projekt.objects.filter(boelge=boelge).exclude(status=Projekt.Status.AFSLUTTET).order_by("pk")
    if laas:
        list(alle.select_for_update(no_key=True).values_list("pk"))
    # Læst efter låsen: et projekt kan have skiftet bølge, mens der blev ventet på den.
    projekter = list(alle.med_navne().med_kalender())
    nye = {projekt.pk: _projektets_nye(projekt, boelge, ankre) for projekt in projekter}
    for_tidlige = foer_idriftsaettelse(nye)
    grunde = ((p.pk, _hvorfor_ikke(p, boelge, nye[p.pk], har_for_tidlig=p.pk in for_tidlige)) for p in projekter)
    afvigelser = {pk: grund for pk, grund in grunde if grund}
    foelger = [projekt for projekt in projekter if projekt.pk not in afvigelser]
    visninger = forhaandsvis(nye, foelger, paa, seer=seer, er_udefra=True)
    return Boelgevisning(boelge, ankre, paa, visninger, [p for p in projekter if p.pk in afvigelser], afvigelser)


@transaction.atomic
def flyt_boelge(
    aktoer: Aktoer, boelge: Boelge, ankre: Ankre, begrundelse: str, *, nu: datetime, aftryk: str | None = None
) -> tuple[Flytning, Boelgevisning]:
    """Flyt bølgens datoer og dem, der følger. Alle bølgens projekter varsles, og de berørte får besked."""
    kraev(adgang.maa_udrulle(aktoer, boelge.loesning))
    begrundelse = kraev_begrundelse(begrundelse)
    Datoer(**vars(ankre))
    boelge = _laast(boelge.pk)
    if ankre == boelge.ankre:
        raise Afvist("Datoerne er dem, bølgen allerede har. Skriv mindst én ny dato.")
    visning = forhaandsvis_boelge(boelge, ankre, timezone.localdate(nu), laas=True, seer=aktoer)
    kraev_uaendret(aftryk, visning.aftryk)
    flytning = _flytning(boelge, ankre, begrundelse)
    Boelge.objects.filter(pk=boelge.pk).update(**vars(ankre))
    dele = gem(flytning, visning.visninger, aktoer, nu)
    _varsl(aktoer, flytning, visning, nyheder(dele, visning.visninger), timezone.localdate(nu))
    return flytning, visning


@transaction.atomic
def kvitter(aktoer: Aktoer, varsling: Varsling, *, nu: datetime) -> None:
    """Kvittér for at have set varslingen. Rejser ``Foraeldet``, når der er kvitteret, eller den er trukket tilbage."""
    kraev(adgang.maa_lede(aktoer, varsling.projekt))
    ramte = Varsling.objects.uden_kvittering().filter(pk=varsling.pk).update(kvitteret=nu, kvitteret_af=aktoer.navn)
    if not ramte:
        raise Foraeldet(_hvorfor_ingen_kvittering(Varsling.objects.get(pk=varsling.pk)))
    noter(aktoer, "varsling kvitteret", varsling, projekt=varsling.projekt)


def _hvorfor_ingen_kvittering(varsling: Varsling) -> str:
    if varsling.trukket_tilbage:
        dag = f"{timezone.localtime(varsling.trukket_tilbage):%d.%m.%Y}"
        return f"Varslingen blev trukket tilbage {dag} af {varsling.flytning.fortrudt_af} og skal ikke kvitteres."
    dag = f"{timezone.localtime(varsling.kvitteret):%d.%m.%Y}"
    return f"Der er allerede kvitteret {dag} af {varsling.kvitteret_af}."


def _laast(boelge_id: int) -> Boelge:
    alle = Boelge.objects.select_for_update(of=("self",), no_key=True).select_related("loesning__ejer")
    return alle.get(pk=boelge_id)


def _projektets_nye(projekt: Projekt, boelge: Boelge, ankre: Ankre) -> Ankre:
    """Bølgens ankre, men projektstart kun, når projektet ikke har sin egen."""
    egen_start = projekt.projektstart != boelge.projektstart
    start = projekt.projektstart if egen_start else ankre.projektstart
    return Ankre(start, ankre.idriftsaettelse, ankre.golive)


def afvigelse(projekt: Projekt, boelge: Boelge) -> str:
    """De datoer, der gør, at projektet ikke følger bølgen, eller at det er afsluttet; tom, når det følger."""
    if projekt.status == Projekt.Status.AFSLUTTET:
        return "projektet er afsluttet"
    egne, boelgens = projekt.ankre, boelge.ankre
    andre = "; ".join(
        f"{et.navn} er {_i_ord(egne.dato(et))}, bølgens er {_i_ord(boelgens.dato(et))}"
        for et in (Anker.IDRIFTSAETTELSE, Anker.GOLIVE)
        if egne.dato(et) != boelgens.dato(et)
    )
    if not andre and projekt.boelge_id == boelge.pk and projekt.har_egne_datoer:
        return "har valgt egne datoer, som nu er de samme som bølgens"
    return andre


def _i_ord(dato: date | None) -> str:
    return dato_kort(dato) if dato else "uden dato"


def _hvorfor_ikke(projekt: Projekt, boelge: Boelge, nye: Ankre, *, har_for_tidlig: bool) -> str:
    """Hvorfor projektet ikke flyttes med bølgen; tom, når det gør. Holdene er kommunens egne og nævnes ikke."""
    if not projekt.foelger_boelgen:
        return f"Kommunen har egne datoer: {afvigelse(projekt, boelge)}."
    try:
        Datoer(**vars(nye))
    except Afvist as fejl:
        return f"{fejl}"
    if har_for_tidlig:
        return "Et af kommunens hold går i gang før den nye idriftsættelse. Kommunen skal flytte holdet først."
    return ""


def _flytning(boelge: Boelge, ankre: Ankre, begrundelse: str) -> Flytning:
    return Flytning(
        slags=Flytning.Slags.BOELGE,
        boelge=boelge,
        begrundelse=begrundelse,
        foer=som_ord(boelge.ankre),
        efter=som_ord(ankre),
    )


def _varsl(aktoer: Aktoer, flytning: Flytning, visning: Boelgevisning, fulgte: list[Nyhed], dag: date) -> None:
    blev = [Nyhed(uroert(flytning, projekt), er_fulgt_med=False) for projekt in visning.afvigere]
    Varsling.objects.bulk_create(
        Varsling(
            projekt=nyhed.del_.projekt,
            flytning=flytning,
            dato=dag,
            er_flyttet=nyhed.er_fulgt_med,
            grund=visning.afvigelser.get(nyhed.del_.projekt_id, ""),
        )
        for nyhed in (*fulgte, *blev)
    )
    noter(aktoer, "bølge flyttet", flytning, organisation=visning.boelge.loesning.ejer, ny=str(visning.boelge))
    laeg_beskeder(flytning, [*fulgte, *blev], aktoer)
