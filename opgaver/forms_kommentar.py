"""Formularerne i samtalen på en opgave."""

import uuid
from typing import Any, cast

from django import forms
from django.db.models import Count, Window

from faelles.formularer import Formular, for_langt
from projekter.models import Bruger, Projekt

from .forms_eget import Linjetekst
from .samtale import deltagere
from .services.kommentar import TEGN

STOERSTE = 2**63 - 1


class Kommentartekst(Linjetekst):
    """Browseren skærer ikke teksten af; er den for lang, siges det, og den bliver stående."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=TEGN, **kwargs)
        self.error_messages |= {"max_length": for_langt("Kommentaren"), "required": "Skriv en kommentar."}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {navn: vaerdi for navn, vaerdi in super().widget_attrs(widget).items() if navn != "maxlength"}


class Personvalg(forms.ModelMultipleChoiceField):
    """Dem, der kan spørges. Er der flere med navnet (``antal``) eller én ud over ``spoerger``, står adressen med."""

    spoerger = ""

    def label_from_instance(self, obj: Any) -> str:
        er_navnebror = obj.navn and (obj.antal > 1 or obj.navn == self.spoerger)
        return f"{obj} ({obj.email})" if er_navnebror else str(obj)


class KommentarForm(Formular):
    """En ny kommentar. ``set_til`` er den nyeste, der stod der, da formularen blev vist."""

    tekst = Kommentartekst(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Skriv en kommentar",
        help_text="Skriv @ og et navn, fx @Bo, hvis du spørger nogen. De får en mail.",
    )
    naevn = Personvalg(
        queryset=Bruger.objects.none(),
        required=False,
        label="Spørg",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "En af de valgte er ikke med i projektet mere. Vælg igen.",
            "invalid_pk_value": "En af de valgte er ikke med i projektet mere. Vælg igen.",
        },
    )
    noegle = forms.UUIDField(widget=forms.HiddenInput)
    set_til = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=STOERSTE)

    def __init__(self, *args: Any, projekt: Projekt, bruger: Bruger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        naevn = cast(Personvalg, self.fields["naevn"])
        naevn.spoerger = bruger.navn
        naevn.queryset = (
            deltagere(projekt).exclude(pk=bruger.pk).annotate(antal=Window(Count("pk"), partition_by="navn"))
        )

    @classmethod
    def ny(cls, projekt: Projekt, bruger: Bruger, tekst: str = "") -> "KommentarForm":
        """En tom formular, eller en med det skrevne, under en ny nøgle."""
        return cls(projekt=projekt, bruger=bruger, initial={"noegle": uuid.uuid4(), "tekst": tekst}, auto_id=ID)

    @property
    def skjulte(self) -> list[forms.BoundField]:
        """De skjulte felter; ``set_til`` skriver siden selv, for den ved, hvad der står."""
        return [self["noegle"]]


ID = "kommentar-%s"


class RetKommentarForm(Formular):
    """En kommentar, der rettes. ``kommentarudgave`` er den, formularen blev lavet af."""

    tekst = Kommentartekst(widget=forms.Textarea(attrs={"rows": 4}), label="Din kommentar")
    kommentarudgave = forms.IntegerField(widget=forms.HiddenInput)


class SetForm(Formular):
    """Set alt til og med kommentaren ``set_til``."""

    set_til = forms.IntegerField(min_value=0, max_value=STOERSTE)
