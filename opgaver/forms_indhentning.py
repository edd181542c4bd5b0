"""Formularen på en indhentningsplan, der ændrer dens antal; selve ja'et er ``FlytForm``."""

from django import forms

from faelles.formularer import Formular

from .indhentningsgrundlag import FLEST, PR_UGE

MELLEM = f"Skriv et tal mellem 1 og {FLEST}."


class AntalForm(Formular):
    """Hvor mange frister en plads højst får om ugen."""

    pr_uge = forms.IntegerField(
        min_value=1,
        max_value=FLEST,
        initial=PR_UGE,
        label="Højst så mange frister om ugen for hver plads",
        help_text="Både som ansvarlig og som udfører. De frister, pladsen har i ugen i forvejen, tæller med.",
        error_messages={"required": MELLEM, "invalid": MELLEM, "min_value": MELLEM, "max_value": MELLEM},
    )
