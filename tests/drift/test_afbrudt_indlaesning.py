"""Dør arbejderen midt i en indlæsning, er kataloget præcis det gamle eller præcis det nye."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]


def koer(modul, *valg):
    kode = f"import json; from tests.drift.{modul} import main; print(json.dumps(main(*{valg})))"
    svar = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", kode],
        cwd=ROD,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.indstillinger"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert svar.returncode == 0, svar.stderr
    return json.loads(svar.stdout)


def test_to_der_indlaeser_samtidig_giver_en_vinder_og_en_der_faar_det_at_vide():
    udfald = koer("samtidig")
    (vinder, taber) = udfald["job"]
    assert vinder == ["faerdig", ""]
    assert taber[0] == "fejlet" and "er ændret, siden" in taber[1]
    assert udfald["nye"] in (["B01"], ["C01"])


@pytest.mark.drift
def test_halvtreds_draebte_arbejdere_efterlader_intet_halvt_og_begge_udfald_ses():
    udfald = koer("afbrud", 50)
    sys.stdout.write(f"{json.dumps(udfald)}\n")
    assert udfald["gammel"] and udfald["ny"]
    assert udfald["gammel"] + udfald["ny"] == 50
