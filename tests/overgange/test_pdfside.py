"""Bestilling, fremdrift og udlevering af tjeklisten som PDF."""

import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from koe.job import udfoer
from koe.models import Job
from overgange.services import JOBSLAGS, bestil_pdf
from projekter.aktoer import Aktoer
from tests.overgange.hjaelp import fase

HTMX = {"HTTP_HX_REQUEST": "true"}


def adresse(navn, verden, *resten, projekt=None):
    return reverse(f"overgange:{navn}", args=(*(projekt or verden.projekt).adresse, *resten))


@pytest.fixture
def job(verden):
    return bestil_pdf(Aktoer.person(verden.anna), verden.projekt, fase(verden, "F2"))


@pytest.fixture
def faerdigt(job):
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.FAERDIG, fremdrift=100, resultat=b"%PDF-1.7 x", filnavn="tjekliste.pdf"
    )
    return job


def test_uden_javascript_foerer_knappen_til_jobbets_side(verden, som):
    svar = som(verden.bo).post(adresse("lav_pdf", verden, "F2"))
    assertRedirects(svar, adresse("pdf", verden, "F2", Job.objects.get().uid))


def test_med_htmx_svarer_knappen_med_et_brudstykke_der_spoerger_igen(verden, som):
    svar = som(verden.bo).post(adresse("lav_pdf", verden, "F2"), **HTMX)
    assertContains(svar, 'hx-trigger="every 1s"')
    assertContains(svar, '<progress id="pdf-fremdrift"')
    assertContains(svar, "Tjeklisten bliver lavet.")
    assertNotContains(svar, "<html")


def test_to_tryk_giver_et_job(verden, som):
    for _ in range(2):
        som(verden.bo).post(adresse("lav_pdf", verden, "F2"))
    assert Job.objects.count() == 1


def test_man_kan_ikke_bestille_med_et_link(verden, som):
    assert som(verden.anna).get(adresse("lav_pdf", verden, "F2")).status_code == 405


def test_fremdriften_vises_med_trin(verden, som, job):
    Job.objects.filter(pk=job.pk).update(status=Job.Status.I_GANG, fremdrift=30, trin="Sætter siderne op")
    svar = som(verden.anna).get(adresse("pdf", verden, "F2", job.uid), **HTMX)
    assertContains(svar, 'value="30"')
    assertContains(svar, "Sætter siderne op")


def test_siden_uden_javascript_har_et_link_til_at_opdatere(verden, som, job):
    svar = som(verden.anna).get(adresse("pdf", verden, "F2", job.uid))
    assertContains(svar, f'<a href="{adresse("pdf", verden, "F2", job.uid)}">Opdatér</a>', html=True)


def test_naar_det_er_faerdigt_stopper_spoergsmaalene_og_det_laeses_op(verden, som, faerdigt):
    svar = som(verden.anna).get(adresse("pdf", verden, "F2", faerdigt.uid), **HTMX)
    assertNotContains(svar, "hx-trigger")
    assertContains(svar, "Tjeklisten er klar. Du kan hente den som PDF.")
    assertContains(svar, adresse("hent_pdf", verden, "F2", faerdigt.uid))


def test_undervejs_laeses_intet_op(verden, som, job):
    Job.objects.filter(pk=job.pk).update(status=Job.Status.I_GANG)
    assertNotContains(som(verden.anna).get(adresse("pdf", verden, "F2", job.uid), **HTMX), "opraab")


def test_et_fejlet_job_siger_hvorfor_og_stopper(verden, som, job):
    Job.objects.filter(pk=job.pk).update(status=Job.Status.FEJLET, fejl="PDF kan ikke laves her.")
    svar = som(verden.anna).get(adresse("pdf", verden, "F2", job.uid), **HTMX)
    assertContains(svar, "PDF kan ikke laves her.")
    assertNotContains(svar, "hx-trigger")


def test_filen_udleveres_som_vedhaeftning(verden, som, faerdigt):
    svar = som(verden.anna).get(adresse("hent_pdf", verden, "F2", faerdigt.uid))
    assert svar.content == b"%PDF-1.7 x"
    assert svar["Content-Type"] == "application/pdf"
    assert svar["Content-Disposition"] == 'attachment; filename="tjekliste.pdf"'
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in svar["Cache-Control"]


def test_et_job_der_ikke_er_faerdigt_har_ingen_fil(verden, som, job):
    assert som(verden.anna).get(adresse("hent_pdf", verden, "F2", job.uid)).status_code == 404


@pytest.mark.parametrize("hvem", ["anna", "bo", "dorte", "ada"])
def test_projektets_folk_kan_hente(verden, som, faerdigt, hvem):
    assert som(getattr(verden, hvem)).get(adresse("hent_pdf", verden, "F2", faerdigt.uid)).status_code == 200


@pytest.mark.parametrize("hvem", ["carl", "karen"])
def test_en_fremmed_faar_404_paa_hvert_trin(verden, som, faerdigt, hvem):
    klient = som(getattr(verden, hvem))
    assert klient.post(adresse("lav_pdf", verden, "F2")).status_code == 404
    assert klient.get(adresse("pdf", verden, "F2", faerdigt.uid)).status_code == 404
    assert klient.get(adresse("hent_pdf", verden, "F2", faerdigt.uid)).status_code == 404


def test_et_andet_projekts_job_kan_ikke_hentes_gennem_ens_eget(verden, som, faerdigt):
    svar = som(verden.carl).get(adresse("hent_pdf", verden, "F2", faerdigt.uid, projekt=verden.odense_projekt))
    assert svar.status_code == 404


def test_et_job_for_en_anden_fase_findes_ikke_her(verden, som, faerdigt):
    assert som(verden.anna).get(adresse("hent_pdf", verden, "F1", faerdigt.uid)).status_code == 404


def test_et_job_af_en_anden_slags_findes_ikke_her(verden, som, faerdigt):
    Job.objects.filter(pk=faerdigt.pk).update(slags="noget_andet")
    assert som(verden.anna).get(adresse("hent_pdf", verden, "F2", faerdigt.uid)).status_code == 404


def test_et_job_der_ikke_findes_er_404(verden, som):
    assert som(verden.anna).get(adresse("pdf", verden, "F2", uuid.uuid4())).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_koeen_laver_pdfen(verden):
    job = bestil_pdf(Aktoer.person(verden.anna), verden.projekt, fase(verden, "F2"))
    udfoer(job.pk)
    job.refresh_from_db()
    assert (job.status, job.filnavn) == (Job.Status.FAERDIG, "tjekliste-0751-sapa-f2.pdf")
    assert bytes(job.resultat).startswith(b"%PDF-1.7")


def test_slagsen_er_registreret_hos_koeen():
    from koe.job import _funktioner

    assert JOBSLAGS in _funktioner
