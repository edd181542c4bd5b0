"""Formularerne til kommunens egne, lokale opgaver."""

import uuid
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from faelles.formularer import Formular
from projekter.models import Plads, Projekt

from .forms import PLADSER, PladsValg
from .forms_kort import Tekstfelt, spoerg_undervejs
from .katalogimport.kortfelter import Rensning, felttekster
from .katalogimport.opslag import Modelopslag, Opslag, Post
from .lokalt import SKREVNE, forstaa_frist, rens_lokalt
from .models import Katalogopgave, Opgave

VALGTE = ("fase_id", "hovedopgave_id", "prioritet")
LANGE = ("maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier")


def nyt_kendetegn() -> str:
    return uuid.uuid4().hex


class Kendetegnsfelt(forms.CharField):
    """Formularens eget kendetegn; sendes den to gange, er det den samme formular."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            validators=[RegexValidator(r"\A[0-9a-f]{32}\Z", "Formularen var ikke hel. Genindlæs siden, og prøv igen.")],
        )


def _langt(navn: str, hjaelp: str = "") -> forms.CharField:
    return Tekstfelt(label=navn, required=False, help_text=hjaelp, widget=forms.Textarea(attrs={"rows": 4}))


def _valg(navn: str, *, skal: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=navn, coerce=int, empty_value=None, required=skal)


class LokalForm(Formular):
    """En lokal opgaves kort. ``opgave`` er den, der rettes; uden den er det en ny.

    ``rensning`` er teksterne som kortets felter; det skrevne er tekst og aldrig HTML.
    """

    titel = Tekstfelt(label="Hvad skal gøres?", error_messages={"required": "Skriv, hvad der skal gøres."})
    fase_id = _valg("Fase", skal=True)
    begrundelse = forms.CharField(
        required=False,
        max_length=2_000,
        label="Begrundelse for en ny fase",
        help_text="Skal skrives, når en åben opgave flyttes til en fase, projektet er gået ud af.",
    )
    hovedopgave_id = _valg("Hovedopgave", skal=False)
    prioritet = forms.ChoiceField(choices=Katalogopgave.Prioritet, initial=Katalogopgave.Prioritet.ANBEFALET)
    slutdato_tekst = Tekstfelt(
        label="Frist",
        required=False,
        help_text="Med jeres egne ord: »3 uger efter go-live«, »10 arbejdsdage før idriftsættelse« eller en dato. "
        "En frist, der regnes fra projektets datoer, flytter med, når de flyttes.",
        template_name="kataloger/slutdato.html#felt",
    )
    ansvarlig = PladsValg(queryset=Plads.objects.none(), required=False, empty_label="Ingen")
    udfoerer = PladsValg(queryset=Plads.objects.none(), required=False, empty_label="Ingen", label="Udfører")
    maal = _langt("Mål", "Hvad I vil opnå med opgaven.")
    beskrivelse = _langt("Beskrivelse")
    metode = _langt("Metode og fremgangsmåde")
    resultat = _langt("Resultat", "Det, der skal ligge, når opgaven er færdig.")
    kvalitetskriterier = _langt("Kvalitetskriterier", "Begynd hver linje med bindestreg; så kan de krydses af.")
    kendetegn = Kendetegnsfelt()
    udgave = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        projekt: Projekt,
        opslag: Modelopslag,
        adresse: str,
        opgave: Opgave | None = None,
        **kwargs: Any,
    ) -> None:
        self.projekt, self.opslag, self.opgave, self.rensning = projekt, opslag, opgave, Rensning()
        kwargs["initial"] = self._start() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for navn in ("kendetegn", *PLADSER) if opgave else ("udgave", "begrundelse"):
            del self.fields[navn]
        self._saet_valg("fase_id", opslag.faser, "")
        self._saet_valg("hovedopgave_id", opslag.hovedopgaver, "Ingen")
        if not opslag.hovedopgaver.poster:
            del self.fields["hovedopgave_id"]
        self.fields["slutdato_tekst"].widget.attrs |= spoerg_undervejs(adresse)
        for navn in () if opgave else PLADSER:
            self.fields[navn].queryset = projekt.pladser.select_related("rolle", "person")  # type: ignore[attr-defined]

    def _start(self) -> dict[str, Any]:
        if self.opgave is None:
            return {"fase_id": self.projekt.fase_id, "kendetegn": nyt_kendetegn()}
        kort = self.opgave.kort
        return felttekster(kort) | {navn: getattr(kort, navn) for navn in VALGTE} | {"udgave": self.opgave.udgave}

    def _saet_valg(self, felt: str, opslag: Opslag, tomt: str) -> None:
        valg = [(str(post.pk), str(post)) for post in opslag.poster]
        self.fields[felt].choices = [("", tomt), *valg] if tomt else valg  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        tekster = {navn: data.get(navn, "") for navn in SKREVNE}
        self.rensning = rens_lokalt(self.opslag, tekster, self.opgave.kort if self.opgave else None)
        for felt, fejl in self.rensning.fejl.items():
            if felt not in self.errors:
                self.add_error(felt, fejl)
        return data

    @property
    def vaerdier(self) -> dict[str, Any]:
        """Kortets felter, som de skal gemmes; først når formularen er gyldig."""
        valgte = {navn: self.cleaned_data[navn] for navn in VALGTE if navn in self.fields}
        return self.rensning.vaerdier | valgte

    @property
    def pladser(self) -> dict[str, Plads | None]:
        return {navn: self.cleaned_data[navn] for navn in PLADSER if navn in self.fields}

    @property
    def forstaaet(self) -> str:
        """Hvordan den frist, der står i feltet, er forstået; er den det ikke, siger fejlen det."""
        return (
            ""
            if self.errors.get("slutdato_tekst")
            else forstaa_frist(self.projekt, self["slutdato_tekst"].value() or "")
        )

    @property
    def vigtigste(self) -> list[forms.BoundField]:
        return [felt for felt in self.visible_fields() if felt.name not in LANGE]

    @property
    def lange(self) -> list[forms.BoundField]:
        return [felt for felt in self.visible_fields() if felt.name in LANGE]

    @property
    def har_lange(self) -> bool:
        """Om de lange felter skal stå åbne: der står noget i dem, eller der er noget galt."""
        return any(felt.value() or felt.errors for felt in self.lange)

    def forskelle(self) -> list[tuple[str, str, str]]:
        """Felter, hvor opgaven nu siger noget andet end det skrevne: ledetekst, det nuværende og det skrevne."""
        par = [(felt, self._vist(felt, felt.initial), self._vist(felt, felt.value())) for felt in self.visible_fields()]
        return [(str(felt.label), nu, skrevet) for felt, nu, skrevet in par if nu != skrevet]

    @staticmethod
    def _vist(felt: forms.BoundField, vaerdi: Any) -> str:
        valg = {str(noegle): str(navn) for noegle, navn in getattr(felt.field, "choices", ())}
        tekst = "" if vaerdi is None else str(vaerdi)
        return valg.get(tekst, tekst).replace("\r\n", "\n").strip()


class HurtigForm(Formular):
    """En ny opgave i listen: kun titlen, i den fase feltet står i (fasens kode)."""

    titel = Tekstfelt(error_messages={"required": "Skriv, hvad der skal gøres."})
    fase = forms.ChoiceField()
    kendetegn = Kendetegnsfelt()

    def __init__(self, *args: Any, opslag: Modelopslag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opslag, self.rensning = opslag, Rensning()
        self.fields["fase"].choices = [(post.nummer, str(post)) for post in opslag.faser.poster]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "titel" in data:
            self.rensning = rens_lokalt(self.opslag, {"titel": data["titel"]})
            for fejl in self.rensning.fejl.values():
                self.add_error("titel", fejl)
        return data

    @property
    def er_hel(self) -> bool:
        """Om alt det, personen ikke selv skriver, er der."""
        return not self.errors.keys() - {"titel"}

    @property
    def fasen(self) -> Post:
        return next(post for post in self.opslag.faser.poster if post.nummer == self.cleaned_data["fase"])

    @property
    def vaerdier(self) -> dict[str, Any]:
        return self.rensning.vaerdier | {"fase_id": self.fasen.pk}

    @property
    def kendetegnet(self) -> str:
        """Hver fase har sit felt, og alle sidens felter har det samme kendetegn."""
        return f"{self.cleaned_data['kendetegn']}-h{self.fasen.pk}"


class EksempelForm(Formular):
    """Det eksempel, der skal gøres til en opgave: hovedopgavens nummer og eksemplets plads, talt fra 0."""

    hovedopgave = forms.IntegerField(min_value=0, max_value=9_999)
    plads = forms.IntegerField(min_value=0, max_value=9_999)
    kendetegn = Kendetegnsfelt()


class KopiForm(Formular):
    """De kort, der skal kopieres, og den fase, de skal lægges i; tom er katalogets egen."""

    kort = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "Vælg mindst én opgave."})
    fase = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label="Læg dem i fase", help_text="Fasen kan rettes bagefter."
    )
    kendetegn = Kendetegnsfelt()

    def __init__(self, *args: Any, opslag: Modelopslag, kort: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kort"].choices = [(pk, str(pk)) for pk in kort]  # type: ignore[attr-defined]
        faser = [(str(post.pk), str(post)) for post in opslag.faser.poster]
        self.fields["fase"].choices = [("", "Samme fase som i kataloget"), *faser]  # type: ignore[attr-defined]


class FjernForm(Formular):
    """Om opgaven skal ud af planen eller med igen, og hvorfor."""

    fjernet = forms.BooleanField(required=False)
    begrundelse = forms.CharField(required=False, max_length=2_000)
    udgave = forms.IntegerField(widget=forms.HiddenInput)
