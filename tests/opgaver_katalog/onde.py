"""Filer, ingen kan bruge til noget: hver har en funktion, der laver den, og et stykke af sætningen, den giver."""

import io
import zipfile

from openpyxl import Workbook

from tests.opgaver_katalog.boeger import ARK1, bog, med_del, med_faelles_tekster, med_xml, som_byte

HEL = bog(("A08", "Titel", "Klargøring"))
SOM_EXCEL = med_faelles_tekster(HEL)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00\x01" * 500


def arkiv(**dele: bytes) -> bytes:
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w", zipfile.ZIP_DEFLATED) as nyt:
        for navn, indhold in dele.items():
            nyt.writestr(navn, indhold)
    return ud.getvalue()


def med_ekstra(navn: str, indhold: bytes = b"x", data: bytes = HEL) -> bytes:
    ud = io.BytesIO(data)
    with zipfile.ZipFile(ud, "a", zipfile.ZIP_DEFLATED) as nyt:
        nyt.writestr(navn, indhold)
    return ud.getvalue()


def med_raekker(xml: bytes) -> bytes:
    """Arkets rækker med ``xml`` efter de rigtige."""
    return med_xml(HEL, b"</sheetData>", xml + b"</sheetData>")


def loegn_om_stoerrelse() -> bytes:
    """En del på 100 MB, der i arkivets to fortegnelser siger, den fylder 1.000 byte."""
    data = med_del(HEL, ARK1, lambda xml: xml + b" " * 100_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as zip_:
        rigtig = zip_.getinfo(ARK1).file_size.to_bytes(4, "little")
    return data.replace(rigtig, (1_000).to_bytes(4, "little"))


def krypteret_zip() -> bytes:
    data = bytearray(HEL)
    for kending, plads in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        fra = 0
        while (fra := data.find(kending, fra)) >= 0:
            data[fra + plads] |= 1
            fra += 4
    return bytes(data)


def med_doctype(erklaering: bytes, del_: str = ARK1, rod: bytes = b"<worksheet") -> bytes:
    return med_xml(SOM_EXCEL, rod, b"<!DOCTYPE a [" + erklaering + b"]>" + rod, del_)


def lange_fletninger(raekker: int = 400) -> bytes:
    """Fem celler med så megen tekst, der kan være i en, flettet nedad: få kB, som bliver til ``raekker`` × 164 kB."""
    lang = b"a" * 32_767
    oeverst = b"".join(b'<c r="%c3" t="inlineStr"><is><t>%s</t></is></c>' % (kolonne, lang) for kolonne in b"ABCDE")
    under = b"".join(b'<row r="%d"><c r="F%d"><v>1</v></c></row>' % (nr, nr) for nr in range(4, raekker + 4))
    flettet = b"".join(b'<mergeCell ref="%c3:%c%d"/>' % (kolonne, kolonne, raekker + 3) for kolonne in b"ABCDE")
    celler = b'<row r="3">' + oeverst + b"</row>" + under
    return med_xml(HEL, b"</sheetData>", celler + b"</sheetData><mergeCells>" + flettet + b"</mergeCells>")


LATTER = b'<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
FREMMED = b'<!ENTITY a SYSTEM "file:///etc/passwd">'


def tom_mappe() -> bytes:
    return som_byte(Workbook())


AFVIST = {
    "tom fil": (lambda: b"", "Filen er tom"),
    "tom projektmappe": (tom_mappe, "intet indhold, der er synligt"),
    "billede": (lambda: JPEG, "ikke en Excel-projektmappe"),
    "tekst": ("Æblegrød".encode, "ikke en Excel-projektmappe"),
    "webside": (lambda: b"<html><table><tr><td>Titel", "ikke en Excel-projektmappe"),
    "gammelt format": (lambda: OLE, "gamle Excel-format"),
    "adgangskode": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "adgangskode"),
    "krypteret zip": (krypteret_zip, "adgangskode"),
    "binær projektmappe": (lambda: arkiv(**{"xl/workbook.bin": b"x"}), "(.xlsb)"),
    "streng udgave": (
        lambda: med_xml(
            HEL,
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            "xl/workbook.xml",
        ),
        "Strict Open XML",
    ),
    "opendocument": (lambda: arkiv(**{"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
    "word": (lambda: arkiv(**{"word/document.xml": b"<a/>"}), "Word-dokument"),
    "zip i zip": (lambda: arkiv(**{"katalog.xlsx": HEL}), "zip-arkiv"),
    "zip uden projektmappe": (lambda: arkiv(**{"noget/andet.xml": b"<a/>"}), "beskadiget"),
    "brudt zip": (lambda: b"PK\x03\x04" + b"\0" * 500, "beskadiget"),
    "afkortet": (lambda: HEL[: len(HEL) // 2], "beskadiget"),
    "hul i midten": (lambda: HEL[: len(HEL) // 4] + b"\xa5" * 1_500 + HEL[len(HEL) // 4 + 1_500 :], "beskadiget"),
    "makroer": (lambda: med_ekstra("xl/vbaProject.bin"), "makroer"),
    "eksterne kæder": (lambda: med_ekstra("xl/externalLinks/externalLink1.xml", b"<a/>"), "henter indhold fra andre"),
    "zipbombe": (lambda: med_ekstra("xl/media/bombe.xml", b" " * 60_000_000), "for stor, når den pakkes ud"),
    "tusind dele": (
        lambda: arkiv(**{f"xl/{nummer}.xml": b"" for nummer in range(1_000)}),
        "for stor, når den pakkes ud",
    ),
    "løgn om størrelse": (loegn_om_stoerrelse, "for stor, når den pakkes ud"),
    "kæmpecelle": (lambda: med_xml(HEL, b"Titel", b"a" * 40_000), "for lang til at blive læst"),
    "fjern celle": (
        lambda: med_raekker(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "celle XFD1048576",
    ),
    "kolonne uden for excel": (lambda: med_raekker(b'<row r="9"><c r="AAAAA9"><v>1</v></c></row>'), "beskadiget"),
    "række uden for excel": (lambda: med_raekker(b'<row r="99999999999"><c><v>1</v></c></row>'), "for stort"),
    "samme række igen": (lambda: med_raekker(b'<row r="2"><c r="A2"><v>1</v></c></row>'), "beskadiget"),
    "en million korte rækker": (lambda: med_raekker(b"<row><c><v>1</v></c></row>" * 1_000_000), "række 20.001"),
    "mange fletninger": (
        lambda: med_xml(HEL, b"</sheetData>", b"</sheetData>" + b'<mergeCell ref="A1:A1048576"/>' * 10_001),
        "for mange flettede celler",
    ),
    "lange fletninger": (lange_fletninger, "mere end 50 MB tekst"),
    "entitetsbombe": (lambda: med_doctype(LATTER), "DOCTYPE"),
    "ekstern entitet": (lambda: med_doctype(FREMMED), "DOCTYPE"),
    "entitet i mappen": (lambda: med_doctype(LATTER, "xl/workbook.xml", b"<workbook"), "DOCTYPE"),
    "entitet i teksterne": (lambda: med_doctype(LATTER, "xl/sharedStrings.xml", b"<sst"), "DOCTYPE"),
    "uden indholdsliste": (lambda: med_del(HEL, "[Content_Types].xml", lambda _: None), "beskadiget"),
    "uden projektmappe": (lambda: med_del(HEL, "xl/workbook.xml", lambda _: None), "beskadiget"),
    "uden arket": (lambda: med_del(HEL, ARK1, lambda _: None), "beskadiget"),
    "uden teksterne": (lambda: med_del(SOM_EXCEL, "xl/sharedStrings.xml", lambda _: None), "beskadiget"),
}
"""Navn → (hvordan filen laves, et stykke af sætningen)."""

LAESES = {
    "løgn om målene": lambda: med_xml(HEL, b'<dimension ref="A1:G2"', b'<dimension ref="A1"'),
    "flettet over hele arket": lambda: med_xml(
        HEL, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    ),
    "tom celle langt ude": lambda: med_raekker(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    "dyb xml": lambda: med_raekker(b"<a>" * 200_000 + b"</a>" * 200_000),
    "ødelagt udskriftsopsætning": lambda: med_xml(HEL, b"</worksheet>", b'<pageSetup scale="hmm"/></worksheet>'),
}
"""Filer, der ser onde ud, men hvis ene opgave skal komme ind."""


def hukommelsesbombe(celler: int = 2_000_000) -> bytes:
    """Én række med tomme celler: få kB, som bliver til over 80 byte hukommelse pr. celle."""
    return med_raekker(b"<row>" + b"<c/>" * celler + b"</row>")


def med_luft(raekker: int = 2_000) -> bytes:
    """Rækker, hvis ene celle står i kolonne 60: de 59 tomme foran findes ikke i filen, men i svaret."""
    numre = range(3, raekker + 3)
    return med_raekker(b"".join(b'<row r="%d"><c r="BH%d"><v>1</v></c></row>' % (nr, nr) for nr in numre))
