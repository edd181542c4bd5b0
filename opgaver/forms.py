"""Formularerne i projektets sider."""

from functools import cache
from typing import Any

from django import forms
from django.db.models import QuerySet

from faelles.formularer import DatoFelt, Formular
from frister import Anker, dato_kort
from projekter.models import Boelge, Loesning, Organisation, Plads, Projekt

from .models import Opgave
from .services.projekt import Datoer

PLADSER = ("ansvarlig", "udfoerer")


class AfkrydsForm(Formular):
    """Fluebenet i listen: sat er fuldført; fjernes det, får opgaven den status, den havde før."""

    faerdig = forms.BooleanField(required=False)
    udgave = forms.IntegerField()


class PladsValg(forms.ModelChoiceField):
    """En plads i projektet; en ledig plads kan vælges, og den siger selv, at den er ledig."""

    def label_from_instance(self, obj: Plads) -> str:
        return f"{obj.navn} ({obj.person.navn if obj.person and not obj.er_ledig else 'ledig'})"


class OpgaveForm(Formular):
    """Det, der er kommunens eget på en opgave. Pladserne kan kun den, der leder projektet, fordele til."""

    status = forms.ChoiceField(choices=Opgave.Status)
    begrundelse = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2_000,
        help_text="Skal skrives, når opgaven ikke er relevant, og når den åbnes i en fase, projektet er gået ud af.",
    )
    ansvarlig = PladsValg(queryset=Plads.objects.none(), required=False, empty_label="Ingen")
    udfoerer = PladsValg(queryset=Plads.objects.none(), required=False, empty_label="Ingen", label="Udfører")
    udgave = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, projekt: Projekt, leder: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not leder:
            del self.fields["ansvarlig"], self.fields["udfoerer"]
            return
        pladser = projekt.pladser.select_related("rolle", "person")
        for navn in PLADSER:
            self.fields[navn].queryset = pladser  # type: ignore[attr-defined]
        # De to felter har de samme valg; de hentes én gang, først når de vises, og uden at blive talt først.
        valg = cache(lambda: list(iter(self.fields["ansvarlig"].choices)))  # type: ignore[attr-defined]
        for navn in PLADSER:
            self.fields[navn].widget.choices = valg

    @property
    def pladser(self) -> dict[str, Plads | None]:
        """De valgte pladser; tom, når personen ikke kan fordele."""
        return {navn: self.cleaned_data[navn] for navn in PLADSER if navn in self.fields}


class BoelgeValg(forms.ModelChoiceField):
    """En bølge med løsning og datoer, så man kan se, hvad man vælger."""

    def label_from_instance(self, obj: Boelge) -> str:
        datoer = [(anker.navn, obj.ankre.dato(anker)) for anker in (Anker.IDRIFTSAETTELSE, Anker.GOLIVE)]
        satte = ", ".join(f"{navn} {dato_kort(dato)}" for navn, dato in datoer if dato)
        return f"{obj.loesning.noegle}, {obj}: {satte or 'uden datoer'}"


class ProjektForm(Formular):
    """Et nyt projekt: hvilken kommune, hvilken løsning og de tre datoer."""

    kommune = forms.ModelChoiceField(queryset=Organisation.objects.none(), empty_label=None)
    loesning = forms.ModelChoiceField(
        queryset=Loesning.objects.none(),
        label="Løsning",
        empty_label="Vælg en løsning",
        help_text="Kun løsninger med et udgivet katalog kan vælges.",
    )
    boelge = BoelgeValg(
        queryset=Boelge.objects.none(),
        label="Bølge",
        required=False,
        empty_label="Ingen",
        help_text="Vælger du en bølge, bruges dens datoer i de felter, du lader stå tomme, og projektet følger den.",
    )
    projektstart = DatoFelt(required=False, help_text="Dagen, I begynder, fx 01.09.2026.")
    idriftsaettelse = DatoFelt(
        label="Idriftsættelse",
        required=False,
        help_text="Dagen, løsningen er teknisk klar. De fleste frister regnes herfra, så uden den er de tomme.",
    )
    golive = DatoFelt(
        label="Go-live",
        required=False,
        help_text="Dagen, brugerne begynder at arbejde. Opgaver, der regnes fra den, får ellers ingen frist.",
    )

    def __init__(
        self, *args: Any, kommuner: QuerySet[Organisation], loesninger: QuerySet[Loesning], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kommune"].queryset = kommuner  # type: ignore[attr-defined]
        self.fields["loesning"].queryset = loesninger  # type: ignore[attr-defined]
        boelger = Boelge.objects.filter(loesning__in=loesninger).select_related("loesning")
        self.fields["boelge"].queryset = boelger  # type: ignore[attr-defined]
        if not boelger.exists():
            del self.fields["boelge"]

    @property
    def datoer(self) -> Datoer:
        data = self.cleaned_data
        return Datoer(data["projektstart"], data["idriftsaettelse"], data["golive"])
