"""Hvad en fil ville gøre ved et katalog: nye, ændrede, uændrede og udgåede kort, fejl og advarsler."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from import_export.results import Result

from faelles.afvisning import Afvist
from faelles.tekst import til_ren_tekst

from ..katalogforudsaetninger import VENTER_PAA, find_par
from ..models import Katalogopgave
from .bemaerkning import Bemaerkning
from .fristvisning import frister_i
from .grundlag import Grundlag, Importmaal
from .koder import kodenoegle
from .kortvisning import forskelle, kort_data, nyt_kort
from .laesning import Tabel
from .omdoebning import Korttekst, foreslaa, lighed, ligner
from .ressource import OEVRIGE, RIGE_FELTER, Kortressource

GRUPPER = ("nye", "omdoebte", "aendrede", "uaendrede", "udgaaede")


type Omdoebninger = Mapping[str, str]
"""Personens svar på parrene: den udgåede kode → den nye, eller tom for »nej, det er to forskellige opgaver«.

En kode, der bliver til sig selv, er en opgave fra en tidligere version, som er i kataloget igen."""


@dataclass
class Indlaesning:
    """En fil, læst og holdt op mod et grundlag. ``svar`` er omdøbningerne efter kodernes nøgler."""

    tabel: Tabel
    grundlag: Grundlag
    ressource: Kortressource
    svar: Omdoebninger

    @property
    def udgaaede(self) -> list[Katalogopgave]:
        """Kort, der findes, men ikke står i filen, heller ikke under en ny kode."""
        i_filen = koder_i(self.tabel)
        return [kort for kode, kort in self.ressource.kort.items() if kode not in i_filen]

    @property
    def er_raekkefoelgen_aendret(self) -> bool:
        """Om de kort, der bliver, står i en anden orden end før."""
        foer, nu = list(self.ressource.kort), koder_i(self.tabel)
        kendte = set(foer)
        return [kode for kode in foer if kode in nu] != [kode for kode in nu if kode in kendte]


def koder_i(tabel: Tabel) -> dict[str, None]:
    """Filens koder i filens orden, hver kun én gang."""
    return dict.fromkeys(kodenoegle(raekke.tekst("kode")) for raekke in tabel.raekker)


@dataclass(frozen=True)
class Forhaandsvisning:
    """``resultat`` er data, der kan gemmes: grupperne af kort, de mulige omdøbninger og hvad der er målt mod."""

    resultat: dict[str, Any]
    advarsler: list[dict[str, Any]]
    fejl: list[dict[str, Any]]

    @property
    def er_uaendret(self) -> bool:
        return er_uaendret(self.resultat)


def er_uaendret(resultat: dict[str, Any]) -> bool:
    """Om filen siger det samme som det, den er målt mod, også om kortenes rækkefølge."""
    return not any(resultat.get(navn) for navn in ("nye", "omdoebte", "aendrede", "udgaaede", "ny_raekkefoelge"))


def antal(resultat: dict[str, Any]) -> dict[str, int]:
    return {gruppe: len(resultat.get(gruppe, ())) for gruppe in GRUPPER}


def hold_op_mod(tabel: Tabel, maal: Importmaal, grundlag: Grundlag, omdoebninger: Omdoebninger) -> Indlaesning:
    svar = {kodenoegle(fra): kodenoegle(til) for fra, til in omdoebninger.items()}
    omdoebte = {fra: til for fra, til in svar.items() if til and til != fra}
    _kraev_mulige(tabel, grundlag, omdoebte)
    noegler = grundlag.noegler | _kommet_igen(tabel, grundlag, svar)
    ressource = Kortressource(tabel, grundlag.model, grundlag.kort, noegler, omdoebte)
    _advar_om_andet_maal(tabel, maal)
    _advar_om_kolonner(ressource)
    _advar_om_forudsaetninger(tabel)
    return Indlaesning(tabel, grundlag, ressource, svar)


def _kommet_igen(tabel: Tabel, grundlag: Grundlag, svar: Omdoebninger) -> dict[str, str]:
    """Kode → nøgle for de udgåede, personen har sagt er i filen igen: svaret er deres egen kode."""
    igen = [fra for fra, til in svar.items() if fra == til]
    for kode in igen:
        if kode not in grundlag.tidligere or kode not in koder_i(tabel):
            raise Afvist(f"{kode.upper()} er ikke en opgave, der er udgået tidligere og er i filen igen.")
    return {kode: grundlag.tidligere[kode].noegle for kode in igen}


def _kraev_mulige(tabel: Tabel, grundlag: Grundlag, omdoebte: Omdoebninger) -> None:
    """Kun et kort, der udgår, kan få en ny kode, og kun en kode, der er ny; ellers blev et andet kort overskrevet."""
    foer, nu = {kodenoegle(kort.kode) for kort in grundlag.kort}, koder_i(tabel)
    for fra, til in omdoebte.items():
        if fra not in foer or fra in nu:
            raise Afvist(f"{fra.upper()} kan ikke få en ny kode, for den udgår ikke: {_hvor(fra, foer, nu)}.")
        if til not in nu or til in foer:
            raise Afvist(f"{fra.upper()} kan ikke blive til {til.upper()}, for den er ikke ny: {_hvor(til, foer, nu)}.")
    if len(set(omdoebte.values())) != len(omdoebte):
        raise Afvist("To opgaver kan ikke få den samme nye kode. Vælg højst én for hver ny kode.")


def _hvor(kode: str, foer: Iterable[str], nu: Iterable[str]) -> str:
    if kode in foer:
        return "den står i både kataloget og filen" if kode in nu else "den står i kataloget, men ikke i filen"
    return "den står i filen, men ikke i kataloget" if kode in nu else "den står hverken i kataloget eller i filen"


def forhaandsvis(indlaesning: Indlaesning) -> Forhaandsvisning:
    """Forskellen mellem fil og grundlag. Skriver intet i databasen."""
    resultat = indlaesning.ressource.proev()
    tabel, grundlag = indlaesning.tabel, indlaesning.grundlag
    maalt_mod = grundlag.sammenlignes_med
    fejl = [*tabel.fejl, *_valideringsfejl(indlaesning, resultat)]
    data = {
        "ark": tabel.ark.navn,
        "maalt_mod": maalt_mod.nummer if maalt_mod else "",
        "er_ny_version": grundlag.version is None,
        "ny_raekkefoelge": indlaesning.er_raekkefoelgen_aendret,
        "mulige": [] if fejl else _mulige_omdoebninger(indlaesning, resultat),
        "frister": frister_i(raekke.instance for raekke in resultat.rows if raekke.instance),
        **grupper(indlaesning, resultat),
    }
    return Forhaandsvisning(data, _ordnet(tabel.advarsler), _ordnet(fejl))


def grupper(indlaesning: Indlaesning, resultat: Result) -> dict[str, list[dict[str, Any]]]:
    """Kortene efter, hvad der sker med dem; ens for det, der er vist, og det, der er skrevet."""
    ressource = indlaesning.ressource
    fundne: dict[str, list[dict[str, Any]]] = {gruppe: [] for gruppe in GRUPPER}
    for raekke in resultat.rows:
        if raekke.is_new():
            fundne["nye"].append(nyt_kort(ressource, raekke.instance))
        elif raekke.is_update():
            gruppe = "omdoebte" if raekke.instance.noegle in ressource.omdoebte else "aendrede"
            felter = forskelle(ressource, ressource.foer[raekke.instance.noegle], raekke.instance)
            fundne[gruppe].append(kort_data(raekke.instance) | {"felter": felter})
        elif raekke.is_skip():
            fundne["uaendrede"].append(kort_data(raekke.instance))
    fundne["udgaaede"] = [kort_data(kort) for kort in indlaesning.udgaaede]
    return fundne


def _mulige_omdoebninger(indlaesning: Indlaesning, resultat: Result) -> list[dict[str, Any]]:
    """Parrene, der ikke er svaret på endnu, med det, der skiller de to kort."""
    ressource = indlaesning.ressource
    udgaaede = {kodenoegle(kort.kode): kort for kort in indlaesning.udgaaede}
    nye = {kodenoegle(raekke.instance.kode): raekke.instance for raekke in resultat.rows if raekke.is_new()}
    igen = _mulige_igen(indlaesning, nye)
    nye = {kode: kort for kode, kort in nye.items() if kode not in {kodenoegle(par["til"]["kode"]) for par in igen}}
    ubesvarede = [_korttekst(kode, kort) for kode, kort in udgaaede.items() if kode not in indlaesning.svar]
    par = foreslaa(ubesvarede, [_korttekst(kode, kort) for kode, kort in nye.items()] if ubesvarede else [])
    return igen + [
        {
            "fra": kort_data(udgaaede[et.fra]),
            "til": kort_data(nye[et.til]),
            "lighed": et.lighed,
            "felter": forskelle(ressource, ressource.vaerdier(udgaaede[et.fra]), nye[et.til]),
        }
        for et in par
    ]


def _mulige_igen(indlaesning: Indlaesning, nye: Mapping[str, Katalogopgave]) -> list[dict[str, Any]]:
    """De nye kort med en kode, der var en udgået opgaves; ``version`` er den, hvor den sidst var med."""
    ressource, tidligere = indlaesning.ressource, indlaesning.grundlag.tidligere if nye else {}
    par = [(tidligere[kode], ny) for kode, ny in nye.items() if kode in tidligere and kode not in indlaesning.svar]
    tekster = {kort.noegle: _korttekst(kodenoegle(kort.kode), kort) for et_par in par for kort in et_par}
    return [
        {
            "fra": kort_data(foer),
            "til": kort_data(ny),
            "lighed": lighed(tekster[foer.noegle], tekster[ny.noegle]),
            "felter": forskelle(ressource, ressource.vaerdier(foer), ny),
            "version": str(foer.katalogversion),
            "ligner": ligner(tekster[foer.noegle], tekster[ny.noegle]),
        }
        for foer, ny in par
    ]


def _korttekst(kode: str, kort: Katalogopgave) -> Korttekst:
    tekster = (getattr(kort, felt) for felt in RIGE_FELTER)
    return Korttekst(kode, kort.titel, "\n".join(til_ren_tekst(tekst) if "<" in tekst else tekst for tekst in tekster))


def _valideringsfejl(indlaesning: Indlaesning, resultat: Result) -> Iterable[Bemaerkning]:
    felter = {felt.attribute: felt for felt in indlaesning.ressource.fields.values()}
    for ugyldig in resultat.invalid_rows:
        raekke = indlaesning.tabel.raekker[ugyldig.number - 1]
        for attribut, beskeder in ugyldig.error_dict.items():
            kolonne = felter[attribut].column_name
            vaerdi = None if kolonne == OEVRIGE else raekke.celler.get(kolonne)
            for besked in beskeder:
                yield indlaesning.tabel.bemaerk(raekke.nummer, "" if kolonne == OEVRIGE else kolonne, vaerdi, besked)


def _ordnet(bemaerkninger: list[Bemaerkning]) -> list[dict[str, Any]]:
    """I filens orden: først om hele arket, så række for række."""
    return [b.som_data() for b in sorted(bemaerkninger, key=lambda b: b.raekke or 0)]


def _advar_om_andet_maal(tabel: Tabel, maal: Importmaal) -> None:
    """Løsning og version kommer fra formularen; siger filen noget andet, skal det ses én gang."""
    for felt, valgt in (("loesning", maal.loesning.noegle), ("katalogversion", maal.nummer)):
        andre = dict.fromkeys(raekke.tekst(felt) for raekke in tabel.raekker)
        for andet in andre:
            if andet and andet.casefold() not in (valgt.casefold(), maal.loesning.navn.casefold()):
                tabel.advar(tabel.hoved.raekke, felt, andet, f"Kolonnen bruges ikke. Filen indlæses til {valgt}.")


def _advar_om_kolonner(ressource: Kortressource) -> None:
    tabel, model = ressource.tabel, ressource.model
    if not model.hovedopgaver.poster and any(raekke.tekst("hovedopgave") for raekke in tabel.raekker):
        besked = "Fasemodellen har ingen hovedopgaver. Kolonnen er gemt blandt kortets øvrige felter."
        tabel.advar(tabel.hoved.raekke, "hovedopgave", "", besked)
        tabel.goer_oevrig("hovedopgave")
    if "fase" not in tabel.felter:
        besked = f"Filen har ingen kolonne med faser. Nye opgaver lægges i {model.faser.navn(model.foerste_fase)}."
        tabel.advar(tabel.hoved.raekke, "fase", "", besked)
    for kolonne in _manglende(ressource):
        besked = "Filen har ikke kolonnen. Det, der allerede står på kortene, bliver stående."
        tabel.advar(tabel.hoved.raekke, kolonne, "", besked)


def _advar_om_forudsaetninger(tabel: Tabel) -> None:
    for raekke, kode in find_par((raekke.tekst("kode"), raekke, raekke.oevrige) for raekke in tabel.raekker)[1]:
        besked = "Opgaven kan ikke vente på den: koden er ikke i filen, eller den venter selv på opgaven."
        tabel.advar(raekke.nummer, VENTER_PAA, kode, besked)


def _manglende(ressource: Kortressource) -> Iterable[str]:
    """Kolonner, som filen ikke har, men som kortene har noget i. Koden er der altid, og fasen er nævnt."""
    kort, tomt = ressource.kort.values(), Katalogopgave()
    filens = {*ressource.tabel.felter, "kode", "fase", "prioritet", OEVRIGE}
    mangler = (felt for felt in ressource.fields.values() if felt.column_name not in filens)
    oevrige = (navn for et_kort in kort for navn in et_kort.oevrige_felter)
    return [
        *dict.fromkeys(
            felt.column_name for felt in mangler if any(felt.get_value(et) != felt.get_value(tomt) for et in kort)
        ),
        *dict.fromkeys(navn for navn in oevrige if navn not in ressource.tabel.overskrifter),
    ]
