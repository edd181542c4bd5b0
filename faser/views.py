"""Fasemodellerne til at læse. De er fælles for alle, så enhver, der er logget ind, må se dem."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Fase, Fasehovedopgave, Hovedopgave, Implementeringsmodel

type Skema = list[tuple[Hovedopgave, list[Fasehovedopgave | None]]]


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Alle modeller med antal faser og hovedopgaver."""
    modeller = Implementeringsmodel.objects.annotate(
        antal_faser=Count("faser", filter=Q(faser__overfase=None), distinct=True),
        antal_delfaser=Count("faser", filter=~Q(faser__overfase=None), distinct=True),
        antal_hovedopgaver=Count("hovedopgaver", distinct=True),
    )
    return render(request, "faser/liste.html", {"modeller": modeller})


@require_safe
def vis(request: HttpRequest, noegle: str) -> HttpResponse:
    """Én model som tabeller: fasernes kendetegn, hovedopgaverne, og hvilke der er aktive i hvilke faser."""
    model = get_object_or_404(Implementeringsmodel, noegle=noegle)
    faser = list(model.faser.select_related("overfase").order_by("raekkefoelge"))
    hovedfaser = [fase for fase in faser if fase.overfase is None]
    hovedopgaver = list(model.hovedopgaver.order_by("nummer"))
    maerker = list(Fasehovedopgave.objects.filter(fase__model=model))
    kontekst = {
        "model": model,
        "faser": faser,
        "hovedfaser": hovedfaser,
        "med_succes": [fase for fase in hovedfaser if fase.succesfaktorer or fase.succes_naar],
        "hovedopgaver": hovedopgaver,
        "skema": skema(hovedopgaver, hovedfaser, maerker),
        "antal": Counter(maerke.oprindelse for maerke in maerker),
    }
    return render(request, "faser/vis.html", kontekst)


def skema(hovedopgaver: list[Hovedopgave], faser: list[Fase], maerker: Iterable[Fasehovedopgave]) -> Skema:
    """En række for hver hovedopgave med dens mærke, eller intet, for hver af faserne."""
    slaaet_op = {(maerke.hovedopgave_id, maerke.fase_id): maerke for maerke in maerker}
    return [(opgave, [slaaet_op.get((opgave.pk, fase.pk)) for fase in faser]) for opgave in hovedopgaver]
