"""Det, rammen om alle sider skal bruge."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from projekter.adgang import administrerer, loesninger_at_foelge, rettigheder

from .demo import DEMOBRUGERE


def ramme(request: HttpRequest) -> dict[str, Any]:
    """Dagen i dag, version og de dele af hovedmenuen, som personen har adgang til."""
    fast = {"i_dag": timezone.localdate(), "version": settings.VERSION, "demo": settings.DEMO}
    if not request.user.is_authenticated:
        return fast | {"demobrugere": DEMOBRUGERE if settings.DEMO else ()}
    bruger = request.user
    # Skabelonen kalder dem selv, når den viser rammen; et brudstykke har ingen ramme og skal ikke betale for den.
    return fast | {
        "organisationer": cache(lambda: list(rettigheder(bruger).organisationsnavne.values())),
        "foelger": cache(lambda: loesninger_at_foelge(bruger)),
        "administrerer": cache(lambda: administrerer(bruger)),
    }
