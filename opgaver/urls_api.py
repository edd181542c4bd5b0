"""Adresser under ``api/projekter/<kommune>/<loesning>/``."""

from django.urls import path

from . import api

app_name = "api"

urlpatterns = [
    path("opgaver/", api.opgaver, name="opgaver"),
    path("opgaver/<path:kode>/", api.opgave, name="opgave"),
]
