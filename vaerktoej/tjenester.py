"""En rigtig PostgreSQL og en rigtig Redis til prøver og målinger: egne porte, egen mappe, væk bagefter."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vaerktoej.tilsyn import doe_med_foraelderen

LAVEFRIST = 120.0
"""Så mange sekunder må initdb tage; på en travl maskine er det ikke få."""
STARTFRIST = 30.0
SVARFRIST = 5.0
STOPFRIST = 10.0
HURTIG_OG_FLYGTIG = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Mangler(Exception):
    """Programmet findes ikke eller vil ikke starte; teksten siger, hvad man gør."""


def fri_port() -> int:
    with socket.socket() as stik:
        stik.bind(("127.0.0.1", 0))
        port: int = stik.getsockname()[1]
        return port


def postgres_programmer() -> Path:
    """Mappen med den nyeste initdb, postgres og pg_isready."""
    debians = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    initdb = max(debians, key=lambda sti: float(sti.parts[-3]), default=None) or shutil.which("initdb")
    if not initdb:
        raise Mangler("PostgreSQL mangler. Installér den med: sudo apt-get install postgresql")
    return Path(initdb).parent


def redis_program() -> str:
    program = shutil.which("redis-server")
    if not program:
        raise Mangler("Redis mangler. Installér den med: sudo apt-get install redis-server")
    return program


def postgres_bruger() -> pwd.struct_passwd | None:
    """PostgreSQL nægter at køre som root; så bruges pakkens egen bruger, ellers nobody."""
    if os.geteuid() != 0:
        return None
    brugere = {bruger.pw_name: bruger for bruger in pwd.getpwall()}
    return brugere.get("postgres") or brugere["nobody"]


@contextmanager
def postgres(mappe: Path) -> Iterator[str]:
    """Giv adressen på en tom PostgreSQL, der kun lever, så længe blokken gør."""
    programmer, bruger, port = postgres_programmer(), postgres_bruger(), fri_port()
    data = mappe / "postgres"
    data.mkdir(mode=0o700)
    if bruger:
        mappe.chmod(0o755)
        os.chown(data, bruger.pw_uid, bruger.pw_gid)
    valg = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    kommando = [str(programmer / "postgres"), "-D", str(data)]
    kommando += [f"--{navn}={vaerdi}" for navn, vaerdi in {**valg, **HURTIG_OG_FLYGTIG}.items()]
    initdb = [str(programmer / "initdb"), f"--pgdata={data}", "--auth=trust", "--username=postgres"]
    initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    with (mappe / "initdb.log").open("wb") as log:
        lavet = vent_paa(start(initdb, log.fileno(), data, bruger))
    if lavet is None:
        raise Mangler(f"initdb blev ikke færdig på {LAVEFRIST:.0f} sekunder.")
    if lavet:
        raise Mangler(f"initdb fejlede: {(mappe / 'initdb.log').read_text(errors='replace')[-500:]}")
    er_klar = [str(programmer / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    with tjeneste("PostgreSQL", kommando, data, mappe / "postgres.log", bruger) as vent:
        vent(lambda: lykkes(er_klar))
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"


@contextmanager
def redis(mappe: Path) -> Iterator[str]:
    """Giv adressen på en tom Redis, der kun lever, så længe blokken gør."""
    port = fri_port()
    kommando = [redis_program(), "--port", str(port), "--bind", "127.0.0.1"]
    kommando += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
    with tjeneste("Redis", kommando, mappe, mappe / "redis.log") as vent:
        vent(lambda: tager_imod(port))
        yield f"redis://127.0.0.1:{port}/0"


def tager_imod(port: int) -> bool:
    with socket.socket() as stik:
        stik.settimeout(SVARFRIST)
        return stik.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def tjeneste(
    navn: str, kommando: Sequence[str], mappe: Path, log: Path, bruger: pwd.struct_passwd | None = None
) -> Iterator[Callable[[Callable[[], bool]], None]]:
    """Kør et program i baggrunden, og giv en funktion, som venter på, at det er klar."""
    with log.open("wb") as udskrift:
        proces = start(kommando, udskrift.fileno(), mappe, bruger)

    def vent(er_klar: Callable[[], bool]) -> None:
        senest = time.monotonic() + STARTFRIST
        while not er_klar():
            if proces.poll() is not None or time.monotonic() > senest:
                raise Mangler(f"{navn} startede ikke: {log.read_text(errors='replace')[-500:]}")
            time.sleep(0.05)

    try:
        yield vent
    finally:
        stop(proces)


def vent_paa(proces: subprocess.Popen[bytes]) -> int | None:
    """Processens kode; ingen, når den ikke blev færdig i tide og er stoppet."""
    try:
        return proces.wait(LAVEFRIST)
    except subprocess.TimeoutExpired:
        return None
    finally:
        stop(proces)


def lykkes(kommando: Sequence[str]) -> bool:
    try:
        return subprocess.run(kommando, check=False, timeout=SVARFRIST).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def start(
    kommando: Sequence[str], udskrift: int, mappe: Path, bruger: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        kommando,
        cwd=mappe,
        stdin=subprocess.DEVNULL,
        stdout=udskrift,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=bruger.pw_uid if bruger else None,
        group=bruger.pw_gid if bruger else None,
        extra_groups=[] if bruger else None,
        preexec_fn=doe_med_foraelderen,  # noqa: PLW1509 - her er kun én tråd
    )


def stop(proces: subprocess.Popen[bytes]) -> None:
    # SIGINT lukker PostgreSQL uden at vente på, at dens klienter går hjem.
    proces.send_signal(signal.SIGINT)
    try:
        proces.wait(STOPFRIST)
    except subprocess.TimeoutExpired:
        proces.kill()
        proces.wait()
