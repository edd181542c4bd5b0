from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from implementering.celery import app, plan
from koe import job, skub, tasks, udbakke
from koe.models import Besked, Job

pytestmark = pytest.mark.django_db

MAIL = {"modtager": "bo@aarhus.example", "emne": "Hej", "tekst": "Hej Bo"}


@pytest.fixture
def skubbet(monkeypatch):
    """Det, der ville være sendt til Celery."""
    sendt = []
    falsk = SimpleNamespace(send_task=lambda navn, args, retry: sendt.append((navn, *args)))
    monkeypatch.setattr(skub, "current_app", falsk)
    return sendt


def test_en_besked_skubbes_naar_transaktionen_er_gennemfoert(skubbet, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        besked = udbakke.laeg_besked(noegle="n", **MAIL)
        assert skubbet == []
    assert skubbet == [("koe.tasks.send_besked", besked.pk)]


def test_et_job_skubbes_med_sit_nummer(skubbet, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bestilt = job.bestil("a", "1")
    assert skubbet == [("koe.tasks.udfoer_job", bestilt.pk)]


def test_en_gentagelse_skubber_ikke(skubbet, django_capture_on_commit_callbacks):
    udbakke.laeg_besked(noegle="n", **MAIL)
    job.bestil("a", "1")
    with django_capture_on_commit_callbacks(execute=True):
        udbakke.laeg_besked(noegle="n", **MAIL)
        job.bestil("a", "1")
    assert skubbet == []


@pytest.mark.django_db(transaction=True)
def test_rulles_transaktionen_tilbage_er_der_hverken_besked_eller_skub(skubbet):
    with transaction.atomic():
        udbakke.laeg_besked(noegle="n", **MAIL)
        transaction.set_rollback(True)
    assert udbakke.send_ventende() == 0
    assert skubbet == []


def test_er_koeen_nede_gaar_forespoergslen_sin_gang_og_fejningen_finder_mailen(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def nede(*_, **__):
        raise OSError("forbindelse afvist")

    monkeypatch.setattr(skub, "current_app", SimpleNamespace(send_task=nede))
    with django_capture_on_commit_callbacks(execute=True):
        udbakke.laeg_besked(noegle="n", **MAIL)
    assert "forbindelse afvist" in caplog.text
    tasks.fej()
    assert len(mail.outbox) == 1


def test_fejningen_skubber_ventende_job_igen(skubbet, django_capture_on_commit_callbacks):
    bestilt = job.bestil("a", "1")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.fej()
    assert skubbet == [("koe.tasks.udfoer_job", bestilt.pk)]


def test_en_opgave_sender_det_der_venter():
    udbakke.laeg_besked(noegle="a", **MAIL)
    udbakke.laeg_besked(noegle="b", **MAIL)
    tasks.send_beskeder()
    assert len(mail.outbox) == 2


def test_en_opgave_sender_den_ene_besked():
    besked = udbakke.laeg_besked(noegle="a", **MAIL)
    udbakke.laeg_besked(noegle="b", **MAIL)
    tasks.send_besked(besked.pk)
    assert len(mail.outbox) == 1


def test_en_arbejder_der_skal_stoppe_lader_resten_vente(monkeypatch):
    for noegle in "abc":
        udbakke.laeg_besked(noegle=noegle, **MAIL)
    svar = iter([True, True, False])
    monkeypatch.setattr(tasks, "en_kort_stund", lambda: lambda: next(svar))
    tasks.send_beskeder()
    assert len(mail.outbox) == 2
    assert Besked.objects.ventende().count() == 1


def test_en_opgave_udfoerer_jobbet(monkeypatch):
    monkeypatch.setitem(job._funktioner, "a", lambda arbejde: None)
    bestilt = job.bestil("a", "1")
    tasks.udfoer_job(bestilt.pk)
    bestilt.refresh_from_db()
    assert bestilt.status == "faerdig"


def test_celery_kender_alt_det_der_skubbes_og_alt_i_beats_plan():
    app.loader.import_default_modules()
    kaldes = {runde["task"] for runde in app.conf.beat_schedule.values()}
    assert kaldes | {f"koe.tasks.{navn}" for navn in ("send_besked", "send_beskeder", "udfoer_job")} <= set(app.tasks)


def test_en_forsinket_runde_bortfalder_og_koeen_fejes_mindst_hvert_minut():
    runder = plan(300)
    assert all(runde["options"]["expires"] == runde["schedule"] for runde in runder.values())
    assert runder["køen"]["schedule"] == 60
    assert runder["påmindelser"]["schedule"] == 300
    assert plan(5)["køen"]["schedule"] == 5


def test_en_omgang_mails_slutter_naar_stunden_er_gaaet(monkeypatch):
    ur = iter([100.0, 100.0 + tasks.UDSENDELSE - 1, 100.0 + tasks.UDSENDELSE + 1])
    monkeypatch.setattr(tasks.time, "monotonic", lambda: next(ur))
    bliv_ved = tasks.en_kort_stund()
    assert (bliv_ved(), bliv_ved()) == (True, False)


def test_fejningen_rydder_op_efter_gamle_job_og_mails(db):
    gammel = timezone.now() - timedelta(days=400)
    job = Job.objects.create(slags="x", noegle="x", status=Job.Status.FAERDIG, faerdig=gammel, resultat=b"x")
    besked = udbakke.laeg_besked(noegle="k", modtager="bo@aarhus.example", emne="E", tekst="T")
    Besked.objects.filter(pk=besked.pk).update(status=Besked.Status.SENDT, sendt=gammel)
    tasks.fej()
    assert not Job.objects.filter(pk=job.pk).exists()
    assert Besked.objects.get(pk=besked.pk).tekst == ""
