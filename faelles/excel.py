"""Sikker læsning af projektmapper og CSV-filer som flade rækker; kender ikke til, hvad de handler om.

En fil udefra kan være hvad som helst: den måles, før den åbnes, og alt, der går galt under læsningen, bliver
til én dansk sætning (``Afvist``). Intet her skriver noget.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from .afvisning import Afvist


@dataclass(frozen=True)
class Formel:
    """En celle med en formel, som filen ikke rummer resultatet af."""

    tekst: str


type Vaerdi = str | int | float | bool | date | time | timedelta | Formel | None
type Raekke = tuple[Vaerdi, ...]

SIDSTE_RAEKKE_I_EXCEL = 1_048_576
EXCELFEJL = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Graenser:
    """Hvor meget der må være i en fil. ``byte`` er filen selv, ``udpakket`` summen af dens dele."""

    byte: int = 5 * 1024 * 1024
    udpakket: int = 50 * 1024 * 1024
    dele: int = 500
    raekker: int = 20_000
    kolonner: int = 60
    celler: int = 20_000_000
    """Loft over pladser, der læses forbi, også tomme: en celle i kolonne XFD gør rækken 16.384 bred."""


STANDARD = Graenser()


@dataclass(frozen=True)
class Ark:
    """Et synligt ark. ``raekker`` er (rækkenummer som i Excel, celler) uden de tomme rækker."""

    navn: str
    raekker: list[tuple[int, Raekke]]
    epoke: datetime = field(default=WINDOWS_EPOCH, compare=False)

    def dato(self, tal: float) -> date | None:
        """Datoen bag Excels tal for en dag i arkets eget datosystem; None uden for årene 1990-2100."""
        try:
            fundet = from_excel(tal, self.epoke)
        except (ValueError, OverflowError):
            return None
        dag = fundet.date() if isinstance(fundet, datetime) else None
        return dag if dag and 1990 <= dag.year <= 2100 else None


def laes(data: bytes, filnavn: str, graenser: Graenser = STANDARD) -> list[Ark]:
    """Filens synlige ark. Rejser ``Afvist`` med én sætning, når filen ikke kan læses."""
    _kontroller_stoerrelse(data, graenser)
    if data.startswith(ZIP):
        return _laes_projektmappe(data, graenser)
    if data.startswith(OLE):
        raise Afvist(
            "Filen er beskyttet med adgangskode eller gemt i det gamle Excel-format. "
            "Fjern adgangskoden, gem den som .xlsx, og prøv igen."
        )
    if PurePath(filnavn).suffix.lower() in {".csv", ".txt"}:
        return [Ark(PurePath(filnavn).stem or "CSV", _laes_csv(data, graenser))]
    raise Afvist("Filen er ikke en Excel-projektmappe. Vælg en fil, der er gemt som .xlsx eller .csv.")


def _kontroller_stoerrelse(data: bytes, graenser: Graenser) -> None:
    if not data:
        raise Afvist("Filen er tom. Vælg en anden fil.")
    if len(data) > graenser.byte:
        raise Afvist(f"Filen fylder {_mb(len(data))}. Den må højst fylde {_mb(graenser.byte)}.")


def _laes_projektmappe(data: bytes, graenser: Graenser) -> list[Ark]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            _kontroller_arkiv(arkiv, graenser)
            return _laes_ark(data, arkiv, graenser)
    except Afvist:
        raise
    except Exception as fejl:  # openpyxl rejser over tolv slags; for brugeren er de alle det samme
        raise Afvist(
            "Filen kan ikke læses; den er beskadiget eller ikke en Excel-projektmappe. "
            "Åbn den i Excel, gem den igen som .xlsx, og prøv igen."
        ) from fejl


def _kontroller_arkiv(arkiv: zipfile.ZipFile, graenser: Graenser) -> None:
    """Mål det udpakkede, før noget pakkes ud; Python læser aldrig mere af en del, end den selv angiver."""
    dele = arkiv.infolist()
    if len(dele) > graenser.dele or sum(del_.file_size for del_ in dele) > graenser.udpakket:
        raise Afvist(
            f"Filen bliver for stor, når den pakkes ud: højst {_mb(graenser.udpakket)}. "
            "Fjern billeder og ark, der ikke skal indlæses, og prøv igen."
        )
    if any(del_.filename.lower().endswith("vbaproject.bin") for del_ in dele):
        raise Afvist("Projektmappen indeholder makroer. Gem den som .xlsx uden makroer, og prøv igen.")


def _laes_ark(data: bytes, arkiv: zipfile.ZipFile, graenser: Graenser) -> list[Ark]:
    mappe = _aabn(data, data_only=True)
    formler = None
    fundne, plads = [], _Plads(graenser)
    for nummer, ark in enumerate(mappe.worksheets):
        if ark.sheet_state != "visible":
            continue
        xml = arkiv.read(ark._worksheet_path)
        flettede = FLETTET.findall(xml)
        if len(flettede) > FLEST_FLETTEDE:
            raise Afvist(f"Arket »{ark.title}« har for mange flettede celler. Ophæv fletningerne, og prøv igen.")
        raekker = dict(_ikke_tomme(ark, plads))
        if FORMEL.search(xml):
            formler = formler or _aabn(data, data_only=False)
            _marker_formler(raekker, _ikke_tomme(formler.worksheets[nummer], plads))
        _fyld_lodrette(raekker, flettede)
        fundne.append(Ark(ark.title, sorted(raekker.items()), mappe.epoch))
    return fundne


def _aabn(data: bytes, *, data_only: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


class _Plads:
    """Holder regnskab med, hvor meget der er læst, på tværs af filens ark."""

    def __init__(self, graenser: Graenser) -> None:
        self.graenser = graenser
        self.celler = 0

    def bredde(self, ark: str, nummer: int, celler: Sequence[Vaerdi]) -> int:
        """Hvor bred rækken er uden tomme celler til højre; afviser det, der ligger uden for grænserne."""
        self.celler += len(celler)
        if self.celler > self.graenser.celler or nummer > SIDSTE_RAEKKE_I_EXCEL:
            raise Afvist(f"Arket »{ark}« er for stort til at blive læst. Slet tomme rækker og kolonner.")
        bredde = next((i for i in range(len(celler), 0, -1) if celler[i - 1] not in (None, "")), 0)
        if bredde > self.graenser.kolonner:
            raise Afvist(
                f"Arket »{ark}« har indhold helt ude i celle {get_column_letter(bredde)}{nummer}. Der kan højst være "
                f"{self.graenser.kolonner} kolonner; slet det, der ikke hører med, og prøv igen."
            )
        if bredde and nummer > self.graenser.raekker:
            raise Afvist(
                f"Arket »{ark}« har indhold i række {_tusinder(nummer)}. "
                f"Der kan højst være {_tusinder(self.graenser.raekker)} rækker."
            )
        return bredde


def _ikke_tomme(ark: Any, plads: _Plads) -> Iterator[tuple[int, Raekke]]:
    # Arkets egen angivelse af sin størrelse kan være forkert; så ville rækker mangle uden et ord.
    ark.reset_dimensions()
    for nummer, celler in enumerate(ark.iter_rows(values_only=True), 1):
        if (celler or nummer > SIDSTE_RAEKKE_I_EXCEL) and (bredde := plads.bredde(ark.title, nummer, celler)):
            yield nummer, tuple(_vaerdi(celle) for celle in celler[:bredde])


def _vaerdi(celle: Any) -> Vaerdi:
    if isinstance(celle, str):
        return renskriv(celle)
    if isinstance(celle, datetime):
        return celle.date() if celle.time() == time() else celle
    return celle if isinstance(celle, int | float | date | time | timedelta | None) else Formel(str(celle))


USYNLIGE = re.compile("[\u200b\u2060\ufeff]")


def renskriv(tekst: str) -> str:
    """Teksten uden styretegn (PostgreSQL gemmer ikke NUL), med ét slags linjeskift og sammensatte æøå."""
    tekst = USYNLIGE.sub("", unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n")))
    if tekst.isprintable():
        return tekst.strip()
    return "".join(t for t in tekst if t in "\n\t" or unicodedata.category(t) not in ("Cc", "Cs")).strip()


FLEST_FLETTEDE, MEST_FYLDT = 10_000, 100_000
"""Fletninger i et ark, og celler, der fyldes fra dem: fem hele kolonner af det længst tilladte ark."""
FORMEL = re.compile(rb"<(?:\w+:)?f[\s>/]")
FLETTET = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def _marker_formler(raekker: dict[int, Raekke], formler: Iterable[tuple[int, Raekke]]) -> None:
    """Sæt ``Formel`` i de celler, hvor der er en formel, men intet gemt resultat; ellers så de tomme ud."""
    for nummer, celler in formler:
        vist = raekker.get(nummer, ())
        vist += (None,) * (len(celler) - len(vist))
        if any(a is None and b is not None for a, b in zip(vist, celler, strict=False)):
            raekker[nummer] = tuple(
                Formel(str(b)) if a is None and b is not None else a
                for a, b in zip(vist, celler + (None,) * (len(vist) - len(celler)), strict=True)
            )


def _fyld_lodrette(raekker: dict[int, Raekke], flettede: Iterable[tuple[bytes, ...]]) -> None:
    """En celle flettet nedad i én kolonne gælder alle rækkerne; bredere fletninger er overskrifter."""
    sidste, rest = max(raekker, default=0), MEST_FYLDT
    for fra, top, til, bund in flettede:
        omraade = range(int(top) + 1, min(int(bund), sidste) + 1)
        if fra == til and (rest := rest - len(omraade)) >= 0:
            _fyld(raekker, column_index_from_string(fra.decode()) - 1, int(top), omraade)


def _fyld(raekker: dict[int, Raekke], kolonne: int, oeverst: int, omraade: range) -> None:
    celler = raekker.get(oeverst, ())
    if kolonne < len(celler):
        for nummer in omraade:
            if nummer in raekker:
                raekker[nummer] = _med(raekker[nummer], kolonne, celler[kolonne])


def _med(celler: Raekke, kolonne: int, vaerdi: Vaerdi) -> Raekke:
    udvidet = list(celler) + [None] * (kolonne + 1 - len(celler))
    if udvidet[kolonne] is None:
        udvidet[kolonne] = vaerdi
    return tuple(udvidet)


def _laes_csv(data: bytes, graenser: Graenser) -> list[tuple[int, Raekke]]:
    tekst = _afkod(data)
    plads, fundne = _Plads(graenser), list[tuple[int, Raekke]]()
    try:
        for nummer, felter in enumerate(csv.reader(io.StringIO(tekst, ""), delimiter=_skilletegn(tekst)), 1):
            celler = tuple(renskriv(felt) or None for felt in felter)
            if (celler or nummer > SIDSTE_RAEKKE_I_EXCEL) and (bredde := plads.bredde("CSV", nummer, celler)):
                fundne.append((nummer, celler[:bredde]))
    except csv.Error as fejl:
        raise Afvist("CSV-filen kan ikke læses. En celle er for lang eller mangler et anførselstegn.") from fejl
    return fundne


def _afkod(data: bytes) -> str:
    """UTF-8 (med eller uden BOM), UTF-16 fra Excels »Unicode-tekst«, ellers Windows' vesteuropæiske tegn."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Afvist("Filen er ikke en CSV-fil. Vælg en fil, der er gemt som .xlsx eller .csv.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


CITAT = re.compile('"[^"]*"')


def _skilletegn(tekst: str) -> str:
    """Det, der er flest af i den første linje med mindst to; lange tekster længere nede er fulde af kommaer."""
    linjer = CITAT.sub("", tekst[:20_000]).splitlines()
    flest = (max(";\t,", key=linje.count) for linje in linjer if max(map(linje.count, ";\t,")) >= 2)
    return next(flest, max(";\t,", key=tekst[:20_000].count))


def _tusinder(antal: int) -> str:
    return f"{antal:_}".replace("_", ".")


def _mb(antal: int) -> str:
    return f"{antal / 1024 / 1024:.1f} MB".replace(".", ",")
