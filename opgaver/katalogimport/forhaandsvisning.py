"""Hvad en fil ville gøre ved et katalog: nye, ændrede, uændrede og udgåede kort, fejl og advarsler."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from import_export.results import Result

from ..models import Katalogopgave
from .bemaerkning import Bemaerkning
from .grundlag import Grundlag, Importmaal
from .koder import kodenoegle
from .laesning import Tabel
from .ressource import OEVRIGE, Kortressource
from .widgets import Rigtekstwidget

GRUPPER = ("nye", "aendrede", "uaendrede", "udgaaede")


@dataclass
class Indlaesning:
    """En fil, læst og holdt op mod et grundlag."""

    tabel: Tabel
    grundlag: Grundlag
    ressource: Kortressource

    @property
    def udgaaede(self) -> list[Katalogopgave]:
        """Kort, der findes, men ikke står i filen."""
        i_filen = {kodenoegle(raekke.tekst("kode")) for raekke in self.tabel.raekker}
        return [kort for kort in self.grundlag.kort if kodenoegle(kort.kode) not in i_filen]

    @property
    def er_raekkefoelgen_aendret(self) -> bool:
        """Om de kort, der bliver, står i en anden orden end før."""
        foer = [kodenoegle(kort.kode) for kort in self.grundlag.kort]
        nu = dict.fromkeys(kodenoegle(raekke.tekst("kode")) for raekke in self.tabel.raekker)
        kendte = set(foer)
        return [kode for kode in foer if kode in nu] != [kode for kode in nu if kode in kendte]


@dataclass(frozen=True)
class Forhaandsvisning:
    """``resultat`` er data, der kan gemmes: de fire grupper af kort og hvad de er målt mod."""

    resultat: dict[str, Any]
    advarsler: list[dict[str, Any]]
    fejl: list[dict[str, Any]]

    @property
    def er_uaendret(self) -> bool:
        return er_uaendret(self.resultat)


def er_uaendret(resultat: dict[str, Any]) -> bool:
    """Om filen siger det samme som det, den er målt mod, også om kortenes rækkefølge."""
    return not any(resultat.get(navn) for navn in ("nye", "aendrede", "udgaaede", "ny_raekkefoelge"))


def antal(resultat: dict[str, Any]) -> dict[str, int]:
    return {gruppe: len(resultat[gruppe]) for gruppe in GRUPPER}


def hold_op_mod(tabel: Tabel, maal: Importmaal, grundlag: Grundlag) -> Indlaesning:
    ressource = Kortressource(tabel, grundlag.model, grundlag.kort, grundlag.noegler)
    _advar_om_andet_maal(tabel, maal)
    _advar_om_kolonner(ressource)
    return Indlaesning(tabel, grundlag, ressource)


def forhaandsvis(indlaesning: Indlaesning) -> Forhaandsvisning:
    """Forskellen mellem fil og grundlag. Skriver intet i databasen."""
    resultat = indlaesning.ressource.proev()
    tabel, grundlag = indlaesning.tabel, indlaesning.grundlag
    maalt_mod = grundlag.sammenlignes_med
    data = {
        "ark": tabel.ark.navn,
        "maalt_mod": maalt_mod.nummer if maalt_mod else "",
        "er_ny_version": grundlag.version is None,
        "ny_raekkefoelge": indlaesning.er_raekkefoelgen_aendret,
        "udgaaede": [_kort(kort) for kort in indlaesning.udgaaede],
        **_grupper(indlaesning.ressource, resultat),
    }
    fejl = [*tabel.fejl, *_valideringsfejl(indlaesning, resultat)]
    return Forhaandsvisning(data, _ordnet(tabel.advarsler), _ordnet(fejl))


def _grupper(ressource: Kortressource, resultat: Result) -> dict[str, list[dict[str, Any]]]:
    grupper: dict[str, list[dict[str, Any]]] = {"nye": [], "aendrede": [], "uaendrede": []}
    for raekke in resultat.rows:
        if raekke.is_new():
            grupper["nye"].append(_nyt_kort(ressource, raekke.instance))
        elif raekke.is_update():
            grupper["aendrede"].append(_kort(raekke.instance) | {"felter": _forskelle(ressource, raekke.instance)})
        elif raekke.is_skip():
            grupper["uaendrede"].append(_kort(raekke.instance))
    return grupper


def _kort(kort: Katalogopgave) -> dict[str, Any]:
    return {"kode": kort.kode, "titel": kort.titel}


def _nyt_kort(ressource: Kortressource, kort: Katalogopgave) -> dict[str, Any]:
    vist = {navn: ressource.fields[navn].export(kort) for navn in ("fase", "hovedopgave", "prioritet")}
    return _kort(kort) | vist | {"slutdato": kort.slutdato_tekst, "regel": kort.regel}


def _forskelle(ressource: Kortressource, kort: Katalogopgave) -> list[dict[str, Any]]:
    """De ændrede felter, som de vises: gammel og ny værdi."""
    foer, forskelle = ressource.foer[kort.noegle], []
    for navn in ressource.aendrede_felter(kort):
        if navn == OEVRIGE:
            forskelle += _oevrige_forskelle(foer[OEVRIGE], kort.oevrige_felter)
        else:
            vis = ressource.fields[navn].widget.render
            nyt = ressource.fields[navn].get_value(kort)
            overskrift = "Slutdato, forstået som" if navn == "regel" else ressource.overskrift(navn)
            er_rig = isinstance(ressource.fields[navn].widget, Rigtekstwidget)
            forskelle.append({"felt": overskrift, "gammel": vis(foer[navn]), "ny": vis(nyt), "rig": er_rig})
    return forskelle


def _oevrige_forskelle(foer: Any, nu: dict[str, str]) -> list[dict[str, Any]]:
    navne = [*foer, *(navn for navn in nu if navn not in foer)]
    return [
        {"felt": navn, "gammel": foer.get(navn, ""), "ny": nu.get(navn, ""), "rig": True}
        for navn in navne
        if foer.get(navn) != nu.get(navn)
    ]


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


def _manglende(ressource: Kortressource) -> Iterable[str]:
    """Kolonner, som filen ikke har, men som kortene har noget i. Koden er der altid, og fasen er nævnt."""
    kort, filens = ressource.kort.values(), {*ressource.tabel.felter, "kode", "fase", "prioritet", OEVRIGE}
    mangler = (felt for felt in ressource.fields.values() if felt.column_name not in filens)
    return dict.fromkeys(felt.column_name for felt in mangler if any(map(felt.get_value, kort)))
