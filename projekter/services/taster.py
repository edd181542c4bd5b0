"""At slå genvejene på tastaturet til og fra; hver for sig selv (WCAG 2.1.4)."""

from ..models import Bruger


def saet_taster(bruger: Bruger, *, er_til: bool) -> None:
    """Gælder fra den næste side. Det er ingen ændring i noget projekt, så det står ikke i historikken."""
    Bruger.objects.filter(pk=bruger.pk).update(har_taster=er_til)
    bruger.har_taster = er_til
