"""En flytning som data: det, kommandoerne svarer med."""

from collections.abc import Iterable, Mapping
from typing import Any

from .flytning import Raekke, Tabel
from .models import Opgave
from .opgavedata import kode_i_ord
from .services.etapeflytning import Holddato
from .services.flyttegrundlag import Ankerflytning


def tabel_som_data(tabel: Tabel, opgaver: Mapping[int, Opgave] | None = None) -> dict[str, Any]:
    """``flyttede`` og ``uaendrede``, som kommandoerne skriver dem, med opgavens etape.

    ``opgaver`` er tabellens, efter id. Den, der læser udefra, har dem ikke, for etaperne er kommunens egne.
    """
    etaper = {pk: str(opgave.etape) for pk, opgave in (opgaver or {}).items() if opgave.etape}
    return {
        "flyttede": [_flyttet(raekke, etaper.get(raekke.post.id)) for raekke in tabel.flyttede],
        "uaendrede": [
            {"kode": raekke.post.navn, "etape": etaper.get(raekke.post.id), "grund": raekke.grund.value}
            for raekke in tabel.uaendrede
            if raekke.grund
        ],
    }


def _flyttet(raekke: Raekke, etape: str | None) -> dict[str, Any]:
    return {
        "kode": raekke.post.navn,
        "etape": etape,
        "fra": raekke.post.fra.isoformat() if raekke.post.fra else None,
        "til": raekke.til.isoformat() if raekke.til else None,
        "flag": [maerke.flag.value for maerke in raekke.maerker],
        "bemaerk": [maerke.tekst for maerke in raekke.maerker],
    }


def anker_som_data(et: Ankerflytning | Holddato) -> dict[str, Any]:
    """En af projektets, en etapes eller bølgens egne datoer, der flyttes, som kommandoerne skriver den."""
    fra, til = (dato.isoformat() if dato else None for dato in (et.fra, et.til))
    maerker = {"flag": [et.flag.value for et in et.maerker], "bemaerk": [et.tekst for et in et.maerker]}
    return {"anker": et.noegle, "fra": fra, "til": til} | maerker


def linjer(poster: Iterable[Mapping[str, Any]]) -> list[str]:
    """Én linje for hver dato, der flyttes: det, den hedder, fra, til og det, der er at sige."""
    return [
        f"{post['anker'] if 'anker' in post else kode_i_ord(post):<8} {post['fra'] or 'uden dato':<10} → "
        f"{post['til'] or 'uden dato':<10} {'; '.join(post['bemaerk'])}".rstrip()
        for post in poster
    ]
