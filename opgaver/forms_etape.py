"""Formularerne om etaper."""

from typing import Any

from django import forms

from faelles.formularer import BegrundelseFelt, DatoFelt, Formular, for_langt
from projekter.models import Etape, Ibrugtagning, Plads, Projekt

from .services.etape import Etapedata
from .services.udrulning import Valg


class SuperbrugerValg(forms.ModelMultipleChoiceField):
    """Pladser i projektet, hver med den, der sidder på den."""

    def label_from_instance(self, obj: Plads) -> str:
        return f"{obj.navn} ({obj.person.navn if obj.person and not obj.er_ledig else 'ledig'})"


class EtapeForm(Formular):
    """En etapes navn, datoer og superbrugere."""

    navn = forms.CharField(
        max_length=80,
        help_text="Fx »Team Nord«.",
        error_messages={"required": "Skriv etapens navn, fx »Team Nord«.", "max_length": for_langt("Navnet")},
    )
    golive = DatoFelt(label="Go-live", error_messages={"required": "Skriv den dag, holdet går i gang."})
    uddannelse = DatoFelt(label="Uddannet senest", required=False, help_text="Må ikke være efter go-live.")
    superbrugere = SuperbrugerValg(
        queryset=Plads.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pladserne i projektet. Mangler der en, så lav den først under Organisation.",
        error_messages={"invalid_choice": "Pladsen findes ikke i projektet.", "invalid_pk_value": "Vælg en plads."},
    )

    def __init__(self, *args: Any, projekt: Projekt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pladser = projekt.pladser.select_related("rolle", "person").order_by("rolle__navn", "betegnelse", "pk")
        self.fields["superbrugere"].queryset = pladser  # type: ignore[attr-defined]

    @property
    def etapedata(self) -> Etapedata:
        return Etapedata(**{navn: self.cleaned_data[navn] for navn in ("navn", "golive", "uddannelse", "superbrugere")})


class RetEtapeForm(EtapeForm):
    """En etape, der findes; go-live flyttes for sig."""

    golive = None  # type: ignore[assignment]
    udgave = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, etape: Etape, **kwargs: Any) -> None:
        self.etape = etape
        super().__init__(*args, projekt=etape.projekt, **kwargs)

    @property
    def etapedata(self) -> Etapedata:
        data = {navn: self.cleaned_data[navn] for navn in ("navn", "uddannelse", "superbrugere")}
        return Etapedata(golive=self.etape.golive, **data)


class FjernEtapeForm(Formular):
    begrundelse = BegrundelseFelt(error_messages={"required": "Skriv, hvorfor etapen fjernes."})


class IbrugtagningForm(Formular):
    """Om alle går i gang på én gang eller ét hold ad gangen."""

    maade = forms.ChoiceField(
        label="Hvordan går I i gang?",
        choices=Ibrugtagning.Maade,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan I går i gang."},
    )
    besluttet = DatoFelt(label="Besluttet den", required=False, help_text="Tom betyder i dag.")
    besluttet_af = forms.CharField(
        label="Besluttet af",
        max_length=120,
        required=False,
        help_text="Fx styregruppen. Dit eget navn gemmes også, fordi du skriver det ind.",
        error_messages={"max_length": for_langt("Feltet")},
    )
    begrundelse = BegrundelseFelt(
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Skriv, hvorfor I har valgt sådan."}
    )

    @property
    def valg(self) -> Valg:
        return Valg(**self.cleaned_data)


class TrinForm(Formular):
    """Den dag, holdet nåede et trin; spørges der ikke om den, er det i dag."""

    dato = DatoFelt(
        required=False, error_messages={"required": "Skriv den dag, holdet nåede trinnet, eller tag hakket af."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dato"].required = "dato" in self.data
