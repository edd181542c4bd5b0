"""De kortfelter, der læses på en anden måde end import-exports egne."""

from collections.abc import Mapping
from typing import Any

from import_export.fields import Field

from ..models import Katalogopgave
from .widgets import OevrigeWidget


class Slutdatofelt(Field):
    """Slutdatoens tekst. Et kort, der kun har en regel, siger det samme som reglens egen tekst."""

    def get_value(self, instance: Katalogopgave) -> str:
        return instance.slutdato_tekst or instance.regel


class Oevrigefelt(Field):
    """De øvrige felter. Et felt, hvis overskrift filen ikke har, bliver stående på kortet, som andre kolonner gør."""

    def __init__(self, overskrifter: frozenset[str], navn: str) -> None:
        super().__init__(navn, navn, OevrigeWidget())
        self.overskrifter = overskrifter

    def save(self, instance: Katalogopgave, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any) -> None:
        bevares = {navn: tekst for navn, tekst in instance.oevrige_felter.items() if navn not in self.overskrifter}
        instance.oevrige_felter = bevares | self.clean(row, **kwargs)
