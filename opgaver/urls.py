"""Adresser under ``projekter/``."""

from django.urls import path

from . import (
    views,
    views_dokument,
    views_drejebog,
    views_eget,
    views_filtre,
    views_fordel,
    views_forudsaetning,
    views_frist,
    views_kommentar,
    views_liste,
    views_opgavepdf,
    views_projekt,
    views_tavle,
)

app_name = "opgaver"

PROJEKT = "<slug:kommune>/<slug:loesning>/"

urlpatterns = [
    path("", views_projekt.projekter, name="projekter"),
    path("nyt/", views_projekt.nyt, name="nyt"),
    path(PROJEKT, views_liste.liste, name="liste"),
    path(PROJEKT + "opgaver.xlsx", views_liste.eksport, name="eksport"),
    path(PROJEKT + "opgaver/nyt/", views_liste.nyt, name="nyt_i_listen"),
    path(PROJEKT + "filtre/", views_filtre.filtre, name="filtre"),
    path(PROJEKT + "filtre/<int:pk>/", views_filtre.ret_filter, name="ret_filter"),
    path(PROJEKT + "filtre/<int:pk>/slet/", views_filtre.slet_filter, name="slet_filter"),
    path(PROJEKT + "fordel/", views_fordel.fordel, name="fordel"),
    path(PROJEKT + "drejebog/", views_drejebog.drejebog, name="drejebog"),
    path(PROJEKT + "drejebog/<uuid:uid>/", views_drejebog.job, name="drejebogsjob"),
    path(PROJEKT + "drejebog/<uuid:uid>/hent/", views_drejebog.hent, name="hent_drejebog"),
    path(PROJEKT + "opgaver/<int:pk>/", views.kort, name="kort"),
    path(PROJEKT + "opgaver/<int:pk>/raekke/", views.raekke, name="raekke"),
    path(PROJEKT + "opgaver/<int:pk>/ret/", views.ret, name="ret"),
    path(PROJEKT + "opgaver/<int:pk>/afkryds/", views.afkryds, name="afkryds"),
    path(PROJEKT + "opgaver/<int:pk>/status/", views_tavle.flyt_paa_tavlen, name="flyt_paa_tavlen"),
    path(PROJEKT + "opgaver/<int:pk>/frist/", views_frist.saet_frist, name="saet_frist"),
    path(PROJEKT + "opgaver/<int:pk>/frist/frigiv/", views_frist.frigiv_frist, name="frigiv_frist"),
    path(PROJEKT + "opgaver/<int:pk>/regel/", views_frist.saet_regel, name="saet_regel"),
    path(PROJEKT + "opgaver/<int:pk>/regel/fjern/", views_frist.fjern_regel, name="fjern_regel"),
    path(PROJEKT + "opgaver/<int:pk>/fase/", views_eget.saet_fase, name="saet_fase"),
    path(PROJEKT + "opgaver/<int:pk>/kriterier/", views_eget.saet_kriterier, name="saet_kriterier"),
    path(PROJEKT + "opgaver/<int:pk>/kriterium/", views_eget.saet_kriterium, name="saet_kriterium"),
    path(PROJEKT + "opgaver/<int:pk>/tekst/", views_eget.saet_tekst, name="saet_tekst"),
    path(PROJEKT + "dokumenter/", views_dokument.dokumenter, name="dokumenter"),
    path(PROJEKT + "opgaver/<int:pk>/kommentar/", views_kommentar.skriv, name="skriv_kommentar"),
    path(PROJEKT + "opgaver/<int:pk>/kommentar/set/", views_kommentar.marker, name="marker_besvaret"),
    path(PROJEKT + "opgaver/<int:pk>/kommentar/<int:kommentar>/ret/", views_kommentar.ret, name="ret_kommentar"),
    path(PROJEKT + "opgaver/<int:pk>/kommentar/<int:kommentar>/slet/", views_kommentar.slet, name="slet_kommentar"),
    path(PROJEKT + "opgaver/<int:pk>/dokument/", views_dokument.laeg, name="laeg_dokument"),
    path(PROJEKT + "opgaver/<int:pk>/dokument/<int:dokument>/", views_dokument.hent, name="hent_dokument"),
    path(PROJEKT + "opgaver/<int:pk>/dokument/<int:dokument>/slet/", views_dokument.slet, name="slet_dokument"),
    path(
        PROJEKT + "opgaver/<int:pk>/dokument/<int:dokument>/hent-tilbage/",
        views_dokument.hent_tilbage,
        name="hent_dokument_tilbage",
    ),
    path(PROJEKT + "opgaver/<int:pk>/forudsaetning/", views_forudsaetning.tilfoej, name="tilfoej_forudsaetning"),
    path(
        PROJEKT + "opgaver/<int:pk>/forudsaetning/<int:forudsaetning>/fjern/",
        views_forudsaetning.fjern,
        name="fjern_forudsaetning",
    ),
    path(PROJEKT + "opgaver/<int:pk>/pdf/", views_opgavepdf.lav, name="lav_pdf"),
    path(PROJEKT + "opgaver/<int:pk>/pdf/<uuid:uid>/", views_opgavepdf.vis, name="pdf"),
    path(PROJEKT + "opgaver/<int:pk>/pdf/<uuid:uid>/hent/", views_opgavepdf.hent, name="hent_pdf"),
]
