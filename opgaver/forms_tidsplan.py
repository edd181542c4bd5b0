"""Formularerne til vinduernes længde og til tjekpunkter, der ikke er afgjort."""

from typing import Any

from django import forms

from faelles.formularer import BegrundelseFelt, Formular
from frister.vinduer import (
    KORTESTE_HYPERCARE,
    KORTESTE_IDRIFTSAETTELSE,
    LAENGSTE_HYPERCARE,
    LAENGSTE_IDRIFTSAETTELSE,
)
from projekter.models import Projekt

from .models import Opgave
from .services.vinduer import Laengder


def _laengde(label: str, korteste: int, laengste: int, hjaelp: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(dage, f"{dage} arbejdsdage") for dage in range(korteste, laengste + 1)],
        help_text=hjaelp,
        error_messages={"invalid_choice": f"Vælg fra {korteste} til {laengste} arbejdsdage."},
    )


class VinduerForm(Formular):
    """Længden af de to vinduer. De skjulte felter er dem, personen så."""

    idriftsaettelsesdage = _laengde(
        "Idriftsættelsen varer", KORTESTE_IDRIFTSAETTELSE, LAENGSTE_IDRIFTSAETTELSE, "Med dagen selv midt i."
    )
    hypercaredage = _laengde(
        "Hyper-care varer", KORTESTE_HYPERCARE, LAENGSTE_HYPERCARE, "Dag 1 er den første arbejdsdag efter go-live."
    )
    idriftsaettelsesdage_vist = forms.IntegerField(widget=forms.HiddenInput)
    hypercaredage_vist = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def af(cls, projekt: Projekt) -> "VinduerForm":
        laengder = {felt: getattr(projekt, felt) for felt in ("idriftsaettelsesdage", "hypercaredage")}
        return cls(initial=laengder | {f"{felt}_vist": dage for felt, dage in laengder.items()})

    @property
    def laengder(self) -> Laengder:
        return self.cleaned_data["idriftsaettelsesdage"], self.cleaned_data["hypercaredage"]

    @property
    def kendte(self) -> Laengder:
        return self.cleaned_data["idriftsaettelsesdage_vist"], self.cleaned_data["hypercaredage_vist"]


class FortsaetForm(Formular):
    """Hvorfor planen kan gå videre, selv om tjekpunktet ikke er afgjort."""

    grund = BegrundelseFelt(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Hvorfor kan planen fortsætte?",
        error_messages={"required": "Skriv, hvorfor planen kan fortsætte, selv om tjekpunktet ikke er afgjort."},
    )
    udgave = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        start = {"grund": opgave.fortsaet_grund, "udgave": opgave.udgave}
        super().__init__(*args, **{"auto_id": f"opgave-{opgave.pk}-fortsaet-%s", "initial": start} | kwargs)


class AfventForm(Formular):
    udgave = forms.IntegerField(widget=forms.HiddenInput)
