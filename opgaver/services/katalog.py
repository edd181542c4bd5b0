"""Handlingerne på en import: at forhåndsvise og indlæse den. At fortryde, udgive og bestille har hver sin fil."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from faelles.tekst import med_tusinder
from faser.models import Implementeringsmodel
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Haendelse, Loesning

from ..katalogimport.forhaandsvisning import (
    Forhaandsvisning,
    Indlaesning,
    Omdoebninger,
    antal,
    er_uaendret,
    forhaandsvis,
    grupper,
    hold_op_mod,
)
from ..katalogimport.grundlag import Grundlag, Importmaal, kopier_kort, laes_grundlag
from ..katalogimport.koder import kodenoegle
from ..katalogimport.laesning import Tabel, find_tabel, kandidater
from ..katalogimport.ressource import BUNDT, Kortressource, Meld, ingen_melding
from ..models import Importkoersel, Katalog, Katalogopgave, Katalogversion
from .filaesning import laes_ark, laes_tabel

STANDARDMODEL = "implementeringsmodellen"
FOERSTE_NUMMER = "1.0"
NUMMER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")


class UbrugeligtNummer(Afvist):
    """Katalogversionens nummer kan ikke bruges. ``forslag`` er et, der kan, når filen selv er god nok."""

    def __init__(self, grund: str, forslag: str = "") -> None:
        super().__init__(grund)
        self.forslag = forslag


class ForkertModel(Afvist):
    """Kataloget er skrevet på en anden fasemodel."""


@dataclass(frozen=True)
class Valg:
    """Det, personen har sagt om filen: hvilket ark, og hvilke kort der har fået en ny kode."""

    ark: str = ""
    omdoebninger: Omdoebninger = field(default_factory=dict)


STANDARDVALG = Valg()


def foreslaa_nummer(loesning: Loesning | None) -> str:
    """Kladdens nummer, når der er en; ellers det næste efter den udgivne."""
    if loesning is None:
        return FOERSTE_NUMMER
    versioner = Katalogversion.objects.filter(katalog__loesning=loesning, katalog__udgiver=loesning.ejer)
    kladde = versioner.filter(status=Katalogversion.Status.KLADDE).order_by("-pk").first()
    udgivet = versioner.udgivne().nyeste_foerst().first()
    if kladde:
        return kladde.nummer
    return naeste_nummer(udgivet.nummer) if udgivet else FOERSTE_NUMMER


def find_maal(loesning: Loesning, nummer: str, model: Implementeringsmodel | None = None) -> Importmaal:
    """Løsningens katalog hos dens ejer. Et nyt katalog får Implementeringsmodellen, når ingen model er valgt."""
    if not NUMMER.fullmatch(nummer):
        raise UbrugeligtNummer(f"»{nummer}« er ikke et versionsnummer. Skriv det med tal og punktum, fx 1.0.")
    katalog = Katalog.objects.filter(loesning=loesning, udgiver=loesning.ejer).select_related("model").first()
    if katalog and model and katalog.model_id != model.pk:
        raise ForkertModel(
            f"Kataloget for {loesning.noegle} er lavet på fasemodellen {katalog.model.navn} og kan ikke skifte til "
            f"{model.navn}. Indlæs filen uden at vælge fasemodel."
        )
    return Importmaal(loesning, loesning.ejer, katalog.model if katalog else model or find_model(STANDARDMODEL), nummer)


def find_model(noegle: str) -> Implementeringsmodel:
    model = Implementeringsmodel.objects.filter(noegle=noegle).first()
    if model is None:
        kendte = ", ".join(Implementeringsmodel.objects.values_list("noegle", flat=True)) or "ingen endnu"
        raise Afvist(f"Fasemodellen {noegle} findes ikke. De kendte er: {kendte}.")
    return model


def proev_import(
    maal: Importmaal, filnavn: str, data: bytes, valg: Valg = STANDARDVALG, meld: Meld = ingen_melding
) -> tuple[Forhaandsvisning, Grundlag]:
    """Hvad filen ville gøre, uden at gemme noget. Rejser ``Afvist``, når den ikke kan indlæses i målet."""
    arkene = laes_ark(filnavn, data)
    tabel = find_tabel(arkene, valg.ark)
    grundlag = laes_grundlag(maal)
    indlaesning = hold_op_mod(tabel, maal, grundlag, valg.omdoebninger)
    indlaesning.ressource.meld = meld
    vist = forhaandsvis(indlaesning)
    _kraev_plads_i_versionen(maal, grundlag, vist)
    vist.resultat["alle_ark"] = kandidater(arkene)
    return vist, grundlag


def _kraev_plads_i_versionen(maal: Importmaal, grundlag: Grundlag, vist: Forhaandsvisning) -> None:
    navn, version, forrige = f"{maal.loesning.noegle} {maal.nummer}", grundlag.version, grundlag.forrige
    if version and not version.er_kladde and not vist.er_uaendret and not vist.fejl:
        fri = _frit_nummer(version.katalog, forrige.nummer if forrige else maal.nummer)
        raise UbrugeligtNummer(
            f"{navn} er udgivet og kan ikke ændres, og filen ville ændre den: {opsummering(vist.resultat)}. "
            f"Indlæs filen som en ny version, fx {fri}.",
            fri,
        )
    if version is None and forrige and versionstal(maal.nummer) <= versionstal(forrige.nummer):
        fri = _frit_nummer(forrige.katalog, forrige.nummer)
        raise UbrugeligtNummer(
            f"Version {forrige.nummer} er allerede udgivet. Giv den nye et højere nummer, fx {fri}.", fri
        )


def _frit_nummer(katalog: Katalog, nummer: str) -> str:
    """Det første nummer efter ``nummer``, som ingen version har; et, en kladde har, ville ikke være nyt."""
    optagne = set(katalog.versioner.values_list("nummer", flat=True))
    while (nummer := naeste_nummer(nummer)) in optagne:
        pass
    return nummer


ANTALSORD = {
    "nye": ("ny", "nye"),
    "omdoebte": ("omdøbt", "omdøbte"),
    "aendrede": ("ændret", "ændrede"),
    "uaendrede": ("uændret", "uændrede"),
    "udgaaede": ("udgår", "udgår"),
}


def opsummering(resultat: dict[str, list[object]]) -> str:
    """Det, der ændrer sig, fx »3 nye, 1 ændret, 1 udgår«."""
    aendringer = {gruppe: tal for gruppe, tal in antal(resultat).items() if tal and gruppe != "uaendrede"}
    dele = [*optaelling(aendringer), *(["ny rækkefølge"] if resultat["ny_raekkefoelge"] else [])]
    return ", ".join(dele) or "ingen ændringer"


def optaelling(tal: dict[str, int]) -> list[str]:
    return [f"{med_tusinder(et_tal)} {ANTALSORD[gruppe][et_tal != 1]}" for gruppe, et_tal in tal.items()]


def naeste_nummer(nummer: str) -> str:
    """1.0 → 1.1, 2 → 3."""
    *foran, sidste = nummer.split(".")
    return ".".join([*foran, str(int(sidste) + 1)])


def versionstal(nummer: str) -> list[int]:
    """Nummeret som tal, der kan sammenlignes; 1 og 1.0 er det samme."""
    return [int(del_) for del_ in re.sub(r"(\.0+)+$", "", nummer).split(".")]


def forhaandsvis_import(
    aktoer: Aktoer, maal: Importmaal, *, filnavn: str, data: bytes, valg: Valg = STANDARDVALG
) -> Importkoersel:
    """Gem filen og hvad den ville gøre ved kataloget. Kataloget selv røres ikke.

    Rejser ``Afvist``, når filen ikke kan indlæses; så er intet gemt.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, maal.udgiver))
    vist, grundlag = proev_import(maal, filnavn, data, valg)
    with transaction.atomic():
        koersel = opret_koersel(aktoer, maal, filnavn, data, valg)
        gem_forhaandsvisning(aktoer, koersel, vist, grundlag)
    return koersel


def opret_koersel(aktoer: Aktoer, maal: Importmaal, filnavn: str, data: bytes, valg: Valg) -> Importkoersel:
    """Kørslen med filen, før den er læst."""
    return Importkoersel.objects.create(
        loesning=maal.loesning,
        udgiver=maal.udgiver,
        model=maal.model,
        nummer=maal.nummer,
        filnavn=filnavn[:200],
        fil=data,
        aftryk=hashlib.sha256(data).hexdigest(),
        ark=valg.ark,
        omdoebninger=dict(valg.omdoebninger),
        bruger=aktoer.bruger,
    )


@transaction.atomic
def gem_forhaandsvisning(aktoer: Aktoer, koersel: Importkoersel, vist: Forhaandsvisning, grundlag: Grundlag) -> None:
    """Skriv, hvad filen ville gøre, på den ulæste kørsel. Er den fortrudt imens, rejses ``Afvist``."""
    koersel.status = Importkoersel.Status.FEJL if vist.fejl else Importkoersel.Status.KLAR
    koersel.grundlag, koersel.resultat = grundlag.aftryk, vist.resultat
    koersel.advarsler, koersel.fejl = vist.advarsler, vist.fejl
    felter = ("status", "grundlag", "resultat", "advarsler", "fejl")
    skriv_ulaest(koersel, **{felt: getattr(koersel, felt) for felt in felter})
    noter(aktoer, "import forhåndsvist", koersel, organisation=koersel.udgiver, ny=opsummering(vist.resultat))


def skriv_ulaest(koersel: Importkoersel, **felter: Any) -> None:
    """Skriv på kørslen, hvis den stadig venter på at blive læst."""
    ulaest = Importkoersel.objects.filter(pk=koersel.pk, status=Importkoersel.Status.NY)
    if not ulaest.update(**felter):
        raise Afvist("Importen er fortrudt, mens filen blev læst. Intet er gemt i kataloget.")


def gennemfoer_import(
    aktoer: Aktoer, koersel: Importkoersel, meld: Callable[[], None] = lambda: None
) -> Katalogversion:
    """Skriv det, forhåndsvisningen viste, til kladden. Alt eller intet.

    Er kladden ændret siden, rejses ``Foraeldet``. En udgivet version røres aldrig. ``meld`` kaldes, når filen er læst,
    og før der skrives.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    koersel.refresh_from_db(fields=["status", "fil"])
    _kraev_klar(koersel)
    # Filen læses, før låsen tages, så andre ikke venter på den.
    tabel = laes_tabel(koersel.filnavn, bytes(koersel.fil), koersel.ark)
    meld()
    with transaction.atomic():
        koersel = laas_koersel(koersel)
        maal = maal_for(koersel)
        katalog = laas_katalog(maal)
        grundlag = laes_grundlag(maal)
        if grundlag.aftryk != koersel.grundlag:
            raise Foraeldet(aendret_siden(maal))
        version = grundlag.version or Katalogversion.objects.create(katalog=katalog, nummer=maal.nummer)
        if not er_uden_virkning(koersel):
            _noter_slettede(aktoer, _skriv(tabel, maal, grundlag, version, koersel), version, koersel)
        _afslut(aktoer, koersel, version, maal)
    return version


def aendret_siden(maal: Importmaal) -> str:
    return (
        f"Kataloget {maal.loesning.noegle} er ændret, siden forhåndsvisningen blev lavet, og intet er gemt. "
        "Lav en ny forhåndsvisning for at se, hvad der nu vil ske."
    )


def laas_koersel(koersel: Importkoersel) -> Importkoersel:
    laast = Importkoersel.objects.select_for_update(of=("self",)).select_related("loesning", "udgiver", "model")
    fundet = laast.defer("fil").get(pk=koersel.pk)
    _kraev_klar(fundet)
    return fundet


def _kraev_klar(koersel: Importkoersel) -> None:
    if koersel.status == Importkoersel.Status.INDLAEST:
        raise Afvist("Filen er allerede indlæst, så der er ikke mere at gøre.")
    if koersel.status != Importkoersel.Status.KLAR:
        tilstand = koersel.get_status_display().lower()
        raise Afvist(f"Importen kan ikke gennemføres; den er {tilstand}. Vælg filen igen.")


def laas_katalog(maal: Importmaal) -> Katalog:
    """Kataloget, låst til transaktionens slutning, så to importer aldrig skriver i det samtidig."""
    Katalog.objects.get_or_create(loesning=maal.loesning, udgiver=maal.udgiver, defaults={"model": maal.model})
    return Katalog.objects.select_for_update().get(loesning=maal.loesning, udgiver=maal.udgiver)


def _skriv(
    tabel: Tabel, maal: Importmaal, grundlag: Grundlag, version: Katalogversion, koersel: Importkoersel
) -> list[Katalogopgave]:
    """En ny version begynder som en kopi af den forrige; derefter skrives kun forskellen. Svaret er de udgåede kort."""
    if not version.er_kladde:
        raise Afvist(f"{version} er udgivet og kan ikke ændres.")
    kort = grundlag.kort if grundlag.version else kopier_kort(grundlag.kort, version, BUNDT)
    indlaesning = hold_op_mod(tabel, maal, replace(grundlag, kort=kort), koersel.omdoebninger)
    udgaaede = list(indlaesning.udgaaede)
    _skriv_raekker(indlaesning, version, koersel)
    Katalogopgave.objects.filter(pk__in=[udgaaet.pk for udgaaet in udgaaede]).delete()
    _ordn(indlaesning.ressource, version)
    return udgaaede


def _noter_slettede(
    aktoer: Aktoer, slettede: list[Katalogopgave], version: Katalogversion, koersel: Importkoersel
) -> None:
    """Hvert kort for sig: den, der er ved at rette det, skal se, at det er slettet, og beholde det skrevne."""
    udgiver, fil = koersel.udgiver, koersel.filnavn
    haendelser = (
        haendelse(aktoer, "kort slettet", kort, organisation=udgiver, gammel=version, begrundelse=fil)
        for kort in slettede
    )
    Haendelse.objects.bulk_create(haendelser, batch_size=BUNDT)


def _skriv_raekker(indlaesning: Indlaesning, version: Katalogversion, koersel: Importkoersel) -> None:
    """Skriv, og kræv, at det skrevne er præcis det viste: hvert kort og hver ændring, ikke kun antallene."""
    skrevet = indlaesning.ressource.skriv(version)
    if skrevet.invalid_rows or any(
        koersel.resultat[navn] != kort for navn, kort in grupper(indlaesning, skrevet).items()
    ):
        raise Foraeldet("Filen bliver nu forstået anderledes end i forhåndsvisningen. Lav en ny forhåndsvisning.")


def _ordn(ressource: Kortressource, version: Katalogversion) -> None:
    """Giv kortene filens rækkefølge; kun dem, der flytter sig, skrives."""
    pladser = ressource.raekkefoelge()
    flyttede = []
    for kort in Katalogopgave.objects.filter(version=version).only("kode", "raekkefoelge", "version"):
        if kort.raekkefoelge != (plads := pladser[kodenoegle(kort.kode)]):
            kort.raekkefoelge = plads
            flyttede.append(kort)
    Katalogopgave.objects.bulk_update(flyttede, ["raekkefoelge"], batch_size=BUNDT)


def _afslut(aktoer: Aktoer, koersel: Importkoersel, version: Katalogversion, maal: Importmaal) -> None:
    koersel.status, koersel.fil = Importkoersel.Status.INDLAEST, b""
    koersel.resultat["aftryk_efter"] = laes_grundlag(maal).aftryk
    koersel.save(update_fields=["status", "fil", "resultat"])
    noter(
        aktoer,
        "katalog indlæst",
        version,
        organisation=koersel.udgiver,
        felt="kort",
        ny=opsummering(koersel.resultat),
        begrundelse=koersel.filnavn,
    )


def er_uden_virkning(koersel: Importkoersel) -> bool:
    """Om filen siger det samme som den version, den skal ind i. En ny version laves, også når den er ens."""
    return er_uaendret(koersel.resultat) and not koersel.resultat.get("er_ny_version")


def er_foraeldet(koersel: Importkoersel, grundlag: Grundlag) -> bool:
    """Om kataloget er ændret, siden forhåndsvisningen blev lavet."""
    return koersel.status == Importkoersel.Status.KLAR and koersel.grundlag != grundlag.aftryk


def maal_for(koersel: Importkoersel) -> Importmaal:
    return Importmaal(koersel.loesning, koersel.udgiver, koersel.model, koersel.nummer)


def grundlag_for(koersel: Importkoersel) -> Grundlag:
    return laes_grundlag(maal_for(koersel))
