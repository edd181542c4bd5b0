"""Beslutningen som formular."""

from typing import Any

from django import forms

from faelles.formularer import Formular


class BeslutningForm(Formular):
    """Begrundelsen for at gå videre; den kræves, når der mangler obligatoriske tjekpunkter."""

    begrundelse = forms.CharField(
        label="Begrundelse og betingelser",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, kraeves: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        felt = self.fields["begrundelse"]
        felt.required = kraeves
        felt.error_messages["required"] = (
            "Der mangler obligatoriske tjekpunkter. Skriv, hvorfor I går videre alligevel."
        )
        if kraeves:
            felt.help_text = "Skriv, hvorfor I går videre nu, hvad der skal ske, hvem der gør det, og hvornår."
