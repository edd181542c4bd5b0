"""Kortets dele om det, kommunen lægger ved opgaven: samtalen, dokumenterne og forudsætningerne."""

from datetime import datetime
from typing import Any

from django.utils.functional import SimpleLazyObject

from projekter.models import Bruger

from .dokumentliste import Opgavedokumenter
from .forms_dokument import DokumentForm
from .forms_forudsaetning import ForudsaetningForm
from .forms_kommentar import KommentarForm
from .forudsaetninger import Forudsaetninger
from .models import Opgave
from .samtale import Samtale


def delekontekst(opgave: Opgave, bruger: Bruger, nu: datetime, svar: str = "") -> dict[str, Any]:
    """Delene og deres tomme formularer. Hver henter først noget, når den vises. ``svar`` er en kommentars nummer."""
    projekt = opgave.plan.projekt
    samtale = Samtale(opgave, bruger, nu)
    return {
        "samtale": samtale,
        "kommentarform": SimpleLazyObject(lambda: KommentarForm.ny(projekt, bruger, samtale.svar_paa(svar))),
        "dokumenter": Opgavedokumenter(opgave, bruger, nu),
        "dokumentform": SimpleLazyObject(DokumentForm.ny),
        "forudsaetninger": Forudsaetninger(opgave),
        "forudsaetningform": SimpleLazyObject(lambda: ForudsaetningForm(opgave=opgave)),
    }
