"""Fælles for projektets kommandoer: ``--json``, ``--bruger``, danske beskeder og faste udgangskoder."""

import json
from abc import abstractmethod
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from faelles.afvisning import Afvist

from .aktoer import KOMMANDOLINJE, Aktoer
from .models import Bruger, Loesning, Organisation, Projekt


class Kommando(BaseCommand):
    """En kommando, der svarer med JSON eller tekst. Udgangskode 0 ved succes, 1 ved fejl; fejlene står i svaret.

    Underklassen skriver ``udfoer`` (resultatet som en ordbog) og ``tekst`` (det samme i ord).
    """

    requires_system_checks: list[str] = []
    tager_bruger = True
    aktoer: Aktoer = KOMMANDOLINJE

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Skriv resultatet som JSON.")
        if self.tager_bruger:
            parser.add_argument("--bruger", metavar="E-MAIL", help="Hvem der handler; ellers kommandolinjen.")
        self.tilfoej_valg(parser)

    def tilfoej_valg(self, parser: CommandParser) -> None:
        """Kommandoens egne valg."""

    @abstractmethod
    def udfoer(self, **valg: Any) -> dict[str, Any]:
        """Gør det, og svar med resultatet. Rejser ``Afvist`` med en hel sætning, når det ikke kan lade sig gøre."""

    @abstractmethod
    def tekst(self, resultat: dict[str, Any]) -> str:
        """Resultatet i ord."""

    def handle(self, *args: Any, **valg: Any) -> None:
        som_json = valg.pop("json")
        try:
            self.aktoer = find_aktoer(valg.pop("bruger", None))
            resultat = self.udfoer(**valg)
        except Afvist as fejl:
            resultat = {"fejl": [{"besked": fejl.grund}]}
        if som_json:
            self.stdout.write(json.dumps(resultat, ensure_ascii=False, indent=2, default=str))
        elif not resultat.get("fejl"):
            self.stdout.write(self.tekst(resultat))
        if resultat.get("fejl"):
            raise CommandError("\n".join(fejl["besked"] for fejl in resultat["fejl"]), returncode=1)


def find_aktoer(email: str | None) -> Aktoer:
    if not email:
        return KOMMANDOLINJE
    bruger = Bruger.objects.filter(email=email.lower(), is_active=True).first()
    if bruger is None:
        raise Afvist(f"Der findes ingen aktiv bruger med e-mailen {email}.")
    return Aktoer.person(bruger)


def find_loesning(noegle: str) -> Loesning:
    loesning = Loesning.objects.select_related("ejer").filter(noegle__iexact=noegle).first()
    if loesning is None:
        kendte = ", ".join(Loesning.objects.values_list("noegle", flat=True)) or "ingen endnu"
        raise Afvist(f"Løsningen {noegle} findes ikke. De kendte er: {kendte}.")
    return loesning


def find_kommune(kode: str) -> Organisation:
    kommune = Organisation.objects.kommuner().filter(kode=kode).first()
    if kommune is None:
        raise Afvist(f"Der er ingen kommune med kommunekode {kode}. Koden har fire cifre, fx 0751.")
    return kommune


def find_projekt(kommune: str, loesning: str) -> Projekt:
    """Projektet efter kommunekode og løsning, for en kommando uden hensyn til bruger."""
    fundet = Projekt.objects.med_navne().filter(kommune=find_kommune(kommune), loesning=find_loesning(loesning))
    projekt = fundet.first()
    if projekt is None:
        raise Afvist(f"Kommune {kommune} har ikke noget projekt for {loesning}.")
    return projekt


def laes_dato(tekst: str | None) -> date | None:
    """En ISO-dato fra kommandolinjen."""
    if not tekst:
        return None
    try:
        return date.fromisoformat(tekst)
    except ValueError as fejl:
        raise Afvist(f"{tekst} er ikke en dato. Skriv den som 2027-03-01.") from fejl
