"""Formularerne om datoer: nye ankre, en flytning, en opgaves egen frist, bølger og kommunens kalender."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from faelles.afvisning import Afvist
from faelles.formularer import BegrundelseFelt, DatoFelt, Formular, for_langt
from frister import Anker
from projekter.models import Etape, Kalenderperiode

from .services.etapedatoer import etapefelt
from .services.kalenderdata import Periode
from .services.projekt import Datoer, Datofejl

ANKERFELTER = tuple(anker.value for anker in Anker)


class Ankerform(Formular):
    """De tre ankre."""

    projektstart = DatoFelt(required=False)
    idriftsaettelse = DatoFelt(label="Idriftsættelse", required=False)
    golive = DatoFelt(label="Go-live", required=False)

    def afvis(self, fejl: Afvist) -> None:
        """Vis fejlen ved den dato, den handler om; handler den ikke om nogen her, over formularen."""
        # Et felt med fejl mister sin værdi; den skal stadig kunne bruges til at foreslå en anden.
        data, felt = dict(self.cleaned_data), fejl.felt if isinstance(fejl, Datofejl) else None
        self.add_error(felt if felt in self.fields else None, fejl.grund)
        self.cleaned_data = data


class DatoForm(Ankerform):
    """Nye datoer i stedet for dem, der er, ankrene og etapernes; et felt, der ikke er sendt med, lader datoen stå."""

    def __init__(self, *args: Any, etaper: Iterable[Etape] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for felt in self.fields.values():
            felt.help_text = "Tømmer du feltet, fjernes datoen."
        self.etaper = {etapefelt(etape.pk): etape for etape in etaper}
        for navn, etape in self.etaper.items():
            # En etape har altid en go-live; et tomt felt lader den stå, som et, der ikke er sendt.
            hjaelp = "Tømmer du feltet, bliver datoen stående."
            self.fields[navn] = DatoFelt(
                label=f"Go-live, {etape}", required=False, initial=etape.golive, help_text=hjaelp
            )
        for felt in self.fields.values():
            # Et tomt felt er også et valg, så feltet er ikke frivilligt.
            felt.udfyldes_sammen = True  # type: ignore[attr-defined]

    @property
    def toemte(self) -> set[str]:
        """De af projektets datoer, nogen har tømt; de er sendt med, men der står intet i dem."""
        return {navn for navn, vaerdi in self.ankerdatoer.items() if vaerdi is None and navn in self.data}

    @property
    def ankerdatoer(self) -> dict[str, Any]:
        return {navn: vaerdi for navn, vaerdi in self.cleaned_data.items() if navn in ANKERFELTER}

    @property
    def etapedatoer(self) -> dict[int, date]:
        """De etaper (id), der får en anden go-live end den, de har."""
        skrevne = ((etape, self.cleaned_data.get(navn)) for navn, etape in self.etaper.items())
        return {etape.pk: dato for etape, dato in skrevne if dato and dato != etape.golive}


class FlytForm(Formular):
    """Ja til en forhåndsvisning. ``undtag`` er de opgaver, der skal blive; ``sete`` se ``aendretsiden``."""

    begrundelse = BegrundelseFelt(
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står i historikken og i mailen til dem, det rammer.",
        error_messages={"required": "Skriv, hvorfor datoerne flyttes."},
    )
    undtag = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput)
    aftryk = forms.CharField(widget=forms.HiddenInput)
    sete = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kan_undtages: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["undtag"].choices = [(pk, str(pk)) for pk in kan_undtages]  # type: ignore[attr-defined]

    def hidden_fields(self) -> list[forms.BoundField]:
        """Uden ``undtag``: krydserne i tabellen er feltet, og et skjult ville stå ved et, der er fjernet igen."""
        return [felt for felt in super().hidden_fields() if felt.name != "undtag"]


class FristForm(Formular):
    """En frist, der bliver stående, når projektets datoer flyttes."""

    frist = DatoFelt(label="Ny frist", error_messages={"required": "Skriv den dato, opgaven skal være færdig."})
    begrundelse = BegrundelseFelt(error_messages={"required": "Skriv, hvorfor fristen er en anden."})
    udgave = forms.IntegerField(widget=forms.HiddenInput)


class RegelForm(Formular):
    """Kommunens egen regel i stedet for kortets."""

    regel = forms.CharField(
        max_length=200,
        label="Jeres regel",
        help_text="Fx »3 uger efter go-live« eller »10 arbejdsdage før idriftsættelse«.",
        error_messages={"required": "Skriv den regel, der skal gælde hos jer."},
    )
    udgave = forms.IntegerField(widget=forms.HiddenInput)


class UdgaveForm(Formular):
    """Kun den udgave, siden blev lavet af."""

    udgave = forms.IntegerField(widget=forms.HiddenInput)


class BoelgeForm(Ankerform):
    """En ny bølge."""

    nummer = forms.IntegerField(
        min_value=1,
        max_value=999,
        error_messages={
            "required": "Skriv bølgens nummer, fx 2.",
            "invalid": "Skriv nummeret som et helt tal, fx 2.",
            "min_value": "Nummeret skal være mellem 1 og 999.",
            "max_value": "Nummeret skal være mellem 1 og 999.",
        },
    )
    navn = forms.CharField(
        max_length=80,
        required=False,
        help_text="Uden navn hedder den »Bølge« og nummeret.",
        error_messages={"max_length": for_langt("Navnet")},
    )
    field_order = ("nummer", "navn", "projektstart", "idriftsaettelse", "golive")

    @property
    def datoer(self) -> Datoer:
        data = self.cleaned_data
        return Datoer(data["projektstart"], data["idriftsaettelse"], data["golive"])


class FridageForm(Formular):
    """De faste dage, kommunen holder fri."""

    juleaften_lukket = forms.BooleanField(label="24. december", required=False)
    nytaarsaften_lukket = forms.BooleanField(label="31. december", required=False)
    foerste_maj_lukket = forms.BooleanField(label="1. maj", required=False)
    grundlovsdag_lukket = forms.BooleanField(label="5. juni", required=False)

    @property
    def fridage(self) -> frozenset[str]:
        return frozenset(navn for navn, er_valgt in self.cleaned_data.items() if er_valgt)


class PeriodeForm(Formular):
    """Lukkedage eller en frysperiode. En tom linje betyder ingenting."""

    note = ""
    """Hvem der har ændret linjen, når to har rettet kalenderen imens."""

    navn = forms.CharField(
        max_length=80,
        required=False,
        help_text="Fx »Julelukning«.",
        error_messages={"max_length": for_langt("Navnet")},
    )
    fra = DatoFelt(label="Første dag", required=False)
    til = DatoFelt(label="Sidste dag", required=False, help_text="Tom, når det kun er én dag.")
    slags = forms.ChoiceField(
        choices=[
            (Kalenderperiode.Slags.LUKKEDAGE, "Lukkedage: ingen arbejder"),
            (Kalenderperiode.Slags.FRYSPERIODE, "Frysperiode: intet bør forfalde"),
        ]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for navn in ("navn", "fra", "til"):
            # En linje skal udfyldes eller stå tom; det ene felt er ikke mere frivilligt end det andet.
            self.fields[navn].udfyldes_sammen = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.er_tom or self.errors:
            return data
        if not (data["navn"] and data["fra"]):
            raise forms.ValidationError("Skriv både navn og første dag, eller tøm linjen.")
        data["til"] = data["til"] or data["fra"]
        try:
            data["periode"] = Periode(data["slags"], " ".join(data["navn"].split()), data["fra"], data["til"])
        except Afvist as fejl:
            raise forms.ValidationError(fejl.grund) from fejl
        return data

    @property
    def er_tom(self) -> bool:
        data = self.cleaned_data
        return not (data.get("navn") or data.get("fra") or data.get("til") or self.errors)


TOMME_LINJER = 2
Perioder = forms.formset_factory(PeriodeForm, extra=TOMME_LINJER, can_delete=True, can_delete_extra=False, max_num=200)
