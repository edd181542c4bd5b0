"""Kontoens formularer: allauths egne regler, tegnet og benævnt som systemets andre formularer."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm

from faelles.formularer import Felt

KRAV = "Brug mindst 12 tegn. Det må ikke være en almindelig adgangskode og ikke ligne dit navn eller din e-mail."
TEKSTER = {
    "login": ("E-mail", ""),
    "email": ("E-mail", ""),
    "password": ("Adgangskode", ""),
    "oldpassword": ("Nuværende adgangskode", ""),
    "password1": ("Ny adgangskode", KRAV),
    "password2": ("Ny adgangskode igen", ""),
}
"""Ledetekst og hjælpetekst efter feltets navn."""


class Kontofelter:
    """Ledeteksten står over feltet og aldrig inde i det, hvor den forsvinder, når man skriver."""

    bound_field_class = Felt
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for navn, felt in self.fields.items():
            felt.label, felt.help_text = TEKSTER[navn]
            felt.widget.attrs.pop("placeholder", None)


class LogindForm(Kontofelter, LoginForm):
    """E-mail og adgangskode."""


class GlemtForm(Kontofelter, ResetPasswordForm):
    """Adressen, som linket sendes til."""


class NyAdgangskodeForm(Kontofelter, ResetPasswordKeyForm):
    """Den nye adgangskode efter et link."""


class SkiftAdgangskodeForm(Kontofelter, ChangePasswordForm):
    """Den nuværende adgangskode og den nye."""
