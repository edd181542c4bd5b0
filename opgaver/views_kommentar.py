"""Samtalen på kortet: skriv, ret, slet, og sig, at et spørgsmål er set."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .forms_kommentar import ID, KommentarForm, RetKommentarForm, SetForm
from .kortsvar import igen, udfoert
from .models import Kommentar, Opgave
from .services import kommentar as handlinger

DEL = "kommentarer"


@require_POST
def skriv(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Skriv en kommentar."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    kraev(adgang.maa_kommentere(Aktoer.person(request.user), projekt))
    form = KommentarForm(request.POST, projekt=projekt, bruger=request.user, auto_id=ID)
    if not form.is_valid():
        return igen(request, projekt, opgave, DEL, _mangler(form), kommentarform=form)
    data = form.cleaned_data
    try:
        gemt = handlinger.skriv_kommentar(
            Aktoer.person(request.user),
            opgave,
            data["tekst"],
            data["naevn"],
            noegle=data["noegle"],
            nu=timezone.now(),
            set_til=data["set_til"] or 0,
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return igen(request, projekt, opgave, DEL, fejl, kommentarform=form)
    return udfoert(request, projekt, opgave, DEL, _i_ord("Kommentaren er skrevet.", gemt))


@require_POST
def ret(request: Forespoergsel, kommune: str, loesning: str, pk: int, kommentar: int) -> HttpResponse:
    """Ret sin egen kommentar."""
    projekt, opgave, fundet = _find(request, kommune, loesning, pk, kommentar)
    form = RetKommentarForm(request.POST, auto_id=f"kommentar-{fundet.pk}-%s")
    try:
        if not form.is_valid():
            kraev(adgang.maa_kommentere(Aktoer.person(request.user), projekt))
            return _ret_igen(request, projekt, opgave, fundet, form, None)
        gemt = handlinger.ret_kommentar(
            Aktoer.person(request.user),
            fundet,
            form.cleaned_data["tekst"],
            udgave=form.cleaned_data["kommentarudgave"],
            nu=timezone.now(),
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _ret_igen(request, projekt, opgave, fundet, form, fejl)
    return udfoert(request, projekt, opgave, DEL, _i_ord("Kommentaren er rettet.", gemt))


@require_POST
def slet(request: Forespoergsel, kommune: str, loesning: str, pk: int, kommentar: int) -> HttpResponse:
    """Fjern kommentarens tekst."""
    projekt, opgave, fundet = _find(request, kommune, loesning, pk, kommentar)
    handlinger.slet_kommentar(Aktoer.person(request.user), fundet, nu=timezone.now())
    besked = "Kommentaren er slettet. En mail, der er sendt, kan ikke kaldes tilbage."
    return udfoert(request, projekt, opgave, DEL, besked)


@require_POST
def marker(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Sig, at man har set de spørgsmål, der er stillet til en på opgaven."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    form = SetForm(request.POST)
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    aktoer = Aktoer.person(request.user)
    antal = handlinger.marker_besvaret(aktoer, opgave, nu=timezone.now(), set_til=form.cleaned_data["set_til"])
    besked = "Spørgsmålet venter ikke på dig mere." if antal else "Der er ingen spørgsmål, der venter på dig her."
    return udfoert(request, projekt, opgave, DEL, besked)


def _find(
    request: Forespoergsel, kommune: str, loesning: str, pk: int, kommentar: int
) -> tuple[Projekt, Opgave, Kommentar]:
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    fundet = get_object_or_404(Kommentar.objects.select_related("af"), opgave=opgave, pk=kommentar)
    fundet.opgave = opgave
    return projekt, opgave, fundet


def _ret_igen(
    request: Forespoergsel,
    projekt: Projekt,
    opgave: Opgave,
    kommentar: Kommentar,
    form: RetKommentarForm,
    fejl: Afvist | None,
) -> HttpResponse:
    """Formularen igen med det skrevne; er kommentaren slettet imens, står det skrevne i en ny kommentar."""
    kommentar.refresh_from_db()
    kommentar.opgave = opgave
    if isinstance(fejl, Foraeldet):
        form.data = {**request.POST.dict(), "kommentarudgave": kommentar.udgave}
    if kommentar.slettet:
        ny = KommentarForm.ny(projekt, request.user, request.POST.get("tekst", ""))
        return igen(request, projekt, opgave, DEL, fejl, kommentarform=ny)
    ekstra = {"rettes": kommentar.pk, "retform": form, "aaben_del": f"kommentar-{kommentar.pk}"}
    return igen(request, projekt, opgave, DEL, fejl, **ekstra)


def _mangler(form: KommentarForm) -> Afvist | None:
    """Fejl i det, personen ikke kan se; resten står ved felterne."""
    skjulte = {"noegle", "set_til"} & form.errors.keys()
    return Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.") if skjulte else None


def _i_ord(besked: str, gemt: handlinger.Gemt) -> str:
    """Beskeden, hvem der får mail, og hvad der ikke blev forstået."""
    dele = [besked]
    if gemt.nye:
        dele.append(f"{' og '.join(person.navn for person in gemt.nye)} får en mail.")
    if gemt.ukendte:
        skrevne = " og ".join(f"»@{ord_}«" for ord_ in gemt.ukendte)
        dele.append(f"{skrevne} er ikke en af projektets personer og får ingen besked.")
    return " ".join(dele)
