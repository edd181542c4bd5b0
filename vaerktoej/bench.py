"""``make bench``: mål svartider på et stort, opdigtet datasæt, på SQLite og på PostgreSQL.

Skriver en tabel for hver database: median af sidens servertid, antal forespørgsler og et bart gulv målt i samme
kørsel (se ``vaerktoej.maaling``). Alt sker i en midlertidig mappe, der forsvinder igen.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from vaerktoej import tjenester, trin
from vaerktoej.egenmappe import egen_mappe
from vaerktoej.proev import grundmiljoe
from vaerktoej.tjenester import Mangler

DATA = ["lav_testdata", "--kommuner=98", "--loesninger=4", "--opgaver=130", "--json"]
IMPORT = ["shell", "-v0", "-c", "from vaerktoej.maaling_import import main; main()"]
ARBEJDE = ["shell", "-v0", "-c", "from vaerktoej.maaling_arbejde import main; main()"]
FLETNING = ["shell", "-v0", "-c", "from vaerktoej.maaling_fletning import main; main()"]
MAALING = ["shell", "-v0", "-c", "from vaerktoej.maaling import main; main()"]


def main() -> int:
    mangler = []
    with ExitStack() as oprydning:
        for navn, database in (("SQLite", sqlite), ("PostgreSQL", postgres)):
            mappe = egen_mappe(oprydning)
            try:
                maal(navn, miljoe(mappe, database(oprydning, mappe)))
            except Mangler as fejl:
                mangler.append(f"{navn} er ikke målt. {fejl}")
    print(*mangler, sep="\n")
    return 1 if mangler else 0


def sqlite(_oprydning: ExitStack, mappe: Path) -> str:
    return f"sqlite:///{mappe / 'bench.sqlite3'}"


def postgres(oprydning: ExitStack, mappe: Path) -> str:
    return oprydning.enter_context(tjenester.postgres(mappe))


def miljoe(mappe: Path, database: str) -> dict[str, str]:
    """Som i drift, men uden HTTPS, for der spørges uden om webserveren."""
    return grundmiljoe() | {
        "DATABASE_URL": database,
        "DATA_MAPPE": str(mappe),
        "ALLOWED_HOSTS": "testserver",
        "SSL_VIDERESTILLING": "0",
        "LOG_NIVEAU": "ERROR",
    }


def maal(navn: str, valg: Mapping[str, str]) -> None:
    print(f"{navn}: laver data …", flush=True)
    manage(valg, "collectstatic", "--noinput", "-v0")
    manage(valg, "migrate", "-v0")
    data = json.loads(manage(valg, *DATA))
    print(f"{navn}: {data['opgaver']} opgaver i {data['projekter']} projekter på {tal(data['sekunder'])} s. Måler …")
    for linje in tabel(json.loads(manage(valg, *MAALING))):
        print(linje)
    print("\nProjektlederens arbejde:\n")
    for linje in tabel(json.loads(manage(valg, *ARBEJDE))):
        print(linje)
    print("\nOpgradering; »Tegn« er antal rækker eller planer:\n")
    for linje in tabel(json.loads(manage(valg, *FLETNING))):
        print(linje)
    for linje in importtabel(json.loads(manage(valg, *IMPORT))):
        print(linje)
    print(flush=True)


def manage(valg: Mapping[str, str], *kommando: str) -> str:
    svar = subprocess.run(
        [sys.executable, "manage.py", *kommando], cwd=trin.ROD, env=valg, stdout=subprocess.PIPE, text=True, check=True
    )
    return svar.stdout


def tabel(resultater: list[dict[str, Any]]) -> Iterator[str]:
    yield "| Side | Median (ms) | Heraf CPU (ms) | Forespørgsler | Tegn | Gulv (ms) | Forhold |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for r in resultater:
        gulv, forhold = "–", "–"
        if r["gulv_ms"]:
            gulv, forhold = tal(r["gulv_ms"], 2), tal(r["ms"] / r["gulv_ms"])
        tider = f"{tal(r['ms'])} | {tal(r['cpu_ms'])}"
        yield f"| {r['navn']} | {tider} | {r['forespoergsler']} | {r['tegn']} | {gulv} | {forhold} |"


def importtabel(maalt: dict[str, Any]) -> Iterator[str]:
    yield f"\nImport af {maalt['raekker']} opgaver:\n"
    yield f"| Trin | Sekunder | Gulv (s) | Forhold | Forespørgsler | Ved {maalt['faa']} opgaver |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for r in maalt["resultater"]:
        tider = f"{tal(r['sekunder'])} | {tal(r['gulv'])} | {tal(r['sekunder'] / r['gulv'])}"
        yield f"| {r['navn']} | {tider} | {r['forespoergsler']} | {r['forespoergsler_faa']} |"
    yield "\nStørste hukommelse: " + ", ".join(f"{navn} {tal(mb, 0)} MB" for navn, mb in maalt["mb"].items()) + "."


def tal(vaerdi: float, decimaler: int = 1) -> str:
    return f"{vaerdi:.{decimaler}f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
