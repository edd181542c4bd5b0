"""Læsning af en .xlsx-fil: først måles arkivet, så læses hvert synligt ark én gang."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser

from .afvisning import Afvist
from .excelark import Ark, Formel, Raekke, Vaerdi, som_vaerdi
from .excelgraenser import Graenser, mb
from .excelregnskab import Regnskab

BESKADIGET = (
    "Filen kan ikke læses; den er beskadiget eller ikke en Excel-projektmappe. "
    "Åbn den i Excel, gem den igen som .xlsx, og prøv igen."
)
FLEST_FLETTEDE, MEST_FYLDT = 10_000, 100_000
"""Fletninger i et ark, og celler, der fyldes fra dem: fem hele kolonner af det længst tilladte ark."""
FLETTET_TAG = ROW_TAG.replace("row", "mergeCell")
OMRAADE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
ERKLAERING = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
BID = 256 * 1024

UVELKOMNE = {
    "vbaproject.bin": "Projektmappen indeholder makroer. Gem den som .xlsx uden makroer, og prøv igen.",
    "xl/workbook.bin": "Filen er gemt som binær projektmappe (.xlsb). Gem den som .xlsx i Excel, og prøv igen.",
    "xl/externallinks/": (
        "Projektmappen henter indhold fra andre filer. Bryd kæderne i Excel (Data, Rediger kæder, Bryd kæde), "
        "gem filen, og prøv igen."
    ),
    "content.xml": "Filen er et OpenDocument-regneark. Gem den som .xlsx, og prøv igen.",
    "word/document.xml": "Filen er et Word-dokument. Vælg en fil, der er gemt som .xlsx eller .csv.",
    "ppt/presentation.xml": "Filen er en PowerPoint-præsentation. Vælg en fil, der er gemt som .xlsx eller .csv.",
}
"""Det, navnet på en del af arkivet røber om filen: begyndelsen eller slutningen af navnet."""


def laes_projektmappe(data: bytes, graenser: Graenser) -> list[Ark]:
    """Projektmappens synlige ark. Rejser ``Afvist``; en fejl i filen bliver aldrig til andet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            _kontroller_arkiv(arkiv, graenser)
            return _laes_ark(arkiv, _aabn(data), graenser)
    except (Afvist, MemoryError):
        raise
    except Exception as fejl:  # openpyxl rejser over tolv slags; for brugeren er de alle det samme
        raise Afvist(BESKADIGET) from fejl


def _kontroller_arkiv(arkiv: zipfile.ZipFile, graenser: Graenser) -> None:
    dele = arkiv.infolist()
    if len(dele) > graenser.dele or sum(del_.file_size for del_ in dele) > graenser.udpakket:
        raise Afvist(_for_stor(graenser))
    for del_ in dele:
        _kontroller_navn(del_.filename.lower())
    if dele and all(del_.filename.lower().endswith((".xlsx", ".xls", ".csv", "/")) for del_ in dele):
        raise Afvist("Filen er et zip-arkiv med andre filer i. Pak det ud, og vælg den projektmappe, der skal bruges.")
    rest = graenser.udpakket
    for del_ in dele:
        rest -= _maal(arkiv, del_, rest, graenser)


def _kontroller_navn(navn: str) -> None:
    for kending, besked in UVELKOMNE.items():
        if navn.startswith(kending) or navn.endswith(f"/{kending}"):
            raise Afvist(besked)


def _maal(arkiv: zipfile.ZipFile, del_: zipfile.ZipInfo, rest: int, graenser: Graenser) -> int:
    """Delens rigtige størrelse i byte, talt bid for bid: den, arkivet angiver, kan være løgn."""
    if del_.flag_bits & 1:
        raise Afvist("Filen er beskyttet med adgangskode. Fjern adgangskoden, gem filen som .xlsx, og prøv igen.")
    uden_loft = copy(del_)
    uden_loft.file_size = rest + 1
    laest = 0
    with arkiv.open(uden_loft) as stroem:
        while bid := stroem.read(BID):
            if not laest and del_.filename.endswith((".xml", ".rels")) and ERKLAERING.search(bid):
                raise Afvist(
                    "Filen indeholder erklæringer (DOCTYPE), som en projektmappe fra Excel aldrig har. "
                    "Kopiér rækkerne over i en ny projektmappe, og prøv igen."
                )
            laest += len(bid)
    if laest > rest:
        raise Afvist(_for_stor(graenser))
    if laest != del_.file_size:
        raise zipfile.BadZipFile("En del er ikke så stor, som den siger.")
    return laest


def _for_stor(graenser: Graenser) -> str:
    return (
        f"Filen bliver for stor, når den pakkes ud: højst {mb(graenser.udpakket)}. "
        "Fjern billeder og ark, der ikke skal indlæses, og prøv igen."
    )


def _aabn(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _laes_ark(arkiv: zipfile.ZipFile, mappe: Any, graenser: Graenser) -> list[Ark]:
    regnskab = Regnskab(graenser)
    return [_et_ark(arkiv, mappe, ark, regnskab) for ark in mappe.worksheets if ark.sheet_state == "visible"]


def _et_ark(arkiv: zipfile.ZipFile, mappe: Any, ark: Any, regnskab: Regnskab) -> Ark:
    with arkiv.open(ark._worksheet_path) as stroem:
        laeser = Arklaeser(stroem, ark._shared_strings, mappe)
        raekker: dict[int, Raekke] = {}
        for nummer, celler in laeser.raekker():
            if faerdig := regnskab.godkend(ark.title, nummer, celler):
                if nummer < 1 or nummer in raekker:
                    raise ValueError("Samme række står to gange.")
                raekker[nummer] = faerdig
    if len(laeser.flettede) > FLEST_FLETTEDE:
        raise Afvist(f"Arket »{ark.title}« har for mange flettede celler. Ophæv fletningerne, og prøv igen.")
    _fyld_lodrette(raekker, laeser.flettede)
    return Ark(ark.title, sorted(raekker.items()), mappe.epoch, frozenset(laeser.skjulte & raekker.keys()))


class Arklaeser(WorkSheetParser):
    """Ét gennemløb af et arks XML efter værdier, formler uden resultat, fletninger og skjulte rækker.

    openpyxls egen ``parse`` læser også det, ingen spørger om, og giver op over fejl i det; dens rækker begrænses
    desuden af den størrelse, arket selv angiver, og den kan være forkert.
    """

    def __init__(self, stroem: Any, tekster: list[str], mappe: Any) -> None:
        super().__init__(
            stroem,
            tekster,
            data_only=True,
            epoch=mappe.epoch,
            date_formats=mappe._date_formats,
            timedelta_formats=mappe._timedelta_formats,
        )
        self.flettede: list[tuple[str, ...]] = []
        self.skjulte: set[int] = set()

    def raekker(self) -> Iterator[tuple[int, list[Vaerdi]]]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                nummer, celler = self.parse_row(element)
                if element.get("hidden") in ("1", "true"):
                    self.skjulte.add(nummer)
                self.row_dimensions.clear()
                element.clear()
                if celler:
                    yield nummer, _paa_plads(celler)
            elif element.tag == FLETTET_TAG and (omraade := OMRAADE.fullmatch(element.get("ref", ""))):
                self.flettede.append(omraade.groups())

    def parse_cell(self, element: Any) -> dict[str, Any]:
        celle: dict[str, Any] = super().parse_cell(element)
        if celle["value"] is None and (formel := element.find(FORMULA_TAG)) is not None:
            celle["value"] = Formel(f"={formel.text or ''}")
        return celle


def _paa_plads(celler: Iterable[dict[str, Any]]) -> list[Vaerdi]:
    udfyldte = {celle["column"]: celle["value"] for celle in celler if celle["value"] is not None}
    return [som_vaerdi(udfyldte.get(kolonne)) for kolonne in range(1, max(udfyldte, default=0) + 1)]


def _fyld_lodrette(raekker: dict[int, Raekke], flettede: Iterable[tuple[str, ...]]) -> None:
    """En celle flettet nedad i én kolonne gælder alle rækkerne; bredere fletninger er overskrifter."""
    sidste, rest = max(raekker, default=0), MEST_FYLDT
    for fra, top, til, bund in flettede:
        omraade = range(int(top) + 1, min(int(bund), sidste) + 1)
        if fra == til and (rest := rest - len(omraade)) >= 0:
            _fyld(raekker, column_index_from_string(fra) - 1, int(top), omraade)


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
