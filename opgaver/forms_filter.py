"""Formularerne til gemte filtre."""

from typing import Any

from django import forms

from faelles.formularer import Formular

from .models.gemtfilter import LAENGSTE_NAVN


class FilterForm(Formular):
    """Et gemt filters navn, og om det er delt; det sidste kun for den, der leder projektet."""

    navn = forms.CharField(label="Filterets navn", max_length=LAENGSTE_NAVN)
    er_delt = forms.BooleanField(label="Del med alle i projektet", required=False)

    def __init__(self, *args: Any, kan_dele: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kan_dele:
            del self.fields["er_delt"]

    @property
    def delt(self) -> bool:
        return bool(self.cleaned_data.get("er_delt"))


class GemFilterForm(FilterForm):
    """Det filter, der vises nu, med et navn."""

    adresse = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)
