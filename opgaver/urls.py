"""Adresser under ``projekter/``."""

from django.urls import path

from . import views, views_fordel, views_projekt

app_name = "opgaver"

PROJEKT = "<slug:kommune>/<slug:loesning>/"

urlpatterns = [
    path("", views_projekt.projekter, name="projekter"),
    path("nyt/", views_projekt.nyt, name="nyt"),
    path(PROJEKT, views.liste, name="liste"),
    path(PROJEKT + "fordel/", views_fordel.fordel, name="fordel"),
    path(PROJEKT + "opgaver/<int:pk>/", views.kort, name="kort"),
    path(PROJEKT + "opgaver/<int:pk>/raekke/", views.raekke, name="raekke"),
    path(PROJEKT + "opgaver/<int:pk>/ret/", views.ret, name="ret"),
    path(PROJEKT + "opgaver/<int:pk>/afkryds/", views.afkryds, name="afkryds"),
]
