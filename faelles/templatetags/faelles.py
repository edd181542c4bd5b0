"""Skabelonernes fælles mærker: ikoner og tekst fra kataloget."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..tekst import med_tusinder, til_html

register = template.Library()


@register.simple_tag
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
def tusinder(tal: int) -> str:
    """Et antal, som man læser det: 10.000."""
    return med_tusinder(tal)


@register.filter
def rig(tekst: str) -> SafeString:
    """Katalogets tekst som sikker HTML med afsnit og lister; alt andet er fjernet."""
    return til_html(tekst)
