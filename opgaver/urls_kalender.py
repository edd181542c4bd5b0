"""Adresser for kommunens kalender, under ``organisationer/``."""

from django.urls import path

from . import views_fortryd, views_kalender

app_name = "kalender"

urlpatterns = [
    path("<slug:kode>/kalender/", views_kalender.kalender, name="ret"),
    path("<slug:kode>/kalender/<int:pk>/fortryd/", views_fortryd.kalenderens, name="fortryd"),
]
