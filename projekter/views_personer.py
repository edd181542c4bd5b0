"""Administratorens sider: organisationens personer og deres rettigheder."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist
from faelles.htmx import videre_med_besked

from . import adgang
from .aktoer import Aktoer
from .bekraeftelser import listens_aftryk, stand_for
from .forms import PersonForm, RetPersonForm
from .models import Bruger, Medlemskab, Organisation, Rettighed
from .personliste import Personfilter, Personliste
from .services.bekraeftelse import bekraeft_liste
from .services.overdragelse import pladser_i
from .services.personer import (
    er_sidste_administrator,
    fjern_person,
    grund_til_at_blive,
    inviter_igen,
    ret_person,
    tilfoej_person,
)
from .web import Forespoergsel


def personer(request: Forespoergsel, kode: str) -> HttpResponse:
    """Organisationens personer, søgt og filtreret, og en formular til at tilføje en til."""
    organisation = adgang.find_organisation(request.user, kode)
    liste = Personliste(organisation, Personfilter.laes(request.GET))
    igen = liste.find_fjernet(request.GET["igen"]) if "igen" in request.GET else None
    begyndelse = {"navn": igen.navn, "email": igen.email} if igen else {}
    form = PersonForm(request.POST or None, organisation=organisation, initial=begyndelse)
    if request.method == "POST" and form.is_valid():
        try:
            return videre_med_besked(request, _tilfoej(request, organisation, form), request.path)
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
    kontekst = {
        "organisation": organisation,
        "liste": liste,
        "igen": igen,
        "stand": stand_for(organisation, timezone.localdate()),
        "aftryk": listens_aftryk(organisation),
        "overdragelser": organisation.overdragelser.aktuelle(timezone.now()),
        "form": form,
        "menu": "personer",
    }
    return render(request, "projekter/personer.html", kontekst, status=422 if form.is_bound else 200)


def person(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Ret en persons navn og rettigheder."""
    organisation, bruger, nu = _find(request, kode, pk)
    aktoer = Aktoer.person(request.user)
    navnet = adgang.maa_rette_navn(aktoer, bruger)
    begyndelse = {"navn": bruger.navn, "rettigheder": nu}
    form = RetPersonForm(
        request.POST or None, organisation=organisation, initial=begyndelse, maa_rette_navn=bool(navnet)
    )
    er_sidste = er_sidste_administrator(organisation, bruger)
    if er_sidste:
        form.fields["rettigheder"].error_messages["required"] = grund_til_at_blive(organisation, bruger)
    if request.method == "POST" and form.is_valid():
        try:
            ret_person(aktoer, organisation, bruger, **form.cleaned_data)
            return videre_med_besked(request, f"Oplysningerne om {bruger.navn} er gemt.", _videre(request, kode))
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
    kontekst = {
        "organisation": organisation,
        "person": bruger,
        "pladser": pladser_i(organisation, bruger),
        "er_sidste": er_sidste,
        "form": form,
        "navnet": navnet,
        "menu": "personer",
    }
    return render(request, "projekter/person.html", kontekst, status=422 if form.is_bound else 200)


def fjern(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Fjern en person, efter at have set hvilke pladser der bliver ledige."""
    organisation, bruger, _ = _find(request, kode, pk)
    if request.method == "POST":
        fjern_person(Aktoer.person(request.user), organisation, bruger)
        return videre_med_besked(request, f"{bruger.navn} er fjernet.", _videre(request, kode))
    kontekst = {
        "organisation": organisation,
        "person": bruger,
        "pladser": pladser_i(organisation, bruger),
        "er_sidste": er_sidste_administrator(organisation, bruger),
        "uden_leder": adgang.mister_leder(organisation, bruger).med_navne(),
        "menu": "personer",
    }
    return render(request, "projekter/fjern.html", kontekst)


@require_POST
def bekraeft(request: Forespoergsel, kode: str) -> HttpResponse:
    """Bekræft, at listen over personer passer."""
    kommune = adgang.find_kommune_at_administrere(request.user, kode)
    aktoer, nu = Aktoer.person(request.user), timezone.now()
    bekraeftelse = bekraeft_liste(aktoer, kommune, nu=nu, aftryk=request.POST.get("aftryk", ""))
    er_egen = bekraeftelse.tid == nu
    besked = "Tak. Listen er bekræftet." if er_egen else f"Listen var allerede bekræftet af {bekraeftelse.aktoer}."
    return videre_med_besked(request, besked, _liste(kode))


@require_POST
def inviter(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Send invitationen igen."""
    organisation, bruger, _ = _find(request, kode, pk)
    inviter_igen(Aktoer.person(request.user), organisation, bruger)
    adresse = reverse("organisationer:person", args=(kode, pk))
    return videre_med_besked(request, f"Invitationen er sendt igen til {bruger.email}.", adresse)


def _tilfoej(request: Forespoergsel, organisation: Organisation, form: PersonForm) -> str:
    """Tilføj personen, og sig, hvad der skete; den, der fandtes i forvejen, beholder sit eget navn."""
    fandtes = Bruger.objects.filter(email=form.cleaned_data["email"].strip().lower()).exists()
    person = tilfoej_person(Aktoer.person(request.user), organisation, **form.cleaned_data)
    if not fandtes:
        return f"{person.navn} er tilføjet og får en mail med et link til at vælge adgangskode."
    givet = ", ".join(Rettighed(rettighed).label for rettighed in form.cleaned_data["rettigheder"])
    return (
        f"{person.email} findes i forvejen og hedder {person.navn}; det navn bruges. "
        f"{person.navn} har fået {givet} i {organisation.officielt_navn} og får en mail om det."
    )


def _find(request: Forespoergsel, kode: str, pk: int) -> tuple[Organisation, Bruger, list[str]]:
    organisation = adgang.find_organisation(request.user, kode)
    bruger = get_object_or_404(Bruger.objects.filter(medlemskaber__organisation=organisation).distinct(), pk=pk)
    nu = bruger.medlemskaber.filter(organisation=organisation).values_list("rettighed", flat=True)
    return organisation, bruger, list(nu)


def _videre(request: Forespoergsel, kode: str) -> str:
    """Listen, eller Min side for den, der har taget sin egen ret til at se den."""
    er_administrator = Medlemskab.objects.filter(
        bruger=request.user, organisation__kode=kode, rettighed=Rettighed.ADMINISTRATOR
    )
    return _liste(kode) if er_administrator.exists() else reverse("min_side")


def _liste(kode: str) -> str:
    return reverse("organisationer:personer", args=(kode,))
