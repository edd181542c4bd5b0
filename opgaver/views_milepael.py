"""Tjekpunktet på kortet: at lade planen gå videre, før det er afgjort, og at vente på det igen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import videre_med_besked
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .forms_tidsplan import AfventForm, FortsaetForm
from .models import Opgave
from .services import milepael as handlinger


@require_POST
def fortsaet(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad planen gå videre forbi tjekpunktet."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    form = FortsaetForm(request.POST, opgave=opgave)
    if not form.is_valid():
        return _igen(request, projekt, opgave, form)
    data = form.cleaned_data
    try:
        handlinger.lad_fortsaette(
            Aktoer.person(request.user), opgave, data["grund"], paa=timezone.localdate(), udgave=data["udgave"]
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, form, fejl)
    return _videre(request, opgave, f"Planen kan fortsætte, selv om {opgave.kode_og_etape} ikke er afgjort.")


@require_POST
def afvent(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad planen vente på tjekpunktet igen."""
    _, opgave = views.find_opgave(request, kommune, loesning, pk)
    form = AfventForm(request.POST)
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    handlinger.afvent_milepael(Aktoer.person(request.user), opgave, udgave=form.cleaned_data["udgave"])
    return _videre(request, opgave, f"Planen venter igen på {opgave.kode_og_etape}.")


def _videre(request: Forespoergsel, opgave: Opgave, besked: str) -> HttpResponse:
    return videre_med_besked(request, besked, f"{opgave.get_absolute_url()}#milepael")


def _igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, form: FortsaetForm, fejl: Afvist | None = None
) -> HttpResponse:
    """Kortet med det, personen skrev, og det, der står nu; intet er gemt."""
    frisk = views.find_opgave(request, *projekt.adresse, opgave.pk)[1]
    grund, er_foraeldet = views.sig_konflikten(request, projekt, frisk, form, fejl)
    kontekst = views.kortkontekst(request, projekt, frisk) | {
        "fortsaetform": form,
        "aaben_del": "milepael",
        "delens_grund": grund,
        # Et afgjort tjekpunkt har ingen formular at gemme igen med.
        "delen_er_foraeldet": er_foraeldet and frisk.er_aaben,
    }
    return render(request, "opgaver/kort.html", kontekst, status=409 if er_foraeldet else 422)
