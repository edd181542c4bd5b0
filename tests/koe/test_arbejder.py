"""En rigtig arbejder i sin egen proces og med sin egen SQLite-database: med den indlejrede kø og med Redis."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
ARBEJDER = ["-m", "celery", "-A", "implementering", "worker", "-c", "2"]
ARBEJDER += ["--without-gossip", "--without-mingle", "-n", "worker@proeve", "-l", "INFO"]
BESTIL = "from koe.job import bestil; bestil('ekko', {noegle!r}, {{'tekst': 'æøå'}})"


@dataclass
class Arbejder:
    koe: str
    mappe: Path
    miljoe: dict[str, str]
    proces: subprocess.Popen

    def manage(self, *kommando):
        subprocess.run([sys.executable, "manage.py", *kommando], cwd=ROD, env=self.miljoe, check=True)

    def bestil(self, noegle):
        self.manage("shell", "--no-imports", "-c", BESTIL.format(noegle=noegle))

    def laes(self, noegle):
        sql = "select status, fremdrift, resultat from koe_job where noegle = ?"
        with closing(sqlite3.connect(self.mappe / "implementering.sqlite3")) as base:
            return base.execute(sql, [noegle]).fetchone()

    def vent_paa(self, noegle, sekunder=30.0):
        senest = time.monotonic() + sekunder
        while time.monotonic() < senest:
            svar = self.laes(noegle)
            if svar[0] in ("faerdig", "fejlet"):
                return svar
            time.sleep(0.1)
        pytest.fail(f"Jobbet blev ikke færdigt: {(self.mappe / 'log').read_text()}")


MED_REDIS = pytest.param("redis", marks=pytest.mark.postgresql)


@pytest.fixture(scope="module", params=["indlejret", MED_REDIS])
def arbejder(tmp_path_factory, request):
    mappe = tmp_path_factory.mktemp("arbejder")
    uden = {"DATABASE_URL", "EMAIL_URL"} | ({"REDIS_URL"} if request.param == "indlejret" else set())
    miljoe = {k: v for k, v in os.environ.items() if k not in uden}
    miljoe |= {"DATA_MAPPE": str(mappe), "DEBUG": "1", "PYTHONPATH": str(ROD)}
    miljoe |= {"DJANGO_SETTINGS_MODULE": "tests.koe.arbejderens_indstillinger"}
    arbejder = Arbejder(request.param, mappe, miljoe, None)
    arbejder.manage("migrate", "-v0")
    with (mappe / "log").open("w") as log:
        # Som i drift: tråde med den indlejrede kø, processer med Redis.
        kommando = [sys.executable, *ARBEJDER, *(["-P", "threads"] if request.param == "indlejret" else [])]
        arbejder.proces = subprocess.Popen(kommando, cwd=ROD, env=miljoe, stdout=log, stderr=log)
    yield arbejder
    arbejder.proces.kill()
    arbejder.proces.wait()


def test_en_arbejder_modtager_et_job_og_goer_det_faerdigt(arbejder):
    arbejder.bestil("første")
    assert arbejder.vent_paa("første") == ("faerdig", 100, "æøå".encode())


def test_en_oedelagt_fil_i_koeen_vaelter_ikke_arbejderen(arbejder):
    if arbejder.koe == "redis":
        return  # Redis har ingen filer, der kan gå i stykker.
    koe = arbejder.mappe / "broker/koeer/celery"
    for navn, indhold in (("00-tom.json", b""), ("01-halv.json", b'{"body": '), ("02-fremmed.json", b"[1]")):
        (koe / navn).write_bytes(indhold)
    arbejder.bestil("efter de ødelagte")
    assert arbejder.vent_paa("efter de ødelagte")[0] == "faerdig"
    assert len(list((arbejder.mappe / "broker/ulaeselig").iterdir())) == 3


def test_en_arbejder_stopper_inden_ti_sekunder_paa_sigterm(arbejder):
    arbejder.bestil("før stop")  # en arbejder, der ikke er kommet op, kan ikke stoppe pænt
    arbejder.vent_paa("før stop")
    arbejder.proces.send_signal(signal.SIGTERM)
    assert arbejder.proces.wait(timeout=10) == 0
