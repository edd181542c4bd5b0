"""Formularerne om personer og pladser."""

from typing import Any

from django import forms

from faelles.formularer import Formular

from .models import Bruger, Organisation, Plads, Rettighed, Rolle
from .services.personer import RETTIGHEDER

FORKLARINGER = {
    Rettighed.ADMINISTRATOR: "tilføjer personer og giver rettigheder",
    Rettighed.PROGRAMLEDER: "leder alle kommunens projekter",
    Rettighed.PROJEKTLEDER: "kan oprette projekter og leder sine egne",
    Rettighed.DELTAGER: "ser de projekter, hvor personen har en plads",
    Rettighed.STYREGRUPPE: "læser alle kommunens projekter og beslutter faseovergange i dem",
    Rettighed.LAESER: "læser alle kommunens projekter",
    Rettighed.KATALOGREDAKTOER: "importerer og udgiver kataloger",
}


class RettighederForm(Formular):
    """Personens rettigheder i organisationen."""

    rettigheder = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Vælg mindst én rettighed."}
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rettigheder"].choices = [  # type: ignore[attr-defined]
            (rettighed.value, f"{rettighed.label}: {FORKLARINGER[rettighed]}")
            for rettighed in RETTIGHEDER[Organisation.Slags(organisation.slags)]
        ]


class PersonForm(RettighederForm):
    """En ny person."""

    navn = forms.CharField(max_length=120)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="Adressen er også login.")
    field_order = ("navn", "email", "rettigheder")


class RetPersonForm(RettighederForm):
    """Personens navn og rettigheder. Navnet er der kun, når det må rettes."""

    navn = forms.CharField(max_length=120)
    field_order = ("navn", "rettigheder")

    def __init__(self, *args: Any, maa_rette_navn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not maa_rette_navn:
            del self.fields["navn"]


class PladsForm(Formular):
    """Hvem der sidder på pladsen, og hvem der tager over."""

    person = forms.ModelChoiceField(
        queryset=Bruger.objects.none(), required=False, empty_label="Ingen, pladsen er ledig"
    )
    stedfortraeder = forms.ModelChoiceField(
        queryset=Bruger.objects.none(), required=False, empty_label="Ingen", label="Stedfortræder"
    )

    def __init__(self, *args: Any, plads: Plads, **kwargs: Any) -> None:
        kwargs["initial"] = {"person": plads.person_id, "stedfortraeder": plads.stedfortraeder_id}
        super().__init__(*args, **kwargs)
        folk = Bruger.objects.filter(is_active=True, medlemskaber__organisation=plads.projekt.kommune_id).distinct()
        for navn in ("person", "stedfortraeder"):
            self.fields[navn].queryset = folk  # type: ignore[attr-defined]


class NyPladsForm(Formular):
    """En ny plads i projektet."""

    rolle = forms.ModelChoiceField(queryset=Rolle.objects.all(), empty_label="Vælg en rolle")
    betegnelse = forms.CharField(
        max_length=80,
        required=False,
        help_text="Kun når der er flere pladser i samme rolle, fx »Team Nord«.",
    )
