from django.apps import AppConfig


class PaamindelserConfig(AppConfig):
    name = "paamindelser"
    verbose_name = "Påmindelser"
