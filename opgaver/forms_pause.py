"""Formularerne, der sætter et projekt eller ét hold på pause."""

from django import forms

from faelles.formularer import BegrundelseFelt, DatoFelt, Formular


class PauseForm(Formular):
    """Hvorfor, og hvor længe det ventes at vare."""

    begrundelse = BegrundelseFelt(
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står på alle projektets sider, i historikken og i mailen til dem, det rammer.",
        error_messages={"required": "Skriv, hvorfor projektet holder pause."},
    )
    til = DatoFelt(
        label="Ventes at vare til og med",
        required=False,
        help_text="Er dagen forbi, siger vi det til projektlederen. Projektet genoptages ikke af sig selv.",
    )


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
