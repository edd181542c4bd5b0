"""Formularen til et dokument: et link eller en fil, og filtret på siden med dem alle."""

import uuid

from django import forms
from django.conf import settings

from faelles.filtyper import FILTYPER

from .forms_bilag import Bilagsform


class DokumentForm(Bilagsform):
    """En fil eller et link på en opgave."""

    titel = forms.CharField(max_length=200, required=False, help_text="Uden titel vises filens navn eller adressen.")
    fil = forms.FileField(
        label="Fil",
        required=False,
        help_text=f"Højst {settings.DOKUMENT_MAKS_BYTE // 1024 // 1024} MB. Typer: {', '.join(FILTYPER)}.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{endelse}" for endelse in FILTYPER)}),
    )
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def ny(cls) -> "DokumentForm":
        return cls(initial={"noegle": uuid.uuid4()}, auto_id=ID)


ID = "dokument-%s"
