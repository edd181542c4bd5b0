"""Adresser."""

from django.urls import path

from . import views

app_name = "koe"
urlpatterns = [path("mails/", views.mails, name="mails")]
