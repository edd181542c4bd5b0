"""Hvad et svar fører til for en opgave, hvor kommunen har noget af sit eget, i én sætning. Uden Django."""

from .fletning import BEGYNDT, Raekke, Slags, Valg

EGET = {
    "egen_regel": "jeres egen regel",
    "frist": "den frist, I har sat,",
    "egen_fase": "jeres egen fase",
    "egne_kriterier": "jeres egne kvalitetskriterier",
    "egen_tekst": "det, I har skrevet,",
    BEGYNDT: "det, der er gjort,",
}
"""Som de står foran et udsagnsord."""

OVERTRUMFER = {"regel": ("egen_regel", "frist"), "slutdato_tekst": ("egen_regel", "frist"), "fase": ("egen_fase",)}
"""Kortets felt → det lokale, der gælder i stedet for det."""


GAELDER_IKKE = {
    "frist": "udgiverens frist gælder ikke hos jer: I har sat fristen selv",
    "egen_regel": "udgiverens frist gælder ikke hos jer: I har jeres egen regel",
    "egen_fase": "udgiverens fase gælder ikke hos jer: I har jeres egen fase",
}


def gaelder_ikke(raekke: Raekke) -> list[str]:
    """Det i en obligatorisk ændring, som kommunens eget gælder i stedet for."""
    if raekke.vores is None or not raekke.er_obligatorisk:
        return []
    moeder = {navn for felt in raekke.felter for navn in OVERTRUMFER.get(felt, ())} & raekke.vores.lokalt
    if "frist" in moeder:
        moeder -= {"egen_regel"}
    return [saetning for navn, saetning in GAELDER_IKKE.items() if navn in moeder]


def foelger(raekke: Raekke) -> list[str]:
    """Én sætning for hvert svar, der gør noget; ingen, når kommunen intet har af sit eget på opgaven."""
    if raekke.vores is None or not raekke.vores.eget or raekke.slags not in (Slags.AENDRET, Slags.UDGAAET):
        return []
    if raekke.slags is Slags.AENDRET and not raekke.vores.lokalt:
        return []
    medtages = [f"Tag med: {_tag_med(raekke)}."] if Valg.TAG_MED in raekke.muligheder else []
    beholdes = [f"Behold: {_behold(raekke)}."] if Valg.BEHOLD in raekke.muligheder else []
    return medtages + beholdes


def _tag_med(raekke: Raekke) -> str:
    eget = _eget(raekke)
    if raekke.slags is Slags.UDGAAET:
        return f"opgaven mærkes som udgået og tæller ikke med; {eget} kan stadig læses"
    if all(_er_overtrumfet(felt, raekke) for felt in raekke.felter):
        return f"kortet viser udgiverens nye, men hos jer ændres intet; {eget} gælder stadig"
    return f"kortet bliver det nye; {eget} bliver stående og gælder stadig"


def _behold(raekke: Raekke) -> str:
    if raekke.slags is Slags.UDGAAET:
        return f"opgaven bliver i planen, og {_eget(raekke)} bliver stående"
    return f"kortet bliver det, I har, og {_eget(raekke)} bliver stående; I spørges igen ved udgiverens næste ændring"


def _er_overtrumfet(felt: str, raekke: Raekke) -> bool:
    lokalt = raekke.vores.lokalt if raekke.vores else frozenset()
    return bool(lokalt.intersection(OVERTRUMFER.get(felt, ())))


def _eget(raekke: Raekke) -> str:
    """Det, kommunen har, i den orden, det nævnes, fx »jeres egen regel og jeres egen fase«."""
    vores = raekke.vores
    har = (vores.eget if raekke.slags is Slags.UDGAAET else vores.lokalt) if vores else frozenset[str]()
    return " og ".join(ordet for navn, ordet in EGET.items() if navn in har)
