"""HTML, der står som tekst i en celle, fordi et andet system har skrevet den der."""

import html
import re

from faelles.tekst import HAR_MAERKER, rens, til_ren_tekst

_MAERKE = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|strong|b|em|i|u|a|h[1-6]|table|thead|tbody|tr|td|th|font|sub|sup|blockquote"
    r"|pre|code|hr|img|script|style|iframe|svg|form|input|button|object|embed|link|meta)\b[^<>]*>",
    re.IGNORECASE,
)
"""Kun navne, HTML kender: »skriv <kommunens navn>« er tekst og skal ikke forsvinde."""

_SKREVET_UD = re.compile(
    r"&(?:amp;)*lt;(/?(?:p|br|div|span|ul|ol|li|strong|b|em|i|u|h[1-6])\b[^<>&]{0,200})&(?:amp;)*gt;", re.IGNORECASE
)
"""Mærker, som et system har skrevet ud som tekst; de skulle have været mærker."""

_AFSNIT = re.compile(r"<(/?)(?:div|h[1-6]|tr|blockquote|pre)\b[^<>]*>", re.IGNORECASE)
_FREMHAEVET = ((re.compile(r"<(/?)b>", re.IGNORECASE), "strong"), (re.compile(r"<(/?)i>", re.IGNORECASE), "em"))
_TOMT = re.compile(r"<p>\s*</p>")


def er_html(tekst: str) -> bool:
    return bool(_MAERKE.search(tekst))


def som_linje(tekst: str) -> str:
    """Teksten på én linje, som HTML fra et andet system ville vise den. Kan køres igen uden at ændre mere."""
    while er_html(tekst):
        tekst = til_ren_tekst(tekst)
    return " ".join(tekst.split())


def rens_rigtekst(tekst: str) -> str:
    """HTML med kun de tilladte mærker, afsnit bevaret; ren tekst uændret. Kan køres igen uden at ændre mere."""
    while _SKREVET_UD.search(tekst):
        tekst = _SKREVET_UD.sub(r"<\1>", tekst)
    if not er_html(tekst):
        return tekst
    tekst = _AFSNIT.sub(r"<\1p>", tekst)
    for moenster, navn in _FREMHAEVET:
        tekst = moenster.sub(rf"<\1{navn}>", tekst)
    renset = _TOMT.sub("", rens(tekst)).strip()
    if HAR_MAERKER.search(renset):
        return renset
    som_vist = html.unescape(renset).strip()
    return f"<p>{renset}</p>" if er_html(som_vist) else som_vist
