"""Fælles for projektets kommandoer: ``--json``, ``--bruger``, danske beskeder og faste udgangskoder."""

import json
import re
import sys
from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from faelles.afvisning import Afvist
from faelles.filfejl import grund

from . import adgang
from .aktoer import KOMMANDOLINJE, Aktoer
from .models import Boelge, Bruger, Loesning, Organisation, Projekt

ENGELSK = (
    (re.compile(r"the following arguments are required: (.+)"), r"Der mangler noget: \1."),
    (re.compile(r"argument (\S+): invalid int value: '(.*)'"), r"\1 skal være et helt tal, ikke »\2«."),
    (re.compile(r"ambiguous option: (\S+) could match (.+)"), r"\1 kan betyde \2. Skriv det helt ud."),
    (re.compile(r"unrecognized arguments: (.+)"), r"Kommandoen kender ikke \1."),
    (re.compile(r"argument (\S+): expected one argument"), r"Der mangler en værdi efter \1."),
    (
        re.compile(r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)"),
        r"\1 kan ikke være \2. Vælg mellem \3.",
    ),
)


STEDER = 5
"""Så mange af de kommuner, der har et projekt for løsningen, nævnes, når den nævnte ikke har."""

ISO_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Kommando(BaseCommand):
    """En kommando, der svarer med JSON eller tekst. Udgangskode 0 ved succes, 1 ved fejl; fejlene står i svaret.

    Underklassen skriver ``udfoer`` (resultatet som en ordbog) og ``tekst`` (det samme i ord). En kommando, der
    ``er_driftens``, rører det, ingen enkelt organisation ejer, og afviser derfor at handle på en brugers vegne.
    """

    requires_system_checks: list[str] = []
    er_driftens = False
    aktoer: Aktoer = KOMMANDOLINJE

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Som Djangos, men en forkert kommandolinje er en fejl som alle andre: dansk, i svaret og med kode 1."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self._forkert_kommandolinje  # type: ignore[assignment,method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Skriv resultatet som JSON.")
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

    def afvisning(self, grund: str) -> dict[str, Any]:
        """Svaret, når intet blev gjort."""
        return {"fejl": [{"besked": grund}]}

    def handle(self, *args: Any, **valg: Any) -> None:
        som_json = valg.pop("json")
        try:
            self.aktoer = self._find_aktoer(valg.pop("bruger"))
            resultat = self.udfoer(**valg)
        except Afvist as fejl:
            resultat = self.afvisning(fejl.grund)
        except (OperationalError, ProgrammingError) as fejl:
            resultat = self.afvisning(f"Databasen er ikke klar. Kør først »manage.py migrate«. ({fejl})")
        self._svar(resultat, som_json=som_json)

    def projekt(self, kommune: str, loesning: str) -> Projekt:
        """Projektet efter kommunekode og løsning. Et projekt, aktøren ikke må se, findes ikke for den."""
        fundet = Projekt.objects.med_navne().filter(kommune=find_kommune(kommune), loesning=find_loesning(loesning))
        projekt = fundet.first()
        if projekt is None or not adgang.maa_se(self.aktoer, projekt):
            har = f"Kommune {kommune} har ikke noget projekt for {loesning}, som du har adgang til."
            raise Afvist(har + self._andre_steder(loesning))
        return projekt

    def _andre_steder(self, loesning: str) -> str:
        """De kommuner, hvor aktøren kan se et projekt for løsningen, fx " Det har Odense (0461)."; ellers tom."""
        synlige = adgang.projekter_for(self.aktoer.bruger) if self.aktoer.bruger else Projekt.objects.all()
        fundne = synlige.filter(loesning__noegle__iexact=loesning).order_by("kommune__kode")
        steder = [f"{navn} ({kode})" for navn, kode in fundne.values_list("kommune__navn", "kommune__kode")[:STEDER]]
        return f" Det har {', '.join(steder)}." if steder else ""

    def _find_aktoer(self, email: str | None) -> Aktoer:
        aktoer = find_aktoer(email)
        if self.er_driftens and aktoer.bruger:
            raise Afvist("Det kan kun driften gøre. Kør kommandoen uden --bruger.")
        return aktoer

    def _svar(self, resultat: dict[str, Any], *, som_json: bool) -> None:
        if som_json:
            self.stdout.write(json.dumps(resultat, ensure_ascii=False, indent=2, default=str))
        elif not resultat.get("fejl"):
            self.stdout.write(self.tekst(resultat))
        if resultat.get("fejl"):
            raise CommandError("\n".join(fejl["besked"] for fejl in resultat["fejl"]), returncode=1)

    def _forkert_kommandolinje(self, besked: str) -> NoReturn:
        for engelsk, dansk in ENGELSK:
            besked = engelsk.sub(dansk, besked)
        fejl = self.afvisning(f"{besked} Se valgene med --help.")
        if "--json" in sys.argv:
            self.stdout.write(json.dumps(fejl, ensure_ascii=False, indent=2))
        self.stderr.write(fejl["fejl"][0]["besked"])
        sys.exit(1)


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


def find_boelge(loesning: Loesning, hvilken: str) -> Boelge:
    """Løsningens bølge efter nummer eller navn; et nummer går forud for et navn."""
    alle = list(Boelge.objects.select_related("loesning__ejer").filter(loesning=loesning).order_by("nummer"))
    soegt = hvilken.strip().casefold()
    fundne = [et for et in alle if str(et.nummer) == soegt] or [et for et in alle if str(et).casefold() == soegt]
    if not fundne:
        kendte = ", ".join(_med_nummer(et) for et in alle) or "ingen endnu"
        raise Afvist(f"{loesning.noegle} har ingen bølge {hvilken}. De kendte er: {kendte}.")
    if len(fundne) > 1:
        numre = ", ".join(str(et.nummer) for et in fundne)
        raise Afvist(f"{loesning.noegle} har flere bølger, der hedder {hvilken}. Skriv nummeret i stedet: {numre}.")
    return fundne[0]


def _med_nummer(boelge: Boelge) -> str:
    return f"{boelge.nummer} ({boelge.navn})" if boelge.navn else str(boelge.nummer)


def find_kommune(kode: str) -> Organisation:
    kommune = Organisation.objects.kommuner().filter(kode=kode).first()
    if kommune is None:
        raise Afvist(f"Der er ingen kommune med kommunekode {kode}. Koden har fire cifre, fx 0751.")
    return kommune


def laes_dato(tekst: str | None) -> date | None:
    """En ISO-dato fra kommandolinjen."""
    if not tekst:
        return None
    try:
        return date.fromisoformat(tekst)
    except ValueError as fejl:
        hvad = f"Datoen {tekst} findes ikke" if ISO_FORM.fullmatch(tekst) else f"{tekst} er ikke en dato"
        raise Afvist(f"{hvad}. Skriv den som 2027-03-01.") from fejl


def skriv_fil(ud: Path, skriv: Callable[[BinaryIO], object]) -> None:
    """Skriv filen helt eller slet ikke: den får først sit navn, når alt er skrevet."""
    kladde = ud.with_name(f".{ud.name}.kladde")
    try:
        with kladde.open("wb") as fil:
            skriv(fil)
        kladde.replace(ud)
    except OSError as fejl:
        raise Afvist(
            f"{ud} kan ikke skrives: {grund(fejl)}. Vælg en mappe, der findes, og som du må skrive i."
        ) from fejl
    finally:
        if kladde.is_file():
            kladde.unlink()
