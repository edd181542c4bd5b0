"""Adresser under ``boelger/``."""

from django.urls import path

from . import views_boelge, views_boelgekvittering, views_fortryd

app_name = "boelger"

urlpatterns = [
    path("<slug:loesning>/", views_boelge.liste, name="liste"),
    path("<slug:loesning>/<int:nummer>/", views_boelge.vis, name="vis"),
    path("<slug:loesning>/<int:nummer>/flyt/", views_boelge.flyt, name="flyt"),
    path("<slug:loesning>/<int:nummer>/flytninger/<int:pk>/", views_boelgekvittering.kvittering, name="kvittering"),
    path("<slug:loesning>/<int:nummer>/flytninger/<int:pk>/fortryd/", views_fortryd.boelgens, name="fortryd"),
]
