"""Gør det samme ved mange opgaver i et projekt."""

from collections import defaultdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist
from opgaver.fremdrift import opgaver_i_ord
from opgaver.masse import Skub, UforstaaeligtSkub, tolk_skub
from opgaver.models import Opgave
from opgaver.opgavedata import kode_i_ord, kode_som_data
from opgaver.services.etape import find_etape
from opgaver.services.masse import udfoer_masse
from opgaver.services.massegrundlag import Massevalg, Massevisning, Slags, forhaandsvis_masse
from projekter.kommando import Kommando, laes_dato
from projekter.models import Plads, Projekt

INGEN = "ingen"
SIG_JA = "De er ikke på plads og blev ikke rørt. Fuldfør dem alligevel med --bekraeft."


class Command(Kommando):
    help = "Sæt status, ansvarlig, udfører eller frist på mange opgaver på én gang."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True)
        parser.add_argument("--loesning", required=True)
        parser.add_argument("--koder", required=True, help="Opgavernes koder, fx A01,A02; hvert holds opgave er med.")
        parser.add_argument("--etape", metavar="NAVN", help="Kun det holds opgaver.")
        parser.add_argument("--status", help=", ".join(Opgave.Status.values))
        parser.add_argument("--ansvarlig", metavar="PLADS", help="Pladsens rolle eller navn, eller »ingen«.")
        parser.add_argument("--udfoerer", metavar="PLADS", help="Pladsens rolle eller navn, eller »ingen«.")
        parser.add_argument("--skub", metavar="TEKST", help="Fx »14 dage« eller »2 uger tidligere«.")
        parser.add_argument("--dato", help="Den frist, de skal have, fx 2027-03-01.")
        parser.add_argument("--begrundelse", default="", metavar="TEKST")
        parser.add_argument("--bekraeft", action="store_true", help="Fuldfør også dem, hvor noget ikke er på plads.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der ville ske. Intet gemmes.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        massevalg, ider = _massevalg(valg, projekt), _ider(valg["koder"], projekt, valg["etape"])
        if valg["proevekoersel"]:
            medkalender = Projekt.objects.med_navne().med_kalender().get(pk=projekt.pk)
            visning = forhaandsvis_masse(self.aktoer, medkalender, massevalg, ider, paa=timezone.localdate())
            return _resultat(None, visning)
        handling, visning = udfoer_masse(self.aktoer, projekt, massevalg, ider, nu=timezone.now())
        return _resultat(handling.pk, visning)

    def tekst(self, resultat: dict[str, Any]) -> str:
        antal = opgaver_i_ord(len(resultat["aendrede"]))
        if resultat["id"] is None:
            linjer = [f"Prøvekørsel: {antal} ville blive ændret. Intet er gemt."]
        else:
            linjer = [f"{antal} ændret. Fortryd med »fortryd_massehandling --id {resultat['id']}«."]
        linjer += [f"{kode_i_ord(post):<8} {post['fra']} → {post['til']}" for post in resultat["aendrede"]]
        linjer += [f"{kode_i_ord(post):<8} er sådan allerede" for post in resultat["som_foer"]]
        linjer += [f"{kode_i_ord(post):<8} {post['grund']}" for post in resultat["kan_ikke"]]
        linjer += [f"{kode_i_ord(post):<8} {post['grund']}" for post in resultat["skal_bekraeftes"]]
        return "\n".join(linjer + [SIG_JA] * bool(resultat["skal_bekraeftes"]))


def _massevalg(valg: dict[str, Any], projekt: Projekt) -> Massevalg:
    givne = [navn for navn in ("status", "ansvarlig", "udfoerer", "skub", "dato") if valg[navn] is not None]
    if len(givne) != 1:
        raise Afvist("Vælg netop én af --status, --ansvarlig, --udfoerer, --skub og --dato.")
    navn, grund = givne[0], valg["begrundelse"]
    if navn == "status":
        return Massevalg(Slags.STATUS, grund, status=valg["status"], bekraeftet=valg["bekraeft"])
    if navn in ("ansvarlig", "udfoerer"):
        return Massevalg(Slags(navn), grund, plads=_plads(valg[navn], projekt))
    skub = _skub(valg["skub"]) if navn == "skub" else None
    return Massevalg(Slags.FRIST, grund, skub=skub, dato=laes_dato(valg["dato"]))


def _skub(tekst: str) -> Skub:
    try:
        return tolk_skub(tekst)
    except UforstaaeligtSkub as fejl:
        raise Afvist(str(fejl)) from fejl


def _plads(tekst: str, projekt: Projekt) -> Plads | None:
    """Pladsen med navnet; ellers den eneste med rollen."""
    if tekst.casefold() == INGEN:
        return None
    alle = list(projekt.pladser.select_related("rolle", "person"))
    navngivne = [plads for plads in alle if plads.navn.casefold() == tekst.casefold()]
    fundne = navngivne or [plads for plads in alle if plads.rolle.noegle == tekst.casefold()]
    if len(fundne) != 1:
        raise Afvist(f"»{tekst}« peger ikke på netop én plads. Projektet har: {', '.join(map(str, alle))}.")
    return fundne[0]


def _ider(tekst: str, projekt: Projekt, etape: str | None) -> list[int]:
    """De levende opgaver for hver kode, én for hvert hold; er der kun en udgået, er det den."""
    koder = [kode.strip() for kode in tekst.split(",") if kode.strip()]
    alle = Opgave.objects.i_projekt(projekt).filter(kort__kode__in=koder)
    if etape:
        alle = alle.filter(etape=find_etape(projekt, etape))
    raekker = alle.order_by("kort__version__udgivet", "-pk").values_list("kort__kode", "etape", "er_udgaaet", "pk")
    fundne: dict[str, dict[int | None, int]] = {kode: {None: pk} for kode, _, er_udgaaet, pk in raekker if er_udgaaet}
    levende = defaultdict[str, dict[int | None, int]](dict)
    for kode, hold, er_udgaaet, pk in raekker:
        if not er_udgaaet:
            levende[kode][hold] = pk
    fundne |= levende
    if ukendte := [kode for kode in koder if kode not in fundne]:
        hvor = f"{etape} i {projekt}" if etape else str(projekt)
        raise Afvist(f"{hvor} har ingen opgave med koden {', '.join(ukendte)}.")
    return [pk for holdenes in fundne.values() for pk in holdenes.values()]


def _resultat(pk: int | None, visning: Massevisning) -> dict[str, Any]:
    return {
        "id": pk,
        "hvad": visning.valg.hvad,
        "aendrede": [kode_som_data(r.opgave) | {"fra": r.fra, "til": r.til} for r in visning.aendres],
        "som_foer": [kode_som_data(r.opgave) for r in visning.som_foer],
        "kan_ikke": [kode_som_data(r.opgave) | {"grund": r.grund} for r in visning.kan_ikke],
        "skal_bekraeftes": [kode_som_data(r.opgave) | {"grund": r.grund} for r in visning.spoerges],
    }
