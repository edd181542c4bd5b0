"""``manage.py indlaes_stamdata``: det, systemet ved på forhånd. Kan køres igen, også efter en opgradering."""

from dataclasses import asdict
from typing import Any

from projekter.kommando import Kommando
from projekter.stamdata import indlaes


class Command(Kommando):
    help = "Indlæs fasemodeller, kommuner, regioner, udgivere, roller og løsninger fra fixtures."
    er_driftens = True

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        return asdict(indlaes())

    def tekst(self, resultat: dict[str, Any]) -> str:
        if not (resultat["nye"] or resultat["aendrede"] or resultat["fjernede"]):
            return f"Stamdata var allerede indlæst; intet er ændret ({resultat['uaendrede']} rækker)."
        return (
            f"Stamdata er indlæst: {resultat['nye']} nye, {resultat['aendrede']} ændrede, "
            f"{resultat['uaendrede']} uændrede og {resultat['fjernede']} fjernede rækker."
        )
