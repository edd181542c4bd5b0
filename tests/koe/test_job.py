import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.utils import timezone

from faelles.afvisning import Afvist
from koe import job
from koe.job import Arbejde, Fil
from koe.models import JOB_FORSOEG, Job

pytestmark = pytest.mark.django_db


class Draebt(BaseException):
    """Processen dør her; intet fanger den."""


@pytest.fixture
def udfoert_af(monkeypatch):
    """Registrér en funktion for slagsen »prøve«; en fejl i stedet for en funktion rejses."""

    def registrer(funktion):
        def rejs(_):
            raise funktion

        kald = funktion if callable(funktion) and not isinstance(funktion, type) else rejs
        monkeypatch.setitem(job._funktioner, "prøve", kald)
        return job.bestil("prøve", "1", {"tal": 7})

    return registrer


def hent(et_job):
    et_job.refresh_from_db()
    return et_job


def gaa_frem(tid):
    Job.objects.update(taget=timezone.now() - tid - timedelta(seconds=1))


def test_et_job_bliver_udfoert_med_sine_parametre_og_gemmer_sin_fil(udfoert_af):
    bestilt = udfoert_af(lambda arbejde: Fil(str(arbejde.parametre["tal"]).encode(), "syv.txt"))
    job.udfoer(bestilt.pk)
    assert (hent(bestilt).status, bestilt.fremdrift) == ("faerdig", 100)
    assert (bytes(bestilt.resultat), bestilt.filnavn) == (b"7", "syv.txt")


def test_et_job_uden_fil_bliver_ogsaa_faerdigt(udfoert_af):
    bestilt = udfoert_af(lambda arbejde: None)
    job.udfoer(bestilt.pk)
    assert hent(bestilt).er_slut
    assert bestilt.resultat is None


def test_fremdriften_kan_ses_undervejs(udfoert_af):
    set_ = []

    def funktion(arbejde):
        arbejde.fremdrift(40, "Skriver side 2")
        set_.append(Job.objects.values_list("fremdrift", "trin", "status").get())

    job.udfoer(udfoert_af(funktion).pk)
    assert set_ == [(40, "Skriver side 2", "i_gang")]


def test_det_samme_job_bestilles_ikke_to_gange():
    assert job.bestil("a", "1").pk == job.bestil("a", "1").pk
    assert job.bestil("a", "2").pk != job.bestil("a", "1").pk


def test_et_faerdigt_job_kan_bestilles_igen(udfoert_af):
    bestilt = udfoert_af(lambda arbejde: None)
    job.udfoer(bestilt.pk)
    assert job.bestil("prøve", "1").pk != bestilt.pk


def test_databasen_tillader_kun_et_uafsluttet_job_for_hver_genstand():
    job.bestil("a", "1")
    with pytest.raises(IntegrityError):
        Job.objects.create(slags="a", noegle="1")


def test_et_job_udfoeres_kun_en_gang(udfoert_af):
    kald = []
    bestilt = udfoert_af(lambda arbejde: kald.append(1))
    job.udfoer(bestilt.pk)
    job.udfoer(bestilt.pk)
    assert kald == [1]


def test_et_job_i_gang_tages_ikke_af_en_anden(udfoert_af):
    kald = []

    def funktion(arbejde):
        kald.append(1)
        job.udfoer(arbejde.job.pk)

    job.udfoer(udfoert_af(funktion).pk)
    assert kald == [1]


def test_en_afvisning_staar_paa_jobbet_som_den_er(udfoert_af):
    bestilt = udfoert_af(Afvist("Fasen har ingen tjekpunkter."))
    job.udfoer(bestilt.pk)
    assert (hent(bestilt).status, bestilt.fejl) == ("fejlet", "Fasen har ingen tjekpunkter.")


def test_en_uventet_fejl_bliver_en_dansk_saetning_og_staar_i_loggen(udfoert_af, caplog):
    bestilt = udfoert_af(ZeroDivisionError("hemmelig detalje"))
    job.udfoer(bestilt.pk)
    assert hent(bestilt).fejl.startswith("Det gik galt, og fejlen er noteret.")
    assert "hemmelig detalje" not in bestilt.fejl
    assert "hemmelig detalje" in caplog.text


def test_en_ukendt_slags_fejler_uden_at_vaelte(caplog):
    bestilt = job.bestil("findes ikke", "1")
    job.udfoer(bestilt.pk)
    assert hent(bestilt).status == "fejlet"
    assert "findes ikke" in caplog.text


def test_et_job_hvis_arbejder_doede_tages_igen_efter_to_minutter(udfoert_af, monkeypatch):
    bestilt = udfoert_af(Draebt())
    with pytest.raises(Draebt):
        job.udfoer(bestilt.pk)
    udfoert_af(lambda arbejde: Fil(b"ok", "ok.txt"))
    gaa_frem(timedelta(minutes=1))
    assert job.klar(timezone.now()) == []
    gaa_frem(timedelta(minutes=2))
    assert job.klar(timezone.now()) == [bestilt.pk]
    job.udfoer(bestilt.pk)
    assert (hent(bestilt).status, bestilt.forsoeg) == ("faerdig", 2)


def test_et_livstegn_holder_jobbet_hos_den_der_har_det(udfoert_af):
    def funktion(arbejde):
        gaa_frem(timedelta(minutes=10))
        arbejde.fremdrift(50)
        assert job.klar(timezone.now()) == []

    bestilt = udfoert_af(funktion)
    job.udfoer(bestilt.pk)
    assert hent(bestilt).status == "faerdig"


def test_den_der_blev_afloest_overskriver_ikke_resultatet(udfoert_af):
    def langsom(arbejde):
        gaa_frem(timedelta(minutes=10))
        udfoert_af(lambda _: Fil(b"ny", "ny.txt"))
        job.udfoer(arbejde.job.pk)
        return Fil(b"gammel", "gammel.txt")

    bestilt = udfoert_af(langsom)
    job.udfoer(bestilt.pk)
    assert bytes(hent(bestilt).resultat) == b"ny"


def test_den_der_blev_afloest_standser_ved_sit_naeste_livstegn(udfoert_af):
    efter = []

    def langsom(arbejde):
        gaa_frem(timedelta(minutes=10))
        udfoert_af(lambda _: None)
        job.udfoer(arbejde.job.pk)
        arbejde.fremdrift(50)
        efter.append(1)

    job.udfoer(udfoert_af(langsom).pk)
    assert efter == []


def test_et_job_opgives_naar_det_er_afbrudt_tre_gange(udfoert_af, caplog):
    bestilt = udfoert_af(Draebt())
    for _ in range(JOB_FORSOEG):
        with pytest.raises(Draebt):
            job.udfoer(bestilt.pk)
        gaa_frem(timedelta(minutes=10))
    assert job.klar(timezone.now()) == []
    assert hent(bestilt).status == "fejlet"
    assert bestilt.fejl.startswith("Arbejdet blev afbrudt 3 gange")


def test_ventende_job_findes_aeldste_foerst():
    bestilte = [job.bestil("a", str(nummer)).pk for nummer in range(3)]
    assert job.klar(timezone.now()) == bestilte


def test_et_langt_kald_giver_livstegn_til_det_er_slut_og_hoejst_saa_mange(monkeypatch):
    skrevet, nok = [], threading.Event()
    monkeypatch.setattr("koe.job.LIVSTEGN", timedelta(milliseconds=1))
    monkeypatch.setattr("koe.job.LIVSTEGN_HOEJST", 3)
    monkeypatch.setattr("koe.job.connection", SimpleNamespace(close=nok.set))
    monkeypatch.setattr("koe.job._skriv", lambda job, **felter: skrevet.append(felter.keys()))
    with Arbejde(Job()).i_live():
        assert nok.wait(5)
    assert skrevet == [{"taget"}] * 3
