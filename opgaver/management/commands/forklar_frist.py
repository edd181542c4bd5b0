"""Forklar en opgaves frist."""

from typing import Any

from django.core.management.base import CommandParser

from faelles.afvisning import Afvist
from opgaver.listen import forklar
from opgaver.models import Katalogopgave, Opgave
from opgaver.opgavedata import opgave_som_data
from opgaver.services.etape import find_etape
from projekter.kommando import Kommando

FELTER = ("kode", "regel", "frist", "laast", "forklaring")


class Command(Kommando):
    help = "Sig på én linje, hvorfor opgavens frist er, som den er."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--kode", required=True, help="Fx A08.")
        parser.add_argument("--etape", metavar="NAVN", help="Etapens opgave, når kortet er én for hver etape.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        projektets = Opgave.objects.i_projekt(projekt).med_kort().select_related("kort__version")
        if valg["etape"]:
            projektets = projektets.filter(etape=find_etape(projekt, valg["etape"]))
        opgaver = projektets.med_kode(valg["kode"]) or projektets.der_hed(valg["kode"])
        if not opgaver:
            raise Afvist(f"Der er ingen opgave med koden {valg['kode']} i {projekt}.")
        [opgave, *_] = forklar(opgaver, projekt)
        data = opgave_som_data(opgave)
        omdoebt = _omdoebt(opgave, valg["kode"])
        flere = f"{len(opgaver)} opgaver i planen har koden; det her er »{opgave.titel}«."
        mere = {"omdoebt": omdoebt, "flere": flere if len(opgaver) > 1 else ""}
        return {navn: data[navn] for navn in FELTER} | {navn: tekst for navn, tekst in mere.items() if tekst}

    def tekst(self, resultat: dict[str, Any]) -> str:
        omdoebt = resultat.get("omdoebt", "")
        flere = f"\n{resultat['flere']}" if "flere" in resultat else ""
        return f"{omdoebt}{resultat['kode']} {resultat['frist'] or 'uden dato'}: {resultat['forklaring']}{flere}"


def _omdoebt(opgave: Opgave, kode: str) -> str:
    """Hvad den kode, der blev spurgt om, hedder i planen, når den ikke er opgavens egen; ellers tom."""
    nu = opgave.kort
    if nu.kode.lower() == kode.lower():
        return ""
    aeldre = Katalogopgave.objects.filter(
        noegle=nu.noegle, kode__iexact=kode, version__udgivet__lt=nu.katalogversion.udgivet
    )
    if aeldre.exists():
        return f"{kode} hedder nu {nu.kode}. "
    return f"{kode} hedder {nu.kode} hos jer, til I tager den nye katalogversion. "
