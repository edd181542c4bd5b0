from django.apps import AppConfig


class GevinsterConfig(AppConfig):
    name = "gevinster"
    verbose_name = "Gevinster"
