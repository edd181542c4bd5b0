"""Handlingerne på en import: at forhåndsvise, indlæse og fortryde den. At udgive ligger i ``udgivelse``."""

import hashlib
import re
from dataclasses import replace

from django.conf import settings
from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from faelles.excelproces import laes_i_barn
from faser.models import Implementeringsmodel
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Loesning

from ..katalogimport.forhaandsvisning import Forhaandsvisning, antal, er_uaendret, forhaandsvis, hold_op_mod
from ..katalogimport.grundlag import Grundlag, Importmaal, kopier_kort, laes_grundlag
from ..katalogimport.koder import kodenoegle
from ..katalogimport.laesning import Tabel, find_tabel
from ..katalogimport.ressource import BUNDT, Kortressource
from ..models import Importkoersel, Katalog, Katalogopgave, Katalogversion

STANDARDMODEL = "implementeringsmodellen"
FOERSTE_NUMMER = "1.0"
NUMMER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")


class UbrugeligtNummer(Afvist):
    """Katalogversionens nummer kan ikke bruges; et andet kan."""


class ForkertModel(Afvist):
    """Kataloget er skrevet på en anden fasemodel."""


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


def proev_import(maal: Importmaal, filnavn: str, data: bytes) -> tuple[Forhaandsvisning, Grundlag]:
    """Hvad filen ville gøre, uden at gemme noget. Rejser ``Afvist``, når den ikke kan indlæses i målet."""
    tabel = _laes_tabel(filnavn, data)
    grundlag = laes_grundlag(maal)
    vist = forhaandsvis(hold_op_mod(tabel, maal, grundlag))
    _kraev_plads_i_versionen(maal, grundlag, vist)
    return vist, grundlag


def _laes_tabel(filnavn: str, data: bytes, ark: str = "") -> Tabel:
    """Opgaverne i arket, der hedder ``ark``, ellers i det bedste. Filen læses i en proces for sig."""
    return find_tabel(laes_i_barn(data, filnavn, settings.IMPORT_GRAENSER), ark)


def _kraev_plads_i_versionen(maal: Importmaal, grundlag: Grundlag, vist: Forhaandsvisning) -> None:
    navn, version, forrige = f"{maal.loesning.noegle} {maal.nummer}", grundlag.version, grundlag.forrige
    if version and not version.er_kladde and not vist.er_uaendret and not vist.fejl:
        fri = naeste_nummer(forrige.nummer if forrige else maal.nummer)
        raise UbrugeligtNummer(
            f"{navn} er udgivet og kan ikke ændres, og filen ville ændre den: {opsummering(vist.resultat)}. "
            f"Indlæs filen som en ny version, fx {fri}."
        )
    if version is None and forrige and versionstal(maal.nummer) <= versionstal(forrige.nummer):
        raise UbrugeligtNummer(
            f"Version {forrige.nummer} er allerede udgivet. Giv den nye et højere nummer, "
            f"fx {naeste_nummer(forrige.nummer)}."
        )


ANTALSORD = {
    "nye": ("ny", "nye"),
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
    return [f"{et_tal} {ANTALSORD[gruppe][et_tal != 1]}" for gruppe, et_tal in tal.items()]


def naeste_nummer(nummer: str) -> str:
    """1.0 → 1.1, 2 → 3."""
    *foran, sidste = nummer.split(".")
    return ".".join([*foran, str(int(sidste) + 1)])


def versionstal(nummer: str) -> list[int]:
    """Nummeret som tal, der kan sammenlignes; 1 og 1.0 er det samme."""
    return [int(del_) for del_ in re.sub(r"(\.0+)+$", "", nummer).split(".")]


def forhaandsvis_import(aktoer: Aktoer, maal: Importmaal, *, filnavn: str, data: bytes) -> Importkoersel:
    """Gem filen og hvad den ville gøre ved kataloget. Kataloget selv røres ikke."""
    kraev(adgang.maa_redigere_katalog(aktoer, maal.udgiver))
    vist, grundlag = proev_import(maal, filnavn, data)
    with transaction.atomic():
        koersel = Importkoersel.objects.create(
            loesning=maal.loesning,
            udgiver=maal.udgiver,
            model=maal.model,
            nummer=maal.nummer,
            filnavn=filnavn[:200],
            fil=data,
            aftryk=hashlib.sha256(data).hexdigest(),
            grundlag=grundlag.aftryk,
            status=Importkoersel.Status.FEJL if vist.fejl else Importkoersel.Status.KLAR,
            resultat=vist.resultat,
            advarsler=vist.advarsler,
            fejl=vist.fejl,
            bruger=aktoer.bruger,
        )
        noter(aktoer, "import forhåndsvist", koersel, organisation=maal.udgiver, ny=opsummering(vist.resultat))
    return koersel


def gennemfoer_import(aktoer: Aktoer, koersel: Importkoersel) -> Katalogversion:
    """Skriv det, forhåndsvisningen viste, til kladden. Alt eller intet.

    Er kladden ændret siden, rejses ``Foraeldet``. En udgivet version røres aldrig.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    # Filen læses, før låsen tages, så andre ikke venter på den.
    tabel = _laes_tabel(koersel.filnavn, bytes(koersel.fil))
    with transaction.atomic():
        koersel = _laas_koersel(koersel)
        maal = Importmaal(koersel.loesning, koersel.udgiver, koersel.model, koersel.nummer)
        katalog = _laas_katalog(maal)
        grundlag = laes_grundlag(maal)
        if grundlag.aftryk != koersel.grundlag:
            raise Foraeldet(
                f"Kataloget {maal.loesning.noegle} er ændret, siden forhåndsvisningen blev lavet. "
                "Vælg filen igen for at se, hvad der nu vil ske."
            )
        version = grundlag.version or Katalogversion.objects.create(katalog=katalog, nummer=maal.nummer)
        if not er_uden_virkning(koersel):
            _skriv(tabel, maal, grundlag, version, koersel)
        _afslut(aktoer, koersel, version, maal)
    return version


def _laas_koersel(koersel: Importkoersel) -> Importkoersel:
    laast = Importkoersel.objects.select_for_update(of=("self",)).select_related("loesning", "udgiver", "model")
    fundet = laast.defer("fil").get(pk=koersel.pk)
    if fundet.status != Importkoersel.Status.KLAR:
        raise Afvist(f"Importen kan ikke gennemføres; den er {fundet.get_status_display().lower()}. Vælg filen igen.")
    return fundet


def _laas_katalog(maal: Importmaal) -> Katalog:
    """Kataloget, låst til transaktionens slutning, så to importer aldrig skriver i det samtidig."""
    Katalog.objects.get_or_create(loesning=maal.loesning, udgiver=maal.udgiver, defaults={"model": maal.model})
    return Katalog.objects.select_for_update().get(loesning=maal.loesning, udgiver=maal.udgiver)


def _skriv(tabel: Tabel, maal: Importmaal, grundlag: Grundlag, version: Katalogversion, koersel: Importkoersel) -> None:
    """En ny version begynder som en kopi af den forrige; derefter skrives kun forskellen."""
    if not version.er_kladde:
        raise Afvist(f"{version} er udgivet og kan ikke ændres.")
    kort = grundlag.kort if grundlag.version else kopier_kort(grundlag.kort, version, BUNDT)
    indlaesning = hold_op_mod(tabel, maal, replace(grundlag, kort=kort))
    udgaaede = [udgaaet.pk for udgaaet in indlaesning.udgaaede]
    _skriv_raekker(indlaesning.ressource, version, koersel)
    Katalogopgave.objects.filter(pk__in=udgaaede).delete()
    _ordn(indlaesning.ressource, version)


def _skriv_raekker(ressource: Kortressource, version: Katalogversion, koersel: Importkoersel) -> None:
    resultat = ressource.skriv(version)
    vist = [len(koersel.resultat[gruppe]) for gruppe in ("nye", "aendrede", "uaendrede")]
    if [resultat.totals[slags] for slags in ("new", "update", "skip")] != vist or resultat.invalid_rows:
        raise Foraeldet("Filen bliver nu forstået anderledes end i forhåndsvisningen. Vælg den igen.")


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
    koersel.status = Importkoersel.Status.INDLAEST
    koersel.resultat["aftryk_efter"] = laes_grundlag(maal).aftryk
    koersel.save(update_fields=["status", "resultat"])
    noter(
        aktoer,
        "katalog indlæst",
        version,
        organisation=koersel.udgiver,
        felt="kort",
        ny=opsummering(koersel.resultat),
        begrundelse=koersel.filnavn,
    )


@transaction.atomic
def fortryd_import(aktoer: Aktoer, koersel: Importkoersel) -> Importkoersel:
    """Opgiv en forhåndsvisning, eller slet den kladde, importen lavede, hvis ingen har ændret den siden."""
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    koersel = Importkoersel.objects.select_for_update().defer("fil").get(pk=koersel.pk)
    if koersel.status == Importkoersel.Status.FORTRUDT:
        return koersel
    if koersel.status == Importkoersel.Status.INDLAEST:
        _slet_kladde(koersel)
    koersel.status = Importkoersel.Status.FORTRUDT
    koersel.save(update_fields=["status"])
    noter(
        aktoer, "import fortrudt", koersel, organisation=koersel.udgiver, felt="katalogversion", gammel=koersel.nummer
    )
    return koersel


def kan_slettes(koersel: Importkoersel, grundlag: Grundlag) -> bool:
    """Om importen lavede en kladde, som stadig er, som importen efterlod den."""
    return (
        koersel.status == Importkoersel.Status.INDLAEST
        and koersel.resultat.get("er_ny_version", False)
        and grundlag.version is not None
        and grundlag.version.er_kladde
        and grundlag.aftryk == koersel.resultat["aftryk_efter"]
    )


def er_uden_virkning(koersel: Importkoersel) -> bool:
    """Om filen siger det samme som den version, den skal ind i. En ny version laves, også når den er ens."""
    return er_uaendret(koersel.resultat) and not koersel.resultat.get("er_ny_version")


def er_foraeldet(koersel: Importkoersel, grundlag: Grundlag) -> bool:
    """Om kataloget er ændret, siden forhåndsvisningen blev lavet."""
    return koersel.status == Importkoersel.Status.KLAR and koersel.grundlag != grundlag.aftryk


def grundlag_for(koersel: Importkoersel) -> Grundlag:
    return laes_grundlag(Importmaal(koersel.loesning, koersel.udgiver, koersel.model, koersel.nummer))


def _slet_kladde(koersel: Importkoersel) -> None:
    maal = Importmaal(koersel.loesning, koersel.udgiver, koersel.model, koersel.nummer)
    katalog, grundlag = _laas_katalog(maal), laes_grundlag(maal)
    if not grundlag.version or not kan_slettes(koersel, grundlag):
        raise Afvist(
            "Importen kan ikke fortrydes mere: kladden fandtes i forvejen, er ændret siden eller er udgivet. "
            "Indlæs den fil, der skal gælde, i stedet."
        )
    grundlag.version.kort.all().delete()
    grundlag.version.delete()
    if not katalog.versioner.exists():
        katalog.delete()
