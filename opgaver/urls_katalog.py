"""Adresser under ``kataloger/``."""

from django.urls import path

from . import views_import, views_katalog

app_name = "kataloger"

urlpatterns = [
    path("", views_katalog.liste, name="liste"),
    path("skabelon.xlsx", views_import.skabelon, name="skabelon"),
    path("importer/", views_import.importer, name="importer"),
    path("importer/<int:koersel>/", views_import.vis_import, name="import"),
    path("importer/<int:koersel>/indlaes/", views_import.indlaes, name="indlaes"),
    path("importer/<int:koersel>/fortryd/", views_import.fortryd, name="fortryd"),
    path("importer/<int:koersel>/igen/", views_import.igen, name="igen"),
    path("importer/<int:koersel>/omdoebte/", views_import.omdoeb, name="omdoeb"),
    path("importer/<int:koersel>/fejl.xlsx", views_import.fejlmappe, name="fejlmappe"),
    path("versioner/<int:version>/", views_katalog.vis_version, name="version"),
    path("versioner/<int:version>/udgiv/", views_katalog.udgiv, name="udgiv"),
]
