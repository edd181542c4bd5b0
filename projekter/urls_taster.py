"""Personens egne genveje på tastaturet."""

from django.urls import path

from . import views_taster

app_name = "taster"

urlpatterns = [path("", views_taster.taster, name="vis")]
