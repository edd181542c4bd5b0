"""En opgave som data: de samme felter og ord i kommandoerne og i API'et."""

from collections.abc import Mapping
from typing import Any

from .models import Opgave


def opgave_som_data(opgave: Opgave) -> dict[str, Any]:
    """Opgaven, der har sin ``forklaring`` sat (se ``listen.forklar``). Datoer er ISO; det, der mangler, er None."""
    kort = opgave.kort
    udgaaet = f"Opgaven er {opgave.hvorfor_udgaaet}. " if opgave.er_udgaaet else ""
    return {
        "kode": kort.kode,
        "titel": kort.titel,
        "etape": str(opgave.etape) if opgave.etape else None,
        "lokal": opgave.er_lokal,
        "fase": str(opgave.fase),
        "hovedopgave": str(kort.hovedopgave) if kort.hovedopgave else None,
        "prioritet": kort.prioritet,
        "status": opgave.status,
        "frist": opgave.frist.isoformat() if opgave.frist else None,
        "regel": opgave.regeltekst,
        "forklaring": udgaaet + opgave.forklaring,
        "laast": opgave.er_frist_laast,
        "laast_af": opgave.frist_sat_af or None,
        "laast_den": opgave.frist_sat.isoformat() if opgave.frist_sat else None,
        "begrundelse": opgave.frist_begrundelse or None,
        "udgaaet": opgave.er_udgaaet,
    }


def kode_som_data(opgave: Opgave) -> dict[str, Any]:
    """Koden, og etapen, når opgaven er for en; et kort kan stå i planen én gang for hver."""
    return {"kode": opgave.kort.kode} | ({"etape": str(opgave.etape)} if opgave.etape else {})


def kode_i_ord(post: Mapping[str, Any]) -> str:
    """Fx "U04 (Team Nord)"."""
    return f"{post['kode']} ({post['etape']})" if post.get("etape") else str(post["kode"])
