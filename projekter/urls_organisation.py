"""Adresser for administratoren af en organisation."""

from django.urls import path

from . import views, views_overdragelse, views_personer

app_name = "organisationer"

urlpatterns = [
    path("<slug:kode>/roller/", views.roller, name="roller"),
    path("<slug:kode>/personer/", views_personer.personer, name="personer"),
    path("<slug:kode>/personer/bekraeft/", views_personer.bekraeft, name="bekraeft"),
    path("<slug:kode>/personer/<int:pk>/", views_personer.person, name="person"),
    path("<slug:kode>/personer/<int:pk>/inviter/", views_personer.inviter, name="inviter"),
    path("<slug:kode>/personer/<int:pk>/overdrag/", views_overdragelse.overdrag_pladser, name="overdrag"),
    path("<slug:kode>/personer/<int:pk>/fjern/", views_personer.fjern, name="fjern"),
]
