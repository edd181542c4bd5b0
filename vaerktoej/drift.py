"""``make test-drift``: de lange ture, der dræber processer undervejs, på SQLite og på PostgreSQL. Skriver udfaldene."""

import sys
from contextlib import ExitStack

from vaerktoej import trin
from vaerktoej.proev import grundmiljoe, koer
from vaerktoej.tjenester import Mangler

DRIFT = [*trin.PYTEST, "-n0", "-s", "tests/drift", "-m"]
TURE: tuple[tuple[str, str, trin.Miljoevalg], ...] = (
    ("SQLite", "drift and not postgresql", trin.uaendret),
    ("PostgreSQL", "drift and not sqlite", trin.postgres_og_redis),
)


def main() -> int:
    koder = [tur(*valg) for valg in TURE]
    return max(koder)


def tur(navn: str, proever: str, miljoe: trin.Miljoevalg) -> int:
    with ExitStack() as oprydning:
        try:
            kode, udskrift = koer([*DRIFT, proever], grundmiljoe() | dict(miljoe(oprydning)))
        except Mangler as fejl:
            kode, udskrift = 1, f"Ikke kørt. {fejl}"
    print(f"{navn}:\n{udskrift}", flush=True)
    return kode


if __name__ == "__main__":
    sys.exit(main())
