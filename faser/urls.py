"""Adresser under ``modeller/``."""

from django.urls import path

from . import views

app_name = "faser"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:noegle>/", views.vis, name="vis"),
]
