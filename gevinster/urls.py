"""Adresser under projektets ``gevinster/``."""

from django.urls import path

from . import views

app_name = "gevinster"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("ny/", views.ny, name="ny"),
    path("<int:pk>/", views.vis, name="vis"),
    path("<int:pk>/ret/", views.ret, name="ret"),
    path("<int:pk>/maal/<int:maaling>/", views.maal, name="maal"),
]
