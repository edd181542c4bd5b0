"""Læser filer i et barn, så en ond fil hverken kan tage hukommelsen, tiden eller processen fra andre.

Barnet startes ved den første fil og bruges igen; går det i stå, vokser det eller falder det om, kommer der et nyt.
Det startes med ``subprocess``, som også virker i Celerys dæmoniske processer, og arver hverken miljøvariable,
filer eller forbindelser.
"""

import atexit
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .afvisning import Afvist
from .excelark import Ark
from .excelbarn import FOR_STOR, pak_ud
from .excelgraenser import STANDARD, Graenser

log = logging.getLogger(__name__)

ROD = Path(__file__).resolve().parent.parent
SAMTIDIGE = 2
"""Børn pr. proces. Hvert kan bruge hele loftet over hukommelse."""
SVAR_PR_UDPAKKET = 2
"""Byte i svaret for hver byte, filen må fylde pakket ud: citationstegn og tomme celler fylder mere som JSON."""

NY_MAPPE = "Kopiér de rækker, der skal indlæses, over i en ny projektmappe, og prøv igen."
FALDT_OM = f"Filen kan ikke læses; den er beskadiget eller for indviklet. {NY_MAPPE}"
FYLDER = f"Filen fylder for meget i hukommelsen til at blive læst. {NY_MAPPE}"
FORKERT_SVAR = (EOFError, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


class Vaek(Exception):
    """Barnet var gået, da det skulle bruges; filen er ikke læst og kan gives til et andet."""


class Barn:
    """Én proces, der læser én fil ad gangen."""

    def __init__(self, hukommelse: int) -> None:
        self.hukommelse = hukommelse
        self.mere = True
        self.proces = subprocess.Popen(  # noqa: S603 - vores egen fortolker og vores eget modul
            [sys.executable, "-m", "faelles.excelbarn", str(hukommelse)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROD,
            env={"OPENPYXL_LXML": "False", "PYTHONUTF8": "1"},
            start_new_session=True,
        )

    def laes(self, data: bytes, filnavn: str, graenser: Graenser) -> list[Ark]:
        """Filens ark. Rejser ``Afvist``, eller ``Vaek``, når barnet var gået. Slår det ihjel, når tiden er gået."""
        udloebet = threading.Event()
        ur = threading.Timer(graenser.sekunder, self._udloeb, [udloebet])
        ur.start()
        try:
            self._send(data, filnavn, graenser)
            return pak_ud(self._linjer(SVAR_PR_UDPAKKET * graenser.udpakket))
        except FORKERT_SVAR as fejl:
            raise self._omkommet(udloebet.is_set(), graenser) from fejl
        finally:
            ur.cancel()
            ur.join()

    @property
    def kan_mere(self) -> bool:
        return self.mere and self.proces.poll() is None

    def luk(self, vent: float = 0) -> None:
        """Afslut barnet, efter ``vent`` sekunder med magt; det bliver aldrig stående som zombie."""
        self.mere = False
        for roer in (self.proces.stdin, self.proces.stdout):
            with contextlib.suppress(OSError):
                roer.close()  # type: ignore[union-attr]
        try:
            self.proces.wait(vent)
        except subprocess.TimeoutExpired:
            self.proces.kill()
            self.proces.wait()

    def _udloeb(self, udloebet: threading.Event) -> None:
        udloebet.set()
        self.proces.kill()

    def _send(self, data: bytes, filnavn: str, graenser: Graenser) -> None:
        hoved = {"filnavn": filnavn, "byte": len(data), "graenser": asdict(graenser)}
        self.proces.stdin.write(json.dumps(hoved).encode() + b"\n" + data)  # type: ignore[union-attr]
        self.proces.stdin.flush()  # type: ignore[union-attr]

    def _linjer(self, rest: int) -> Iterator[Any]:
        """Svarets linjer, højst ``rest`` byte i alt; resten af et større svar bliver aldrig læst."""
        while raa := self.proces.stdout.readline(rest + 1):  # type: ignore[union-attr]
            if (rest := rest - len(raa)) < 0:
                self.mere = False
                raise Afvist(FYLDER)
            linje = json.loads(raa)
            if isinstance(linje, dict) and "slut" in linje:
                self.mere = linje["mere"]
                return
            yield linje
        raise EOFError

    def _omkommet(self, er_udloebet: bool, graenser: Graenser) -> Exception:
        """Hvad der skete med barnet, som den sætning brugeren skal se."""
        self.luk(vent=1)
        kode = self.proces.returncode
        if er_udloebet or kode == -signal.SIGXCPU:
            return Afvist(f"Det tog mere end {graenser.sekunder} sekunder at læse filen. {NY_MAPPE}")
        if kode == 0:
            return Vaek()
        if kode == FOR_STOR:
            return Afvist(FYLDER)
        log.error("Læseren af projektmapper faldt om med koden %s.", kode)
        return Afvist(FALDT_OM)


class Boern:
    """De børn, der er ledige i denne proces, og plads til højst ``SAMTIDIGE``."""

    def __init__(self) -> None:
        self.begynd_forfra()

    def begynd_forfra(self) -> None:
        """Efter ``fork`` er børnene forælderens; en delt rørledning ville blande svarene."""
        self.ledige: list[Barn] = []
        self.plads = threading.BoundedSemaphore(SAMTIDIGE)

    def laes(self, data: bytes, filnavn: str, graenser: Graenser) -> list[Ark]:
        with self.plads:
            for _ in range(SAMTIDIGE + 1):
                barn = self._tag(graenser.hukommelse)
                try:
                    return barn.laes(data, filnavn, graenser)
                except Vaek:
                    continue
                finally:
                    self._giv_tilbage(barn)
        raise Afvist(FALDT_OM)

    def luk(self) -> None:
        while self.ledige:
            self.ledige.pop().luk(vent=1)

    def _tag(self, hukommelse: int) -> Barn:
        with contextlib.suppress(IndexError):
            while barn := self.ledige.pop():
                if barn.kan_mere and barn.hukommelse == hukommelse:
                    return barn
                barn.luk()
        try:
            return Barn(hukommelse)
        except OSError as fejl:
            log.exception("Læseren af projektmapper kan ikke startes.")
            raise Afvist("Filer kan ikke læses lige nu. Prøv igen om lidt.") from fejl

    def _giv_tilbage(self, barn: Barn) -> None:
        if barn.kan_mere:
            self.ledige.append(barn)
        else:
            barn.luk(vent=1)


_boern = Boern()


os.register_at_fork(after_in_child=_boern.begynd_forfra)
atexit.register(_boern.luk)


def laes_i_barn(data: bytes, filnavn: str, graenser: Graenser = STANDARD) -> list[Ark]:
    """Filens synlige ark, læst i et barn. Rejser ``Afvist`` med én sætning, hvad der end går galt."""
    return _boern.laes(data, filnavn, graenser)
