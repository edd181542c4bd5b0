"""Formularerne, hvormed kortets side retter det, kommunen har af sit eget på en opgave."""

from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject

from .forms_eget import Egenform, FaseForm, KriterierForm, TekstForm
from .models import Opgave

FORMULARER: dict[str, type[Egenform]] = {
    "fase": FaseForm,
    "kriterier": KriterierForm,
    "tekst": TekstForm,
}
"""Kortets tre dele, som er kommunens egne, og formularen til hver."""


def formular(del_: str, opgave: Opgave, **kwargs: Any) -> Egenform:
    return FORMULARER[del_](opgave=opgave, auto_id=f"opgave-{opgave.pk}-eget-{del_}-%s", **kwargs)


def egetkontekst(opgave: Opgave) -> dict[str, Any]:
    """De tre formularer, udfyldt med det, der står nu. De laves først, når de skal tegnes."""
    start: dict[str, dict[str, Any]] = {
        "fase": {"fase": opgave.egen_fase_id},
        "kriterier": {"kriterier": opgave.egne_kriterier},
        "tekst": {"tekst": opgave.egen_tekst},
    }
    return {
        f"{del_}form": SimpleLazyObject(partial(formular, del_, opgave, initial=felter | {"udgave": opgave.udgave}))
        for del_, felter in start.items()
    }
