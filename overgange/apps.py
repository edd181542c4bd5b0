from django.apps import AppConfig


class OvergangeConfig(AppConfig):
    name = "overgange"
    verbose_name = "Faseovergange"

    def ready(self) -> None:
        from koe.job import registrer

        from .pdf import udfoer_job
        from .services import JOBSLAGS

        registrer(JOBSLAGS, udfoer_job)
