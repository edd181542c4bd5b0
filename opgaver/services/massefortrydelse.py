"""At fortryde en massehandling: hver opgave bliver, som den var. Det, nogen har ændret siden, nævnes og røres ikke."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, Svar, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from ..models import Massehandling, Opgave
from .flytteskrivning import laas_projekter
from .frister import saet_frister
from .massegrundlag import PLADSSLAGS, Slags, hent_valgte, pladser_i, saet_paa_pladser, vist
from .masseskrivning import FOERT_TILBAGE, STAND, gem, noter_handling, noter_opgaver, saet_stand, stand
from .opgave import aabnes, er_passeret

FORTRUDT = "ændring af mange opgaver fortrudt"
FELTNAVNE = {navn: "frist" if navn.startswith(("frist", "er_frist")) else "status" for navn in STAND} | {
    "begrundelse": "begrundelse",
    "ansvarlig_id": "ansvarlig",
    "udfoerer_id": "udfører",
}
"""Det, personen kalder hvert af felterne."""


@dataclass
class Massefortrydelse:
    """Hvad der skete. ``blev`` er koderne på dem, nogen har ændret siden, med grunden; de står, som de er."""

    handling: Massehandling
    genskabte: list[Opgave] = field(default_factory=list)
    blev: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def fortryd_masse(aktoer: Aktoer, handling_id: int, *, nu: datetime) -> Massefortrydelse:
    """Giv hver opgave det, den havde, hvis den stadig er, som handlingen gjorde den.

    Er projektets datoer flyttet siden, regnes en åben opgaves frist af dem, for den gamle kunne ikke forklares.
    """
    handling = Massehandling.objects.select_related("projekt").filter(pk=handling_id).first()
    if handling is None or not adgang.maa_se(aktoer, handling.projekt):
        raise FindesIkke(f"Der er ingen ændring af mange opgaver med nummer {handling_id}.")
    kraev(adgang.maa_fortryde_for_alle(aktoer, handling.projekt, handling.bruger_id))
    [projekt] = laas_projekter(handling.projekt_id)
    handling.refresh_from_db(fields=("fortrudt", "fortrudt_af"))
    _kraev_at_det_kan_fortrydes(handling, nu)
    udfald = _genskab(aktoer, handling, projekt)
    if not udfald.genskabte:
        grunde = " eller ".join(dict.fromkeys(grund for _, grund in udfald.blev))
        raise Afvist(f"Ingen af opgaverne kan føres tilbage: hver af dem {grunde}.")
    genskabte = {opgave.pk for opgave in udfald.genskabte}
    handling.raekker = [post | {"er_genskabt": post["id"] in genskabte} for post in handling.raekker]
    handling.fortrudt, handling.fortrudt_af = nu, aktoer.navn
    handling.save(update_fields=["raekker", "fortrudt", "fortrudt_af"])
    return udfald


def _kraev_at_det_kan_fortrydes(handling: Massehandling, nu: datetime) -> None:
    if handling.fortrudt:
        hvornaar = f"{timezone.localtime(handling.fortrudt):%d.%m.%Y}"
        raise Foraeldet(f"Det blev fortrudt {hvornaar} af {handling.fortrudt_af}.")
    if not handling.kan_fortrydes(nu):
        raise Afvist("Det kan fortrydes i 30 dage, og de er gået.")


def _genskab(aktoer: Aktoer, handling: Massehandling, projekt: Projekt) -> Massefortrydelse:
    opgaver = {opgave.pk: opgave for opgave in hent_valgte(projekt, [p["id"] for p in handling.raekker], laas=True)}
    ret, pladser = _ret(aktoer, handling, projekt), pladser_i(projekt)
    udfald, fra = Massefortrydelse(handling), {pk: vist(opgave, handling.slags) for pk, opgave in opgaver.items()}
    for post in handling.raekker:
        opgave = opgaver.get(post["id"])
        grund = _hindring(opgave, post, projekt, ret, pladser) if opgave else "findes ikke længere"
        if opgave is None or grund:
            udfald.blev.append((post["kode"], grund))
            continue
        saet_stand(opgave, post["foer"])
        udfald.genskabte.append(opgave)
    saet_paa_pladser(udfald.genskabte, pladser)
    saet_frister((opgave for opgave in udfald.genskabte if opgave.er_aaben), projekt)
    gem(udfald.genskabte)
    linjer = [(opgave, fra[opgave.pk], vist(opgave, handling.slags)) for opgave in udfald.genskabte]
    noter_handling(aktoer, handling, FORTRUDT)
    noter_opgaver(aktoer, projekt, handling.slags, FOERT_TILBAGE, linjer, handling.begrundelse)
    return udfald


def _ret(aktoer: Aktoer, handling: Massehandling, projekt: Projekt) -> Callable[..., Svar]:
    """En projektleder, der ikke er det mere, kan stadig fortryde på de opgaver, vedkommende selv har."""
    if handling.slags == Slags.STATUS:
        return adgang.loeseret(aktoer, projekt)
    svar = adgang.maa_lede(aktoer, projekt)
    return lambda *pladser: svar


def _hindring(
    opgave: Opgave, post: dict[str, Any], projekt: Projekt, ret: Callable[..., Svar], pladser: Collection[int]
) -> str:
    """Hvorfor opgaven ikke kan føres tilbage; tom, når den kan."""
    nu = stand(opgave)
    if opgave.er_udgaaet:
        return f"er {opgave.hvorfor_udgaaet}"
    if andre := {FELTNAVNE[navn] for navn, vaerdi in post["efter"].items() if nu[navn] != vaerdi}:
        return f"er ændret siden ({' og '.join(sorted(andre))})"
    if not ret(opgave.ansvarlig_id, opgave.udfoerer_id):
        return "er ikke din"
    if aabnes(opgave, post["foer"].get("status", opgave.status)) and er_passeret(opgave.fase, projekt):
        return "er i en fase, projektet er gået ud af, så den kun kan åbnes med en begrundelse"
    gamle = {post["foer"].get(f"{felt}_id") for felt in PLADSSLAGS} - {None}
    return "" if all(plads in pladser for plads in gamle) else "var på en plads, der ikke er der mere"
