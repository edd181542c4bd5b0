"""Rækken i listen og kortet på tavlen."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from ..listeraekke import laes_raekke, tegn
from ..models import Opgave

register = template.Library()


@register.simple_tag(takes_context=True)
def raekke(context: Context, opgave: Opgave, skabelon: str = "opgaver/raekke.html") -> SafeString:
    """Opgaven tegnet. Konteksten har ``i_dag`` og eventuelt ``bemaerk``, en sætning ved rækken."""
    vist = laes_raekke(opgave, context["i_dag"], str(context.get("bemaerk", "")))
    return tegn(vist, str(context.get("csrf_token", "")), skabelon)
