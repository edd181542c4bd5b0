"""Det, en kommune skriver om sin egen, lokale opgave, gjort til et korts felter. Det skrevne er tekst, ikke HTML."""

from collections.abc import Mapping
from typing import Any

from faelles.excel import renskriv
from faser.models import Fase, Hovedopgave
from frister import UforstaaeligFrist, dag_maaned, tolk
from projekter.models import Projekt

from .katalogimport.kortfelter import SKREVNE as KORTTEKSTER
from .katalogimport.kortfelter import Rensning, felttekster, rens_kort, som_skrevet
from .katalogimport.opslag import Modelopslag
from .models import Katalogopgave
from .services.frister import regn

SKREVNE = ("titel", "slutdato_tekst", "maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier")
"""De felter, kommunen skriver som tekst. Resten af en kopis tekster følger med fra kilden."""

KOPIERES = (
    "titel", "prioritet", "slutdato_tekst", "regel", "er_regel_konstrueret", "maal", "beskrivelse", "metode",
    "resultat", "anbefalet_udfoerer", "kvalitetskriterier", "involverede_parter", "oevrige_felter",
)  # fmt: skip
"""Det, der følger med fra et katalogs kort. Nøgle, kode, tjekpunkt og bilag er kildens egne."""


def rens_lokalt(opslag: Modelopslag, tekster: Mapping[str, str], kort: Katalogopgave | None = None) -> Rensning:
    """Teksterne som kortets felter. En frist, der er skrevet om og ikke kan forstås, er en fejl på feltet."""
    gamle = felttekster(kort) if kort else dict.fromkeys(KORTTEKSTER, "")
    skrevne = gamle | {navn: tekster.get(navn, gamle[navn]) for navn in SKREVNE}
    rensning = rens_kort(opslag, skrevne, kort, som_skrevet)
    for navn in rensning.vaerdier.keys() - {*SKREVNE, "regel"}:
        del rensning.vaerdier[navn]
    rensning.fejl.pop("kode", None)
    if not renskriv(skrevne["titel"]):
        rensning.fejl["titel"] = "Skriv, hvad der skal gøres."
    if renskriv(skrevne["slutdato_tekst"]) != renskriv(gamle["slutdato_tekst"]):
        _kraev_forstaaet(rensning, skrevne["slutdato_tekst"])
    return rensning


def _kraev_forstaaet(rensning: Rensning, tekst: str) -> None:
    try:
        tolk(renskriv(tekst))
    except UforstaaeligFrist as fejl:
        rensning.fejl["slutdato_tekst"] = str(fejl)


def forstaa_frist(projekt: Projekt, tekst: str) -> str:
    """Sætningen om, hvordan fristen er forstået, og den dag, den giver i projektet; tom, når teksten er tom."""
    try:
        regel = tolk(renskriv(tekst))
    except UforstaaeligFrist as fejl:
        return str(fejl)
    if regel is None:
        return ""
    svar = regn(regel, projekt.ankre, projekt.kalender)
    if svar is None:
        return f"Forstået som »{regel.tekst()}«. Fristen kommer, når projektet har den dato, den regnes fra."
    bemaerk = f" Bemærk: {svar.advarsel}." if svar.advarsel else ""
    return f"Forstået som »{regel.tekst()}«. Fristen bliver {dag_maaned(svar.dato)}.{bemaerk}"


def kopiens_felter(kort: Katalogopgave, projekt: Projekt, opslag: Modelopslag, fase: int | None) -> dict[str, Any]:
    """Kortets felter i en kopi; ``fase`` er den, personen har valgt, ellers kortets, når projektets model har den."""
    felter = {felt: getattr(kort, felt) for felt in KOPIERES}
    tema = opslag.hovedopgaver.find(kort.hovedopgave.navn) if kort.hovedopgave else None
    fundet = opslag.faser.find(kort.fase.kode) or opslag.faser.find(kort.fase.navn)
    kortets = fundet.post.pk if fundet else projekt.fase_id
    return felter | {"fase_id": fase or kortets, "hovedopgave_id": tema.post.pk if tema else None}


def foreslaa_fase(hovedopgave: Hovedopgave, projekt: Projekt) -> Fase:
    """Fasen til et eksempel: den, projektet er i, ellers den næste, hovedopgaven er aktiv i."""
    nu = projekt.fase.hovedfase
    aktive = Fase.objects.filter(maerker__hovedopgave=hovedopgave, raekkefoelge__gte=nu.raekkefoelge)
    foerste = aktive.order_by("raekkefoelge").first()
    return projekt.fase if foerste is None or foerste == nu else foerste
