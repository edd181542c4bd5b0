"""``make test``: intet forsvinder i opgørelsen."""

import os
import sys
from dataclasses import replace

import pytest

from vaerktoej import proev
from vaerktoej.proev import Resultat
from vaerktoej.tjenester import Mangler
from vaerktoej.trin import Trin

RAPPORT = """<testsuites><testsuite>
<testcase classname="a" name="god"/>
<testcase classname="a" name="kendt"><skipped type="pytest.xfail" message="venter"/></testcase>
<testcase classname="a" name="daarlig"><failure message="av"/></testcase>
<testcase classname="a" name="knust"><error message="av"/></testcase>
<testcase classname="a" name="sprunget"><skipped type="pytest.skip" message="mangler pango"/></testcase>
</testsuite></testsuites>"""


def python(kode: str) -> Trin:
    return Trin("Prøve", [sys.executable, "-c", kode])


@pytest.fixture
def rapport(tmp_path):
    fil = tmp_path / "rapport.xml"
    fil.write_text(RAPPORT)
    return fil


def test_pytests_rapport_bliver_talt_op(rapport):
    resultat = Resultat("Prøver")
    proev.optael(resultat, 1, rapport)
    assert (resultat.bestaaet, resultat.fejlet) == (2, 2)
    assert resultat.ikke_koert == ["a.sprunget: mangler pango"]


def test_en_pytest_uden_rapport_er_en_fejl(tmp_path):
    resultat = Resultat("Prøver")
    proev.optael(resultat, 3, tmp_path / "findes-ikke.xml")
    assert (resultat.bestaaet, resultat.fejlet) == (0, 1)


def test_et_trin_der_gaar_godt_holder_sin_udskrift_for_sig_selv(capsys):
    [resultat] = proev.koer_trin(python("print('snak')"))
    assert (resultat.bestaaet, resultat.fejlet) == (1, 0)
    assert "snak" not in capsys.readouterr().out


def test_et_trin_der_fejler_viser_sin_udskrift(capsys):
    [resultat] = proev.koer_trin(python("print('derfor'); raise SystemExit(2)"))
    assert (resultat.bestaaet, resultat.fejlet) == (0, 1)
    assert "derfor" in capsys.readouterr().out


def test_et_trin_der_mangler_noget_er_hverken_bestaaet_eller_fejlet():
    def mangler(_oprydning):
        raise Mangler("Redis mangler.")

    [resultat] = proev.koer_trin(Trin("Prøve", ["true"], mangler))
    assert (resultat.bestaaet, resultat.fejlet, resultat.ikke_koert) == (0, 0, ["Redis mangler."])


def test_to_trin_koerer_paa_samme_tid_og_svarer_hver_for_sig(tmp_path, monkeypatch, capsys):
    """Hvert venter på filen, det andet skriver."""
    monkeypatch.setattr(proev, "TRINFRIST", 30)
    venter = "import pathlib, time\nwhile not pathlib.Path({!r}).exists(): time.sleep(0.02)"
    skriver = "open({!r}, 'w'); "
    foerst, sidst = str(tmp_path / "foerst"), str(tmp_path / "sidst")
    god, daarlig = proev.koer_trin(
        python(skriver.format(foerst) + venter.format(sidst)),
        python(skriver.format(sidst) + venter.format(foerst) + "\nraise SystemExit('derfor')"),
    )
    assert (god.bestaaet, god.fejlet, daarlig.bestaaet, daarlig.fejlet) == (1, 0, 0, 1)
    assert capsys.readouterr().out.count("derfor") == 1


def test_et_program_der_mangler_er_en_fejl_i_sit_eget_trin(capsys):
    god, mangler = proev.koer_trin(python("print('snak')"), Trin("Prøve", ["findes-ikke-her"]))
    assert (god.bestaaet, god.fejlet, mangler.bestaaet, mangler.fejlet) == (1, 0, 0, 1)
    assert "findes-ikke-her" in capsys.readouterr().out


def test_en_halv_rapport_er_en_fejl_i_sit_eget_trin(capsys):
    halv = "import sys; open(sys.argv[1].partition('=')[2], 'w').write('<testsuites><testcase na'); print('derfor')"
    god, knust = proev.koer_trin(python("print('snak')"), replace(python(halv), er_pytest=True))
    assert (god.bestaaet, god.fejlet, knust.bestaaet, knust.fejlet) == (1, 0, 0, 1)
    assert "derfor" in (udskrift := capsys.readouterr().out) and "Rapporten kan ikke læses" in udskrift


def test_et_trin_der_er_slut_bliver_ikke_ramt_igen(monkeypatch):
    """Nummeret kan være en andens, når det andet trin er færdigt."""
    ramte, killpg = [], os.killpg
    monkeypatch.setattr(os, "killpg", lambda gruppe, signal: (ramte.append(gruppe), killpg(gruppe, signal)))
    proev.koer_trin(python("pass"), python("import time; time.sleep(0.3)"))
    assert len(ramte) == len(set(ramte)) == 2


def test_et_trin_over_tiden_stoppes_og_fejler(monkeypatch, capsys):
    monkeypatch.setattr(proev, "TRINFRIST", 0.5)
    [resultat] = proev.koer_trin(python("import time; time.sleep(60)"))
    assert (resultat.bestaaet, resultat.fejlet) == (0, 1)
    assert "blev stoppet" in capsys.readouterr().out


def test_den_sidste_linje_taeller_alle_trin_sammen(capsys):
    assert proev.fortael([Resultat("A", bestaaet=3), Resultat("B", bestaaet=1, fejlet=2)], er_ci=False) == 2
    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 2 failed"


def test_det_der_ikke_koerte_naevnes_uden_at_fejle(capsys):
    assert proev.fortael([Resultat("A", ikke_koert=["Redis mangler."])], er_ci=False) == 0
    assert "  A: Redis mangler." in capsys.readouterr().out


def test_under_ci_er_det_en_fejl_at_noget_ikke_koerte(capsys):
    assert proev.fortael([Resultat("A", ikke_koert=["Redis mangler."])], er_ci=True) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed"


def test_proever_rammer_aldrig_brugerens_egne_data(monkeypatch):
    for navn in proev.SYSTEMETS_VALG:
        monkeypatch.setenv(navn, "rigtige-data")
    assert "rigtige-data" not in proev.grundmiljoe().values()


def test_den_tid_der_staar_er_den_der_gik(capsys):
    """Trin, der kører på samme tid, ville ellers tælle dobbelt."""
    proev.fortael([Resultat("A", sekunder=60), Resultat("B", sekunder=60)], er_ci=False, varighed=65)
    assert "I alt 1 min. 5 sek." in capsys.readouterr().out
