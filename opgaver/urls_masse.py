"""Adresser i et projekt for at ændre mange opgaver på én gang."""

from django.urls import path

from . import views_masse

app_name = "masse"

urlpatterns = [
    path("masse/", views_masse.vaelg, name="vaelg"),
    path("masse/vis/", views_masse.vis, name="vis"),
    path("masse/udfoer/", views_masse.udfoer, name="udfoer"),
    path("masse/<int:pk>/", views_masse.kvittering, name="kvittering"),
    path("masse/<int:pk>/fortryd/", views_masse.fortryd, name="fortryd"),
]
