"""Formularen om det, der skal gøres ved de valgte opgaver."""

from typing import Any

from django import forms

from faelles.afvisning import Afvist
from faelles.formularer import BegrundelseFelt, DatoFelt, Formular
from projekter.models import Plads, Projekt

from .forms import PladsValg
from .masse import STOERSTE_SKUB, UDEN_FOR, Skub, UforstaaeligtSkub
from .models import Opgave
from .services.massegrundlag import Massevalg, Slags

STATUS = ("status", "Status")
LEDERENS = (
    ("ansvarlig", "Ansvarlig"),
    ("udfoerer", "Udfører"),
    ("skub", "Frist: skub den nogle dage eller uger"),
    ("dato", "Frist: sæt den til en dato"),
)
ENHEDER = (("dag", "dage senere"), ("uge", "uger senere"), ("-dag", "dage tidligere"), ("-uge", "uger tidligere"))


class MasseForm(Formular):
    """Én ændring, der gælder alle de valgte. Kun den, der leder projektet, kan andet end at sætte status.

    ``valg`` er det, der blev valgt, når formularen er gyldig.
    """

    handling = forms.ChoiceField(
        label="Hvad vil du ændre?",
        choices=(STATUS, *LEDERENS),
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad du vil ændre."},
    )
    status = forms.ChoiceField(
        label="Ny status", choices=[("", "Vælg en status"), *Opgave.Status.choices], required=False
    )
    plads = PladsValg(queryset=Plads.objects.none(), label="Ny plads", required=False, empty_label="Ingen")
    antal = forms.IntegerField(
        label="Hvor meget",
        required=False,
        min_value=1,
        max_value=STOERSTE_SKUB,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), UDEN_FOR),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
    )
    enhed = forms.ChoiceField(label="Dage eller uger", choices=ENHEDER, required=False)
    dato = DatoFelt(label="Ny frist", required=False, help_text="Fx 01.03.2027.")
    begrundelse = BegrundelseFelt(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Skal skrives, når frister ændres, når opgaver ikke er relevante, og når de åbnes i en fase, "
        "projektet er gået ud af. Den står i hver opgaves historik.",
    )

    bekraeftet = forms.BooleanField(required=False)

    def __init__(self, *args: Any, projekt: Projekt, leder: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for navn in ("antal", "dato", "begrundelse"):
            # Om de skal udfyldes, følger af det, der er valgt; de er ikke frivillige.
            self.fields[navn].udfyldes_sammen = True  # type: ignore[attr-defined]
        if leder:
            self.fields["plads"].queryset = projekt.pladser.select_related("rolle", "person")  # type: ignore[attr-defined]
            return
        self.fields["handling"].choices = [STATUS]  # type: ignore[attr-defined]
        self.initial.setdefault("handling", "status")
        for navn in ("plads", "antal", "enhed", "dato"):
            del self.fields[navn]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        handling = data.get("handling")
        for felt, hvornaar in (("status", "status"), ("antal", "skub"), ("dato", "dato")):
            if handling == hvornaar and not data.get(felt) and felt not in self.errors:
                self.add_error(felt, MANGLER[felt])
        if not self.errors:
            self._saml(handling or "", data)
        return data

    def _saml(self, handling: str, data: dict[str, Any]) -> None:
        slags = Slags.FRIST if handling in ("skub", "dato") else Slags(handling)
        try:
            self.valg = Massevalg(
                slags,
                data["begrundelse"].strip(),
                status=data["status"] if handling == "status" else "",
                plads=data.get("plads") if handling in ("ansvarlig", "udfoerer") else None,
                skub=_skub(data) if handling == "skub" else None,
                dato=data["dato"] if handling == "dato" else None,
                bekraeftet=data["bekraeftet"] and handling == "status",
            )
        except UforstaaeligtSkub as fejl:
            self.add_error("antal", str(fejl))
        except Afvist as fejl:
            self.add_error("begrundelse", fejl.grund)


MANGLER = {
    "status": "Vælg den status, opgaverne skal have.",
    "antal": "Skriv, hvor mange dage eller uger fristerne skal skubbes.",
    "dato": "Skriv den dato, opgaverne skal være færdige.",
}


def _skub(data: dict[str, Any]) -> Skub:
    enhed = data["enhed"] or "dag"
    return Skub(-data["antal"] if enhed.startswith("-") else data["antal"], enhed.removeprefix("-"))
