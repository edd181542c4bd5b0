"""Formularen til at vælge, hvilken fil der skal ind i hvilket katalog."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from faelles.formularer import Formular
from faser.models import Implementeringsmodel
from projekter import adgang
from projekter.models import Bruger, Loesning

from .katalogimport.grundlag import Importmaal
from .services.katalog import find_maal, foreslaa_nummer


class Loesningsvalg(forms.ModelChoiceField):
    def label_from_instance(self, obj: Loesning) -> str:
        return f"{obj.noegle}, {obj.navn}"


class Importform(Formular):
    """Løsning, version og fil. Fasemodellen vælges kun, første gang løsningen får et katalog."""

    loesning = Loesningsvalg(
        queryset=Loesning.objects.none(), label="Løsning", to_field_name="noegle", empty_label="Vælg løsning"
    )
    nummer = forms.CharField(
        label="Katalogversion",
        max_length=20,
        help_text="Tal med punktum, fx 1.0. Findes der en kladde med nummeret, bliver den opdateret.",
    )
    model = forms.ModelChoiceField(
        queryset=Implementeringsmodel.objects.all(),
        required=False,
        label="Fasemodel",
        empty_label="Katalogets egen, ellers Implementeringsmodellen",
        help_text="Vælges kun, første gang løsningen får et katalog.",
    )
    fil = forms.FileField(
        label="Projektmappe",
        help_text=f"En .xlsx- eller .csv-fil på højst {settings.IMPORT_MAKS_BYTE // 1024 // 1024} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, bruger: Bruger, valgt: str = "", **kwargs: Any) -> None:
        loesninger = adgang.loesninger_at_foelge(bruger)
        loesning = next((en for en in loesninger if en.noegle == valgt or len(loesninger) == 1), None)
        start = {"loesning": loesning and loesning.noegle, "nummer": foreslaa_nummer(loesning)}
        kwargs.setdefault("initial", start)
        super().__init__(*args, **kwargs)
        self.fields["loesning"].queryset = loesninger  # type: ignore[attr-defined]

    def clean_fil(self) -> UploadedFile:
        fil: UploadedFile = self.cleaned_data["fil"]
        fylder, hoejst = fil.size or 0, settings.IMPORT_MAKS_BYTE
        if fylder > hoejst:
            besked = f"Filen fylder {filesizeformat(fylder)}. Den må højst fylde {filesizeformat(hoejst)}."
            raise forms.ValidationError(besked)
        return fil

    def maal(self) -> Importmaal:
        data = self.cleaned_data
        return find_maal(data["loesning"], data["nummer"].strip(), data["model"])
