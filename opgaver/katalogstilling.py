"""Hvordan en opgave står til kataloget: om den følger planens version, og om teksten er en anden end den fuldførte."""

from dataclasses import dataclass, field
from typing import Any

from .fletning import TEKSTER
from .kortforskel import vis_kortforskel
from .models import Katalogopgave, Katalogversion, Opgave, Udgaaelse

STAAR_HER = "Den står her, så I kan se, hvad der blev gjort."


@dataclass(frozen=True)
class Katalogstilling:
    """``tekst`` er tom, når opgaven følger planens version. ``siden_fuldfoert`` er forskellen, felt for felt."""

    tekst: str = ""
    kan_vaelges: bool = False
    siden_fuldfoert: list[dict[str, Any]] = field(default_factory=list)


def find_stilling(opgave: Opgave) -> Katalogstilling:
    """Uden forespørgsler, når opgaven følger planens version og ikke er fuldført på et andet kort."""
    forskel = []
    if opgave.fuldfoert_kort_id and (fuldfoert := opgave.fuldfoert_kort):
        forskel = vis_kortforskel(fuldfoert, opgave.kort, TEKSTER)
    tekst, kan_vaelges = _tekst(opgave)
    return Katalogstilling(tekst, kan_vaelges, forskel)


def _tekst(opgave: Opgave) -> tuple[str, bool]:
    if opgave.er_lokal:
        return _om_den_lokale(opgave.kort), False
    if opgave.er_udgaaet and _er_nyere(opgave):
        return f"Opgaven kom med {opgave.kort.version}, som I har fortrudt. {STAAR_HER}", False
    if opgave.er_udgaaet:
        udgaaet = f"Opgaven er {opgave.hvorfor_udgaaet}. {STAAR_HER}"
        return f"{udgaaet}{_hvorfor_udgaaet(opgave)}", False
    if opgave.kort.version_id == opgave.plan.version_id:
        return "", False
    version = opgave.plan.version
    if _er_nyere(opgave):
        return f"Opgaven står på kortet fra {opgave.kort.version}, som er nyere end planens {version}.", False
    return _at_vaelge(opgave, version), True


def _hvorfor_udgaaet(opgave: Opgave) -> str:
    """Udgiverens note fra den første version efter opgavens kort, planen er kommet til; tom, når der ingen er."""
    sagt = Udgaaelse.objects.filter(
        noegle=opgave.kort.noegle,
        version__katalog=opgave.plan.version.katalog_id,
        version__udgivet__gt=opgave.kort.katalogversion.udgivet,
        version__udgivet__lte=opgave.plan.version.udgivet,
    )
    note = sagt.order_by("version__udgivet").values_list("note", flat=True).first()
    return f" Udgiveren skriver: {note}" if note else ""


def _om_den_lokale(kort: Katalogopgave) -> str:
    """At den er kommunens egen, og hvad den er lavet af. Er kilden trukket tilbage, må den ikke længere nævnes."""
    kilde = kort.kopi_af
    fra = f" Den er lavet af {kilde.katalogversion}, {kilde.kode}." if kilde and not _er_trukket(kilde) else ""
    return f"Lokal opgave: den er jeres egen, er ikke i kataloget og tæller ikke med i fremdriften.{fra}"


def _er_trukket(kilde: Katalogopgave) -> bool:
    return kilde.katalogversion.er_kladde


def _at_vaelge(opgave: Opgave, version: Katalogversion) -> str:
    er_beholdt = opgave.beholdt_mod_id == version.pk
    if version.kort.filter(noegle=opgave.kort.noegle).exists():
        beholdt = f"I har beholdt jeres udgave fra {opgave.kort.version}. I {version} er den en anden."
        return beholdt if er_beholdt else f"En nyere udgave af opgaven venter fra {version}."
    if er_beholdt:
        return f"Den er ikke med i {version}; I har valgt at beholde den."
    return f"Opgaven er ikke med i {version}. I har endnu ikke valgt, om den skal udgå."


def _er_nyere(opgave: Opgave) -> bool:
    kortets, planens = opgave.kort.katalogversion.udgivet, opgave.plan.version.udgivet
    return bool(kortets and planens and kortets > planens)
