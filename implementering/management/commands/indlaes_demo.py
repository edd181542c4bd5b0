"""``manage.py indlaes_demo``: personer, kataloger og projekter at prøve systemet på."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from faelles.afvisning import Afvist
from implementering.demo import DEMOBRUGERE
from implementering.demodata import indlaes_demo
from projekter.kommando import Kommando
from projekter.models import Bruger, Projekt


class Command(Kommando):
    help = "Læg demoen ind i en tom database, eller hvor DEMO=1 er sat; dens adgangskoder er ingen hemmelighed."
    er_driftens = True

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        if not (settings.DEMO or settings.DEBUG) and _er_i_brug():
            raise Afvist(
                "Her er rigtige projekter, og demoens adgangskoder kan læses af alle. "
                "Demoen kan kun lægges ind i en tom database, eller hvor DEMO=1 er sat."
            )
        return indlaes_demo(timezone.localdate())

    def tekst(self, resultat: dict[str, Any]) -> str:
        if not (resultat["kataloger"] or resultat["projekter"]):
            nyt = "Demoen var her allerede; intet er ændret."
        else:
            nyt = f"Demoen er lagt ind: {resultat['kataloger']} kataloger og {resultat['projekter']} projekter."
        brugere = [
            f"  {bruger['email']:<24} adgangskode {bruger['adgangskode']}  {bruger['navn']}, {bruger['rolle']}"
            for bruger in resultat["brugere"]
        ]
        return "\n".join([nyt, "Log ind som:", *brugere])


def _er_i_brug() -> bool:
    """Om databasen har projekter, og de ikke er demoens."""
    er_demo = Bruger.objects.filter(email__in=[bruger.email for bruger in DEMOBRUGERE]).exists()
    return Projekt.objects.exists() and not er_demo
