"""Den allerførste administrator i en organisation; siden tilføjer administratoren selv resten i browseren."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from faelles.afvisning import Afvist
from projekter.kommando import Kommando
from projekter.models import Organisation, Rettighed
from projekter.services.personer import adgangskodelink, tilfoej_person


class Command(Kommando):
    help = "Gør en person til administrator i en kommune eller hos en udgiver, og vis linket til en adgangskode."
    tager_bruger = False

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, help="Kommunekode, fx 0751, eller udgiver, fx KOMBIT.")
        parser.add_argument("--email", required=True)
        parser.add_argument("--navn", required=True)
        parser.add_argument(
            "--rettighed",
            action="append",
            choices=Rettighed.values,
            help="Flere rettigheder end administrator; kan gentages.",
        )

    @transaction.atomic
    def udfoer(self, **valg: Any) -> dict[str, Any]:
        organisation = Organisation.objects.filter(kode__iexact=valg["organisation"]).first()
        if organisation is None:
            raise Afvist(f"Organisationen {valg['organisation']} findes ikke. Kør først indlaes_stamdata.")
        rettigheder = [Rettighed.ADMINISTRATOR.value, *(valg["rettighed"] or [])]
        bruger = tilfoej_person(self.aktoer, organisation, valg["email"], valg["navn"], rettigheder)
        return {"email": bruger.email, "organisation": organisation.kode, "link": adgangskodelink(bruger)}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return (
            f"{resultat['email']} er administrator i {resultat['organisation']}.\n"
            f"Vælg adgangskode her: {resultat['link']}"
        )
