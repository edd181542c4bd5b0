"""Formularen til det, en opgave venter på."""

from typing import Any

from django import forms

from faelles.formularer import Formular

from .models import Opgave


class ForudsaetningForm(Formular):
    """Den opgave, der skal være færdig først."""

    kraever = forms.ModelChoiceField(
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
        felt = self.fields["kraever"]
        felt.queryset = andre.select_related("kort").uden_tekster()  # type: ignore[attr-defined]
        # Valgene hentes først, når de vises, og uden at bygge opgaver og kort for dem.
        raekker = andre.order_by("kort__kode", "pk").values_list("pk", "kort__kode", "kort__titel", "etape__navn")
        tomt = (("", felt.empty_label),)  # type: ignore[attr-defined]
        felt.widget.choices = lambda: (*tomt, *((pk, _navn(*navne)) for pk, *navne in raekker))


def _navn(kode: str, titel: str, etape: str | None) -> str:
    return f"{kode} {titel} ({etape})" if etape else f"{kode} {titel}"
