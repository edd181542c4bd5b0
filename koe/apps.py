from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class KoeConfig(AppConfig):
    name = "koe"
    verbose_name = "Køen"

    def ready(self) -> None:
        post_migrate.connect(lav_mellemlager, sender=self, dispatch_uid="koe.lav_mellemlager")


def lav_mellemlager(using: str, **_: Any) -> None:
    """Mellemlagerets tabel hører til databasen som de andre; Django laver den ikke selv ved ``migrate``."""
    call_command("createcachetable", database=using, verbosity=0)
