"""Rækken i listen og kortet på tavlen, og det, der spørges om, når den fuldføres på kortet."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from faelles.tekst import til_ren_tekst

from ..forudsaetninger import Forudsaetninger
from ..fuldfoerelse import kortets_spoergsmaal
from ..fuldfoerelsesregler import Spoergsmaal
from ..kriterier import Kriterier
from ..listeraekke import laes_raekke, tegn
from ..models import Opgave

register = template.Library()
register.filter("ren_tekst", til_ren_tekst)


@register.simple_tag(takes_context=True)
def raekke(context: Context, opgave: Opgave, skabelon: str = "opgaver/raekke.html") -> SafeString:
    """Opgaven tegnet; konteksten har ``i_dag`` og måske en ``kvittering``, der sættes i dens opgaves række."""
    html = tegn(laes_raekke(opgave, context["i_dag"]), str(context.get("csrf_token", "")), skabelon)
    kvittering = context.get("kvittering")
    if kvittering is None or kvittering.opgave_id != opgave.pk:
        return html
    kontekst = {
        "opgave": opgave,
        "kvittering": kvittering,
        "csrf_token": context.get("csrf_token", ""),
        "paa_tavlen": skabelon == "opgaver/tavlekort.html",
    }
    foer, slut, efter = html.rpartition("</li>")
    indsat = render_to_string("opgaver/kvittering.html", kontekst)
    return mark_safe(f"{foer}{indsat}{slut}{efter}")  # noqa: S308 - begge er skabelonernes egne


@register.simple_tag
def spoergsmaal_paa_kortet(kriterier: Kriterier, forudsaetninger: Forudsaetninger) -> Spoergsmaal:
    return kortets_spoergsmaal(kriterier, forudsaetninger)
