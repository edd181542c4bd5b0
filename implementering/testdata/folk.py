"""Opdigtede personer: én for hver rolle i hver kommune."""

from random import Random

from projekter.models import Bruger, Medlemskab, Organisation, Rettighed

type Folk = dict[tuple[int, str], Bruger]
"""Personerne efter kommune og rollens nøgle."""

BUNKE = 2000
"""Rækker i hver indsættelse."""

REDAKTOER = "redaktoer@test.example"

ROLLER = {
    "projektleder": Rettighed.PROJEKTLEDER,
    "projektejer": Rettighed.DELTAGER,
    "styregruppeformand": Rettighed.DELTAGER,
    "administrator": Rettighed.DELTAGER,
    "superbruger": Rettighed.DELTAGER,
    "it-ansvarlig": Rettighed.DELTAGER,
    "leder": Rettighed.DELTAGER,
}
"""Pladserne i hvert projekt og den rettighed, personen på dem har i kommunen."""

FORNAVNE = (
    "Agnes", "Bent", "Clara", "Dan", "Elin", "Finn", "Grete", "Hans", "Ida", "Jens", "Kirsten", "Lars",
)  # fmt: skip
EFTERNAVNE = (
    "Bach", "Dam", "Eskildsen", "Friis", "Gram", "Hald", "Juhl", "Kjær", "Lund", "Munk", "Ravn", "Skov",
)  # fmt: skip


def lav_folk(kommuner: list[Organisation], kode: str, lod: Random) -> Folk:
    """Én person for hver rolle i hver kommune; e-mailen er fx projektleder@0751.test.example."""
    par = [(kommune, rolle) for kommune in kommuner for rolle in ROLLER]
    personer = Bruger.objects.bulk_create(
        (
            Bruger(
                email=f"{rolle}@{kommune.kode}.test.example",
                navn=f"{lod.choice(FORNAVNE)} {lod.choice(EFTERNAVNE)}",
                password=kode,
            )
            for kommune, rolle in par
        ),
        batch_size=BUNKE,
    )
    folk = {(kommune.pk, rolle): person for (kommune, rolle), person in zip(par, personer, strict=True)}
    Medlemskab.objects.bulk_create(
        Medlemskab(bruger=person, organisation_id=kommune, rettighed=ROLLER[rolle])
        for (kommune, rolle), person in folk.items()
    )
    return folk


def lav_redaktoer(udgiver: Organisation, kode: str) -> None:
    """Den person, der ser løsningerne i alle kommuner."""
    redaktoer = Bruger.objects.create(email=REDAKTOER, navn="Rikke Redaktør", password=kode)
    Medlemskab.objects.create(bruger=redaktoer, organisation=udgiver, rettighed=Rettighed.KATALOGREDAKTOER)
