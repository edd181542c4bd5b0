"""Adresser i et projekt for dets etaper."""

from django.urls import path

from . import views_etape, views_etapepause, views_genoptag, views_udrulning

app_name = "etaper"

urlpatterns = [
    path("etaper/", views_udrulning.liste, name="liste"),
    path("etaper/ny/", views_etape.ny, name="ny"),
    path("etaper/ibrugtagning/", views_udrulning.ibrugtagning, name="ibrugtagning"),
    path("etaper/<int:pk>/", views_etape.ret, name="ret"),
    path("etaper/<int:pk>/fjern/", views_etape.fjern, name="fjern"),
    path("etaper/<int:pk>/trin/<slug:slags>/", views_udrulning.trin, name="trin"),
    path("etaper/<int:pk>/pause/", views_etapepause.saet, name="pause"),
    path("etaper/<int:pk>/genoptag/", views_genoptag.holdet, name="genoptag"),
]
