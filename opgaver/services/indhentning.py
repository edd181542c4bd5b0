"""At indhente det overskredne: se, hvilke nye datoer det kan få, og giv det netop dem."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from faelles.tal import antal_i_ord
from frister import dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Plads, Projekt

from ..flytning import Grund, Raekke, Tabel, datomaerker
from ..indhentning import Forslag, Ny, Tilovers, indhent, passende_antal
from ..indhentningsgrundlag import FLEST, PR_UGE, Aaben, Rammer, graense
from ..models import Flytning, Flytningsdel, Forudsaetning, Katalogopgave, Opgave
from .flytning import kraev_begrundelse, kraev_ikke_afsluttet, nyheder
from .flyttebesked import laeg_beskeder
from .flyttegrundlag import Forhaandsvisning, forhaandsvis, kraev_uaendret
from .flytteskrivning import gem, laas_projekter
from .frister import ankre_for

INDLEDNING = "Indhentningsplan: "
UDEN_PLADS = "opgaverne uden ansvarlig"
PRIORITETER = [prioritet.value for prioritet in Katalogopgave.Prioritet]


@dataclass(frozen=True)
class Indhentning:
    """Det, planen vil gøre. ``visning`` er en flytning, hvis rækker er planens, til alle projektets opgaver."""

    visning: Forhaandsvisning
    forslag: Forslag
    pr_uge: int

    @property
    def antal(self) -> int:
        """Så mange frister skal have en ny dato."""
        return len(self.alle)

    @property
    def for_sene(self) -> int:
        """Så mange af dem er en tidligere plans og ikke overskredet, men ligger efter den dag, de skal nås."""
        return sum(et.opgave.frist is not None and et.opgave.frist >= self.visning.vilkaar.paa for et in self.alle)

    @property
    def overskredne(self) -> int:
        return self.antal - self.for_sene

    @property
    def paa_pause(self) -> int:
        """Så mange frister er også overskredet, men deres hold er på pause, så de får ingen ny dato."""
        paa = self.visning.vilkaar.paa
        paa_pause = (et for et in self.visning.opgaver.values() if et.etape and et.etape.er_paa_pause)
        return sum(opgave.er_overskredet(paa) for opgave in paa_pause)

    @property
    def raekker(self) -> list[Raekke]:
        """De opgaver, der kan få en ny frist, efter den."""
        return self.visning.tabel.flyttede

    @property
    def tilovers(self) -> list[Raekke]:
        return [et for et in self.visning.tabel.uaendrede if et.grund is Grund.INGEN_PLADS]

    @property
    def alle(self) -> list[Ny | Tilovers]:
        """Enhver overskreden opgave."""
        return [*self.forslag.nye, *self.forslag.tilovers]

    @cached_property
    def hvorfor(self) -> dict[int, str]:
        """For hver opgave (id), hvorfor den får den dato, eller hvorfor der ikke er plads."""
        return {et.opgave.id: et.hvorfor for et in self.alle}

    @property
    def uden_ansvarlig(self) -> int:
        """Så mange af de overskredne er ikke givet til nogen; de regnes som én plads."""
        return sum(None in et.opgave.pladser for et in self.alle)

    @cached_property
    def aftryk(self) -> str:
        """Kendetegnet for det viste: de overskredne, deres gamle og nye dato, og hvem der holdt den gamle fast."""
        raekker = (*self.raekker, *self.tilovers)
        grundlag = [(et.post.id, str(et.post.fra), str(et.til), self._laasen(et)) for et in raekker]
        return hashlib.sha256(json.dumps(grundlag).encode()).hexdigest()

    def _laasen(self, raekke: Raekke) -> list[str]:
        opgave = self.visning.opgaver[raekke.post.id]
        return [opgave.frist_sat_af, opgave.frist_begrundelse] if opgave.er_frist_laast else []

    @property
    def begrundelse(self) -> str:
        """Den begrundelse, der foreslås."""
        var = antal_i_ord(self.antal, "frist var", "frister var")
        hvad = "overskredet eller lå for sent" if self.for_sene else "overskredet"
        return f"{var} {hvad} {dag_maaned(self.visning.vilkaar.paa)}"

    def uden(self, undtagne: Collection[int]) -> Forhaandsvisning:
        """Flytningen, når de undtagne (id) ikke er med, også dem, der ingen ny dato fik. Afviser andre projekters."""
        if set(undtagne) - self.visning.opgaver.keys():
            raise Afvist("En af de opgaver, der skal udelades, er ikke i projektet. Se planen, og vælg igen.")
        med = tuple(raekke for raekke in self.visning.tabel.raekker if raekke.post.id not in undtagne)
        return replace(self.visning, tabel=Tabel(med))


def overskredne(projekt: Projekt, paa: date) -> int:
    """Så mange frister kan en indhentningsplan give nye datoer."""
    return Opgave.objects.i_projekt(projekt).i_gang().overskredne(paa).count()


def se_indhentning(
    projekt: Projekt, paa: date, *, pr_uge: int | None = None, seer: Aktoer | None = None
) -> Indhentning:
    """Planen for projektet, som det er nu; gemmer intet. Projektet er hentet med sin kalender.

    Uden ``pr_uge`` vælges det antal om ugen, der er plads med (``passende_antal``).
    """
    kraev_i_gang(projekt)
    if pr_uge is not None:
        _kraev_antal(pr_uge)
    [visning] = forhaandsvis({projekt.pk: projekt.ankre}, [projekt], paa, seer=seer)
    pladser: dict[int | None, str] = {None: UDEN_PLADS}
    pladser |= {et.pk: et.navn for et in Plads.objects.filter(projekt=projekt).select_related("rolle")}
    vilkaar = visning.vilkaar
    aabne, rammer = _aabne(visning), Rammer(paa, vilkaar.kalender, PR_UGE, vilkaar.frysperioder, pladser)
    rammer = replace(rammer, pr_uge=pr_uge or passende_antal(aabne, rammer))
    forslag = indhent(aabne, rammer)
    return Indhentning(_med_forslaget(visning, forslag), forslag, rammer.pr_uge)


@transaction.atomic
def anvend_indhentning(
    aktoer: Aktoer,
    projekt: Projekt,
    begrundelse: str,
    *,
    nu: datetime,
    pr_uge: int | None = None,
    undtagne: Collection[int] = (),
    aftryk: str | None = None,
) -> Flytningsdel:
    """Giv de overskredne opgaver planens datoer, og sig det til dem, det rammer.

    En ny dato er sat i hånden med begrundelsen og kan frigives til reglen. ``undtagne`` (id'er) røres ikke. ``aftryk``
    er det, forslaget havde; er det nu et andet, rejses ``Foraeldet``, og intet gemmes.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    begrundelse = INDLEDNING + kraev_begrundelse(begrundelse.removeprefix(INDLEDNING))
    [frisk] = laas_projekter(projekt.pk)
    plan = se_indhentning(frisk, timezone.localdate(nu), pr_uge=pr_uge, seer=aktoer)
    kraev_uaendret(aftryk, plan.aftryk)
    visning = plan.uden(undtagne)
    if not visning.tabel.flyttede:
        raise Afvist("Der er ingen frister at give en ny dato. Vælg mindst én opgave, eller flere frister om ugen.")
    flytning = Flytning(slags=Flytning.Slags.INDHENTNING, begrundelse=begrundelse)
    [del_] = gem(flytning, [visning], aktoer, nu)
    laeg_beskeder(flytning, nyheder([del_], [visning]), aktoer)
    return del_


def kraev_i_gang(projekt: Projekt) -> None:
    kraev_ikke_afsluttet(projekt)
    if projekt.status == Projekt.Status.PAA_PAUSE:
        raise Afvist(
            f"{projekt} er på pause. Genoptag det først; så kan fristerne flyttes så langt, som pausen varede."
        )


def _kraev_antal(pr_uge: int) -> None:
    if not 1 <= pr_uge <= FLEST:
        raise Afvist(f"Antallet af frister om ugen skal være mellem 1 og {FLEST}, ikke {pr_uge}.")


def _aabne(visning: Forhaandsvisning) -> list[Aaben]:
    """De åbne opgaver, som reglen ser dem; dem i en etape på pause ligger fast."""
    kraever: dict[int, set[int]] = {}
    i_planen = Forudsaetning.objects.filter(opgave__plan__projekt=visning.projekt).order_by()
    for opgave, foerst in i_planen.values_list("opgave", "kraever"):
        kraever.setdefault(opgave, set()).add(foerst)
    return [_aaben(et, visning, kraever.get(et.pk, ())) for et in visning.opgaver.values() if et.er_aaben]


def _aaben(opgave: Opgave, visning: Forhaandsvisning, kraever: Iterable[int]) -> Aaben:
    anker = opgave.regel.anker if opgave.regel else None
    return Aaben(
        id=opgave.pk,
        navn=f"{opgave.kort.kode} ({opgave.etape})" if opgave.etape else opgave.kort.kode,
        frist=opgave.frist,
        graense=graense(anker, ankre_for(opgave, visning.ankre), visning.vilkaar.paa),
        pladser=frozenset({opgave.ansvarlig_id, opgave.udfoerer_id} - {None}) or frozenset({None}),
        prioritet=PRIORITETER.index(opgave.kort.prioritet),
        kraever=frozenset(kraever),
        er_lagt=opgave.er_frist_laast and opgave.frist_begrundelse.startswith(INDLEDNING),
        er_fast=bool(opgave.etape and opgave.etape.er_paa_pause),
    )


def _med_forslaget(visning: Forhaandsvisning, forslag: Forslag) -> Forhaandsvisning:
    nye = {ny.opgave.id: ny.dato for ny in forslag.nye}
    raekker = tuple(
        _raekke(et, visning, nye, {et.opgave.id for et in forslag.tilovers}) for et in visning.tabel.raekker
    )
    return replace(visning, tabel=Tabel(raekker))


def _raekke(raekke: Raekke, visning: Forhaandsvisning, nye: Mapping[int, date], tilovers: set[int]) -> Raekke:
    """Rækken, som planen gør den; en, der ikke er overskredet, beholder sin dato, hvad reglen end siger."""
    post = raekke.post
    if dato := nye.get(post.id):
        return Raekke(post, dato, maerker=tuple(datomaerker(dato, visning.vilkaar)))
    if post.id in tilovers:
        return Raekke(post, post.fra, Grund.INGEN_PLADS)
    return replace(raekke, til=post.fra, grund=raekke.grund or Grund.SAMME, maerker=())
