"""At fortryde en opgradering: hver opgave får det kort, den havde. Det lokale og arbejdet på den står ved siden af.

Kun to slags opgaver kan ikke blive, som de var, uden at nogens arbejde forsvandt, og de nævnes: en genoptaget opgave,
der er brugt siden, bliver i planen, og en ny, der er brugt siden, udgår i stedet for at blive slettet.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel, Model
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Bruger, Haendelse, Plads, Projekt

from ..fletning import TEKSTER, Virkning
from ..kortforskel import aendrede_felter
from ..models import Forudsaetning, Katalogopgave, Opgave, Opgradering, Plan
from .flytteskrivning import REGNET_OM, laas_projekter
from .frister import saet_frister
from .opgraderingsbesked import laeg_beskeder
from .opgraderingsgrundlag import kraev_i_gang
from .opgraderingsskrivning import BUNKE, HANDLINGER, STAND, aftryk_af_det_lokale, arbejde, gem, laes_frist, stand

UDGAAR = "udgået, da opgraderingen blev fortrudt"
BLEV = "blev i planen, da opgraderingen blev fortrudt"
FORTRUDT = ("opgradering fortrudt", UDGAAR, BLEV)
"""Det, en fortrydelse skriver i en opgaves historik; ingen har brugt opgaven med det."""


type Stand = tuple[Katalogopgave, date | None]
"""En opgaves kort og frist."""


@dataclass
class Tilbage:
    """Planens opgaver på vej tilbage. ``slettes`` og ``udgaar`` er dem, opgraderingen lavede.

    ``blev`` er genoptaget af den og brugt siden: de får deres kort igen, men bliver i planen.
    """

    genskabes: list[tuple[Opgave, dict[str, Any]]] = field(default_factory=list)
    blev: list[tuple[Opgave, dict[str, Any]]] = field(default_factory=list)
    slettes: list[Opgave] = field(default_factory=list)
    udgaar: list[Opgave] = field(default_factory=list)
    grunde: dict[int, str] = field(default_factory=dict)

    @property
    def opgaver(self) -> list[Opgave]:
        return [*(opgave for opgave, _ in (*self.genskabes, *self.blev)), *self.slettes, *self.udgaar]


@dataclass(frozen=True)
class Opgraderingsfortrydelse:
    """Hvad der skete. ``blev`` er genoptagne opgaver, nogen har brugt siden; ``udgaaede`` er nye, nogen har brugt.

    ``slettede`` er nye, ingen har brugt. ``stod`` er kortet og fristen før, og ``grunde`` det, nogen har gjort ved dem,
    der ikke blev, som de var; begge efter opgavens id.
    """

    opgradering: Opgradering
    genskabte: list[Opgave]
    slettede: list[Opgave]
    blev: list[Opgave]
    udgaaede: list[Opgave]
    stod: dict[int, Stand]
    grunde: dict[int, str]
    pladser: list[str]
    """Rollerne på de ledige pladser, der blev fjernet."""
    modtagere: list[Bruger]
    """Dem, der får en mail om det."""

    @property
    def fjernede(self) -> list[str]:
        return [opgave.kort.kode for opgave in self.slettede]


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
    kraev_i_gang(projekt)
    opgradering.refresh_from_db(fields=("fortrudt", "fortrudt_af"))
    _kraev_at_det_kan_fortrydes(opgradering, nu)
    tilbage = _tilbage(opgradering)
    stod = {opgave.pk: (opgave.kort, opgave.frist) for opgave in tilbage.opgaver}
    _skriv(tilbage, projekt)
    Plan.objects.filter(pk=opgradering.plan_id).update(version=opgradering.fra)
    pladser = _fjern_ledige_pladser(opgradering)
    opgradering.fortrudt, opgradering.fortrudt_af = nu, aktoer.navn
    opgradering.raekker = _med_udfald(opgradering.raekker, tilbage)
    opgradering.save(update_fields=["fortrudt", "fortrudt_af", "raekker"])
    _noter(aktoer, opgradering, projekt, tilbage)
    roerte = {opgave.pk for opgave, _ in tilbage.genskabes} | {opgave.pk for opgave in tilbage.udgaar}
    poster = [raekke for raekke in opgradering.raekker if raekke["id"] in roerte]
    modtagere = laeg_beskeder(opgradering, projekt, poster, aktoer, er_fortrudt=True)
    genskabte = [opgave for opgave, post in tilbage.genskabes if not post["er_stille"]]
    blev = [opgave for opgave, _ in tilbage.blev]
    return Opgraderingsfortrydelse(
        opgradering, genskabte, tilbage.slettes, blev, tilbage.udgaar, stod, tilbage.grunde, pladser, modtagere
    )


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
    egne = [pk for post in poster.values() for pk in post.get("forudsaetninger", ())]
    brugte = _henvist(Opgave, nye, egne) | _haendt(opgradering, poster.keys())
    tilbage = Tilbage(grunde=brugte)
    for opgave in fra_foer:
        opgave.plan, post = opgradering.plan, poster[opgave.pk]
        er_brugt = opgave.pk in brugte or not _er_arbejdet_som_efter(opgave, post)
        bliver = er_brugt and post["virkning"] == Virkning.GENOPTAG.value
        (tilbage.blev if bliver else tilbage.genskabes).append((opgave, post))
    for opgave in lavede:
        opgave.plan = opgradering.plan
        er_brugt = opgave.pk in brugte or not _er_som_ny(opgave, poster[opgave.pk])
        (tilbage.udgaar if er_brugt else tilbage.slettes).append(opgave)
    return tilbage


def _med_udfald(poster: list[dict[str, Any]], tilbage: Tilbage) -> list[dict[str, Any]]:
    """Posterne med ``er_genskabt``, så kvitteringen også siden kan nævne dem, der ikke blev, som de var."""
    ikke = {opgave.pk for opgave, _ in tilbage.blev} | {opgave.pk for opgave in tilbage.udgaar}
    return [post | {"er_genskabt": post["id"] not in ikke} for post in poster]


def _er_arbejdet_som_efter(opgave: Opgave, post: dict[str, Any]) -> bool:
    """Om status, folk og det lokale er, som da opgraderingen var gjort. Ældre poster har ikke status og folk."""
    return post.get("arbejde", arbejde(opgave)) == arbejde(opgave) and aftryk_af_det_lokale(opgave) == post["lokalt"]


def _er_som_ny(opgave: Opgave, post: dict[str, Any]) -> bool:
    nu = stand(opgave)
    # De ældste poster er fra før etaperne og har ingen.
    er_ens = all(nu[navn] == post["efter"].get(navn) for navn in STAND if navn != "frist")
    # De er også fra dengang, alle nye var uden folk.
    er_uroert = arbejde(opgave) == post.get("arbejde", [Opgave.Status.IKKE_STARTET, "", None, None])
    return er_ens and er_uroert and aftryk_af_det_lokale(opgave) == post["lokalt"]


def _haendt(opgradering: Opgradering, opgaver: Collection[int]) -> dict[int, str]:
    """De opgaver, nogen har gjort noget ved siden, om det så er ført tilbage igen, og det seneste, der blev gjort."""
    om_os = Haendelse.objects.filter(genstand_type="opgradering", genstand_id=opgradering.pk)
    begyndelsen = om_os.order_by("pk").values_list("pk", flat=True).first() or 0
    siden = Haendelse.objects.filter(genstand_type="opgave", genstand_id__in=opgaver, pk__gt=begyndelsen)
    brugt = siden.exclude(handling__in=(*HANDLINGER.values(), *FORTRUDT, REGNET_OM)).order_by("pk")
    sete = brugt.values_list("genstand_id", "handling", "aktoer")
    return {pk: f"{handling}, {aktoer}" for pk, handling, aktoer in sete}


def _henvist(model: type[Model], ider: Collection[int], egne: Collection[int] = ()) -> dict[int, str]:
    """Dem, noget andet i databasen peger på, og hvad det er; også det, der ikke kan nås den anden vej.

    ``egne`` er de forudsætninger, opgraderingen selv gav; de er ikke brug.
    """
    fundne: dict[int, str] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            felt = relation.field.name
            peger = relation.related_model._base_manager.filter(**{f"{felt}__in": ider})
            if relation.related_model is Forudsaetning:
                peger = peger.exclude(pk__in=egne)
            navn = str(relation.related_model._meta.verbose_name)
            fundne |= dict.fromkeys(peger.values_list(felt, flat=True), f"den har {navn}")
    return fundne


def _skriv(tilbage: Tilbage, projekt: Projekt) -> None:
    poster = [*tilbage.genskabes, *tilbage.blev]
    numre = {post[side]["kort_id"] for _, post in poster for side in ("foer", "efter")}
    kort = Katalogopgave.objects.in_bulk(numre | {opgave.fuldfoert_kort_id for opgave, _ in poster})
    for opgave, post in tilbage.genskabes:
        _genskab(opgave, post, kort)
        opgave.er_udgaaet = post["foer"]["er_udgaaet"]
        if opgave.er_udgaaet and not opgave.er_frist_laast:
            opgave.frist = laes_frist(post["foer"])
    for opgave, post in tilbage.blev:
        _genskab(opgave, post, kort)
    for opgave in tilbage.udgaar:
        opgave.er_udgaaet = True
        opgave.udgave += 1
    saet_frister((opgave for opgave, post in poster if opgave.er_aaben and not post["er_stille"]), projekt)
    gem([*(opgave for opgave, _ in poster), *tilbage.udgaar])
    Opgave.objects.filter(pk__in=[opgave.pk for opgave in tilbage.slettes]).delete()


def _genskab(opgave: Opgave, post: dict[str, Any], kort: Mapping[int, Katalogopgave]) -> None:
    """Giv opgaven dens kort, fase og nej igen. Status, folk og alt lokalt er, som det er nu."""
    foer = post["foer"]
    opgave.fuldfoert_kort = _fuldfoert_kort(opgave, post, kort)
    opgave.kort, opgave.beholdt_mod_id = kort[foer["kort_id"]], foer["beholdt_mod_id"]
    opgave.etape_id = foer.get("etape_id")
    opgave.fase_id = opgave.egen_fase_id or opgave.kort.fase_id
    if not post["er_stille"]:
        opgave.udgave += 1


def _fuldfoert_kort(opgave: Opgave, post: dict[str, Any], kort: Mapping[int, Katalogopgave]) -> Katalogopgave | None:
    """Det kort, en fuldført opgave blev fuldført på, når teksten bliver en anden nu."""
    if opgave.status != Opgave.Status.FULDFOERT:
        return None
    foer, efter = post["foer"], post["efter"]
    var_fuldfoert = post["lokalt"][0] == Opgave.Status.FULDFOERT
    if var_fuldfoert and opgave.fuldfoert_kort_id == efter["fuldfoert_kort_id"]:
        return kort.get(foer["fuldfoert_kort_id"])
    paa = kort[opgave.fuldfoert_kort_id or opgave.kort_id]
    return paa if aendrede_felter(paa, kort[foer["kort_id"]]) & TEKSTER else None


def _fjern_ledige_pladser(opgradering: Opgradering) -> list[str]:
    """De pladser, opgraderingen lavede, og som ingen sidder på, og intet peger på; svarer med deres roller."""
    ledige = Plads.objects.filter(pk__in=opgradering.pladser, person=None, stedfortraeder=None)
    fjernes = ledige.exclude(pk__in=_henvist(Plads, opgradering.pladser))
    roller = list(fjernes.order_by("rolle__navn").values_list("rolle__navn", flat=True))
    fjernes.delete()
    return roller


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
    blev = [opgave for opgave, _ in tilbage.blev]
    linjer = [*_linjer(synlige, "opgradering fortrudt"), *_linjer(blev, BLEV), *_linjer(tilbage.udgaar, UDGAAR)]
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
