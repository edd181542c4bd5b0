"""``make run``: gør data klar, start web, worker og beat, og stop dem igen ved Ctrl-C.

Miljøvariablerne er systemets egne (``DATABASE_URL``, ``REDIS_URL``, ``DATA_MAPPE``, ``DEMO`` …); det, der
ikke er sat, får en værdi, som passer til en prøvekørsel på egen maskine. Desuden vælger ``PORT`` porten.
"""

import fcntl
import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import IO, Any, NoReturn

from faelles.filfejl import grund
from vaerktoej.tilsyn import Barn, BarnDoedt, Stoppet, Tilsyn, lyt_efter_stop

ROD = Path(__file__).resolve().parent.parent
DATABASE = "implementering.sqlite3"
KENDT_ADRESSE = "adresse"
"""Filen i datamappen, som kommandoer ved siden af læser adressen i, så deres links fører hertil."""
UDENFOR = {"var", "tests", "docs", "vaerktoej"}
VAERT = "127.0.0.1"
SVARFRIST = 60.0


def sig(tekst: str) -> None:
    print(tekst, flush=True)


def opgiv(tekst: str) -> NoReturn:
    sig(tekst)
    raise SystemExit(1)


def laes_port() -> int:
    raa = os.environ.get("PORT", "8000")
    if not (raa.isdecimal() and 0 < int(raa) < 65536):
        opgiv(f"PORT={raa} er ikke et portnummer. Skriv for eksempel: PORT=8001 make run")
    return int(raa)


def kontroller_port(port: int) -> None:
    with socket.socket() as stik:
        stik.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            stik.bind((VAERT, port))
        except PermissionError:
            opgiv(f"Du må ikke bruge port {port}. Vælg en over 1023 med: PORT=8000 make run")
        except OSError:
            opgiv(f"Port {port} er optaget af et andet program. Vælg en anden med: PORT={port + 1} make run")


def laas_data(mappe: Path) -> IO[str]:
    """Hold mappen for os selv, så længe filen er åben: to beat på samme data ville sende alt dobbelt."""
    try:
        mappe.mkdir(mode=0o700, parents=True, exist_ok=True)
        laas = (mappe / "koer.laas").open("w")
    except OSError as fejl:
        opgiv(f"Mappen {mappe} kan ikke skrives ({grund(fejl)}). Vælg en anden med: DATA_MAPPE=… make run")
    try:
        fcntl.flock(laas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        laas.close()
        opgiv(f"Systemet kører allerede med data i {mappe}. Stop det, eller brug: DATA_MAPPE=… make run")
    return laas


def skriv_helt(fil: Path, indhold: str) -> None:
    """Skriv filen, så kun vi kan læse den, og så den aldrig findes halvt skrevet."""
    kladde = fil.with_suffix(".kladde")
    kladde.unlink(missing_ok=True)
    kladde.touch(mode=0o600)
    kladde.write_text(indhold, "utf-8")
    kladde.replace(fil)


def lav_miljoe(port: int, mappe: Path) -> dict[str, str]:
    """Miljøet for alle processer; det, brugeren selv har sat, vinder."""
    return {
        "DATA_MAPPE": str(mappe),
        "DEMO": "1",
        "DEBUG": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "BASIS_URL": f"http://{VAERT}:{port}",
        "PYTHONUNBUFFERED": "1",
        **{navn: vaerdi for navn, vaerdi in os.environ.items() if navn != "DATA_MAPPE"},
    }


FALSKE = {"", "0", "nej", "false", "off", "no"}
"""Som i ``implementering/miljoe.py``, der ikke hentes her, fordi den trækker Celery med sig."""


def er_sand(vaerdi: str) -> bool:
    return vaerdi.strip().lower() not in FALSKE


def aftryk(stier: Iterable[Path], *andet: str) -> str:
    """Et kontroltal over filernes navn, størrelse og tid: ændrer det sig, er der noget at gøre om."""
    samlet = hashlib.sha256("\n".join(andet).encode())
    for sti in sorted(stier):
        status = sti.stat()
        samlet.update(f"{sti}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return samlet.hexdigest()


def filer(*moenstre: str) -> list[Path]:
    """Filerne i projektets egne mapper (ikke ``.venv`` og ``var``), der passer til et af mønstrene."""
    mapper = [sti for sti in ROD.iterdir() if sti.is_dir() and sti.name not in UDENFOR and sti.name[0] != "."]
    fundne = [sti for mappe in mapper for moenster in moenstre for sti in mappe.glob(moenster)]
    return [ROD / "requirements.lock", *(sti for sti in fundne if sti.is_file())]


class Forberedelse:
    """Migreringer, stamdata, demodata og statiske filer; er intet ændret siden sidst, springes de over."""

    def __init__(self, mappe: Path, miljoe: dict[str, str]) -> None:
        self.mappe = mappe
        self.miljoe = miljoe
        self.demo = er_sand(miljoe["DEMO"])
        self.huskefil = mappe / "opsat.json"
        self.husket: dict[str, Any] = {}
        if self.huskefil.exists():
            self.husket = json.loads(self.huskefil.read_text("utf-8"))

    def goer_klar(self) -> list[dict[str, str]]:
        """Gør alt klar, og giv demobrugerne tilbage."""
        self.indlaes_data()
        self.saml_statiske_filer()
        brugere: list[dict[str, str]] = self.husket.get("brugere", [])
        return brugere if self.demo else []

    def indlaes_data(self) -> None:
        kilder = filer("**/*.py", "**/*.csv", "**/*.json", "**/*.xlsx")
        nyt = aftryk(kilder, self.miljoe.get("DATABASE_URL", ""), self.miljoe["DEMO"])
        if self.husket.get("data") == nyt and self.databasen_er_der():
            return
        sig("Gør databasen klar …")
        self.kraev("migrate")
        self.kraev("indlaes_stamdata")
        if self.demo:
            sig("Lægger demodata ind …")
            self.husket["brugere"] = json.loads(self.kraev("indlaes_demo", "--json"))["brugere"]
        self.husk(data=nyt)

    def databasen_er_der(self) -> bool:
        """Sandt, hvis databasen stadig er den, vi fyldte. SQLite spørges direkte: Django er sekunder om at starte."""
        if "DATABASE_URL" in self.miljoe:
            return self.manage("migrate", "--check").returncode == 0
        try:
            with closing(sqlite3.connect(f"file:{self.mappe / DATABASE}?mode=ro", uri=True)) as database:
                return bool(database.execute("SELECT EXISTS (SELECT 1 FROM django_migrations)").fetchone()[0])
        except sqlite3.Error:
            return False

    def saml_statiske_filer(self) -> None:
        nyt = aftryk(filer("**/*.css", "**/*.js", "**/*.svg", "**/*.png", "**/*.woff*"))
        if self.husket.get("statik") != nyt:
            sig("Samler skrifter, billeder og typografi …")
            self.kraev("collectstatic", "--noinput", "--clear", "--verbosity=0")
            self.husk(statik=nyt)

    def husk(self, **nyt: str) -> None:
        self.husket |= nyt
        skriv_helt(self.huskefil, json.dumps(self.husket, ensure_ascii=False))

    def kraev(self, *kommando: str) -> str:
        svar = self.manage(*kommando)
        if svar.returncode:
            opgiv(f"{svar.stdout}{svar.stderr}Kommandoen manage.py {kommando[0]} fejlede; se fejlen ovenfor.")
        return svar.stdout

    def manage(self, *kommando: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *kommando],
            env=self.miljoe,
            capture_output=True,
            text=True,
            check=False,
        )


def processer(port: int, mappe: Path) -> list[Barn]:
    """Web, worker og beat.

    Beat får ingen pidfil, for efter et strømsvigt kunne den spærre for næste start. Låsen på datamappen
    sørger for, at der kun er én beat.
    """
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "implementering"]
    web = [*python, "gunicorn", "implementering.wsgi:application", "--bind", f"{VAERT}:{port}"]
    web += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
    web += ["--preload", "--access-logfile", "-", "--no-control-socket"]
    worker = [*celery, "worker", "-P", "threads", "-c", "2", "-n", "worker@lokal", "-l", "INFO"]
    worker += ["--without-gossip", "--without-mingle"]
    # Runderne tåler at blive gentaget, så beat skal ikke huske et ur, der kan have gået forkert.
    for gammel in mappe.glob("beat*"):
        gammel.unlink()
    beat = [*celery, "beat", "-s", str(mappe / "beat"), "--pidfile=", "-l", "INFO"]
    return [Barn("web", web), Barn("worker", worker), Barn("beat", beat)]


def vent_paa_svar(adresse: str, tilsyn: Tilsyn) -> None:
    """Vent, til sidens livstegn svarer 200."""
    senest = time.monotonic() + SVARFRIST
    while time.monotonic() < senest:
        tilsyn.kontroller()
        try:
            with urllib.request.urlopen(f"{adresse}/livez", timeout=5):  # noqa: S310 - altid http
                return
        except urllib.error.HTTPError as fejl:
            opgiv(f"{tilsyn.sidste_linjer('web')}Systemet svarede {fejl.code} på {fejl.url}; se fejlen ovenfor.")
        except OSError:
            time.sleep(0.1)
    opgiv(f"Systemet svarede ikke på {adresse}/livez. Se {tilsyn.logfil('web')}.")


def byd_velkommen(adresse: str, brugere: list[dict[str, str]]) -> None:
    sig(f"\nSystemet kører på {adresse} (stop med Ctrl-C)")
    if brugere:
        sig("\nLog ind som en af demobrugerne:")
    for bruger in brugere:
        hvem = f"{bruger['navn']}, {bruger['rolle']}"
        sig(f"  {bruger['email']:<24} adgangskode {bruger['adgangskode']:<18} {hvem}")
    sig("")


def koer(port: int, mappe: Path) -> int:
    """Start det hele, og bliv ved, til nogen stopper os (0) eller en proces dør (1)."""
    miljoe = lav_miljoe(port, mappe)
    tilsyn = Tilsyn(processer(port, mappe), mappe / "log", miljoe)
    adresse = f"http://{VAERT}:{port}"
    kendt_adresse = mappe / KENDT_ADRESSE
    try:
        lyt_efter_stop()
        skriv_helt(kendt_adresse, miljoe["BASIS_URL"])
        brugere = Forberedelse(mappe, miljoe).goer_klar()
        # Web først og alene: så svarer siden på den halve tid.
        tilsyn.start("web")
        vent_paa_svar(adresse, tilsyn)
        tilsyn.start("worker", "beat")
        byd_velkommen(adresse, brugere)
        tilsyn.vent()
    except Stoppet:
        sig("\nStopper …")
        return 0
    except BarnDoedt as fejl:
        sig(f"{tilsyn.sidste_linjer(fejl.navn)}{fejl} Hele loggen: {tilsyn.logfil(fejl.navn)}")
        return 1
    finally:
        tilsyn.stop()
        kendt_adresse.unlink(missing_ok=True)


def main() -> int:
    os.chdir(ROD)
    port = laes_port()
    kontroller_port(port)
    mappe = Path(os.environ.get("DATA_MAPPE") or ROD / "var").resolve()
    if not er_sand(os.environ.get("DEMO", "1")) and not er_sand(os.environ.get("DEBUG", "0")):
        opgiv("make run er til demo og udvikling på http. Brug DEBUG=1 DEMO=0 make run eller docker-compose.yml.")
    with laas_data(mappe):
        return koer(port, mappe)


if __name__ == "__main__":
    sys.exit(main())
