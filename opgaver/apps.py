from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class OpgaverConfig(AppConfig):
    name = "opgaver"
    verbose_name = "Opgaver"

    def ready(self) -> None:
        from koe.job import registrer

        from . import vaern
        from .services import drejebogpdf, fejlmappe, importjob, opgavepdf, sammenligningspdf

        post_migrate.connect(lav_bilagsmappe, sender=self, dispatch_uid="opgaver.lav_bilagsmappe")
        pre_migrate.connect(vaern.foer_migrering, sender=self, dispatch_uid="opgaver.fjern_vaern")
        post_migrate.connect(vaern.efter_migrering, sender=self, dispatch_uid="opgaver.saet_vaern")
        registrer(importjob.LAESNING, importjob.laes_filen)
        registrer(importjob.INDLAESNING, importjob.indlaes_filen)
        registrer(fejlmappe.JOBSLAGS, fejlmappe.lav_filen)
        registrer(drejebogpdf.JOBSLAGS, drejebogpdf.udfoer_job)
        registrer(opgavepdf.JOBSLAGS, opgavepdf.udfoer_job)
        registrer(sammenligningspdf.JOBSLAGS, sammenligningspdf.udfoer_job)


def lav_bilagsmappe(**_: Any) -> None:
    from .bilagslager import lav_mappe

    lav_mappe()
