"""Rækken i listen og kortet på tavlen."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from ..listeraekke import laes_raekke, tegn
from ..models import Opgave

register = template.Library()


@register.simple_tag(takes_context=True)
def raekke(context: Context, opgave: Opgave, skabelon: str = "opgaver/raekke.html") -> SafeString:
    """Opgaven tegnet; konteksten har ``i_dag``."""
    return tegn(laes_raekke(opgave, context["i_dag"]), str(context.get("csrf_token", "")), skabelon)
