"""De kortfelter, der læses på en anden måde end import-exports egne."""

from import_export.fields import Field

from ..models import Katalogopgave


class Slutdatofelt(Field):
    """Slutdatoens tekst. Et kort, der kun har en regel, siger det samme som reglens egen tekst."""

    def get_value(self, instance: Katalogopgave) -> str:
        return instance.slutdato_tekst or instance.regel
