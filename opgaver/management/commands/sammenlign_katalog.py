"""Hvad der er forskelligt i to versioner af et katalog."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist
from opgaver.management.commands.eksporter_katalog import find_version
from opgaver.sammenligning import Aendring, Sammenligning, sammenlign
from opgaver.sammenlignvisning import MAERKER
from opgaver.services.sammenligningspdf import sammenligning_pdf
from projekter.kommando import Kommando, find_loesning, skriv_fil


class Command(Kommando):
    help = "Sammenlign to versioner af et opgavekatalog: nye, omdøbte, ændrede og udgåede opgaver."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--loesning", required=True, help="Løsningens nøgle, fx SAPA.")
        parser.add_argument("--fra", required=True, metavar="VERSION", help="Fx 1.0.")
        parser.add_argument("--til", required=True, metavar="VERSION", help="Fx 2.0. En kladde er redaktørens.")
        parser.add_argument("--ud", type=Path, metavar="FIL", help="Skriv også sammenligningen som PDF.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        loesning = find_loesning(valg["loesning"])
        fra, til = (find_version(self.aktoer, loesning, valg[navn]) for navn in ("fra", "til"))
        if fra == til:
            raise Afvist(f"{fra} kan ikke sammenlignes med sig selv. Vælg to forskellige versioner.")
        forskel = sammenlign(fra, til)
        return {"fra": str(fra), "til": str(til), **_opgaver(forskel), **self._skriv(forskel, valg["ud"])}

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [f"Fra {resultat['fra']} til {resultat['til']}: {resultat['tekst']}."]
        for slags, navn in MAERKER.items():
            linjer += [_linje(navn, opgave) for opgave in resultat[slags]]
        return "\n".join([*linjer, *([f"{resultat['fil']} er skrevet."] if "fil" in resultat else [])])

    def _skriv(self, forskel: Sammenligning, ud: Path | None) -> dict[str, Any]:
        if ud is None:
            return {}
        if ud.suffix.lower() != ".pdf":
            raise Afvist(f"{ud.name} slutter ikke på .pdf. Giv filen den endelse.")
        pdf = sammenligning_pdf(forskel, timezone.now())
        skriv_fil(ud, lambda fil: fil.write(pdf.indhold))
        return {"fil": str(ud), "sider": pdf.sider}


def _opgaver(forskel: Sammenligning) -> dict[str, Any]:
    """Ændringerne som data: tallene i ord, og hver opgave under sin slags."""
    grupper = {slags: [_som_data(en, forskel.til.nummer) for en in forskel.af(slags)] for slags in forskel.antal}
    return {"tekst": forskel.tekst, "obligatoriske": forskel.obligatoriske, **grupper}


def _note(en: Aendring, til: str) -> str:
    """Det, der er skrevet om ændringen i den nyeste version selv."""
    return next((note.tekst for note in en.noter if note.version == til), "")


def _som_data(en: Aendring, til: str) -> dict[str, Any]:
    data = {"kode": en.kort.kode, "titel": en.kort.titel, "fase": en.fase.kode}
    noter = [{"version": note.version, "note": note.tekst} for note in en.noter]
    om = {"er_obligatorisk": en.er_obligatorisk, "note": _note(en, til), "noter": noter}
    hed = {"hed": en.foer.kode} if en.slags == "omdoebte" and en.foer else {}
    felter = [{"felt": felt["felt"], "foer": felt["gammel"], "efter": felt["ny"]} for felt in en.felter]
    return data | om | hed | ({"felter": felter} if felter else {})


def _linje(navn: str, opgave: dict[str, Any]) -> str:
    felter = ", ".join(felt["felt"] for felt in opgave.get("felter", []))
    maerke = " [obligatorisk]" if opgave["er_obligatorisk"] else ""
    return f"  {navn}: {opgave['kode']} {opgave['titel']}{f' ({felter})' if felter else ''}{maerke}"
