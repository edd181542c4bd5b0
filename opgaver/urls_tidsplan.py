"""Adresser i et projekt for tidsplanen, kalenderen og tjekpunkterne."""

from django.urls import path

from . import views_milepael, views_tidsplan

app_name = "tidsplan"

urlpatterns = [
    path("tidsplan/", views_tidsplan.tidsplan, name="vis"),
    path("tidsplan/vinduer/", views_tidsplan.vinduer, name="vinduer"),
    path("tidsplan/kalender/", views_tidsplan.kalender, name="kalender"),
    path("tidsplan/kalender/<int:aar>-<int:maaned>/", views_tidsplan.kalender, name="maaned"),
    path("opgaver/<int:pk>/fortsaet/", views_milepael.fortsaet, name="fortsaet"),
    path("opgaver/<int:pk>/afvent/", views_milepael.afvent, name="afvent"),
]
