"""To arbejdere, der i samme øjeblik indlæser hver sin forhåndsvisning af det samme katalog.

Kaldes i en database for sig selv, som tømmes (se ``test_afbrudt_indlaesning``).
"""

from django.core.management import call_command

from koe.models import Job
from opgaver.models import Importkoersel
from opgaver.services import importjob, katalog
from projekter.aktoer import KOMMANDOLINJE
from tests.drift.afbrud import arbejder, indhold, lad_goere_faerdig, vist
from tests.medvirkende import lav_verden
from tests.opgaver_katalog.boeger import bog


def forhaandsvis(loesning, *raekker) -> Importkoersel:
    maal = katalog.find_maal(loesning, "1.0")
    return katalog.forhaandsvis_import(KOMMANDOLINJE, maal, filnavn="k.xlsx", data=bog(*raekker))


def main() -> dict[str, object]:
    """De to job og de nye kort i kataloget bagefter."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    ky, faelles = lav_verden().ky, [(f"A{n:03}", f"Opgave {n}", "F1") for n in range(200)]
    katalog.gennemfoer_import(KOMMANDOLINJE, forhaandsvis(ky, *faelles))
    koersler = [forhaandsvis(ky, *faelles, (kode, "Den nye", "F1")) for kode in ("B01", "C01")]
    bestilte = [importjob.bestil_indlaesning(KOMMANDOLINJE, koersel) for koersel in koersler]
    for gang in [arbejder(bestilt.pk) for bestilt in bestilte]:
        lad_goere_faerdig(*gang)
    job = list(Job.objects.order_by("status").values_list("status", "fejl"))
    return {"job": job, "nye": [kode for kode, _ in vist(indhold()) if kode[0] != "A"]}
