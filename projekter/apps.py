from django.apps import AppConfig


class ProjekterConfig(AppConfig):
    name = "projekter"
    verbose_name = "Projekter"
