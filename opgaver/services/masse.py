"""At gøre det samme ved mange opgaver: se først, hvad der vil ske, og gør så netop det."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, SkalBekraeftes
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from ..fuldfoerelsesregler import opregn
from ..models import Massehandling
from .flytteskrivning import laas_projekter
from .massegrundlag import Masseraekke, Massevalg, Massevisning, aendrede_siden, forhaandsvis_masse
from .masseskrivning import SAT, navn_paa, noter_handling, noter_opgaver, skriv_opgaver

NAEVNES = 10


@transaction.atomic
def udfoer_masse(
    aktoer: Aktoer,
    projekt: Projekt,
    valg: Massevalg,
    ider: Collection[int],
    *,
    nu: datetime,
    aftryk: str | None = None,
    udgaver: Mapping[int, int] | None = None,
) -> tuple[Massehandling, Massevisning]:
    """Gør det ved de af opgaverne, det kan gøres ved; de andre står med deres grund i handlingens ``uroerte``.

    ``aftryk`` og ``udgaver`` er dem, forhåndsvisningen havde. Ville der nu ske noget andet, rejses ``Foraeldet``, som
    nævner de opgaver, der er ændret, og intet gemmes.
    """
    [frisk] = laas_projekter(projekt.pk)
    visning = forhaandsvis_masse(aktoer, frisk, valg, ider, paa=timezone.localdate(nu), laas=True)
    if aftryk is not None and aftryk != visning.aftryk:
        raise foraeldet(visning, udgaver or {})
    if visning.spoerges and not visning.aendres:
        koder = opregn([raekke.opgave.kode_og_etape for raekke in visning.spoerges])
        raise SkalBekraeftes(f"{koder} er ikke på plads. Se, hvad der mangler, og bekræft, at de er færdige alligevel.")
    if not visning.aendres:
        raise Afvist("Der er intet at ændre: opgaverne er sådan allerede, eller de kan ikke ændres.")
    handling = Massehandling(projekt=frisk, slags=valg.slags, hvad=valg.hvad, begrundelse=valg.begrundelse.strip())
    handling.aktoer, handling.bruger, handling.oprettet = aktoer.navn, aktoer.bruger, nu
    linjer = [(raekke.opgave, *_fra_og_til(raekke)) for raekke in visning.aendres]
    trods = {raekke.opgave.pk: raekke.trods for raekke in visning.aendres}
    handling.raekker = skriv_opgaver(visning)
    handling.uroerte = [_uroert(raekke) for raekke in visning.raekker if raekke not in visning.aendres]
    handling.antal = len(handling.raekker)
    handling.save()
    noter_handling(aktoer, handling, "mange opgaver ændret")
    noter_opgaver(aktoer, frisk, valg.slags, SAT, linjer, handling.begrundelse, trods)
    return handling, visning


def foraeldet(visning: Massevisning, udgaver: Mapping[int, int]) -> Foraeldet:
    """Fejlen, når det, personen så, ikke længere er det, der vil ske."""
    koder = [opgave.kode_og_etape for opgave in aendrede_siden(visning, udgaver)]
    flere = f" og {len(koder) - NAEVNES} til" if len(koder) > NAEVNES else ""
    hvem = f"{', '.join(koder[:NAEVNES])}{flere}" if koder else "Projektet eller udvalget"
    return Foraeldet(f"{hvem} er ændret imens, så intet er gemt. Se herunder, hvad der nu vil ske, og sig ja til det.")


def _fra_og_til(raekke: Masseraekke) -> tuple[str, str]:
    """Det, historikken siger; får opgaven også en anden frist, fordi den åbnes, står det i den samme linje."""
    if raekke.bemaerk and "frist" in raekke.felter and "status" in raekke.felter:
        return raekke.fra, f"{raekke.til}; {raekke.bemaerk}"
    return raekke.fra, raekke.til


def _uroert(raekke: Masseraekke) -> dict[str, Any]:
    return navn_paa(raekke.opgave) | {"udfald": raekke.udfald.value, "grund": raekke.grund}
