"""Den eneste, der skriver en massehandling på opgaverne, frem og tilbage. Kaldes, når projekt og opgaver er låst."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F

from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Haendelse, Projekt

from ..models import Massehandling, Opgave
from .flytteskrivning import FRISTFELTER
from .massegrundlag import Masseraekke, Massevisning, Slags
from .opgave import med_trods

BUNKE = 500
FORSKELLIGE = 3
"""Skal der skrives flere forskellige ting end det, skrives opgaverne hele og i bunker."""
FELTER = ("status", "begrundelse", "fuldfoert", "fuldfoert_kort", "ansvarlig", "udfoerer", *FRISTFELTER)
"""Det, en massehandling kan ændre på en opgave."""

NOEGLER = {"fuldfoert_kort": "fuldfoert_kort_id", "ansvarlig": "ansvarlig_id", "udfoerer": "udfoerer_id"}
STAND = tuple(NOEGLER.get(felt, felt) for felt in FELTER)
"""Det samme, som det gemmes."""

DATOER = frozenset({"fuldfoert", "frist", "frist_sat"})
FELTORD = {Slags.STATUS: "status", Slags.ANSVARLIG: "ansvarlig", Slags.UDFOERER: "udfører", Slags.FRIST: "frist"}

SAT, FOERT_TILBAGE = "{} sat (mange på én gang)", "{} ført tilbage (mange på én gang)"
"""Det, hver opgaves historik siger; feltets ord sættes ind."""


def stand(opgave: Opgave) -> dict[str, Any]:
    """Det af opgaven, en massehandling kan ændre, som det gemmes i en række."""
    felter = {navn: getattr(opgave, navn) for navn in STAND}
    return {navn: v.isoformat() if isinstance(v, date) else v for navn, v in felter.items()}


def saet_stand(opgave: Opgave, gemt: Mapping[str, Any]) -> None:
    """Giv opgaven de gemte felter igen. Gemmer intet."""
    for navn, vaerdi in gemt.items():
        setattr(opgave, navn, date.fromisoformat(vaerdi) if navn in DATOER and vaerdi else vaerdi)


def gem(opgaver: Collection[Opgave]) -> None:
    """Skriv opgaverne i bunker, hver med sin næste udgave; antallet af sætninger følger bunkerne.

    Djangos egen ``bulk_update`` bygger en CASE for hvert felt i hver opgave og tager flere gange så lang tid.
    """
    for opgave in opgaver:
        opgave.udgave += 1
    Opgave.objects.bulk_create(
        opgaver, batch_size=BUNKE, update_conflicts=True, unique_fields=["id"], update_fields=(*FELTER, "udgave")
    )


def _gem_ens(raekker: Collection[Masseraekke]) -> None:
    """Skriv rækkernes ``felter``, som opgaverne allerede har fået. Det samme på mange er én sætning."""
    ens: dict[tuple[tuple[str, Any], ...], list[Opgave]] = {}
    for raekke in raekker:
        ens.setdefault(tuple(sorted(raekke.felter.items())), []).append(raekke.opgave)
    if len(ens) > FORSKELLIGE:
        return gem([raekke.opgave for raekke in raekker])
    for felter, opgaver in ens.items():
        Opgave.objects.filter(pk__in=[opgave.pk for opgave in opgaver]).update(udgave=F("udgave") + 1, **dict(felter))
        for opgave in opgaver:
            opgave.udgave += 1
    return None


def skriv_opgaver(visning: Massevisning) -> list[dict[str, Any]]:
    """Skriv det, visningen siger, og svar med en post for hver opgave, der blev skrevet på."""
    poster = []
    for raekke in visning.aendres:
        opgave = raekke.opgave
        foer = stand(opgave)
        for felt, vaerdi in raekke.felter.items():
            setattr(opgave, felt, vaerdi)
        efter = stand(opgave)
        aendrede = [navn for navn in STAND if foer[navn] != efter[navn]]
        poster.append(
            navn_paa(opgave)
            | {"foer": {navn: foer[navn] for navn in aendrede}, "efter": {navn: efter[navn] for navn in aendrede}}
            | {"fra": raekke.fra, "til": raekke.til, "trods": raekke.trods}
        )
    _gem_ens(visning.aendres)
    return [post | {"udgave": raekke.opgave.udgave} for post, raekke in zip(poster, visning.aendres, strict=True)]


def navn_paa(opgave: Opgave) -> dict[str, Any]:
    return {"id": opgave.pk, "kode": opgave.kort.kode, "titel": opgave.titel}


def noter_handling(aktoer: Aktoer, handling: Massehandling, hvad: str) -> None:
    """Projektets egen hændelse; den noteres lige før opgavernes, så deres linjer kan henvise til kvitteringen."""
    noter(aktoer, hvad, handling, projekt=handling.projekt, begrundelse=handling.begrundelse)


def noter_opgaver(
    aktoer: Aktoer,
    projekt: Projekt,
    slags: str,
    hvad: str,
    linjer: Iterable[tuple[Opgave, str, str]],
    hvorfor: str,
    trods: Mapping[int, str] | None = None,
) -> None:
    """Én linje i hver opgaves historik, fra og til, med den fælles begrundelse. ``hvad`` er ``SAT`` eller
    ``FOERT_TILBAGE``; ``trods`` er det, opgaverne (id) er fuldført på trods af."""
    felt = FELTORD[Slags(slags)]
    Haendelse.objects.bulk_create(
        (
            haendelse(
                aktoer,
                hvad.format(felt),
                opgave,
                projekt=projekt,
                felt=felt,
                gammel=fra,
                ny=til,
                begrundelse=med_trods(hvorfor, (trods or {}).get(opgave.pk, "")),
            )
            for opgave, fra, til in linjer
        ),
        batch_size=BUNKE,
    )
