"""Den eneste, der skriver en flytning: opgavernes nye datoer, projekternes ankre, delene og historikken.

Opgaverne skrives i bunker, så antallet af sætninger ikke følger antallet af opgaver. Kaldes i en transaktion, hvor
projekterne er låst. Opgaverne låses ikke: det, der kan ændre en frist, låser projektet først, og er en opgave lukket
imens, opdages det, når den skal skrives.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db.models import Case, DateField, F, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from faelles.afvisning import Foraeldet
from frister import Anker, Ankre, dag_maaned
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Etape, Haendelse, Projekt

from ..flytning import Grund
from ..models import ETAPER, PAUSE, UDDANNELSER, Flytning, Flytningsdel, Opgave
from .etapeflytning import Etapeflytning, etaperne_i_ord
from .flyttegrundlag import Forhaandsvisning, som_ord

BUNKE = 1000
UNDTAGET = "undtaget, da datoerne blev flyttet: {}"
VENTET = "rykket med pausen: {}"
HANDLINGER = {
    Flytning.Slags.KALENDER: "frister regnet efter ny kalender",
    Flytning.Slags.INDHENTNING: "overskredne frister indhentet",
}
REGNET_OM = "frist regnet, da en flytning blev fortrudt"
"""Hændelsen på et kort, hvis frist følger reglen: regnet med de gamle ankre i stedet for genskabt."""
LAASEFELTER = ("er_frist_laast", "frist_sat_af", "frist_sat", "frist_begrundelse")
FRISTFELTER = ("frist", *LAASEFELTER)
TOMT: dict[str, Any] = {
    **dict.fromkeys(FRISTFELTER, ""),
    "frist": None,
    "er_frist_laast": False,
    "frist_sat": None,
    "status": "",
    "egen_regel": "",
    "er_udgaaet": False,
}
"""Standens felter, og den værdi, der ikke gemmes; en bølge har tolv tusind stande, og de fleste felter er tomme."""


@dataclass(frozen=True)
class Laas:
    """Hvem der holder en frist fast, hvornår og hvorfor."""

    hvem: str
    dag: date
    hvorfor: str

    def felter(self) -> dict[str, Any]:
        return {
            "er_frist_laast": True,
            "frist_sat_af": self.hvem,
            "frist_sat": self.dag,
            "frist_begrundelse": self.hvorfor,
        }


def laas_projekter(*ider: int) -> list[Projekt]:
    """Projekterne, som de er nu, med kalender; en anden, der vil flytte dem, må vente.

    Nøglen låses ikke, så den, der imens noterer noget i projektets historik, ikke venter på flytningen.
    """
    list(Projekt.objects.select_for_update(no_key=True).filter(pk__in=ider).order_by("pk").values_list("pk"))
    return list(Projekt.objects.med_navne().med_kalender().filter(pk__in=ider).order_by("pk"))


def gem(flytning: Flytning, visninger: Iterable[Forhaandsvisning], aktoer: Aktoer, nu: datetime) -> list[Flytningsdel]:
    """Skriv flytningen, som visningerne siger; en undtaget opgave låses på den dato, den har.

    En indhentet opgave låses på den dato, den får: den er sat i hånden, og ingen regel giver den.
    """
    flytning.aktoer, flytning.bruger, flytning.oprettet = aktoer.navn, aktoer.bruger, nu
    flytning.save()
    visninger = list(visninger)
    laas = Laas(aktoer.navn, timezone.localdate(nu), UNDTAGET.format(flytning.begrundelse))
    satte = replace(laas, hvorfor=flytning.begrundelse) if flytning.er_indhentning else None
    dele = [_del(flytning, visning, laas, satte) for visning in visninger]
    nye = {r.post.id: r.til for visning in visninger for r in visning.tabel.flyttede}
    skriv_frister(nye, satte.felter() if satte else None)
    skriv_laase(_undtagne(visninger), laas)
    for visning in visninger:
        skriv_laase([raekke.post.id for raekke in visning.ventede], _ventelaas(laas, flytning))
    skriv_ankre({visning.projekt: visning.ankre for visning in visninger})
    skriv_etaper(skift for visning in visninger for skift in visning.etapeskift)
    Flytningsdel.objects.bulk_create(dele, batch_size=100)
    noter_flytning(
        flytning, dele, aktoer, HANDLINGER.get(Flytning.Slags(flytning.slags), f"datoer flyttet{flytning.anledning}")
    )
    return dele


def skriv_frister(frister: Mapping[int, date | None], laas: Mapping[str, Any] | None = None) -> None:
    """Giv opgaverne (efter id) deres datoer og felterne i ``laas``, der siger, hvem der satte dem."""
    # Efter dato er der kun få datoer i hver bunke, så databasen har lidt at vælge mellem.
    for bunke in batched(sorted(frister.items(), key=_efter_dato), BUNKE):
        efter_dato: dict[date | None, list[int]] = defaultdict(list)
        for pk, dato in bunke:
            efter_dato[dato].append(pk)
        *andre, sidste = efter_dato
        valg = (When(pk__in=efter_dato[dato], then=Value(dato)) for dato in andre)
        # Får alle ingen dato, er der kun NULL at gætte typen af, og PostgreSQL gætter på tekst.
        frist = Cast(Case(*valg, default=Value(sidste), output_field=DateField()), DateField())
        _skriv([pk for pk, _ in bunke], {"frist": frist, **(laas or {})})


def _efter_dato(frist: tuple[int, date | None]) -> tuple[bool, date, int]:
    pk, dato = frist
    return dato is None, dato or date.min, pk


def skriv_laase(ider: Collection[int], laas: Laas) -> None:
    """Hold opgavernes datoer fast."""
    _skriv(ider, laas.felter())


def skriv_stande(stande: Mapping[int, Mapping[str, Any]]) -> None:
    """Giv opgaverne (efter id) deres frist og lås, som ``stand`` gemte dem."""
    efter_laas: dict[tuple[Any, ...], dict[int, date | None]] = defaultdict(dict)
    for pk, gemt in stande.items():
        frist = gemt.get("frist")
        laas = tuple(gemt.get(navn, TOMT[navn]) for navn in LAASEFELTER)
        efter_laas[laas][pk] = date.fromisoformat(frist) if frist else None
    for vaerdier, frister in efter_laas.items():
        skriv_frister(frister, dict(zip(LAASEFELTER, vaerdier, strict=True)))


def skriv_ankre(ankre: Mapping[Projekt, Ankre]) -> None:
    """Giv projekterne deres nye ankre; dem, der er som før, skrives ikke."""
    efter_skift: dict[tuple[tuple[str, date | None], ...], list[int]] = defaultdict(list)
    for projekt, nye in ankre.items():
        skift = tuple((et.value, nye.dato(et)) for et in Anker if nye.dato(et) != projekt.ankre.dato(et))
        efter_skift[skift].append(projekt.pk)
    for skift, ider in efter_skift.items():
        if skift:
            Projekt.objects.filter(pk__in=ider).update(**dict(skift))


def skriv_etaper(skift: Iterable[Etapeflytning]) -> None:
    """Giv etaperne deres nye go-live og den dag, holdet skal være uddannet."""
    for et in skift:
        uddannelse = et.uddannelse.til if et.uddannelse else None
        Etape.objects.filter(pk=et.etape.pk).update(golive=et.til, uddannelse=uddannelse, udgave=F("udgave") + 1)


def skriv_takt(egne: Mapping[int, bool]) -> None:
    """Skriv, hvilke projekter (efter id) der har valgt egne datoer frem for bølgens."""
    for pk, har_egne in egne.items():
        Projekt.objects.filter(pk=pk).update(har_egne_datoer=har_egne)


def noter_takt(aktoer: Aktoer, projekt: Projekt, *, har_egne: bool) -> None:
    handling = "følger ikke længere bølgen" if har_egne else "følger bølgen igen"
    noter(aktoer, handling, projekt, projekt=projekt, felt="bølge", ny=str(projekt.boelge))


def noter_flytning(flytning: Flytning, dele: Iterable[Flytningsdel], aktoer: Aktoer, handling: str) -> None:
    """Én hændelse i hvert projekts historik, med ankrene, når det var dem, der blev flyttet."""
    har_ankre = not (flytning.er_kalender or flytning.er_indhentning)
    Haendelse.objects.bulk_create(
        haendelse(
            aktoer,
            handling,
            flytning,
            projekt=del_.projekt,
            felt="datoer" if har_ankre else "",
            gammel=ankre_i_ord(del_.foer) if har_ankre else "",
            ny=ankre_i_ord(del_.efter) if har_ankre else "",
            begrundelse=flytning.begrundelse,
        )
        for del_ in dele
    )


def ankre_i_ord(ord_: Mapping[str, Any]) -> str:
    """Fx "idriftsættelse 1. marts 2027, go-live for Team Nord 1. april 2027, Team Nord uddannet 29. marts 2027"."""
    satte = [(anker, ord_.get(anker.value)) for anker in Anker]
    dele = [f"{anker.navn} {dag_maaned(date.fromisoformat(dato))}" for anker, dato in satte if dato]
    etaper = (f"go-live for {navn} {dag_maaned(date.fromisoformat(d))}" for navn, d in ord_.get(ETAPER, {}).values())
    holdene = ord_.get(UDDANNELSER, {}).values()
    uddannede = (f"{navn} uddannet {dag_maaned(date.fromisoformat(dato))}" for navn, dato in holdene)
    return ", ".join([*dele, *etaper, *uddannede])


def stand(opgave: Opgave) -> dict[str, Any]:
    """Det af opgaven, en flytning kan ændre eller støde sammen med, som det gemmes i en række."""
    return _udfyldt({navn: getattr(opgave, navn) for navn in TOMT})


def er_samme_laas(opgave: Opgave, gemt: Mapping[str, Any]) -> bool:
    """Om opgaven er låst, eller ikke er det, som i den gemte stand; så er højst datoen en anden."""
    nu = stand(opgave)
    return all(nu.get(navn) == gemt.get(navn) for navn in LAASEFELTER)


def _udfyldt(felter: Mapping[str, Any]) -> dict[str, Any]:
    som_tekst = {navn: v.isoformat() if isinstance(v, date) else v for navn, v in felter.items()}
    return {navn: vaerdi for navn, vaerdi in som_tekst.items() if vaerdi != TOMT[navn]}


def _del(flytning: Flytning, visning: Forhaandsvisning, laas: Laas, satte: Laas | None) -> Flytningsdel:
    raekker = list(_raekker(visning, laas, satte, _ventelaas(laas, flytning)))
    return Flytningsdel(
        flytning=flytning,
        projekt=visning.projekt,
        foer=som_ord(visning.projekt.ankre) | etaperne_i_ord(visning.etapeskift, "fra"),
        efter=som_ord(visning.ankre) | etaperne_i_ord(visning.etapeskift, "til") | _pausen(visning),
        raekker=raekker,
        antal=len(raekker),
        laaste=len(visning.tabel.undtagne),
    )


def _ventelaas(laas: Laas, flytning: Flytning) -> Laas:
    """Låsen på det, der rykkede med pausen og ikke med et anker; datoen er så opgavens egen."""
    return replace(laas, hvorfor=VENTET.format(flytning.begrundelse))


def _pausen(visning: Forhaandsvisning) -> dict[str, int]:
    """Pausen, der er flyttet efter, så ingen flytter efter den to gange; tom, når det ikke er efter en."""
    return {PAUSE: visning.ventetid.pause} if visning.ventetid else {}


def _raekker(visning: Forhaandsvisning, laas: Laas, satte: Laas | None, ventelaas: Laas) -> Iterable[dict[str, Any]]:
    for raekke in visning.tabel.raekker:
        if raekke.grund not in (None, Grund.UNDTAGET):
            continue
        opgave = visning.opgaver[raekke.post.id]
        foer = stand(opgave)
        egen = ventelaas if raekke.er_ventet else satte
        flyttet = {"frist": raekke.til, **(egen.felter() if egen else {})}
        efter = _udfyldt(foer | (laas.felter() if raekke.grund else flyttet))
        yield {
            "id": raekke.post.id,
            "kode": opgave.kort.kode,
            "titel": opgave.titel,
            "foer": foer,
            "efter": efter,
        }


def _undtagne(visninger: Iterable[Forhaandsvisning]) -> list[int]:
    return [r.post.id for visning in visninger for r in visning.tabel.raekker if r.grund is Grund.UNDTAGET]


def _skriv(ider: Collection[int], felter: Mapping[str, Any]) -> None:
    """Skriv på netop disse opgaver, alle åbne; er en af dem lukket imens, er det, der blev vist, ikke længere sandt."""
    for bunke in batched(ider, BUNKE):
        aabne = Opgave.objects.aabne().filter(pk__in=bunke)
        if aabne.update(udgave=F("udgave") + 1, **felter) != len(bunke):
            raise Foraeldet("En af opgaverne er lukket imens, og intet er flyttet. Se forhåndsvisningen igen.")
