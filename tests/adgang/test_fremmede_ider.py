"""En fremmeds id i et felt eller en parameter svares der på, byte for byte, som på et, der ikke findes.

Matricen prøver adresserne; her er det, der står i formularer og efter spørgsmålstegnet. Den fremmede er Odenses, og
den, der spørger, er fra Aarhus.
"""

import logging
import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from opgaver.models import Dokument, GemtFilter, Kommentar, Omtale, Opgave
from projekter.models import Bruger, Plads, Rolle
from tests.adgang import aftryk
from tests.adgang.celler import KANARIE, NYT_HVER_GANG
from tests.adgang.linjer import EN_NOEGLE
from tests.adgang.massehandlinger import I_GANG
from tests.adgang.sted import kanarie
from tests.medvirkende import lav_bruger

FREMMED, INTET = 888_881, 888_882
OEJEBLIKKETS = re.compile(rb"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
"""Formularers nøgler og kendetegn, som er nye, hver gang siden hentes."""

PROJEKT, OPGAVE = ("kommune", "loesning"), ("kommune", "loesning", "opgave")
SAGER = {
    # navn: (adresse, dens dele, metode, felterne med id'et og en egen opgave)
    "listen, ansvarlig": ("opgaver:liste", PROJEKT, "get", lambda pk, egen: {"ansvarlig": pk}),
    "listen, udfører": ("opgaver:liste", PROJEKT, "get", lambda pk, egen: {"udfoerer": pk, "gruppe": "ansvarlig"}),
    "tavlen": ("opgaver:liste", PROJEKT, "get", lambda pk, egen: {"ansvarlig": pk, "visning": "tavle"}),
    "gemt filter": ("opgaver:filtre", PROJEKT, "post", lambda pk, egen: {"navn": "Ny", "adresse": f"ansvarlig={pk}"}),
    "ret filter": ("opgaver:ret_filter", (*PROJEKT, None), "post", lambda pk, egen: {"navn": "Ny"}),
    "slet filter": ("opgaver:slet_filter", (*PROJEKT, None), "post", lambda pk, egen: {}),
    "ændr mange, filter": ("masse:vaelg", PROJEKT, "get", lambda pk, egen: {"udfoerer": pk, "vist": 3}),
    "ændr mange, kryds": ("masse:vaelg", PROJEKT, "post", lambda pk, egen: {"valgt": pk}),
    "ændr mange, alle": (
        "masse:vaelg", PROJEKT, "post", lambda pk, egen: {"omfang": "alle", "filter": f"ansvarlig={pk}"},
    ),
    "ændr mange, blandet": ("masse:vaelg", PROJEKT, "post", lambda pk, egen: {"opgaver": f"{egen},{pk}"}),
    "vis ændring": ("masse:vis", PROJEKT, "post", lambda pk, egen: I_GANG | {"opgaver": pk}),
    "vis ændring, blandet": ("masse:vis", PROJEKT, "post", lambda pk, egen: I_GANG | {"opgaver": f"{egen},{pk}"}),
    "vis ændring, plads": (
        "masse:vis", PROJEKT, "post", lambda pk, egen: {"handling": "udfoerer", "plads": pk, "opgaver": egen},
    ),
    "gør ændring": ("masse:udfoer", PROJEKT, "post", lambda pk, egen: I_GANG | {"udgaver": f"{pk}:1", "aftryk": ""}),
    "gør ændring, blandet": (
        "masse:udfoer", PROJEKT, "post", lambda pk, egen: I_GANG | {"udgaver": f"{egen}:1,{pk}:1", "aftryk": ""},
    ),
    "fordel": ("opgaver:ret", OPGAVE, "post", lambda pk, egen: {"status": "i_gang", "udgave": 1, "ansvarlig": pk}),
    "svar på kommentar": ("opgaver:kort", OPGAVE, "get", lambda pk, egen: {"svar": pk}),
    "nævn": (
        "opgaver:skriv_kommentar", OPGAVE, "post", lambda pk, egen: {"tekst": "?", "noegle": EN_NOEGLE, "naevn": pk},
    ),
    "kommentar set": ("opgaver:marker_besvaret", OPGAVE, "post", lambda pk, egen: {"set_til": pk}),
    "ret kommentar": (
        "opgaver:ret_kommentar", (*OPGAVE, None), "post", lambda pk, egen: {"tekst": "Ny", "kommentarudgave": 1},
    ),
    "slet kommentar": ("opgaver:slet_kommentar", (*OPGAVE, None), "post", lambda pk, egen: {}),
    "hent dokument": ("opgaver:hent_dokument", (*OPGAVE, None), "get", lambda pk, egen: {}),
    "slet dokument": ("opgaver:slet_dokument", (*OPGAVE, None), "post", lambda pk, egen: {}),
    "hent dokument tilbage": ("opgaver:hent_dokument_tilbage", (*OPGAVE, None), "post", lambda pk, egen: {}),
    "forudsætning": ("opgaver:tilfoej_forudsaetning", OPGAVE, "post", lambda pk, egen: {"kraever": pk}),
    "tilføj igen": ("organisationer:personer", ("kommune",), "get", lambda pk, egen: {"igen": pk}),
    "overdrag": ("organisationer:overdrag", ("kommune", "person"), "get", lambda pk, egen: {"alle": pk}),
    "besæt": ("projekter:plads", (*PROJEKT, "plads"), "post", lambda pk, egen: {"person": pk}),
}  # fmt: skip


@pytest.fixture(autouse=True)
def uden_log_over_afviste(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def fremmed(scene):
    """Én af hver slags i Odense, alle med det samme id; hver bærer en kanarie."""
    odense, v, k = scene.steder["odense"], scene.verden, lambda felt: kanarie("odense", felt)
    opgave = Opgave.objects.get(pk=odense["opgave"])
    Opgave.objects.filter(pk=odense["lokal"]).update(id=FREMMED)
    person = lav_bruger(f"{k('nymail')}@odense.example", k("nynavn"), v.odense, "deltager")
    person.medlemskaber.all().delete()
    Bruger.objects.filter(pk=person.pk).update(id=FREMMED)
    v.odense.medlemskaber.create(bruger_id=FREMMED, rettighed="deltager")
    rolle = Rolle.objects.get(noegle="gevinstejer")
    Plads.objects.create(pk=FREMMED, projekt=v.odense_projekt, rolle=rolle, betegnelse=k("nyplads"))
    GemtFilter.objects.create(pk=FREMMED, projekt=v.odense_projekt, bruger=v.carl, navn=k("nyfilter"), er_delt=True)
    kommentar = Kommentar.objects.create(pk=FREMMED, opgave=opgave, af=v.carl, tekst=k("nykommentar"))
    Omtale.objects.create(kommentar=kommentar, person=v.anna)
    Dokument.objects.create(
        pk=FREMMED, opgave=opgave, lagt_af=v.carl, titel=k("nydokument"), adresse="https://b.example"
    )
    return scene


def spoerg(scene, sag, pk):
    navn, dele, metode, felter = SAGER[sag]
    aarhus = scene.steder["aarhus"]
    klient = scene.klient("ada" if navn.startswith("organisationer") else "anna")
    adresse = reverse(navn, args=[pk if del_ is None else aarhus[del_] for del_ in dele])
    with transaction.atomic():
        svar = getattr(klient, metode)(adresse, felter(pk, aarhus["opgave"]))
        svarets = svar.getvalue()
        odense = aftryk.kommunens(scene.verden.odense)
        transaction.set_rollback(True)
    renset = OEJEBLIKKETS.sub(b"", NYT_HVER_GANG.sub(b"", svarets)).replace(str(pk).encode(), b"ID")
    hoveder = {hoved: vaerdi.replace(str(pk), "ID") for hoved, vaerdi in svar.items() if hoved != "Expires"}
    return svar.status_code, hoveder, renset.decode(), odense


@pytest.mark.parametrize("sag", SAGER)
def test_et_fremmed_id_svares_der_paa_som_et_der_ikke_findes(fremmed, sag):
    foer = aftryk.kommunens(fremmed.verden.odense)
    status, hoveder, tekst, odense = spoerg(fremmed, sag, FREMMED)
    assert (status, hoveder, tekst) == spoerg(fremmed, sag, INTET)[:3]
    assert "odense" not in {fund[1] for fund in KANARIE.finditer(f"{hoveder}{tekst}")} and odense == foer


def test_proeven_kan_se_forskel(fremmed):
    """På et eget id svares der ikke som på et, der ikke findes."""
    egen = Plads.objects.create(
        pk=777_777, projekt=fremmed.verden.projekt, rolle=Rolle.objects.get(noegle="gevinstejer"), betegnelse="to"
    )
    Kommentar.objects.create(
        pk=777_777, opgave_id=fremmed.steder["aarhus"]["opgave"], af=fremmed.verden.anna, tekst="x",
        skrevet=timezone.now(),
    )  # fmt: skip
    for sag in ("listen, ansvarlig", "vis ændring, plads", "slet kommentar"):
        assert spoerg(fremmed, sag, egen.pk)[0::2] != spoerg(fremmed, sag, INTET)[0::2]
