"""Danske tal i skabeloner."""

from decimal import Decimal

from django import template

from gevinster.tal import dansk_tal

register = template.Library()


@register.filter
def tal(vaerdi: Decimal | None) -> str:
    """Som 1.234,5; en streg, når der ikke er noget tal."""
    return "–" if vaerdi is None else dansk_tal(vaerdi)
