"""Processen, der læser filer udefra: ``python -m faelles.excelbarn HUKOMMELSE``. Startes kun af ``excelproces``.

Den kender hverken Django eller databasen, får et loft over hukommelse og processortid, før den ser en fil, og må
ikke skrive filer. En opgave er en linje JSON og filens byte; svaret er linjer af JSON, den sidste med ``slut``.
JSON og ikke pickle, så selv et barn, en fil har overtaget, kun kan give tekst og tal fra sig.
"""

import contextlib
import json
import os
import resource
import select
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from .afvisning import Afvist
from .excel import Ark, Formel, Graenser, Raekke, laes

LEDIG_I, FLEST_FILER, FULDVOKSEN = 120, 200, 160 * 1024 * 1024
"""Sekunder uden arbejde, filer og byte adresserum, før barnet går og et nyt tager over."""
BUNDT = 200
"""Rækker i én linje af svaret."""
FOR_STOR = 3
"""Afslutningskoden, når hukommelsen slap op."""


def main() -> None:
    _begraens(int(sys.argv[1]))
    ind, ud = sys.stdin.buffer, sys.stdout.buffer
    for nummer in range(1, FLEST_FILER + 1):
        if not select.select([ind], [], [], LEDIG_I)[0] or not (hoved := ind.readline()):
            return
        mere = nummer < FLEST_FILER
        for linje in _svar(json.loads(hoved), ind):
            _skriv(ud, linje)
        mere = mere and _adresserum() < FULDVOKSEN
        _skriv(ud, {"slut": True, "mere": mere})
        if not mere:
            return


def _begraens(hukommelse: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (hukommelse, hukommelse))
    for hvad in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(hvad, (0, 0))


def _adresserum() -> int:
    """Byte, nu. ``ru_maxrss`` duer ikke: den arver forælderens."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


def _svar(hoved: dict[str, Any], ind: BinaryIO) -> Iterable[object]:
    graenser = Graenser(**hoved["graenser"])
    brugt = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(brugt.ru_utime + brugt.ru_stime) + graenser.sekunder + 1, resource.RLIM_INFINITY)
    )
    data = ind.read(hoved["byte"])
    try:
        for ark in laes(data, hoved["filnavn"], graenser):
            yield {"navn": ark.navn, "epoke": ark.epoke.isoformat(), "skjulte": sorted(ark.skjulte)}
            yield from (ark.raekker[fra : fra + BUNDT] for fra in range(0, len(ark.raekker), BUNDT))
    except Afvist as afvist:
        yield {"afvist": afvist.grund}


def _skriv(ud: BinaryIO, linje: object) -> None:
    ud.write(json.dumps(linje, default=pak, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    ud.flush()


def pak(vaerdi: object) -> list[object]:
    """En værdi, JSON ikke kender, som en liste af slags og tekst."""
    if isinstance(vaerdi, Formel):
        return ["formel", vaerdi.tekst]
    if isinstance(vaerdi, timedelta):
        return ["timedelta", vaerdi.total_seconds()]
    if isinstance(vaerdi, date | time):
        return [type(vaerdi).__name__, vaerdi.isoformat()]
    raise TypeError(type(vaerdi).__name__)


_SLAGS: dict[str, Any] = {
    "formel": Formel,
    "timedelta": lambda sekunder: timedelta(seconds=sekunder),
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def pak_ud(linjer: Iterable[Any]) -> list[Ark]:
    """Arkene af svarets linjer, alle læst til ende. Rejser ``Afvist``, når barnet har afvist filen."""
    fundne: list[Ark] = []
    grund = ""
    for linje in linjer:
        if isinstance(linje, list):
            fundne[-1].raekker.extend((nummer, _raekke(celler)) for nummer, celler in linje)
        elif "afvist" in linje:
            grund = linje["afvist"]
        else:
            epoke = datetime.fromisoformat(linje["epoke"])
            fundne.append(Ark(linje["navn"], [], epoke, frozenset(linje["skjulte"])))
    if grund:
        raise Afvist(grund)
    return fundne


def _raekke(celler: list[Any]) -> Raekke:
    return tuple(_SLAGS[celle[0]](celle[1]) if type(celle) is list else celle for celle in celler)


if __name__ == "__main__":
    try:
        with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
            main()
    except MemoryError:
        os._exit(FOR_STOR)
