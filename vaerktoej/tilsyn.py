"""Hold øje med en håndfuld børneprocesser: start dem, skriv deres log, og stop dem alle inden en frist."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import NoReturn

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
VIGTIG = re.compile(r"\b(ERROR|CRITICAL)\b")
TAL = re.compile(r"\d+")
LOG_LOFT = 5_000_000
STOPSIGNALER = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stoppet(BaseException):
    """Nogen har bedt os stoppe: Ctrl-C, SIGTERM eller en lukket terminal."""


class BarnDoedt(Exception):
    """En børneproces holdt op af sig selv."""

    def __init__(self, navn: str, kode: int) -> None:
        super().__init__(f"Processen {navn} stoppede uventet (kode {kode}).")
        self.navn = navn


def lyt_efter_stop() -> None:
    """Gør det første stopsignal til ``Stoppet``; de næste må ikke afbryde oprydningen."""

    def stop(_signal: int, _ramme: FrameType | None) -> NoReturn:
        for nummer in STOPSIGNALER:
            signal.signal(nummer, signal.SIG_IGN)
        raise Stoppet

    for nummer in STOPSIGNALER:
        # Under nohup er SIGHUP slået fra med vilje.
        if nummer is not signal.SIGHUP or signal.getsignal(nummer) is signal.SIG_DFL:
            signal.signal(nummer, stop)


def doe_med_foraelderen() -> None:
    """Bed kernen sende SIGTERM, hvis forælderen bliver dræbt; ellers ville barnet blive hængende."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Barn:
    """En proces, der skal køre, til den bliver bedt om at stoppe."""

    navn: str
    kommando: Sequence[str]
    proces: subprocess.Popen[str] | None = None


class Tilsyn:
    """Børnene kører sammen: dør ét, eller kommer der et stopsignal, stoppes de alle."""

    def __init__(self, boern: Sequence[Barn], logmappe: Path, miljoe: Mapping[str, str]) -> None:
        self.boern = boern
        self.logmappe = logmappe
        self.miljoe = miljoe

    def start(self, *navne: str) -> None:
        """Start de nævnte børn; uden navne dem alle."""
        self.logmappe.mkdir(parents=True, exist_ok=True)
        for barn in self.boern:
            if not navne or barn.navn in navne:
                barn.proces = self._start(barn.kommando)
                Thread(target=self._foer_log, args=[barn], daemon=True).start()

    def kontroller(self) -> None:
        """Rejs ``BarnDoedt``, hvis et barn er holdt op."""
        for barn in self.boern:
            if barn.proces and barn.proces.poll() is not None:
                raise BarnDoedt(barn.navn, barn.proces.returncode)

    def vent(self) -> NoReturn:
        while True:
            self.kontroller()
            time.sleep(0.3)

    def stop(self, frist: float = 8.0) -> None:
        """Bed hovedprocesserne stoppe pænt; efter ``frist`` sekunder dræbes det, der er tilbage."""
        i_gang = [barn.proces for barn in self.boern if barn.proces]
        for proces in i_gang:
            proces.terminate()
        senest = time.monotonic() + frist
        for proces in i_gang:
            try:
                proces.wait(max(0.0, senest - time.monotonic()))
            except subprocess.TimeoutExpired:
                draeb_gruppe(proces)

    def logfil(self, navn: str) -> Path:
        return self.logmappe / f"{navn}.log"

    def sidste_linjer(self, navn: str, antal: int = 12) -> str:
        time.sleep(0.2)
        return "".join(self.logfil(navn).read_text("utf-8", "replace").splitlines(keepends=True)[-antal:])

    def _start(self, kommando: Sequence[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            kommando,
            env=self.miljoe,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=doe_med_foraelderen,  # noqa: PLW1509 - tager ingen lås, som en tråd kunne holde
        )

    def _foer_log(self, barn: Barn) -> None:
        fil = self.logfil(barn.navn)
        if fil.exists() and fil.stat().st_size > LOG_LOFT:
            fil.replace(fil.with_suffix(".gammel.log"))
        if not (barn.proces and barn.proces.stdout):
            return
        sidst_vist = ""
        with barn.proces.stdout as udskrift, fil.open("a", encoding="utf-8", buffering=1) as log:
            for linje in udskrift:
                log.write(linje)
                # Den samme fejl igen og igen (kun klokkeslættet skifter) ville skjule alt andet.
                uden_tal = TAL.sub("", linje)
                if VIGTIG.search(linje) and uden_tal != sidst_vist:
                    print(f"[{barn.navn}] {linje.rstrip()}", flush=True)
                    sidst_vist = uden_tal


def draeb_gruppe(proces: subprocess.Popen[str]) -> None:
    try:
        os.killpg(proces.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    proces.wait()
