"""Indlæs et opgavekatalog fra en projektmappe, med de samme beskeder som på siden."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from faelles.filfejl import grund
from opgaver.katalogimport.bemaerkning import Bemaerkning, linje
from opgaver.katalogimport.forhaandsvisning import GRUPPER, antal
from opgaver.models import Importkoersel
from opgaver.services.katalog import (
    FOERSTE_NUMMER,
    Valg,
    find_maal,
    find_model,
    gem_forhaandsvisning,
    gennemfoer_import,
    opret_koersel,
    optaelling,
    proev_import,
)
from opgaver.services.udgivelse import udgiv
from projekter import adgang
from projekter.kommando import Kommando, find_loesning

INTET = dict.fromkeys(GRUPPER, 0)


class Command(Kommando):
    help = "Indlæs et opgavekatalog fra en Excel- eller CSV-fil. Alt eller intet."
    som_tekst = True

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("fil", metavar="FIL", help="Projektmappen (.xlsx) eller en .csv-fil.")
        parser.add_argument("--loesning", required=True, help="Løsningens nøgle, fx SAPA.")
        parser.add_argument("--katalogversion", default=FOERSTE_NUMMER, help="Versionsnummer; ellers 1.0.")
        parser.add_argument("--model", help="Fasemodellens nøgle til et nyt katalog; ellers Implementeringsmodellen.")
        parser.add_argument("--ark", default="", help="Arket, der skal læses; ellers det, der ligner opgaver mest.")
        parser.add_argument(
            "--omdoebt",
            action="append",
            default=[],
            metavar="GAMMEL=NY",
            help="Opgaven har kun fået en ny kode, fx A08=A09. Kan gentages. Ellers udgår den gamle, og den nye er ny.",
        )
        parser.add_argument("--udgiv", action="store_true", help="Udgiv versionen, når den er indlæst.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der ville ske, uden at gemme.")

    def handle(self, *args: Any, **valg: Any) -> None:
        self.som_tekst = not valg["json"]
        super().handle(*args, **valg)

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        try:
            return self.indlaes(**valg)
        except Afvist as fejl:
            return INTET | {"advarsler": [], "fejl": [Bemaerkning("", None, "", "", fejl.grund).som_data()]}

    def indlaes(self, **valg: Any) -> dict[str, Any]:
        model = find_model(valg["model"]) if valg["model"] else None
        maal = find_maal(find_loesning(valg["loesning"]), valg["katalogversion"], model)
        kraev(adgang.maa_redigere_katalog(self.aktoer, maal.udgiver))
        navn, data = Path(valg["fil"]).name, laes_fil(valg["fil"])
        om_filen = Valg(valg["ark"], laes_omdoebninger(valg["omdoebt"]))
        vist, grundlag = proev_import(maal, navn, data, om_filen)
        if not (vist.fejl or valg["proevekoersel"]):
            # Først nu tages låsen; de andre venter ikke, mens filen bliver forstået.
            with transaction.atomic():
                koersel = opret_koersel(self.aktoer, maal, navn, data, om_filen)
                gem_forhaandsvisning(self.aktoer, koersel, vist, grundlag)
                self.gem(koersel, skal_udgives=valg["udgiv"])
        return {
            **antal(vist.resultat),
            "advarsler": [*vist.advarsler, *map(mulig_omdoebning, vist.resultat["mulige"])],
            "fejl": [en | {"besked": linje(en)} for en in vist.fejl] if self.som_tekst else vist.fejl,
            "katalogversion": f"{maal.loesning.noegle} {maal.nummer}",
            "proevekoersel": valg["proevekoersel"],
        }

    def gem(self, koersel: Importkoersel, *, skal_udgives: bool) -> None:
        """Indlæs og udgiv i kalderens transaktion: alt eller intet."""
        version = gennemfoer_import(self.aktoer, koersel)
        if skal_udgives and version.er_kladde:
            udgiv(self.aktoer, version, nu=timezone.now())

    def tekst(self, resultat: dict[str, Any]) -> str:
        foer = "Prøvekørsel, intet er gemt" if resultat["proevekoersel"] else "Indlæst"
        vist = {gruppe: resultat[gruppe] for gruppe in GRUPPER if gruppe != "omdoebte" or resultat[gruppe]}
        tal = ", ".join(optaelling(vist))
        advarsler = [f"Advarsel: {linje(advarsel)}" for advarsel in resultat["advarsler"]]
        return "\n".join([f"{resultat['katalogversion']}. {foer}: {tal}.", *advarsler])


def laes_omdoebninger(valg: list[str]) -> dict[str, str]:
    par = [(fra.strip(), til.strip()) for fra, _, til in (et_valg.partition("=") for et_valg in valg)]
    if not all(fra and til for fra, til in par):
        raise Afvist("Skriv --omdoebt som den gamle kode, et lighedstegn og den nye, fx --omdoebt A08=A09.")
    if len({fra.casefold() for fra, _ in par}) != len(par):
        raise Afvist("Den samme gamle kode står to gange i --omdoebt. Skriv den kun én gang.")
    return dict(par)


def mulig_omdoebning(par: dict[str, Any]) -> dict[str, Any]:
    """Advarslen om et par, der ikke er svaret på."""
    fra, til = par["fra"]["kode"], par["til"]["kode"]
    if "version" in par:
        igen = f"{til} havde {par['version']} også. Er det den samme opgave, så indlæs filen med --omdoebt {til}={til}."
        return Bemaerkning("", None, "", til, igen).som_data()
    lighed = "den samme tekst" if par["lighed"] == 1 else "næsten den samme tekst"
    besked = (
        f"{til} har {lighed} som {fra}, der udgår. Er det den samme opgave under en ny kode, så indlæs filen med "
        f"--omdoebt {fra}={til}; ellers udgår {fra}, og {til} er en ny opgave."
    )
    return Bemaerkning("", None, "", til, besked).som_data()


def laes_fil(sti: str) -> bytes:
    try:
        return Path(sti).read_bytes()
    except OSError as fejl:
        raise Afvist(f"Filen {sti} kan ikke læses: {grund(fejl)}.") from fejl
