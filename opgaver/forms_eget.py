"""Formularerne til det, en kommune har af sit eget på en opgave."""

from typing import Any

from django import forms

from faelles.formularer import Formular
from faser.models import Fase

from .models import Opgave
from .services.eget import TEGN_I_TEKST


class Linjetekst(forms.CharField):
    """Tekst på flere linjer; et linjeskift tæller ét tegn, som i browserens egen tæller."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python("\n".join(str(value or "").splitlines()))


class Egenform(Formular):
    """En formular til noget eget på ``opgave``."""

    def __init__(self, *args: Any, opgave: Opgave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opgave = opgave


class FaseForm(Egenform):
    """Den fase, opgaven står i hos kommunen; tom er katalogets."""

    fase = forms.ModelChoiceField(
        queryset=Fase.objects.none(),
        required=False,
        label="Fase hos jer",
        error_messages={"invalid_choice": "Fasen findes ikke i opgavens fasemodel. Vælg en af dem på listen."},
    )
    begrundelse = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2_000,
        help_text="Skal skrives, når en åben opgave flyttes til en fase, projektet er gået ud af.",
    )
    udgave = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        katalogets = self.opgave.kort.fase
        felt = self.fields["fase"]
        felt.queryset = Fase.objects.filter(model=katalogets.model_id).exclude(pk=katalogets.pk)  # type: ignore[attr-defined]
        felt.empty_label = f"Som i kataloget: {katalogets}"  # type: ignore[attr-defined]


class KriterierForm(Egenform):
    """Kommunens egne kvalitetskriterier."""

    kriterier = Linjetekst(
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        label="Jeres egne kvalitetskriterier",
        help_text="Skriv ét på hver linje. De står sammen med udgiverens, og I sætter flueben ved dem.",
    )
    udgave = forms.IntegerField(widget=forms.HiddenInput)


class TekstForm(Egenform):
    """Kommunens egen tekst ved siden af kortets."""

    tekst = Linjetekst(
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=TEGN_I_TEKST,
        label="Sådan gør I",
        help_text="Fx hvem I spørger, hvor tingene ligger, og hvad I gør anderledes. En tom linje giver et nyt afsnit.",
    )
    udgave = forms.IntegerField(widget=forms.HiddenInput)


class KriteriumForm(Formular):
    """Fluebenet ved ét kvalitetskriterium."""

    noegle = forms.CharField(max_length=64)
    opfyldt = forms.BooleanField(required=False)
