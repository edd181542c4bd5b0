"""Det, der skal til for at vise en flytning, før noget gemmes: projekterne, deres opgaver og tabellerne."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from faelles.afvisning import Afvist, Foraeldet
from faelles.tal import antal_i_ord
from frister import Anker, Ankre
from projekter.aktoer import Aktoer
from projekter.models import Organisation, Projekt

from ..flytning import Flag, Grund, Maerke, Post, Raekke, Tabel, Tidsrum, Vilkaar, ankermaerker, flytning
from ..models import Katalogopgave, Opgave, Plan
from ..pauseregler import Ventetid, holdnoegle, opgavenoegle, tidligst
from .etapeflytning import Etapeflytning, Holddato, etapeflytninger
from .frister import ankre_for, med_etaper, regn
from .golives import Golive, laes_golives, optaget_af_andre
from .kalenderdata import Kalenderdata

FELTER = (
    "plan_id",
    "kort_id",
    "etape_id",
    "status",
    "ansvarlig_id",
    "udfoerer_id",
    "frist",
    "er_frist_laast",
    "frist_sat_af",
    "frist_sat",
    "frist_begrundelse",
    "egen_regel",
    "er_udgaaet",
    "er_lokal",
)
LOKAL = "en lokal opgave"
"""Det, en kommunes egen opgave hedder for en læser udefra, fx bølgens ejer; dens kode og titel er kommunens."""


@dataclass(frozen=True)
class Ankerflytning:
    """Et anker, der får en ny dato."""

    anker: Anker
    fra: date | None
    til: date | None
    maerker: tuple[Maerke, ...]

    @property
    def noegle(self) -> str:
        return self.anker.value

    @property
    def navn(self) -> str:
        return self.anker.navn.capitalize()

    @property
    def dage(self) -> int | None:
        return (self.til - self.fra).days if self.fra and self.til else None


def ankerflytninger(foer: Ankre, vilkaar: Vilkaar) -> list[Ankerflytning]:
    """De ankre, der er andre i ``vilkaar`` end ``foer``, med det, der er at sige om dem."""
    return [
        Ankerflytning(anker, foer.dato(anker), til, ankermaerker(til, vilkaar, anker, foer.dato(anker)) if til else ())
        for anker in Anker
        if (til := vilkaar.ankre.dato(anker)) != foer.dato(anker)
    ]


@dataclass(frozen=True)
class Forhaandsvisning:
    """Hvad der vil ske i ét projekt. ``opgaver`` er dem, tabellen er lavet af, efter id."""

    projekt: Projekt
    ankre: Ankre
    vilkaar: Vilkaar
    tabel: Tabel
    opgaver: dict[int, Opgave]
    foelg: bool = False
    """Nogen har valgt, at projektet skal følge sin bølge igen."""
    etapeskift: tuple[Etapeflytning, ...] = ()
    ventetid: Ventetid | None = None
    """Pausen, der flyttes efter; så rykker også det åbne, der ikke følger et anker."""

    @property
    def ventede(self) -> list[Raekke]:
        """De opgaver, der får en dato for sig selv, fordi de har ventet."""
        return [raekke for raekke in self.tabel.flyttede if raekke.er_ventet]

    @property
    def ventet_i_ord(self) -> str:
        """Så langt de rykker: "19 dage", eller "2–19 dage", når nogle allerede var rykket noget af vejen."""
        dage = sorted({raekke.post.ventet for raekke in self.ventede})
        faerrest = f"{dage[0]}–" if dage[1:] else ""
        return f"{faerrest}{antal_i_ord(dage[-1], 'dag', 'dage')}"

    @property
    def ankerflytninger(self) -> list[Ankerflytning | Holddato]:
        """De ankre og de etaper, der får en ny dato, og den dag, holdet skal være uddannet."""
        etapernes = (et for skift in self.etapeskift for et in skift.datoer)
        return [*ankerflytninger(self.projekt.ankre, self.vilkaar), *etapernes]

    def ankre_for(self, opgave: Opgave) -> Ankre:
        """De ankre, opgavens frist regnes fra bagefter."""
        if opgave.etape is None:
            return self.ankre
        nye = {skift.etape.pk: skift.til for skift in self.etapeskift}
        return replace(self.ankre, golive=nye.get(opgave.etape.pk, opgave.etape.golive))

    @property
    def maerkede_ankre(self) -> list[Ankerflytning | Holddato]:
        """De nye ankre, der er noget at sige om."""
        return [et for et in self.ankerflytninger if et.maerker]

    @property
    def kan_undtages(self) -> list[int]:
        """De opgaver, der får en anden frist, og som har en at blive på."""
        return [raekke.post.id for raekke in self.tabel.flyttede if raekke.post.fra]

    @property
    def forlader_boelgen(self) -> bool:
        return self.projekt.foelger_boelgen and self.egne_datoer_efter

    @property
    def kommer_i_boelgen(self) -> bool:
        return not self.projekt.foelger_boelgen and self.har_boelgens_datoer and not self.egne_datoer_efter

    @property
    def forbliver_udenfor(self) -> bool:
        """Datoerne bliver bølgens, men projektet følger den stadig ikke."""
        return self.har_boelgens_datoer and self.egne_datoer_efter

    @property
    def har_boelgens_datoer(self) -> bool:
        return self.projekt.foelger_med(self.ankre)

    @property
    def egne_datoer_efter(self) -> bool:
        """Om projektet bagefter har valgt egne datoer; kun et nyt valg fører det tilbage i bølgen."""
        if self.foelg or not self.projekt.boelge:
            return False
        foer, efter = self.projekt.ankre, self.ankre
        er_rykket = (foer.idriftsaettelse, foer.golive) != (efter.idriftsaettelse, efter.golive)
        return self.projekt.har_egne_datoer or (er_rykket and not self.har_boelgens_datoer)

    @property
    def aendrer_noget(self) -> bool:
        return bool(self.ankerflytninger or self.ventede) or self.kommer_i_boelgen

    @property
    def grundlag(self) -> list[Any]:
        """Hver opgaves datoer, grund og mærker, ankrenes og deres mærker.

        Mærket "i fortiden" er ikke med, for det kommer af sig selv, når dagen går.
        """
        foer, efter = (som_ord(ankre) for ankre in (self.projekt.ankre, self.ankre))
        ankre = [_varige(et.maerker) for et in self.ankerflytninger]
        etaper = [(et.etape.pk, str(et.fra), str(et.til)) for skift in self.etapeskift for et in skift.datoer]
        return [self.projekt.pk, foer, efter, ankre, etaper, self.raekkegrundlag]

    @property
    def raekkegrundlag(self) -> list[Any]:
        """Det af grundlaget, der er hver opgaves, i tabellens orden."""
        return [
            (r.post.id, str(r.post.fra), str(r.til), r.grund.value if r.grund else "", _varige(r.maerker))
            for r in self.tabel.raekker
        ]

    @cached_property
    def aftryk(self) -> str:
        return aftryk_af([self])

    def uden(self, undtagne: Collection[int]) -> "Forhaandsvisning":
        """Det samme, men de undtagne opgaver beholder deres dato. Afviser opgaver, der ikke får en ny."""
        fremmede = set(undtagne) - set(self.kan_undtages)
        if fremmede:
            raise Afvist("En af de opgaver, der skal undtages, får ikke ny dato. Se tabellen, og vælg igen.")
        poster = [raekke.post for raekke in self.tabel.raekker]
        return replace(self, tabel=flytning(poster, self.vilkaar, frozenset(undtagne), beregn=regn))


def _varige(maerker: Iterable[Maerke]) -> list[tuple[str, str]]:
    return [(maerke.flag.value, maerke.tekst) for maerke in maerker if maerke.flag is not Flag.FORTID]


def aftryk_af(visninger: Iterable[Forhaandsvisning], *mere: Any) -> str:
    """Kendetegnet for det, der blev vist; ændrer noget i det sig, er kendetegnet et andet."""
    grundlag = [visning.grundlag for visning in sorted(visninger, key=lambda visning: visning.projekt.pk)]
    return hashlib.sha256(json.dumps([grundlag, *mere]).encode()).hexdigest()


def kraev_uaendret(vist: str | None, nu: str) -> None:
    """Rejs ``Foraeldet``, når det, personen så, ikke længere er det, der vil ske."""
    if fejl := foraeldet(vist, nu):
        raise fejl


def foraeldet(vist: str | None, nu: str) -> Foraeldet | None:
    """Fejlen, når det, personen så, ikke længere er det, der vil ske. Uden ``vist`` spørges der ikke."""
    if vist is None or vist == nu:
        return None
    return Foraeldet(
        "Noget er ændret, siden du så forhåndsvisningen, og intet er flyttet. "
        "Tabellen herunder er den nye. Se den igennem, og flyt igen."
    )


def forhaandsvis(
    nye: dict[int, Ankre],
    projekter: Iterable[Projekt],
    paa: date,
    *,
    kalender: Kalenderdata | None = None,
    seer: Aktoer | None = None,
    er_udefra: bool = False,
    etaper: Mapping[int, date] | None = None,
    ventetid: Ventetid | None = None,
) -> list[Forhaandsvisning]:
    """Hvad der vil ske i projekterne, når de får ankrene i ``nye`` (efter projektets id) og eventuelt kalenderen.

    Antallet af forespørgsler afhænger ikke af, hvor mange projekter og opgaver der er. Projekterne er hentet med
    ``med_kalender``, og i en transaktion, der skal skrive, med ``laas_projekter``. ``seer`` skal læse mærkerne; uden
    en navngives hverken kommunens andre go-lives eller dens perioder. Er ``seer`` udefra, er perioderne
    uden navn, og de lokale opgaver uden kode og titel; de er kun kommunens egne. ``etaper`` (id) er dem, der får en ny
    go-live. Med ``ventetid`` rykker også det åbne, der ikke følger et anker, så langt den pause varede.
    """
    liste, nye_etaper = list(projekter), etaper or {}
    opgaver, golives = _opgaver(liste), laes_golives(liste, seer, er_udefra=er_udefra)
    visninger, med_navn = [], seer is not None and not er_udefra
    for projekt in liste:
        optaget, mine = golives[projekt.kommune_id], opgaver[projekt.pk]
        vilkaar = _vilkaar(projekt, nye[projekt.pk], paa, kalender, optaget, med_navn=med_navn)
        poster = [_post(opgave, nye_etaper, er_udefra=er_udefra) for opgave in mine]
        if ventetid:
            vilkaar = replace(vilkaar, ventet=ventetid.dage)
            poster = [_ventet(*par, projekt, vilkaar, ventetid) for par in zip(poster, mine, strict=True)]
        tabel = flytning(poster, vilkaar, beregn=regn)
        skift = etapeflytninger(projekt, nye_etaper, vilkaar, ventetid) if nye_etaper else ()
        efter_id = {opgave.pk: opgave for opgave in mine}
        visninger.append(Forhaandsvisning(projekt, nye[projekt.pk], vilkaar, tabel, efter_id, False, skift, ventetid))
    return visninger


def _vilkaar(
    projekt: Projekt, nye: Ankre, paa: date, kalender: Kalenderdata | None, golives: list[Golive], *, med_navn: bool
) -> Vilkaar:
    """Det, projektets frister skal regnes under. Uden ``med_navn`` står hverken lukkedage eller perioder med navn."""
    frys = _frysperioder(kalender or projekt.kommune, med_navn=med_navn)
    gaeldende = kalender.kalender if kalender else projekt.kalender
    if not med_navn:
        gaeldende = gaeldende.uden_navne()
    return Vilkaar(nye, gaeldende, paa, frys, optaget_af_andre(golives, projekt, gaeldende))


def vilkaar_nu(projekt: Projekt, paa: date, seer: Aktoer) -> Vilkaar:
    """Det, en dato i projektet mærkes efter, med projektets ankre, som de er, og de navne, ``seer`` må kende."""
    optaget = laes_golives([projekt], seer, er_udefra=False)[projekt.kommune_id]
    return _vilkaar(projekt, projekt.ankre, paa, None, optaget, med_navn=True)


def som_ord(ankre: Ankre) -> dict[str, str | None]:
    """De tre datoer, som de gemmes: ISO eller None."""
    datoer = {anker.value: ankre.dato(anker) for anker in Anker}
    return {navn: dato.isoformat() if dato else None for navn, dato in datoer.items()}


def fra_ord(ord_: dict[str, str | None]) -> Ankre:
    return Ankre(**{et.value: date.fromisoformat(dato) if (dato := ord_.get(et.value)) else None for et in Anker})


def _frysperioder(kilde: Kalenderdata | Organisation, *, med_navn: bool) -> tuple[Tidsrum, ...]:
    perioder = kilde.frysperioder
    return tuple(Tidsrum(periode.navn if med_navn else "", periode.fra, periode.til) for periode in perioder)


def _opgaver(projekter: list[Projekt]) -> dict[int, list[Opgave]]:
    """Projekternes opgaver i rækkefølge, hver med sit kort, som kan være fra en anden version end planens."""
    ejere = dict(Plan.objects.filter(projekt__in=projekter).values_list("pk", "projekt"))
    alle = list(Opgave.objects.filter(plan__in=ejere).only(*FELTER).order_by("plan", "pk"))
    kortene = _kortene(ejere, {opgave.kort_id for opgave in alle})
    med_etaper(alle)
    fundne: dict[int, list[Opgave]] = defaultdict(list)
    for opgave in alle:
        opgave.kort = kortene[opgave.kort_id]
        fundne[ejere[opgave.plan_id]].append(opgave)
    return fundne


def _kortene(planer: Collection[int], ider: set[int]) -> dict[int, Katalogopgave]:
    """Planernes kort; dem fra en ældre version end planens hentes kun, når der er nogen."""
    alle = Katalogopgave.objects.only("kode", "titel", "regel", "prioritet").order_by()
    kortene = {et.pk: et for et in alle.filter(version__planer__in=planer).distinct()}
    mangler = ider - kortene.keys()
    return kortene | ({et.pk: et for et in alle.filter(pk__in=mangler)} if mangler else {})


def _post(opgave: Opgave, nye_etaper: Mapping[int, date], *, er_udefra: bool) -> Post:
    er_skjult, etape = er_udefra and opgave.er_lokal, opgave.etape
    kode, titel = ("", LOKAL) if er_skjult else (opgave.kort.kode, opgave.titel)
    golive = nye_etaper.get(etape.pk, etape.golive) if etape else None
    return Post(opgave.pk, kode, titel, opgave.regel, opgave.frist, _grund(opgave), golive)


def _ventet(post: Post, opgave: Opgave, projekt: Projekt, vilkaar: Vilkaar, ventetid: Ventetid) -> Post:
    """Posten, med de dage den selv rykker efter pausen."""
    if not opgave.er_aaben or (ventetid.etape and ventetid.etape != opgave.etape_id):
        return post
    regel, foer = opgave.regel, ankre_for(opgave, projekt.ankre)
    efter = replace(vilkaar.ankre, golive=post.golive) if post.golive else vilkaar.ankre
    foelger = bool(regel and regel.anker and efter.dato(regel.anker) != foer.dato(regel.anker))
    er_laast, noegler = opgave.er_frist_laast, [opgavenoegle(opgave.pk)]
    if opgave.etape_id and regel and regel.anker is Anker.GOLIVE and not er_laast:
        noegler.append(holdnoegle(opgave.etape_id))
    ventet = ventetid.rykker(post.fra, *noegler, er_laast=er_laast, foelger_med=foelger)
    return replace(post, ventet=ventet, tidligst=tidligst(post.fra, foer, efter) if post.fra else None)


def _grund(opgave: Opgave) -> Grund | None:
    if opgave.er_udgaaet:
        return Grund.UDGAAET
    if opgave.status == Opgave.Status.FULDFOERT:
        return Grund.FULDFOERT
    if opgave.status == Opgave.Status.IKKE_RELEVANT:
        return Grund.IKKE_RELEVANT
    return Grund.LAAST if opgave.er_frist_laast else None
