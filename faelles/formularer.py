"""Formularer efter Det Fælles Designsystems mønster: ledetekst, hjælpetekst, fejl ved feltet og fejloversigt."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape

from .aarstal import FOERSTE_AAR, SIDSTE_AAR
from .maaneder import MAANEDER

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

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        tegner = TEGNERE.get(template_name)
        return tegner(context["widget"]) if tegner else super().render(template_name, context, request)


def _inputfelt(felt: dict[str, Any]) -> str:
    return f"<input{_attributter(felt, type=felt['type'], name=felt['name'], value=felt['value'])}>"


def _tekstfelt(felt: dict[str, Any]) -> str:
    return f"<textarea{_attributter(felt, name=felt['name'])}>\n{conditional_escape(felt['value'] or '')}</textarea>"


def _rulleliste(felt: dict[str, Any]) -> str:
    inde = "".join(_gruppe(navn, "".join(map(_valg, valg))) for navn, valg, _ in felt["optgroups"])
    return f"<select{_attributter(felt, name=felt['name'])}>{inde}</select>"


def _gruppe(navn: str | None, valg: str) -> str:
    return f'<optgroup label="{conditional_escape(navn)}">{valg}</optgroup>' if navn else valg


def _valg(et: dict[str, Any]) -> str:
    return f"<option{_attributter(et, value=et['value'])}>{conditional_escape(et['label'])}</option>"


def _attributter(felt: dict[str, Any], **foerst: Any) -> str:
    """``True`` er et navn uden værdi; ``False`` og None står der ikke."""
    alle = (
        (navn, vaerdi)
        for navn, vaerdi in (foerst | felt["attrs"]).items()
        if vaerdi is not None and vaerdi is not False
    )
    return "".join(f" {navn}" if vaerdi is True else f' {navn}="{conditional_escape(vaerdi)}"' for navn, vaerdi in alle)


_INPUT = ("text", "hidden", "number", "date", "email", "password", "checkbox")
TEGNERE: dict[str, Callable[[dict[str, Any]], str]] = {
    **{f"django/forms/widgets/{slags}.html": _inputfelt for slags in _INPUT},
    # Valgene i en gruppe tegnes hver for sig, uden ledetekst.
    **{f"django/forms/widgets/{slags}_option.html": _inputfelt for slags in ("checkbox", "radio")},
    "django/forms/widgets/textarea.html": _tekstfelt,
    "django/forms/widgets/select.html": _rulleliste,
}
"""De almindelige felter, tegnet uden skabelon. Djangos egne bruger op til tre for et felt og to for hvert valg."""


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


_AAR = r"(?P<aar>[0-9]{4}|[0-9]{2})"
DATOFORMER = [
    re.compile(r"(?P<dag>[0-9]{1,2}) ?[./-] ?(?P<maaned>[0-9]{1,2})(?: ?[./-] ?| +)" + _AAR),
    re.compile(r"(?:den +)?(?P<dag>[0-9]{1,2})\.? *(?P<maaned>[a-z]{3,})\.?,? +" + _AAR, re.IGNORECASE),
]
ISO_DATO = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
MAANEDSNUMRE = {navn: nummer for nummer, navn in enumerate(MAANEDER, start=1)}
MAANEDSNUMRE |= {navn[:3]: nummer for navn, nummer in MAANEDSNUMRE.items()} | {"sept": 9}


def dato_med_tal(tekst: str) -> str:
    """En dato skrevet som 1/3-27, 1. marts 2027 eller lignende, som dag.måned.år; alt andet er, som det var."""
    for form in DATOFORMER:
        if fund := form.fullmatch(tekst):
            maaned = MAANEDSNUMRE.get(fund["maaned"].lower(), fund["maaned"])
            return f"{fund['dag']}.{maaned}.{fund['aar']}" if str(maaned).isdecimal() else tekst
    return tekst


class BegrundelseFelt(forms.CharField):
    """En begrundelse. Browseren skærer den ikke af; er den for lang, siges det, og det skrevne bliver stående."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=BEGRUNDELSE_TEGN, **kwargs)
        self.error_messages["max_length"] = for_langt("Begrundelsen")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {navn: vaerdi for navn, vaerdi in super().widget_attrs(widget).items() if navn != "maxlength"}


BEGRUNDELSE_TEGN = 2_000


def for_langt(hvad: str) -> str:
    """Fejlen, når der er skrevet for meget; Django sætter tallene ind."""
    return f"{hvad} er på %(show_value)d tegn; der er plads til %(limit_value)d. Skriv kortere."


class DatoFelt(forms.DateField):
    """En dato skrevet på dansk. Vises som 01.03.2027; 1/3-27, 1. marts 2027 og deres slægtninge læses også.

    En dato, der ikke findes, og et årstal uden for ``faelles.aarstal`` er fejl på feltet.
    """

    default_error_messages = {"invalid": "Skriv datoen som dag, måned og år, fx 01.03.2027."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric", "class": "datofelt"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        skrevet = " ".join(value.split())
        laest = dato_med_tal(skrevet)
        try:
            return super().to_python(laest)
        except forms.ValidationError:
            if DATOFORMER[0].fullmatch(laest) or ISO_DATO.fullmatch(laest):
                raise forms.ValidationError(
                    f"Datoen {skrevet} findes ikke. Skriv dag, måned og år, fx 01.03.2027."
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
