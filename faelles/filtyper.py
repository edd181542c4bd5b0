"""De filtyper, man må lægge op, og om en fil er det, dens endelse siger."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from .excel import renskriv

HOVED = 4096
"""Byte, der er nok til at kende en filtype."""
LAENGSTE_NAVN = 150
FLEST_DELE, DELS_MAERKE = 5_000, b"PK\x01\x02"
"""Dele i et arkiv, og det, hver dels linje i indholdsfortegnelsen begynder med. Arkivets eget tal kan være løgn."""
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Filtype:
    indholdstype: str
    er_aegte: Callable[[BinaryIO], bool]


def _begynder(*maerker: bytes) -> Callable[[BinaryIO], bool]:
    return lambda fil: _hoved(fil).startswith(maerker)


def _hoved(fil: BinaryIO) -> bytes:
    fil.seek(0)
    return fil.read(HOVED)


def _office(mappe: str) -> Callable[[BinaryIO], bool]:
    """En Office-fil uden makroer. Kun indholdsfortegnelsen læses; intet pakkes ud."""

    def er_aegte(fil: BinaryIO) -> bool:
        try:
            navne = _delenes_navne(fil)
        except Exception:  # noqa: BLE001 - zipfile rejser mange slags; for brugeren er de alle det samme
            return False
        er_uden_makroer = not any(navn.endswith("vbaproject.bin") for navn in navne)
        return "[content_types].xml" in navne and any(navn.startswith(mappe) for navn in navne) and er_uden_makroer

    return er_aegte


def _delenes_navne(fil: BinaryIO) -> list[str]:
    fil.seek(0)
    if sum(bid.count(DELS_MAERKE) for bid in iter(lambda: fil.read(1 << 20), b"")) > FLEST_DELE:
        raise zipfile.BadZipFile("Arkivet har for mange dele.")
    fil.seek(0)
    with zipfile.ZipFile(fil) as arkiv:
        return [navn.lower() for navn in arkiv.namelist()]


def _er_tekst(fil: BinaryIO) -> bool:
    """Uden NUL og uden mærker, en browser kunne gøre til en side."""
    fil.seek(0)
    return all(b"\0" not in bid for bid in iter(lambda: fil.read(1 << 16), b"")) and b"<html" not in _hoved(fil).lower()


def _opendocument(slags: str) -> Callable[[BinaryIO], bool]:
    """En fil fra LibreOffice uden makroer; den siger selv sin slags i sin første del."""
    maerke = f"application/vnd.oasis.opendocument.{slags}".encode()

    def er_aegte(fil: BinaryIO) -> bool:
        try:
            navne = _delenes_navne(fil)
            with zipfile.ZipFile(fil) as arkiv, arkiv.open("mimetype") as del_:
                er_slagsen = del_.read(len(maerke) + 1).strip() == maerke
        except Exception:  # noqa: BLE001 - zipfile rejser mange slags; for brugeren er de alle det samme
            return False
        return er_slagsen and "content.xml" in navne and not any(et.startswith(("basic/", "scripts/")) for et in navne)

    return er_aegte


FILTYPER = {
    "pdf": Filtype("application/pdf", _begynder(b"%PDF-")),
    "docx": Filtype(f"{OFFICE}wordprocessingml.document", _office("word/")),
    "xlsx": Filtype(f"{OFFICE}spreadsheetml.sheet", _office("xl/")),
    "pptx": Filtype(f"{OFFICE}presentationml.presentation", _office("ppt/")),
    "odt": Filtype("application/vnd.oasis.opendocument.text", _opendocument("text")),
    "ods": Filtype("application/vnd.oasis.opendocument.spreadsheet", _opendocument("spreadsheet")),
    "png": Filtype("image/png", _begynder(b"\x89PNG\r\n\x1a\n")),
    "jpg": Filtype("image/jpeg", _begynder(b"\xff\xd8\xff")),
    "jpeg": Filtype("image/jpeg", _begynder(b"\xff\xd8\xff")),
    "txt": Filtype("text/plain; charset=utf-8", _er_tekst),
    "csv": Filtype("text/csv; charset=utf-8", _er_tekst),
}


def filtype(filnavn: str) -> Filtype | None:
    return FILTYPER.get(PurePath(filnavn).suffix.lower().removeprefix("."))


def rens_filnavn(navn: str) -> str:
    """Navnet uden mapper og styretegn; endelsen bevares, når det bliver kortet af."""
    renset = "".join(tegn for tegn in renskriv(navn.replace("\\", "/")).rpartition("/")[2] if tegn.isprintable())
    endelse = PurePath(renset).suffix[:10]
    return renset.removesuffix(endelse)[: LAENGSTE_NAVN - len(endelse)].strip(" .") + endelse
