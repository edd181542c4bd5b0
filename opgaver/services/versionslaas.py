"""Låsen på en katalogversion: udgiveren kan hverken lukke den eller trække den tilbage, mens en plan laves af den."""

from ..models import Katalogversion


def laas_version(version: Katalogversion) -> Katalogversion | None:
    """Versionen, som den er nu, låst til transaktionens slutning; None, når den er slettet."""
    return Katalogversion.objects.select_for_update(no_key=True).filter(pk=version.pk).first()
