"""Importen uden for forespørgslen: at bestille, at filen bliver læst eller indlæst, og det, arbejderen så gør.

Kørslen er sandheden om importen, og jobbet om arbejdet. Dør arbejderen, tages jobbet igen: en ulæst kørsel læses
forfra, og en indlæsning, der ikke blev gennemført, har intet gemt og gennemføres; var den gennemført, sker der intet.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from koe.job import GEMMES, Arbejde, bestil
from koe.models import Job
from projekter import adgang
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Bruger

from ..katalogimport.grundlag import Importmaal
from ..models import Importkoersel
from .katalog import (
    STANDARDVALG,
    UbrugeligtNummer,
    Valg,
    aendret_siden,
    er_foraeldet,
    find_maal,
    gem_forhaandsvisning,
    gennemfoer_import,
    grundlag_for,
    laas_koersel,
    maal_for,
    opret_koersel,
    proev_import,
    skriv_ulaest,
)

LAESNING, INDLAESNING = "kataloglaesning", "katalogindlaesning"
SLAGS = {Importkoersel.Status.NY: LAESNING, Importkoersel.Status.KLAR: INDLAESNING}
"""Det job, en kørsel kan vente på i sin tilstand."""
SLET_AD_GANGEN = 500


LAENGSTE_ARKNAVN = 255
"""Tegn. Excel selv tillader 31."""


@transaction.atomic
def bestil_forhaandsvisning(
    aktoer: Aktoer, maal: Importmaal, *, filnavn: str, data: bytes, valg: Valg = STANDARDVALG
) -> Importkoersel:
    """Gem filen, og bestil, at den bliver læst og holdt op mod kataloget."""
    kraev(adgang.maa_redigere_katalog(aktoer, maal.udgiver))
    koersel = opret_koersel(aktoer, maal, filnavn, data, valg)
    bestil(LAESNING, jobnoegle(koersel), {"koersel": koersel.pk})
    return koersel


@transaction.atomic
def bestil_igen(
    aktoer: Aktoer, koersel: Importkoersel, *, nummer: str = "", valg: Valg = STANDARDVALG
) -> Importkoersel:
    """Bestil en ny forhåndsvisning af den samme fil. Den nye kørsel overtager filen, og den gamle er afløst."""
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    laast = Importkoersel.objects.select_for_update(of=("self",)).select_related("loesning__ejer", "model")
    gammel = laast.get(pk=koersel.pk)
    _kraev_kan_gentages(gammel)
    _kraev_kendt_ark(gammel, valg.ark)
    maal = find_maal(gammel.loesning, nummer or gammel.nummer, gammel.model)
    ny = bestil_forhaandsvisning(aktoer, maal, filnavn=gammel.filnavn, data=bytes(gammel.fil), valg=valg)
    ny.afloeser = gammel
    ny.save(update_fields=["afloeser"])
    gammel.status, gammel.fil = Importkoersel.Status.AFLOEST, b""
    gammel.save(update_fields=["status", "fil"])
    return ny


def _kraev_kan_gentages(koersel: Importkoersel) -> None:
    if koersel.status not in Importkoersel.AABNE:
        tilstand = koersel.get_status_display().lower()
        raise Foraeldet(f"Filen kan ikke læses igen; importen er {tilstand}. Vælg filen på ny.")
    job = seneste_job(koersel)
    if job and not job.er_slut:
        raise Afvist("Filen er ved at blive læst eller indlæst. Vent, til det er gjort, eller fortryd importen.")


def _kraev_kendt_ark(koersel: Importkoersel, ark: str) -> None:
    if ark not in (koersel.ark, *koersel.resultat.get("alle_ark", ())) or len(ark) > LAENGSTE_ARKNAVN:
        raise Afvist("Filen har ikke et ark med det navn. Vælg et af de ark, siden viser.")


def bestil_indlaesning(aktoer: Aktoer, koersel: Importkoersel) -> Job:
    """Bestil, at præcis det viste bliver skrevet. Et tryk til giver det samme job.

    Det, der allerede kan ses at være galt, afvises her; det afgøres endeligt i ``gennemfoer_import``.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    if er_foraeldet(koersel, grundlag_for(koersel)):
        raise Foraeldet(aendret_siden(maal_for(koersel)))
    with transaction.atomic():
        laast = laas_koersel(koersel)
        if laast.resultat.get("mulige"):
            raise Afvist("Svar først på, om de opgaver, der udgår, kun har fået en ny kode. Så kan filen indlæses.")
        bruger = aktoer.bruger.pk if aktoer.bruger else None
        return bestil(INDLAESNING, jobnoegle(laast), {"koersel": laast.pk, "bruger": bruger})


def jobnoegle(koersel: Importkoersel) -> str:
    return f"import:{koersel.pk}"


def seneste_job(koersel: Importkoersel) -> Job | None:
    """Det job, kørslen venter på eller sidst ventede på i sin nuværende tilstand."""
    slags = SLAGS.get(Importkoersel.Status(koersel.status))
    job = Job.objects.defer("resultat").filter(slags=slags, noegle=jobnoegle(koersel))
    return job.order_by("-pk").first() if slags else None


def laes_filen(arbejde: Arbejde) -> None:
    """Jobbet ``kataloglaesning``. En fil, der ikke kan indlæses, er også et svar: grunden står på kørslen."""
    koersel = hent_koersel(arbejde)
    if koersel.status != Importkoersel.Status.NY:
        return
    aktoer = _aktoer(koersel.bruger)

    def meld(naaet: int, i_alt: int) -> None:
        skriv_ulaest(koersel, status=Importkoersel.Status.NY)
        arbejde.fremdrift(40 + 55 * naaet // i_alt, f"Sammenligner opgave {naaet} af {i_alt}")

    arbejde.fremdrift(5, "Læser filen")
    try:
        kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
        valg = Valg(koersel.ark, koersel.omdoebninger)
        vist, grundlag = proev_import(maal_for(koersel), koersel.filnavn, bytes(koersel.fil), valg, meld)
        gem_forhaandsvisning(aktoer, koersel, vist, grundlag)
    except Afvist as fejl:
        _afvis(koersel, fejl)


def _afvis(koersel: Importkoersel, fejl: Afvist) -> None:
    """Skriv grunden på kørslen; en, der er fortrudt imens, forbliver det."""
    forslag = fejl.forslag if isinstance(fejl, UbrugeligtNummer) else ""
    Importkoersel.objects.filter(pk=koersel.pk, status=Importkoersel.Status.NY).update(
        status=Importkoersel.Status.AFVIST, grund=fejl.grund, resultat={"forslag": forslag}
    )


def indlaes_filen(arbejde: Arbejde) -> None:
    """Jobbet ``katalogindlaesning``. Var det allerede gennemført, da en tidligere arbejder døde, sker der intet."""
    koersel = hent_koersel(arbejde)
    if koersel.status == Importkoersel.Status.INDLAEST:
        return
    bruger = arbejde.parametre["bruger"]
    aktoer = _aktoer(Bruger.objects.get(pk=bruger) if bruger else None)
    arbejde.fremdrift(10, "Læser filen igen")
    try:
        gennemfoer_import(aktoer, koersel, meld=lambda: arbejde.fremdrift(50, "Skriver opgaverne"))
    except Afvist:
        koersel.refresh_from_db(fields=["status"])
        # En arbejder, der blev regnet for død, nåede det alligevel, mens vi læste filen.
        if koersel.status != Importkoersel.Status.INDLAEST:
            raise


def hent_koersel(arbejde: Arbejde) -> Importkoersel:
    koersler: Any = Importkoersel.objects.select_related("loesning__ejer", "udgiver", "model", "bruger")
    try:
        return koersler.get(pk=arbejde.parametre["koersel"])
    except Importkoersel.DoesNotExist:
        raise Afvist("Importen findes ikke mere.") from None


def _aktoer(bruger: Bruger | None) -> Aktoer:
    return Aktoer.person(bruger) if bruger else KOMMANDOLINJE


def slet_gamle(nu: datetime) -> None:
    """Slet importer, og dermed deres filer, efter en måned; historikken siger stadig, hvad der blev indlæst."""
    numre = Importkoersel.objects.filter(oprettet__lt=nu - GEMMES).values_list("pk", flat=True)
    while bundt := list(numre[:SLET_AD_GANGEN]):
        Importkoersel.objects.filter(pk__in=bundt).only("pk").delete()
