"""``manage.py indlaes_demo``: personer, kataloger og projekter at prøve systemet på."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from faelles.afvisning import Afvist
from implementering.demodata import indlaes_demo
from projekter.kommando import Kommando


class Command(Kommando):
    help = "Læg demoen ind. Kræver DEMO=1, for demoens adgangskoder er ingen hemmelighed."
    er_driftens = True

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        if not (settings.DEMO or settings.DEBUG):
            raise Afvist("Demoens adgangskoder kan læses af alle, så den kan kun lægges ind, hvor DEMO=1 er sat.")
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
