from django.apps import AppConfig
from django.db.backends.signals import connection_created


class FaellesConfig(AppConfig):
    name = "faelles"
    verbose_name = "Fælles"

    def ready(self) -> None:
        from .dansk_sqlite import laer_dansk

        connection_created.connect(laer_dansk, dispatch_uid="faelles.laer_dansk")
