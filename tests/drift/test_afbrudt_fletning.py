"""Dør processen midt i en opgradering, er intet flettet, eller alt er."""

import json
import sys

import pytest

from tests.drift import test_afbrudt_boelge as proces


def koer(mappe, kald):
    return proces.koer(mappe, kald, "fletteafbrud")


@pytest.mark.drift
def test_en_draebt_opgradering_efterlader_intet_eller_alt_og_begge_udfald_ses(tmp_path):
    udfald = koer(tmp_path, "main(40)")
    sys.stdout.write(f"{json.dumps(udfald)}\n")
    assert udfald["intet"] and udfald["alt"]
    assert udfald["intet"] + udfald["alt"] == 40


@pytest.mark.drift
def test_af_to_der_opgraderer_samtidig_vinder_en_og_den_anden_faar_det_at_vide(tmp_path):
    udfald = koer(tmp_path, "to_samtidig()")
    sys.stdout.write(f"{json.dumps(udfald)}\n")
    assert udfald == {"koder": [0, 9], "opgraderinger": 1}
