"""Adressen i et projekt for dets indhentningsplan."""

from django.urls import path

from . import views_indhentning

app_name = "indhentning"

urlpatterns = [path("indhentningsplan/", views_indhentning.plan, name="plan")]
