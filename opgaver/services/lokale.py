"""Handlingerne på kommunens egne, lokale opgaver: at lave dem, rette dem og tage dem ud af planen.

Kun den, der leder projektet, kan gøre det, for planen er det, projektet måles på, og det, der bliver mindet om. Den,
der udfører opgaven, skriver under »Sådan gør vi her«, krydser af og sætter status som på katalogets opgaver.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from faelles.afvisning import Afvist, kraev
from faser.models import Fase, Hovedopgave
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Haendelse, Plads, Projekt

from ..katalogimport.koder import kodenoegle
from ..katalogimport.kortfelter import SKREVNE, felttekst
from ..katalogimport.opslag import Modelopslag
from ..lokalt import kopiens_felter
from ..models import Katalogopgave, Katalogversion, Opgave, Plan
from .eget import kraev_grund_til_at_flytte
from .flytteskrivning import laas_projekter
from .frister import beregnet_frist, saet_frister
from .opgave import noter_frist, saet_status, skriv_opgave
from .versionslaas import laas_version

FOERSTE_PLADS = 1_000_000
"""Kortets ``raekkefoelge`` er herfra og op, så de lokale står efter katalogets; nummeret i koden er resten."""

FLEST_AD_GANGEN = 100
FJERNET = "Fjernet fra planen"
NAVNE = {
    "fase_id": "fase", "hovedopgave_id": "hovedopgave", "slutdato_tekst": "frist", "maal": "mål",
}  # fmt: skip
"""Feltets navn i historikken, når det ikke er dets eget."""


@transaction.atomic
def opret_lokal(
    aktoer: Aktoer,
    projekt: Projekt,
    vaerdier: Mapping[str, Any],
    *,
    kendetegn: str,
    pladser: Mapping[str, Plads | None] | None = None,
) -> Opgave:
    """Lav en lokal opgave. ``vaerdier`` er kortets felter; ``kendetegn`` er formularens.

    Den samme formular sendt to gange giver den samme opgave.
    """
    plan = _laas_plan(aktoer, projekt)
    _kraev_egen_model(plan, vaerdier)
    if any(plads and plads.projekt_id != projekt.pk for plads in (pladser or {}).values()):
        raise Afvist("Pladsen hører til et andet projekt.")
    return _lav(aktoer, plan, vaerdier, kendetegn, dict(pladser or {}))


@transaction.atomic
def kopier_fra_katalog(
    aktoer: Aktoer,
    projekt: Projekt,
    version: Katalogversion,
    valgte: Collection[int],
    *,
    kendetegn: str,
    fase: int | None = None,
) -> list[Opgave]:
    """Lav en lokal opgave af hvert af de ``valgte`` kort i versionen, i kortenes orden. Kilden huskes."""
    plan = _laas_plan(aktoer, projekt)
    laast = laas_version(version)
    if laast is None or laast.er_kladde:
        raise Afvist(f"{version} er trukket tilbage i mellemtiden. Vælg et andet katalog.")
    kort = list(version.kort.filter(pk__in=valgte).select_related("fase", "hovedopgave").order_by("raekkefoelge", "pk"))
    if not kort:
        raise Afvist("Vælg mindst én opgave at kopiere.")
    if len(kort) > FLEST_AD_GANGEN:
        raise Afvist(f"Der er valgt {len(kort)} opgaver. Vælg højst {FLEST_AD_GANGEN} ad gangen.")
    opslag = Modelopslag.laes(plan.version.katalog.model)
    lavede = []
    for et in kort:
        felter = kopiens_felter(et, plan.projekt, opslag, fase)
        _kraev_egen_model(plan, felter)
        lavede.append(_lav(aktoer, plan, felter | {"kopi_af": et}, f"{kendetegn}-{et.pk}", {}))
    return lavede


@transaction.atomic
def ret_lokal(
    aktoer: Aktoer, opgave: Opgave, vaerdier: Mapping[str, Any], *, udgave: int | None = None, begrundelse: str = ""
) -> list[str]:
    """Ret kortet; giver navnene på det, der blev ændret. En åben opgaves frist regnes igen, når den ikke er låst.

    At flytte en åben opgave ind i en fase, projektet er gået ud af, kræver en begrundelse.
    """
    plan = _laas_plan(aktoer, opgave.plan.projekt)
    _kraev_lokal(opgave)
    _kraev_egen_model(plan, vaerdier)
    kort = Katalogopgave.objects.select_related("fase", "hovedopgave").get(pk=opgave.kort_id)
    foer = {felt: _i_ord(kort, felt) for felt, ny in vaerdier.items() if getattr(kort, felt) != ny}
    if not foer:
        return []
    if "fase_id" in foer:
        kraev_grund_til_at_flytte(opgave, Fase.objects.get(pk=vaerdier["fase_id"]), begrundelse)
    for felt in foer:
        setattr(kort, felt, vaerdier[felt])
    opgave.plan, opgave.kort = plan, kort
    gammel_frist = opgave.frist
    svar = beregnet_frist(opgave, plan.projekt) if opgave.er_aaben else None
    ny_frist = (svar.dato if svar else None) if opgave.er_aaben else gammel_frist
    skriv_opgave(opgave, udgave, fase_id=kort.fase_id, frist=ny_frist)
    kort.save(update_fields=list(foer))
    Haendelse.objects.bulk_create(_rettelser(aktoer, opgave, foer, begrundelse.strip()))
    if opgave.frist != gammel_frist:
        noter_frist(aktoer, "frist regnet om", opgave, gammel_frist)
    return [_navn(felt) for felt in foer if felt != "regel"]


@transaction.atomic
def saet_fjernet(
    aktoer: Aktoer, opgave: Opgave, er_fjernet: bool, *, paa: date, begrundelse: str = "", udgave: int | None = None
) -> Opgave:
    """Tag opgaven ud af planen, eller tag den med igen. At sætte det, der er sat, ændrer intet.

    Den slettes ikke: den bliver *ikke relevant*, beholder sin kode og sin historik og kan altid komme med igen, i en
    fase, projektet er gået ud af, med en begrundelse.
    """
    kraev(adgang.maa_lede(aktoer, opgave.plan.projekt))
    _kraev_lokal(opgave)
    if er_fjernet == (opgave.status == Opgave.Status.IKKE_RELEVANT):
        return opgave
    ny = Opgave.Status.IKKE_RELEVANT if er_fjernet else Opgave.Status.IKKE_STARTET
    grund = begrundelse.strip() or (FJERNET if er_fjernet else "")
    return saet_status(aktoer, opgave, ny, paa=paa, udgave=udgave, begrundelse=grund)


def _laas_plan(aktoer: Aktoer, projekt: Projekt) -> Plan:
    """Planen, mens projektet er låst: to, der tilføjer på samme tid, får hver sit nummer."""
    kraev(adgang.maa_lede(aktoer, projekt))
    [laast] = laas_projekter(projekt.pk)
    plan = Plan.objects.select_related("version__katalog__model").get(projekt=laast)
    plan.projekt = laast
    return plan


def _kraev_lokal(opgave: Opgave) -> None:
    if not opgave.er_lokal:
        raise Afvist(f"{opgave.kort.kode} er fra kataloget og kan ikke rettes. Skriv jeres eget ved siden af.")


def _kraev_egen_model(plan: Plan, vaerdier: Mapping[str, Any]) -> None:
    model = plan.version.katalog.model_id
    for felt, slags in (("fase_id", Fase), ("hovedopgave_id", Hovedopgave)):
        valgt = vaerdier.get(felt)
        if valgt and not slags.objects.filter(pk=valgt, model=model).exists():
            raise Afvist(f"Den valgte {NAVNE[felt]} hører til en anden fasemodel end projektets. Vælg en fra listen.")


def _lav(
    aktoer: Aktoer, plan: Plan, vaerdier: Mapping[str, Any], kendetegn: str, pladser: dict[str, Plads | None]
) -> Opgave:
    noegle = f"lokal-{kendetegn}"
    kendt = Opgave.objects.filter(plan=plan, kort__noegle=noegle).select_related("kort", "fase").first()
    if kendt:
        kendt.plan = plan
        return kendt
    nummer = _naeste_nummer(plan)
    kort = Katalogopgave(
        plan=plan, noegle=noegle, kode=_kode(nummer), raekkefoelge=FOERSTE_PLADS + nummer, **dict(vaerdier)
    )
    kort.save()
    opgave = Opgave.af_kort(plan, kort, **pladser)
    saet_frister([opgave], plan.projekt)
    opgave.save()
    kilde = f"{kort.kopi_af.katalogversion}, {kort.kopi_af.kode}" if kort.kopi_af else ""
    noter(aktoer, "lokal opgave lavet", opgave, projekt=plan.projekt, ny=kort, begrundelse=kilde and f"Fra {kilde}")
    return opgave


def _naeste_nummer(plan: Plan) -> int:
    """Det første nummer efter planens lokale kort, hvis kode ikke er katalogets. Et nummer bruges aldrig igen."""
    sidste = plan.lokale_kort.aggregate(sidste=Max("raekkefoelge"))["sidste"] or FOERSTE_PLADS
    optagne = {kodenoegle(kode) for kode in plan.opgaver.values_list("kort__kode", flat=True)}
    nummer = sidste - FOERSTE_PLADS + 1
    while kodenoegle(_kode(nummer)) in optagne:
        nummer += 1
    return nummer


def _kode(nummer: int) -> str:
    """Fx LOK03; et bogstav alene bruger katalogerne selv."""
    return f"LOK{nummer:02d}"


def _rettelser(aktoer: Aktoer, opgave: Opgave, foer: Mapping[str, str], begrundelse: str) -> list[Haendelse]:
    return [
        haendelse(
            aktoer,
            "lokal opgave rettet",
            opgave,
            projekt=opgave.plan.projekt,
            felt=_navn(felt),
            gammel=gammel,
            ny=_i_ord(opgave.kort, felt),
            begrundelse=begrundelse if felt == "fase_id" else "",
        )
        for felt, gammel in foer.items()
        if felt != "regel"
    ]


def _navn(felt: str) -> str:
    return NAVNE.get(felt, felt)


def _i_ord(kort: Katalogopgave, felt: str) -> str:
    """Feltet, som det læses i historikken."""
    if felt == "prioritet":
        return str(kort.get_prioritet_display())
    return felttekst(kort, felt) if felt in SKREVNE else str(getattr(kort, felt.removesuffix("_id")) or "")
