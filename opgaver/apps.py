from django.apps import AppConfig


class OpgaverConfig(AppConfig):
    name = "opgaver"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        from koe.job import registrer

        from .services import fejlmappe, importjob

        registrer(importjob.LAESNING, importjob.laes_filen)
        registrer(importjob.INDLAESNING, importjob.indlaes_filen)
        registrer(fejlmappe.JOBSLAGS, fejlmappe.lav_filen)
