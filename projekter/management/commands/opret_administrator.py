"""Den allerførste administrator i en organisation; siden tilføjer administratoren selv resten i browseren."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from faelles.afvisning import Afvist
from projekter.kommando import Kommando
from projekter.models import Organisation, Rettighed
from projekter.services.personer import adgangskodelink, goer_til_administrator


class Command(Kommando):
    help = "Gør en person til administrator i en kommune eller hos en udgiver, og vis linket til en adgangskode."
    er_driftens = True

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
        bruger = goer_til_administrator(self.aktoer, organisation, valg["email"], valg["navn"], valg["rettighed"] or [])
        link = "" if bruger.has_usable_password() else adgangskodelink(bruger)
        return {"email": bruger.email, "organisation": organisation.kode, "link": link}

    def tekst(self, resultat: dict[str, Any]) -> str:
        foerste = f"{resultat['email']} er administrator i {resultat['organisation']}."
        if not resultat["link"]:
            return f"{foerste} Personen bruger sin sædvanlige adgangskode."
        return f"{foerste}\nVælg adgangskode her: {resultat['link']}"
