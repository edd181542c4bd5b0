"""Hvem der skal høre om en opgave: udføreren, ellers den ansvarlige, ellers projektlederen."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, When

from projekter.models import Plads, Projekt, Rolle


@dataclass(frozen=True)
class Modtager:
    """Personen, og hvorfor det blev netop den: et ord, der kan stå efter »fordi du er«."""

    bruger_id: int
    grund: str


@dataclass(frozen=True)
class Besat:
    """Den, der svarer for en plads: personen på den eller, når den mangler eller er stoppet, stedfortræderen."""

    bruger_id: int
    er_stedfortraeder: bool


@dataclass(frozen=True)
class Modtagere:
    """De besatte pladser i alle aktive projekter, læst på én gang."""

    pladser: dict[int, Besat]
    ledere: dict[int, Besat]

    @classmethod
    def laes(cls) -> "Modtagere":
        modtagere = cls({}, {})
        for plads_id, projekt_id, adgang, person_id, stedfortraeder_id in _besatte_pladser():
            besat = Besat(person_id or stedfortraeder_id, er_stedfortraeder=person_id is None)
            modtagere.pladser[plads_id] = besat
            if adgang == Rolle.Adgang.PROJEKTLEDER:
                modtagere.ledere.setdefault(projekt_id, besat)
        return modtagere

    def find(self, udfoerer_id: int | None, ansvarlig_id: int | None, projekt_id: int) -> Modtager | None:
        """Modtageren for en opgave; None, når hverken udfører, ansvarlig eller projektleder er besat."""
        raekke = (
            ("udfører", "udføreren", self.pladser.get(udfoerer_id or 0)),
            ("ansvarlig", "den ansvarlige", self.pladser.get(ansvarlig_id or 0)),
            ("projektleder", "projektlederen", self.ledere.get(projekt_id)),
        )
        for rolle, bestemt, besat in raekke:
            if besat:
                grund = f"stedfortræder for {bestemt}" if besat.er_stedfortraeder else rolle
                return Modtager(besat.bruger_id, grund)
        return None


def _besatte_pladser() -> list[tuple]:
    """Plads, projekt, adgang, aktiv person og aktiv stedfortræder; kun pladser, hvor mindst én er aktiv."""
    aktiv_person = Case(When(person__is_active=True, then=F("person")))
    aktiv_stedfortraeder = Case(When(stedfortraeder__is_active=True, then=F("stedfortraeder")))
    pladser = Plads.objects.filter(
        Q(person__is_active=True) | Q(stedfortraeder__is_active=True), projekt__status=Projekt.Status.AKTIVT
    )
    felter = ("pk", "projekt", "rolle__adgang", aktiv_person, aktiv_stedfortraeder)
    # Flere roller leder et projekt, men den obligatoriske er projektlederens egen.
    return list(pladser.order_by("-rolle__er_obligatorisk", "pk").values_list(*felter))
