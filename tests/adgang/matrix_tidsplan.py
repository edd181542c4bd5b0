"""Adgangsmatricens linjer for tidsplanen, kalenderen og milepælene."""

from tests.adgang.linjer import BESLUTTER, I_PROJEKTET, LEDER, PROJEKT, Linje

LAENGDER = {
    "idriftsaettelsesdage": "6",
    "idriftsaettelsesdage_vist": "5",
    "hypercaredage": "7",
    "hypercaredage_vist": "10",
}
MILEPAEL = f"{PROJEKT} milepael"
FORTSAET = {"grund": "Vi begynder på resten", "udgave": 1}

TIDSPLAN = (
    Linje("tidsplan:vis", PROJEKT, ser=I_PROJEKTET),
    Linje("tidsplan:vis", PROJEKT, "?soeg=plan&status=ikke_startet", ser=I_PROJEKTET),
    Linje("tidsplan:kalender", PROJEKT, ser=I_PROJEKTET),
    Linje("tidsplan:maaned", f"{PROJEKT} aar maaned", ser=I_PROJEKTET),
    Linje("tidsplan:vinduer", PROJEKT, ser=I_PROJEKTET, hent=None, goer=LEDER, krop=lambda sted: LAENGDER),
    Linje("tidsplan:fortsaet", MILEPAEL, ser=I_PROJEKTET, hent=None, goer=BESLUTTER, krop=lambda sted: FORTSAET),
    Linje("tidsplan:afvent", MILEPAEL, ser=I_PROJEKTET, hent=None, goer=BESLUTTER),
)
