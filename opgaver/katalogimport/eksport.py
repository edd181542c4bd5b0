"""En katalogversion som fil i importens eget format: indlæses filen igen, er der intet nyt, ændret eller væk.

Kolonnerne er importens egne overskrifter og efter dem kortenes øvrige felter. Bilag er ikke med: de følger kortet
i systemet, og en kolonne med dem ville komme tilbage som et øvrigt felt.

I CSV er der ingen celletyper, og et regneark ville regne på »=1+1« og gøre »01-03« til en dato. Sådan en tekst får
et usynligt tegn foran (U+2060, ordsammenføjer), så den er tekst i regnearket. Importen fjerner tegnet overalt, og
intet kort har det derfor i forvejen; en apostrof ville ikke kunne kendes fra en, der hører til teksten.
"""

import csv
import io
import re
from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from import_export.fields import Field
from import_export.widgets import Widget
from openpyxl import Workbook

from faelles.afvisning import Afvist

from ..models import Katalogopgave, Katalogversion
from .arkstil import BRED, FORMELTEGN, LANGE, SMAL, Tekstceller, saet_bredder
from .kolonner import KOLONNER
from .opslag import Modelopslag
from .ressource import OEVRIGE, lav_felter
from .rigtekst import er_html
from .widgets import Tekstwidget

BUNDT = 500
"""Kort i hukommelsen ad gangen."""
LAENGST_I_EXCEL = 32_767
SKJOLD = "\u2060"
TAL_ELLER_DATO = re.compile(
    r"[\d\s.,:/%-]+(e[+-]?\d+)?|[\d\s.-]*(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*[\s\d.-]*|sand|falsk",
    re.IGNORECASE,
)
IKKE_I_XML = re.compile("[\ufffe\uffff]")
IKKE_I_ARKNAVN = re.compile(r"[\[\]:*?/\\']")


class Udtraek:
    """Versionens kort som rækker af tekst under ``overskrifter``, i kortenes egen rækkefølge."""

    def __init__(self, version: Katalogversion) -> None:
        self.version = version
        self.advarsler: list[str] = []
        model = Modelopslag.laes(version.katalog.model)
        felter = lav_felter(model, {}, lambda row, felt, vaerdi, besked: self.advarsler.append(besked))
        tjekpunkt = felter["tjekpunkt_for"].widget
        self.tjekpunkter = {fase.pk: self._genkendelig(tjekpunkt, fase.pk, fase.nummer) for fase in model.faser.poster}
        self.kolonner = [kolonne for kolonne in KOLONNER if kolonne.felt != "hovedopgave" or model.hovedopgaver.poster]
        self.felter = _efter_kolonne(felter)
        self.oevrige = list(dict.fromkeys(navn for kortets in self._oevrige_felter() for navn in kortets))

    @property
    def overskrifter(self) -> list[str]:
        return [*(kolonne.overskrift for kolonne in self.kolonner), *self.oevrige]

    @property
    def bredder(self) -> list[int]:
        return [BRED if kolonne.felt in LANGE else SMAL for kolonne in self.kolonner] + [BRED] * len(self.oevrige)

    def raekker(self) -> Iterator[list[str]]:
        for kort in self.version.kort.order_by("raekkefoelge", "pk").iterator(BUNDT):
            kendte = (self._tekst(kort, kolonne.felt) for kolonne in self.kolonner)
            yield [*kendte, *(kort.oevrige_felter.get(navn, "") for navn in self.oevrige)]

    def _oevrige_felter(self) -> Iterator[dict[str, str]]:
        return self.version.kort.order_by("raekkefoelge", "pk").values_list(OEVRIGE, flat=True).iterator(BUNDT)

    def _tekst(self, kort: Katalogopgave, kolonne: str) -> str:
        felt = self.felter[kolonne]
        if kolonne == "tjekpunkt_for":
            return self.tjekpunkter[kort.tjekpunkt_for_id] if kort.tjekpunkt_for_id else ""
        if kolonne == "milepael" and kort.er_milepael and not kort.tjekpunkt_for_id:
            return ""
        tekst: str = felt.widget.render(felt.get_value(kort))
        return _som_vist(tekst) if isinstance(felt.widget, Tekstwidget) else tekst

    def _genkendelig(self, widget: Widget, pk: int, kode: str) -> str:
        """Fasens navn, når importen læser det som den samme; ellers koden: »Klar til go-live« ligner »fra … til«."""
        navn: str = widget.render(pk)
        self.advarsler.clear()
        try:
            er_den_samme = widget.clean(navn, {}) == pk and not self.advarsler
        except ValueError:
            er_den_samme = False
        return navn if er_den_samme else kode


def _efter_kolonne(felter: dict[str, Field]) -> dict[str, Field]:
    """Kolonne → det felt, der rummer dens tekst. Slutdatoen har to; den første er teksten, den anden reglen."""
    efter: dict[str, Field] = {}
    for felt in felter.values():
        efter.setdefault(felt.column_name, felt)
    return efter


def _som_vist(tekst: str) -> str:
    """En linje, der viser »<p>«, skrevet så importen også viser det og ikke læser det som et mærke."""
    return f"<p>{escape(escape(tekst))}</p>" if er_html(tekst) else tekst


def filnavn(version: Katalogversion, slags: str) -> str:
    """Fx sapa-1.0.xlsx."""
    return f"{version.katalog.loesning.noegle.lower()}-{version.nummer}.{slags}"


def skriv(version: Katalogversion, slags: str, ud: BinaryIO) -> None:
    """Skriv versionen som ``xlsx`` eller ``csv``."""
    {"xlsx": skriv_xlsx, "csv": skriv_csv}[slags](Udtraek(version), ud)


def skriv_xlsx(udtraek: Udtraek, ud: BinaryIO) -> None:
    mappe = Workbook(write_only=True)
    ark = mappe.create_sheet(IKKE_I_ARKNAVN.sub("-", str(udtraek.version))[:31])
    ark.freeze_panes = "C2"
    saet_bredder(ark, udtraek.bredder)
    celler = Tekstceller(ark)
    try:
        ark.append(celler.raekke([_til_xml(tekst) for tekst in udtraek.overskrifter], fed=True))
        for raekke in udtraek.raekker():
            _kraev_plads(raekke)
            ark.append(celler.raekke([_til_xml(tekst) for tekst in raekke]))
    finally:
        ark.close()
    mappe.save(ud)


def skriv_csv(udtraek: Udtraek, ud: BinaryIO) -> None:
    """Til dansk Excel: UTF-8 med BOM, semikolon og CRLF."""
    tekst = io.TextIOWrapper(ud, "utf-8-sig", newline="")
    skriver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    skriver.writerow([skaerm(celle) for celle in udtraek.overskrifter])
    skriver.writerows([skaerm(celle) for celle in raekke] for raekke in udtraek.raekker())
    tekst.flush()
    tekst.detach()


def skaerm(tekst: str) -> str:
    """Teksten, så et regneark, der åbner CSV-filen, lader den være tekst."""
    return SKJOLD + tekst if tekst.startswith(FORMELTEGN) or TAL_ELLER_DATO.fullmatch(tekst) else tekst


def _kraev_plads(raekke: list[str]) -> None:
    """openpyxl ville skære en for lang tekst af uden et ord."""
    if laengste := max((len(tekst) for tekst in raekke if len(tekst) > LAENGST_I_EXCEL), default=0):
        raise Afvist(
            f"Opgaven {raekke[0]} har en tekst på {laengste} tegn, og en celle i Excel rummer højst {LAENGST_I_EXCEL}. "
            "Hent kataloget som CSV i stedet."
        )


def _til_xml(tekst: str) -> str:
    """To tegn kan slet ikke stå i en projektmappe; med dem kunne filen ikke åbnes."""
    return IKKE_I_XML.sub("", tekst)
