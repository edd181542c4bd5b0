"""Adresser om en overdragelse; modtageren når dem fra Min side og mailen."""

from django.urls import path

from . import views_overdragelse

app_name = "overdragelser"

urlpatterns = [
    path("<int:pk>/", views_overdragelse.vis, name="vis"),
    path("<int:pk>/kvitter/", views_overdragelse.kvitter, name="kvitter"),
    path("<int:pk>/fortryd/", views_overdragelse.fortryd, name="fortryd"),
]
