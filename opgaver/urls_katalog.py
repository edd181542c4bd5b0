"""Adresser under ``kataloger/``."""

from django.urls import path

from . import views_bilag, views_eksport, views_kort
from . import views_katalog as views

app_name = "kataloger"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("skabelon.xlsx", views.skabelon, name="skabelon"),
    path("importer/", views.importer, name="importer"),
    path("importer/<int:koersel>/", views.vis_import, name="import"),
    path("importer/<int:koersel>/indlaes/", views.indlaes, name="indlaes"),
    path("importer/<int:koersel>/fortryd/", views.fortryd, name="fortryd"),
    path("versioner/<int:version>/", views.vis_version, name="version"),
    path("versioner/<int:version>/udgiv/", views.udgiv, name="udgiv"),
    path("versioner/<int:version>/hent.xlsx", views_eksport.hent, {"slags": "xlsx"}, name="hent_xlsx"),
    path("versioner/<int:version>/hent.csv", views_eksport.hent, {"slags": "csv"}, name="hent_csv"),
    path("versioner/<int:version>/ny-kladde/", views_kort.ny_kladde, name="ny_kladde"),
    path("versioner/<int:version>/slutdato/", views_kort.slutdato, name="slutdato"),
    path("versioner/<int:version>/raekkefoelge/", views_kort.raekkefoelge, name="raekkefoelge"),
    path("versioner/<int:version>/kort/nyt/", views_kort.nyt_kort, name="nyt_kort"),
    path("versioner/<int:version>/kort/<int:kort>/", views_kort.ret_kort, name="ret_kort"),
    path("versioner/<int:version>/kort/<int:kort>/slet/", views_kort.slet_kort, name="slet_kort"),
    path("versioner/<int:version>/kort/<int:kort>/flyt/", views_kort.flyt_kort, name="flyt_kort"),
    path("versioner/<int:version>/kort/<int:kort>/bilag/", views_bilag.bilag, name="bilag"),
    path(
        "versioner/<int:version>/kort/<int:kort>/bilag/<int:bilag>/fjern/", views_bilag.fjern_bilag, name="fjern_bilag"
    ),
    path("bilag/<int:bilag>/", views_bilag.hent_bilag, name="hent_bilag"),
]
