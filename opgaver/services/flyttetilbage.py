"""Ét projekt på vej tilbage, når en flytning fortrydes: hvad der sker med hver opgave, og hvad der skal siges."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from frister import Kalender
from projekter.models import Projekt

from ..flytning import Raekke, Spor, Udfald, udfald
from ..models import Flytning, Flytningsdel, Opgave
from .etapeflytning import Etapeflytning, gendannet
from .flyttebesked import Nyhed, Skift
from .flyttegrundlag import Forhaandsvisning, fra_ord
from .flytteskrivning import stand
from .frister import efter_regel, regn


@dataclass
class Tilbage:
    """Ét projekt på vej tilbage: hvilke opgaver får deres gamle dato, og hvilke har nogen ændret siden."""

    del_: Flytningsdel
    visning: Forhaandsvisning
    har_nyere: bool
    kalender_foer: Kalender
    """Kalenderen, fristerne er regnet med, før der fortrydes."""
    kalender_da: Kalender | None = None
    """Kalenderen, der blev flyttet med; None, når den er den samme nu."""
    genskabes: list[tuple[Opgave, dict[str, Any]]] = field(default_factory=list)
    regnes: list[tuple[Opgave, date | None]] = field(default_factory=list)
    bliver: list[Opgave] = field(default_factory=list)
    laases: list[Opgave] = field(default_factory=list)
    dateres: list[tuple[Opgave, date | None]] = field(default_factory=list)
    etapernes: str = ""
    """Hvad der ved projektets etaper hindrer, at det føres tilbage."""
    frigives: dict[int, dict[str, Any]] = field(default_factory=dict)
    """De af ``regnes`` (id'er), flytningen selv låste, og standen uden dens lås."""
    kalenderens: set[int] = field(default_factory=set)
    """De af ``regnes`` (id'er), hvor det er kalenderen og ikke opgaven eller dens regel, der er en anden."""

    def __post_init__(self) -> None:
        gemte = {raekke["id"]: raekke for raekke in self.del_.raekker}
        for raekke in self.visning.tabel.raekker:
            opgave = self.visning.opgaver[raekke.post.id]
            self._fordel(opgave, gemte.get(opgave.pk), raekke)

    def _fordel(self, opgave: Opgave, gemt: dict[str, Any] | None, raekke: Raekke) -> None:
        match udfald(self._spor(opgave, gemt, raekke)):
            case Udfald.UDENFOR:
                return
            case Udfald.GENSKABES if gemt:
                self._genskab(opgave, gemt["foer"])
                return
            case Udfald.REGNES:
                self.regnes.append((opgave, raekke.til))
                self.kalenderens |= {opgave.pk} if self._er_kalenderens(opgave, gemt) else set()
                return
            case Udfald.LAASES:
                self.laases.append(opgave)
            case Udfald.DATERES:
                self.dateres.append((opgave, raekke.til))
        self.bliver.append(opgave)

    def _genskab(self, opgave: Opgave, foer: dict[str, Any]) -> None:
        """Giv den gamle stand; giver reglen ikke længere den gamle dato, låses opgaven blot op og får reglens."""
        if self._passer(opgave, foer):
            self.genskabes.append((opgave, foer))
            return
        til = self._efter_reglen(opgave)
        self.regnes.append((opgave, til))
        self.frigives[opgave.pk] = foer | {"frist": til.isoformat() if til else None}
        self.kalenderens |= {opgave.pk} if self.kalender_da else set()

    def _spor(self, opgave: Opgave, gemt: dict[str, Any] | None, raekke: Raekke) -> Spor:
        return Spor(
            er_flyttet=gemt is not None,
            er_som_efter=gemt is not None and _er_som_efter(gemt, opgave),
            er_forklaret=gemt is not None and (_laaste(gemt) or self._passer(opgave, gemt["foer"])),
            foelger_reglen=self._foelger_reglen(opgave),
            er_i_utakt=raekke.grund is None,
            har_frist=opgave.frist is not None,
        )

    def _foelger_reglen(self, opgave: Opgave) -> bool:
        if not opgave.er_aaben or opgave.er_frist_laast:
            return False
        svar = efter_regel(opgave, self.visning.projekt.ankre, self.kalender_foer)
        return opgave.frist == (svar.dato if svar else None)

    def _er_kalenderens(self, opgave: Opgave, gemt: dict[str, Any] | None) -> bool:
        """Reglen giver stadig det, flytningen skrev, når der regnes med kalenderen fra dengang."""
        if self.del_.flytning.slags == Flytning.Slags.KALENDER:
            return True
        if gemt is None or self.kalender_da is None:
            return False
        svar = efter_regel(opgave, fra_ord(self.del_.efter), self.kalender_da)
        return laes_dato(gemt["efter"].get("frist")) == (svar.dato if svar else None)

    @property
    def etapeskift(self) -> list[Etapeflytning]:
        return [gendannet(skift, self.del_) for skift in self.visning.etapeskift]

    @property
    def regnede(self) -> list[tuple[Opgave, date | None]]:
        """De af ``regnes``, der får en anden dato."""
        return [(opgave, til) for opgave, til in self.regnes if til != opgave.frist]

    def skriv_udfaldet(self) -> None:
        """Mærk delen fortrudt og hver række med, om opgaven kom med tilbage. Gemmer intet."""
        regnede = {opgave.pk for opgave, _ in self.regnes}
        med = {opgave.pk for opgave, _ in self.genskabes} | regnede
        self.del_.er_fortrudt = True
        self.del_.raekker = [
            raekke
            | {"er_genskabt": raekke["id"] in med}
            | ({"er_regnet": True} if raekke["id"] in regnede else {})
            | ({"er_kalenderens": True} if raekke["id"] in self.kalenderens else {})
            for raekke in self.del_.raekker
        ]
        self.del_.blev = sum(not raekke["er_genskabt"] for raekke in self.del_.raekker)

    @cached_property
    def hindring(self) -> str:
        """Hvorfor projektet ikke kan føres tilbage; tom, når det kan."""
        projekt = self.visning.projekt
        if self.er_afsluttet:
            return f"{projekt} er afsluttet og beholder sine datoer. Skal de føres tilbage, så genoptag det først."
        if har_forladt := self._har_forladt_boelgen():
            return har_forladt
        if self._er_flyttet_igen():
            return f"{projekt} er flyttet igen siden. Fortryd den seneste flytning først, eller flyt datoerne i stedet."
        return self.etapernes

    @property
    def er_afsluttet(self) -> bool:
        return self.visning.projekt.status == Projekt.Status.AFSLUTTET

    def _har_forladt_boelgen(self) -> str:
        """Den ejer, der flyttede bølgen, råder ikke længere over et projekt, der er taget ud af den."""
        projekt, boelge = self.visning.projekt, self.del_.flytning.boelge
        if boelge is None or projekt.boelge_id == boelge.pk:
            return ""
        hvor = f"er nu i {projekt.boelge}" if projekt.boelge else f"er ikke længere i {boelge}"
        return f"{projekt} {hvor} og beholder sine datoer."

    def _er_flyttet_igen(self) -> bool:
        er_kalender = self.del_.flytning.slags == Flytning.Slags.KALENDER
        return self.har_nyere or (not er_kalender and self.visning.projekt.ankre != fra_ord(self.del_.efter))

    def _passer(self, opgave: Opgave, foer: dict[str, Any]) -> bool:
        """Den gamle dato skal stadig kunne forklares: reglen skal give den med de gamle ankre."""
        if foer.get("er_frist_laast"):
            return True
        return laes_dato(foer.get("frist")) == self._efter_reglen(opgave)

    def _efter_reglen(self, opgave: Opgave) -> date | None:
        """Den dato, reglen giver med de gamle ankre og dagens kalender."""
        regel, kalender = opgave.regel, self.visning.vilkaar.kalender
        svar = regn(regel, self.visning.ankre_for(opgave), kalender) if regel else None
        return svar.dato if svar else None

    @property
    def nyhed(self) -> Nyhed:
        """Det, der skal siges: ankrene og opgaverne den anden vej, og dem, der ikke længere er låst."""
        vendt = Flytningsdel(
            pk=self.del_.pk,
            flytning=self.del_.flytning,
            projekt=self.visning.projekt,
            foer=self.del_.efter,
            efter=self.del_.foer,
        )
        skift = [Skift(opgave, opgave.frist, laes_dato(foer.get("frist"))) for opgave, foer in self.genskabes]
        skift += [Skift(opgave, opgave.frist, til) for opgave, til in self.regnede]
        flyttede, laast_op = [et for et in skift if et.fra != et.til], [et for et in skift if et.fra == et.til]
        return Nyhed(vendt, flyttede, laast_op)


def _er_som_efter(gemt: dict[str, Any], opgave: Opgave) -> bool:
    """Om opgaven er, som flytningen gjorde den; at den er begyndt eller lagt igen siden, gør ingen forskel."""
    efter, nu = gemt["efter"], stand(opgave)
    if opgave.er_aaben and efter.get("status") in Opgave.AABNE:
        efter = efter | {"status": nu["status"]}
    return bool(efter == nu)


def _laaste(gemt: dict[str, Any]) -> bool:
    """Om flytningen låste opgaven på en ny dato; så er både lås og dato dens egne. En undtagen havde sin i forvejen."""
    foer, efter = gemt["foer"], gemt["efter"]
    er_ny = foer.get("frist") != efter.get("frist")
    return bool(er_ny and efter.get("er_frist_laast") and not foer.get("er_frist_laast"))


def laes_dato(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None
