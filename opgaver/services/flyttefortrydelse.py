"""At fortryde en flytning: hver dato bliver den, den var. Det, nogen har ændret siden, nævnes og beholder sin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Collate
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, kraev
from faelles.dansk_sqlite import KOLLATION
from faelles.tal import antal_i_ord
from frister import Kalender, dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Boelge, Haendelse, Organisation, Projekt

from ..models import EGNE, Flytning, Flytningsdel, Opgave, Varsling
from .etapedatoer import etaper_tilbage, etapernes_hindringer
from .flyttebesked import Nyhed, laeg_beskeder, uroert
from .flyttegrundlag import LOKAL, Forhaandsvisning, forhaandsvis, fra_ord
from .flytteskrivning import (
    REGNET_OM,
    Laas,
    er_samme_laas,
    laas_projekter,
    noter_flytning,
    noter_takt,
    skriv_ankre,
    skriv_etaper,
    skriv_frister,
    skriv_laase,
    skriv_stande,
    skriv_takt,
)
from .flyttetilbage import Tilbage, laes_dato
from .kalenderdata import fra_ord as kalender_af
from .kalenderdata import laes_kalender, skriv_kalender

BLEV = "beholdt, da {} blev fortrudt, for opgaven var ændret siden"
FORTRUDT = {True: "ændring af kalenderen fortrudt", False: "flytning fortrudt"}
"""Handlingen i historikken, efter om det var en kalender, der blev ændret."""
REGNET = {
    True: "ændringen af kalenderen blev fortrudt; fristen er regnet om med den gamle kalender",
    False: "opgaven, dens regel eller kalenderen er ændret siden; fristen er regnet om med de gamle datoer",
}
"""Begrundelsen på kortet for en frist, der er regnet om, efter om det var en kalender, der blev ændret."""


@dataclass(frozen=True)
class Fortrydelse:
    """Hvad der skete: opgaver med den dato, de fik igen, opgaver, nogen har ændret siden, og projekter, der blev.

    ``regnede`` er åbnet, har fået en anden regel eller kalender siden og har nu den dato, reglen giver. ``laaste`` er
    dem af ``blev``, der nu er låst på den dato, de har. ``laast_op`` er de genskabte, der kun var låst. ``afviger`` er
    de projekter, der fulgte bølgen til nu, uden at flytningen kan føre dem tilbage. ``projekter`` er dem, der blev ført
    tilbage, efter deres plans id. ``kalenderens`` er id'erne på dem af ``regnede``, kalenderen har flyttet.
    """

    flytning: Flytning
    genskabte: list[tuple[Opgave, date | None]]
    regnede: list[tuple[Opgave, date | None]]
    blev: list[Opgave]
    laaste: list[Opgave]
    sprunget_over: list[tuple[Projekt, str]]
    afviger: list[Projekt]
    projekter: dict[int, Projekt]
    kalenderens: set[int]

    def sted(self, opgave: Opgave) -> str:
        """Det, der skiller opgavens projekt fra de andre: kommunen eller, når kommunen er den samme, løsningen."""
        projekt = self.projekter[opgave.plan_id]
        return projekt.loesning.noegle if self.flytning.kommune_id else projekt.kommune.navn

    def skjuler(self, opgave: Opgave) -> bool:
        """Om opgaven er en kommunes egen, og svaret læses udefra: en bølge fortrydes af den, der udruller løsningen."""
        return opgave.er_lokal and bool(self.flytning.boelge_id)

    def kode(self, opgave: Opgave) -> str:
        return LOKAL if self.skjuler(opgave) else opgave.kort.kode

    @property
    def laast_op(self) -> list[Opgave]:
        return [opgave for opgave, frist in self.genskabte if opgave.frist == frist]


@transaction.atomic
def fortryd_flytning(aktoer: Aktoer, flytning_id: int, *, nu: datetime) -> Fortrydelse:
    """Sæt alle datoer tilbage. Afviser, når det er for sent, eller når datoerne er flyttet igen siden.

    I en bølge springes de projekter over, der ikke kan føres tilbage, og de nævnes.
    """
    flytning = find_flytning(aktoer, flytning_id)
    kraev(adgang.maa_flytte(aktoer, flytning.sted))
    _kraev_at_det_kan_fortrydes(flytning, nu)
    _genskab_det_faelles(flytning)
    alle = _tilbage(flytning, timezone.localdate(nu))
    fri = [et for et in alle if not et.hindring]
    sprunget_over = [(et.visning.projekt, et.hindring) for et in alle if et not in fri]
    _kraev_at_noget_kan_foeres_tilbage(flytning, alle)
    _skriv(fri, aktoer, timezone.localdate(nu))
    _husk_hindringerne([et for et in alle if et.hindring])
    flytning.fortrudt, flytning.fortrudt_af = nu, aktoer.navn
    flytning.save(update_fields=["fortrudt", "fortrudt_af"])
    noter_flytning(flytning, [et.nyhed.del_ for et in fri], aktoer, FORTRUDT[flytning.er_kalender])
    if flytning.kommune:
        noter(aktoer, FORTRUDT[True], flytning, organisation=flytning.kommune)
    afviger = _afviger_nu(flytning, [et.visning.projekt for et in fri])
    _traek_varslinger_tilbage(flytning, [projekt for projekt, _ in sprunget_over], nu)
    blev = [
        Nyhed(uroert(flytning, projekt), er_fulgt_med=False)
        for projekt in dict.fromkeys([*_afvigere(flytning), *afviger])
    ]
    laeg_beskeder(flytning, [*(et.nyhed for et in fri), *blev], aktoer, er_fortrudt=True)
    return _svar(flytning, fri, sprunget_over, afviger)


def _svar(
    flytning: Flytning, fri: list[Tilbage], sprunget_over: list[tuple[Projekt, str]], afviger: list[Projekt]
) -> Fortrydelse:
    genskabte = [(opgave, laes_dato(foer.get("frist"))) for et in fri for opgave, foer in et.genskabes]
    blev = [opgave for et in fri for opgave in et.bliver]
    laaste = [opgave for et in fri for opgave in et.laases]
    regnede = [par for et in fri for par in et.regnede]
    projekter = {opgave.plan_id: et.visning.projekt for et in fri for opgave in et.visning.opgaver.values()}
    kalenderens = {pk for et in fri for pk in et.kalenderens}
    return Fortrydelse(flytning, genskabte, regnede, blev, laaste, sprunget_over, afviger, projekter, kalenderens)


def _traek_varslinger_tilbage(flytning: Flytning, sprunget_over: list[Projekt], nu: datetime) -> None:
    """Varslingerne gælder ikke mere, undtagen hos dem, der beholdt de nye datoer."""
    Varsling.objects.filter(flytning=flytning).exclude(projekt__in=sprunget_over).update(trukket_tilbage=nu)


def _afvigere(flytning: Flytning) -> list[Projekt]:
    """De projekter, der blev varslet om flytningen uden at følge med; de skal vide, at den er ført tilbage."""
    varslede = Projekt.objects.med_navne().filter(varslinger__flytning=flytning, varslinger__er_flyttet=False)
    return list(varslede.order_by("pk"))


def _afviger_nu(flytning: Flytning, foerte_tilbage: list[Projekt]) -> list[Projekt]:
    """De af bølgens projekter, der havde de datoer, den nu ikke længere har, og som ikke kom med tilbage."""
    if not flytning.boelge_id:
        return []
    foer, efter = fra_ord(flytning.foer), fra_ord(flytning.efter)
    if (foer.idriftsaettelse, foer.golive) == (efter.idriftsaettelse, efter.golive):
        return []
    fulgte = Projekt.objects.med_navne().filter(
        boelge=flytning.boelge_id, har_egne_datoer=False, idriftsaettelse=efter.idriftsaettelse, golive=efter.golive
    )
    andre = fulgte.exclude(status=Projekt.Status.AFSLUTTET).exclude(pk__in=[et.pk for et in foerte_tilbage])
    return list(andre.order_by(Collate("kommune__navn", KOLLATION)))


def find_flytning(aktoer: Aktoer, flytning_id: int) -> Flytning:
    """Flytningen, låst. En, der hverken er aktørens at fortryde eller rører et projekt, den må se, findes ikke."""
    flytning = Flytning.objects.select_for_update(of=("self",), no_key=True).filter(pk=flytning_id).first()
    if flytning is None or not (adgang.maa_flytte(aktoer, flytning.sted) or _rammer_aktoeren(aktoer, flytning)):
        raise FindesIkke(f"Der er ingen flytning med nummer {flytning_id}.")
    return flytning


def _rammer_aktoeren(aktoer: Aktoer, flytning: Flytning) -> bool:
    synlige = adgang.projekter_for(aktoer.bruger) if aktoer.bruger else Projekt.objects.all()
    return synlige.filter(flytningsdele__flytning=flytning).exists()


def _kraev_at_det_kan_fortrydes(flytning: Flytning, nu: datetime) -> None:
    if flytning.fortrudt:
        hvornaar = f"{timezone.localtime(flytning.fortrudt):%d.%m.%Y}"
        raise Foraeldet(f"{flytning.navn.capitalize()} blev fortrudt {hvornaar} af {flytning.fortrudt_af}.")
    if not flytning.kan_fortrydes(nu) and flytning.er_kalender:
        raise Afvist("En ændring kan fortrydes i 30 dage, og de er gået. Ret kalenderen i stedet.")
    if not flytning.kan_fortrydes(nu):
        raise Afvist("En flytning kan fortrydes i 30 dage, og de er gået. Flyt datoerne igen i stedet.")


def _kraev_at_noget_kan_foeres_tilbage(flytning: Flytning, alle: list[Tilbage]) -> None:
    """En kalender føres kun tilbage i alle projekter på én gang; de afsluttede står stille, som da den blev rettet."""
    er_kalender = flytning.slags == Flytning.Slags.KALENDER
    hindringer = [et.hindring for et in alle if et.hindring and not (er_kalender and et.er_afsluttet)]
    if hindringer and er_kalender:
        raise Afvist(f"{hindringer[0]} Eller ret kalenderen; så ser du først, hvad det flytter.")
    if hindringer and len(hindringer) == len(alle):
        raise Afvist(hindringer[0])


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
    er_kalender = flytning.slags == Flytning.Slags.KALENDER
    # En kalender flytter ingen ankre; er de ført tilbage siden, er det dem, der skal regnes med.
    ankre = {p.pk: p.ankre if er_kalender or p.pk not in dele else fra_ord(dele[p.pk].foer) for p in projekter}
    etaper = etaper_tilbage(dele.values())
    hindringer = {} if er_kalender else etapernes_hindringer(dele, ankre, etaper)
    visninger = forhaandsvis(ankre, projekter, paa, etaper=etaper)
    _kraev_at_kun_delene_rykker([visning for visning in visninger if visning.projekt.pk not in dele])
    igen = set(Flytningsdel.objects.nyere_end(flytning, dele).values_list("projekt", flat=True).order_by())
    kalender_foer = kalender_af(flytning.efter).kalender if er_kalender else None
    kalendere_da = {} if er_kalender else _kalendere_da(flytning, projekter)
    return [
        Tilbage(
            dele[visning.projekt.pk],
            visning,
            har_nyere=visning.projekt.pk in igen,
            etapernes=hindringer.get(visning.projekt.pk, ""),
            kalender_foer=kalender_foer or visning.vilkaar.kalender,
            kalender_da=kalendere_da.get(visning.projekt.kommune_id),
        )
        for visning in visninger
        if visning.projekt.pk in dele
    ]


def _kalendere_da(flytning: Flytning, projekter: Iterable[Projekt]) -> dict[int, Kalender]:
    """Kalenderen, da der blev flyttet, hos de kommuner (id'er), der har ændret den siden: den, den første ændrede."""
    kommuner = {projekt.kommune_id for projekt in projekter}
    senere = Flytning.objects.filter(kommune__in=kommuner, pk__gt=flytning.pk).order_by("-pk")
    return {pk: kalender_af(foer).kalender for pk, foer in senere.values_list("kommune", "foer") if pk}


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
    genskabes = [par for et in tilbage for par in et.genskabes]
    # En sætning skriver mange datoer, men kun én stand; de fleste har kun fået en anden dato.
    kun_dato = {opgave.pk: laes_dato(foer.get("frist")) for opgave, foer in genskabes if er_samme_laas(opgave, foer)}
    laasenes = {opgave.pk: foer for opgave, foer in genskabes if opgave.pk not in kun_dato}
    frigives = {pk: foer for et in tilbage for pk, foer in et.frigives.items()}
    skriv_stande(laasenes | frigives)
    skriv_laase([opgave.pk for et in tilbage for opgave in et.laases], Laas(aktoer.navn, dag, _hvorfor_laast(tilbage)))
    _noter_laase(tilbage, aktoer)
    _noter_regnede(tilbage, aktoer)
    regnes = {opgave.pk: dato for et in tilbage for opgave, dato in (*et.regnede, *et.dateres)}
    skriv_frister(kun_dato | regnes)
    skriv_ankre({et.visning.projekt: et.visning.ankre for et in tilbage})
    skriv_etaper(skift for et in tilbage for skift in et.etapeskift)
    _skift_takt_tilbage(tilbage, aktoer)
    for et in tilbage:
        et.skriv_udfaldet()
    Flytningsdel.objects.bulk_update([et.del_ for et in tilbage], ["er_fortrudt", "blev", "raekker"])


def _skift_takt_tilbage(tilbage: list[Tilbage], aktoer: Aktoer) -> None:
    """Ændrede flytningen, om projektet følger sin bølge, ændres det tilbage; det står i historikken."""
    egne = {et.visning.projekt: et.del_.foer[EGNE] for et in tilbage if EGNE in et.del_.foer}
    skriv_takt({projekt.pk: har_egne for projekt, har_egne in egne.items()})
    for projekt, har_egne in egne.items():
        if projekt.boelge and projekt.har_egne_datoer != har_egne:
            noter_takt(aktoer, projekt, har_egne=har_egne)


def _husk_hindringerne(blev: list[Tilbage]) -> None:
    """Hvorfor et projekt beholdt de nye datoer, står på kvitteringen, også når det siden er blevet anderledes."""
    for et in blev:
        et.del_.hindring = et.hindring
    Flytningsdel.objects.bulk_update([et.del_ for et in blev], ["hindring"])


def _hvorfor_laast(tilbage: list[Tilbage]) -> str:
    """Begrundelsen for at låse det, nogen har ændret siden; tom, når intet føres tilbage."""
    return BLEV.format(tilbage[0].del_.flytning.navn) if tilbage else ""


def _noter_laase(tilbage: list[Tilbage], aktoer: Aktoer) -> None:
    Haendelse.objects.bulk_create(
        haendelse(
            aktoer,
            "frist låst",
            opgave,
            projekt=et.visning.projekt,
            felt="frist",
            ny=dag_maaned(opgave.frist) if opgave.frist else "",
            begrundelse=_hvorfor_laast(tilbage),
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
            begrundelse=REGNET[et.del_.flytning.er_kalender],
        )
        for et in tilbage
        for opgave, til in et.regnede
    )
