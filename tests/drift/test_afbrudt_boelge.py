"""Dør processen midt i en bølges flytning, er intet flyttet, eller alt er."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]


def koer(mappe, kald, modul="boelgeafbrud"):
    """Kald en funktion i modulet i sin egen proces; SQLite får en fil, der er dens egen."""
    kode = f"import json; from tests.drift.{modul} import *; print(json.dumps({kald}))"
    database = os.environ.get("DATABASE_URL") or f"sqlite:///{mappe / 'afbrud.sqlite3'}"
    svar = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", kode],
        cwd=ROD,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.indstillinger", "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert svar.returncode == 0, svar.stderr
    return json.loads(svar.stdout.splitlines()[-1])


@pytest.mark.drift
def test_en_draebt_flytning_efterlader_intet_eller_alt_og_begge_udfald_ses(tmp_path):
    udfald = koer(tmp_path, "main(40)")
    sys.stdout.write(f"{json.dumps(udfald)}\n")
    assert udfald["intet"] and udfald["alt"]
    assert udfald["intet"] + udfald["alt"] == 40


@pytest.mark.drift
def test_af_to_der_flytter_samtidig_vinder_en_og_den_anden_faar_det_at_vide(tmp_path):
    udfald = koer(tmp_path, "to_samtidig()")
    sys.stdout.write(f"{json.dumps(udfald)}\n")
    assert udfald == {"koder": [0, 9], "flytninger": 1, "er_en_af_dem": True}
