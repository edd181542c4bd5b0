"""Adresserne: hver pakke har sine egne; her står kun, hvor de sidder."""

from allauth.account import views as konto
from django.urls import include, path, re_path

PROJEKT = "projekter/<slug:kommune>/<slug:loesning>/"

konto_adresser = [
    path("log-ind/", konto.login, name="account_login"),
    path("log-ud/", konto.logout, name="account_logout"),
    path("adgangskode/", konto.password_change, name="account_change_password"),
    path("adgangskode/glemt/", konto.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", konto.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        konto.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "adgangskode/skiftet/",
        konto.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("inaktiv/", konto.account_inactive, name="account_inactive"),
]

urlpatterns = [
    path("", include("overblik.urls")),
    path("konto/", include(konto_adresser)),
    path("modeller/", include("faser.urls")),
    path("kataloger/", include("opgaver.urls_katalog")),
    path("genveje/", include("projekter.urls_taster")),
    path("organisationer/", include("projekter.urls_organisation")),
    path("organisationer/", include("opgaver.urls_kalender")),
    path("overdragelser/", include("projekter.urls_overdragelse")),
    path("boelger/", include("opgaver.urls_boelger")),
    path("koe/", include("koe.urls")),
    path("projekter/", include("opgaver.urls")),
    path(PROJEKT, include("projekter.urls")),
    path(PROJEKT, include("opgaver.urls_flyt")),
    path(PROJEKT, include("opgaver.urls_pause")),
    path(PROJEKT, include("opgaver.urls_indhentning")),
    path(PROJEKT, include("opgaver.urls_etape")),
    path(PROJEKT, include("opgaver.urls_opgradering")),
    path(PROJEKT, include("opgaver.urls_lokale")),
    path(PROJEKT, include("opgaver.urls_masse")),
    path(PROJEKT, include("opgaver.urls_tidsplan")),
    path("api/" + PROJEKT, include("opgaver.urls_api")),
    path(PROJEKT + "faseovergange/", include("overgange.urls")),
    path(PROJEKT + "gevinster/", include("gevinster.urls")),
    path(PROJEKT + "status/", include("overblik.urls_projekt")),
]

handler404 = "faelles.api.ikke_fundet"
handler500 = "faelles.api.serverfejl"
