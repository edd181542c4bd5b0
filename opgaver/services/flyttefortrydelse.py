"""At fortryde en flytning: hver dato bliver den, den var. Det, nogen har ændret siden, nævnes og beholder sin."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, kraev
from faelles.tal import antal_i_ord
from frister import dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse
from projekter.models import Boelge, Haendelse, Organisation, Projekt

from ..models import EGNE, Flytning, Flytningsdel, Opgave, Opgradering, Varsling
from .flyttebesked import Nyhed, laeg_beskeder, uroert
from .flyttegrundlag import Forhaandsvisning, forhaandsvis, fra_ord
from .flytteskrivning import (
    REGNET_OM,
    Laas,
    laas_projekter,
    noter_flytning,
    skriv_ankre,
    skriv_frister,
    skriv_laase,
    skriv_stande,
    skriv_takt,
)
from .flyttetilbage import Tilbage, laes_dato
from .kalenderdata import fra_ord as kalender_af
from .kalenderdata import laes_kalender, skriv_kalender

BLEV = "beholdt, da flytningen blev fortrudt, for opgaven var ændret siden"
REGNET = "kataloget har givet opgaven en anden regel siden; den er regnet med de gamle datoer"


@dataclass(frozen=True)
class Fortrydelse:
    """Hvad der skete: opgaver med den dato, de fik igen, opgaver, nogen har ændret siden, og projekter, der blev.

    ``regnede`` har fået en ny regel fra kataloget siden og den dato, den giver med de gamle datoer. ``laaste`` er dem
    af ``blev``, der nu er låst på den dato, de har. ``laast_op`` er de genskabte, der kun var låst.
    """

    flytning: Flytning
    genskabte: list[tuple[Opgave, date | None]]
    regnede: list[tuple[Opgave, date | None]]
    blev: list[Opgave]
    laaste: list[Opgave]
    sprunget_over: list[tuple[Projekt, str]]

    @property
    def laast_op(self) -> list[Opgave]:
        return [opgave for opgave, frist in self.genskabte if opgave.frist == frist]


@transaction.atomic
def fortryd_flytning(aktoer: Aktoer, flytning_id: int, *, nu: datetime) -> Fortrydelse:
    """Sæt alle datoer tilbage. Afviser, når det er for sent, eller når datoerne er flyttet igen siden.

    I en bølge springes de projekter over, der ikke kan føres tilbage, og de nævnes.
    """
    flytning = _find(flytning_id)
    kraev(adgang.maa_flytte(aktoer, flytning.sted))
    _kraev_at_det_kan_fortrydes(flytning, nu)
    _genskab_det_faelles(flytning)
    alle = _tilbage(flytning, timezone.localdate(nu))
    fri = [et for et in alle if not et.hindring]
    sprunget_over = [(et.visning.projekt, et.hindring) for et in alle if et not in fri]
    if sprunget_over and flytning.slags == Flytning.Slags.KALENDER:
        raise Afvist(f"{sprunget_over[0][1]} Eller ret kalenderen; så ser du først, hvad det flytter.")
    if sprunget_over and not fri:
        raise Afvist(sprunget_over[0][1])
    _skriv(fri, aktoer, timezone.localdate(nu))
    flytning.fortrudt, flytning.fortrudt_af = nu, aktoer.navn
    flytning.save(update_fields=["fortrudt", "fortrudt_af"])
    noter_flytning(flytning, [et.nyhed.del_ for et in fri], aktoer, "flytning fortrudt")
    blev = _traek_varslinger_tilbage(flytning, [projekt for projekt, _ in sprunget_over], nu)
    laeg_beskeder(flytning, [*(et.nyhed for et in fri), *blev], aktoer, er_fortrudt=True)
    return _svar(flytning, fri, sprunget_over)


def _svar(flytning: Flytning, fri: list[Tilbage], sprunget_over: list[tuple[Projekt, str]]) -> Fortrydelse:
    genskabte = [(opgave, laes_dato(foer.get("frist"))) for et in fri for opgave, foer in et.genskabes]
    blev = [opgave for et in fri for opgave in et.bliver]
    laaste = [opgave for et in fri for opgave in et.laases]
    regnede = [par for et in fri for par in et.regnede]
    return Fortrydelse(flytning, genskabte, regnede, blev, laaste, sprunget_over)


def _traek_varslinger_tilbage(flytning: Flytning, sprunget_over: list[Projekt], nu: datetime) -> list[Nyhed]:
    """Varslingerne gælder ikke mere, undtagen hos dem, der beholdt de nye datoer. Svar med det, afvigerne skal vide."""
    varslinger = Varsling.objects.filter(flytning=flytning).exclude(projekt__in=sprunget_over)
    varslinger.update(trukket_tilbage=nu)
    afvigere = varslinger.filter(er_flyttet=False).select_related("projekt__kommune", "projekt__loesning")
    return [Nyhed(uroert(flytning, varsling.projekt), er_fulgt_med=False) for varsling in afvigere.order_by("pk")]


def _find(flytning_id: int) -> Flytning:
    flytning = Flytning.objects.select_for_update(of=("self",), no_key=True).filter(pk=flytning_id).first()
    if flytning is None:
        raise FindesIkke(f"Der er ingen flytning med nummer {flytning_id}.")
    return flytning


def _kraev_at_det_kan_fortrydes(flytning: Flytning, nu: datetime) -> None:
    if flytning.fortrudt:
        hvornaar = f"{timezone.localtime(flytning.fortrudt):%d.%m.%Y}"
        raise Foraeldet(f"Flytningen blev fortrudt {hvornaar} af {flytning.fortrudt_af}.")
    if not flytning.kan_fortrydes(nu):
        raise Afvist("En flytning kan fortrydes i 30 dage, og de er gået. Flyt datoerne igen i stedet.")


def _genskab_det_faelles(flytning: Flytning) -> None:
    """Bølgens datoer eller kommunens kalender, hvis de stadig er dem, flytningen gav."""
    if flytning.boelge_id:
        boelge = Boelge.objects.select_for_update(no_key=True).get(pk=flytning.boelge_id)
        if boelge.ankre != fra_ord(flytning.efter):
            raise Afvist("Bølgens datoer er ændret igen siden. Fortryd den seneste flytning først.")
        Boelge.objects.filter(pk=boelge.pk).update(**vars(fra_ord(flytning.foer)))
    elif flytning.kommune:
        # Ingen anden må rette kalenderen eller oprette et projekt, før fristerne er ført tilbage.
        Organisation.objects.select_for_update(no_key=True).get(pk=flytning.kommune.pk)
        if laes_kalender(flytning.kommune).som_ord() != flytning.efter:
            raise Afvist("Kommunens kalender er ændret igen siden. Fortryd den seneste ændring først.")
        skriv_kalender(flytning.kommune, flytning.foer)


def _tilbage(flytning: Flytning, paa: date) -> list[Tilbage]:
    dele = {del_.projekt_id: del_ for del_ in flytning.dele.all()}
    projekter = laas_projekter(*dele, *_kommunens_projekter(flytning))
    ankre = {p.pk: fra_ord(dele[p.pk].foer) if p.pk in dele else p.ankre for p in projekter}
    visninger = forhaandsvis(ankre, projekter, paa)
    _kraev_at_kun_delene_rykker([visning for visning in visninger if visning.projekt.pk not in dele])
    nyere = Flytningsdel.objects.filter(projekt__in=dele, flytning__gt=flytning.pk, er_fortrudt=False)
    igen = set(nyere.values_list("projekt", flat=True).order_by())
    nye, flettede = _kommuner_med_ny_kalender(flytning, projekter), _flettede(flytning, dele)
    er_kalender = flytning.slags == Flytning.Slags.KALENDER
    kalender_foer = kalender_af(flytning.efter).kalender if er_kalender else None
    return [
        Tilbage(
            dele[visning.projekt.pk],
            visning,
            har_nyere=visning.projekt.pk in igen,
            har_ny_kalender=visning.projekt.kommune_id in nye,
            flettede=flettede,
            kalender_foer=kalender_foer or visning.vilkaar.kalender,
        )
        for visning in visninger
        if visning.projekt.pk in dele
    ]


def _flettede(flytning: Flytning, projekter: Collection[int]) -> frozenset[int]:
    """De opgaver (id) i projekterne, en fletning eller fortrydelsen af en har skrevet på siden flytningen."""
    siden = Q(oprettet__gte=flytning.oprettet) | Q(fortrudt__gte=flytning.oprettet)
    opgraderinger = Opgradering.objects.filter(siden, plan__projekt__in=projekter)
    return frozenset(raekke["id"] for raekker in opgraderinger.values_list("raekker", flat=True) for raekke in raekker)


def _kommuner_med_ny_kalender(flytning: Flytning, projekter: Iterable[Projekt]) -> set[int | None]:
    """De kommuner, hvis kalender er ændret eller ført tilbage siden flytningen; en kalenders egen er den gamle igen."""
    if flytning.slags == Flytning.Slags.KALENDER:
        return set()
    siden = Q(pk__gt=flytning.pk, fortrudt=None) | Q(pk__lt=flytning.pk, fortrudt__gte=flytning.oprettet)
    kalendere = Flytning.objects.filter(siden, slags=Flytning.Slags.KALENDER)
    kommuner = {projekt.kommune_id for projekt in projekter}
    return set(kalendere.filter(kommune__in=kommuner).values_list("kommune", flat=True).order_by())


def _kommunens_projekter(flytning: Flytning) -> Iterable[int]:
    """En kalender gælder alle kommunens projekter, også dem, den ikke rykkede noget i; de afsluttede står stille."""
    if flytning.slags != Flytning.Slags.KALENDER:
        return ()
    aabne = Projekt.objects.filter(kommune=flytning.kommune_id).exclude(status=Projekt.Status.AFSLUTTET)
    return aabne.values_list("pk", flat=True)


def _kraev_at_kun_delene_rykker(andre: list[Forhaandsvisning]) -> None:
    """Et projekt, der er oprettet eller flyttet siden, må ikke få falske frister, når kalenderen føres tilbage."""
    ramte = [
        f"{v.projekt.loesning.noegle} ({antal_i_ord(len(v.tabel.flyttede), 'frist', 'frister')})"
        for v in andre
        if v.tabel.flyttede
    ]
    if ramte:
        raise Afvist(
            f"Den gamle kalender rykker også frister, der er sat siden: {', '.join(ramte)}. "
            "Ret kalenderen i stedet for at fortryde; så ser du først, hvad det flytter."
        )


def _skriv(tilbage: list[Tilbage], aktoer: Aktoer, dag: date) -> None:
    skriv_stande({opgave.pk: foer for et in tilbage for opgave, foer in et.genskabes})
    skriv_laase([opgave.pk for et in tilbage for opgave in et.laases], Laas(aktoer.navn, dag, BLEV))
    _noter_laase(tilbage, aktoer)
    _noter_regnede(tilbage, aktoer)
    skriv_frister({opgave.pk: dato for et in tilbage for opgave, dato in (*et.regnede, *et.dateres)})
    skriv_ankre({et.visning.projekt: et.visning.ankre for et in tilbage})
    skriv_takt({et.del_.projekt_id: et.del_.foer[EGNE] for et in tilbage if EGNE in et.del_.foer})
    for et in tilbage:
        et.skriv_udfaldet()
    Flytningsdel.objects.bulk_update([et.del_ for et in tilbage], ["er_fortrudt", "raekker"])


def _noter_laase(tilbage: list[Tilbage], aktoer: Aktoer) -> None:
    Haendelse.objects.bulk_create(
        haendelse(
            aktoer,
            "frist låst",
            opgave,
            projekt=et.visning.projekt,
            felt="frist",
            ny=dag_maaned(opgave.frist) if opgave.frist else "",
            begrundelse=BLEV,
        )
        for et in tilbage
        for opgave in et.laases
    )


def _noter_regnede(tilbage: list[Tilbage], aktoer: Aktoer) -> None:
    """Kun på kortene; i projektets historik står fortrydelsen selv."""
    Haendelse.objects.bulk_create(
        haendelse(
            aktoer,
            REGNET_OM,
            opgave,
            organisation=et.visning.projekt.kommune,
            felt="frist",
            gammel=dag_maaned(opgave.frist) if opgave.frist else "",
            ny=dag_maaned(til) if til else "uden dato",
            begrundelse=REGNET,
        )
        for et in tilbage
        for opgave, til in et.regnede
    )
