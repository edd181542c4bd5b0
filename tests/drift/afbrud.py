"""kill -9 af arbejderen midt i den transaktion, der indlæser et katalog; og hvad der står bagefter.

Kaldes i en database for sig selv, som tømmes (se ``test_afbrudt_indlaesning``). Arbejderen er en proces for sig, lavet
med ``fork`` som Celerys egne.
"""

import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from koe import job
from koe.models import Job
from opgaver.models import Importkoersel, Katalogopgave
from opgaver.services import filaesning, importjob, katalog
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.medvirkende import lav_verden
from tests.opgaver_katalog.boeger import bog

KORT = 400


def fil(runde: int) -> bytes:
    """Et katalog, hvor hver runde ændrer en tredjedel, lægger nye til, lader gamle udgå og giver nogle en ny kode."""
    koder = [f"A{n:04}" for n in range(KORT) if n % 10 != runde % 10]
    raekker = [(kode, f"Opgave {kode}, udgave {runde if int(kode[1:]) % 3 == 0 else 0}", "F1") for kode in koder]
    return bog(*raekker, (f"N{runde:04}", f"Kun i runde {runde}", "F2"))


def indhold() -> list[tuple]:
    """Alt i kortene, også deres nøgler, i filens orden."""
    kort = Katalogopgave.objects.filter(version__katalog__loesning__noegle="KY").order_by("raekkefoelge", "pk")
    return list(kort.values_list())


def vist(kort: list[tuple]) -> list[tuple]:
    navne = [felt.attname for felt in Katalogopgave._meta.concrete_fields]
    kode, titel = navne.index("kode"), navne.index("titel")
    return [(et[kode], et[titel]) for et in kort]


def arbejder(job_id: int) -> tuple[int, int]:
    """Start en arbejder på jobbet. Svarer med dens nummer og den rørende, der siger til, når transaktionen begynder."""
    laes, skriv = os.pipe()
    connections.close_all()
    if pid := os.fork():
        os.close(skriv)
        return pid, laes
    aegte = katalog.laas_koersel

    def laas_og_sig_til(koersel):
        svar = aegte(koersel)
        os.write(skriv, b"!")
        return svar

    katalog.laas_koersel = laas_og_sig_til
    try:
        job.udfoer(job_id)
    finally:
        connections.close_all()
        os._exit(0)


def draeb_efter(pid: int, roer: int, sekunder: float) -> None:
    assert os.read(roer, 1) == b"!", "Arbejderen nåede ikke til transaktionen."
    time.sleep(sekunder)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(roer)


def lad_goere_faerdig(pid: int, roer: int) -> float:
    os.read(roer, 1)
    begyndt = time.monotonic()
    os.waitpid(pid, 0)
    os.close(roer)
    return time.monotonic() - begyndt


def bestil(loesning, runde: int) -> tuple[Importkoersel, Job]:
    data, maal = fil(runde), katalog.find_maal(loesning, "1.0")
    valg = katalog.STANDARDVALG
    koersel = katalog.forhaandsvis_import(KOMMANDOLINJE, maal, filnavn="k.xlsx", data=data, valg=valg)
    if mulige := koersel.resultat["mulige"]:
        svar = {par["fra"]["kode"]: par["til"]["kode"] for par in mulige}
        koersel = katalog.forhaandsvis_import(
            KOMMANDOLINJE, maal, filnavn="k.xlsx", data=data, valg=katalog.Valg("", svar)
        )
    return koersel, importjob.bestil_indlaesning(KOMMANDOLINJE, koersel)


def en_runde(loesning, runde: int, varer: float) -> str:
    """Dræb arbejderen, se efter, genstart, og se efter igen. Svarer »gammel« eller »ny«."""
    koersel, bestilt = bestil(loesning, runde)
    gammelt, ventet = indhold(), forventet(koersel)
    draeb_efter(*arbejder(bestilt.pk), random.uniform(0, 2 * varer))
    koersel.refresh_from_db()
    bestilt.refresh_from_db()
    efter, er_indlaest = indhold(), koersel.status == Importkoersel.Status.INDLAEST
    assert efter == gammelt if not er_indlaest else vist(efter) == ventet, "Kataloget er halvt."
    # Er kataloget det gamle, er jobbet endnu i gang; er det nyt, kan arbejderen også have nået at skrive det på jobbet.
    assert bestilt.status == Job.Status.I_GANG or (er_indlaest and bestilt.status == Job.Status.FAERDIG)
    genstart(bestilt)
    koersel.refresh_from_db()
    bestilt.refresh_from_db()
    assert (koersel.status, bestilt.status) == (Importkoersel.Status.INDLAEST, Job.Status.FAERDIG)
    assert vist(indhold()) == ventet
    assert not er_indlaest or indhold() == efter, "Det, der var indlæst, blev indlæst igen."
    assert Haendelse.objects.filter(handling="katalog indlæst", begrundelse="k.xlsx").count() == runde + 1
    return "ny" if er_indlaest else "gammel"


def forventet(koersel: Importkoersel) -> list[tuple]:
    raekker = filaesning.laes_tabel(koersel.filnavn, bytes(koersel.fil)).raekker
    return [(raekke.tekst("kode"), raekke.tekst("titel")) for raekke in raekker]


def genstart(bestilt: Job) -> None:
    """Som fejningen, når jobbet har været uden livstegn længe nok."""
    Job.objects.filter(pk=bestilt.pk, status=Job.Status.I_GANG).update(taget=timezone.now() - timedelta(minutes=3))
    for job_id in job.klar(timezone.now()):
        job.udfoer(job_id)


def main(runder: int) -> dict[str, object]:
    """Kør runderne, og svar med, hvor mange der efterlod det gamle og det nye katalog."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    verden = lav_verden()
    _, foerste = bestil(verden.ky, 0)
    lad_goere_faerdig(*arbejder(foerste.pk))
    _, anden = bestil(verden.ky, 1)
    varer = lad_goere_faerdig(*arbejder(anden.pk))
    udfald = Counter(en_runde(verden.ky, runde, varer) for runde in range(2, runder + 2))
    return {"database": connection.vendor, "runder": runder, "transaktion_ms": round(varer * 1000), **udfald}
