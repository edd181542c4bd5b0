"""Mange kommuner på det samme katalog, med alt det, de kan have af deres eget, og en version 2."""

import random
from datetime import date, timedelta

from implementering.testdata import Omfang, lav_testdata
from opgaver.fletning import TAG_ALT_MED
from opgaver.models import Katalogversion, Opgave
from opgaver.services.frister import saet_frister
from opgaver.services.opgradering import opgrader_plan
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.fletning.hjaelp import ny_version

AENDREDE, NYE, VAEK, OMDOEBTE, LOKALE = 20, 5, 3, 2, 10
EGNE = ("egen_regel", "frist", "egen_fase", "egne_kriterier", "egen_tekst")


def lav_stort(kommuner, opgaver=130, paa=date(2027, 2, 3)):
    """Kommunernes projekter og version 2. De lokale rettelser ligger på ti opgaver i hvert, flest på de ændrede."""
    lav_testdata(Omfang(kommuner=kommuner, loesninger=1, opgaver=opgaver), paa)
    en, lod = Katalogversion.objects.get(katalog__loesning__noegle="T1"), random.Random(5)
    koder = list(en.kort.order_by("raekkefoelge").values_list("kode", flat=True))
    lod.shuffle(koder)
    aendrede, rest = koder[:AENDREDE], koder[AENDREDE:]
    vaek, omdoebte = rest[:VAEK], rest[VAEK : VAEK + OMDOEBTE]
    felter = {kode: _ny(nummer, en) for nummer, kode in enumerate(aendrede)}
    felter |= {kode: {"kode": f"OM{nummer}"} for nummer, kode in enumerate(omdoebte)}
    nye = {f"NY{nummer}": {"regel": "2 uger før go-live"} for nummer in range(NYE)}
    to = ny_version(en, aendres=felter, udgaar=vaek, nye=nye)
    for projekt in projekterne():
        _lokale_rettelser(projekt, [*aendrede[:7], vaek[0], omdoebte[0], rest[-1]], lod, paa)
    return en, to


def projekterne():
    return list(Projekt.objects.filter(loesning__noegle="T1").med_navne().med_kalender().order_by("pk"))


def _ny(nummer, version):
    """Hver slags ændring: tekst, regel, fase, kriterier."""
    andre = version.katalog.model.faser.filter(overfase__isnull=False)
    slags = (
        {"beskrivelse": "<p>Skrevet om.</p>"},
        {"regel": "9 uger efter go-live", "slutdato_tekst": "9 uger efter go-live"},
        {"fase": andre[0]},
        {"kvalitetskriterier": "Et andet krav"},
    )
    return slags[nummer % len(slags)]


def _lokale_rettelser(projekt, koder, lod, paa):
    opgaver = list(Opgave.objects.filter(plan__projekt=projekt, kort__kode__in=koder).select_related("kort"))
    fase = projekt.fase
    for nummer, opgave in enumerate(opgaver):
        for navn in {EGNE[nummer % len(EGNE)], lod.choice(EGNE)}:
            _saet(opgave, navn, fase, paa + timedelta(days=lod.randint(1, 90)))
    saet_frister([opgave for opgave in opgaver if opgave.er_aaben], projekt)
    Opgave.objects.bulk_update(
        opgaver,
        ["egen_regel", "egne_kriterier", "egen_tekst", "egen_fase", "fase", "frist", "er_frist_laast",
         "frist_begrundelse"],
    )  # fmt: skip


def _saet(opgave, navn, fase, dag):
    if navn == "frist":
        opgave.frist, opgave.er_frist_laast, opgave.frist_begrundelse = dag, True, "Aftalt med leverandøren"
    elif navn == "egen_fase":
        opgave.egen_fase = opgave.fase = fase
    else:
        setattr(opgave, navn, "3 uger efter go-live" if navn == "egen_regel" else "Sådan gør vi æøå")


def flet_alle(version, valg=TAG_ALT_MED, *, nu):
    """Flet versionen ind i alle planer, hver for sig; svar med det, der skete i hver."""
    return [opgrader_plan(KOMMANDOLINJE, projekt, version, valg, nu=nu)[0] for projekt in projekterne()]
