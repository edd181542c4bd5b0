from django.apps import AppConfig


class OpgaverConfig(AppConfig):
    name = "opgaver"
    verbose_name = "Opgaver"
