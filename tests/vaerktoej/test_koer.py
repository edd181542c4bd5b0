"""``make run``: det, der kan gå galt, siges med én sætning, og intet gøres to gange."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from vaerktoej import koer
from vaerktoej.tilsyn import Tilsyn


@pytest.fixture
def optaget_port():
    with socket.socket() as stik:
        stik.bind(("127.0.0.1", 0))
        stik.listen()
        yield stik.getsockname()[1]


def test_en_optaget_port_giver_een_saetning_og_kode_1(optaget_port, tmp_path):
    miljoe = {**os.environ, "PORT": str(optaget_port), "DATA_MAPPE": str(tmp_path)}
    kommando = [sys.executable, "-m", "vaerktoej.koer"]
    svar = subprocess.run(kommando, cwd=koer.ROD, env=miljoe, capture_output=True, text=True, check=False)
    assert svar.returncode == 1
    assert svar.stdout == (
        f"Port {optaget_port} er optaget af et andet program. Vælg en anden med: PORT={optaget_port + 1} make run\n"
    )
    assert svar.stderr == ""


@pytest.mark.parametrize("vaerdi", ["abc", "0", "70000", "-1", ""])
def test_et_umuligt_portnummer_afvises(monkeypatch, capsys, vaerdi):
    monkeypatch.setenv("PORT", vaerdi)
    with pytest.raises(SystemExit, match="1"):
        koer.laes_port()
    assert "er ikke et portnummer" in capsys.readouterr().out


def test_de_samme_data_kan_ikke_koeres_to_gange(tmp_path, capsys):
    with koer.laas_data(tmp_path), pytest.raises(SystemExit, match="1"):
        koer.laas_data(tmp_path)
    assert "Systemet kører allerede" in capsys.readouterr().out


def test_data_kan_koeres_igen_naar_det_foerste_er_stoppet(tmp_path):
    koer.laas_data(tmp_path).close()
    koer.laas_data(tmp_path).close()


def test_en_mappe_der_ikke_kan_skrives_afvises(tmp_path, capsys):
    (tmp_path / "fil").touch()
    with pytest.raises(SystemExit, match="1"):
        koer.laas_data(tmp_path / "fil")
    assert "kan ikke skrives (der er allerede en fil med det navn)" in capsys.readouterr().out


def test_det_brugeren_selv_har_sat_vinder(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.delenv("DEBUG", raising=False)
    miljoe = koer.lav_miljoe(8001, tmp_path)
    assert (miljoe["DEMO"], miljoe["DEBUG"]) == ("0", "0")
    assert miljoe["BASIS_URL"] == "http://127.0.0.1:8001"


def test_kommandoer_ved_siden_af_kender_adressen_mens_systemet_koerer(tmp_path, monkeypatch):
    set_ = []
    monkeypatch.setattr(koer.Forberedelse, "goer_klar", lambda self: set_.append((tmp_path / "adresse").read_text()))
    monkeypatch.setattr(koer, "lyt_efter_stop", lambda: None)
    monkeypatch.setattr(Tilsyn, "start", lambda *_: (_ for _ in ()).throw(koer.Stoppet()))
    assert koer.koer(8123, tmp_path) == 0
    assert set_ == ["http://127.0.0.1:8123"] and not (tmp_path / "adresse").exists()


def test_indstillingerne_laeser_adressen_der_hvor_starten_skriver_den():
    assert f'"{koer.KENDT_ADRESSE}"' in (koer.ROD / "implementering/miljoe.py").read_text()


class Papforberedelse(koer.Forberedelse):
    """Noterer kommandoerne i stedet for at køre dem; migrate efterlader en database."""

    def manage(self, *kommando):
        self.koert = [*getattr(self, "koert", []), kommando[0]]
        if kommando[0] == "migrate":
            with closing(sqlite3.connect(self.mappe / koer.DATABASE)) as database:
                database.executescript("CREATE TABLE django_migrations (id); INSERT INTO django_migrations VALUES (1)")
        return subprocess.CompletedProcess(kommando, 0, json.dumps({"brugere": [{"navn": "Anna"}]}), "")


def test_foerste_start_goer_alt_klar_og_kender_demobrugerne(tmp_path):
    forberedelse = Papforberedelse(tmp_path, {"DEMO": "1"})
    assert forberedelse.goer_klar() == [{"navn": "Anna"}]
    assert forberedelse.koert == ["migrate", "indlaes_stamdata", "indlaes_demo", "collectstatic"]


def test_anden_start_koerer_ingen_kommandoer(tmp_path):
    Papforberedelse(tmp_path, {"DEMO": "1"}).goer_klar()
    anden = Papforberedelse(tmp_path, {"DEMO": "1"})
    assert anden.goer_klar() == [{"navn": "Anna"}]
    assert not hasattr(anden, "koert")


@pytest.mark.parametrize("indhold", [None, b""], ids=["slettet", "tom"])
def test_en_forsvundet_database_fyldes_igen(tmp_path, indhold):
    Papforberedelse(tmp_path, {"DEMO": "1"}).goer_klar()
    (tmp_path / koer.DATABASE).unlink()
    if indhold is not None:
        (tmp_path / koer.DATABASE).write_bytes(indhold)
    anden = Papforberedelse(tmp_path, {"DEMO": "1"})
    anden.goer_klar()
    assert anden.koert == ["migrate", "indlaes_stamdata", "indlaes_demo"]


def test_en_valgt_database_spoerges_gennem_django(tmp_path):
    miljoe = {"DEMO": "1", "DATABASE_URL": "postgres://et/sted"}
    Papforberedelse(tmp_path, miljoe).goer_klar()
    (tmp_path / koer.DATABASE).unlink()
    anden = Papforberedelse(tmp_path, miljoe)
    anden.goer_klar()
    assert anden.koert == ["migrate"]


def test_indstillingerne_bruger_det_filnavn_starten_ser_efter():
    assert koer.DATABASE in (koer.ROD / "implementering/settings.py").read_text()


def test_uden_demo_laegges_ingen_demodata_ind(tmp_path):
    forberedelse = Papforberedelse(tmp_path, {"DEMO": "0"})
    assert forberedelse.goer_klar() == []
    assert "indlaes_demo" not in forberedelse.koert


def test_en_kommando_der_fejler_standser_starten_med_dens_egne_ord(tmp_path, capsys):
    forberedelse = Papforberedelse(tmp_path, {"DEMO": "1"})
    forberedelse.manage = lambda *k: subprocess.CompletedProcess(k, 1, "", "Databasen er væk.\n")
    with pytest.raises(SystemExit, match="1"):
        forberedelse.goer_klar()
    assert capsys.readouterr().out.endswith(
        "Databasen er væk.\nKommandoen manage.py migrate fejlede; se fejlen ovenfor.\n"
    )


def test_et_aftryk_skifter_naar_en_fil_aendres(tmp_path):
    fil = tmp_path / "a.txt"
    fil.write_text("før")
    foer = koer.aftryk([fil])
    fil.write_text("efter")
    assert koer.aftryk([fil]) != foer


class Svar(BaseHTTPRequestHandler):
    """En side, der er oppe, men i stykker."""

    def do_GET(self):
        self.send_error(500)

    def log_message(self, *_):
        pass


def test_en_side_der_svarer_med_fejl_opgives_straks(tmp_path, capsys):
    tilsyn = Tilsyn([], tmp_path, {})
    tilsyn.logfil("web").write_text("OperationalError: no such table\n")
    with ThreadingHTTPServer(("127.0.0.1", 0), Svar) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(SystemExit, match="1"):
            koer.vent_paa_svar(f"http://127.0.0.1:{server.server_port}", tilsyn)
        server.shutdown()
    assert "no such table\nSystemet svarede 500" in capsys.readouterr().out
