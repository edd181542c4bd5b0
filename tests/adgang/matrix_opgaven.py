"""Adgangsmatricens linjer om én opgave og det, der ligger ved den."""

from opgaver.fuldfoerelse import laes_spoergsmaal
from opgaver.models import Opgave
from tests.adgang.linjer import EN_NOEGLE, I_PROJEKTET, KOMMENTERER, LAGDE, LEDER, LOESER, OPGAVE, PROJEKT, Linje


def _svaret(pk):
    opgave = Opgave.objects.filter(pk=pk).first()
    return laes_spoergsmaal(opgave).aftryk if opgave else ""


OPGAVER = (
    Linje("opgaver:fordel", PROJEKT, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER),
    Linje(
        "opgaver:drejebog",
        PROJEKT,
        ser=I_PROJEKTET,
        goer=I_PROJEKTET,
        krop=lambda sted: {"indhold": "alle", "fase": "F2"},
    ),
    Linje("opgaver:drejebogsjob", f"{PROJEKT} drejebogsjob", ser=I_PROJEKTET),
    Linje("opgaver:hent_drejebog", f"{PROJEKT} drejebogsjob", ser=I_PROJEKTET),
    Linje("opgaver:kort", OPGAVE, ser=I_PROJEKTET),
    Linje("opgaver:kort", f"{PROJEKT} fravalgt", ser=I_PROJEKTET),
    Linje("opgaver:raekke", OPGAVE, ser=I_PROJEKTET, hent=302, htmx=200),
    Linje(
        "opgaver:ret",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=302,
        htmx=200,
        goer=LOESER,
        krop=lambda sted: {"status": "i_gang", "udgave": 1},
    ),
    Linje(
        "opgaver:afkryds",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {
            "faerdig": "on",
            "udgave": 1,
            "bekraeftet": _svaret(sted["opgave"]),
        },
    ),
    Linje("opgaver:afkryds", OPGAVE, ser=I_PROJEKTET, hent=None, goer=LOESER, krop=lambda sted: {"udgave": 1}),
)

EGET = (
    Linje(
        "opgaver:saet_fase",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"fase": sted["fase_id"], "udgave": 1},
    ),
    Linje(
        "opgaver:saet_kriterier",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"kriterier": "Lederen har sagt ja", "udgave": 1},
    ),
    Linje(
        "opgaver:saet_kriterium",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"noegle": sted["kriterium"], "opfyldt": "on"},
    ),
    Linje(
        "opgaver:saet_tekst",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"tekst": "Sådan gør vi", "udgave": 1},
    ),
    Linje(
        "opgaver:skriv_kommentar",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=KOMMENTERER,
        krop=lambda sted: {"tekst": "Hvornår er det på plads?", "noegle": EN_NOEGLE},
    ),
    Linje(
        "opgaver:marker_besvaret",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=I_PROJEKTET,
        krop=lambda sted: {"set_til": 1},
    ),
    Linje(
        "opgaver:ret_kommentar",
        f"{OPGAVE} kommentar",
        ser=I_PROJEKTET,
        hent=None,
        goer=LAGDE,
        krop=lambda sted: {"tekst": "Rettet", "kommentarudgave": 1},
    ),
    Linje("opgaver:slet_kommentar", f"{OPGAVE} kommentar", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgaver:dokumenter", PROJEKT, ser=I_PROJEKTET),
    Linje(
        "opgaver:laeg_dokument",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"adresse": "https://b.example/", "noegle": EN_NOEGLE},
    ),
    Linje("opgaver:hent_dokument", f"{OPGAVE} dokument", ser=I_PROJEKTET),
    Linje("opgaver:slet_dokument", f"{OPGAVE} dokument", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgaver:hent_dokument_tilbage", f"{OPGAVE} dokument", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje(
        "opgaver:tilfoej_forudsaetning",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"kraever": sted["en_anden_opgave"]},
    ),
    Linje("opgaver:fjern_forudsaetning", f"{OPGAVE} forudsaetning", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgaver:lav_pdf", OPGAVE, ser=I_PROJEKTET, hent=None, goer=I_PROJEKTET),
    Linje("opgaver:pdf", f"{OPGAVE} opgavejob", ser=I_PROJEKTET),
    Linje("opgaver:hent_pdf", f"{OPGAVE} opgavejob", ser=I_PROJEKTET),
)
