"""Adresser under ``projekter/<kommune>/<løsning>/faseovergange/``."""

from django.urls import path

from . import views

app_name = "overgange"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<str:fase>/", views.vis, name="vis"),
    path("<str:fase>/beslutning/", views.beslutning, name="beslutning"),
    path("<str:fase>/beslutning/bekraeft/", views.bekraeft, name="bekraeft"),
    path("<str:fase>/pdf/", views.lav_pdf, name="lav_pdf"),
    path("<str:fase>/pdf/<uuid:uid>/", views.pdf, name="pdf"),
    path("<str:fase>/pdf/<uuid:uid>/hent/", views.hent_pdf, name="hent_pdf"),
]
