"""Hvem der ændrede hvad og hvornår, til den, hvis formular er lavet af en ældre udgave af opgaven. Læser kun."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from frister import dag_maaned
from projekter.models import Bruger, Haendelse, Projekt

from .korthistorik import Linje, korthistorik
from .models import Opgave

FLEST = 3
"""Så mange af de nyeste ændringer nævnes; resten står i opgavens historik."""
SENESTE = 300
"""Så langt ses der tilbage efter, hvem der sidst ændrede hver af mange opgaver."""
KORT_TEKST = 80
"""En længere værdi siges ikke i sætningen; den står i det, der vises nu."""
I_ET = timedelta(seconds=1)
"""En handling, der noterer flere linjer, er én ændring."""
CIFRE = 10
"""Så lang bliver en udgave aldrig."""
VED_SIDEN_AF = ("kommentar", "dokument", "forudsætning", "kriterium")
"""Handlinger, der ikke giver opgaven en ny udgave."""
GJORDE = {
    "sat": "satte {}",
    "rettet": "rettede {}",
    "flyttet": "flyttede {}",
    "frigivet": "frigav {}",
    "fjernet": "fjernede {}",
    "låst": "låste {}",
    "ført tilbage": "førte {} tilbage",
}
PROJEKTETS = {
    "datoer flyttet": "flyttede projektets datoer",
    "datoer flyttet efter en pause": "flyttede projektets datoer efter en pause",
    "datoer flyttet, da et hold kom til": "flyttede projektets datoer, da et hold kom til",
    "datoer flyttet, da et hold blev fjernet": "flyttede projektets datoer, da et hold blev fjernet",
    "flytning fortrudt": "fortrød en flytning",
    "ændring af kalenderen fortrudt": "fortrød en ændring af kalenderen",
    "frist regnet efter ny kalender": "ændrede kalenderen",
    "frister regnet efter ny kalender": "ændrede kalenderen",
}
"""Det, der blev gjort ved hele projektet, når det skal siges om en opgave, det flyttede."""
BESTEMT = {
    "begrundelse": "begrundelsen",
    "frist": "fristen",
    "regel": "reglen",
    "fase": "fasen",
    "egen tekst": "jeres egen tekst",
    "egne kvalitetskriterier": "jeres egne kvalitetskriterier",
}

type Spor = Haendelse | Linje


def er_gammel(svar: Mapping[str, str], opgave: Opgave) -> bool:
    """Om formularen er lavet af en anden udgave end opgavens; en, der intet siger om det, er ikke."""
    udgave = svar.get("udgave", "")
    return udgave.isascii() and udgave.isdecimal() and len(udgave) < CIFRE and int(udgave) != opgave.udgave


def forklar_konflikt(
    opgave: Opgave, projekt: Projekt, svar: Mapping[str, str], bruger: Bruger, paa: date, *ogsaa: str
) -> str:
    """At intet er gemt, og hvem der ændrede hvad; ``ogsaa`` er det, der ellers er galt, så alt siges på én gang."""
    intet_gemt = f"{opgave.kode_og_etape} er ændret, siden du åbnede siden, så intet er gemt."
    gammel = int(svar["udgave"]) if er_gammel(svar, opgave) else opgave.udgave - 1
    return " ".join([intet_gemt, *_siden(opgave, projekt, opgave.udgave - gammel, bruger, paa), *filter(None, ogsaa)])


def forklar_nyt(opgave: Opgave, projekt: Projekt, vist: Mapping[str, str], bruger: Bruger, paa: date) -> str:
    """Hvem der har ændret hvad siden den udgave, ``vist`` nævner; tom, når det stadig er opgavens."""
    if not er_gammel(vist, opgave):
        return ""
    aendret = f"{opgave.kode_og_etape} er ændret, siden du åbnede siden."
    return " ".join([aendret, *_siden(opgave, projekt, opgave.udgave - int(vist["udgave"]), bruger, paa)])


def _siden(opgave: Opgave, projekt: Projekt, antal: int, bruger: Bruger, paa: date) -> Iterator[str]:
    """De ``antal`` nyeste ændringer i ord, nyeste først."""
    linjer = [linje for linje in korthistorik(opgave, projekt).linjer if not linje.handling.startswith(VED_SIDEN_AF)]
    for aendring in list(_aendringer(linjer))[: max(0, min(antal, FLEST))]:
        yield from (_i_ord(linje, bruger, paa) for linje in aendring)


def _aendringer(linjer: Iterable[Spor]) -> Iterator[list[Spor]]:
    samlet: list[Spor] = []
    for linje in linjer:
        if samlet and (linje.aktoer != samlet[-1].aktoer or samlet[-1].tid - linje.tid > I_ET):
            yield samlet
            samlet = []
        samlet.append(linje)
    if samlet:
        yield samlet


def _i_ord(linje: Spor, bruger: Bruger, paa: date) -> str:
    """Fx »Bo Lindgaard satte status til I gang kl. 14.02.«; med dato, når det ikke er i dag."""
    tid = timezone.localtime(linje.tid)
    hvornaar = f"{'' if tid.date() == paa else f'{dag_maaned(tid.date(), paa.year)} '}kl. {tid:%H.%M}"
    hvem = "Du" if getattr(linje, "bruger_id", None) == bruger.pk else linje.aktoer
    return f"{hvem} {_handling(linje)} {hvornaar}."


def _handling(linje: Spor) -> str:
    """Uden det, der står i parentes efter handlingen."""
    if projektets := PROJEKTETS.get(linje.handling, ""):
        return projektets
    handling = linje.handling.partition(" (")[0]
    til = f" til {linje.ny or 'intet'}" if len(linje.ny) <= KORT_TEKST and "\n" not in linje.ny else ""
    for gjort, gjorde in GJORDE.items():
        if handling.endswith(f" {gjort}"):
            hvad = handling.removesuffix(f" {gjort}")
            return gjorde.format(BESTEMT.get(hvad, hvad)) + ("" if gjort == "fjernet" else til)
    return f"({handling}{til if linje.ny else ''})"


def seneste(opgaver: Collection[int], projekt: Projekt, efter: int, bruger: Bruger, paa: date) -> dict[int, str]:
    """Den seneste ændring af hver af opgaverne efter hændelsen nummer ``efter`` i ord, også når det var projektets
    datoer, der flyttede dem; en, historikken ikke siger noget om, er der ikke."""
    egne = Q(genstand_type="opgave", genstand_id__in=opgaver)
    flytninger = Q(genstand_type="flytning", projekt=projekt)
    linjer = list(Haendelse.objects.filter(egne | flytninger, pk__gt=efter)[:SENESTE])
    flyttede = _flyttede(projekt, {linje.genstand_id for linje in linjer if linje.genstand_type == "flytning"})
    ord_: dict[int, str] = {}
    for linje in linjer:
        if not linje.handling.startswith(VED_SIDEN_AF):
            er_flytning = linje.genstand_type == "flytning"
            ramte = flyttede.get(linje.genstand_id, set()) if er_flytning else {linje.genstand_id}
            ord_ = dict.fromkeys(ramte.intersection(opgaver), _i_ord(linje, bruger, paa)) | ord_
    return ord_


def _flyttede(projekt: Projekt, flytninger: Collection[int]) -> dict[int, set[int]]:
    """De opgaver i projektet, hver af flytningerne rørte."""
    dele = projekt.flytningsdele.filter(flytning__in=flytninger).values_list("flytning", "raekker")
    return {flytning: {raekke["id"] for raekke in raekker} for flytning, raekker in dele}
