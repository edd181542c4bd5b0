"""Det i projekterne, der venter på personens svar: faseovergange at beslutte og nyt i kataloget. Læser kun."""

from collections.abc import Iterable
from dataclasses import dataclass

from opgaver.models import Katalogopgave, Opgave, Plan, foelger_et_tidligere_hold
from overgange.models import Faseovergang
from projekter.models import Projekt


@dataclass(frozen=True)
class Katalognyt:
    """En nyere version end planens, eller ændringer i den, ingen har taget stilling til."""

    projekt: Projekt
    nyere: str | None
    venter: int


def katalognyt(projekter: Iterable[Projekt]) -> list[Katalognyt]:
    """De af projekterne, hvis katalog der er noget nyt i; én forespørgsel."""
    efter_pk = {projekt.pk: projekt for projekt in projekter if projekt.status != Projekt.Status.AFSLUTTET}
    planer = Plan.objects.filter(projekt__in=efter_pk).med_nyt().order_by("projekt") if efter_pk else ()
    alle = [Katalognyt(efter_pk[plan.projekt_id], plan.nyere, plan.venter) for plan in planer]
    return [et for et in alle if et.nyere or et.venter]


def klar_til_beslutning(projekter: Iterable[Projekt]) -> list[Projekt]:
    """De projekter i gang, hvis fase har obligatoriske tjekpunkter, der alle er på plads eller kan fortsætte uden, og
    hvis overgang ikke er besluttet. Af flere hold gælder det første; to forespørgsler."""
    i_gang = [projekt for projekt in projekter if projekt.status == Projekt.Status.AKTIVT]
    if not i_gang:
        return []
    fase = {projekt.pk: projekt.fase.overfase_id or projekt.fase_id for projekt in i_gang}
    obligatoriske: dict[int, list[bool]] = {}
    for projekt, punktets, over, status, fortsaet_grund in _tjekpunkter(i_gang):
        if (over or punktets) == fase[projekt]:
            obligatoriske.setdefault(projekt, []).append(status in Opgave.AABNE and not fortsaet_grund)
    besluttede = set(
        Faseovergang.objects.filter(projekt__in=obligatoriske, besluttet__isnull=False).values_list("projekt", "fase")
    )
    klar = {pk for pk, aabne in obligatoriske.items() if not any(aabne) and (pk, fase[pk]) not in besluttede}
    return [projekt for projekt in i_gang if projekt.pk in klar]


def _tjekpunkter(projekter: Iterable[Projekt]) -> Iterable[tuple[int, int, int | None, str, str]]:
    """Projekternes obligatoriske tjekpunkter som (projekt, fase, hovedfase, status, grund til at fortsætte)."""
    punkter = Opgave.objects.filter(
        ~foelger_et_tidligere_hold(),
        plan__projekt__in=projekter,
        er_udgaaet=False,
        kort__tjekpunkt_for__isnull=False,
        kort__prioritet=Katalogopgave.Prioritet.OBLIGATORISK,
    )
    felter = ("plan__projekt", "kort__tjekpunkt_for", "kort__tjekpunkt_for__overfase", "status", "fortsaet_grund")
    return punkter.order_by().values_list(*felter)
