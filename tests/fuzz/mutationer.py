"""Ødelagte og ondsindede filer i tusindvis, alle lavet af et tal, så den samme fil kan laves igen."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache

from openpyxl import Workbook

from opgaver.katalogimport.skabelon import lav_skabelon
from tests.opgaver_katalog.boeger import HOVED, SAPA_HOVED, a08, bog, med_faelles_tekster, sapa_raekker, som_byte
from tests.opgaver_katalog.onde import AFVIST, LAESES

type Fil = tuple[str, bytes]

RAEKKER = (
    ("A08", "Forbered arbejdsgange", "Klargøring", "9", "Anbefalet", "5 uger efter idriftsættelsesdato", "Leder"),
    ("MI 02_Match enheder", None, "F2", "9", "Skal", datetime(2018, 3, 2), "Administrator"),
    (None, "Uden kode", "Forbedelse", "Go-live", None, 43252, None),
    ("U05", "Uddan superbrugere", "F3", None, "Kan", "Juni 2019 (FØR sommerferiens start)", "Superbruger"),
    ("A08", "En gang til", "F1", "99", "?", "snarest", "?"),
)  # fmt: skip

ONDT = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table><h1>", "{{ 7*7 }}", "{% csrf_token %}",
    "javascript:alert(1)", '"><svg onload=alert(1)>', "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>" * 300, "</p>" * 300,
    "=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "\t=1", "'; DROP TABLE opgaver_katalog; --", "\\x00", "_x0000_",
    "_x000D_", "a\u0000b", "\u202eomvendt", "\ufeff", "\U0001f600" * 50, "\u0301" * 200, "\ud7ff",
    "a" * 20_001, "æ" * 32_767,
    " " * 5_000, "\n" * 500, "#REF!", "#VÆRDI!", "NaN", "1e999", "-0", "٥", "5 uger efter", "31-02-2027", "99999",
    "F2/F3", "2.3 Klargøring", "Titel", "Opgavekode", "Fase", "..\\..\\etc", "%s%n", "\r\n\r\n",
)  # fmt: skip
VAERDIER = (
    None, True, False, 0, -1, 1e300, -1e300, 10**40, 0.1 + 0.2, 43252.75, 2_958_466, date(1900, 1, 1),
    date(9999, 12, 31),
    datetime(2027, 3, 1, 23, 59, 59), time(7, 30), "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "=A1",
)  # fmt: skip
NAVNE = (
    "katalog.xlsx",
    "../../æøå katalog.xlsx",
    "<script>alert(1)</script>.xlsx",
    "x" * 180 + ".xlsx",
    "uden endelse",
)


@cache
def grundfiler() -> tuple[bytes, ...]:
    to_ark = Workbook()
    for blad in (to_ark.active, to_ark.create_sheet("Ændringer & øvrigt")):
        for raekke in (HOVED, *RAEKKER):
            blad.append(raekke)
    to_ark.active.merge_cells("C2:C4")
    sapa = bog(*sapa_raekker(), hoved=SAPA_HOVED)
    filer = [a08(), bog(*RAEKKER), lav_skabelon(), sapa, som_byte(to_ark), bog(*RAEKKER[:4], foran=(("Forside",),))]
    return (*filer, *(med_faelles_tekster(fil) for fil in filer[:4]))


def onde_celler(r: random.Random) -> Fil:
    """Hele vejen til cellerne: rigtige filer med ondt og underligt indhold på tilfældige pladser."""
    hoved = [*HOVED, "Beskrivelse", "Note"]
    raekker = [[*raekke, "Tekst", None] for raekke in RAEKKER[: r.choice((1, 2, 3, 4, 4, 5))]]
    for _ in range(r.randint(1, 6)):
        plads = r.choice((len(hoved) - 1, len(hoved) - 2, r.randrange(len(hoved))))
        r.choice(raekker)[plads] = r.choice(VAERDIER) if r.random() < 0.3 else _skrivelig(r.choice(ONDT))
    if r.random() < 0.15:
        hoved[r.choice((0, 2, 3, 4, 5, 6, 8))] = _skrivelig(r.choice(ONDT))
    data = bog(*raekker, hoved=hoved, ark=r.choice(("Opgaver", "Æøå & <b>", "=1+1", "Fejl")))
    return r.choice(NAVNE), med_faelles_tekster(data) if r.random() < 0.3 else data


def _skrivelig(tekst: str) -> str:
    """openpyxl vil ikke skrive styretegn; de kommer med i de filer, hvis XML ændres."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", tekst)


def vendte_byte(r: random.Random) -> Fil:
    data = bytearray(r.choice(grundfiler()))
    for _ in range(r.choice((1, 1, 2, 5, 20))):
        data[r.randrange(len(data))] ^= 1 << r.randrange(8)
    return "katalog.xlsx", bytes(data)


def afkortet(r: random.Random) -> Fil:
    data = r.choice(grundfiler())
    return "katalog.xlsx", data[: r.randrange(len(data))]


def hul_eller_gentagelse(r: random.Random) -> Fil:
    data = r.choice(grundfiler())
    fra = r.randrange(len(data))
    til = min(len(data), fra + r.choice((1, 10, 100, 1_000)))
    midt = r.choice((b"", data[fra:til] * 2, b"\xa5" * (til - fra), r.randbytes(til - fra)))
    return "katalog.xlsx", data[:fra] + midt + data[til:]


def uden_del(r: random.Random) -> Fil:
    data = r.choice(grundfiler())
    with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
        navn = r.choice(arkiv.namelist())
    return "katalog.xlsx", _pakket_om(data, lambda del_, indhold: None if del_ == navn else indhold)


def aendret_xml(r: random.Random) -> Fil:
    """En del af arkivet med én ting ændret i sin XML og pakket igen, så kontroltallet passer."""
    data = r.choice(grundfiler())
    with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
        dele = [navn for navn in arkiv.namelist() if navn.endswith((".xml", ".rels"))]
    arket = [navn for navn in dele if "sheet" in navn.lower() and navn.endswith(".xml")]
    valgt = r.choice(arket if r.random() < 0.75 else dele)
    greb = r.choice(XMLGREB)
    return "katalog.xlsx", _pakket_om(data, lambda navn, xml: greb(r, xml) if navn == valgt else xml)


def _pakket_om(data: bytes, aendr: Callable[[str, bytes], bytes | None]) -> bytes:
    ud = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as ind, zipfile.ZipFile(ud, "w", zipfile.ZIP_DEFLATED) as nyt:
        for navn in ind.namelist():
            if (indhold := aendr(navn, ind.read(navn))) is not None:
                nyt.writestr(navn, indhold)
    return ud.getvalue()


def _stykker(xml: bytes) -> list[bytes]:
    return re.split(rb"(?=<)", xml)


def _fjern_maerke(r: random.Random, xml: bytes) -> bytes:
    stykker = _stykker(xml)
    del stykker[r.randrange(len(stykker))]
    return b"".join(stykker)


def _fjern_celle(r: random.Random, xml: bytes) -> bytes:
    celler = re.findall(rb"<c [^>]*?>.*?</c>|<si>.*?</si>|<row.*?</row>", xml, re.DOTALL)
    return xml.replace(r.choice(celler), b"", 1) if celler else xml


def _gentag_celle(r: random.Random, xml: bytes) -> bytes:
    celler = re.findall(rb"<c [^>]*?>.*?</c>|<si>.*?</si>|<row.*?</row>", xml, re.DOTALL)
    return xml.replace(valgt := r.choice(celler), valgt * 2, 1) if celler else xml


TAL = (b"-1", b"0", b"1", b"99999999999999", b"1e400", b"", b"abc", b"1048577", b"NaN", b"0x10", "٥".encode())


def _aendr_tal(r: random.Random, xml: bytes) -> bytes:
    pladser = list(re.finditer(rb"(?<=[\">A-Z])\d+(?=[\"<])", xml))
    if not pladser:
        return xml
    valgt = r.choice(pladser)
    return xml[: valgt.start()] + r.choice(TAL) + xml[valgt.end() :]


def _aendr_vaerdi(r: random.Random, xml: bytes) -> bytes:
    pladser = list(re.finditer(rb'(?<==")[^"]*(?=")', xml))
    if not pladser:
        return xml
    valgt = r.choice(pladser)
    andet = r.choice((b"", b"x", b"A1:XFD1048576", b"s", b"d", b"b", b"e", b"n", b"inlineStr", b"../../etc", b"&#0;"))
    return xml[: valgt.start()] + andet + xml[valgt.end() :]


def _aendr_tekst(r: random.Random, xml: bytes) -> bytes:
    pladser = list(re.finditer(rb"(?<=>)[^<]+(?=<)", xml))
    if not pladser:
        return xml
    valgt = r.choice(pladser)
    andet = r.choice(ONDT).encode("utf-8", "replace").replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    return xml[: valgt.start()] + andet + xml[valgt.end() :]


def _vend_byte(r: random.Random, xml: bytes) -> bytes:
    plads = r.randrange(len(xml))
    return xml[:plads] + bytes([xml[plads] ^ (1 << r.randrange(8))]) + xml[plads + 1 :]


def _indsaet(r: random.Random, xml: bytes) -> bytes:
    plads = r.choice([fund.start() for fund in re.finditer(rb"<", xml)])
    ting = (
        b"<!-- -->",
        b"<f>1+1</f>",
        b"<mergeCell ref='A1:A1048576'/>",
        b"<![CDATA[<p>]]>",
        b"<?x y?>",
        b"&bombe;",
        b"\0",
    )
    return xml[:plads] + r.choice(ting) + xml[plads:]


XMLGREB = (
    _fjern_maerke, _fjern_celle, _fjern_celle, _gentag_celle, _aendr_tal, _aendr_tal, _aendr_vaerdi, _aendr_vaerdi,
    _aendr_tekst, _aendr_tekst, _vend_byte, _indsaet,
)  # fmt: skip


def csv_fil(r: random.Random) -> Fil:
    skille = r.choice(";,\t|")
    linjer = [skille.join(HOVED)]
    for raekke in RAEKKER[: r.randint(1, 5)]:
        felter = [str(felt or "") if r.random() < 0.7 else r.choice(ONDT) for felt in raekke]
        linjer.append(skille.join(f'"{felt}"' if r.random() < 0.4 else felt for felt in felter))
    tegnsaet = r.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1"))
    data = bytearray("\r\n".join(linjer).encode(tegnsaet, "replace"))
    if r.random() < 0.3:
        data[r.randrange(len(data))] = r.randrange(256)
    return r.choice(("katalog.csv", "katalog.CSV", "æ.txt")), bytes(data)


@cache
def _lav(navn: str) -> bytes:
    data: bytes = AFVIST[navn][0]() if navn in AFVIST else LAESES[navn]()
    return data


def kendt_ond(r: random.Random) -> Fil:
    return "katalog.xlsx", _lav(r.choice([*AFVIST, *LAESES]))


SLAGS: dict[Callable[[random.Random], Fil], int] = {
    onde_celler: 36, aendret_xml: 28, csv_fil: 10, vendte_byte: 9, afkortet: 3, hul_eller_gentagelse: 5, uden_del: 4,
    kendt_ond: 5,
}  # fmt: skip
"""Hver slags og dens vægt i procent."""


def lav_fil(froe: int) -> tuple[str, str, bytes]:
    """Slagsens navn, filens navn og dens byte; den samme for det samme tal."""
    r = random.Random(froe)
    (slags,) = r.choices(list(SLAGS), SLAGS.values())
    return slags.__name__, *slags(r)
