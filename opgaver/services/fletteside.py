"""De tre sider af en fletning, som reglen ser dem, og den nøgle, hver opgave flettes under.

Et kort »per etape« flettes én gang for hver etape; nøglen er så kortets og etapens. Bliver et kort »per etape« i den
nye version, får den første etape den opgave, planen har i forvejen; holder det op, er det dens opgave, der bliver.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from projekter.models import Etape, Projekt

from ..bilagsforskel import kendetegn
from ..fletning import Grundlag, Kort, Opgavestand
from ..kortforskel import BILAG, indhold
from ..models import Bilag, Katalogopgave, Katalogversion, Opgave
from .opgraderingskrav import kraevede_felter

LOKALT = {
    "egen_regel": "egen_regel",
    "frist": "er_frist_laast",
    "egen_fase": "egen_fase_id",
    "egne_kriterier": "egne_kriterier",
    "egen_tekst": "egen_tekst",
}
"""Det, kommunen har af sit eget: navnet i ``fletning`` → attributten."""

BEGYNDTE = (Opgave.Status.I_GANG, Opgave.Status.FULDFOERT)

SKEL = "-etape-"


def grundnoegle(noegle: str) -> str:
    """Kortets egen nøgle."""
    return noegle.partition(SKEL)[0]


@dataclass(frozen=True)
class Etapenoegler:
    """Projektets gældende etaper efter id, i rækkefølge, og de af den nye versions kort (nøgle), der er »per etape«."""

    etaper: Mapping[int, Etape] = field(default_factory=dict)
    per_etape: frozenset[str] = frozenset()
    i_versionen: frozenset[str] = frozenset()

    @classmethod
    def laes(cls, projekt: Projekt, til: Katalogversion, kort: Iterable[Katalogopgave]) -> "Etapenoegler":
        """Spørger kun om etaperne, når et kort er »per etape«."""
        liste = list(kort)
        if not any(et.er_per_etape for et in liste):
            return cls()
        nye = [et for et in liste if et.version_id == til.pk]
        return cls(
            {etape.pk: etape for etape in projekt.etaper.gaeldende()},
            frozenset(et.noegle for et in nye if et.er_per_etape),
            frozenset(et.noegle for et in nye),
        )

    def af_kort(self, kort: Katalogopgave) -> list[str]:
        """De nøgler, den nye versions kort flettes under."""
        if not (kort.er_per_etape and self.etaper):
            return [kort.noegle]
        return [f"{kort.noegle}{SKEL}{pk}" for pk in self.etaper]

    def etape(self, noegle: str) -> Etape | None:
        """Den etape, nøglen er for."""
        _, skel, pk = noegle.partition(SKEL)
        return self.etaper.get(int(pk)) if skel else None

    def holdenes(self, noegle: str) -> list[str]:
        """Nøglerne for det samme kort hos hver etape, det første hold først; tom, når nøglen ikke er for en."""
        grund, skel, _ = noegle.partition(SKEL)
        return [f"{grund}{SKEL}{pk}" for pk in self.etaper] if skel else []

    def fordel(self, opgaver: Iterable[Opgave]) -> dict[str, Opgave]:
        """Opgaverne efter nøgle; har en levende og en udgået den samme, er det den levende."""
        udgaaede_foerst = sorted(opgaver, key=lambda opgave: not opgave.er_udgaaet)
        return {self._af_opgave(opgave): opgave for opgave in udgaaede_foerst}

    @staticmethod
    def udfold[T](efter_kort: Mapping[str, T], noegler: Iterable[str]) -> dict[str, T]:
        """Det, der gælder kortet, for hver af de ``noegler``, det flettes under."""
        return {en: efter_kort[grundnoegle(en)] for en in noegler if grundnoegle(en) in efter_kort}

    def _af_opgave(self, opgave: Opgave) -> str:
        noegle, foerste = opgave.kort.noegle, next(iter(self.etaper), None)
        er_per_etape, etape = noegle in self.per_etape, opgave.etape_id
        if etape is None and er_per_etape and not opgave.er_udgaaet:
            etape = foerste
        elif etape and etape == foerste and noegle in self.i_versionen and not er_per_etape:
            etape = None
        return f"{noegle}{SKEL}{etape}" if etape else noegle


def til_reglen(
    til: Katalogversion,
    versioner: list[Katalogversion],
    noegler: Etapenoegler,
    opgaver: list[Opgave],
    kort: dict[int, Katalogopgave],
    bilag: dict[int, list[Bilag]],
) -> tuple[Grundlag, dict[str, Opgavestand]]:
    """Det, reglen skal bruge: den nye versions kort og planens opgaver efter den nøgle, de flettes under."""
    plads = {version.pk: nummer for nummer, version in enumerate(versioner, 1)}
    regelkort = {et.pk: som_regelkort(et, plads[et.version_id or 0], bilag.get(et.pk, ())) for et in kort.values()}
    standene = {noegle: _stand(opgave, regelkort, plads, noegle) for noegle, opgave in noegler.fordel(opgaver).items()}
    nye = {
        noegle: replace(regelkort[et.pk], noegle=noegle)
        for et in kort.values()
        if et.version_id == til.pk
        for noegle in noegler.af_kort(et)
    }
    krav = kraevede_felter([et.pk for et in kort.values() if et.er_aendring_obligatorisk], regelkort)
    alle = {*nye, *standene}
    udfoldet = defaultdict[str, list[str]](list)
    for noegle in alle:
        udfoldet[grundnoegle(noegle)].append(noegle)
    afslaaede = {(et.version, noegle): et for et in regelkort.values() for noegle in udfoldet[et.noegle]}
    return Grundlag(plads[til.pk], nye, noegler.udfold(krav, alle), afslaaede), standene


def som_regelkort(kort: Katalogopgave, plads: int, bilag: Iterable[Bilag]) -> Kort:
    return Kort(kort.pk, kort.noegle, plads, indhold(kort) | {BILAG: kendetegn(bilag)})


def _stand(opgave: Opgave, kort: dict[int, Kort], plads: dict[int, int], noegle: str) -> Opgavestand:
    return Opgavestand(
        replace(kort[opgave.kort_id], noegle=noegle),
        frozenset(navn for navn, attribut in LOKALT.items() if getattr(opgave, attribut)),
        opgave.status in BEGYNDTE,
        opgave.status == Opgave.Status.FULDFOERT,
        opgave.er_udgaaet,
        plads[opgave.beholdt_mod_id] if opgave.beholdt_mod_id else None,
        kort[opgave.fuldfoert_kort_id] if opgave.fuldfoert_kort_id else None,
    )
