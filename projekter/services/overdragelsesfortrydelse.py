"""At fortryde en overdragelse: hver plads går tilbage, undtagen dem, nogen har ændret siden."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, kraev

from .. import adgang
from ..aktoer import Aktoer
from ..historik import noter
from ..models import Bruger, Organisation, Overdragelse, Overdragelsesdel, Rettighed
from .overdragelse import rettigheder_i, skriv_pladser, uden_egne_stedfortraedere
from .overdragelsesbesked import laeg_beskeder
from .personer import er_sidste_administrator, saet_rettigheder


@dataclass(frozen=True)
class Fortrydelse:
    """Hvad der skete: det, der gik tilbage, og det, der blev, fordi det er ændret siden."""

    overdragelse: Overdragelse
    genskabte: list[Overdragelsesdel]
    blev: list[Overdragelsesdel]


@transaction.atomic
def fortryd_overdragelse(aktoer: Aktoer, overdragelse_id: int, *, nu: datetime) -> Fortrydelse:
    """Giv fratræderen pladserne tilbage, og tag de rettigheder, overdragelsen gav, fra modtagerne igen.

    Afvises, når fratræderen er fjernet: en plads skal have en person, der er med.
    """
    overdragelse = _laas(aktoer, overdragelse_id)
    _kraev_at_den_kan_fortrydes(overdragelse, nu)
    dele = list(overdragelse.dele.med_navne().select_related("plads__person", "plads__stedfortraeder"))
    rettigheder = _rettigheder_at_tage(overdragelse.organisation, dele)
    genskabte = [del_ for del_ in dele if del_ in rettigheder or _er_uaendret(overdragelse.organisation, del_)]
    if not genskabte:
        raise Afvist("Alt er ændret siden, så der er intet at føre tilbage. Besæt pladserne enkeltvis i stedet.")
    nye = uden_egne_stedfortraedere((del_.plads, del_.felt, del_.fra) for del_ in genskabte if del_.plads)
    skriv_pladser(aktoer, nye, "overdragelse fortrudt")
    _tag_rettigheder(aktoer, overdragelse.organisation, genskabte)
    overdragelse.fortrudt, overdragelse.fortrudt_af = nu, aktoer.navn
    overdragelse.save(update_fields=["fortrudt", "fortrudt_af"])
    noter(aktoer, "overdragelse fortrudt", overdragelse.fratraeder, organisation=overdragelse.organisation)
    laeg_beskeder(overdragelse, genskabte, aktoer, er_fortrudt=True)
    return Fortrydelse(overdragelse, genskabte, [del_ for del_ in dele if del_ not in genskabte])


def _laas(aktoer: Aktoer, overdragelse_id: int) -> Overdragelse:
    """Overdragelsen, læst efter at kommunen er låst, så ingen plads skifter imens."""
    fundet = Overdragelse.objects.filter(pk=overdragelse_id).select_related("organisation").first()
    if fundet is None:
        raise FindesIkke(f"Der er ingen overdragelse med nummer {overdragelse_id}.")
    kraev(adgang.maa_administrere(aktoer, fundet.organisation))
    Organisation.objects.select_for_update(no_key=True).get(pk=fundet.organisation_id)
    return Overdragelse.objects.select_related("organisation", "fratraeder").get(pk=fundet.pk)


def _kraev_at_den_kan_fortrydes(overdragelse: Overdragelse, nu: datetime) -> None:
    if overdragelse.fortrudt:
        hvornaar = f"{timezone.localtime(overdragelse.fortrudt):%d.%m.%Y}"
        raise Foraeldet(f"Overdragelsen blev fortrudt {hvornaar} af {overdragelse.fortrudt_af}.")
    if not overdragelse.kan_fortrydes(nu):
        raise Afvist("En overdragelse kan fortrydes i 30 dage, og de er gået. Besæt pladserne enkeltvis i stedet.")
    if not _er_med(overdragelse.organisation, overdragelse.fratraeder):
        raise Afvist(
            f"{overdragelse.fratraeder.navn} er ikke længere med i {overdragelse.organisation.officielt_navn}. "
            "Tilføj først personen igen under Personer, Inaktive; så kan overdragelsen fortrydes."
        )


def _er_uaendret(organisation: Organisation, del_: Overdragelsesdel) -> bool:
    """Om pladsen er, som overdragelsen efterlod den, og kan gives tilbage."""
    if del_.plads is None:
        return False
    return getattr(del_.plads, del_.felt) == del_.modtager and _er_med(organisation, del_.fra)


def _rettigheder_at_tage(organisation: Organisation, dele: list[Overdragelsesdel]) -> list[Overdragelsesdel]:
    """De rettigheder, der kan tages igen: hver modtager beholder mindst én, og organisationen en administrator."""
    tages: list[Overdragelsesdel] = []
    tilbage: dict[Bruger, set[str]] = {}
    for del_ in dele:
        if not (del_.rettighed and del_.modtager):
            continue
        har = tilbage.setdefault(del_.modtager, set(rettigheder_i(organisation, del_.modtager)))
        er_administrator = del_.rettighed == Rettighed.ADMINISTRATOR
        if er_administrator and er_sidste_administrator(organisation, del_.modtager):
            continue
        if del_.rettighed in har and len(har) > 1:
            har.remove(del_.rettighed)
            tages.append(del_)
    return tages


def _er_med(organisation: Organisation, bruger: Bruger) -> bool:
    return bruger.is_active and bool(rettigheder_i(organisation, bruger))


def _tag_rettigheder(aktoer: Aktoer, organisation: Organisation, dele: list[Overdragelsesdel]) -> None:
    for del_ in dele:
        if del_.rettighed and del_.modtager:
            har = rettigheder_i(organisation, del_.modtager)
            saet_rettigheder(aktoer, organisation, del_.modtager, [ret for ret in har if ret != del_.rettighed])
