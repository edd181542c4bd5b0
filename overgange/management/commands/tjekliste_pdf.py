"""Tjeklisten for en faseovergang som PDF-fil."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.http import Http404
from django.utils import timezone

from faelles.afvisning import Afvist
from faser.models import Fase
from overgange.pdf import tjekliste_pdf
from overgange.tjekliste import find_fase, find_overgang, find_version, hovedfaser, laes_tjekliste
from projekter.kommando import Kommando, skriv_fil
from projekter.models import Projekt


class Command(Kommando):
    help = "Skriv tjeklisten for overgangen ud af en fase som PDF."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--fase", required=True, help="Kode på en hovedfase i projektets model, fx F2.")
        parser.add_argument("--ud", required=True, type=Path, metavar="FIL", help="Filen, der skrives.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt, ud = self.projekt(valg["kommune"], valg["loesning"]), valg["ud"]
        tjekliste = laes_tjekliste(find_overgang(projekt, _find_fase(projekt, valg["fase"])))
        pdf = tjekliste_pdf(projekt, tjekliste, timezone.now())
        skriv_fil(ud, lambda fil: fil.write(pdf.indhold))
        parathed = tjekliste.parathed
        return {
            "fil": str(ud),
            "sider": pdf.sider,
            "katalogversion": tjekliste.katalogversion,
            "tjekpunkter": len(parathed.aabnende),
            "opfyldte": len(parathed.opfyldte),
            "ikke_relevante": len(parathed.ikke_relevante),
            "mangler": [punkt.kode for punkt in parathed.manglende],
            "fortsaetter": [punkt.kode for punkt in parathed.fortsaettende],
            "foelgende_hold": [f"{punkt.kode} {punkt.titel}" for punkt in parathed.foelgende],
            "besluttet": tjekliste.beslutning is not None,
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        sider = "1 side" if resultat["sider"] == 1 else f"{resultat['sider']} sider"
        opfyldt = f"{resultat['opfyldte']} af {resultat['tjekpunkter'] - resultat['ikke_relevante']} opfyldt"
        return f"{resultat['fil']} er skrevet: {sider}, {opfyldt}."


def _find_fase(projekt: Projekt, kode: str) -> Fase:
    try:
        return find_fase(projekt, kode)
    except Http404 as fejl:
        kendte = ", ".join(hovedfaser(find_version(projekt)).values_list("kode", flat=True))
        raise Afvist(f"Fasen {kode} har ingen faseovergang i projektet. Vælg en af disse: {kendte}.") from fejl
