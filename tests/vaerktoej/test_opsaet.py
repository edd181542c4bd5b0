"""Opsætningen: den finder en Python, bygger .venv én gang og retter op på et halvt."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable).resolve()
PROGRAMMER = ("cat", "cksum", "flock", "id", "ls")
UV = """#!/bin/sh
case "$1" in
    venv) exec {python} -m venv --without-pip --clear .venv ;;
    pip | --version) ;;
    *) exit 1 ;;
esac
"""


@pytest.fixture
def projekt(tmp_path):
    """Et projekt med tomme låsefiler, så intet skal hentes."""
    (tmp_path / "vaerktoej").mkdir()
    shutil.copy(ROD / "vaerktoej/opsaet.sh", tmp_path / "vaerktoej")
    for navn in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / navn).touch()
    return tmp_path


@pytest.fixture
def sti(tmp_path):
    """En PATH med en Python og det allermest nødvendige; uden apt-get og uv."""
    mappe = tmp_path / "bin"
    mappe.mkdir()
    for navn in PROGRAMMER:
        if program := shutil.which(navn):
            (mappe / navn).symlink_to(program)
    skriv_program(mappe / "python3.13", f'#!/bin/sh\nexec {PYTHON} "$@"\n')
    return str(mappe)


@pytest.fixture
def sti_med_uv(sti):
    """Som ``sti``, men med en uv, der laver et tomt miljø på et øjeblik."""
    skriv_program(Path(sti, "uv"), UV.format(python=PYTHON))
    return sti


def skriv_program(fil: Path, indhold: str) -> None:
    fil.write_text(indhold)
    fil.chmod(0o755)


def opsaet(projekt: Path, sti: str, formaal: str = "drift") -> subprocess.CompletedProcess[str]:
    miljoe = {"PATH": sti, "HOME": str(projekt / "intet-hjem")}
    kommando = ["/bin/sh", "vaerktoej/opsaet.sh", formaal]
    return subprocess.run(kommando, cwd=projekt, env=miljoe, capture_output=True, text=True, check=False)


def virker(projekt: Path) -> bool:
    return subprocess.run([projekt / ".venv/bin/python", "-c", ""], check=False).returncode == 0


def test_en_maskine_uden_python_faar_een_saetning_med_kommandoen(projekt):
    svar = opsaet(projekt, sti="/findes-ikke")
    assert svar.returncode == 1
    assert svar.stderr.startswith("Python 3.12 eller nyere mangler. Installér den med: sudo apt-get install")
    assert svar.stderr.count("\n") == 1
    assert not (projekt / ".venv").exists()


def test_en_for_gammel_python_bruges_ikke(projekt, sti):
    Path(sti, "python3.13").write_text("#!/bin/sh\nexit 1\n")
    assert opsaet(projekt, sti).returncode == 1


def test_python_alene_er_nok(projekt, sti):
    svar = opsaet(projekt, sti)
    assert (svar.returncode, svar.stderr) == (0, "")
    assert virker(projekt)


def test_en_python_i_pyenv_findes_uden_at_vaere_paa_path(projekt, sti_med_uv):
    hjem = projekt / "intet-hjem/.pyenv/versions/3.13.7/bin"
    hjem.mkdir(parents=True)
    Path(sti_med_uv, "python3.13").rename(hjem / "python")
    assert opsaet(projekt, sti_med_uv).returncode == 0
    assert virker(projekt)


def test_anden_gang_springes_opsaetningen_over(projekt, sti_med_uv):
    assert "Henter Python-pakker" in opsaet(projekt, sti_med_uv).stdout
    assert "Henter Python-pakker" not in opsaet(projekt, sti_med_uv).stdout


def test_en_ny_laasefil_bygger_miljoeet_igen(projekt, sti_med_uv):
    opsaet(projekt, sti_med_uv)
    (projekt / "requirements.lock").write_text("# ny\n")
    assert "Henter Python-pakker" in opsaet(projekt, sti_med_uv).stdout


def test_et_halvt_miljoe_bygges_forfra(projekt, sti_med_uv):
    opsaet(projekt, sti_med_uv)
    (projekt / ".venv/bin/python").unlink()
    (projekt / ".venv/efterladt").touch()
    opsaet(projekt, sti_med_uv)
    assert virker(projekt)
    assert not (projekt / ".venv/efterladt").exists()


def test_et_miljoe_til_proever_duer_ogsaa_til_drift(projekt, sti_med_uv):
    opsaet(projekt, sti_med_uv, "udvikling")
    assert "Henter Python-pakker" not in opsaet(projekt, sti_med_uv, "drift").stdout


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="delte biblioteker findes på Linux-vis")
def test_uden_pango_siges_det_at_pdf_er_slaaet_fra(projekt, sti_med_uv):
    python = Path(sti_med_uv, "python3.13")
    python.write_text(python.read_text().replace("exec", 'case "$2" in *ctypes*) exit 1 ;; esac\nexec'))
    svar = opsaet(projekt, sti_med_uv)
    assert svar.returncode == 0
    assert "PDF er slået fra" in svar.stdout
    assert "sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0" in svar.stdout
