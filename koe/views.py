"""Demoens mails: hvad systemet har skrevet til hvem. Findes kun, når DEMO er sat."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Besked
from .post import mailmappe

ANTAL = 100


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """De nyeste mails med modtager, emne, tilstand og den læsbare tekst."""
    if not settings.DEMO:
        raise Http404("Mails vises kun i demoen.")
    kontekst = {"beskeder": Besked.objects.all()[:ANTAL], "antal": ANTAL, "mappe": mailmappe()}
    return render(request, "koe/mails.html", kontekst)
