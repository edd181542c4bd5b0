"""Formularerne, der sætter et projekt eller ét hold på pause."""

from django import forms
from django.utils import timezone

from faelles.afvisning import Afvist
from faelles.formularer import BegrundelseFelt, DatoFelt, Formular

from .services.projekt import Datofejl


class PauseForm(Formular):
    """Hvorfor, siden hvornår, og hvor længe det ventes at vare."""

    begrundelse = BegrundelseFelt(
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står på alle projektets sider, i historikken og i mailen til dem, det rammer.",
        error_messages={"required": "Skriv, hvorfor projektet holder pause."},
    )
    fra = DatoFelt(
        required=False,
        initial=timezone.localdate,
        help_text="I dag, eller den dag, arbejdet gik i stå. Pausens længde regnes herfra. "
        "Påmindelser, der allerede er sendt, trækkes ikke tilbage.",
    )
    til = DatoFelt(
        label="Ventes at vare til og med",
        required=False,
        help_text="Er dagen forbi, siger vi det til projektlederen. Projektet genoptages ikke af sig selv.",
    )

    def afvis(self, fejl: Afvist) -> None:
        """Vis fejlen ved den dato, den handler om, ellers over formularen."""
        self.add_error(fejl.felt if isinstance(fejl, Datofejl) else None, fejl.grund)


class EtapepauseForm(PauseForm):
    """Det samme for ét hold."""

    begrundelse = BegrundelseFelt(
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står under Etaper, på Min side, i historikken og i mailen til dem, det rammer.",
        error_messages={"required": "Skriv, hvorfor holdet holder pause."},
    )
    til = DatoFelt(
        label="Ventes at vare til og med",
        required=False,
        help_text="Er dagen forbi, siger vi det til projektlederen. Holdet går ikke videre af sig selv.",
    )
