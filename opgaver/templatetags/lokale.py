"""Feltet, der lægger en ny opgave til i en fase, hvor det end står."""

from typing import Any

from django import template

from faser.models import Fase
from projekter.models import Projekt

from ..forms_lokal import nyt_kendetegn

register = template.Library()


@register.inclusion_tag("opgaver/hurtig.html")
def hurtig(projekt: Projekt, fase: Fase) -> dict[str, Any]:
    """Feltet til fasen; kun for den, der leder projektet."""
    return {"projekt": projekt, "fase": fase, "kendetegn": nyt_kendetegn()}
