"""Den allerførste administrator i en organisation; siden tilføjer administratoren selv resten i browseren."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.db import transaction

from faelles.afvisning import Afvist
from projekter.kommando import Kommando
from projekter.models import Bruger, Organisation, Rettighed
from projekter.services.personer import RETTIGHEDER, adgangskodelink, goer_til_administrator


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
        organisation, rettigheder = _find_organisation(valg["organisation"]), valg["rettighed"] or []
        _kontroller_person(valg["email"], valg["navn"])
        _kontroller_rettigheder(organisation, rettigheder)
        bruger = goer_til_administrator(self.aktoer, organisation, valg["email"], valg["navn"], rettigheder)
        link = "" if bruger.has_usable_password() else adgangskodelink(bruger)
        return {"email": bruger.email, "organisation": organisation.kode, "link": link}

    def tekst(self, resultat: dict[str, Any]) -> str:
        foerste = f"{resultat['email']} er administrator i {resultat['organisation']}."
        if not resultat["link"]:
            return f"{foerste} Personen bruger sin sædvanlige adgangskode."
        return f"{foerste}\nVælg adgangskode her: {resultat['link']}"


def _find_organisation(kode: str) -> Organisation:
    organisation = Organisation.objects.filter(kode__iexact=kode).first()
    if organisation:
        return organisation
    andre = Organisation.objects.exclude(slags=Organisation.Slags.KOMMUNE).values_list("kode", flat=True)
    if not Organisation.objects.exists():
        raise Afvist("Der er ingen organisationer endnu. Kør først »manage.py indlaes_stamdata«.")
    raise Afvist(
        f"--organisation: {kode} findes ikke. Brug kommunens kode på fire cifre, fx 0751, "
        f"eller en af disse: {', '.join(andre)}."
    )


def _kontroller_person(email: str, navn: str) -> None:
    try:
        Bruger(email=email.strip().lower(), navn=navn.strip()).clean_fields(exclude=["password"])
    except ValidationError as fejl:
        raise Afvist(" ".join(f"--{felt}: {' '.join(hvad)}" for felt, hvad in fejl.message_dict.items())) from fejl


def _kontroller_rettigheder(organisation: Organisation, oenskede: list[str]) -> None:
    mulige = [rettighed.value for rettighed in RETTIGHEDER[Organisation.Slags(organisation.slags)]]
    umulige = [rettighed for rettighed in oenskede if rettighed not in mulige]
    if umulige:
        raise Afvist(
            f"--rettighed: {', '.join(umulige)} kan ikke gives i {organisation.officielt_navn}. "
            f"Vælg mellem {', '.join(mulige)}."
        )
