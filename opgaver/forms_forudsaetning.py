"""Formularen til det, en opgave venter på."""

from typing import Any

from django import forms

from faelles.formularer import Formular

from .models import Opgave


class OpgaveValg(forms.ModelChoiceField):
    """En opgave i planen ved sin kode og titel."""

    def label_from_instance(self, obj: Opgave) -> str:
        return f"{obj.kort.kode} {obj.kort.titel}"


class ForudsaetningForm(Formular):
    """Den opgave, der skal være færdig først."""

    kraever = OpgaveValg(
        queryset=Opgave.objects.none(),
        label="Skal være færdig først",
        empty_label="Vælg en opgave",
        error_messages={
            "required": "Vælg en opgave.",
            "invalid_choice": "Opgaven kan ikke vælges. Vælg en af dem på listen.",
        },
    )

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"opgave-{opgave.pk}-forudsaetning-%s"} | kwargs)
        andre = Opgave.objects.filter(plan=opgave.plan_id, er_udgaaet=False).exclude(pk=opgave.pk)
        self.fields["kraever"].queryset = (  # type: ignore[attr-defined]
            andre.select_related("kort").uden_tekster().order_by("kort__kode", "pk")
        )
