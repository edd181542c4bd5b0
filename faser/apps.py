from django.apps import AppConfig


class FaserConfig(AppConfig):
    name = "faser"
    verbose_name = "Faser"
