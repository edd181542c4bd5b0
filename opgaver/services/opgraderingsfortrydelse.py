"""At fortryde en opgradering: hver opgave får det kort og den stand, den havde. Det, nogen har ændret siden, nævnes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel, Model
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Haendelse, Plads, Projekt

from ..fletning import Virkning
from ..models import Katalogopgave, Opgave, Opgradering, Plan
from .flytteskrivning import REGNET_OM, laas_projekter
from .frister import saet_frister
from .opgraderingsbesked import laeg_beskeder
from .opgraderingsskrivning import BUNKE, HANDLINGER, STAND, aftryk_af_det_lokale, gem, saet_stand, stand

UDGAAR = "udgået, da opgraderingen blev fortrudt"


@dataclass
class Tilbage:
    """Planens opgaver på vej tilbage. ``slettes`` og ``udgaar`` er dem, opgraderingen lavede."""

    genskabes: list[tuple[Opgave, dict[str, Any]]] = field(default_factory=list)
    blev: list[Opgave] = field(default_factory=list)
    slettes: list[Opgave] = field(default_factory=list)
    udgaar: list[Opgave] = field(default_factory=list)


@dataclass(frozen=True)
class Opgraderingsfortrydelse:
    """Hvad der skete. ``blev`` er ændret siden og står, som de er; ``udgaaede`` er nye opgaver, nogen har rørt."""

    opgradering: Opgradering
    genskabte: list[Opgave]
    fjernede: list[str]
    blev: list[Opgave]
    udgaaede: list[Opgave]


@transaction.atomic
def fortryd_opgradering(aktoer: Aktoer, opgradering_id: int, *, nu: datetime) -> Opgraderingsfortrydelse:
    """Sæt planen tilbage på den version, den fulgte. Afviser, når det er for sent, eller når den er opgraderet igen.

    Er projektets datoer flyttet siden, regnes de åbne frister af den gamle regel og de nye datoer.
    """
    opgradering, projekt = _find(opgradering_id)
    if not adgang.maa_se(aktoer, projekt):
        raise _findes_ikke(opgradering_id)
    kraev(adgang.maa_lede(aktoer, projekt))
    [projekt] = laas_projekter(projekt.pk)
    opgradering.refresh_from_db(fields=("fortrudt", "fortrudt_af"))
    _kraev_at_det_kan_fortrydes(opgradering, nu)
    tilbage = _tilbage(opgradering)
    fjernede = [opgave.kort.kode for opgave in tilbage.slettes]
    _skriv(tilbage, projekt)
    Plan.objects.filter(pk=opgradering.plan_id).update(version=opgradering.fra)
    _fjern_ledige_pladser(opgradering)
    opgradering.fortrudt, opgradering.fortrudt_af = nu, aktoer.navn
    opgradering.raekker = _med_udfald(opgradering.raekker, tilbage)
    opgradering.save(update_fields=["fortrudt", "fortrudt_af", "raekker"])
    _noter(aktoer, opgradering, projekt, tilbage)
    roerte = {opgave.pk for opgave, _ in tilbage.genskabes} | {opgave.pk for opgave in tilbage.udgaar}
    poster = [raekke for raekke in opgradering.raekker if raekke["id"] in roerte]
    laeg_beskeder(opgradering, projekt, poster, aktoer, er_fortrudt=True)
    genskabte = [opgave for opgave, post in tilbage.genskabes if not post["er_stille"]]
    return Opgraderingsfortrydelse(opgradering, genskabte, fjernede, tilbage.blev, tilbage.udgaar)


def _findes_ikke(opgradering_id: int) -> FindesIkke:
    """Det samme svar, når personen ikke må vide, at den findes."""
    return FindesIkke(f"Der er ingen opgradering med nummer {opgradering_id}.")


def _find(opgradering_id: int) -> tuple[Opgradering, Projekt]:
    alle = Opgradering.objects.select_related("fra__katalog__loesning", "til__katalog__loesning", "plan")
    opgradering = alle.filter(pk=opgradering_id).first()
    if opgradering is None:
        raise _findes_ikke(opgradering_id)
    opgradering.plan.projekt = Projekt.objects.med_navne().get(pk=opgradering.plan.projekt_id)
    return opgradering, opgradering.plan.projekt


def _kraev_at_det_kan_fortrydes(opgradering: Opgradering, nu: datetime) -> None:
    if opgradering.fortrudt:
        hvornaar = f"{timezone.localtime(opgradering.fortrudt):%d.%m.%Y}"
        raise Foraeldet(f"Opgraderingen blev fortrudt {hvornaar} af {opgradering.fortrudt_af}.")
    if not opgradering.kan_fortrydes(nu):
        raise Afvist("En opgradering kan fortrydes i 30 dage, og de er gået.")
    if opgradering.senere_gaeldende:
        raise Afvist("Planen er opgraderet igen siden. Fortryd den seneste opgradering først.")


def _tilbage(opgradering: Opgradering) -> Tilbage:
    poster = {post["id"]: post for post in opgradering.raekker}
    nye = {pk for pk, post in poster.items() if post["foer"] is None}
    alle = Opgave.objects.filter(plan=opgradering.plan_id).select_related("kort").order_by("pk")
    fra_foer = list(alle.filter(pk__in=poster.keys() - nye).select_for_update(of=("self",), no_key=True))
    # En ny kan blive slettet; den hele lås venter også på det, der er ved at blive føjet til den.
    lavede = list(alle.filter(pk__in=nye).select_for_update(of=("self",)))
    beroerte = _beroerte(nye)
    tilbage = Tilbage()
    for opgave in (*fra_foer, *lavede):
        opgave.plan = opgradering.plan
        post = poster[opgave.pk]
        if post["foer"] is None:
            er_roert = opgave.pk in beroerte or not _er_som_ny(opgave, post)
            (tilbage.udgaar if er_roert else tilbage.slettes).append(opgave)
        elif _er_som_efter(opgave, post):
            tilbage.genskabes.append((opgave, post))
        else:
            tilbage.blev.append(opgave)
    return tilbage


def _med_udfald(poster: list[dict[str, Any]], tilbage: Tilbage) -> list[dict[str, Any]]:
    """Posterne med ``er_genskabt``, så kvitteringen også siden kan nævne dem, der blev, som de var."""
    ikke = {opgave.pk for opgave in (*tilbage.blev, *tilbage.udgaar)}
    return [post | {"er_genskabt": post["id"] not in ikke} for post in poster]


def _er_som_efter(opgave: Opgave, post: dict[str, Any]) -> bool:
    """Om opgaven er, som opgraderingen gjorde den.

    At den er begyndt eller lagt igen, givet til en anden eller har fået en ny dato af sin regel, gør ingen forskel.
    """
    nu = stand(opgave)
    if post["er_stille"]:
        return bool(nu["kort_id"] == post["efter"]["kort_id"] and nu["er_udgaaet"] == post["efter"]["er_udgaaet"])
    er_ens = all(nu[navn] == post["efter"][navn] for navn in STAND if navn != "frist")
    return er_ens and aftryk_af_det_lokale(opgave) == post["lokalt"]


def _er_som_ny(opgave: Opgave, post: dict[str, Any]) -> bool:
    er_uden_folk = opgave.ansvarlig_id is None and opgave.udfoerer_id is None
    return er_uden_folk and opgave.status == Opgave.Status.IKKE_STARTET and _er_som_efter(opgave, post)


def _beroerte(opgaver: Collection[int]) -> set[int]:
    """De nye opgaver, nogen har gjort noget ved, om det så er ført tilbage igen, eller er påmindet om."""
    haendelser = Haendelse.objects.filter(genstand_type="opgave", genstand_id__in=opgaver).exclude(
        handling__in=(HANDLINGER[Virkning.OPRET], REGNET_OM)
    )
    return _henvist(Opgave, opgaver).union(haendelser.values_list("genstand_id", flat=True).order_by())


def _henvist(model: type[Model], ider: Collection[int]) -> set[int]:
    """Dem, noget andet i databasen peger på; også det, der ikke kan nås den anden vej."""
    fundne: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            felt = relation.field.name
            peger = relation.related_model._base_manager.filter(**{f"{felt}__in": ider})
            fundne.update(peger.values_list(felt, flat=True))
    return fundne


def _skriv(tilbage: Tilbage, projekt: Projekt) -> None:
    kort = Katalogopgave.objects.in_bulk({post["foer"]["kort_id"] for _, post in tilbage.genskabes})
    for opgave, post in tilbage.genskabes:
        _genskab(opgave, post)
        opgave.kort = kort[opgave.kort_id]
    for opgave in tilbage.udgaar:
        opgave.er_udgaaet = True
        opgave.udgave += 1
    aabne = (opgave for opgave, post in tilbage.genskabes if opgave.er_aaben and not post["er_stille"])
    saet_frister(aabne, projekt)
    gem([*(opgave for opgave, _ in tilbage.genskabes), *tilbage.udgaar])
    Opgave.objects.filter(pk__in=[opgave.pk for opgave in tilbage.slettes]).delete()


def _genskab(opgave: Opgave, post: dict[str, Any]) -> None:
    foer, frist = post["foer"], opgave.frist
    if post["er_stille"]:
        # Kortene er ens; kommer der noget andet imellem, er det opgavens eget.
        opgave.kort_id, opgave.beholdt_mod_id = foer["kort_id"], foer["beholdt_mod_id"]
        if opgave.status == Opgave.Status.FULDFOERT:
            opgave.fuldfoert_kort_id = foer["fuldfoert_kort_id"]
        return
    saet_stand(opgave, foer)
    if opgave.er_frist_laast:
        opgave.frist = frist
    opgave.udgave += 1


def _fjern_ledige_pladser(opgradering: Opgradering) -> None:
    """De pladser, opgraderingen lavede, og som ingen sidder på, og intet peger på."""
    ledige = Plads.objects.filter(pk__in=opgradering.pladser, person=None, stedfortraeder=None)
    ledige.exclude(pk__in=_henvist(Plads, opgradering.pladser)).delete()


def _noter(aktoer: Aktoer, opgradering: Opgradering, projekt: Projekt, tilbage: Tilbage) -> None:
    noter(
        aktoer,
        "opgradering fortrudt",
        opgradering,
        projekt=projekt,
        felt="katalogversion",
        gammel=opgradering.til,
        ny=opgradering.fra,
    )
    synlige = [opgave for opgave, post in tilbage.genskabes if not post["er_stille"]]
    linjer = [*_linjer(synlige, "opgradering fortrudt"), *_linjer(tilbage.udgaar, UDGAAR)]
    Haendelse.objects.bulk_create(
        (
            haendelse(
                aktoer,
                handling,
                opgave,
                organisation=projekt.kommune,
                felt="katalogversion",
                gammel=opgradering.til,
                ny=opgradering.fra,
            )
            for opgave, handling in linjer
        ),
        batch_size=BUNKE,
    )


def _linjer(opgaver: Iterable[Opgave], handling: str) -> list[tuple[Opgave, str]]:
    return [(opgave, handling) for opgave in opgaver]
