"""Formularerne om en udgivelse: hvorfor den trækkes tilbage, og hvad der siges om en ændring."""

from typing import Any

from django import forms

from faelles.formularer import Formular

from .services.aendringsmaerke import LAENGSTE_NOTE, UDEN_NOTE
from .services.udgaaelse import UDEN_GRUND


class TilbageForm(Formular):
    begrundelse = forms.CharField(
        label="Hvorfor trækker du udgivelsen tilbage?",
        help_text="Begrundelsen står i historikken.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor udgivelsen trækkes tilbage."},
    )


class Aendringsform(Formular):
    uden_note = UDEN_NOTE
    er_obligatorisk = forms.BooleanField(
        label="Ændringen er obligatorisk",
        required=False,
        help_text="Kommunerne kan ikke sige nej til den, når de tager den nye version. Skriv i noten hvorfor.",
    )
    note = forms.CharField(
        label="Note til kommunerne om ændringen",
        required=False,
        max_length=LAENGSTE_NOTE,
        help_text="Fx hvorfor opgaven er ændret. Noten står ved ændringen, når kommunerne vælger.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Noten må højst være på {LAENGSTE_NOTE} tegn. Forkort den."},
    )
    aftryk = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Noten skal med, når krydset er sat, så der må ikke stå »frivilligt« ved den.
        self.fields["note"].udfyldes_sammen = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        svar = self.cleaned_data
        if svar.get("er_obligatorisk") and "note" in svar and not svar["note"].strip():
            self.add_error("note", self.uden_note)
        return svar


class Udgaaelsesform(Aendringsform):
    uden_note = UDEN_GRUND

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        obligatorisk, note = self.fields["er_obligatorisk"], self.fields["note"]
        obligatorisk.label = "Kommunerne skal lade opgaven udgå"
        obligatorisk.help_text = (
            "Så kan de ikke beholde den, når de tager den nye version. Det, de har gjort ved den, kan stadig læses. "
            "Skriv i noten hvorfor."
        )
        note.label = "Hvorfor udgår opgaven?"
        note.help_text = "Noten står ved opgaven, når kommunerne vælger, og bagefter på den udgåede opgave."
