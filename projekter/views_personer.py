"""Administratorens sider: organisationens personer og deres rettigheder."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from faelles.afvisning import Afvist
from faelles.htmx import videre_med_besked

from . import adgang
from .aktoer import Aktoer
from .forms import PersonForm, RettighederForm
from .models import Bruger, Organisation
from .services.personer import fjern_person, saet_rettigheder, tilfoej_person
from .web import Forespoergsel


def personer(request: Forespoergsel, kode: str) -> HttpResponse:
    """Organisationens personer, og en formular til at tilføje en til."""
    organisation = adgang.find_organisation(request.user, kode)
    form = PersonForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            ny = tilfoej_person(Aktoer.person(request.user), organisation, **form.cleaned_data)
            besked = f"{ny.navn} er tilføjet og får en mail om det."
            return videre_med_besked(request, besked, request.path)
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
    kontekst = {"organisation": organisation, "personer": _personer(organisation), "form": form}
    return render(request, "projekter/personer.html", kontekst, status=422 if form.is_bound else 200)


def person(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Ret en persons rettigheder."""
    organisation, bruger, nu = _find(request, kode, pk)
    form = RettighederForm(request.POST or None, organisation=organisation, initial={"rettigheder": nu})
    if request.method == "POST" and form.is_valid():
        try:
            saet_rettigheder(Aktoer.person(request.user), organisation, bruger, form.cleaned_data["rettigheder"])
            return videre_med_besked(request, f"Rettighederne for {bruger.navn} er gemt.", _liste(kode))
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
    kontekst = {"organisation": organisation, "person": bruger, "form": form}
    return render(request, "projekter/person.html", kontekst, status=422 if form.is_bound else 200)


def fjern(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Fjern en person, efter at have set hvilke pladser der bliver ledige."""
    organisation, bruger, _ = _find(request, kode, pk)
    if request.method == "POST":
        fjern_person(Aktoer.person(request.user), organisation, bruger)
        return videre_med_besked(request, f"{bruger.navn} er fjernet.", _liste(kode))
    pladser = bruger.pladser.filter(projekt__kommune=organisation).select_related("rolle", "projekt__loesning")
    kontekst = {
        "organisation": organisation,
        "person": bruger,
        "pladser": pladser,
        "uden_leder": adgang.mister_leder(organisation, bruger).med_navne(),
    }
    return render(request, "projekter/fjern.html", kontekst)


def _find(request: Forespoergsel, kode: str, pk: int) -> tuple[Organisation, Bruger, list[str]]:
    organisation = adgang.find_organisation(request.user, kode)
    bruger = get_object_or_404(Bruger.objects.filter(medlemskaber__organisation=organisation).distinct(), pk=pk)
    nu = bruger.medlemskaber.filter(organisation=organisation).values_list("rettighed", flat=True)
    return organisation, bruger, list(nu)


def _personer(organisation: Organisation) -> list[tuple[Bruger, str]]:
    fundne: dict[Bruger, list[str]] = {}
    for medlemskab in organisation.medlemskaber.select_related("bruger").order_by("bruger__navn", "pk"):
        fundne.setdefault(medlemskab.bruger, []).append(medlemskab.get_rettighed_display())
    return [(bruger, ", ".join(navne)) for bruger, navne in fundne.items()]


def _liste(kode: str) -> str:
    return reverse("organisationer:personer", args=(kode,))
