"""Adresser i et projekt for at sætte det på pause og genoptage det."""

from django.urls import path

from . import views_genoptag, views_pause

app_name = "pause"

urlpatterns = [
    path("datoer/pause/", views_pause.saet, name="saet"),
    path("datoer/genoptag/", views_genoptag.projektet, name="genoptag"),
]
