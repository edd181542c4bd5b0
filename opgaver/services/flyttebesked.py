"""Beskeden om en flytning: én mail til hver, det rammer, hvor mange opgaver og projekter det end er."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from faelles.dansk_sqlite import sorteringsnoegle
from frister import dato_tekst
from koe.udbakke import Udkast, laeg_bundt
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Plads, Projekt, Rolle

from ..models import Flytning, Flytningsdel, Opgave
from ..models.flytning import ankerskift, kvitteringssted
from .flyttegrundlag import som_ord

VISES = 10


@dataclass(frozen=True)
class Skift:
    """En opgave, der fik en ny dato."""

    opgave: Opgave
    fra: date | None
    til: date | None

    @cached_property
    def ord(self) -> tuple[str, str, str]:
        """Opgavens navn og den gamle og den nye dato; mange får mail om den samme opgave."""
        fra, til = (dato_tekst(dato) if dato else "uden dato" for dato in (self.fra, self.til))
        return f"{self.opgave.kort.kode} {self.opgave.titel}", fra, til


@dataclass(frozen=True)
class Nyhed:
    """Det, der skal siges om ét projekt. ``er_fulgt_med`` er falsk, når projektet blev, hvor det var.

    ``laaste`` er de opgaver, der blev undtaget og låst på den dato, de har; når flytningen fortrydes, er de låst op.
    """

    del_: Flytningsdel
    skift: Sequence[Skift] = ()
    laaste: Sequence[Skift] = ()
    er_fulgt_med: bool = True


def uroert(flytning: Flytning, projekt: Projekt) -> Flytningsdel:
    """En del, der aldrig gemmes: projektet blev, hvor det var, men dets leder skal vide, at bølgen er flyttet."""
    datoer = som_ord(projekt.ankre)
    return Flytningsdel(flytning=flytning, projekt=projekt, foer=datoer, efter=datoer)


@dataclass
class Afsnit:
    """Det, en person skal vide om ét projekt."""

    nyhed: Nyhed
    er_leder: bool = False
    skift: dict[int, Skift] = field(default_factory=dict)
    laaste: dict[int, Skift] = field(default_factory=dict)

    @property
    def sted(self) -> str:
        projekt = self.nyhed.del_.projekt
        return f"{projekt.loesning.noegle}, {projekt.kommune.navn}"

    @property
    def adresse(self) -> str:
        del_ = self.nyhed.del_
        sti = del_.get_absolute_url() if del_.pk else reverse("flyt:datoer", args=del_.projekt.adresse)
        return settings.BASIS_URL + sti

    @property
    def kvitteres_her(self) -> str:
        """Adressen, hvor projektlederen kvitterer for en varsling; tom for alle andre."""
        del_ = self.nyhed.del_
        skal_kvittere = self.er_leder and del_.flytning.slags == Flytning.Slags.BOELGE
        return settings.BASIS_URL + kvitteringssted(del_.projekt) if skal_kvittere else ""

    @cached_property
    def viste(self) -> list[tuple[str, str, str]]:
        """Det, der er plads til, som færdige ord: navn, fra og til."""
        return [skift.ord for skift in islice(self.skift.values(), VISES)]

    @property
    def viste_laaste(self) -> list[tuple[str, str, str]]:
        return [skift.ord for skift in islice(self.laaste.values(), VISES)]

    @property
    def viste_i_tekst(self) -> str:
        """Linjerne om de viste opgaver. Sat sammen her, for en bølge er hundredvis af mails med de samme linjer."""
        return "".join(f"\n{navn}\nFrist: {fra} → {til}\n" for navn, fra, til in self.viste)

    @property
    def viste_i_html(self) -> SafeString:
        return format_html_join("", "<li>{}<br>Frist: {} → <strong>{}</strong></li>\n", self.viste)

    @property
    def resten(self) -> int:
        return max(0, len(self.skift) - VISES)

    @property
    def resten_laaste(self) -> int:
        return max(0, len(self.laaste) - VISES)


def laeg_beskeder(flytning: Flytning, nyheder: Iterable[Nyhed], aktoer: Aktoer, *, er_fortrudt: bool = False) -> int:
    """Læg én besked til hver person, hvis opgaver fik ny dato, og til dem, der leder projekterne; svar med antallet.

    Den, der selv gjorde det, får ingen. Kaldes i flytningens transaktion.
    """
    udkast = [
        _udkast(flytning, person, list(afsnit.values()), aktoer, er_fortrudt=er_fortrudt)
        for person, afsnit in _personer(list(nyheder), aktoer).items()
    ]
    laeg_bundt(udkast)
    return len(udkast)


def modtagere(nyheder: Iterable[Nyhed], aktoer: Aktoer) -> list[Bruger]:
    """De personer, ``laeg_beskeder`` skriver til, efter navn."""
    return sorted(_personer(list(nyheder), aktoer), key=lambda person: sorteringsnoegle(person.navn))


def _personer(nyheder: list[Nyhed], aktoer: Aktoer) -> dict[Bruger, dict[int, Afsnit]]:
    """For hver person de projekter, der skal siges noget om; den, der selv gør det, er ikke med."""
    pladser = pladsholdere({nyhed.del_.projekt_id for nyhed in nyheder})
    ledere = ledere_af([nyhed.del_.projekt for nyhed in nyheder], pladser)
    fundne = defaultdict[Bruger, dict[int, Afsnit]](dict)
    for nyhed in nyheder:
        holdere = pladser[nyhed.del_.projekt_id]
        for person in ledere[nyhed.del_.projekt_id]:
            fundne[person].setdefault(nyhed.del_.projekt_id, Afsnit(nyhed, er_leder=True))
        efter_id = {plads.pk: person for plads, person in holdere.items()}
        for skift, er_laast in (*((et, False) for et in nyhed.skift), *((et, True) for et in nyhed.laaste)):
            holdere_af = {skift.opgave.ansvarlig_id or 0, skift.opgave.udfoerer_id or 0}
            for plads_id in holdere_af & efter_id.keys():
                afsnit = fundne[efter_id[plads_id]].setdefault(nyhed.del_.projekt_id, Afsnit(nyhed))
                (afsnit.laaste if er_laast else afsnit.skift)[skift.opgave.pk] = skift
    return {person: afsnit for person, afsnit in fundne.items() if person != aktoer.bruger}


type Holdere = dict[int, dict[Plads, Bruger]]
"""Efter projektets id: dets pladser og den, der svarer for hver."""


def pladsholdere(projekter: Collection[int], **kun: Any) -> Holdere:
    """Projekternes pladser og den, der svarer for hver: personen eller, når den mangler, stedfortræderen."""
    fundne: Holdere = defaultdict(dict)
    alle = Plads.objects.filter(projekt__in=projekter, **kun)
    for plads in alle.select_related("rolle", "person", "stedfortraeder").order_by("pk"):
        aktive = (bruger for bruger in (plads.person, plads.stedfortraeder) if bruger and bruger.is_active)
        if person := next(aktive, None):
            fundne[plads.projekt_id][plads] = person
    return fundne


def uden_leder(projekter: Iterable[Projekt]) -> list[Projekt]:
    """De projekter, hvor der ingen leder er at skrive til."""
    liste = list(projekter)
    pladser = pladsholdere([et.pk for et in liste], rolle__adgang=Rolle.Adgang.PROJEKTLEDER)
    ledere = ledere_af(liste, pladser)
    return [projekt for projekt in liste if not ledere[projekt.pk]]


def ledere_af(projekter: list[Projekt], pladser: Holdere) -> dict[int, list[Bruger]]:
    """Efter projektets id: dem på projektlederens pladser; er de ledige, kommunens programledere."""
    fundne = {
        et.pk: [p for plads, p in pladser[et.pk].items() if plads.rolle.adgang == Rolle.Adgang.PROJEKTLEDER]
        for et in projekter
    }
    ledige = [projekt for projekt in projekter if not fundne[projekt.pk]]
    if ledige:
        kommunens = adgang.programledere({projekt.kommune_id for projekt in ledige})
        fundne |= {projekt.pk: kommunens[projekt.kommune_id] for projekt in ledige}
    return fundne


def _udkast(flytning: Flytning, person: Bruger, afsnit: list[Afsnit], aktoer: Aktoer, *, er_fortrudt: bool) -> Udkast:
    kontekst = {
        "fornavn": person.navn.split()[0] if person.navn else "",
        "flytning": flytning,
        "indledning": _indledning(flytning, aktoer.navn, er_fortrudt=er_fortrudt),
        "boelgens_skift": ankerskift(flytning.efter, flytning.foer) if er_fortrudt else flytning.skift,
        "afsnit": afsnit,
        "er_fortrudt": er_fortrudt,
        "antal": sum(len(et.skift) for et in afsnit),
        "sted": afsnit[0].sted if len(afsnit) == 1 else f"{len(afsnit)} projekter",
    }
    kontekst["emne"] = emne = _tegn("emne.txt", kontekst).strip()
    return Udkast(
        noegle=f"flytning:{flytning.pk}:{'fortrudt' if er_fortrudt else 'flyttet'}:{person.pk}",
        modtager=person.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _indledning(flytning: Flytning, hvem: str, *, er_fortrudt: bool) -> str:
    """Hvem der gjorde hvad: flyttede projektets datoer eller bølgen, eller ændrede kommunens kalender."""
    match flytning.slags:
        case Flytning.Slags.KALENDER:
            if er_fortrudt:
                return f"{hvem} har fortrudt ændringen af kommunens lukkedage. De gamle frister gælder igen."
            return f"{hvem} har ændret kommunens lukkedage, og derfor er frister flyttet."
        case Flytning.Slags.INDHENTNING:
            if er_fortrudt:
                return f"{hvem} har fortrudt en indhentningsplan. De gamle datoer gælder igen."
            return f"{hvem} har givet overskredne frister nye datoer. Begrundelsen er: {flytning.begrundelse}"
        case Flytning.Slags.BOELGE if flytning.boelge:
            hvad, af_hvad = flytning.boelge.fulde_navn, f" af {flytning.boelge.fulde_navn}"
        case _:
            hvad, af_hvad = "datoerne", ""
    if er_fortrudt:
        return f"{hvem} har fortrudt flytningen{af_hvad}. De gamle datoer gælder igen."
    return f"{hvem} har flyttet {hvad}{flytning.anledning}. Begrundelsen er: {flytning.begrundelse}"


def _tegn(form: str, kontekst: dict[str, object]) -> str:
    return get_template(f"mail/flytning.{form}").render(kontekst)
