"""Djangos ``migrate``, som også kan svare med JSON som projektets andre kommandoer."""

import json
from io import StringIO
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor


class Command(Migrate):
    """Uden ``--json`` er alt som i Django; med ``--json`` er svaret de migreringer, der blev kørt."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="Skriv resultatet som JSON.")

    def handle(self, *args: Any, **valg: Any) -> None:
        if not valg.pop("json"):
            super().handle(*args, **valg)
            return
        ud, self.stdout = self.stdout, self.stdout.__class__(StringIO())
        try:
            foer = anvendte(valg["database"])
            super().handle(*args, **valg)
            svar: dict[str, Any] = {"migreringer": sorted(anvendte(valg["database"]) - foer)}
        except DatabaseError as fejl:
            svar = {"fejl": [{"besked": f"Databasen kan ikke bruges: {fejl}"}]}
        ud.write(json.dumps(svar, ensure_ascii=False, indent=2))
        if "fejl" in svar:
            raise SystemExit(1)


def anvendte(database: str) -> set[str]:
    """Navnene på de migreringer, databasen har fået, fx »opgaver.0001_foerste«."""
    udfoert = MigrationExecutor(connections[database]).loader.applied_migrations
    return {f"{app}.{navn}" for app, navn in udfoert}
