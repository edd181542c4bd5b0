"""Tekst fra kataloget: en lille, sikker delmængde af HTML, ens på skærm, i mail og i PDF."""

import re
from html import unescape

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MAERKER = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
EGENSKABER = {"a": {"href"}}
ADRESSER = {"http", "https", "mailto"}
HAR_MAERKER = re.compile(r"</?(p|br|ul|ol|li|strong|b|em|i|a)\b[^>]*>", re.IGNORECASE)
DELER = re.compile(r"</?(?:p|br|ul|ol|li)\b[^>]*>", re.IGNORECASE)
PUNKTTEGN = re.compile(r"^\s*[-–•·*]\s+")


def med_tusinder(tal: int) -> str:
    """Tallet med punktum ved hvert tusinde: 10.000."""
    return f"{tal:,}".replace(",", ".")


def rens(tekst: str) -> str:
    """Teksten uden andet end de tilladte mærker. Kan køres igen uden at ændre mere."""
    return nh3.clean(tekst, tags=MAERKER, attributes=EGENSKABER, url_schemes=ADRESSER, link_rel="noopener noreferrer")


def til_html(tekst: str) -> SafeString:
    """Sikker HTML af en celle: med mærker renses den, ren tekst får afsnit ved linjeskift."""
    if HAR_MAERKER.search(tekst):
        return mark_safe(rens(tekst))  # noqa: S308 - renset af nh3
    afsnit = (del_.strip() for del_ in re.split(r"\n\s*\n|\n", tekst))
    return mark_safe("".join(f"<p>{escape(del_)}</p>" for del_ in afsnit if del_))  # noqa: S308 - undsluppet


def til_linjer(tekst: str) -> list[SafeString]:
    """Tekstens afsnit og punkter hver for sig og i rækkefølge, som sikker HTML uden andet end fed, kursiv og links."""
    if HAR_MAERKER.search(tekst):
        dele = DELER.split(" ".join(rens(tekst).split()))
    else:
        dele = [escape(PUNKTTEGN.sub("", linje)) for linje in tekst.splitlines()]
    rensede = [" ".join(rens(del_).split()) for del_ in dele]
    return [mark_safe(del_) for del_ in rensede if til_ren_tekst(del_)]  # noqa: S308 - renset af nh3


def til_ren_tekst(tekst: str) -> str:
    """Teksten uden mærker, afsnit skilt af linjeskift; til mails og til at sammenligne ord."""
    linjer = re.sub(r"</p>|<br\s*/?>|</li>", "\n", tekst, flags=re.IGNORECASE)
    return unescape(re.sub(r"\n\s*\n+", "\n", nh3.clean(linjer, tags=set()))).strip()
