"""At skrive kort i en kladde uden om Excel. En udgivet version ændres aldrig ad nogen af disse veje."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, ForeignKey, Max

from faelles.afvisning import Afvist, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Haendelse

from ..katalogimport.grundlag import KORTFELTER, kopier_kort
from ..katalogimport.koder import kodenoegle, lav_kode
from ..katalogimport.kolonner import KOLONNER as IMPORTKOLONNER
from ..katalogimport.ressource import BUNDT, OEVRIGE
from ..models import Katalog, Katalogopgave, Katalogversion
from .katalog import naeste_nummer, versionstal

KOLONNER = {kolonne.attname: kolonne for kolonne in Katalogopgave._meta.concrete_fields}
KORTETS_EGNE = [felt for felt in KORTFELTER if felt not in ("id", "version_id", "raekkefoelge")]


class ErUdgivet(Afvist):
    """Versionen er ikke mere en kladde."""


class Feltafvist(Afvist):
    """Det, der står i formularens ``felt``, passer ikke med versionens andre opgaver."""

    felt = ""


class KodeOptaget(Feltafvist):
    """En anden opgave i versionen har koden."""

    felt = "kode"


class ForMangeFelter(Feltafvist):
    """En eksport ville have flere kolonner, end importen kan læse."""

    felt = "nyt_navn"


def kort_aftryk(kort: Katalogopgave) -> str:
    """Aftryk af alt, der står på kortet, men ikke af dets plads: at flytte et kort forælder ikke en formular."""
    data = json.dumps([getattr(kort, felt) for felt in KORTETS_EGNE], default=str)
    return hashlib.sha256(data.encode()).hexdigest()


def kraev_kladde(version: Katalogversion) -> None:
    if not version.er_kladde:
        raise ErUdgivet(f"{version} er udgivet og kan ikke ændres. Lav en ny kladde af versionen, og ret i den.")


@transaction.atomic
def opret_kort(aktoer: Aktoer, version: Katalogversion, vaerdier: dict[str, Any]) -> Katalogopgave:
    """Skriv et nyt kort sidst i kladden. Uden kode får det selv en."""
    version = laas_kladde(aktoer, version)
    _kraev_plads_til_felter(version, vaerdier.get(OEVRIGE, {}))
    sidste = version.kort.aggregate(sidste=Max("raekkefoelge"))["sidste"] or 0
    kort = Katalogopgave(version=version, raekkefoelge=sidste + 1, **_med_kode(version, vaerdier))
    kort.save()
    noter(aktoer, "kort oprettet", kort, organisation=version.katalog.udgiver, ny=version)
    return kort


@transaction.atomic
def ret_kort(aktoer: Aktoer, kort: Katalogopgave, vaerdier: dict[str, Any], *, aftryk: str) -> Katalogopgave:
    """Ret kortet. ``aftryk`` er det kort, personen så; har en anden ændret det siden, rejses ``Foraeldet``."""
    kort = _laas_kort(aktoer, kort, aftryk)
    _kraev_plads_til_felter(kort.katalogversion, vaerdier.get(OEVRIGE, {}))
    return _ret(aktoer, kort, _med_kode(kort.katalogversion, vaerdier, kort))


@transaction.atomic
def ret_felter(aktoer: Aktoer, kort: Katalogopgave, felter: dict[str, Any], aftryk: str) -> Katalogopgave:
    """Ret netop de ``felter``, som ikke er en del af det, der skrives i kortets formular."""
    return _ret(aktoer, _laas_kort(aktoer, kort, aftryk), felter)


def _ret(aktoer: Aktoer, kort: Katalogopgave, nye: dict[str, Any]) -> Katalogopgave:
    aendrede = {felt: getattr(kort, felt) for felt, ny in nye.items() if getattr(kort, felt) != ny}
    for felt in aendrede:
        setattr(kort, felt, nye[felt])
    if aendrede:
        kort.save(update_fields=list(aendrede))
        Haendelse.objects.bulk_create(_aendring(aktoer, kort, felt, foer) for felt, foer in aendrede.items())
    return kort


@transaction.atomic
def slet_kort(aktoer: Aktoer, kort: Katalogopgave, *, aftryk: str) -> Katalogversion:
    kort = _laas_kort(aktoer, kort, aftryk)
    noter(aktoer, "kort slettet", kort, organisation=kort.katalogversion.katalog.udgiver, gammel=kort.version)
    kort.delete()
    return kort.katalogversion


def er_slettet(version: Katalogversion, kort_id: int) -> bool:
    """Om kortet har været der, så det, nogen er ved at skrive, ikke bare forsvinder."""
    slettede = Haendelse.objects.filter(organisation=version.katalog.udgiver_id, handling="kort slettet")
    return slettede.filter(genstand_type="katalogopgave", genstand_id=kort_id).exists()


@transaction.atomic
def flyt_kort(aktoer: Aktoer, kort: Katalogopgave, *, skridt: int = 0, plads: int = 0) -> int:
    """Flyt kortet nogle skridt eller til en plads, talt fra 1; svaret er pladsen, det fik."""
    version = laas_kladde(aktoer, kort.katalogversion)
    orden = list(version.kort.order_by("raekkefoelge", "pk").only("pk", "raekkefoelge", "version", "kode", "titel"))
    fra = next((nummer for nummer, et in enumerate(orden) if et.pk == kort.pk), None)
    if fra is None:
        raise Foraeldet(f"{kort.kode} er slettet, siden du åbnede siden.")
    til = min(max((plads - 1) if plads else fra + skridt, 0), len(orden) - 1)
    _nummerer(orden)
    if til != fra:
        _ryk(version, orden[fra].pk, fra + 1, til + 1)
        udgiver = version.katalog.udgiver
        noter(aktoer, "kort flyttet", kort, organisation=udgiver, felt="plads", gammel=fra + 1, ny=til + 1)
    return til + 1


@transaction.atomic
def ny_kladde(aktoer: Aktoer, version: Katalogversion) -> Katalogversion:
    """En kladde med den nyeste udgivne versions kort og bilag. Kortene beholder deres nøgler."""
    kraev(adgang.maa_redigere_katalog(aktoer, version.katalog.udgiver))
    katalog = Katalog.objects.select_for_update().select_related("loesning", "udgiver").get(pk=version.katalog_id)
    forrige = katalog.versioner.udkomne().nyeste_foerst().first()
    if forrige is None:
        raise Afvist(f"{katalog} har ingen udgivet version at lave en kladde af. Indlæs en fil i stedet.")
    if aaben := katalog.versioner.filter(status=Katalogversion.Status.KLADDE).first():
        raise Afvist(f"Der er allerede en kladde, {aaben}. Ret i den, eller udgiv den først.")
    hoejeste = max(katalog.versioner.values_list("nummer", flat=True), key=versionstal)
    kladde = Katalogversion.objects.create(katalog=katalog, nummer=naeste_nummer(hoejeste))
    kopier_kort(forrige.kort.all(), kladde, BUNDT)
    noter(aktoer, "kladde lavet", kladde, organisation=katalog.udgiver, ny=kladde, begrundelse=f"Kopi af {forrige}")
    return kladde


def laas_kladde(aktoer: Aktoer, version: Katalogversion) -> Katalogversion:
    """Kladden, læst efter at kataloget er låst til transaktionens slutning. En udgivet version afvises."""
    kraev(adgang.maa_redigere_katalog(aktoer, version.katalog.udgiver))
    Katalog.objects.select_for_update().get(pk=version.katalog_id)
    laest = Katalogversion.objects.select_related("katalog__loesning", "katalog__udgiver").get(pk=version.pk)
    kraev_kladde(laest)
    return laest


def _laas_kort(aktoer: Aktoer, kort: Katalogopgave, aftryk: str) -> Katalogopgave:
    version = laas_kladde(aktoer, kort.katalogversion)
    nu = version.kort.filter(pk=kort.pk).first()
    if nu is None:
        raise Foraeldet(f"{kort.kode} er slettet, siden du åbnede siden. Intet er gemt.")
    if kort_aftryk(nu) != aftryk:
        raise Foraeldet(f"{nu.kode} er ændret, siden du åbnede siden. Intet er gemt endnu.")
    nu.version = version
    return nu


def _med_kode(version: Katalogversion, vaerdier: dict[str, Any], kort: Katalogopgave | None = None) -> dict[str, Any]:
    """Værdierne med en kode, som ingen anden opgave i versionen har."""
    andre = version.kort.exclude(pk__in=[kort.pk] if kort else []).values_list("kode", "titel")
    brugte = {kodenoegle(kode): f"{kode} {titel}" for kode, titel in andre}
    kode = vaerdier["kode"] or lav_kode(vaerdier["titel"], set(brugte))
    if anden := brugte.get(kodenoegle(kode)):
        raise KodeOptaget(f"Koden bruges allerede af »{anden}«. Vælg en anden kode.")
    return vaerdier | {"kode": kode}


def _kraev_plads_til_felter(version: Katalogversion, oevrige: dict[str, str]) -> None:
    """Et navn, versionen allerede har, er altid i orden; så kan en gammel version med for mange stadig rettes."""
    brugte = {navn for felter in version.kort.values_list(OEVRIGE, flat=True) for navn in felter}
    plads = settings.IMPORT_GRAENSER.kolonner - len(IMPORTKOLONNER)
    if oevrige.keys() - brugte and len(brugte | oevrige.keys()) > plads:
        raise ForMangeFelter(
            f"Kataloget får flere øvrige felter, end importen kan læse. Der er plads til {plads} forskellige i "
            f"{version}. Brug et navn, en anden opgave har, eller skriv teksten i et andet felt."
        )


def _aendring(aktoer: Aktoer, kort: Katalogopgave, felt: str, foer: object) -> Haendelse:
    kolonne = KOLONNER[felt]

    def vist(vaerdi: object) -> object:
        if isinstance(kolonne, ForeignKey) and vaerdi:
            return kolonne.related_model._default_manager.get(pk=vaerdi)
        return json.dumps(vaerdi, ensure_ascii=False) if isinstance(vaerdi, dict) else vaerdi

    return haendelse(
        aktoer,
        "kort rettet",
        kort,
        organisation=kort.katalogversion.katalog.udgiver,
        felt=str(kolonne.verbose_name),
        gammel=vist(foer),
        ny=vist(getattr(kort, felt)),
    )


def _ryk(version: Katalogversion, kort_id: int, fra: int, til: int) -> None:
    """Kortet på sin nye plads, og dem imellem ét trin den anden vej. Pladserne skal være nummereret fra 1."""
    imellem = version.kort.filter(raekkefoelge__range=(min(fra, til), max(fra, til)))
    imellem.update(raekkefoelge=F("raekkefoelge") + (1 if til < fra else -1))
    version.kort.filter(pk=kort_id).update(raekkefoelge=til)


def _nummerer(orden: list[Katalogopgave]) -> None:
    """Kortene nummereret fra 1. Det er de næsten altid; et slettet kort efterlader et hul."""
    flyttede = [(plads, kort) for plads, kort in enumerate(orden, 1) if kort.raekkefoelge != plads]
    for plads, kort in flyttede:
        kort.raekkefoelge = plads
    Katalogopgave.objects.bulk_update([kort for _, kort in flyttede], ["raekkefoelge"], batch_size=BUNDT)
