"""At udgive en katalogversion, så den aldrig ændres mere; at trække den tilbage, før nogen bruger den; at lukke den."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..katalogimport.grundlag import Importmaal, laes_grundlag
from ..katalogimport.koder import kodenoegle
from ..katalogimport.ressource import BUNDT
from ..models import Katalog, Katalogopgave, Katalogversion
from .katalog import naeste_nummer, versionstal


@transaction.atomic
def udgiv(
    aktoer: Aktoer, version: Katalogversion, *, aftryk: str | None = None, nu: datetime | None = None
) -> Katalogversion:
    """Udgiv kladden. Fra da af kan den ikke ændres, og nye projekter laves af den.

    ``aftryk`` er kladdens, som personen så den; er den ændret siden, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, version.katalog.udgiver))
    Katalog.objects.select_for_update().get(pk=version.katalog_id)
    version = Katalogversion.objects.select_related("katalog__loesning", "katalog__udgiver", "katalog__model").get(
        pk=version.pk
    )
    if aftryk is not None and aftryk != kladdens_aftryk(version):
        raise Foraeldet(f"{version} er ændret, siden du åbnede siden. Se den igen, og udgiv den så.")
    _kraev_klar_til_udgivelse(version)
    _behold_noegler(version)
    version.status, version.udgivet = Katalogversion.Status.UDGIVET, nu or timezone.now()
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


def kladdens_aftryk(version: Katalogversion) -> str:
    """Aftrykket af versionens kort, som de er nu."""
    katalog = version.katalog
    return laes_grundlag(Importmaal(katalog.loesning, katalog.udgiver, katalog.model, version.nummer)).aftryk


def forrige_udgivne(version: Katalogversion) -> Katalogversion | None:
    udgivne = Katalogversion.objects.udgivne().filter(katalog=version.katalog_id).exclude(pk=version.pk)
    return udgivne.nyeste_foerst().first()


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
    forrige = forrige_udgivne(version)
    kort_i_forrige = forrige.kort.values_list("kode", "noegle") if forrige else []
    udgivne = {kodenoegle(kode): noegle for kode, noegle in kort_i_forrige}
    kladdens, optagne = list(version.kort.all()), set(udgivne.values())
    brugte = {kort.noegle for kort in kladdens}
    rettes = [
        kort
        for kort in kladdens
        if kort.noegle not in optagne and udgivne.get(kodenoegle(kort.kode), kort.noegle) not in brugte
    ]
    for kort in rettes:
        kort.noegle = udgivne[kodenoegle(kort.kode)]
    Katalogopgave.objects.bulk_update(rettes, ["noegle"], batch_size=BUNDT)
