from django.apps import AppConfig


class EkkoConfig(AppConfig):
    name = "tests.koe.ekko"

    def ready(self) -> None:
        from koe.job import registrer

        from .gentag import gentag

        registrer("ekko", gentag)
