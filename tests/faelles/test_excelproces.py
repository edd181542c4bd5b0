"""Barnet, der læser filer: det genbruges, det har sine grænser, og hvad der end sker med det, bliver til én sætning."""

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from faelles.afvisning import Afvist
from faelles.excel import STANDARD, Formel, laes
from faelles.excelproces import ROD, Boern
from tests.opgaver_katalog.boeger import bog
from tests.opgaver_katalog.onde import HEL, hukommelsesbombe, med_luft

FIL = "katalog.xlsx"
KNAP = replace(STANDARD, hukommelse=128 * 1024 * 1024)


@pytest.fixture
def boern():
    boern = Boern()
    yield boern
    boern.luk()


def pid(boern: Boern) -> int:
    return boern.ledige[0].proces.pid


def grund(boern: Boern, data: bytes, graenser=STANDARD) -> str:
    with pytest.raises(Afvist) as afvist:
        boern.laes(data, FIL, graenser)
    return afvist.value.grund


def test_barnet_laeser_det_samme_som_laes(boern):
    raekke = ("A", 1, 2.5, True, date(2027, 3, 1), datetime(2027, 3, 1, 9), timedelta(hours=2), "=A1", None, "æøå\n»x«")
    data = bog(raekke)
    assert boern.laes(data, FIL, STANDARD) == laes(data, FIL)
    assert Formel("=A1") in boern.laes(data, FIL, STANDARD)[0].raekker[1][1]


def test_den_naeste_fil_laeses_af_det_samme_barn(boern):
    boern.laes(HEL, FIL, STANDARD)
    foerste = pid(boern)
    assert "beskadiget" in grund(boern, HEL[:900])
    boern.laes(HEL, FIL, STANDARD)
    assert pid(boern) == foerste


def test_en_fil_der_fylder_for_meget_i_hukommelsen_faar_en_saetning_og_barnet_afloeses(boern):
    boern.laes(HEL, FIL, STANDARD)
    foerste, foer = pid(boern), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "hukommelsen" in grund(boern, hukommelsesbombe(), KNAP)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - foer < 150 * 1024
    assert boern.laes(HEL, FIL, STANDARD)
    assert pid(boern) != foerste


def test_et_barn_der_gaar_i_staa_draebes_naar_tiden_er_gaaet(boern):
    boern.laes(HEL, FIL, STANDARD)
    foerste = pid(boern)
    os.kill(foerste, signal.SIGSTOP)
    assert "mere end 1 sekunder" in grund(boern, HEL, replace(STANDARD, sekunder=1))
    assert boern.laes(HEL, FIL, STANDARD)
    assert not Path(f"/proc/{foerste}").exists()


def test_et_barn_der_falder_om_midt_i_en_fil_giver_en_saetning(boern):
    boern.laes(HEL, FIL, STANDARD)
    os.kill(pid(boern), signal.SIGSTOP)
    threading.Timer(0.3, os.kill, [pid(boern), signal.SIGKILL]).start()
    assert "Filen kan ikke læses" in grund(boern, HEL)
    assert boern.laes(HEL, FIL, STANDARD)


def test_et_barn_der_er_gaaet_siden_sidst_merkes_ikke(boern):
    boern.laes(HEL, FIL, STANDARD)
    os.kill(pid(boern), signal.SIGKILL)
    time.sleep(0.1)
    assert boern.laes(HEL, FIL, STANDARD)


def test_et_barn_der_gaar_netop_som_filen_kommer_afloeses(boern):
    boern.laes(HEL, FIL, STANDARD)
    boern.ledige[0].proces.stdin.close()
    boern.ledige[0].proces.wait(5)
    boern.ledige[0].proces.poll = lambda: None
    assert boern.laes(HEL, FIL, STANDARD)


def test_et_barn_der_svarer_noget_vroevl_bliver_til_en_saetning(boern, monkeypatch):
    monkeypatch.setattr("faelles.excelproces.pak_ud", lambda linjer: {}["findes ikke"])
    assert "Filen kan ikke læses" in grund(boern, HEL)


def test_et_svar_der_er_meget_stoerre_end_filen_bliver_ikke_laest_til_ende(boern):
    assert "hukommelsen" in grund(boern, med_luft(), replace(STANDARD, udpakket=200_000))
    assert boern.laes(HEL, FIL, STANDARD) == laes(HEL, FIL)


def test_to_filer_kan_laeses_samtidig(boern):
    svar = []
    traade = [threading.Thread(target=lambda: svar.append(boern.laes(HEL, FIL, STANDARD))) for _ in range(6)]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join()
    assert len(svar) == 6
    assert len(boern.ledige) <= 2


def test_barnet_kender_ikke_django():
    kode = "import faelles.excelbarn, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", kode], cwd=ROD, check=False).returncode == 0


def test_barnet_arver_hverken_miljoe_filer_eller_forbindelser(boern, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "meget hemmelig")
    with (tmp_path / "x").open("w") as fil:
        os.set_inheritable(fil.fileno(), True)
        boern.laes(HEL, FIL, STANDARD)
    assert b"hemmelig" not in Path(f"/proc/{pid(boern)}/environ").read_bytes()
    assert {int(fd.name) for fd in Path(f"/proc/{pid(boern)}/fd").iterdir()} == {0, 1, 2}


def test_barnet_har_loft_over_hukommelse_og_tid_og_maa_ikke_skrive(boern):
    boern.laes(HEL, FIL, STANDARD)
    hukommelse, filer, processortid = (
        resource.prlimit(pid(boern), hvad)[0]
        for hvad in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU)
    )
    assert (hukommelse, filer) == (512 * 1024 * 1024, 0)
    assert STANDARD.sekunder <= processortid <= STANDARD.sekunder + 3


def _i_en_anden_proces(roer, boern):
    boern.begynd_forfra()
    roer.send((len(boern.laes(HEL, FIL, STANDARD)), pid(boern)))
    boern.luk()


def test_en_daemonisk_proces_faar_sit_eget_barn(boern):
    boern.laes(HEL, FIL, STANDARD)
    her, der = multiprocessing.Pipe()
    barnebarn = multiprocessing.get_context("fork").Process(target=_i_en_anden_proces, args=(der, boern), daemon=True)
    barnebarn.start()
    antal, fremmed = her.recv()
    barnebarn.join()
    assert (antal, fremmed != pid(boern)) == (1, True)
    assert boern.laes(HEL, FIL, STANDARD)
