"""Demoens personer. Findes kun, når DEMO er sat; adgangskoden er ingen hemmelighed."""

from dataclasses import dataclass

ADGANGSKODE = "demo-demo-demo"


@dataclass(frozen=True)
class Demobruger:
    navn: str
    email: str
    rolle: str
    adgangskode: str = ADGANGSKODE


DEMOBRUGERE = (
    Demobruger("Anna Krogh", "anna@aarhus.example", "projektleder i Aarhus"),
    Demobruger("Bo Lindgaard", "bo@aarhus.example", "udfører i Annas projekt"),
    Demobruger("Dorte Winther", "dorte@aarhus.example", "styregruppeformand i Aarhus"),
    Demobruger("Carl Holst", "carl@odense.example", "projektleder i Odense, med hold i VITAS"),
    Demobruger("Ada Ravn", "ada@aarhus.example", "administrator i Aarhus, som leder et sent VITAS-projekt"),
    Demobruger("Karen Bjerre", "karen@kombit.example", "katalogredaktør i KOMBIT"),
)
