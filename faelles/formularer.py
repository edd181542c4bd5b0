"""Formularer efter Det Fælles Designsystems mønster: ledetekst, hjælpetekst, fejl ved feltet og fejloversigt."""

import re
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from .aarstal import FOERSTE_AAR, SIDSTE_AAR

KLASSER: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "form-checkbox",
    forms.CheckboxSelectMultiple: "form-checkbox",
    forms.RadioSelect: "form-radio",
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
    forms.Textarea: "form-input",
    forms.Widget: "form-input",
}


class DkfdsRenderer(TemplatesSetting):
    """Tegner alle formularer med designsystemets markup."""

    form_template_name = "formularer/formular.html"
    field_template_name = "formularer/felt.html"


class Felt(forms.BoundField):
    """Et felt, der kender designsystemets klasser og henviser til sin hjælpetekst og fejl."""

    @property
    def id_for_label(self) -> str:
        """Det element, fejloversigten fører til; i en gruppe af valg det første af dem."""
        return super().id_for_label or f"{self.auto_id}_0"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        bygget = super().build_widget_attrs(attrs, widget)
        vist = widget or self.field.widget
        klasse = next(navn for slags, navn in KLASSER.items() if isinstance(vist, slags))
        bygget["class"] = f"{vist.attrs.get('class', '')} {klasse}".strip()
        return bygget


TAL_SOM_DATO = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)


class DatoFelt(forms.DateField):
    """En dato skrevet på dansk. Vises som 01.03.2027; 01-03-2027 og 1/3-2027's slægtninge læses også.

    En dato, der ikke findes, og et årstal uden for ``faelles.aarstal`` er fejl på feltet.
    """

    default_error_messages = {"invalid": "Skriv datoen som dag, måned og år, fx 01.03.2027."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric", "class": "datofelt"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            if TAL_SOM_DATO.fullmatch(str(value).strip()):
                raise forms.ValidationError(
                    f"Datoen {str(value).strip()} findes ikke. Skriv dag, måned og år, fx 01.03.2027."
                ) from None
            raise

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FOERSTE_AAR <= value.year <= SIDSTE_AAR:
            raise forms.ValidationError(
                f"Årstallet {value.year} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoen."
            )


class Formular(forms.Form):
    """Grundformularen. ``bound_field_class`` giver felterne deres klasser."""

    bound_field_class = Felt
