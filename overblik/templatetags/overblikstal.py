"""Mærker til overblikssiderne: definitionen bag et tal og fremdrift som bjælke."""

from django import template
from django.utils.safestring import SafeString

from faelles.svg import bjaelke
from opgaver.fremdrift import Fremdrift
from overblik.definitioner import DEFINITIONER

register = template.Library()


@register.inclusion_tag("overblik/definition.html")
def definition(noegle: str, sted: str = "top") -> dict[str, str]:
    """Et »?«, der åbner definitionen af tallet. ``sted`` skiller flere på samme side fra hinanden."""
    navn, tekst = DEFINITIONER[noegle]
    return {"id": f"{noegle}-{sted}", "navn": navn, "tekst": tekst}


@register.simple_tag
def fremdriftsbjaelke(tal: Fremdrift, navn: str) -> SafeString:
    """Fremdriften som bjælke; teksten står altid ved siden af."""
    return bjaelke(tal.procent, f"Fremdrift, {navn}: {tal.tekst}")
