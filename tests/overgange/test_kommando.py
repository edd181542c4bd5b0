import json
import subprocess

import pytest
from django.core.management import CommandError, call_command

VALG = ["--kommune", "0751", "--loesning", "SAPA", "--fase", "F2"]


def koer(capsys, *valg):
    call_command("tjekliste_pdf", *valg, "--json")
    return json.loads(capsys.readouterr().out)


def test_den_skriver_filen_og_svarer_med_tal(verden, tmp_path, capsys):
    fil = tmp_path / "tjekliste.pdf"
    assert koer(capsys, *VALG, "--ud", str(fil)) == {
        "fil": str(fil),
        "sider": 1,
        "katalogversion": "SAPA 1.0",
        "tjekpunkter": 3,
        "opfyldte": 0,
        "ikke_relevante": 0,
        "mangler": ["K03", "C01", "I01"],
        "fortsaetter": [],
        "foelgende_hold": [],
        "besluttet": False,
    }
    assert fil.read_bytes().startswith(b"%PDF-")


def test_antallet_af_sider_er_filens(verden, tmp_path, capsys):
    fil = tmp_path / "tjekliste.pdf"
    sider = koer(capsys, *VALG, "--ud", str(fil))["sider"]
    info = subprocess.run(["pdfinfo", fil], capture_output=True, check=True, text=True).stdout
    assert f"Pages:           {sider}" in info


def test_i_ord_siger_den_hvad_der_er_skrevet(verden, tmp_path, capsys):
    call_command("tjekliste_pdf", *VALG, "--ud", str(tmp_path / "t.pdf"))
    assert "1 side, 0 af 3 opfyldt." in capsys.readouterr().out


def test_brugerens_ret_gaelder(verden, tmp_path):
    with pytest.raises(CommandError, match="har ikke noget projekt"):
        call_command("tjekliste_pdf", *VALG, "--ud", str(tmp_path / "t.pdf"), "--bruger", "carl@odense.example")
    assert not (tmp_path / "t.pdf").exists()


@pytest.mark.parametrize("fase", ["F9", "2.2"])
def test_en_ukendt_fase_naevner_de_kendte(verden, tmp_path, fase):
    with pytest.raises(CommandError, match="F0, F1, F2, F3, F4") as fejl:
        call_command("tjekliste_pdf", *VALG[:-1], fase, "--ud", str(tmp_path / "t.pdf"))
    assert fejl.value.returncode == 1
    assert not (tmp_path / "t.pdf").exists()


def test_en_mappe_der_ikke_findes_giver_en_saetning(verden, tmp_path):
    with pytest.raises(CommandError, match="kan ikke skrives"):
        call_command("tjekliste_pdf", *VALG, "--ud", str(tmp_path / "findes-ikke" / "t.pdf"))


def test_en_kommune_uden_projekt_giver_en_saetning(verden, tmp_path):
    with pytest.raises(CommandError, match="KY"):
        call_command(
            "tjekliste_pdf", "--kommune", "0751", "--loesning", "KY", "--fase", "F2", "--ud", str(tmp_path / "t")
        )
