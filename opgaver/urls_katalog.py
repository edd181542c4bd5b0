"""Adresser under ``kataloger/``."""

from django.urls import path

from . import (
    views_bilag,
    views_eksport,
    views_fejlmappe,
    views_import,
    views_katalog,
    views_kort,
    views_sammenlign,
    views_udgivelse,
)

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
    path("importer/<int:koersel>/fejl/", views_fejlmappe.lav, name="lav_fejlmappe"),
    path("importer/<int:koersel>/fejl/<uuid:uid>/", views_fejlmappe.vis, name="fejlmappe"),
    path("importer/<int:koersel>/fejl/<uuid:uid>/hent.xlsx", views_fejlmappe.hent, name="hent_fejlmappe"),
    path("versioner/<int:version>/", views_katalog.vis_version, name="version"),
    path("versioner/<int:version>/udgiv/", views_katalog.udgiv, name="udgiv"),
    path("versioner/<int:version>/traek-tilbage/", views_udgivelse.traek_tilbage, name="traek_tilbage"),
    path("versioner/<int:version>/luk/", views_udgivelse.luk, name="luk"),
    path("versioner/<int:version>/kommuner/", views_udgivelse.kommuner, name="kommuner"),
    path("versioner/<int:version>/kort/<int:kort>/aendring/", views_udgivelse.aendring, name="aendring"),
    path("versioner/<int:version>/udgaar/<str:noegle>/", views_udgivelse.udgaar, name="udgaar"),
    path("versioner/<int:version>/sammenlign/", views_sammenlign.vaelg, name="sammenlign_vaelg"),
    path("versioner/<int:version>/sammenlign/<int:med>/", views_sammenlign.vis, name="sammenlign"),
    path("versioner/<int:version>/sammenlign/<int:med>/pdf/", views_sammenlign.lav_pdf, name="lav_sammenlign_pdf"),
    path("versioner/<int:version>/sammenlign/<int:med>/pdf/<uuid:uid>/", views_sammenlign.pdf, name="sammenlign_pdf"),
    path(
        "versioner/<int:version>/sammenlign/<int:med>/pdf/<uuid:uid>/hent.pdf",
        views_sammenlign.hent_pdf,
        name="hent_sammenlign_pdf",
    ),
    path("versioner/<int:version>/hent.xlsx", views_eksport.hent, {"slags": "xlsx"}, name="hent_xlsx"),
    path("versioner/<int:version>/hent.csv", views_eksport.hent, {"slags": "csv"}, name="hent_csv"),
    path("versioner/<int:version>/ny-kladde/", views_kort.ny_kladde, name="ny_kladde"),
    path("versioner/<int:version>/slet/", views_kort.slet_kladde, name="slet_kladde"),
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
