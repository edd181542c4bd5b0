"""En flytning som data: det, kommandoerne svarer med."""

from collections.abc import Iterable
from typing import Any

from .flytning import Raekke, Tabel
from .services.etapeflytning import Etapeflytning, Uddannelsesflytning
from .services.flyttegrundlag import Ankerflytning


def tabel_som_data(tabel: Tabel) -> dict[str, Any]:
    """``flyttede`` og ``uaendrede``, som kommandoerne skriver dem."""
    return {
        "flyttede": [_flyttet(raekke) for raekke in tabel.flyttede],
        "uaendrede": [
            {"kode": raekke.post.navn, "grund": raekke.grund.value} for raekke in tabel.uaendrede if raekke.grund
        ],
    }


def _flyttet(raekke: Raekke) -> dict[str, Any]:
    return {
        "kode": raekke.post.navn,
        "fra": raekke.post.fra.isoformat() if raekke.post.fra else None,
        "til": raekke.til.isoformat() if raekke.til else None,
        "flag": [maerke.flag.value for maerke in raekke.maerker],
        "bemaerk": [maerke.tekst for maerke in raekke.maerker],
    }


def anker_som_data(et: Ankerflytning | Etapeflytning | Uddannelsesflytning) -> dict[str, Any]:
    """En af projektets, en etapes eller bølgens egne datoer, der flyttes, som kommandoerne skriver den."""
    fra, til = (dato.isoformat() if dato else None for dato in (et.fra, et.til))
    maerker = {"flag": [et.flag.value for et in et.maerker], "bemaerk": [et.tekst for et in et.maerker]}
    return {"anker": et.noegle, "fra": fra, "til": til} | maerker


def linjer(poster: Iterable[dict[str, Any]], navn: str) -> list[str]:
    """Én linje for hver dato, der flyttes: det, den hedder (``navn`` er nøglen), fra, til og det, der er at sige."""
    return [
        f"{post[navn]:<8} {post['fra'] or 'uden dato':<10} → {post['til'] or 'uden dato':<10} "
        f"{'; '.join(post['bemaerk'])}".rstrip()
        for post in poster
    ]
