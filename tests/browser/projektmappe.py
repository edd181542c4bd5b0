# ruff: noqa: E501 - en tabel læses bedst med en række på hver linje
"""En projektmappe, som den ser ud i virkeligheden: titelrækker over tabellen, flettede celler og HTML i en celle."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

KOLONNER = (
    "Opgavekode",
    "Titel",
    "Fase",
    "Tema",
    "Prioritet",
    "Slutdato",
    "Tjekpunkt for",
    "Anbefalet udfører",
    "Mål",
    "Beskrivelse",
    "Metode og fremgangsmåde",
    "Resultat",
    "Kvalitetskriterier",
    "Involverede parter",
)

A08 = "Forbered og indfør de nye arbejdsgange"
VARSLET_I_MORGEN = "12 dage før idriftsættelsesdato"
"""Med idriftsættelse 1. marts er fristen 17. februar; 14-dages-påmindelsen falder dagen efter prøvens begyndelse."""

KORT = (
    ("T01", "Beslut at tilslutte kommunen", "Tilslutning", "Strategi", "Obligatorisk", "6 måneder før idriftsættelsesdato", "F0", "Projektejer"),
    ("P01", "Nedsæt projektorganisationen", "Initiering", "Projektstyring", "Obligatorisk", "20 uger før idriftsættelsesdato", "F1", "SAPA-projektleder"),
    ("P02", "Læg en tids- og ressourceplan", "Fase 1: Initiering", "Projektstyring", "Anbefalet", "18 uger før idriftsættelsesdato", "F1", "SAPA-projektleder"),
    ("K03", "Læg en kommunikationsplan", "Planlægning", "Kommunikation", "Anbefalet", "10 uger før idriftsættelsesdato", "F2", "Kommunikationsmedarbejder"),
    ("V01", "Beskriv gevinsterne", "Planlægning", "Gevinstrealisering", "Obligatorisk", "8 uger før idriftsættelsesdato", "F2", "Gevinstejer"),
    ("A08", A08, "Klargøring", "Arbejdsgange og organisering", "Anbefalet", "5 uger efter idriftsættelsesdato", None, "SAPA-projektleder."),
    ("C01", "Opret brugere og jobfunktionsroller", "Klargøring", "Konfigurering", "Obligatorisk", "2 uger før idriftsættelsesdato", "F2", "SAPA-administrator"),
    ("C02", "Giv fagsystemernes data et sidste eftersyn", "Klargøring", "Integrationer og snitflader", "Anbefalet", VARSLET_I_MORGEN, None, "SAPA-administrator"),
    ("U01", "Gennemfør kurset for superbrugere", "Klargøring", "Kompetenceudvikling", "Obligatorisk", "3 uger før idriftsættelsesdato", "F2", "Superbruger"),
    ("I01", "Udfyld parathedsundersøgelsen", "Idriftsættelse", "Idriftsættelse af løsningen", "Obligatorisk", "10 arbejdsdage før idriftsættelsesdato", "F2", "SAPA-projektleder"),
    ("G01", "Planlæg de første dage med ekstra hjælp", "Ibrugtagning", "Go-live", "Anbefalet", "5 arbejdsdage før go-live", "F3", "SAPA-projektleder"),
    ("D05", "Overdrag løsningen til driften", "Ibrugtagning", "Drift og support", "Obligatorisk", "2 måneder efter go-live", "F3", "SAPA-systemansvarlig"),
    ("G07", "Mål gevinsterne igen", "Forankring", "Gevinstrealisering", "Anbefalet", "6 måneder efter go-live", "F4", "Gevinstejer"),
)  # fmt: skip

TEKSTER = {
    "A08": (
        "Medarbejderne arbejder på den aftalte måde fra den første dag.",
        "<p>Arbejdsgangene tages i brug sammen med løsningen.</p> <p>Forbered dem derfor i god tid.</p>",
        "Vælg selv fremgangsmåden; den afhænger af, hvor stor forandringen er.",
        "En plan for, hvordan arbejdsgangene bliver indført, og hvem der hører om dem hvornår.",
        "De berørte har hørt om arbejdsgangene.",
        "Ledere, SAPA-administratorer, SAPA-superbrugere",
    )
}


def skriv(fil: Path, *, fejl: bool = False) -> Path:
    """Skriv projektmappen; med ``fejl`` får to opgaver indhold, der ikke kan indlæses."""
    mappe = Workbook()
    ark: Any = mappe.active
    ark.title = "SAPA"
    ark.append(["KOMBIT – SAPA: kommunernes opgaver"])
    ark.append(["Katalogversion 1.0"])
    ark.merge_cells("A1:E1")
    ark.append([])
    ark.append(KOLONNER)
    for kort in KORT:
        ark.append([*kort, *TEKSTER.get(kort[0], (f"Målet med {kort[0]}.",))])
    if fejl:
        ark["C8"], ark["E9"] = "Planlagning af noget helt andet", "Vigtigst"
    ark.cell(row=len(KORT) + 6, column=1, value="Spørgsmål? Skriv til katalogredaktøren.")
    mappe.save(fil)
    return fil
