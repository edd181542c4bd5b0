"""Skabelonernes fælles mærker: ikoner og tekst fra kataloget."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..tal import antal_i_ord, med_tusinder
from ..tekst import til_html

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def ikon(navn: str, klasse: str = "", navngivet: str = "") -> SafeString:
    """Et ikon fra designsystemet; pynt, medmindre det får et navn."""
    maerke = format_html('role="img" aria-label="{}"', navngivet) if navngivet else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon-svg {}" {} focusable="false"><use href="{}#{}"></use></svg>',
        klasse,
        SafeString(maerke),
        static("app/ikoner.svg"),
        navn,
    )


@register.filter
def antal(tal: int, ordene: str = "") -> str:
    """Et antal, som man læser det: 10.000. Med ``ordene`` følger det rette ord: ``{{ 1|antal:"frist,frister" }}``."""
    return antal_i_ord(tal, *ordene.split(",")) if ordene else med_tusinder(tal)


@register.filter
def rig(tekst: str) -> SafeString:
    """Katalogets tekst som sikker HTML med afsnit og lister; alt andet er fjernet."""
    return til_html(tekst)
