"""Det rigtige system til en prøve: web, worker og beat som ``make run`` starter dem, på egen port og i egen mappe.

Det eneste, der er anderledes, er uret. Påmindelser går kun ud på arbejdsdage og ikke om natten, så alle processer
lever i en tirsdag formiddag, hvornår prøven end bliver kørt; det er kun Pythons ur, der er stillet, og det går.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vaerktoej.koer import DATABASE, ROD, processer, vent_paa_svar
from vaerktoej.tilsyn import Tilsyn
from vaerktoej.tjenester import fri_port

BEGYNDELSE = datetime(2027, 2, 2, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
FEJ_SEKUNDER = 2
UR = Path(__file__).parent / "ur"
EFTER_HVER_MAIL = b"-" * 79 + b"\n"
"""Linjen, som Djangos filpost skriver efter hver mail."""


class Anlaeg:
    """Systemets processer, adresse, datamappe og de sessioner, folk har i det."""

    def __init__(self, mappe: Path) -> None:
        self.mappe = mappe
        self.sessioner: dict[str, Any] = {}
        self.port = fri_port()
        self.adresse = f"http://127.0.0.1:{self.port}"
        self.miljoe = {
            **{navn: os.environ[navn] for navn in ("PATH", "HOME", "LANG", "TMPDIR") if navn in os.environ},
            "PYTHONPATH": f"{UR}{os.pathsep}{ROD}",
            "UR_FORSKYDNING": str(BEGYNDELSE.timestamp() - time.time()),
            "DJANGO_SETTINGS_MODULE": "implementering.settings",
            "DATA_MAPPE": str(mappe),
            "SECRET_KEY": "kun-til-proever",
            "DEMO": "1",
            "BASIS_URL": self.adresse,
            "FEJ_SEKUNDER": str(FEJ_SEKUNDER),
        }

    def manage(self, *kommando: str) -> str:
        """Kør en kommando i systemet, og giv dens udskrift; en fejl viser det hele."""
        udfald = subprocess.run(
            [sys.executable, "manage.py", *kommando],
            cwd=ROD,
            env=self.miljoe,
            capture_output=True,
            text=True,
            check=False,
        )
        assert udfald.returncode == 0, f"manage.py {' '.join(kommando)}\n{udfald.stdout}{udfald.stderr}"
        return udfald.stdout

    def administratorlink(self, organisation: str, email: str, navn: str, *rettigheder: str) -> str:
        """Lav den første administrator med kommandoen fra README, og giv linket til at vælge adgangskode."""
        valg = ["--organisation", organisation, "--email", email, "--navn", navn]
        valg += [f"--rettighed={rettighed}" for rettighed in rettigheder]
        return str(json.loads(self.manage("opret_administrator", *valg, "--json"))["link"])

    @contextmanager
    def i_drift(self) -> Iterator["Anlaeg"]:
        """Processerne kører, så længe blokken gør; de stoppes igen, også når prøven fejler."""
        try:
            self._start()
            yield self
            self.tilsyn.kontroller()
        finally:
            self.tilsyn.stop()

    def naeste_dag(self) -> None:
        """Luk ned for natten, og start igen på samme data et døgn senere."""
        self.tilsyn.kontroller()
        self.tilsyn.stop()
        self.miljoe["UR_FORSKYDNING"] = str(float(self.miljoe["UR_FORSKYDNING"]) + 24 * 60 * 60)
        self._start()

    def _start(self) -> None:
        self.tilsyn = Tilsyn(processer(self.port, self.mappe), self.mappe / "log", self.miljoe)
        self.tilsyn.start()
        vent_paa_svar(self.adresse, self.tilsyn)

    def mails(self, til: str) -> list[EmailMessage]:
        """De mails, worker har skrevet til adressen, ældste først. To mails fra samme sekund kan stå i samme fil."""
        filer = sorted((self.mappe / "mails").glob("*.log"), key=lambda fil: fil.stat().st_mtime_ns)
        raa = [mail for fil in filer for mail in fil.read_bytes().split(EFTER_HVER_MAIL)[:-1]]
        alle = [message_from_bytes(mail.lstrip(), policy=policy.default) for mail in raa]
        return [mail for mail in alle if isinstance(mail, EmailMessage) and mail["To"] == til]

    def vent_paa_mail(self, til: str, i_emnet: str, sekunder: float = 30) -> EmailMessage:
        """Vent, til mailen ligger i mappen. Ingen kalder noget imens; den skal komme af sig selv."""
        senest = time.monotonic() + sekunder
        while time.monotonic() < senest:
            for mail in self.mails(til):
                if i_emnet in mail["Subject"]:
                    return mail
            time.sleep(0.2)
        emner = [mail["Subject"] for mail in self.mails(til)]
        raise AssertionError(f"Ingen mail til {til} med »{i_emnet}« i emnet efter {sekunder} s. Der kom: {emner}")


def lavet_en_gang(mappe: Path, lav: Callable[[Path], object]) -> Path:
    """Mappen, lavet af den første proces, der skal bruge den; de andre venter på den."""
    with mappe.with_suffix(".laas").open("w") as laas:
        fcntl.flock(laas, fcntl.LOCK_EX)
        faerdig = mappe / "faerdig"
        if not faerdig.exists():
            shutil.rmtree(mappe, ignore_errors=True)
            mappe.mkdir()
            lav(mappe)
            faerdig.touch()
    return mappe


def lav_grundlag(mappe: Path) -> Path:
    """En migreret database med stamdata og de samlede statiske filer; grundlaget for hvert anlæg."""
    anlaeg = Anlaeg(mappe)
    samling = subprocess.Popen(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"], cwd=ROD, env=anlaeg.miljoe
    )
    try:
        anlaeg.manage("migrate", "--verbosity=0")
        anlaeg.manage("indlaes_stamdata")
        assert samling.wait(120) == 0, "collectstatic fejlede; se udskriften."
    finally:
        samling.kill()
    return mappe


def lav_demogrundlag(grundlag: Path, mappe: Path) -> Path:
    """Grundlaget med demoens data."""
    lav_anlaeg(grundlag, mappe).manage("indlaes_demo")
    return mappe


def lav_anlaeg(grundlag: Path, mappe: Path) -> Anlaeg:
    """Et nyt anlæg på en kopi af grundlaget."""
    mappe.mkdir(parents=True, exist_ok=True)
    shutil.copy(grundlag / DATABASE, mappe)
    (mappe / "staticfiles").symlink_to((grundlag / "staticfiles").resolve())
    for navn in ("bilag", "mails"):
        if (grundlag / navn).is_dir():
            shutil.copytree(grundlag / navn, mappe / navn)
    return Anlaeg(mappe)
