"""Adresser i et projekt: organisation og historik."""

from django.urls import path

from . import views

app_name = "projekter"

urlpatterns = [
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/<int:pk>/", views.plads, name="plads"),
    path("organisation/obligatorisk/<int:rolle>/", views.tilfoej_obligatorisk, name="tilfoej_obligatorisk"),
    path("historik/", views.historik, name="historik"),
]
