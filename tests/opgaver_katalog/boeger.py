"""Projektmapper til prøverne, bygget med openpyxl eller skilt ad og sat sammen igen som ødelagte."""

import io
import re
import zipfile

from openpyxl import Workbook

from tests.medvirkende import KORT

HOVED = ("Opgavekode", "Titel", "Fase", "Tema", "Prioritet", "Slutdato", "Anbefalet udfører")
SAPA_HOVED = (*HOVED, "Tjekpunkt for", "Mål", "Beskrivelse")


def sapa_raekker() -> list[list[str]]:
    """De syv kort i den udgivne SAPA 1.0, som en fil ville skrive dem."""
    tekst = "<p>Første afsnit.</p><p>Andet afsnit.</p>"
    return [
        [kode, titel, fase, str(tema), prioritet, regel, udfoerer, tjek, f"Målet med {kode}.", tekst]
        for kode, titel, fase, tema, regel, udfoerer, tjek, prioritet in KORT
    ]


def bog(*raekker, hoved=HOVED, foran=(), ark="Opgaver") -> bytes:
    """En projektmappe med overskrifter og rækker; ``foran`` er rækker over overskrifterne."""
    mappe = Workbook()
    blad = mappe.active
    blad.title = ark
    for raekke in (*foran, hoved, *raekker):
        blad.append(list(raekke))
    return som_byte(mappe)


def som_byte(mappe) -> bytes:
    ud = io.BytesIO()
    mappe.save(ud)
    return ud.getvalue()


def med_del(data: bytes, navn: str, erstat) -> bytes:
    """Filen med en af dens dele ændret af funktionen ``erstat``; None fjerner delen."""
    ud = io.BytesIO()
    assert navn in zipfile.ZipFile(io.BytesIO(data)).namelist()
    with zipfile.ZipFile(io.BytesIO(data)) as ind, zipfile.ZipFile(ud, "w", zipfile.ZIP_DEFLATED) as nyt:
        for del_ in ind.infolist():
            indhold = ind.read(del_)
            if del_.filename == navn:
                indhold = erstat(indhold)
            if indhold is not None:
                nyt.writestr(del_.filename, indhold)
    return ud.getvalue()


ARK1 = "xl/worksheets/sheet1.xml"


def med_xml(data: bytes, gammel: bytes, ny: bytes, navn: str = ARK1) -> bytes:
    def erstat(indhold: bytes) -> bytes:
        assert gammel in indhold
        return indhold.replace(gammel, ny, 1)

    return med_del(data, navn, erstat)


def med_faelles_tekster(data: bytes) -> bytes:
    """Filen, som Excel selv gemmer den: cellernes tekster i en del for sig. openpyxl skriver dem i cellerne."""
    tekster: list[bytes] = []

    def flyt(fund: re.Match) -> bytes:
        tekster.append(fund[2])
        return b'%s t="s"><v>%d</v></c>' % (fund[1], len(tekster) - 1)

    def som_excel(xml: bytes) -> bytes:
        return re.sub(rb'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', flyt, xml, flags=re.DOTALL)

    data = med_del(data, ARK1, som_excel)
    slags = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    post = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % slags
    data = med_xml(data, b"</Types>", post, "[Content_Types].xml")
    ns = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ud = io.BytesIO(data)
    with zipfile.ZipFile(ud, "a", zipfile.ZIP_DEFLATED) as nyt:
        poster = b"".join(b"<si>%s</si>" % tekst for tekst in tekster)
        nyt.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (ns, poster))
    return ud.getvalue()


def a08() -> bytes:
    """Opgavekort A08, som et rigtigt katalog skriver det: forside, flettede celler, literale mærker."""
    hoved = (
        "Opgavekode", "Titel", "Fase", "Tema", "Prioritet", "Slutdato", "Mål", "Beskrivelse", "Metode og fremgangsmåde",
        "Resultat", "Anbefalet udfører", "Kvalitetskriterier", "Involverede parter",
    )  # fmt: skip
    kort = (
        "A08", "Forbered og implementer forretningsmæssige arbejdsgange", "Klargøring", "Arbejdsgange og organisering",
        "Anbefalet", "5 uger efter idriftsættelsesdato", "At forberede.", "<p>Første afsnit.</p> <p>Andet afsnit.</p>",
        "Det varierer.", "En plan.", "SAPA-projektleder.", "Der er kommunikeret.", "Ledere, SAPA-administratorer.",
    )  # fmt: skip
    mappe = Workbook()
    blad = mappe.active
    blad.title = "SAPA"
    blad["A1"] = "KOMBIT – SAPA: kommunernes opgaver"
    blad.merge_cells("A1:E1")
    blad["A2"] = "Katalogversion 1.0"
    for raekke, celler in ((4, hoved), (5, kort)):
        for kolonne, celle in enumerate(celler, 1):
            blad.cell(raekke, kolonne, celle)
    return som_byte(mappe)
