"""Det, katalogernes sider viser: versionerne, kortene efter fase, deres orden og tallene, før man udgiver."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet

from faser.models import Fase

from .katalogforudsaetninger import find_par
from .katalogimport.koder import kodenoegle
from .models import Importkoersel, Katalog, Katalogopgave, Katalogversion, Plan
from .services.katalog import versionstal
from .services.udgivelse import kort_i_forrige

KORT_PAA_SIDEN = 200
LAENGSTE_SOEGNING = 100
FLEST_NAEVNTE = 10


def kataloger_med_versioner(synlige: QuerySet[Katalogversion]) -> list[Katalog]:
    """Katalogerne, hver med sine synlige versioner som ``viste``: højeste nummer øverst, så 1.10 står over 1.9."""
    versioner = synlige.annotate(antal=Count("kort"))
    fundne = Katalog.objects.filter(versioner__in=synlige).distinct().select_related("loesning", "udgiver", "model")
    kataloger = list(fundne.prefetch_related(Prefetch("versioner", versioner)))
    for katalog in kataloger:
        katalog.viste = sorted(  # type: ignore[attr-defined]
            katalog.versioner.all(), key=lambda version: versionstal(version.nummer), reverse=True
        )
    return kataloger


@dataclass(frozen=True)
class Fasehenvisning:
    """En fase i versionen: hvor mange kort den har, og på hvilken side det første står."""

    fase: Fase
    antal: int
    side: int


@dataclass(frozen=True)
class Kortudsnit:
    """De af versionens kort, siden viser: ``soegt`` er ordet, der er søgt på, og ``faser`` alle versionens faser."""

    side: Page[Katalogopgave]
    faser: list[Fasehenvisning]
    soegt: str

    @property
    def i_alt(self) -> int:
        return sum(fase.antal for fase in self.faser)

    @property
    def grupper(self) -> list[tuple[Fase, list[Katalogopgave]]]:
        """Sidens kort under hver fase."""
        return [(fase, list(kort)) for fase, kort in groupby(self.side.object_list, key=lambda et: et.fase)]


def laes_udsnit(version: Katalogversion, valg: Mapping[str, str]) -> Kortudsnit:
    """Kortene i fasernes og filens orden, delt i sider; ``valg`` er adressens q, side og kort (det, siden skal vise).

    En almindelig version står på én side; ti tusind kort er 15 MB, som ingen browser viser på en rimelig tid.
    """
    alle = version.kort.order_by("fase__raekkefoelge", "raekkefoelge", "pk")
    soegt = valg.get("q", "").replace("\0", "").strip()[:LAENGSTE_SOEGNING]
    fundne = alle.filter(Q(kode__icontains=soegt) | Q(titel__icontains=soegt)) if soegt else alle
    med_alt = fundne.select_related("fase", "hovedopgave", "tjekpunkt_for").prefetch_related("bilag")
    nummer = valg.get("side") or _kortets_side(fundne, valg.get("kort", ""))
    return Kortudsnit(Paginator(med_alt, KORT_PAA_SIDEN).get_page(nummer), _faser(version), soegt)


def _faser(version: Katalogversion) -> list[Fasehenvisning]:
    antal = dict(version.kort.order_by().values_list("fase").annotate(Count("pk")))
    faser, foer = [], 0
    for fase in Fase.objects.filter(pk__in=antal).order_by("raekkefoelge"):
        faser.append(Fasehenvisning(fase, antal[fase.pk], foer // KORT_PAA_SIDEN + 1))
        foer += antal[fase.pk]
    return faser


def _kortets_side(fundne: QuerySet[Katalogopgave], pk: str) -> int:
    """Siden, kortet står på; den første, når det ikke er der."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return 1
    kort = fundne.filter(pk=pk).select_related("fase").only("raekkefoelge", "fase__raekkefoelge", "version").first()
    if kort is None:
        return 1
    foer = Q(fase__raekkefoelge__lt=kort.fase.raekkefoelge)
    foer |= Q(fase=kort.fase_id, raekkefoelge__lt=kort.raekkefoelge)
    return fundne.filter(foer).count() // KORT_PAA_SIDEN + 1


def ordenens_side(version: Katalogversion, nummer: str | int) -> Page[Katalogopgave]:
    """En side af kladdens kort i deres orden, med så lidt, som det kræver at flytte dem."""
    kort = version.kort.select_related("fase").only("kode", "titel", "raekkefoelge", "version", "fase")
    return Paginator(kort.order_by("raekkefoelge", "pk"), KORT_PAA_SIDEN).get_page(nummer)


def uforstaaede_slutdatoer(version: Katalogversion) -> list[Katalogopgave]:
    """De kort, hvis slutdato ikke kunne forstås, så opgaven ingen frist får."""
    return list(version.kort.filter(regel="").exclude(slutdato_tekst="").only("kode", "version"))


def tabte_forudsaetninger(version: Katalogversion, foerst: int = 0) -> list[tuple[Katalogopgave, str]]:
    """Kortene og de af deres koder under »Venter på«, som nye planer ikke får (se ``find_par``).

    Kortet med id'et ``foerst`` læses først, så en kreds, det er i, ses hos den, der venter på det.
    """
    kort = sorted(version.kort.only("kode", "oevrige_felter", "version"), key=lambda et: et.pk != foerst)
    return find_par((et.kode, et, et.oevrige_felter) for et in kort)[1]


def tabt_ved(kort: Katalogopgave, *koder: str) -> str:
    """Det, nye planer mister ved, at kortet er gemt eller slettet; tom, når det er intet.

    ``koder`` er kortets nye og gamle.
    """
    noegler = {kodenoegle(kode) for kode in koder}
    tabte = [
        f"{et.kode} kan ikke vente på {kode}"
        for et, kode in tabte_forudsaetninger(kort.katalogversion, kort.pk)
        if et.pk == kort.pk or kodenoegle(kode) in noegler
    ]
    if not tabte:
        return ""
    flere = f" og {len(tabte) - FLEST_NAEVNTE} til" if len(tabte) > FLEST_NAEVNTE else ""
    hvorfor = "Koden er ikke i kladden, eller den venter selv på opgaven, så nye planer får det ikke."
    return f"{', '.join(tabte[:FLEST_NAEVNTE])}{flere}. {hvorfor}"


def er_fra_fil(version: Katalogversion) -> bool:
    """Om en fil er indlæst som versionen, og ikke kun skrevet i browseren."""
    katalog = version.katalog
    koersler = Importkoersel.objects.filter(loesning=katalog.loesning_id, udgiver=katalog.udgiver_id)
    return koersler.filter(nummer=version.nummer, status=Importkoersel.Status.INDLAEST).exists()


def udgivelse(version: Katalogversion) -> dict[str, int]:
    """Tallene, man skal kende, før man udgiver: kort, kort uden frist, tjekpunkter og projekter på kataloget.

    ``udgaaede`` er den seneste udgivne versions kort, som ikke er med, og ``forrige`` hvor mange den havde.
    """
    tal = version.kort.aggregate(
        kort=Count("pk"), uden_frist=Count("pk", filter=Q(regel="")), tjekpunkter=Count("tjekpunkt_for")
    )
    forrige = set(kort_i_forrige(version).values_list("noegle", flat=True))
    udgaaede = len(forrige - set(version.kort.values_list("noegle", flat=True)))
    return tal | {
        "forrige": len(forrige),
        "udgaaede": udgaaede,
        "projekter": Plan.objects.filter(version__katalog=version.katalog_id).count(),
    }
