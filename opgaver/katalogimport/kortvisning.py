"""Et kort som data, der kan gemmes og vises: koden og titlen, og hvad der skiller det fra det, der var."""

from collections.abc import Mapping
from typing import Any

from ..models import Katalogopgave
from .ressource import OEVRIGE, Kortressource
from .widgets import Rigtekstwidget


def kort_data(kort: Katalogopgave) -> dict[str, Any]:
    return {"kode": kort.kode, "titel": kort.titel}


def nyt_kort(ressource: Kortressource, kort: Katalogopgave) -> dict[str, Any]:
    vist = {navn: ressource.fields[navn].export(kort) for navn in ("fase", "hovedopgave", "prioritet")}
    return kort_data(kort) | vist | {"slutdato": kort.slutdato_tekst, "regel": kort.regel}


def forskelle(ressource: Kortressource, foer: Mapping[str, Any], kort: Katalogopgave) -> list[dict[str, Any]]:
    """De felter, der er forskellige, som de vises: gammel og ny værdi."""
    nu, fundne = ressource.vaerdier(kort), list[dict[str, Any]]()
    for navn, felt in ressource.fields.items():
        if navn == OEVRIGE:
            fundne += oevrige_forskelle(foer[OEVRIGE], kort.oevrige_felter)
        elif nu[navn] != foer[navn]:
            vis, er_rig = felt.widget.render, isinstance(felt.widget, Rigtekstwidget)
            overskrift = "Slutdato, forstået som" if navn == "regel" else ressource.overskrift(navn)
            fundne.append({"felt": overskrift, "gammel": vis(foer[navn]), "ny": vis(nu[navn]), "rig": er_rig})
    return fundne


def oevrige_forskelle(foer: Any, nu: dict[str, str]) -> list[dict[str, Any]]:
    """De øvrige felter, der er forskellige, som ``forskelle`` viser dem."""
    navne = [*foer, *(navn for navn in nu if navn not in foer)]
    return [
        {"felt": navn, "gammel": foer.get(navn, ""), "ny": nu.get(navn, ""), "rig": True}
        for navn in navne
        if foer.get(navn) != nu.get(navn)
    ]
