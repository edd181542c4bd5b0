"""Forespørgslen, som siderne bag login ser den."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Bruger


class Forespoergsel(HttpRequest):
    """En forespørgsel efter loginkravet: brugeren er en person, og htmx' oplysninger er læst."""

    user: Bruger
    htmx: HtmxDetails
