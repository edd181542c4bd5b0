"""Formularen til et bilag: et link eller en fil."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from faelles.filtyper import FILTYPER
from faelles.formularer import Formular


class Bilagsform(Formular):
    titel = forms.CharField(
        max_length=200, required=False, help_text="Det, kommunerne ser. Uden titel vises filens navn eller adressen."
    )
    adresse = forms.CharField(
        label="Link",
        max_length=1000,
        required=False,
        help_text="Hele adressen, fx https://www.kombit.dk/vejledning.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    fil = forms.FileField(
        label="Fil",
        required=False,
        help_text=f"Højst {settings.BILAG_MAKS_BYTE // 1024 // 1024} MB. Typer: {', '.join(FILTYPER)}.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{endelse}" for endelse in FILTYPER)}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        fil: UploadedFile | None = data.get("fil")
        if not self.errors and bool(fil) == bool(data.get("adresse")):
            self.add_error(
                "adresse", "Vælg enten et link eller en fil." if fil else "Skriv et link, eller vælg en fil."
            )
        return data
