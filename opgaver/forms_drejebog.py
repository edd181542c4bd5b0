"""Formularen til projektets drejebog."""

from typing import Any

from django import forms

from faelles.formularer import Formular
from projekter.models import Projekt

from .drejebog import ALLE, INDHOLD, Udvalg, drejebogens_faser


class DrejebogForm(Formular):
    """Hvad der skal med i drejebogen."""

    indhold = forms.ChoiceField(choices=tuple(INDHOLD.items()), initial=ALLE, label="Opgaver")
    fase = forms.ChoiceField(required=False, help_text="En fases delfaser følger med.")

    def __init__(self, *args: Any, projekt: Projekt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        faser = [(fase.kode, str(fase)) for fase in drejebogens_faser(projekt)]
        self.fields["fase"].choices = [("", "Alle faser"), *faser]  # type: ignore[attr-defined]

    @property
    def udvalg(self) -> Udvalg:
        return Udvalg.af(self.cleaned_data)
