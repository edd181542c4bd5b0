"""At udgive en katalogversion, så den aldrig ændres mere; at trække den tilbage, før nogen bruger den; at lukke den."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from faelles.afvisning import Afvist, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..katalogimport.grundlag import Importmaal, laes_grundlag, laes_tidligere
from ..katalogimport.koder import kodenoegle
from ..katalogimport.ressource import BUNDT
from ..models import Importkoersel, Katalog, Katalogopgave, Katalogversion
from ..sammenligning import Sammenligning, sammenlign
from ..vaern import brug_af_versionen
from .katalog import naeste_nummer, versionstal


@transaction.atomic
def udgiv(aktoer: Aktoer, version: Katalogversion, *, nu: datetime, aftryk: str | None = None) -> Katalogversion:
    """Udgiv kladden. Fra da af kan den ikke ændres, og nye projekter laves af den.

    ``aftryk`` er kladdens, som personen så den; er den ændret siden, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, version.katalog.udgiver))
    Katalog.objects.select_for_update().get(pk=version.katalog_id)
    # Venter på enhver, der er ved at skrive i kladden uden om handlingerne; derefter kommer ingen til.
    versioner = Katalogversion.objects.select_for_update(of=("self",), no_key=True)
    version = versioner.select_related("katalog__loesning", "katalog__udgiver", "katalog__model").get(pk=version.pk)
    if aftryk is not None and aftryk != kladdens_aftryk(version):
        raise Foraeldet(f"{version} er ændret, siden du åbnede siden. Intet er udgivet. Se den igen, og udgiv den så.")
    _kraev_klar_til_udgivelse(version)
    _behold_noegler(version)
    if grund := hvorfor_intet_at_udgive(version):
        raise Afvist(grund)
    _fjern_maerker_uden_aendring(version)
    version.status, version.udgivet = Katalogversion.Status.UDGIVET, _efter_den_forrige(version, nu)
    version.save(update_fields=["status", "udgivet"])
    noter(
        aktoer,
        "katalogversion udgivet",
        version,
        organisation=version.katalog.udgiver,
        felt="status",
        gammel=Katalogversion.Status.KLADDE.label,
        ny=Katalogversion.Status.UDGIVET.label,
    )
    return version


def _efter_den_forrige(version: Katalogversion, nu: datetime) -> datetime:
    """Den nyeste er den, der er udgivet sidst, også når uret har gået forkert imens."""
    forrige = forrige_udgivne(version)
    return max(nu, forrige.udgivet + timedelta(microseconds=1)) if forrige and forrige.udgivet else nu


@transaction.atomic
def traek_tilbage(aktoer: Aktoer, version: Katalogversion, begrundelse: str) -> Katalogversion:
    """Gør den nyeste udgivne version til en kladde igen, så længe intet projekt har brugt den."""
    version = _laas_udgivet(aktoer, version)
    if not begrundelse.strip():
        raise Afvist("Skriv, hvorfor udgivelsen trækkes tilbage.")
    if grund := hvorfor_ikke_tilbage(version):
        raise Afvist(grund)
    version.status, version.udgivet = Katalogversion.Status.KLADDE, None
    return _gem_status(aktoer, version, "udgivelse trukket tilbage", begrundelse.strip())


@transaction.atomic
def luk(aktoer: Aktoer, version: Katalogversion) -> Katalogversion:
    """Luk den udgivne version: der laves ikke flere projekter af den, og dem, der er i gang, går videre."""
    version = _laas_udgivet(aktoer, version)
    version.status = Katalogversion.Status.LUKKET
    return _gem_status(aktoer, version, "katalogversion lukket")


def hvorfor_ikke_tilbage(version: Katalogversion) -> str:
    """Hvorfor udgivelsen ikke kan trækkes tilbage; tom, når den kan."""
    if version.status != Katalogversion.Status.UDGIVET:
        status = version.get_status_display().lower()
        return f"{version} er {status}. Kun en udgivet version kan trækkes tilbage."
    nyere = forrige_udgivne(version)
    if nyere and versionstal(nyere.nummer) > versionstal(version.nummer):
        return f"{nyere} er udgivet siden. Kun den nyeste version kan trækkes tilbage."
    if version.planer.exists():
        return (
            f"{version} er taget i brug af mindst ét projekt, så den kan ikke trækkes tilbage. Ret den i en ny version."
        )
    if er_i_brug(version):
        return (
            f"Ingen følger {version} nu, men mindst ét projekt har fulgt den, og dets opgaver eller kvitteringer "
            "henviser til den. Derfor kan den ikke trækkes tilbage; ret den i en ny version."
        )
    return ""


def er_i_brug(version: Katalogversion) -> bool:
    """Om noget henviser til versionen eller et af dens kort udefra. Databasens værn spørger om det samme."""
    return any(
        model._base_manager.filter(**{felt if til == "version" else f"{felt}__version": version}).exists()
        for model, felt, til in brug_af_versionen()
    )


def _laas_udgivet(aktoer: Aktoer, version: Katalogversion) -> Katalogversion:
    """Versionen, låst til transaktionens slutning, så intet projekt laves af den imens."""
    kraev(adgang.maa_redigere_katalog(aktoer, version.katalog.udgiver))
    Katalog.objects.select_for_update().get(pk=version.katalog_id)
    versioner = Katalogversion.objects.select_for_update(of=("self",), no_key=True)
    laest = versioner.select_related("katalog__loesning", "katalog__udgiver").get(pk=version.pk)
    if laest.status != Katalogversion.Status.UDGIVET:
        raise Afvist(f"{laest} er {laest.get_status_display().lower()}, så det kan ikke gøres. Se versionen igen.")
    return laest


def _gem_status(aktoer: Aktoer, version: Katalogversion, handling: str, begrundelse: str = "") -> Katalogversion:
    version.save(update_fields=["status", "udgivet"])
    noter(
        aktoer,
        handling,
        version,
        organisation=version.katalog.udgiver,
        felt="status",
        gammel=Katalogversion.Status.UDGIVET.label,
        ny=version.get_status_display(),
        begrundelse=begrundelse,
    )
    return version


def _fjern_maerker_uden_aendring(version: Katalogversion) -> None:
    """Et kort, der er rettet tilbage til det, det var, har ingen ændring, som kan være obligatorisk; det samme gælder
    en opgave, der er kommet med igen, og det, der er sagt om, at den udgår."""
    maerkede = version.kort.exclude(er_aendring_obligatorisk=False, aendringsnote="")
    if maerkede.exists():
        forskel = sammenlign(forrige_udgivne(version), version)
        aendrede = {en.kort.pk for en in forskel.aendringer}
        maerkede.exclude(pk__in=aendrede).update(er_aendring_obligatorisk=False, aendringsnote="")
    version.udgaaelser.filter(noegle__in=version.kort.values("noegle")).delete()


def kladdens_aftryk(version: Katalogversion) -> str:
    """Aftrykket af versionens kort, som de er nu."""
    katalog = version.katalog
    return laes_grundlag(Importmaal(katalog.loesning, katalog.udgiver, katalog.model, version.nummer)).aftryk


def forrige_udgivne(version: Katalogversion) -> Katalogversion | None:
    """Den nyeste anden, kommunerne har set, også når den er lukket siden."""
    udkomne = Katalogversion.objects.udkomne().filter(katalog=version.katalog_id).exclude(pk=version.pk)
    return udkomne.nyeste_foerst().first()


def kort_i_forrige(version: Katalogversion) -> QuerySet[Katalogopgave]:
    """Kortene i den forrige udgivne; ingen, når der ingen er. Kort uden version er kommunernes egne."""
    forrige = forrige_udgivne(version)
    return forrige.kort.all() if forrige else Katalogopgave.objects.none()


def hvorfor_intet_at_udgive(version: Katalogversion, forskel: Sammenligning | None = None) -> str:
    """Tom, når kladden siger noget andet end den udgivne, også når det kun er bilag eller rækkefølge.

    ``forskel`` er forskellen til den forrige, når den er fundet i forvejen.

    Er den seneste lukket, må det samme gerne udgives igen, for ellers kan der ikke laves projekter af det.
    """
    forrige = forrige_udgivne(version)
    if forrige is None or forrige.status == Katalogversion.Status.LUKKET:
        return ""
    if (forskel or sammenlign(forrige, version)).aendringer or _raekkefoelge(forrige) != _raekkefoelge(version):
        return ""
    if version.udgaaelser.exclude(noegle__in=version.kort.values("noegle")).exists():
        return ""
    return (
        f"{version} siger det samme som {forrige}, så der er ikke noget at udgive. "
        "Ret i kladden, eller slet den, hvis den ikke skal bruges."
    )


def _raekkefoelge(version: Katalogversion) -> list[str]:
    return list(version.kort.order_by("fase__raekkefoelge", "raekkefoelge", "pk").values_list("noegle", flat=True))


def nyeste_udkomne(katalog: int) -> Katalogversion | None:
    """Den version, en ny kladde laves af."""
    udkomne = Katalogversion.objects.udkomne().filter(katalog=katalog)
    return udkomne.select_related("katalog__loesning").nyeste_foerst().first()


def _kraev_klar_til_udgivelse(version: Katalogversion) -> None:
    if not version.er_kladde:
        raise Afvist(f"{version} er allerede udgivet.")
    if not version.kort.exists():
        raise Afvist(f"{version} har ingen opgaver og kan ikke udgives. Indlæs en fil med opgaver først.")
    forrige = forrige_udgivne(version)
    if forrige and versionstal(version.nummer) <= versionstal(forrige.nummer):
        raise Afvist(
            f"Version {forrige.nummer} er udgivet i mellemtiden og har et højere nummer. "
            f"Indlæs filen igen som {naeste_nummer(forrige.nummer)}, og udgiv den."
        )


def _behold_noegler(version: Katalogversion) -> None:
    """To kladder kan være lavet side om side: et kort, der er udgivet i mellemtiden, får den udgivnes nøgle."""
    rettes = skifter_noegle(version)
    Katalogopgave.objects.bulk_update(rettes, ["noegle"], batch_size=BUNDT)


def skifter_noegle(version: Katalogversion) -> list[Katalogopgave]:
    """Kladdens kort, der får en anden nøgle, når den udgives, med den nye nøgle sat. Gemmer intet."""
    forriges = {kodenoegle(kode): noegle for kode, noegle in kort_i_forrige(version).values_list("kode", "noegle")}
    udgivne = _kommet_igen(version) | forriges
    kladdens, optagne = list(version.kort.all()), set(udgivne.values())
    brugte = {kort.noegle for kort in kladdens}
    rettes = [
        kort
        for kort in kladdens
        if kort.noegle not in optagne and udgivne.get(kodenoegle(kort.kode), kort.noegle) not in brugte
    ]
    for kort in rettes:
        kort.noegle = udgivne[kodenoegle(kort.kode)]
    return rettes


def _kommet_igen(version: Katalogversion) -> dict[str, str]:
    """Kode → nøgle for de udgåede opgaver, som er i kladden igen: den samme kode og titel, og ingen har sagt nej."""
    forrige = forrige_udgivne(version)
    tidligere = laes_tidligere(forrige) if forrige else {}
    titler = {kodenoegle(kort.kode): kort.titel.casefold() for kort in version.kort.all()} if tidligere else {}
    fundne = {kode: kort for kode, kort in tidligere.items() if kort.titel.casefold() == titler.get(kode)}
    nej = _sagt_nej(version) if fundne else set()
    return {kode: kort.noegle for kode, kort in fundne.items() if kode not in nej}


def _sagt_nej(version: Katalogversion) -> set[str]:
    """De koder, nogen ved en import har sagt ikke er den samme opgave som før."""
    katalog = version.katalog
    koersler = Importkoersel.objects.filter(loesning=katalog.loesning_id, udgiver=katalog.udgiver_id)
    indlaeste = koersler.filter(nummer=version.nummer, status=Importkoersel.Status.INDLAEST)
    svarene = indlaeste.values_list("omdoebninger", flat=True)
    return {kodenoegle(fra) for svar in svarene for fra, til in svar.items() if not til}
