"""De sider, demoens VITAS-projekt har."""

import re

from django.urls import reverse
from django.utils.html import strip_tags

from opgaver.models import Opgave
from tests.adgang.matrix import MATRIX

FAELLES_FASER, VITAS_FASER = re.compile(r"\bF[0-4]\b"), re.compile(r"\bV[1-5]\b")
"""Koderne i den fælles fasemodel, som VITAS ikke bruger, og i VITAS' egen."""


def vitas_sider(vitas):
    """Hver GET-side i adgangsmatricen, som demoens VITAS-projekt har genstandene til: navn og adresse.

    Undtagen dem, der skal have nye datoer eller et valg fra siden før, og den med andre kataloger.
    """
    opgaver, sygedagpenge = Opgave.objects.i_projekt(vitas), vitas.etaper.get(navn="Sygedagpenge")
    dele = {"kommune": "0461", "loesning": "VITAS", "fase": "V4", "afgjort": "V1", "kode": "T03"} | {
        "opgave": opgaver.get(kort__kode="U04", etape=sygedagpenge).pk,
        "etape": sygedagpenge.pk,
        "plads": vitas.pladser.first().pk,
    }
    for linje in MATRIX:
        kan = linje.dele.startswith("kommune loesning") and linje.hent and set(linje.navne) <= set(dele)
        if kan and "fase=" not in linje.soeg and linje.navn not in ("flyt:flyt", "masse:vis", "lokale:katalog"):
            yield linje.navn, reverse(linje.navn, args=[dele[navn] for navn in linje.navne]) + linje.soeg


def se_siderne(klient, vitas):
    """Navnene på siderne, på dem, der nævner VITAS' egne faser, og adresserne på dem, der fejler eller nævner andre."""
    sete, naevner, fremmede = set(), set(), []
    for navn, adresse in vitas_sider(vitas):
        svar = klient.get(adresse)
        tekst = "" if svar.streaming else strip_tags(svar.content.decode(errors="replace"))
        fremmede += [adresse] if svar.status_code not in (200, 302) or FAELLES_FASER.search(tekst) else []
        sete.add(navn)
        naevner |= {navn} if VITAS_FASER.search(tekst) else set()
    return sete, naevner, fremmede
