"""Datoer på dansk i skabelonerne; ligger her, fordi ``faelles`` ikke må kende ``frister``.

Et klokkeslæt bliver til den danske dag, det er; lidt over midnat er det i UTC endnu dagen før.
"""

from datetime import date

from django import template

from frister import dato_kort, dato_lang, dato_tekst, relativ

register = template.Library()


@register.filter(expects_localtime=True)
def dato(dag: date | None, uden: str = "–") -> str:
    """Som i løbende tekst: man. 5. apr. 2027; ``uden`` er det, der står, når der ingen dato er."""
    return dato_tekst(dag) if dag else uden


@register.filter
def frist_i_tabel(dag: date | None) -> str:
    """En frist i en tabel over flytninger: 05.04.2027 eller uden dato."""
    return dato_kort(dag) if dag else "uden dato"


@register.filter(expects_localtime=True)
def dato_i_ord(dag: date | None) -> str:
    """Fuldt skrevet: mandag 5. april 2027."""
    return dato_lang(dag) if dag else "–"


@register.filter(expects_localtime=True)
def dato_i_tabel(dag: date | None) -> str:
    """Som i tabeller: 05.04.2027."""
    return dato_kort(dag) if dag else "–"


@register.filter
def relativt(dag: date | None, paa: date) -> str:
    """Som relativt ord: om 12 dage, 3 dage over."""
    return relativ(dag, paa) if dag else ""
