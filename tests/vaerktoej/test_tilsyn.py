"""Tilsynet med børneprocesserne: alle stopper, uanset hvordan det ender."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
SOVER = "import time; time.sleep(60)"
DOEV = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
MANUSKRIPT = """
import sys
from pathlib import Path
from vaerktoej.tilsyn import Barn, BarnDoedt, Stoppet, Tilsyn, lyt_efter_stop

boern = [Barn(f"barn{nr}", [sys.executable, "-c", kode]) for nr, kode in enumerate(sys.argv[2:])]
tilsyn = Tilsyn(boern, Path(sys.argv[1]), {})
try:
    lyt_efter_stop()
    tilsyn.start()
    print(*[barn.proces.pid for barn in boern], flush=True)
    tilsyn.vent()
except Stoppet:
    print("stoppet")
except BarnDoedt as fejl:
    print(fejl, tilsyn.sidste_linjer(fejl.navn))
finally:
    tilsyn.stop(frist=1)
"""


@pytest.fixture
def start(tmp_path):
    """Start et tilsyn i sin egen proces, og giv det tilbage med børnenes numre."""
    tilsyn = []

    def begynd(*boern: str) -> tuple[subprocess.Popen[str], list[int]]:
        kommando = [sys.executable, "-c", MANUSKRIPT, str(tmp_path), *boern]
        tilsyn.append(subprocess.Popen(kommando, cwd=ROD, stdout=subprocess.PIPE, text=True))
        return tilsyn[-1], [int(pid) for pid in tilsyn[-1].stdout.readline().split()]

    yield begynd
    for proces in tilsyn:
        proces.kill()
        proces.wait()
        proces.stdout.close()


def lever(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def vent_til_alle_er_vaek(boern: list[int], frist: float = 10) -> bool:
    senest = time.monotonic() + frist
    while any(lever(pid) for pid in boern):
        if time.monotonic() > senest:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("nummer", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_et_stopsignal_stopper_alle_boern(start, nummer):
    proces, boern = start(SOVER, SOVER, SOVER)
    proces.send_signal(nummer)
    assert proces.communicate(timeout=10)[0] == "stoppet\n"
    assert not any(lever(pid) for pid in boern)


def test_et_barn_der_ikke_vil_stoppe_bliver_draebt(start):
    proces, boern = start(SOVER, DOEV)
    time.sleep(0.5)
    proces.send_signal(signal.SIGINT)
    proces.wait(timeout=10)
    assert not any(lever(pid) for pid in boern)


def test_et_barn_der_doer_bliver_naevnt_og_tager_de_andre_med(start):
    proces, boern = start(SOVER, "print('det sidste ord'); raise SystemExit(3)")
    udskrift = proces.communicate(timeout=10)[0]
    assert "Processen barn1 stoppede uventet (kode 3)." in udskrift
    assert "det sidste ord" in udskrift
    assert not any(lever(pid) for pid in boern)


def test_en_fejllinje_i_loggen_vises_ogsaa_paa_skaermen(start, tmp_path):
    proces, _ = start(
        "import time; time.sleep(1); print('INFO alt vel'); print('ERROR noget er galt', flush=True); " + SOVER
    )
    assert proces.stdout.readline() == "[barn0] ERROR noget er galt\n"
    assert (tmp_path / "barn0.log").read_text() == "INFO alt vel\nERROR noget er galt\n"


def test_den_samme_fejl_vises_kun_en_gang_i_traek(start):
    # Barnet tier, til tilsynet har skrevet børnenes numre.
    kode = "for nr in range(9): print(f'10:0{nr} ERROR noget er galt')\nprint('ERROR nu galere', flush=True)"
    proces, _ = start(f"import time; time.sleep(1)\n{kode}\n{SOVER}")
    assert proces.stdout.readline() == "[barn0] 10:00 ERROR noget er galt\n"
    assert proces.stdout.readline() == "[barn0] ERROR nu galere\n"


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="kun Linux' kerne kan love det")
def test_et_draebt_tilsyn_efterlader_ingen_boern(start):
    proces, boern = start(SOVER, SOVER)
    proces.kill()
    proces.wait()
    assert vent_til_alle_er_vaek(boern)
