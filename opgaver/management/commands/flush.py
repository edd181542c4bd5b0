"""Djangos ``flush``, som også kan tømme en database med udgivne katalogversioner."""

from typing import Any

from django.core.management.commands import flush

from opgaver import vaern


class Command(flush.Command):
    def handle(self, **valg: Any) -> None:
        """Den, der vil tømme hele databasen, har sagt det; bagefter er værnet der igen."""
        vaern.fjern(valg["database"])
        try:
            super().handle(**valg)
        finally:
            vaern.opret(valg["database"])
