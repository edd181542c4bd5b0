"""Formularerne til gevinster og målinger."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import DecimalValidator

from faelles.formularer import DatoFelt, Formular
from opgaver.forms import PladsValg
from projekter.models import Plads, Projekt

from .models import Gevinst, Maaling
from .services import EFTERMAALINGER, MAKS_MAANEDER, Oplysninger
from .tal import dansk_tal, laes_tal


class TalFelt(forms.CharField):
    """Et tal skrevet på dansk, med komma før decimalerne. Højst to decimaler og tolv cifre før kommaet."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "talfelt"}))
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return dansk_tal(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        tekst = super().clean(value)
        if not tekst:
            return None
        tal = laes_tal(tekst)
        if tal is None:
            raise forms.ValidationError("Skriv et tal med cifre, fx 1.250 eller 12,5.")
        DecimalValidator(max_digits=14, decimal_places=2)(tal)
        return tal


class MaanederFelt(forms.CharField):
    """Hele måneder efter go-live, skilt af komma: »3, 6, 12«."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(str(maaned) for maaned in value or ())

    def clean(self, value: Any) -> tuple[int, ...]:
        dele = [del_ for del_ in re.split(r"[\s,;]+|\bog\b", super().clean(value)) if del_]
        if not all(re.fullmatch(r"[0-9]{1,3}", del_) and 1 <= int(del_) <= MAKS_MAANEDER for del_ in dele):
            raise forms.ValidationError(
                f"Skriv hele måneder mellem 1 og {MAKS_MAANEDER} med komma imellem, fx 3, 6, 12."
            )
        return tuple(sorted({int(del_) for del_ in dele}))


class GevinstForm(Formular):
    """En ny gevinst eller en rettelse af en, der findes."""

    titel = forms.CharField(
        max_length=150, help_text="Sig, hvad der bliver bedre, fx Kortere tid til at finde borgerens sager."
    )
    type = forms.ChoiceField(choices=Gevinst.Type, widget=forms.RadioSelect, help_text="KL's fire typer.")
    beskrivelse = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Hvordan måles den, hvor kommer tallene fra, og hvad skal være på plads først?",
    )
    ejer = PladsValg(
        queryset=Plads.objects.none(),
        required=False,
        empty_label="Ingen endnu",
        help_text="Den plads i projektet, der svarer for gevinsten og registrerer målingerne.",
    )
    enhed = forms.CharField(max_length=60, help_text="Det, tallet tæller, fx minutter pr. sag eller kr. pr. år.")
    maal = TalFelt(
        label="Mål",
        help_text="Det tal, I vil nå. Det må gerne være lavere end i dag, og det må være negativt.",
    )
    maaneder = MaanederFelt(
        label="Eftermålinger",
        required=False,
        max_length=100,
        help_text="Måneder efter go-live, fx 3, 6, 12. Datoerne følger med, hvis go-live flyttes.",
    )
    udgave = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, projekt: Projekt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ejer"].queryset = projekt.pladser.select_related("rolle", "person")  # type: ignore[attr-defined]

    @property
    def oplysninger(self) -> Oplysninger:
        return Oplysninger(**{navn: vaerdi for navn, vaerdi in self.cleaned_data.items() if navn != "udgave"})


class MaalingForm(Formular):
    """Målingens tal og dagen, der blev målt."""

    vaerdi = TalFelt(label="Værdi")
    maalt = DatoFelt(label="Målt den")
    udgave = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, gevinst: Gevinst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vaerdi"].help_text = f"Enhed: {gevinst.enhed}."


def gevinstens_vaerdier(gevinst: Gevinst) -> dict[str, Any]:
    """Det, formularen til at rette begynder med."""
    return {
        "titel": gevinst.titel,
        "type": gevinst.type,
        "beskrivelse": gevinst.beskrivelse,
        "ejer": gevinst.ejer_id,
        "enhed": gevinst.enhed,
        "maal": gevinst.maal,
        "maaneder": gevinst.maaneder,
        "udgave": gevinst.udgave,
    }


def nye_vaerdier() -> dict[str, Any]:
    return {"maaneder": EFTERMAALINGER}


def maalingens_vaerdier(maaling: Maaling, paa: date) -> dict[str, Any]:
    return {
        "vaerdi": maaling.vaerdi,
        "maalt": maaling.maalt or paa,
        "udgave": maaling.gevinst.udgave,
    }
