"""Arbejde uden for forespørgslen: bestil det, og lad arbejderen udføre det.

En pakke registrerer sine funktioner i sin ``AppConfig.ready``::

    registrer("tjekliste_pdf", lav_tjekliste)

    def lav_tjekliste(arbejde: Arbejde) -> Fil:
        arbejde.fremdrift(10, "Henter tjekpunkter")
        return Fil(lav_pdf(arbejde.parametre["overgang"]), "tjekliste.pdf")
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from faelles.afvisning import Afvist

from .models import JOB_FORSOEG, Job
from .skub import skub

logger = logging.getLogger(__name__)

GEMMES = timedelta(days=30)
LIVSTEGN = timedelta(seconds=30)
LIVSTEGN_HOEJST = 20
"""Så mange livstegn gives der for ét stykke arbejde; det, der så stadig ikke er færdigt, hænger."""
UVENTET = "Det gik galt, og fejlen er noteret. Prøv igen. Sker det igen, så oplys nummeret {uid} til driften."
AFBRUDT = f"Arbejdet blev afbrudt {JOB_FORSOEG} gange og er opgivet. Prøv igen, når systemet er i ro."


class Afloest(Exception):
    """En anden har taget jobbet, fordi det var for længe uden livstegn; det, vi laver, skal ikke gemmes."""


@dataclass(frozen=True)
class Fil:
    """Resultatet af et job, som brugeren kan hente."""

    indhold: bytes
    navn: str


@dataclass(frozen=True)
class Arbejde:
    """Det, funktionen får: hvad der er bestilt, og et sted at melde fremdrift."""

    job: Job

    @property
    def parametre(self) -> dict[str, Any]:
        return dict(self.job.parametre)

    def fremdrift(self, procent: int, trin: str = "") -> None:
        """Meld, hvor langt arbejdet er (0–100), og hvad der sker nu. Det er samtidig et livstegn.

        Arbejde, der varer længe, skal melde sig mindst hvert andet minut; ellers tages det af en anden.
        """
        _skriv(self.job, fremdrift=max(0, min(procent, 99)), trin=trin[:120], taget=timezone.now())

    @contextmanager
    def i_live(self) -> Iterator[None]:
        """Giv livstegn imens; til det ene kald, der ikke selv kan melde sig, og som en travl maskine trækker ud."""
        slut = threading.Event()
        traad = threading.Thread(target=_giv_livstegn, args=(self.job, slut), daemon=True)
        traad.start()
        try:
            yield
        finally:
            slut.set()
            traad.join()


type Funktion = Callable[[Arbejde], Fil | None]

_funktioner: dict[str, Funktion] = {}


def registrer(slags: str, funktion: Funktion) -> None:
    """Gør ``funktion`` til den, der udfører job af den slags."""
    _funktioner[slags] = funktion


def bestil(slags: str, noegle: str, parametre: dict[str, Any] | None = None) -> Job:
    """Bestil et job i kalderens transaktion. Er det samme allerede bestilt og ikke slut, gives det tilbage.

    To bestillinger er den samme, når ``slags`` og ``noegle`` er ens; ``noegle`` skal derfor rumme alt,
    der skiller dem ad.
    """
    job, er_ny = Job.objects.defer("resultat").get_or_create(
        slags=slags,
        noegle=noegle,
        status__in=Job.UAFSLUTTET,
        defaults={"parametre": parametre or {}},
    )
    if er_ny:
        skub("udfoer_job", job.pk)
    return job


def udfoer(job_id: int) -> None:
    """Udfør jobbet, hvis det er ledigt; ellers sker der intet. Fejler det, står grunden på jobbet."""
    job = _tag(job_id)
    if job is None:
        return
    try:
        _skriv(job, **_resultat(job), faerdig=timezone.now())
    except Afloest:
        logger.warning("Job %s blev taget af en anden undervejs", job.uid)


def _resultat(job: Job) -> dict[str, Any]:
    """Kald funktionen, og oversæt udfaldet til jobbets felter. En fejl er også et udfald."""
    try:
        fil = _find(job.slags)(Arbejde(job))
    except Afloest:
        raise
    except Afvist as afvist:
        return {"status": Job.Status.FEJLET, "fejl": afvist.grund}
    except Exception:
        logger.exception("Job %s (%s) fejlede", job.uid, job.slags)
        return {"status": Job.Status.FEJLET, "fejl": UVENTET.format(uid=job.uid)}
    felter: dict[str, Any] = {"status": Job.Status.FAERDIG, "fremdrift": 100}
    return felter | ({"resultat": fil.indhold, "filnavn": fil.navn} if fil else {})


def klar(nu: datetime) -> list[int]:
    """De job, der venter eller hænger, ældste først. Et job, der er afbrudt for mange gange, opgives her."""
    opgivne = Job.objects.haengende(nu).filter(forsoeg__gte=JOB_FORSOEG)
    for uid in opgivne.values_list("uid", flat=True):
        logger.error("Job %s er afbrudt %s gange og opgives", uid, JOB_FORSOEG)
    opgivne.update(status=Job.Status.FEJLET, fejl=AFBRUDT, faerdig=nu)
    return list(Job.objects.klar(nu).order_by("pk").values_list("pk", flat=True))


def ryd_op(nu: datetime) -> None:
    """Slet afsluttede job efter en måned; deres PDF kan altid laves igen."""
    Job.objects.filter(faerdig__lt=nu - GEMMES).delete()


def _tag(job_id: int) -> Job | None:
    """Tag jobbet med en betinget opdatering, så kun én får det. ``forsoeg`` er tagerens kvittering."""
    nu = timezone.now()
    with transaction.atomic(durable=True):
        taget = (
            Job.objects.klar(nu).filter(pk=job_id).update(status=Job.Status.I_GANG, taget=nu, forsoeg=F("forsoeg") + 1)
        )
        return Job.objects.get(pk=job_id) if taget else None


def _giv_livstegn(job: Job, slut: threading.Event) -> None:
    try:
        for _ in range(LIVSTEGN_HOEJST):
            if slut.wait(LIVSTEGN.total_seconds()):
                return
            _skriv(job, taget=timezone.now())
    except Afloest:
        pass  # Den, der udfører jobbet, opdager det selv, når den vil skrive.
    finally:
        connection.close()


def _find(slags: str) -> Funktion:
    try:
        return _funktioner[slags]
    except KeyError:
        raise LookupError(f"Ingen funktion er registreret for job af slagsen {slags}.") from None


def _skriv(job: Job, **felter: Any) -> None:
    vores = Job.objects.filter(pk=job.pk, status=Job.Status.I_GANG, forsoeg=job.forsoeg)
    if not vores.update(**felter):
        raise Afloest
