"""Alle stamdata ind i databasen: fasemodeller, kommuner, regioner, udgivere, roller og løsninger."""

import csv
from datetime import date

from django.db import transaction

from faser.ajourfoering import Optaelling, Raekke, ajourfoer, fjern_andre
from faser.stamdata import MAPPE, indlaes_modeller, laes_json

from .models import Loesning, Organisation, Regionstilhoer, Rolle

ROLLEFELTER = ("noegle", "navn", "beskrivelse", "ansvar", "niveau", "adgang", "synonymer")
TILHOERET = ("kommune_id", "gyldig_fra")


@transaction.atomic
def indlaes() -> Optaelling:
    """Bring stamdata i overensstemmelse med ``fixtures``. Er de det allerede, ændres intet.

    Det, en fil ikke længere nævner, bliver stående, for projekter kan bruge det; kun en regions gyldighed
    og et mærke i en fasemodel forsvinder.
    """
    return (
        indlaes_modeller() + _indlaes_organisationer() + _indlaes_regioner() + _indlaes_roller() + _indlaes_loesninger()
    )


def laes_csv(navn: str) -> list[dict[str, str]]:
    with (MAPPE / navn).open(encoding="utf-8", newline="") as fil:
        return list(csv.DictReader(fil))


def _indlaes_organisationer() -> Optaelling:
    kommuner = [
        {
            "slags": Organisation.Slags.KOMMUNE,
            "kode": kommune["kode"],
            "navn": kommune["navn"],
            "officielt_navn": kommune["officielt_navn"],
            "kolonne": int(kommune["kolonne"]),
            "raekke": int(kommune["raekke"]),
        }
        for kommune in laes_csv("kommuner.csv")
    ]
    udgivere = [
        {
            "slags": udgiver["type"],
            "kode": _udgiverkode(udgiver["noegle"]),
            "navn": udgiver["navn"],
            "officielt_navn": udgiver["officielt_navn"],
        }
        for udgiver in laes_json("udgivere.json")["udgivere"]
    ]
    return ajourfoer(Organisation, [*kommuner, *udgivere], noegle=("kode",))[1]


def _indlaes_regioner() -> Optaelling:
    kommuner = dict(Organisation.objects.kommuner().values_list("kode", "pk"))
    raekker: list[Raekke] = [
        {
            "kommune_id": kommuner[tilhoer["kommunekode"]],
            "region": tilhoer["region"],
            "gyldig_fra": date.fromisoformat(tilhoer["gyldig_fra"]),
            "gyldig_til": date.fromisoformat(tilhoer["gyldig_til"]) if tilhoer["gyldig_til"] else None,
        }
        for tilhoer in laes_csv("regioner.csv")
    ]
    _, tal = ajourfoer(Regionstilhoer, raekker, TILHOERET)
    return tal + fjern_andre(Regionstilhoer, raekker, TILHOERET)


def _indlaes_roller() -> Optaelling:
    raekker = [
        {felt: rolle[felt] for felt in ROLLEFELTER} | {"er_obligatorisk": rolle["obligatorisk"]}
        for rolle in laes_json("roller.json")["roller"]
    ]
    return ajourfoer(Rolle, raekker, noegle=("noegle",))[1]


def _indlaes_loesninger() -> Optaelling:
    ejere = dict(Organisation.objects.values_list("kode", "pk"))
    raekker = [
        {
            "noegle": loesning["noegle"],
            "navn": loesning["navn"],
            "beskrivelse": loesning["beskrivelse"],
            "ejer_id": ejere[_udgiverkode(loesning["ejer"])],
        }
        for loesning in laes_json("loesninger.json")["loesninger"]
    ]
    return ajourfoer(Loesning, raekker, noegle=("noegle",))[1]


def _udgiverkode(noegle: str) -> str:
    """Udgivere har deres korte navn med store bogstaver som kode, fx KOMBIT."""
    return noegle.upper()
