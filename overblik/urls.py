"""Adresser uden præfiks: Min side, landsoverblik, hjælp og driftens helbredstjek."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    path("", views.min_side, name="min_side"),
    path("min-side/set/", views.marker_set, name="marker_set"),
    path("konto/logget-ind/", views.logget_ind, name="logget_ind"),
    path("overblik/", views.overblik, name="overblik"),
    path("overblik/<slug:loesning>/", views.overblik_loesning, name="overblik_loesning"),
    path("overblik/<slug:loesning>/personlister/", views.personlister, name="personlister"),
    path("hjaelp/", views.hjaelp, name="hjaelp"),
    path("tilgaengelighed/", views.tilgaengelighed, name="tilgaengelighed"),
    path("was/", login_not_required(RedirectView.as_view(pattern_name="tilgaengelighed")), name="was"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
