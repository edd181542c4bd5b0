"""Læsning af en .xlsx-fil: først måles arkivet, så læses hvert synligt ark én gang."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any
from xml.parsers import expat

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import column_index_from_string
from openpyxl.xml.constants import SHARED_STRINGS

from .afvisning import Afvist
from .excelark import Ark, Raekke, Vaerdi, renskriv
from .excelgraenser import Graenser, mb
from .excelregnskab import Regnskab
from .excelxml import Arklaeser, laes_tekster

BESKADIGET = (
    "Filen kan ikke læses; den er beskadiget eller ikke en Excel-projektmappe. "
    "Åbn den i Excel, gem den igen som .xlsx, og prøv igen."
)
FLEST_FLETTEDE, MEST_FYLDT = 10_000, 100_000
"""Fletninger i et ark, og celler, der fyldes fra dem: fem hele kolonner af det længst tilladte ark."""
STRENG = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
BID, UENDELIG = 256 * 1024, 1 << 60

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
        return _laes_ark(data, graenser)
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
    uden_loft.file_size = UENDELIG
    vagt, laest = _Doctypevagt(), 0
    with arkiv.open(uden_loft) as stroem:
        while bid := stroem.read(BID):
            vagt.se(bid)
            laest += len(bid)
            if laest > rest:
                raise Afvist(_for_stor(graenser))
    if laest != del_.file_size:
        raise zipfile.BadZipFile("En del er ikke så stor, som den siger.")
    return laest


class _Doctypevagt:
    """Ser en del igennem som XML. Entiteter, der vokser eller henter filer, kræver en DOCTYPE, og Excel skriver ingen.

    En del, der ikke er XML, fx et billede, er uden interesse: den læses aldrig som XML til ende.
    """

    def __init__(self) -> None:
        self.laeser: Any = expat.ParserCreate()
        self.laeser.StartDoctypeDeclHandler = self._afvis

    def se(self, bid: bytes) -> None:
        try:
            if self.laeser:
                self.laeser.Parse(bid)
        except expat.ExpatError:
            self.laeser = None

    def _afvis(self, *_: object) -> None:
        raise Afvist(
            "Filen indeholder erklæringer (DOCTYPE), som en projektmappe fra Excel aldrig har. "
            "Kopiér rækkerne over i en ny projektmappe, og prøv igen."
        )


def _for_stor(graenser: Graenser) -> str:
    return (
        f"Filen bliver for stor, når den pakkes ud: højst {mb(graenser.udpakket)}. "
        "Fjern billeder og ark, der ikke skal indlæses, og prøv igen."
    )


class Mappelaeser(ExcelReader):
    """openpyxls læser af det, der ikke er celler: arkenes navne og orden, datosystemet og formaterne."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)

    def read(self) -> None:
        self.read_manifest()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    @property
    def er_streng(self) -> bool:
        """Om filen har den strenge udgave af formatet, hvor alle navne er andre, og intet ark ville blive fundet."""
        return any(STRENG in self.archive.read(navn) for navn in self.valid_files if navn.endswith("/workbook.xml"))

    def synlige(self) -> Iterator[tuple[str, str]]:
        """De synlige arks navne og deres del af arkivet. Mangler delen, er filen beskadiget; arket forties ikke."""
        for ark, henvisning in self.parser.find_sheets():
            if (ark.state or "visible") == "visible" and "chartsheet" not in henvisning.Type:
                yield ark.name, henvisning.target

    def tekster(self) -> list[str]:
        del_ = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if del_ is None:
            return []
        with self.archive.open(del_.PartName[1:]) as stroem:
            return laes_tekster(stroem)


def _laes_ark(data: bytes, graenser: Graenser) -> list[Ark]:
    mappe = Mappelaeser(data)
    mappe.read()
    if mappe.er_streng:
        raise Afvist("Filen er gemt som »Strict Open XML«. Gem den som almindelig Excel-projektmappe, og prøv igen.")
    tekster, regnskab = mappe.tekster(), Regnskab(graenser)
    fundne = []
    for navn, del_ in mappe.synlige():
        with mappe.archive.open(del_) as stroem:
            fundne.append(_et_ark(renskriv(navn), Arklaeser(stroem, tekster, mappe.wb), regnskab))
    return fundne


def _et_ark(navn: str, laeser: Arklaeser, regnskab: Regnskab) -> Ark:
    raekker: dict[int, Raekke] = {}
    for nummer, celler in laeser.raekker():
        if faerdig := regnskab.godkend(navn, nummer, celler):
            if nummer < 1 or nummer in raekker:
                raise ValueError("Samme række står to gange.")
            raekker[nummer] = faerdig
    if len(laeser.flettede) > FLEST_FLETTEDE:
        raise Afvist(f"Arket »{navn}« har for mange flettede celler. Ophæv fletningerne, og prøv igen.")
    _fyld_lodrette(raekker, laeser.flettede, regnskab)
    return Ark(navn, sorted(raekker.items()), laeser.epoke, frozenset(laeser.skjulte & raekker.keys()))


def _fyld_lodrette(raekker: dict[int, Raekke], flettede: Iterable[tuple[str, ...]], regnskab: Regnskab) -> None:
    """En celle flettet nedad i én kolonne gælder alle rækkerne; bredere fletninger er overskrifter."""
    sidste, rest = max(raekker, default=0), MEST_FYLDT
    for fra, top, til, bund in flettede:
        if fra != til:
            continue
        omraade = range(int(top) + 1, min(int(bund), sidste) + 1)
        if (rest := rest - len(omraade)) >= 0:
            numre = [nummer for nummer in omraade if nummer in raekker]
            _fyld(raekker, column_index_from_string(fra) - 1, raekker.get(int(top), ()), numre, regnskab)


def _fyld(raekker: dict[int, Raekke], kolonne: int, oeverst: Raekke, numre: Sequence[int], regnskab: Regnskab) -> None:
    if kolonne < len(oeverst):
        regnskab.godkend_gentaget(oeverst[kolonne], len(numre))
        for nummer in numre:
            raekker[nummer] = _med(raekker[nummer], kolonne, oeverst[kolonne])


def _med(celler: Raekke, kolonne: int, vaerdi: Vaerdi) -> Raekke:
    udvidet = list(celler) + [None] * (kolonne + 1 - len(celler))
    if udvidet[kolonne] is None:
        udvidet[kolonne] = vaerdi
    return tuple(udvidet)
