"""Importen i køen: at læse, at indlæse, at fortryde undervejs, og hvad der sker, når arbejderen dør."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from koe import job
from koe.models import Job
from opgaver.models import Importkoersel, Katalog, Katalogversion
from opgaver.services import importjob
from opgaver.services.fortrydelse import fortryd_import
from opgaver.services.katalog import Valg, find_maal, gennemfoer_import
from opgaver.tasks import ryd_op_i_importer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Medlemskab
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker, som_byte
from tests.opgaver_katalog.handlinger import alt_i_kataloget, arbejd, forhaandsvis, indlaes

TO = (("A01", "Første", "F1"), ("A02", "Anden", "F2"))
Status = Importkoersel.Status


@pytest.fixture
def karen(verden):
    return Aktoer.person(verden.karen)


def bestil(loesning, data, nummer="1.0", aktoer=KOMMANDOLINJE):
    return importjob.bestil_forhaandsvisning(aktoer, find_maal(loesning, nummer), filnavn="k.xlsx", data=data)


def med_to_ark():
    mappe = Workbook()
    mappe.active.title = "Nr. 1"
    for blad in (mappe.active, mappe.create_sheet("Nr. 2")):
        blad.append(["Kode", "Titel", "Fase"])
        blad.append(["A01", f"Fra {blad.title}", "F1"])
    return som_byte(mappe)


def frisk(koersel):
    koersel.refresh_from_db()
    return koersel


def test_en_bestilt_fil_er_ulaest_til_arbejderen_har_vaeret_der(verden, karen):
    koersel = bestil(verden.ky, bog(*TO), aktoer=karen)
    assert koersel.status == Status.NY
    arbejd()
    assert (frisk(koersel).status, len(koersel.resultat["nye"])) == (Status.KLAR, 2)
    assert Haendelse.objects.get(handling="import forhåndsvist").bruger == verden.karen


def test_en_fil_der_ikke_kan_laeses_baerer_sin_saetning(verden):
    koersel = bestil(verden.ky, b"\xff\xd8\xff")
    arbejd()
    assert frisk(koersel).status == Status.AFVIST
    assert "ikke en Excel-projektmappe" in koersel.grund
    assert Job.objects.get().status == Job.Status.FAERDIG


def test_en_fejl_i_programmet_staar_paa_jobbet_og_filen_kan_laeses_igen(verden, monkeypatch):
    koersel = bestil(verden.ky, bog(*TO))
    with monkeypatch.context() as lap:
        lap.setattr(importjob, "proev_import", lambda *_: 1 / 0)
        arbejd()
    assert frisk(koersel).status == Status.NY
    ny = importjob.bestil_igen(KOMMANDOLINJE, koersel)
    arbejd()
    assert (frisk(ny).status, frisk(koersel).status) == (Status.KLAR, Status.AFLOEST)


def test_den_der_mister_retten_imens_faar_ikke_filen_laest(verden, karen):
    koersel = bestil(verden.ky, bog(*TO), aktoer=karen)
    Medlemskab.objects.filter(bruger=verden.karen).delete()
    arbejd()
    assert "Kun katalogredaktører" in frisk(koersel).grund


def test_fortrudt_foer_arbejderen_kom_er_den_aldrig_laest(verden, monkeypatch):
    koersel = bestil(verden.ky, bog(*TO))
    fortryd_import(KOMMANDOLINJE, koersel)
    monkeypatch.setattr(importjob, "proev_import", lambda *_: pytest.fail("Filen blev læst."))
    arbejd()
    assert (frisk(koersel).status, bytes(koersel.fil)) == (Status.FORTRUDT, b"")


def test_fortrudt_mens_den_laeses_forbliver_den_fortrudt(verden, monkeypatch):
    koersel, aegte = bestil(verden.ky, bog(*TO)), importjob.proev_import

    def fortryd_og_laes(*valg):
        fortryd_import(KOMMANDOLINJE, koersel)
        return aegte(*valg)

    monkeypatch.setattr(importjob, "proev_import", fortryd_og_laes)
    arbejd()
    assert (frisk(koersel).status, koersel.resultat) == (Status.FORTRUDT, {})


def test_en_lang_laesning_standser_ved_naeste_melding_naar_den_er_fortrudt(verden, monkeypatch):
    koersel = bestil(verden.ky, bog(*((f"A{n}", f"Opgave {n}", "F1") for n in range(1_200))))
    meldt, aegte = [], importjob.skriv_ulaest

    def meld(koersel_, **felter):
        meldt.append(koersel_)
        fortryd_import(KOMMANDOLINJE, koersel_)
        aegte(koersel_, **felter)

    monkeypatch.setattr(importjob, "skriv_ulaest", meld)
    arbejd()
    assert (len(meldt), frisk(koersel).status) == (1, Status.FORTRUDT)


def test_fremdriften_kan_ses_mens_der_sammenlignes(verden, monkeypatch):
    bestil(verden.ky, bog(*((f"A{n}", f"Opgave {n}", "F1") for n in range(1_200))))
    set_, aegte = [], importjob.skriv_ulaest

    def se(koersel, **felter):
        set_.append(Job.objects.values_list("fremdrift", "trin").get())
        aegte(koersel, **felter)

    monkeypatch.setattr(importjob, "skriv_ulaest", se)
    arbejd()
    assert set_ == [(5, "Læser filen"), (62, "Sammenligner opgave 500 af 1200")]


def test_et_ja_bliver_indlaest_af_arbejderen_i_personens_navn(verden, karen):
    koersel = forhaandsvis(verden.ky, bog(*TO), aktoer=karen)
    importjob.bestil_indlaesning(karen, koersel)
    assert not Katalog.objects.filter(loesning=verden.ky).exists()
    arbejd()
    assert frisk(koersel).status == Status.INDLAEST
    assert Haendelse.objects.get(handling="katalog indlæst").bruger == verden.karen


def test_to_tryk_paa_indlaes_er_et_job(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    assert importjob.bestil_indlaesning(KOMMANDOLINJE, koersel) == importjob.bestil_indlaesning(KOMMANDOLINJE, koersel)


def test_en_indlaesning_der_var_gennemfoert_gentages_ikke(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    bestilt = importjob.bestil_indlaesning(KOMMANDOLINJE, koersel)
    gennemfoer_import(KOMMANDOLINJE, koersel)
    foer = alt_i_kataloget()
    arbejd()
    bestilt.refresh_from_db()
    assert (bestilt.status, alt_i_kataloget()) == (Job.Status.FAERDIG, foer)


def test_fortrudt_efter_ja_men_foer_arbejderen_bliver_den_ikke_indlaest(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    bestilt = importjob.bestil_indlaesning(KOMMANDOLINJE, koersel)
    fortryd_import(KOMMANDOLINJE, koersel, er_indlaest=False)
    arbejd()
    bestilt.refresh_from_db()
    assert "fortrudt" in bestilt.fejl
    assert not Katalog.objects.filter(loesning=verden.ky).exists()


def test_den_der_fortryder_for_sent_sletter_ikke_kladden(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    gennemfoer_import(KOMMANDOLINJE, koersel)
    with pytest.raises(Foraeldet, match="blev indlæst, før du fortrød"):
        fortryd_import(KOMMANDOLINJE, koersel, er_indlaest=False)
    assert Katalogversion.objects.filter(katalog__loesning=verden.ky).exists()


def test_kun_udgiverens_redaktoer_maa_bestille(verden, karen):
    koersel, anna = forhaandsvis(verden.ky, bog(*TO)), Aktoer.person(verden.anna)
    for forsoeg in (
        lambda: bestil(verden.ky, bog(*TO), aktoer=anna),
        lambda: importjob.bestil_indlaesning(anna, koersel),
        lambda: importjob.bestil_igen(anna, koersel),
        lambda: fortryd_import(anna, koersel),
    ):
        with pytest.raises(IkkeTilladt):
            forsoeg()


def test_en_aendring_i_en_udgivet_version_afvises_med_et_nyt_nummer_og_filen_beholdes(verden):
    koersel = bestil(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED))
    arbejd()
    assert (frisk(koersel).status, koersel.resultat["forslag"]) == (Status.AFVIST, "1.1")
    ny = importjob.bestil_igen(KOMMANDOLINJE, koersel, nummer=koersel.resultat["forslag"])
    arbejd()
    assert (frisk(ny).status, ny.nummer) == (Status.KLAR, "1.1")


def test_en_ny_forhaandsvisning_overtager_filen_og_den_gamle_kan_ikke_indlaeses(verden):
    gammel = forhaandsvis(verden.ky, bog(*TO))
    ny = importjob.bestil_igen(KOMMANDOLINJE, gammel)
    assert (bytes(ny.fil)[:2], bytes(frisk(gammel).fil), ny.afloeser) == (b"PK", b"", gammel)
    with pytest.raises(Afvist, match="afløst af en ny"):
        gennemfoer_import(KOMMANDOLINJE, gammel)
    with pytest.raises(Foraeldet, match="kan ikke læses igen"):
        importjob.bestil_igen(KOMMANDOLINJE, gammel)


def test_en_fil_der_er_ved_at_blive_laest_kan_ikke_bestilles_igen(verden):
    with pytest.raises(Afvist, match="ved at blive læst"):
        importjob.bestil_igen(KOMMANDOLINJE, bestil(verden.ky, bog(*TO)))


def test_et_valgt_ark_er_det_der_laeses(verden):
    koersel = bestil(verden.ky, med_to_ark())
    arbejd()
    ny = importjob.bestil_igen(KOMMANDOLINJE, frisk(koersel), valg=Valg(ark="Nr. 2"))
    arbejd()
    assert koersel.resultat["alle_ark"] == ["Nr. 1", "Nr. 2"]
    assert frisk(ny).resultat["ark"] == "Nr. 2"


def test_importer_slettes_efter_en_maaned_og_historikken_bliver(verden):
    indlaes(verden.ky, bog(*TO))
    ung = forhaandsvis(verden.ky, bog(*TO))
    Importkoersel.objects.exclude(pk=ung.pk).update(oprettet=timezone.now() - timedelta(days=31))
    ryd_op_i_importer()
    assert list(Importkoersel.objects.all()) == [ung]
    assert Haendelse.objects.filter(handling="katalog indlæst").exists()


def test_en_oprydning_henter_hverken_filer_eller_indhold(verden, monkeypatch):
    monkeypatch.setattr(importjob, "SLET_AD_GANGEN", 2)
    gamle = [forhaandsvis(verden.ky, bog(*TO)) for _ in range(3)]
    Importkoersel.objects.update(oprettet=timezone.now() - timedelta(days=31), afloeser=None)
    Importkoersel.objects.filter(pk=gamle[1].pk).update(afloeser=gamle[0])
    with CaptureQueriesContext(connection) as spurgt:
        ryd_op_i_importer()
    assert not Importkoersel.objects.exists()
    assert not [q["sql"] for q in spurgt if '"fil"' in q["sql"] or '"resultat"' in q["sql"]]


def test_en_indlaest_import_gemmer_ikke_filen(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    gennemfoer_import(KOMMANDOLINJE, koersel)
    assert (frisk(koersel).status, bytes(koersel.fil)) == (Status.INDLAEST, b"")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_to_der_indlaeser_samtidig_giver_en_vinder_og_en_der_faar_det_at_vide(verden):
    indlaes(verden.ky, bog(*TO))
    koersler = [forhaandsvis(verden.ky, bog(TO[0], (kode, "Ny", "F1"))) for kode in ("B01", "C01")]
    bestilte = [importjob.bestil_indlaesning(KOMMANDOLINJE, koersel) for koersel in koersler]
    _samtidig(lambda et: job.udfoer(et.pk), bestilte)
    udfald = sorted((et.status, "er ændret, siden" in et.fejl) for et in Job.objects.all())
    assert udfald == [("faerdig", False), ("fejlet", True)]
    vinder = Importkoersel.objects.get(pk__in=[et.pk for et in koersler], status=Status.INDLAEST)
    koder = [kort.kode for kort in Katalogversion.objects.get(katalog__loesning=verden.ky).kort.all()]
    assert koder == ["A01", vinder.resultat["nye"][0]["kode"]]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_to_arbejdere_paa_den_samme_indlaesning_skriver_den_en_gang(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    svar = []

    def forsoeg(_):
        try:
            svar.append(gennemfoer_import(KOMMANDOLINJE, koersel))
        except Afvist as fejl:
            svar.append(fejl)

    _samtidig(forsoeg, [1, 2])
    assert sorted(isinstance(et, Afvist) for et in svar) == [False, True]
    assert Haendelse.objects.filter(handling="katalog indlæst").count() == 1


def _samtidig(goer, ting):
    klar = threading.Barrier(len(ting))

    def koer(en):
        klar.wait()
        try:
            goer(en)
        finally:
            connections.close_all()

    traade = [threading.Thread(target=koer, args=[en]) for en in ting]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join()


def test_naaede_en_anden_arbejder_det_imens_er_jobbet_faerdigt_og_ikke_fejlet(verden, monkeypatch):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    bestilt = importjob.bestil_indlaesning(KOMMANDOLINJE, koersel)

    def overhalet(aktoer, sin, meld):
        gennemfoer_import(aktoer, frisk(koersel))
        return gennemfoer_import(aktoer, sin)

    monkeypatch.setattr(importjob, "gennemfoer_import", overhalet)
    arbejd()
    bestilt.refresh_from_db()
    assert (bestilt.status, frisk(koersel).status) == (Job.Status.FAERDIG, Status.INDLAEST)
