"""Det, der er ændret i projektets opgaver, siden en åben liste sidst spurgte. Læser kun."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.db.models import DateTimeField, Q, Subquery, Value
from django.db.models.functions import Coalesce

from projekter.models import Bruger, Haendelse, Projekt

from .fremdrift import Fremdrift
from .listegrupper import gruppe_for, gruppenoegle, gruppens_fremdrift
from .listen import hent_raekker, klargoer, saet_ventede
from .models import Forudsaetning, Opgave
from .opgaveliste import Opgaveliste

FLEST = 25
"""Flere ændrede rækker end det sættes ikke ind; der siges, at listen kan hentes igen."""
LAESES = 500
"""Flere hændelser end det læses ikke; så er det under alle omstændigheder for mange rækker at sætte ind."""
EFTERNOELERE = timedelta(seconds=30)
"""Numre deles ud, før handlingen er gemt, så en hændelse kan blive synlig efter en med et højere nummer."""


BEGYNDELSEN = datetime(2000, 1, 1, tzinfo=UTC)
KENDTE = 40
"""Flere spænd end det bærer adressen ikke; det, der så mangler, siges højst en gang for meget."""
PROJEKTETS = {
    "datoer flyttet": "Projektets datoer er flyttet.",
    "datoer flyttet efter en pause": "Projektets datoer er flyttet efter en pause.",
    "datoer flyttet, da et hold kom til": "Projektets datoer er flyttet, da et hold kom til.",
    "datoer flyttet, da et hold blev fjernet": "Projektets datoer er flyttet, da et hold blev fjernet.",
    "flytning fortrudt": "En flytning af fristerne er fortrudt.",
    "ændring af kalenderen fortrudt": "En ændring af kalenderen er fortrudt, og fristerne er regnet om.",
    "frister regnet efter ny kalender": "Fristerne er regnet efter en ny kalender.",
    "plan opgraderet": "Planen er opgraderet til en ny version af kataloget.",
    "opgradering fortrudt": "En opgradering af planen er fortrudt.",
    "projekt sat på pause": "Projektet er sat på pause.",
    "projekt genoptaget": "Projektet er genoptaget.",
    "etape oprettet": "En etape er oprettet.",
    "etape rettet": "En etape er rettet.",
    "etape fjernet": "En etape er fjernet.",
    "etape sat på pause": "En etape er sat på pause.",
    "etape genoptaget": "En etape er genoptaget.",
    "etapens trin nået": "En etape er nået et trin videre.",
    "etapens trin fjernet": "Et trin i en etape er taget tilbage.",
    "ibrugtagning besluttet": "Det er besluttet, hvordan løsningen tages i brug.",
}
"""Det, der ændrer mange rækker uden en hændelse ved hver opgave, i ord."""
_SPAEND = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
TYPER = ("opgave", "plads")

type Spaend = tuple[int, int]
"""Numre på hændelser fra og med og til og med; alle projektets hændelser mellem dem er kendt."""


def nyeste(projekt: Projekt, nu: datetime) -> int:
    """Nummeret på den hændelse i projektet, som ingen tidligere kan komme efter; 0 uden nogen."""
    return nyeste_og_nylige(projekt, nu)[0]


def nyeste_og_nylige(projekt: Projekt, nu: datetime) -> tuple[int, list[Spaend]]:
    """``nyeste`` og de hændelser, der er nyere; en side, der hentes nu, viser også dem."""
    graense, alle = nu - EFTERNOELERE, Haendelse.objects.filter(projekt=projekt)
    sidste_gamle = alle.filter(tid__lt=graense).order_by("-tid").values("tid")[:1]
    fra = Coalesce(Subquery(sidste_gamle), Value(BEGYNDELSEN), output_field=DateTimeField())
    fundne = list(alle.filter(tid__gte=fra).order_by("pk").values_list("pk", "tid"))
    siden = max(((tid, pk) for pk, tid in fundne if tid < graense), default=(None, 0))[1]
    return siden, spaend(pk for pk, tid in fundne if tid >= graense)


def spaend(numre: Iterable[int]) -> list[Spaend]:
    """Stigende numre samlet, hvor de følger efter hinanden."""
    samlet: list[Spaend] = []
    for nummer in numre:
        if samlet and samlet[-1][1] == nummer - 1:
            samlet[-1] = (samlet[-1][0], nummer)
        else:
            samlet.append((nummer, nummer))
    return samlet


def skriv_spaend(kendte: Sequence[Spaend]) -> str:
    """Fx »12-37.40-40«."""
    return ".".join(f"{fra}-{til}" for fra, til in kendte[-KENDTE:])


def laes_spaend(tekst: str) -> list[Spaend]:
    """Det, ``skriv_spaend`` skrev; det, der ikke er et spænd, er der ikke."""
    fundne = (_SPAEND.fullmatch(del_) for del_ in tekst.split(".")[:KENDTE])
    return [(int(fund[1]), int(fund[2])) for fund in fundne if fund]


@dataclass(frozen=True)
class Nyhed:
    """En opgave med en ændret række, og hvem der ændrede den, i en sætning; tom, når det var personen selv eller en
    anden opgave, denne ventede på."""

    opgave: Opgave
    saetning: str


class Nyheder:
    """Hændelserne efter ``siden``, som ``liste`` viser dem for ``bruger``."""

    def __init__(self, projekt: Projekt, siden: int, kendte: Sequence[Spaend] = ()) -> None:
        """``kendte`` er de hændelser efter ``siden``, den åbne liste allerede viser."""
        self.projekt, self.siden, self.kendte = projekt, siden, list(kendte)
        om = Q(genstand_type__in=TYPER) | Q(handling__in=PROJEKTETS)
        efter = Haendelse.objects.filter(om, projekt=projekt, pk__gt=siden)
        for fra_og_til in kendte:
            efter = efter.exclude(pk__range=fra_og_til)
        felter = ("genstand_type", "genstand_id", "bruger_id", "aktoer", "handling")
        self.haendelser = list(efter.only(*felter).order_by("pk")[: LAESES + 1])

    def naeste(self, nu: datetime) -> tuple[int, list[Spaend]]:
        """``siden`` og ``kendte`` til den næste, der spørger, når listen har fået nyhederne."""
        siden = max(self.siden, nyeste(self.projekt, nu))
        nye = spaend(en.pk for en in self.haendelser)
        return siden, [(fra, til) for fra, til in (*self.kendte, *nye) if til > siden]

    @property
    def projektet(self) -> str:
        """Det, der er sket ved hele projektet, i ord; rækkerne sættes ikke ind, så listen må hentes igen."""
        return " ".join(dict.fromkeys(PROJEKTETS[en.handling] for en in self.haendelser if en.handling in PROJEKTETS))

    @cached_property
    def _hvem(self) -> dict[int, Haendelse]:
        """Opgavens seneste hændelse; den, der sidder på en plads, står på alle pladsens rækker."""
        pladser = {en.genstand_id: en for en in self.haendelser if en.genstand_type == "plads"}
        fundne: dict[int, Haendelse] = {}
        if pladser:
            paa_dem = Opgave.objects.i_projekt(self.projekt).paa_pladser(set(pladser))
            for pk, ansvarlig, udfoerer in paa_dem.values_list("pk", "ansvarlig", "udfoerer"):
                fundne[pk] = pladser.get(ansvarlig) or pladser[udfoerer]
        return fundne | {en.genstand_id: en for en in self.haendelser if en.genstand_type == "opgave"}

    def for_mange(self, bruger: Bruger) -> str:
        """Hvor mange opgaver andre har ændret, når de er for mange til at sætte ind; ellers tom."""
        if len(self.haendelser) > LAESES:
            return "Mange"
        andres = sum(en.bruger_id != bruger.pk for en in self._hvem.values())
        return str(andres) if andres > FLEST else ""

    def raekker(self, liste: Opgaveliste, bruger: Bruger) -> list[Nyhed]:
        """De ændrede opgaver; ``ude`` på dem siger, at de ikke passer til filteret. Ingen, når det er for mange."""
        if self.for_mange(bruger):
            return []
        # Er en opgave blevet færdig, venter andre ikke længere på den; deres rækker siger det også.
        venter = Forudsaetning.objects.filter(kraever__in=self._hvem).values_list("opgave", flat=True)
        ider = {*self._hvem, *venter}
        aendrede = liste.alle.filter(pk__in=ider)
        opgaver = hent_raekker(aendrede, liste.faser, liste.hovedopgaver, liste.projektets_pladser)
        inde = set(liste.fundne.filter(pk__in=ider).values_list("pk", flat=True))
        for opgave in saet_ventede(klargoer(opgaver, self.projekt, liste.kan_lede, liste.pladser)):
            opgave.ude = opgave.pk not in inde
        return [Nyhed(opgave, self._saetning(opgave, bruger)) for opgave in opgaver]

    def _saetning(self, opgave: Opgave, bruger: Bruger) -> str:
        haendelse = self._hvem.get(opgave.pk)
        return (
            ""
            if haendelse is None or haendelse.bruger_id == bruger.pk
            else f"{haendelse.aktoer} har ændret {opgave.kode_og_etape}."
        )

    def gruppetal(self, liste: Opgaveliste, raekker: list[Nyhed]) -> list[tuple[str, Fremdrift]]:
        """Fremdriften i de grupper, en af rækkerne står i."""
        gruppe = liste.valg.gruppe
        tal = gruppens_fremdrift(liste.alle, gruppe, liste.paa)
        numre = {gruppe_for(nyhed.opgave, gruppe) for nyhed in raekker}
        return [(gruppenoegle(gruppe, nummer), tal[nummer]) for nummer in numre if nummer in tal]
