"""Den tomme projektmappe, en redaktør kan begynde med: kolonnerne, et eksempel og en vejledning."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from .arkstil import BRED, LANGE, SMAL, Tekstceller, saet_bredder
from .kolonner import KOLONNER
from .laesning import VEJLEDNINGSHOVED


def lav_skabelon() -> bytes:
    mappe = Workbook()
    opgaver = mappe.worksheets[0]
    opgaver.title = "Opgaver"
    celler = Tekstceller(opgaver)
    opgaver.append(celler.raekke([kolonne.overskrift for kolonne in KOLONNER], fed=True))
    opgaver.append(celler.raekke([kolonne.eksempel for kolonne in KOLONNER]))
    saet_bredder(opgaver, [BRED if kolonne.felt in LANGE else SMAL for kolonne in KOLONNER])
    opgaver.freeze_panes = "C2"
    _skriv_vejledning(mappe.create_sheet("Vejledning"))
    ud = BytesIO()
    mappe.save(ud)
    return ud.getvalue()


def _skriv_vejledning(ark: Any) -> None:
    celler = Tekstceller(ark)
    ark.append(celler.raekke([*VEJLEDNINGSHOVED], fed=True))
    for kolonne in KOLONNER:
        ark.append(celler.raekke([kolonne.overskrift, kolonne.vejledning]))
    saet_bredder(ark, [28, 100])
