"""Hvor langt en person har set: til det forrige besøg sluttede, eller til personen sagde, at det var set."""

from datetime import datetime, timedelta

from faelles.afvisning import Afvist

from ..models import Besoeg, Bruger

PAUSE = timedelta(minutes=30)
"""Så længe skal personen have været stille, før et besøg er slut."""
SKRIVES_HVERT = timedelta(minutes=1)


def er_nyt_besoeg(her: datetime, nu: datetime, *, fortsaetter: bool) -> bool:
    """``her`` er den seneste gang på Min side; ``fortsaetter``, at personen har brugt systemet inden for pausen."""
    return not fortsaetter and nu - her > PAUSE


def besoeg_min_side(bruger: Bruger, nu: datetime, *, fortsaetter: bool) -> datetime:
    """Noter, at personen er på Min side, og giv det tidspunkt, alt er set til; den første gang er det nu."""
    besoeg, _ = Besoeg.objects.get_or_create(bruger=bruger, defaults={"her": nu, "set_til": nu})
    set_til = besoeg.her if er_nyt_besoeg(besoeg.her, nu, fortsaetter=fortsaetter) else besoeg.set_til
    if nu - besoeg.her > SKRIVES_HVERT:
        # To faner, der åbnes samtidig, er ét besøg: kun den første flytter mærket.
        Besoeg.objects.filter(bruger=bruger, her=besoeg.her).update(her=nu, set_til=set_til)
    return set_til


def laes_tidspunkt(tekst: str, nu: datetime) -> datetime:
    """Den stund, siden blev vist, som formularen bærer den. Rejser ``Afvist``, når den ikke er et tidspunkt før nu."""
    try:
        tidspunkt = datetime.fromisoformat(tekst)
        if tidspunkt <= nu:
            return tidspunkt
    except (TypeError, ValueError):
        pass
    raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")


def marker_set(bruger: Bruger, til: datetime) -> None:
    """Alt til og med ``til`` er set; det, der er kommet siden, er stadig nyt. Mærket går aldrig tilbage."""
    Besoeg.objects.get_or_create(bruger=bruger, defaults={"her": til, "set_til": til})
    Besoeg.objects.filter(bruger=bruger, set_til__lt=til).update(set_til=til)
