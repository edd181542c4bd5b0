"""Hvad en udgivelse vil røre ude i kommunerne, talt mod det, deres planer står på nu.

Planerne kan være på hver sin version, og en opgave kan stå på et kort fra en ældre version end planens; derfor holdes
kladden op mod opgavernes egne kort og ikke kun mod den forrige version. Antallet af forespørgsler er det samme,
uanset hvor mange planer og opgaver der er.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Collate

from faelles.dansk_sqlite import KOLLATION
from projekter.models import Projekt

from .aendringskrav import laes_maerker
from .bilagsforskel import med_andre_bilag
from .kortforskel import aendrede_felter, uden_lige
from .models import Katalogopgave, Katalogversion, Opgave, Plan
from .models.opgave import OpgaveQuerySet, er_aaben
from .sammenligning import Aendring, Sammenligning, sammenlign
from .services.udgivelse import skifter_noegle

FLEST_VISTE = 200
"""Rækker bag hvert tal; er der flere, ses de i sammenligningen."""


@dataclass(frozen=True)
class Ramt:
    """En opgave i kataloget, som kommuner har åben på et kort, der bliver anderledes eller udgår."""

    kode: str
    titel: str
    kommuner: int
    opgaver: int


@dataclass(frozen=True)
class Genbrugt:
    """En kode, kladden giver en opgave, mens ``kommuner`` har en anden opgave med den."""

    kode: str
    titel: str
    andens_titel: str
    kommuner: int


@dataclass(frozen=True)
class Kommune:
    """Hvor en kommunes plan står, og det, den har at tage stilling til: opgaver, der er anderledes, og nye.

    ``opgaver`` er de åbne, når det er om en udgivelse, og alle levende, når det er om udbredelsen; kun da er
    ``beholdt`` talt: dem, den har sagt nej til ændringen af.
    """

    navn: str
    version_id: int
    version: str
    opgaver: int
    nye: int
    beholdt: int = 0


@dataclass(frozen=True)
class Gruppe:
    """Et tal med ordet efter, fx »3 nye«, og de ændringer, der er bag det."""

    slags: str
    tal: int
    ordet: str
    aendringer: list[Aendring] = field(default_factory=list)

    @property
    def viste(self) -> list[Aendring]:
        return self.aendringer[:FLEST_VISTE]


@dataclass(frozen=True)
class Virkning:
    """Forskellen til den forrige version, og hvad den rører i de kommuner, der har en plan fra kataloget."""

    forskel: Sammenligning
    kommuner: list[Kommune]
    kort: list[Ramt]
    """Flest åbne opgaver først."""
    genbrugte: list[Genbrugt] = field(default_factory=list)
    krav_fra_aeldre: list[tuple[Katalogversion, int]] = field(default_factory=list)
    """De ældre versioner, kommuner følger, og hvor mange ændringer der er obligatoriske for dem; ældste først."""

    @cached_property
    def opgaver(self) -> int:
        return sum(kommune.opgaver for kommune in self.kommuner)

    @property
    def bagud(self) -> int:
        """Kommuner, der følger en ældre version end den, kladden holdes op mod."""
        return sum(self.forskel.fra is None or en.version_id != self.forskel.fra.pk for en in self.kommuner)

    @property
    def grupper(self) -> list[Gruppe]:
        """Hvert tal i sætningen, der har rækker bag sig."""
        kommuner, opgaver = len(self.kommuner), self.opgaver
        roerte = [
            Gruppe("kommuner", kommuner, "kommune" if kommuner == 1 else "kommuner"),
            Gruppe("opgaver", opgaver, "åben opgave" if opgaver == 1 else "åbne opgaver"),
        ]
        aendringer = [Gruppe(slags, tal, ordet, self.forskel.af(slags)) for slags, tal, ordet in self.forskel.dele]
        return [*aendringer, *(en for en in roerte if en.tal)]

    @property
    def tekst(self) -> str:
        """Fx »3 nye, 12 ændrede, 2 udgår – rammer 71 kommuner, 640 åbne opgaver«."""
        kommuner = "1 kommune" if len(self.kommuner) == 1 else f"{len(self.kommuner)} kommuner"
        opgaver = "1 åben opgave" if self.opgaver == 1 else f"{self.opgaver} åbne opgaver"
        med_aabne = sum(bool(kommune.opgaver) for kommune in self.kommuner)
        hvor = f" i {med_aabne} af dem" if self.opgaver and med_aabne != len(self.kommuner) else ""
        return f"{self.forskel.tekst} – rammer {kommuner}, {opgaver}{hvor}"


def laes_virkning(kladde: Katalogversion, forrige: Katalogversion | None) -> Virkning:
    ramte = _ramte(kladde, er_aaben())
    kommuner = [en for en in stillinger(kladde, ramte) if en.opgaver or en.nye]
    krav = _krav_fra_aeldre(kladde, forrige)
    return Virkning(sammenlign(forrige, kladde), kommuner, _efter_kort(ramte), _genbrugte(kladde), krav)


def _krav_fra_aeldre(kladde: Katalogversion, forrige: Katalogversion | None) -> list[tuple[Katalogversion, int]]:
    """Versionerne uden krav er ikke med. Antallet af forespørgsler følger de ældre versioner, ikke planerne."""
    fulgte = planer_i_gang(kladde).exclude(version=forrige).values("version")
    aeldre = Katalogversion.objects.i_raekkefoelge(kladde.katalog_id).filter(pk__in=fulgte)
    alle = [(version, len(laes_maerker(version, kladde).obligatoriske)) for version in aeldre]
    return [(version, tal) for version, tal in alle if tal]


def laes_udbredelse(nyeste: Katalogversion) -> list[Kommune]:
    """Alle kommuner med en plan i gang, og det, de spørges om i den nyeste version: som i kommunen selv om alle
    levende opgaver, ikke kun de åbne."""
    ramte = _ramte(nyeste, Q(er_udgaaet=False))
    levende = Opgave.objects.centrale().filter(er_udgaaet=False, plan__in=planer_i_gang(nyeste))
    nej = levende.exclude(beholdt_mod=None).exclude(pk__in=ramte)
    return stillinger(nyeste, ramte, nej.filter(kort__in=_ramte_kort(nyeste, nej)))


def _ramte(version: Katalogversion, hvilke: Q) -> OpgaveQuerySet:
    """De af opgaverne, som ``version`` siger noget andet om eller ikke har."""
    opgaver = _uden_nej(version, hvilke)
    return opgaver.filter(kort__in=_ramte_kort(version, opgaver))


def _ramte_kort(version: Katalogversion, opgaver: OpgaveQuerySet) -> set[int]:
    brugte = Katalogopgave.objects.filter(pk__in=opgaver.values("kort"))
    mulige = list(uden_lige(brugte, version))
    nye = {kort.noegle: kort for kort in version.kort.filter(noegle__in={kort.noegle for kort in mulige})}
    andre = {kort.pk for kort in mulige if kort.noegle not in nye or aendrede_felter(kort, nye[kort.noegle])}
    return andre | med_andre_bilag(brugte, version).keys()


def stillinger(kladde: Katalogversion, ramte: OpgaveQuerySet, nej: OpgaveQuerySet | None = None) -> list[Kommune]:
    """Hver kommune med det, den har af ``ramte`` opgaver og af ``nej``, i dansk orden; én forespørgsel."""
    nej = Opgave.objects.none() if nej is None else nej
    levende = Q(
        opgaver__er_udgaaet=False, opgaver__er_lokal=False, opgaver__kort__noegle__in=kladde.kort.values("noegle")
    )
    har = Count("opgaver", filter=levende)
    planer = planer_i_gang(kladde).annotate(
        ramte=Count("opgaver", filter=Q(opgaver__in=ramte)), nej=Count("opgaver", filter=Q(opgaver__in=nej)), har=har
    )
    i_alt = kladde.kort.count()
    felter = ("projekt__kommune__navn", "version", "version__nummer", "ramte", "har", "nej")
    alle = planer.order_by(Collate("projekt__kommune__navn", KOLLATION)).values_list(*felter)
    return [Kommune(navn, pk, nummer, opgaver, i_alt - har, antal) for navn, pk, nummer, opgaver, har, antal in alle]


def _efter_kort(ramte: OpgaveQuerySet) -> list[Ramt]:
    """Opgaverne lagt sammen efter deres kode og titel, flest først."""
    tal = ramte.values_list("kort__noegle", "kort__kode", "kort__titel")
    grupper = tal.annotate(kommuner=Count("plan", distinct=True), opgaver=Count("pk"))
    return [Ramt(*resten) for _, *resten in grupper.order_by("-opgaver", "kort__kode")]


def _genbrugte(kladde: Katalogversion) -> list[Genbrugt]:
    """Koderne, som en kommune vil have to opgaver med, hvis den tager den nye og beholder sin egen.

    De lokale er ikke med: udgiveren må ikke se, hvad de hedder.
    """
    noegler = {kort.pk: kort.noegle for kort in skifter_noegle(kladde)}
    nye = {kort.kode: (noegler.get(kort.pk, kort.noegle), kort.titel) for kort in kladde.kort.all()}
    centrale = Opgave.objects.centrale().filter(er_udgaaet=False)
    levende = centrale.filter(plan__in=planer_i_gang(kladde), kort__kode__in=nye)
    tal = levende.values_list("kort__kode", "kort__noegle", "kort__titel").annotate(
        kommuner=Count("plan", distinct=True)
    )
    return [
        Genbrugt(kode, nye[kode][1], titel, kommuner)
        for kode, noegle, titel, kommuner in tal.order_by("kort__kode", "kort__titel")
        if noegle != nye[kode][0]
    ]


def planer_i_gang(version: Katalogversion) -> QuerySet[Plan]:
    """Planerne fra versionens katalog, uanset hvilken version de er på. Et afsluttet projekt får ikke mere nyt."""
    planer = Plan.objects.filter(version__katalog=version.katalog_id)
    return planer.exclude(projekt__status=Projekt.Status.AFSLUTTET)


def _uden_nej(version: Katalogversion, hvilke: Q) -> OpgaveQuerySet:
    """Opgaverne, undtagen dem, hvor kommunen har sagt nej til netop det, ``version`` siger."""
    opgaver = Opgave.objects.centrale().filter(hvilke, plan__in=planer_i_gang(version))
    nej = opgaver.exclude(beholdt_mod=None)
    binder = _binder(version, nej)
    for afslaaet in Katalogversion.objects.filter(pk__in=nej.values("beholdt_mod")):
        ens = ~Q(kort__noegle__in=_anderledes(version, afslaaet)) & ~binder
        opgaver = opgaver.exclude(Q(beholdt_mod=afslaaet) & ens)
    return opgaver


def _binder(version: Katalogversion, nej: OpgaveQuerySet) -> Q:
    """De opgaver, hvor et nej ikke gælder, fordi en ændring efter deres eget kort er obligatorisk endnu.

    Antallet af forespørgsler følger de versioner, opgavernes kort er fra.
    """
    fra = Katalogversion.objects.filter(pk__in=nej.values("kort__version"))
    if version.udgivet:
        fra = fra.filter(udgivet__lt=version.udgivet)
    krav = Q(pk__in=[])
    for en in fra:
        krav |= Q(kort__version=en, kort__noegle__in=laes_maerker(en, version).obligatoriske)
    return krav


def _anderledes(en: Katalogversion, anden: Katalogversion) -> set[str]:
    """Nøglerne på de kort, der ikke er ens i de to versioner."""
    if en == anden:
        return set()
    foer = {kort.noegle: kort for kort in uden_lige(en.kort.all(), anden)}
    nu = {kort.noegle: kort for kort in uden_lige(anden.kort.all(), en)}
    ens = {noegle for noegle in foer.keys() & nu.keys() if not aendrede_felter(foer[noegle], nu[noegle])}
    return ({*foer, *nu} - ens) | {*med_andre_bilag(en.kort.all(), anden).values()}
