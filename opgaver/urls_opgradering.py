"""Adresser i et projekt for dets katalogversion og for opgraderinger."""

from django.urls import path

from . import views_opgradering, views_opgraderingsfortryd

app_name = "opgradering"

urlpatterns = [
    path("katalog/", views_opgradering.katalog, name="katalog"),
    path("katalog/opgraderinger/<int:pk>/", views_opgradering.kvittering, name="kvittering"),
    path("katalog/opgraderinger/<int:pk>/fortryd/", views_opgraderingsfortryd.fortryd, name="fortryd"),
]
