"""De id'er, et felt eller en parameter kan bære: ét sted for hvert, og én af hver slags med det samme id."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from faser.models import Fase, Hovedopgave
from opgaver import bilagslager
from opgaver.models import Dokument, GemtFilter, Katalogopgave, Katalogversion, Kommentar, Omtale, Opgave
from opgaver.services.flytning import forhaandsvis_flytning, nye_ankre
from opgaver.services.indhentning import se_indhentning
from opgaver.services.lokale import opret_lokal
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Bruger, Etape, Medlemskab, Plads, Projekt, Rettighed, Rolle
from tests.adgang.etaper import GOLIVE
from tests.adgang.flytninger import FLYTTES_TIL as FLYTTES_TIL_DAGEN
from tests.adgang.linjer import EN_NOEGLE, FLYTTES_TIL, et_kort
from tests.adgang.massehandlinger import I_GANG
from tests.adgang.matrix import ET_KENDETEGN, en_lokal
from tests.adgang.overdragelser import en_overdragelse
from tests.adgang.scene import Scene
from tests.adgang.scene import en_lokal as lokale_felter
from tests.adgang.sted import kanarie
from tests.medvirkende import lav_bruger, lav_model

EGEN, FREMMED, INTET = 777_777, 888_881, 888_882

type Felter = Callable[[int, Scene], Mapping[str, Any]]

PROJEKT, OPGAVE = ("kommune", "loesning"), ("kommune", "loesning", "opgave")
OVERDRAG, BOELGE, NYT_KORT = ("organisation", "person"), ("fulgt", "boelge"), ("kladde",)
HOS = {"organisationer": ("ada", "aarhus"), "boelger": ("karen", "kombit"), "kataloger": ("karen", "kombit")}
"""Hvem der spørger, og hvor; ellers er det Anna i Aarhus."""


def hos(s: Scene, navn: str) -> tuple[str, dict[str, Any]]:
    """Den, der spørger adressen, og stedet, den spørges på."""
    rolle, sted = HOS.get(navn.partition(":")[0], ("anna", "aarhus"))
    return rolle, s.steder[sted]


def _egen(s: Scene) -> int:
    return int(s.steder["aarhus"]["opgave"])


def _ja(s: Scene, *ider: int) -> dict[str, str]:
    """Et ja til en rigtig forhåndsvisning af de valgte; har projektet ingen af dem, da af den egne opgave."""
    egne = set(Opgave.objects.filter(plan__projekt=s.verden.projekt, pk__in=ider).values_list("pk", flat=True))
    valg = Massevalg(Slags.STATUS, status=Opgave.Status.I_GANG)
    vist = forhaandsvis_masse(KOMMANDOLINJE, s.verden.projekt, valg, egne or {_egen(s)}, paa=timezone.localdate())
    return I_GANG | {"aftryk": vist.aftryk, "udgaver": ",".join(f"{pk}:1" for pk in ider)}


def _flytning(pk: int, s: Scene) -> Mapping[str, Any]:
    projekt = Projekt.objects.get(pk=s.verden.projekt.pk)
    ankre = nye_ankre(projekt.ankre, idriftsaettelse=FLYTTES_TIL_DAGEN)
    vist = forhaandsvis_flytning(projekt, ankre, date(2027, 1, 5))
    return FLYTTES_TIL | {"begrundelse": "Forsinket", "aftryk": vist.aftryk, "undtag": [pk]}


def _indhentning(pk: int, s: Scene) -> Mapping[str, Any]:
    projekt = Projekt.objects.get(pk=s.verden.projekt.pk)
    vist = se_indhentning(projekt, timezone.localdate(), pr_uge=5)
    return {"pr_uge": 5, "begrundelse": "Sen start", "aftryk": vist.aftryk, "undtag": [pk]}


def _overdragelse(**felter: Any) -> Felter:
    """Skemaet, som siden viste det, med det ene felt; ``PK`` i feltets navn eller værdi er id'et."""

    def lav(pk: int, s: Scene) -> Mapping[str, Any]:
        sted = s.steder["aarhus"]
        navne = {"PK": pk, "PLADS": sted["plads"]}
        skema = en_overdragelse(sted) | {n: str(v) for n, v in felter.items()}
        return {_indsat(navn, navne): _indsat(str(vaerdi), navne) for navn, vaerdi in skema.items()}

    return lav


def _indsat(tekst: str, vaerdier: Mapping[str, Any]) -> str:
    for navn, vaerdi in vaerdier.items():
        tekst = tekst.replace(navn, str(vaerdi))
    return tekst


def _et_lokalt(felt: str) -> Felter:
    return lambda pk, s: {**en_lokal(s.steder["aarhus"]), felt: pk}


def _et_kort(felt: str) -> Felter:
    return lambda pk, s: {**et_kort(s.steder["kombit"]), felt: pk}


def _en_kopi(felt: str) -> Felter:
    def lav(pk: int, s: Scene) -> Mapping[str, Any]:
        sted = s.steder["aarhus"]
        return {"version": sted["planens"], "kort": sted["plankort"], "kendetegn": ET_KENDETEGN, felt: pk}

    return lav


SAGER: dict[str, tuple[str, tuple[str | None, ...], str, Felter]] = {
    # navn: (adresse, dens dele, hvor None er id'et, metode, felterne med id'et)
    "listen, ansvarlig": ("opgaver:liste", PROJEKT, "get", lambda pk, s: {"ansvarlig": pk}),
    "listen, udfører": ("opgaver:liste", PROJEKT, "get", lambda pk, s: {"udfoerer": pk, "gruppe": "ansvarlig"}),
    "listen, hovedopgave": ("opgaver:liste", PROJEKT, "get", lambda pk, s: {"hovedopgave": pk}),
    "listen, etape": ("opgaver:liste", PROJEKT, "get", lambda pk, s: {"etape": pk}),
    "tavlen": ("opgaver:liste", PROJEKT, "get", lambda pk, s: {"ansvarlig": pk, "visning": "tavle"}),
    "tidsplanen": ("tidsplan:vis", PROJEKT, "get", lambda pk, s: {"ansvarlig": pk}),
    "gemt filter": ("opgaver:filtre", PROJEKT, "post", lambda pk, s: {"navn": "Ny", "adresse": f"ansvarlig={pk}"}),
    "ret filter": ("opgaver:ret_filter", (*PROJEKT, None), "post", lambda pk, s: {"navn": "Ny"}),
    "slet filter": ("opgaver:slet_filter", (*PROJEKT, None), "post", lambda pk, s: {}),
    "ændr mange, filter": ("masse:vaelg", PROJEKT, "get", lambda pk, s: {"udfoerer": pk, "vist": 3}),
    "ændr mange, plads": ("masse:vaelg", PROJEKT, "get", lambda pk, s: {"handling": "udfoerer", "plads": pk}),
    "ændr mange, kryds": ("masse:vaelg", PROJEKT, "post", lambda pk, s: {"valgt": pk}),
    "ændr mange, alle": (
        "masse:vaelg", PROJEKT, "post", lambda pk, s: {"omfang": "alle", "filter": f"ansvarlig={pk}"},
    ),
    "ændr mange, blandet": ("masse:vaelg", PROJEKT, "post", lambda pk, s: {"opgaver": f"{_egen(s)},{pk}"}),
    "vis ændring": ("masse:vis", PROJEKT, "post", lambda pk, s: I_GANG | {"opgaver": pk}),
    "vis ændring, blandet": ("masse:vis", PROJEKT, "post", lambda pk, s: I_GANG | {"opgaver": f"{_egen(s)},{pk}"}),
    "vis ændring, plads": (
        "masse:vis", PROJEKT, "post", lambda pk, s: {"handling": "udfoerer", "plads": pk, "opgaver": _egen(s)},
    ),
    "gør ændring": ("masse:udfoer", PROJEKT, "post", lambda pk, s: _ja(s, pk)),
    "gør ændring, blandet": ("masse:udfoer", PROJEKT, "post", lambda pk, s: _ja(s, _egen(s), pk)),
    "fordel": ("opgaver:ret", OPGAVE, "post", lambda pk, s: {"status": "i_gang", "udgave": 1, "ansvarlig": pk}),
    "svar på kommentar": ("opgaver:kort", OPGAVE, "get", lambda pk, s: {"svar": pk}),
    "nævn": ("opgaver:skriv_kommentar", OPGAVE, "post", lambda pk, s: {"tekst": "?", "noegle": EN_NOEGLE, "naevn": pk}),
    "kommentar set": ("opgaver:marker_besvaret", OPGAVE, "post", lambda pk, s: {"set_til": pk}),
    "skriv og set": (
        "opgaver:skriv_kommentar", OPGAVE, "post", lambda pk, s: {"tekst": "?", "noegle": EN_NOEGLE, "set_til": pk},
    ),
    "ret kommentar": (
        "opgaver:ret_kommentar", (*OPGAVE, None), "post", lambda pk, s: {"tekst": "Ny", "kommentarudgave": 1},
    ),
    "slet kommentar": ("opgaver:slet_kommentar", (*OPGAVE, None), "post", lambda pk, s: {}),
    "hent dokument": ("opgaver:hent_dokument", (*OPGAVE, None), "get", lambda pk, s: {}),
    "slet dokument": ("opgaver:slet_dokument", (*OPGAVE, None), "post", lambda pk, s: {}),
    "hent dokument tilbage": ("opgaver:hent_dokument_tilbage", (*OPGAVE, None), "post", lambda pk, s: {}),
    "forudsætning": ("opgaver:tilfoej_forudsaetning", OPGAVE, "post", lambda pk, s: {"kraever": pk}),
    "flytning, undtag": ("flyt:flyt", PROJEKT, "post", _flytning),
    "indhentning, udelad": ("indhentning:plan", PROJEKT, "post", _indhentning),
    "flytning, etape": ("flyt:flyt", PROJEKT, "get", lambda pk, s: {f"etape-{pk}": "10.05.2027"}),
    "ny lokal, fase": ("lokale:ny", PROJEKT, "post", _et_lokalt("fase_id")),
    "ny lokal, hovedopgave": ("lokale:ny", PROJEKT, "post", _et_lokalt("hovedopgave_id")),
    "ny lokal, forvalg": ("lokale:ny", PROJEKT, "get", lambda pk, s: {"ansvarlig": pk, "hovedopgave_id": pk}),
    "kopi, katalog": ("lokale:katalog", PROJEKT, "get", lambda pk, s: {"version": pk}),
    "kopi, version": ("lokale:katalog", PROJEKT, "post", _en_kopi("version")),
    "kopi, kort": ("lokale:katalog", PROJEKT, "post", _en_kopi("kort")),
    "kopi, fase": ("lokale:katalog", PROJEKT, "post", _en_kopi("fase")),
    "nyt kort, fase": ("kataloger:nyt_kort", NYT_KORT, "post", _et_kort("fase_id")),
    "nyt kort, hovedopgave": ("kataloger:nyt_kort", NYT_KORT, "post", _et_kort("hovedopgave_id")),
    "nyt kort, tjekpunkt": ("kataloger:nyt_kort", NYT_KORT, "post", _et_kort("tjekpunkt_for_id")),
    "sammenlign med": ("kataloger:sammenlign_vaelg", ("kladde",), "get", lambda pk, s: {"med": pk}),
    "bølgens projekter": (
        "boelger:vis", BOELGE, "post", lambda pk, s: {"projekt": [pk], "vist": s.steder["kombit"]["boelgevist"]},
    ),
    "tilføj igen": ("organisationer:personer", ("kommune",), "get", lambda pk, s: {"igen": pk}),
    "overdrag, alle": ("organisationer:overdrag", OVERDRAG, "get", _overdragelse(alle="PK", vis="1")),
    "overdrag, pladsens": (
        "organisationer:overdrag", OVERDRAG, "post", _overdragelse(alle="", **{"p-PLADS-person": "PK"}),
    ),
    "overdrag, pladsen": (
        "organisationer:overdrag", OVERDRAG, "post", _overdragelse(alle="", **{"p-PK-person": "ledig"}),
    ),
    "overdrag, vist": ("organisationer:overdrag", OVERDRAG, "post", _overdragelse(vist="PK-person")),
    "overdrag, rettighed": ("organisationer:overdrag", OVERDRAG, "post", _overdragelse(**{"r-styregruppe": "PK"})),
    "besæt": ("projekter:plads", (*PROJEKT, "plads"), "post", lambda pk, s: {"person": pk}),
    "stedfortræder": ("projekter:plads", (*PROJEKT, "plads"), "post", lambda pk, s: {"stedfortraeder": pk}),
}  # fmt: skip

EGNE: dict[str, Callable[[Scene], int]] = {
    # De sager, hvor det egne ikke er det, der bærer id'et EGEN.
    "listen, hovedopgave": lambda s: 9,
    "kommentar set": lambda s: s.steder["aarhus"]["kommentar"],
    "skriv og set": lambda s: s.steder["aarhus"]["kommentar"],
    "kopi, katalog": lambda s: s.steder["aarhus"]["planens"],
    "kopi, version": lambda s: s.steder["aarhus"]["planens"],
    "kopi, kort": lambda s: s.steder["aarhus"]["plankort"],
    "sammenlign med": lambda s: s.steder["kombit"]["version"],
    "bølgens projekter": lambda s: s.verden.projekt.pk,
    "overdrag, pladsen": lambda s: s.steder["aarhus"]["plads"],
    "overdrag, vist": lambda s: s.steder["aarhus"]["plads"],
    **dict.fromkeys(
        ("ny lokal, fase", "kopi, fase", "nyt kort, fase", "nyt kort, tjekpunkt"),
        lambda s: s.steder["aarhus"]["fase_id"],
    ),
    **dict.fromkeys(
        ("ny lokal, hovedopgave", "nyt kort, hovedopgave"), lambda s: s.verden.model.hovedopgaver.earliest("pk").pk
    ),
}  # fmt: skip


def lav_ens(s: Scene, navn: str, pk: int) -> None:
    """Én af hver slags i kommunen, alle med det samme id; hver bærer en kanarie."""
    v, sted = s.verden, s.steder[navn]
    projekt, leder = (v.projekt, v.anna) if navn == "aarhus" else (v.odense_projekt, v.carl)
    felter = lokale_felter(navn, projekt) | {"regel": "2 uger efter idriftsættelsesdato"}
    lokal = opret_lokal(KOMMANDOLINJE, projekt, felter, kendetegn="ens")
    Opgave.objects.filter(pk=lokal.pk).update(id=pk)
    person = lav_bruger(f"{kanarie(navn, 'nymail')}@{navn}.example", kanarie(navn, "nynavn"), projekt.kommune)
    Bruger.objects.filter(pk=person.pk).update(id=pk)
    Medlemskab.objects.create(bruger_id=pk, organisation=projekt.kommune, rettighed=Rettighed.DELTAGER)
    rolle = Rolle.objects.get(noegle="gevinstejer")
    Plads.objects.create(pk=pk, projekt=projekt, rolle=rolle, betegnelse=kanarie(navn, "nyplads"), person_id=pk)
    Etape.objects.create(pk=pk, projekt=projekt, navn=kanarie(navn, "nyetape"), golive=GOLIVE, raekkefoelge=2)
    GemtFilter.objects.create(pk=pk, projekt=projekt, bruger=leder, navn=kanarie(navn, "nyfilter"), er_delt=True)
    Medlemskab.objects.get_or_create(bruger=v.bo, organisation=v.aarhus, rettighed=Rettighed.STYREGRUPPE)
    _lav_ved_opgaven(v, navn, Opgave.objects.get(pk=sted["opgave"]), leder, pk)


def _lav_ved_opgaven(v: Any, navn: str, opgave: Opgave, leder: Bruger, pk: int) -> None:
    kommentar = Kommentar.objects.create(pk=pk, opgave=opgave, af=leder, tekst=kanarie(navn, "nykommentar"))
    Omtale.objects.create(pk=pk, kommentar=kommentar, person=v.anna)
    Dokument.objects.create(
        pk=pk, opgave=opgave, lagt_af=leder, titel=kanarie(navn, "nydokument"), filnavn="n.pdf", byte=9,
        sha256="0" * 64, lagret=bilagslager.gem([b"%PDF-1.7 ", kanarie(navn, "nyfil").encode()]),
    )  # fmt: skip


def lav_fremmedes(s: Scene, pk: int) -> None:
    """Det, der ikke er en kommunes: en anden models fase, en anden udgivers kladde, et projekt i en anden løsning."""
    model = lav_model("en-anden")
    Fase.objects.create(pk=pk, model=model, kode="F9", navn=kanarie("odense", "fase"), raekkefoelge=99)
    Hovedopgave.objects.create(pk=pk, model=model, nummer=99, navn=kanarie("odense", "hovedopgave"))
    katalog = Katalogversion.objects.get(pk=s.steder["star"]["kladde"]).katalog
    kladde = Katalogversion.objects.create(pk=pk, katalog=katalog, nummer="9.9")
    Katalogopgave.objects.create(
        pk=pk, version=kladde, raekkefoelge=1, kode="Q01", titel=kanarie("odense", "kort"),
        fase=s.verden.model.faser.earliest("pk"),
    )  # fmt: skip
    Projekt.objects.create(
        pk=pk, kommune=s.verden.odense, loesning=katalog.loesning, fase=s.verden.model.faser.earliest("pk")
    )
