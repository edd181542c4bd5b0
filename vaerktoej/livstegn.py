"""Containerens livstegn: spørg web på den måde, proxyen gør, og slut med 0, hvis den svarer."""

import os
import urllib.request


def main() -> None:
    vaert = os.environ["ALLOWED_HOSTS"].split(",")[0]
    forespoergsel = urllib.request.Request(
        "http://127.0.0.1:8000/livez",
        headers={"Host": vaert, "X-Forwarded-Proto": "https"},
    )
    urllib.request.urlopen(forespoergsel, timeout=4).close()  # noqa: S310 - altid egen maskine


if __name__ == "__main__":
    main()
