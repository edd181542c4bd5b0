"""Det, der skal til for at vise en opgradering, før noget gemmes: planen, opgaverne, kortene og tabellen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from zlib import crc32

from django.db.models import Q

from faelles.afvisning import Afvist, Foraeldet
from projekter.models import Haendelse, Projekt

from ..bilagsforskel import Bilagsforskel, find_bilagsforskel, laes_bilag
from ..fletning import (
    TAG_ALT_MED,
    Grundlag,
    Opgavestand,
    Raekke,
    Slags,
    Tabel,
    UlovligtValg,
    Valgliste,
    Virkning,
    flet,
)
from ..models import Bilag, Katalogopgave, Katalogversion, Opgave, Plan
from ..udgivernoter import Note, laes_noter, laes_udgaaelser
from .fletteside import Etapenoegler, grundnoegle, til_reglen
from .frister import med_etaper, regn
from .opgraderingskrav import kravenes_kort

TRUKKET_TILBAGE = "udgivelse trukket tilbage"
"""Handlingen i versionens historik, når udgiveren har trukket den tilbage."""

GRUPPER = {
    Virkning.OPRET: "nye",
    Virkning.FLYT: "aendrede",
    Virkning.UDGAA: "udgaaede",
    Virkning.GENOPTAG: "genoptagne",
    Virkning.BEHOLD: "beholdt",
}


@dataclass(frozen=True)
class Opgraderingsvisning:
    """Hvad der vil ske i planen. ``opgaver`` er efter nøgle, ``kort`` alle de kort, tabellen nævner, efter id."""

    projekt: Projekt
    plan: Plan
    til: Katalogversion
    tabel: Tabel
    opgaver: dict[str, Opgave]
    kort: dict[int, Katalogopgave]
    bilag: dict[int, list[Bilag]]
    """Bilagene efter kortets id."""
    versioner: list[Katalogversion]
    """Katalogets udgivne versioner, ældste først; en versions plads i ``Grundlag`` er nummeret her, talt fra 1."""
    noegler: Etapenoegler
    noter: list[Note]
    """Det, udgiveren har sagt i versionerne; pladserne er de samme."""

    @property
    def er_aendret(self) -> bool:
        """Om en opgradering nu ville gøre noget."""
        return self.tabel.er_aendret or self.plan.version_id != self.til.pk

    @property
    def tal(self) -> dict[str, int]:
        """Antal efter det, der vil ske, og antal, der venter, er i konflikt eller er uændrede."""
        tabel = self.tabel
        return {navn: len(tabel.med(virkning)) for virkning, navn in GRUPPER.items()} | {
            "senere": len(tabel.senere),
            "konflikter": len(tabel.konflikter),
            "uaendrede": len(tabel.uaendrede),
        }

    @cached_property
    def sammenfald(self) -> dict[str, Opgave]:
        """Nøgle → den anden levende opgave i planen, der har den kode, opgaven får i den nye version."""
        efter_kode = {en.kort.kode: en for en in self.opgaver.values() if not en.er_udgaaet}
        spurgte = (raekke for raekke in self.tabel.raekker if raekke.deres and raekke.er_aaben)
        fundne = {raekke.noegle: efter_kode.get(self.nyeste_kort(raekke).kode) for raekke in spurgte}
        return {noegle: en for noegle, en in fundne.items() if en and en.kort.noegle != grundnoegle(noegle)}

    @property
    def nyere(self) -> Katalogversion | None:
        """Den nyeste udgivne efter ``til``, når der er en."""
        efter = self.versioner[self.versioner.index(self.til) + 1 :]
        aabne = [version for version in efter if version.status == Katalogversion.Status.UDGIVET]
        return aabne[-1] if aabne else None

    @cached_property
    def aftryk(self) -> str:
        """Kendetegnet for det, der blev vist; ændrer det, der kan svares på, sig, er kendetegnet et andet."""
        raekker = sorted([*_grundlag(raekke), *self._frister(raekke)] for raekke in self.tabel.raekker)
        grundlag = [self.plan.pk, self.plan.version_id, self.til.pk, *_datoer(self.projekt), raekker]
        return hashlib.sha256(json.dumps(grundlag, default=date.isoformat).encode()).hexdigest()

    @cached_property
    def raekkeaftryk(self) -> dict[str, str]:
        """Kendetegnet for hver række, der kan svares på, efter nøgle; det er et andet, når rækken er."""
        svares = (raekke for raekke in self.tabel.raekker if raekke.muligheder)
        return {r.noegle: f"{crc32(repr([*_grundlag(r), *self._frister(r)]).encode()):08x}" for r in svares}

    @property
    def sete_raekker(self) -> str:
        """Det, siden sender med, så der kun spørges igen om de rækker, der er ændret imens."""
        return " ".join(self.raekkeaftryk.values())

    def nyeste_kort(self, raekke: Raekke) -> Katalogopgave:
        return self.kort[raekke.kort.id]

    def bilagsforskel(self, raekke: Raekke) -> Bilagsforskel:
        """Bilagene på kortet i den nye version, holdt op mod dem på opgavens kort; alle er nye på en ny opgave."""
        foer = self.bilag.get(raekke.vores.kort.id, []) if raekke.vores else []
        return find_bilagsforskel(foer, self.bilag.get(raekke.deres.id, []) if raekke.deres else foer)

    def forbillede(self, raekke: Raekke) -> Opgave | None:
        """Det første holds opgave på kortet, når rækken er et holds; den nye bliver som den."""
        holdenes = (self.opgaver.get(noegle) for noegle in self.noegler.holdenes(raekke.noegle))
        return next((opgave for opgave in holdenes if opgave and not opgave.er_udgaaet), None)

    def titel(self, raekke: Raekke) -> str:
        """Kortets titel, og etapen, når rækken er for en."""
        return self.nyeste_kort(raekke).titel + self._for_etapen(raekke)

    def kode(self, raekke: Raekke) -> str:
        """Kortets kode, og etapen, når rækken er for en."""
        return self.nyeste_kort(raekke).kode + self._for_etapen(raekke)

    def _for_etapen(self, raekke: Raekke) -> str:
        etape = self.noegler.etape(raekke.noegle)
        return f" ({etape})" if etape else ""

    def hed(self, raekke: Raekke) -> str:
        """Opgavens gamle kode, når den har fået en anden i den nye version; ellers tom."""
        gammel = self.kort[raekke.vores.kort.id].kode if raekke.vores and raekke.deres else ""
        return gammel if gammel != self.nyeste_kort(raekke).kode else ""

    def er_fuldfoert_paa_en_anden(self, raekke: Raekke) -> bool:
        """Om opgaven er fuldført på en anden tekst end den, udgiveren har nu; fluebenet bliver, når den tages med."""
        med = raekke.vores.paa(raekke.deres) if raekke.vores and raekke.deres else None
        return med is not None and med.fuldfoert_kort is not None

    @property
    def fuldfoerte_der_udgaar(self) -> int:
        """De fuldførte, der udgår, som svarene er; de tæller ikke længere med i fremdriften."""
        udgaar = self.tabel.med(Virkning.UDGAA)
        return sum(raekke.vores.er_fuldfoert for raekke in udgaar if raekke.vores and raekke.er_aendret)

    def frist_efter(self, raekke: Raekke) -> date | None:
        """Fristen, når det, rækken siger, tages med. En lukket opgaves og en, nogen har sat, bliver stående."""
        opgave, kort = self.opgaver.get(raekke.noegle), self.nyeste_kort(raekke)
        if opgave and (raekke.deres is None or opgave.er_frist_laast or opgave.status not in Opgave.AABNE):
            return opgave.frist
        egen = opgave or self.forbillede(raekke)
        regel = egen.regel_paa(kort) if egen else kort.frist_regel
        etape = self.noegler.etape(raekke.noegle)
        ankre = replace(self.projekt.ankre, golive=etape.golive) if etape else self.projekt.ankre
        svar = regn(regel, ankre, self.projekt.kalender) if regel else None
        return svar.dato if svar else None

    def hvorfor_udgaaet(self, raekke: Raekke) -> str:
        """Udgiverens note fra den første version efter opgavens kort, som på kortet; tom, når der ingen er."""
        fra = raekke.vores.kort.version if raekke.vores else 0
        sagt = (et for et in self.noter if et.er_udgaaelse and et.noegle == raekke.noegle)
        return next((et.tekst for et in sagt if fra < et.plads <= raekke.til), "")

    def _frister(self, raekke: Raekke) -> list[str]:
        """Fristen før og efter for en række, der spørges om; tom tekst, hvor der ingen er."""
        if not raekke.er_aaben:
            return []
        opgave = self.opgaver.get(raekke.noegle)
        return [str(frist or "") for frist in (opgave.frist if opgave else None, self.frist_efter(raekke))]


def _datoer(projekt: Projekt) -> list[Any]:
    """Alt, hvad fristerne regnes af."""
    kalender = vars(projekt.kalender) | {"lukkedage": sorted(projekt.kalender.lukkedage), "navne": None}
    return [vars(projekt.ankre), kalender]


def _grundlag(raekke: Raekke) -> list[Any]:
    vores, deres = raekke.vores, raekke.deres
    stand = (vores.kort.id, vores.er_udgaaet) if vores else (0, False)
    krav = (raekke.er_obligatorisk, raekke.er_afslaaet, *sorted(raekke.konflikt))
    return [raekke.noegle, raekke.slags.value, *stand, deres.id if deres else 0, *krav]


def forhaandsvis_opgradering(
    projekt: Projekt, til: Katalogversion, valg: Valgliste = TAG_ALT_MED, *, laas: bool = False
) -> Opgraderingsvisning:
    """Hvad der vil ske, når planen opgraderes til versionen. Gemmer intet.

    Antallet af forespørgsler følger ikke antallet af opgaver. ``laas`` holder opgaverne fast til transaktionens slut.
    """
    plan = Plan.objects.select_related("version__katalog__loesning", "version__katalog__model").get(projekt=projekt)
    plan.projekt = projekt
    versioner = list(Katalogversion.objects.i_raekkefoelge(plan.version.katalog_id))
    _kraev_at_den_kan_vaelges(plan, til, versioner)
    opgaver, noter = _opgaver(plan, laas=laas), laes_noter(versioner)
    kort = _kort(til, opgaver) | kravenes_kort(versioner, noter)
    bilag = laes_bilag(Q(kort__version__in={et.version_id for et in kort.values()}))
    noegler = Etapenoegler.laes(projekt, til, kort.values())
    grundlag, standene = til_reglen(til, versioner, noegler, opgaver, kort, bilag)
    grundlag = replace(grundlag, skal_udgaa=noegler.udfold(laes_udgaaelser(versioner, noter), standene))
    tabel = _flet(standene, grundlag, valg, kort)
    efter_noegle = noegler.fordel(opgaver)
    return Opgraderingsvisning(projekt, plan, til, tabel, efter_noegle, kort, bilag, versioner, noegler, noter)


def find_nyere(plan: Plan, nummer: str | None = None) -> Katalogversion:
    """Versionen med nummeret; uden nummer den nyeste udgivne efter planens, ellers planens egen."""
    versioner = Katalogversion.objects.filter(katalog=plan.version.katalog_id).select_related("katalog__loesning")
    if nummer is None:
        senere = versioner.udgivne().filter(udgivet__gt=plan.version.udgivet)
        return senere.nyeste_foerst().first() or plan.version
    version = versioner.exclude(status=Katalogversion.Status.KLADDE).filter(nummer=nummer).first()
    if version is None:
        if kladde := versioner.filter(nummer=nummer).select_related("katalog__udgiver").first():
            _kraev_ikke_trukket(kladde)
        kendte = ", ".join(versioner.udgivne().order_by("udgivet").values_list("nummer", flat=True))
        raise Afvist(
            f"{plan.version.katalog.loesning.noegle} {nummer} er ikke udgivet. De udgivne versioner er: {kendte}."
        )
    return version


def _kraev_ikke_trukket(kladde: Katalogversion) -> None:
    """Det siges kun om en kladde, der har været udgivet; en, ingen har set, nævnes ikke."""
    om_den = Haendelse.objects.filter(genstand_type=Katalogversion._meta.model_name, genstand_id=kladde.pk)
    if om_den.filter(handling=TRUKKET_TILBAGE).exists():
        raise Foraeldet(f"{kladde.katalog.udgiver.navn} har trukket {kladde} tilbage; intet er gemt.")


def kraev_i_gang(projekt: Projekt) -> None:
    if projekt.status == Projekt.Status.AFSLUTTET:
        raise Afvist(f"{projekt} er afsluttet, så planen bliver på den version, den følger.")


def _kraev_at_den_kan_vaelges(plan: Plan, til: Katalogversion, versioner: list[Katalogversion]) -> None:
    if til.katalog_id != plan.version.katalog_id:
        raise Afvist(f"{til} er ikke en version af det katalog, planen er lavet af ({plan.version}).")
    if til not in versioner:
        _kraev_ikke_trukket(til)
        raise Afvist(f"{til} er ikke udgivet, så planen kan ikke opgraderes til den.")
    nu = versioner[versioner.index(til)]
    if nu.status == Katalogversion.Status.LUKKET and nu != plan.version:
        raise Afvist(f"{til} er lukket. Vælg en nyere version.")
    if versioner.index(til) < versioner.index(plan.version):
        raise Afvist(f"Planen følger allerede {plan.version}, som er nyere end {til}.")


def _opgaver(plan: Plan, *, laas: bool) -> list[Opgave]:
    """Planens opgaver fra kataloget; de lokale har ingen version at flette med."""
    alle = Opgave.objects.centrale().filter(plan=plan).select_related("kort").order_by("pk")
    fundne = list(alle.select_for_update(of=("self",), no_key=True) if laas else alle)
    for opgave in fundne:
        opgave.plan = plan
    med_etaper(fundne)
    return fundne


def _kort(til: Katalogversion, opgaver: Iterable[Opgave]) -> dict[int, Katalogopgave]:
    """Den nye versions kort, opgavernes egne og dem, der er sagt nej til eller fuldført på."""
    kort = {et.pk: et for et in til.kort.all()} | {opgave.kort_id: opgave.kort for opgave in opgaver}
    fuldfoerte = {opgave.fuldfoert_kort_id for opgave in opgaver if opgave.fuldfoert_kort_id}
    nej = [opgave for opgave in opgaver if opgave.beholdt_mod_id]
    if fuldfoerte:
        kort |= Katalogopgave.objects.in_bulk(fuldfoerte)
    if nej:
        noegler = [opgave.kort.noegle for opgave in nej]
        versioner = {opgave.beholdt_mod_id for opgave in nej}
        afslaaede = Katalogopgave.objects.filter(version__in=versioner, noegle__in=noegler).order_by()
        kort |= {et.pk: et for et in afslaaede}
    return kort


def _flet(
    opgaver: dict[str, Opgavestand], grundlag: Grundlag, valg: Valgliste, kort: dict[int, Katalogopgave]
) -> Tabel:
    try:
        return flet(opgaver, grundlag, valg)
    except UlovligtValg as fejl:
        raise Afvist(_hvorfor(fejl, kort)) from fejl


def _hvorfor(fejl: UlovligtValg, kort: dict[int, Katalogopgave]) -> str:
    raekke = fejl.raekke
    if raekke is None or raekke.slags is Slags.UAENDRET:
        return "Et af svarene er om en opgave, der ikke er ændret. Se listen igen, og svar på det, der står der."
    kode = kort[raekke.kort.id].kode
    if raekke.er_obligatorisk and raekke.slags is Slags.UDGAAET:
        return f"{kode} skal udgå, og det kan kun tages med. Det, der er gjort, kan stadig læses."
    if raekke.er_obligatorisk:
        return f"Ændringen af {kode} er obligatorisk og kan kun tages med. Det, I selv har skrevet, bliver stående."
    return f"{kode} er {raekke.slags.value}, så der er ingen udgave hos jer at beholde. Tag den med, eller vent."
