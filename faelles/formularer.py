"""Formularer efter Det Fælles Designsystems mønster: ledetekst, hjælpetekst, fejl ved feltet og fejloversigt."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

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


class DatoFelt(forms.DateField):
    """En dato skrevet på dansk. Vises som 01.03.2027; 01-03-2027 og 1/3-2027's slægtninge læses også."""

    default_error_messages = {"invalid": "Skriv datoen som dag, måned og år, fx 01.03.2027."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric", "class": "datofelt"})
        )
        super().__init__(**kwargs)


class Formular(forms.Form):
    """Grundformularen. ``bound_field_class`` giver felterne deres klasser."""

    bound_field_class = Felt
