"""En flytning som data: det, kommandoerne svarer med."""

from typing import Any

from .flytning import Raekke, Tabel


def tabel_som_data(tabel: Tabel) -> dict[str, Any]:
    """``flyttede`` og ``uaendrede``, som kommandoerne skriver dem."""
    return {
        "flyttede": [_flyttet(raekke) for raekke in tabel.flyttede],
        "uaendrede": [
            {"kode": raekke.post.kode, "grund": raekke.grund.value} for raekke in tabel.uaendrede if raekke.grund
        ],
    }


def _flyttet(raekke: Raekke) -> dict[str, Any]:
    return {
        "kode": raekke.post.kode,
        "fra": raekke.post.fra.isoformat() if raekke.post.fra else None,
        "til": raekke.til.isoformat() if raekke.til else None,
        "flag": [maerke.flag.value for maerke in raekke.maerker],
    }
