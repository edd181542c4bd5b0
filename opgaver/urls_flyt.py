"""Adresser i et projekt for dets datoer og for flytninger."""

from django.urls import path

from . import views_flyt, views_fortryd

app_name = "flyt"

urlpatterns = [
    path("datoer/", views_flyt.datoer, name="datoer"),
    path("datoer/flyt/", views_flyt.flyt, name="flyt"),
    path("flytninger/<int:pk>/", views_flyt.kvittering, name="kvittering"),
    path("flytninger/<int:pk>/fortryd/", views_fortryd.projektets, name="fortryd"),
    path("varslinger/<int:pk>/kvitter/", views_flyt.kvitter_varsling, name="kvitter"),
]
