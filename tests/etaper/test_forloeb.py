"""Tilfældige forløb: efter hver handling passer hver frist med det andet syn, og en fortrydelse er byte for byte.

``ETAPEFORLOEB=200 pytest tests/etaper/test_forloeb.py`` kører flere.
"""

import os
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from faelles.afvisning import Afvist
from opgaver.models import Flytning, Opgave
from opgaver.services import flyttefortrydelse
from opgaver.services.etape import Etapedata, opret_etape
from opgaver.services.etapefjernelse import fjern_etape
from opgaver.services.flytning import flyt_datoer, nye_ankre
from opgaver.services.opgave import saet_status
from opgaver.services.pause import genoptag, saet_pause
from opgaver.services.udrulning import genoptag_etape, saet_etape_paa_pause
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etape, Projekt
from tests.etaper.conftest import NU
from tests.etaper.test_etaper import kraev_at_fristerne_passer
from tests.fletning.hjaelp import alt, frisk
from tests.overgange.hjaelp import ret_kort

REGLER = {
    "A08": "5 uger efter idriftsættelsesdato",
    "C01": "2 måneder efter go-live",
    "G01": "5 arbejdsdage før go-live",
    "I01": "30 dage før go-live",
    "K03": "3 uger efter go-live",
    "P01": "10 arbejdsdage efter go-live",
}
FRA = date(2027, 2, 3)
HANDLINGER = (
    *("opret", "opret", "fjern", "fortryd", "saet_status", "saet_status"),
    *("flyt_etaper", "flyt_projektet", "flyt_golive", "hold_pause", "lad_et_hold_vente"),
)
SKRIDT = 12


def etaper_af(projekt):
    return list(Etape.objects.gaeldende().filter(projekt=projekt).values_list("pk", "navn", "golive", "uddannelse"))


def stand(projekt):
    return alt(projekt), etaper_af(projekt), frisk(projekt).ankre


class Forloeb:
    def __init__(self, projekt, tal):
        self.projekt, self.lod, self.gjort, self.nummer = projekt, random.Random(tal), Counter(), 0

    def dag(self):
        return FRA + timedelta(days=self.lod.randrange(20, 200))

    def en_etape(self):
        return self.lod.choice(list(Etape.objects.gaeldende().filter(projekt=self.projekt)) or [None])

    def flyt(self, etaper=None, ventetid=None, **datoer):
        ankre = nye_ankre(frisk(self.projekt).ankre, **datoer)
        flyt_datoer(KOMMANDOLINJE, frisk(self.projekt), ankre, "Forsinket", nu=NU, etaper=etaper, ventetid=ventetid)

    def opret(self):
        self.nummer += 1
        dag = self.dag()
        uddannet = dag - timedelta(days=self.lod.randrange(10)) if self.lod.random() < 0.5 else None
        data = Etapedata(f"Hold {self.nummer}", dag, uddannet)
        opret_etape(KOMMANDOLINJE, frisk(self.projekt), data, nu=NU)

    def fjern(self):
        if etape := self.en_etape():
            fjern_etape(KOMMANDOLINJE, etape, "Slået sammen", nu=NU)

    def flyt_etaper(self):
        etaper = {pk: self.dag() for pk, *_ in etaper_af(self.projekt) if self.lod.random() < 0.6}
        self.flyt(etaper)

    def flyt_projektet(self):
        dag = self.dag()
        self.flyt(idriftsaettelse=dag, golive=dag + timedelta(days=self.lod.randrange(60)))

    def flyt_golive(self):
        self.flyt(golive=self.dag())

    def hold_pause(self):
        paa = self.dag()
        saet_pause(KOMMANDOLINJE, frisk(self.projekt), "Leverandøren", paa=paa)
        svar = genoptag(KOMMANDOLINJE, frisk(self.projekt), paa=paa + timedelta(days=self.lod.randrange(1, 40)))
        skift = {"etaper": svar.etapedatoer, "ventetid": svar.ventetid}
        flyt_datoer(KOMMANDOLINJE, svar.projekt, svar.ankre, svar.begrundelse, nu=NU, **skift)

    def lad_et_hold_vente(self):
        if etape := self.en_etape():
            paa = self.dag()
            saet_etape_paa_pause(KOMMANDOLINJE, etape, "Sygdom", paa=paa)
            svar = genoptag_etape(KOMMANDOLINJE, etape, paa=paa + timedelta(days=self.lod.randrange(1, 40)))
            self.flyt(svar.etapedatoer, svar.ventetid)

    def saet_status(self):
        opgave = self.lod.choice(list(Opgave.objects.filter(plan__projekt=self.projekt, er_udgaaet=False)))
        ny = self.lod.choice(["i_gang", "fuldfoert", "ikke_startet"])
        saet_status(KOMMANDOLINJE, opgave, ny, paa=FRA, bekraeftet=True)

    def fortryd(self):
        sidste = Flytning.objects.filter(fortrudt=None).order_by("-pk").first()
        if sidste:
            flyttefortrydelse.fortryd_flytning(KOMMANDOLINJE, sidste.pk, nu=NU)

    def skridt(self):
        """Gør noget, og er det en flytning, så fortryd den, og se, at alt er, som det var; gør den så igen."""
        navn = self.lod.choice(HANDLINGER)
        foer, tilstand, flytninger = stand(self.projekt), self.lod.getstate(), Flytning.objects.count()
        try:
            getattr(self, navn)()
        except Afvist:
            return
        self.gjort[navn] += 1
        self.efterse()
        if navn.startswith("flyt") and Flytning.objects.count() == flytninger + 1:
            self.fortryd()
            assert stand(self.projekt) == foer, f"{navn} kunne ikke fortrydes byte for byte"
            self.lod.setstate(tilstand)
            getattr(self, navn)()

    def efterse(self):
        projekt = frisk(self.projekt)
        kraev_at_fristerne_passer(projekt)
        for _, _, golive, uddannelse in etaper_af(projekt):
            assert not projekt.idriftsaettelse or golive >= projekt.idriftsaettelse
            assert uddannelse is None or uddannelse <= golive
        levende = Opgave.objects.filter(plan__projekt=projekt, er_udgaaet=False)
        assert set(Counter(levende.values_list("kort__kode", "etape")).values()) <= {1}
        per_etape = levende.filter(kort__er_per_etape=True).values_list("kort__kode", "etape")
        ventede = [pk for pk, *_ in etaper_af(projekt)] or [None]
        assert set(per_etape) == {(kode, etape) for kode in ("C01", "G01", "I01", "A08") for etape in ventede}


@pytest.mark.parametrize("tal", range(int(os.environ.get("ETAPEFORLOEB", "3"))))
def test_et_tilfaeldigt_forloeb_har_altid_fristerne_fra_det_andet_syn(verden, tal):
    for kode, regel in REGLER.items():
        ret_kort(verden, kode, regel=regel, er_per_etape=kode in ("C01", "G01", "I01", "A08"))
    dage = {"idriftsaettelse": date(2027, 3, 1), "golive": date(2027, 3, 15)}
    forloeb = Forloeb(verden.projekt, tal)
    Projekt.objects.filter(pk=verden.projekt.pk).update(idriftsaettelse=date(2027, 2, 15), golive=date(2027, 2, 15))
    forloeb.flyt(**dage)
    for _ in range(SKRIDT):
        forloeb.skridt()
    assert sum(forloeb.gjort.values()) >= SKRIDT // 3, forloeb.gjort
