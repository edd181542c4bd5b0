"""En udgivers kataloger, bilag og importer i adgangsprøverne."""

from uuid import UUID

from django.utils import timezone

from koe.models import Job
from opgaver import bilagslager
from opgaver.models import Bilag, Importkoersel, Katalog, Katalogopgave, Katalogversion
from opgaver.services.fejlmappe import bestil_fejlmappe
from opgaver.services.importjob import bestil_forhaandsvisning
from opgaver.services.katalog import find_maal, forhaandsvis_import
from opgaver.services.kortredigering import kort_aftryk
from opgaver.services.sammenligningspdf import bestil_pdf
from opgaver.services.udgivelse import kladdens_aftryk
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Bruger, Loesning, Organisation
from tests.adgang.flytninger import lav_boelge
from tests.adgang.sted import Sted, kanarie
from tests.medvirkende import Verden
from tests.udgivet import uden_vaern


def _bilag(kort: Katalogopgave, titel: str) -> Bilag:
    lagret = bilagslager.gem([b"%PDF-1.7 ", titel.encode()])
    (bilag,) = Bilag.objects.bulk_create([Bilag(kort=kort, titel=titel, lagret=lagret, filnavn="a.pdf", byte=9)])
    return bilag


def _bilag_paa_udgivet(version: Katalogversion, v: Verden) -> Bilag:
    (kort,) = Katalogopgave.objects.bulk_create(
        [Katalogopgave(version=version, raekkefoelge=99, kode="Z99", titel="Med bilag", fase=v.model.faser.first())]
    )
    return _bilag(kort, "Vejledning")


def lav_udgiver(navn: str, v: Verden, loesning: Loesning, udgiver: Organisation) -> Sted:
    """En udgivet version, en kladde og en import, der venter på et ja."""
    katalog, _ = Katalog.objects.get_or_create(loesning=loesning, udgiver=udgiver, defaults={"model": v.model})
    udgivet = katalog.versioner.first() or Katalogversion.objects.create(
        katalog=katalog, nummer="1.0", status=Katalogversion.Status.UDGIVET, udgivet=timezone.now()
    )
    kladde = Katalogversion.objects.create(katalog=katalog, nummer="1.1")
    kort = Katalogopgave.objects.create(
        version=kladde, raekkefoelge=1, kode="X01", titel=kanarie(navn, "kladdekort"), fase=v.model.faser.first()
    )
    bilag = _bilag(kort, kanarie(navn, "kladdebilag"))
    with uden_vaern():
        vejledning = _bilag_paa_udgivet(udgivet, v)
    return {
        "organisation": udgiver.kode,
        "person": Bruger.objects.filter(medlemskaber__organisation=udgiver).first().pk,
        "fulgt": loesning.noegle,
        "loesning_id": loesning.pk,
        "version": udgivet.pk,
        "kladde": kladde.pk,
        "kort": kort.pk,
        "kortaftryk": kort_aftryk(kort),
        "kladdevist": kladdens_aftryk(kladde),
        "udgaaet": vejledning.kort.noegle,
        "bilag": vejledning.pk,
        "kladdebilag": bilag.pk,
        "fase_id": kort.fase_id,
        **_sammenlignelige(navn, v, udgiver),
        "sammenligningsjob": _sammenligningsjob(udgivet, kladde),
        **_importer(navn, loesning),
        **lav_boelge(loesning),
    }


def _sammenlignelige(navn: str, v: Verden, udgiver: Organisation) -> Sted:
    """To udgivne versioner af et katalog, intet projekt bruger."""
    loesning = Loesning.objects.create(noegle=f"UBRUGT-{navn}", navn="Ubrugt", ejer=udgiver)
    katalog = Katalog.objects.create(loesning=loesning, udgiver=udgiver, model=v.model)
    gammel, ny = (
        Katalogversion.objects.create(katalog=katalog, nummer=nummer, status="udgivet", udgivet=timezone.now())
        for nummer in ("1.0", "2.0")
    )
    return {"ubrugt_foer": gammel.pk, "ubrugt": ny.pk}


def _sammenligningsjob(fra: Katalogversion, til: Katalogversion) -> UUID:
    job = bestil_pdf(KOMMANDOLINJE, fra, til)
    Job.objects.filter(pk=job.pk).update(status=Job.Status.FAERDIG, fremdrift=100, resultat=b"%PDF", filnavn="a.pdf")
    return job.uid


def _importer(navn: str, loesning: Loesning) -> Sted:
    """En import i hver af sine tilstande."""
    importkort = kanarie(navn, "importkort")
    maal, filnavn = find_maal(loesning, "1.2"), f"{kanarie(navn, 'projektmappe')}.csv"

    def importer(*raekker: str, til: str = "1.2") -> int:
        data = "\n".join(["Kode;Titel;Fase", *raekker]).encode()
        return forhaandsvis_import(KOMMANDOLINJE, find_maal(loesning, til), filnavn=filnavn, data=data).pk

    fejlfuld = importer(f"X02;{importkort};Forkert")
    return {
        "koersel": importer(f"X02;{importkort};F1"),
        "omdoebt": importer(f"X09;{kanarie(navn, 'kladdekort')};F1", til="1.1"),
        "fejlfuld": fejlfuld,
        "fejljob": _fejljob(navn, Importkoersel.objects.get(pk=fejlfuld)),
        "ulaest": bestil_forhaandsvisning(KOMMANDOLINJE, maal, filnavn=filnavn, data=b"Titel").pk,
        "afvist": _afvist(bestil_forhaandsvisning(KOMMANDOLINJE, maal, filnavn=filnavn, data=b"")),
    }


def _fejljob(navn: str, koersel: Importkoersel) -> UUID:
    job = bestil_fejlmappe(KOMMANDOLINJE, koersel)
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.FAERDIG, fremdrift=100, resultat=b"PK", filnavn=f"{kanarie(navn, 'fejlmappe')}.xlsx"
    )
    return job.uid


def _afvist(koersel: Importkoersel) -> int:
    Importkoersel.objects.filter(pk=koersel.pk).update(status=Importkoersel.Status.AFVIST, grund="Filen er tom.")
    return koersel.pk
