"""Det, rammen om alle sider skal bruge."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from projekter.adgang import loesninger_at_foelge, rettigheder
from projekter.models import Organisation

from .demo import DEMOBRUGERE


def ramme(request: HttpRequest) -> dict[str, Any]:
    """Dagen i dag, version og de dele af hovedmenuen, som personen har adgang til."""
    fast = {"i_dag": timezone.localdate(), "version": settings.VERSION, "demo": settings.DEMO}
    if not request.user.is_authenticated:
        return fast | {"demobrugere": DEMOBRUGERE if settings.DEMO else ()}
    return fast | {"organisationer": _organisationer(request), "foelger": loesninger_at_foelge(request.user)}


def _organisationer(request: HttpRequest) -> list[str]:
    mine = rettigheder(request.user).organisationer  # type: ignore[arg-type]
    return [org.officielt_navn for org in Organisation.objects.filter(pk__in=mine)]
