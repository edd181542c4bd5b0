from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpgaverConfig(AppConfig):
    name = "opgaver"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        from koe.job import registrer

        from .services import fejlmappe, importjob, opgavepdf

        post_migrate.connect(lav_bilagsmappe, sender=self, dispatch_uid="opgaver.lav_bilagsmappe")
        registrer(importjob.LAESNING, importjob.laes_filen)
        registrer(importjob.INDLAESNING, importjob.indlaes_filen)
        registrer(fejlmappe.JOBSLAGS, fejlmappe.lav_filen)
        registrer(opgavepdf.JOBSLAGS, opgavepdf.udfoer_job)


def lav_bilagsmappe(**_: Any) -> None:
    from .bilagslager import lav_mappe

    lav_mappe()
