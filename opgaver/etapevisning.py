"""Det, siden om etaper viser: holdene med deres trin, superbrugere, opgaver og pauser. Læser kun."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list

from projekter.models import Etape, Etapetrin, Ibrugtagning, Pause, Projekt

from .etaperegler import GOLIVE, UDDANNET
from .fremdrift import Fremdrift, fremdrift_efter
from .models import Opgave
from .services.uddannelse import for_sen_oplaering, oplaering_i_etaperne


@dataclass(frozen=True)
class Celle:
    """Et trin for et hold; ``trin`` er None, til det er nået. ``skulle`` er dagen, når den er forbi uden."""

    slags: str
    navn: str
    trin: Etapetrin | None
    skulle: date | None = None


@dataclass(frozen=True)
class Etaperaekke:
    """Et hold i udrulningen."""

    etape: Etape
    celler: list[Celle]
    superbrugere: list[str]
    fremdrift: Fremdrift
    pause: Pause | None


@dataclass(frozen=True)
class Udrulning:
    """Projektets hold i den rækkefølge, de går i gang, og valget mellem trinvis og big bang."""

    raekker: list[Etaperaekke]
    fjernede: list[Etape]
    valg: Ibrugtagning | None
    for_sene: list[str]
    """Den oplæring, der forfalder, efter at holdet skal være uddannet; en sætning om hver."""

    @property
    def trin(self) -> list[str]:
        return [str(navn) for navn in Etapetrin.Slags.labels]

    @property
    def modsiger_valget(self) -> bool:
        """Om der er valgt big bang, mens holdene går i gang på forskellige dage."""
        dage = {raekke.etape.golive for raekke in self.raekker}
        return self.valg is not None and self.valg.maade == Ibrugtagning.Maade.SAMLET and len(dage) > 1

    @property
    def uden_superbruger(self) -> str:
        """Holdene uden, fx "Sygedagpenge og Team Nord"; tom, når alle har en."""
        return get_text_list([str(raekke.etape) for raekke in self.raekker if not raekke.superbrugere], "og")


def laes_udrulning(projekt: Projekt, paa: date) -> Udrulning:
    """Antallet af forespørgsler følger ikke antallet af etaper."""
    fundne = projekt.etaper.efter_golive()
    alle = list(fundne.prefetch_related("trin", "superbrugere__rolle", "superbrugere__person"))
    tal = fremdrift_efter(Opgave.objects.filter(etape__in=alle), "etape", paa) if alle else {}
    pauser = {et.etape_id: et for et in Pause.objects.aabne().filter(etape__in=alle)} if alle else {}
    raekker = [
        Etaperaekke(
            etape, _celler(etape, paa), _superbrugere(etape), tal.get(etape.pk, Fremdrift()), pauser.get(etape.pk)
        )
        for etape in alle
        if not etape.er_fjernet
    ]
    valg = Ibrugtagning.objects.filter(projekt=projekt).first()
    for_sene = for_sen_oplaering(oplaering_i_etaperne(projekt))
    return Udrulning(raekker, [etape for etape in alle if etape.er_fjernet], valg, for_sene)


def _celler(etape: Etape, paa: date) -> list[Celle]:
    naaet = {trin.slags: trin for trin in etape.trin.all()}
    planlagt = {UDDANNET: etape.uddannelse, GOLIVE: etape.golive}
    over_tid = {slags: dag for slags, dag in planlagt.items() if dag and dag < paa and slags not in naaet}
    return [Celle(slags, str(navn), naaet.get(slags), over_tid.get(slags)) for slags, navn in Etapetrin.Slags.choices]


def _superbrugere(etape: Etape) -> list[str]:
    """Personerne på superbrugernes pladser; en ledig plads er ingen superbruger."""
    return [f"{plads.person.navn}" for plads in etape.superbrugere.all() if plads.person and not plads.er_ledig]
