"""Adgangsmatricens linjer for etaperne."""

from opgaver.services.fortrydelsesvisning import som_aftryk
from tests.adgang.linjer import I_PROJEKTET, LEDER, PROJEKT, Linje

ETAPE = f"{PROJEKT} etape"
EN_ETAPE = {"navn": "Team Nord", "golive": "03.05.2027", "aftryk": som_aftryk([[], []])}
"""Ingen kort på scenen er »per etape«, så en ny etape får ingen opgaver."""
ETAPER = (
    Linje("etaper:liste", PROJEKT, ser=I_PROJEKTET),
    Linje("etaper:ny", PROJEKT, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=lambda sted: EN_ETAPE),
    Linje(
        "etaper:ibrugtagning",
        PROJEKT,
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: {"maade": "samlet", "begrundelse": "Vi er få", "vist": sted["valget"]},
    ),
    Linje(
        "etaper:ret",
        ETAPE,
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: {"navn": "Team Nord", "udgave": 1},
    ),
    Linje(
        "etaper:fjern",
        ETAPE,
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: {"begrundelse": "Samlet", "aftryk": sted["fjernaftryk"]},
    ),
    Linje("etaper:trin", f"{ETAPE} trin", ser=I_PROJEKTET, hent=None, goer=LEDER, krop=lambda sted: {"naaet": "on"}),
    Linje("etaper:pause", ETAPE, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=lambda sted: {"begrundelse": "Ferie"}),
    Linje("etaper:genoptag", ETAPE, ser=I_PROJEKTET, hent=302, laeser=LEDER, goer=LEDER),
)
