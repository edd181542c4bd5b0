"""Tavlen: et kort flyttet til en anden kolonne. Et flueben, der fortrydes i listen, får også sin status igen her."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist, Foraeldet, ManglerBegrundelse, SkalBekraeftes
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .forms import OpgaveForm
from .kvittering import Kvittering, Statusfoer
from .listefilter import LISTE, TAVLE
from .models import Opgave
from .opgaveliste import Opgaveliste
from .services import opgave as handlinger
from .sidensadresse import sidens_adresse


@require_POST
def flyt_paa_tavlen(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Kortet flyttet til en anden kolonne: opgaven med en anden status."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    form = OpgaveForm(request.POST, projekt=projekt, leder=False, auto_id=f"opgave-{pk}-%s")
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    data, aktoer, paa = form.cleaned_data, Aktoer.person(request.user), timezone.localdate()
    foer = Statusfoer(opgave)
    try:
        handlinger.saet_status(
            aktoer,
            opgave,
            data["status"],
            paa=paa,
            udgave=data["udgave"],
            begrundelse=data["begrundelse"] or None,
            bekraeftet=views.svaret(request),
        )
    except ManglerBegrundelse as fejl:
        return _begrund(request, projekt, opgave, form, fejl)
    except SkalBekraeftes:
        felter = {navn: data[navn] for navn in ("status", "udgave", "begrundelse")}
        return views.spoerg(request, projekt, opgave, "status/", felter)
    except Foraeldet:
        valgt = f"Du valgte {Opgave.Status(data['status']).label}. Se kortet, og flyt det igen, hvis det skal gælde."
        grund = views.konfliktens_grund(request, projekt, views.hent(projekt, pk), valgt)
        if not er_brudstykke(request):
            raise Foraeldet(grund) from None
        return _svar(request, projekt, opgave, grund, status=409)
    if er_brudstykke(request):
        return _svar(request, projekt, opgave, foer.besked(opgave, "fortryd"), kvittering=foer.kvittering(opgave))
    besked = foer.besked(opgave, "flyt kortet tilbage")
    return videre_med_besked(request, besked, views.tilbage(request, projekt, pk, visning=TAVLE))


def _er_i_listen(request: Forespoergsel) -> bool:
    return request.POST.get("visning") == LISTE


def _svar(
    request: Forespoergsel,
    projekt: Projekt,
    opgave: Opgave,
    oplaesning: str,
    status: int = 200,
    kvittering: Kvittering | None = None,
) -> HttpResponse:
    """Tavlen, som den er nu, og de tal, opgaven tæller med i; er intet gemt, er oplæsningen grunden."""
    if _er_i_listen(request):
        return views.raekkesvar(request, projekt, opgave, oplaesning, status, kvittering)
    kontekst = {
        "liste": Opgaveliste(projekt, request.user, sidens_adresse(request), timezone.localdate()),
        **views.taelling(request, projekt, views.hent(projekt, opgave.pk)),
        "oplaesning": oplaesning,
        "grund": oplaesning if status != 200 else "",
        "kvittering": kvittering,
    }
    return render(request, "opgaver/tavle.html#svar", kontekst, status=status)


def _begrund(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, form: OpgaveForm, fejl: ManglerBegrundelse
) -> HttpResponse:
    """Kortet åbnet til en begrundelse; uden htmx er det opgavens egen side med den status, der blev valgt."""
    status = form.cleaned_data["status"]
    if not er_brudstykke(request) or _er_i_listen(request):
        return views.aabn_med(request, projekt, opgave, status, fejl)
    form.fields["begrundelse"].required = True
    grund, er_foraeldet = views.sig_konflikten(request, projekt, views.hent(projekt, opgave.pk), form, fejl)
    kontekst = {**views.raekkekontekst(request, projekt, opgave), "form": form, "status": status, "grund": grund}
    svar = render(request, "opgaver/tavle.html#begrund", kontekst, status=409 if er_foraeldet else 422)
    svar["HX-Retarget"] = f"#opgave-{opgave.pk}"
    return svar
