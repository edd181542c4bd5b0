"""Adresser i et projekt for kommunens egne, lokale opgaver."""

from django.urls import path

from . import views_lokale

app_name = "lokale"

urlpatterns = [
    path("lokale/ny/", views_lokale.ny, name="ny"),
    path("lokale/hurtig/", views_lokale.hurtig, name="hurtig"),
    path("lokale/katalog/", views_lokale.katalog, name="katalog"),
    path("lokale/eksempler/", views_lokale.eksempler, name="eksempler"),
    path("lokale/frist/", views_lokale.frist, name="frist"),
    path("lokale/<int:pk>/ret/", views_lokale.ret, name="ret"),
    path("lokale/<int:pk>/fjern/", views_lokale.fjern, name="fjern"),
]
