"""Listen som projektmappe: de rækker, der vises, i den samme rækkefølge."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell

from faelles.excel import renskriv
from frister import dato_lang
from projekter.models import Plads

from .katalogimport.arkstil import BRED, SMAL, Tekstceller, saet_bredder
from .listefilter import TAVLE
from .listeraekke import maerker
from .models import Opgave
from .opgaveliste import Opgaveliste

KOLONNER = (
    ("Kode", 10),
    ("Titel", BRED),
    ("Fase", SMAL),
    ("Hovedopgave", BRED),
    ("Prioritet", 14),
    ("Status", 14),
    ("Ansvarlig", SMAL),
    ("Udfører", SMAL),
    ("Frist", 12),
    ("Regel", SMAL),
    ("Forklaring", BRED),
    ("Mærker", SMAL),
    ("Begrundelse", BRED),
)
DATOFORMAT = "dd.mm.yyyy"


def filnavn(liste: Opgaveliste) -> str:
    """Fx SAPA Aarhus opgaver over tid 2027-02-01.xlsx, med filteret i ord, når det er kort."""
    projekt = liste.projekt
    valgt = " ".join(en.tekst for en in liste.dele) if liste.valg.er_sat else ""
    i_ord = "".join(tegn for tegn in valgt if tegn.isalnum() or tegn in " -.")[:60].strip()
    dele = (projekt.loesning.noegle, projekt.kommune.navn, "opgaver", i_ord, liste.paa.isoformat())
    return " ".join(del_ for del_ in dele if del_) + ".xlsx"


def lav_projektmappe(liste: Opgaveliste) -> bytes:
    mappe = Workbook(write_only=True)
    _skriv_opgaver(mappe.create_sheet("Opgaver"), liste)
    _skriv_om(mappe.create_sheet("Om udtrækket"), liste)
    ud = BytesIO()
    mappe.save(ud)
    return ud.getvalue()


def _skriv_opgaver(ark: Any, liste: Opgaveliste) -> None:
    ark.freeze_panes = "C2"
    saet_bredder(ark, [bredde for _, bredde in KOLONNER])
    celler, dato = Tekstceller(ark), WriteOnlyCell(ark)
    dato.number_format = DATOFORMAT
    ark.append(celler.raekke([navn for navn, _ in KOLONNER], fed=True))
    for opgave in _i_orden(liste):
        ark.append([_celle(celler, dato, vaerdi) for vaerdi in _vaerdier(opgave)])


def _i_orden(liste: Opgaveliste) -> list[Opgave]:
    grupper = liste.kolonner if liste.valg.visning == TAVLE else liste.grupper
    return [opgave for gruppe in grupper for opgave in gruppe.opgaver]


def _vaerdier(opgave: Opgave) -> tuple[str | date | None, ...]:
    kort = opgave.kort
    return (
        kort.kode,
        kort.titel,
        str(opgave.fase),
        str(kort.hovedopgave or ""),
        kort.get_prioritet_display(),
        opgave.get_status_display(),
        _plads(opgave.ansvarlig),
        _plads(opgave.udfoerer),
        opgave.frist,
        opgave.regeltekst,
        opgave.forklaring,
        ", ".join(tekst for _, tekst in maerker(opgave)),
        opgave.begrundelse,
    )


def _plads(plads: Plads | None) -> str:
    if plads is None:
        return ""
    return f"{plads.navn}: {'ledig' if plads.er_ledig or plads.person is None else plads.person.navn}"


def _celle(celler: Tekstceller, dato: Cell, vaerdi: str | date | None) -> Cell:
    """Datoer er rigtige datoer, der kan sorteres; alt andet er tekst, også det, der ligner en formel."""
    if not isinstance(vaerdi, date):
        return celler.celle(renskriv(vaerdi or ""))
    celle = WriteOnlyCell(celler.ark, datetime.combine(vaerdi, time()))
    celle._style = dato._style  # type: ignore[attr-defined]
    return celle


def _skriv_om(ark: Any, liste: Opgaveliste) -> None:
    saet_bredder(ark, [SMAL, BRED])
    celler = Tekstceller(ark)
    valgt = ", ".join(en.tekst for en in liste.dele) if liste.valg.er_sat else "alle opgaver"
    linjer = (
        ("Projekt", str(liste.projekt)),
        ("Filter", valgt),
        ("Antal", liste.i_ord),
        ("Hentet", dato_lang(liste.paa)),
    )
    for linje in linjer:
        ark.append(celler.raekke([renskriv(tekst) for tekst in linje]))
