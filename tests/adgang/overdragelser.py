"""En overdragelse, som modtageren endnu ikke har kvitteret for, i adgangsprøverne."""

from django.utils import timezone

from projekter.models import Bruger, Overdragelse, Overdragelsesdel, Plads
from tests.adgang.sted import Sted, kanarie


def lav_overdragelse(navn: str, plads: Plads, fra: Bruger) -> Sted:
    """Den, der nu sidder på pladsen, har overtaget den efter ``fra``."""
    overdragelse = Overdragelse.objects.create(
        organisation=plads.projekt.kommune,
        fratraeder=fra,
        aktoer="Ada",
        besked=kanarie(navn, "overdragelsesbesked"),
        oprettet=timezone.now(),
    )
    Overdragelsesdel.objects.create(
        overdragelse=overdragelse, felt="person", plads=plads, fra=fra, modtager=plads.person
    )
    return {"overdragelse": overdragelse.pk, "modtager": plads.person_id}


def en_overdragelse(sted: Sted) -> dict[str, object]:
    """Personens ene plads givet videre; hos en udgiver er der ingen."""
    return {"alle": sted.get("modtager", ""), "vist": f"{sted.get('plads')}-person"}
