"""Skriv en katalogversion til en fil, som kan rettes i Excel og indlæses igen."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from faelles.afvisning import Afvist
from opgaver.katalogimport.eksport import skriv
from opgaver.models import Katalogversion
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.kommando import Kommando, find_loesning, skriv_fil
from projekter.models import Loesning

SLAGS = {".xlsx": "xlsx", ".csv": "csv"}


class Command(Kommando):
    help = "Skriv et opgavekatalog til en Excel- eller CSV-fil i importens eget format."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--loesning", required=True, help="Løsningens nøgle, fx SAPA.")
        parser.add_argument("--katalogversion", help="Versionsnummer; ellers den nyeste udgivne eller kladden.")
        parser.add_argument("--ud", required=True, type=Path, metavar="FIL", help="Filen, .xlsx eller .csv.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        ud: Path = valg["ud"]
        slags = SLAGS.get(ud.suffix.lower())
        if slags is None:
            raise Afvist(f"{ud.name} slutter hverken på .xlsx eller .csv. Giv filen en af de to endelser.")
        version = find_version(self.aktoer, find_loesning(valg["loesning"]), valg["katalogversion"])
        skriv_fil(ud, lambda fil: skriv(version, slags, fil))
        return {
            "fil": str(ud),
            "katalogversion": str(version),
            "status": version.status,
            "opgaver": version.kort.count(),
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        antal = "1 opgave" if resultat["opgaver"] == 1 else f"{resultat['opgaver']} opgaver"
        return f"{resultat['katalogversion']} ({resultat['status']}) er skrevet til {resultat['fil']}: {antal}."


def find_version(aktoer: Aktoer, loesning: Loesning, nummer: str | None) -> Katalogversion:
    """Versionen med nummeret; uden nummer den nyeste udgivne, ellers den nyeste kladde. En kladde er redaktørens."""
    synlige = Katalogversion.objects.synlige_for(adgang.redigerer_for(aktoer.bruger))
    versioner = synlige.filter(katalog__loesning=loesning, katalog__udgiver=loesning.ejer)
    kendte = {version.nummer: version for version in versioner.select_related("katalog__loesning", "katalog__model")}
    nyeste = versioner.udgivne().nyeste_foerst().first() or versioner.order_by("pk").last()
    fundet = kendte.get(nummer) if nummer else nyeste
    if fundet is None:
        navne = ", ".join(sorted(kendte)) or "ingen endnu"
        raise Afvist(
            f"{loesning.noegle} har ingen katalogversion {nummer or ''}".rstrip() + f". De kendte er: {navne}."
        )
    return kendte[fundet.nummer]
