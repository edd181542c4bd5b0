"""Forskellen mellem to kort: hvad der er indhold, hvornår to kort siger det samme, og hvordan forskellen læses."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from faser.models import Implementeringsmodel

from .forskelsvisning import vis_felter
from .katalogimport.grundlag import OM_AENDRINGEN
from .katalogimport.kolonner import OVERSKRIFTER
from .katalogimport.kortvisning import oevrige_forskelle
from .katalogimport.ressource import OEVRIGE, RIGE_FELTER
from .models import Katalogopgave, Katalogversion

OM_VERSIONEN = ("id", "version", "plan", "kopi_af", "noegle", "raekkefoelge", *OM_AENDRINGEN)
"""Felter, der ikke er en del af det, kortet siger: dets plads, og hvad der siges om selve ændringen."""
INDHOLD = {felt.name: felt.attname for felt in Katalogopgave._meta.concrete_fields if felt.name not in OM_VERSIONEN}
"""Det, udgiveren har skrevet på et kort: feltets navn → attributten."""

BILAG = "bilag"
"""Navnet på bilagene, når to kort holdes op mod hinanden; de er ikke et felt på kortet (``bilagsforskel``)."""

KOLONNEN = {
    "slutdato_tekst": "slutdato",
    "regel": "slutdato",
    "er_regel_konstrueret": "konstrueret",
    "er_per_etape": "per_etape",
    "er_milepael": "milepael",
}
RAEKKEFOELGE = (
    "kode",
    "titel",
    "slutdato_tekst",
    "regel",
    "er_regel_konstrueret",
    "er_per_etape",
    "fase",
    "hovedopgave",
    "prioritet",
    "tjekpunkt_for",
    "er_milepael",
    "anbefalet_udfoerer",
    *RIGE_FELTER,
    OEVRIGE,
)
"""Felterne i den orden, en forskel vises."""
JA_NEJ = ("er_regel_konstrueret", "er_per_etape", "er_milepael")
NAVNE = frozenset(("kode", "fase", "hovedopgave", "prioritet", "tjekpunkt_for", "anbefalet_udfoerer"))
"""De felter, der er et navn; et andet navn vises helt og ikke ord for ord."""


def indhold(kort: Katalogopgave) -> dict[str, Any]:
    """Det, kortet siger, efter feltets navn. Et kort, der kun har en regel, siger det samme som reglens egne ord."""
    raa = {navn: getattr(kort, attribut) for navn, attribut in INDHOLD.items()}
    return raa | {"slutdato_tekst": kort.slutdato_tekst or kort.regel}


def aendrede_felter(foer: Katalogopgave, efter: Katalogopgave) -> frozenset[str]:
    """Navnene på de felter, der siger noget andet; ingen, når kortene siger det samme. Den ene regel for alle."""
    gammelt, nyt = indhold(foer), indhold(efter)
    return frozenset(navn for navn in INDHOLD if gammelt[navn] != nyt[navn])


def uden_lige(kort: QuerySet[Katalogopgave], version: Katalogversion | None) -> QuerySet[Katalogopgave]:
    """De ``kort``, som ``version`` ikke har ord for ord: nye, udgåede og dem, der kan være ændret.

    Databasen ser efter, så et stort katalog ikke skal læses for at finde de få. Den skelner mere end
    ``aendrede_felter``, som skal have det sidste ord: et kort, hvis øvrige felter står i en anden orden, er med.
    """
    lige = Katalogopgave.objects.filter(version=version, noegle=OuterRef("noegle"))
    lige = lige.alias(**{f"sit_{felt}": _sammenlignelig(felt, F(felt)) for felt in INDHOLD.values()})
    ens = {f"sit_{felt}": _sammenlignelig(felt, OuterRef(felt)) for felt in INDHOLD.values()}
    return kort.exclude(Exists(lige.filter(**ens)))


def _sammenlignelig(felt: str, vaerdi: Combinable) -> Combinable:
    """To tomme henvisninger er ens, hvad NULL ikke er i SQL; JSON sammenlignes som tekst."""
    if felt == OEVRIGE:
        return Cast(vaerdi, TextField())
    if Katalogopgave._meta.get_field(felt.removesuffix("_id")).null:
        return Coalesce(vaerdi, Value(0), output_field=IntegerField())
    return vaerdi


@dataclass(frozen=True)
class Modelnavne:
    """Navnene på en fasemodels faser og hovedopgaver efter id."""

    faser: dict[int, str] = field(default_factory=dict)
    hovedopgaver: dict[int, str] = field(default_factory=dict)

    @classmethod
    def laes(cls, model: Implementeringsmodel) -> "Modelnavne":
        faser = {fase.pk: str(fase) for fase in model.faser.all()}
        return cls(faser, {hovedopgave.pk: str(hovedopgave) for hovedopgave in model.hovedopgaver.all()})

    def ord(self, kort: Katalogopgave, felt: str) -> str:
        """Feltet, som det læses."""
        if felt == "slutdato_tekst":
            return kort.slutdato_tekst or kort.regel
        if felt == "prioritet":
            return str(kort.get_prioritet_display())
        if felt in JA_NEJ:
            return "Ja" if getattr(kort, felt) else "Nej"
        if felt == "hovedopgave":
            return self.hovedopgaver.get(kort.hovedopgave_id or 0, "")
        if felt in ("fase", "tjekpunkt_for"):
            return self.faser.get(getattr(kort, f"{felt}_id") or 0, "")
        return str(getattr(kort, felt))


UDEN_NAVNE = Modelnavne()


def forskelle(
    foer: Katalogopgave, efter: Katalogopgave, navne: Modelnavne, felter: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """De ændrede felter, som de læses: overskrift, gammel og ny tekst. Kun dem blandt ``felter``, når de er givet.

    Reglen er med, når den siger noget, slutdatoens tekst ikke siger. Tom, når kortene siger det samme.
    """
    aendrede = aendrede_felter(foer, efter).intersection(RAEKKEFOELGE if felter is None else felter)
    if _siger_det_samme_som_teksten(foer, efter):
        aendrede -= {"regel"}
    fundne: list[dict[str, Any]] = []
    for felt in (felt for felt in RAEKKEFOELGE if felt in aendrede):
        if felt == OEVRIGE:
            fundne += oevrige_forskelle(foer.oevrige_felter, efter.oevrige_felter)
        else:
            gammel, ny = navne.ord(foer, felt), navne.ord(efter, felt)
            om = {"rig": felt in RIGE_FELTER, "er_navn": felt in NAVNE}
            fundne.append({"felt": overskrift(felt), "gammel": gammel, "ny": ny} | om)
    return fundne


def hele_kortet(kort: Katalogopgave, navne: Modelnavne) -> list[dict[str, Any]]:
    """Alt, kortet siger, felt for felt, uden koden og titlen; tomme felter er ikke med."""
    skrevet = [felt for felt in RAEKKEFOELGE if felt not in ("kode", "titel", *JA_NEJ, OEVRIGE)]
    if _siger_det_samme_som_teksten(kort):
        skrevet.remove("regel")
    felter = [
        {"felt": overskrift(felt), "tekst": tekst, "rig": felt in RIGE_FELTER}
        for felt in skrevet
        if (tekst := navne.ord(kort, felt))
    ]
    return felter + [{"felt": navn, "tekst": tekst, "rig": True} for navn, tekst in kort.oevrige_felter.items()]


def vis_kortforskel(
    foer: Katalogopgave, efter: Katalogopgave, felter: Collection[str], navne: Modelnavne = UDEN_NAVNE
) -> list[dict[str, Any]]:
    """De ``felter``, der er ændret, som de vises: før og efter, med ordene mærket."""
    return vis_felter(forskelle(foer, efter, navne, felter))


def overskrift(felt: str) -> str:
    navn = OVERSKRIFTER[KOLONNEN.get(felt, felt)]
    return f"{navn}, forstået som" if felt == "regel" else navn


def _siger_det_samme_som_teksten(*kort: Katalogopgave) -> bool:
    return all(et.slutdato_tekst in ("", et.regel) for et in kort)
