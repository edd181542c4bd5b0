"""Mange opgaver: forklaringen regner altid til den gemte dato, og en fortrydelse er præcis."""

import random
import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faelles.afvisning import Afvist
from frister import dag_maaned, dato_lang
from implementering.testdata import Omfang, lav_testdata
from opgaver.models import Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.frister import beregnet_frist, forklaring
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.opgave import saet_status
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Organisation, Projekt
from tests.fletning.hjaelp import flet, ny_version
from tests.flytning.hjaelp import GRUND, NU, PAA, frister, senere
from tests.medvirkende import lav_organisation

pytestmark = pytest.mark.django_db
SEKS_UGER = "6 uger efter idriftsættelsesdato"


def projekterne():
    return list(Projekt.objects.med_navne().med_kalender().order_by("pk"))


def uforklarede():
    """De opgaver, hvis dato ikke er den, sætningen på kortet ender med, eller som siger, at den er fra før.

    Det sidste må kun en lukket opgave sige; en åben skal regne til netop den dato.
    """
    fundne = []
    for projekt in projekterne():
        for opgave in Opgave.objects.filter(plan__projekt=projekt).select_related("kort"):
            svar = beregnet_frist(opgave, projekt)
            er_i_takt = (svar.dato if svar else None) == opgave.frist
            er_fra_foer = not opgave.er_aaben and siger_at_den_er_fra_foer(opgave, projekt)
            if not (er_i_takt and siger_datoen(opgave, projekt)) and not er_fra_foer:
                fundne.append((projekt, opgave))
    return fundne


def siger_datoen(opgave, projekt):
    """Om den viste sætning ender med den gemte dato; en, en person har sat, begynder med den."""
    tekst, frist = forklaring(opgave, projekt), opgave.frist
    if frist is None or opgave.er_frist_laast:
        return frist is None or tekst.startswith(f"sat til {dag_maaned(frist)}")
    saetning = re.split(r"\. Bemærk|\. Ligger i| \(jeres egen regel", tekst)[0]
    return saetning.endswith((dato_lang(frist), dato_lang(frist).removesuffix(f" {frist.year}")))


def siger_at_den_er_fra_foer(opgave, projekt):
    tekst = forklaring(opgave, projekt)
    if opgave.frist is None:
        return "opgaven blev lukket, før projektet havde den dato" in tekst
    return tekst.startswith(f"{dag_maaned(opgave.frist)} gjaldt, da opgaven blev lukket")


def test_hver_forklaring_regner_til_den_gemte_dato_hvad_der_end_sker():
    lav_testdata(Omfang(kommuner=4, loesninger=2, opgaver=130), PAA)
    assert not uforklarede()
    lod = random.Random(4)
    for opgave in lod.sample(list(Opgave.objects.aabne().med_kort().select_related("plan__projekt__kommune")), 60):
        if lod.random() < 0.5:
            saet_frist(KOMMANDOLINJE, opgave, PAA + timedelta(days=lod.randint(-40, 400)), "Aftalt", paa=PAA)
        else:
            saet_egen_regel(KOMMANDOLINJE, opgave, f"{lod.randint(1, 30)} arbejdsdage før go-live")
    lukkede = lod.sample(list(Opgave.objects.aabne().med_kort().select_related("plan__projekt__kommune")), 20)
    for opgave in lukkede:
        saet_status(KOMMANDOLINJE, opgave, "ikke_relevant", paa=PAA, begrundelse="Findes ikke hos os")
    jul = Periode("lukkedage", "Jul", date(2027, 12, 20), date(2028, 1, 2))
    kalender = Kalenderdata((jul,), frozenset({"foerste_maj_lukket"}))
    kommuner = Organisation.objects.filter(projekter__isnull=False).distinct()[:3]
    rettede = [ret_kalender(KOMMANDOLINJE, kommune, kalender, nu=NU) for kommune in kommuner]
    fortryd_flytning(KOMMANDOLINJE, rettede.pop().pk, nu=NU)
    dele = [
        flyt_datoer(KOMMANDOLINJE, projekt, senere(projekt, lod.randint(-20, 90)), GRUND, nu=NU)
        for projekt in projekterne()
    ]
    assert not uforklarede()
    assert any(siger_at_den_er_fra_foer(opgave, opgave.plan.projekt) for opgave in genlaes(lukkede))
    version = dele[0].projekt.plan.version
    regler = {kode: {"regel": SEKS_UGER} for kode in version.kort.order_by("kode").values_list("kode", flat=True)[:30]}
    ny = ny_version(version, aendres=regler)
    for del_ in [del_ for del_ in dele if del_.projekt.plan.version_id == version.pk][:3]:
        flet(SimpleNamespace(projekt=del_.projekt), ny, aktoer=KOMMANDOLINJE)
    assert not uforklarede()
    for del_ in dele[::2]:
        fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU)
    assert not uforklarede()


def genlaes(opgaver):
    return Opgave.objects.filter(pk__in=[et.pk for et in opgaver]).select_related("kort", "plan__projekt__kommune")


def test_en_kalender_fortrudt_efter_et_senere_projekt_efterlader_intet_uforklaret():
    lav_testdata(Omfang(kommuner=1, loesninger=1, opgaver=60), PAA)
    [foerste], kommune = projekterne(), lav_organisation("kommune", "0999", "Nyborg")
    ankre = foerste.ankre
    # Lukket i tre måneder omkring idriftsættelsen: det rykker frister i hvert projekt.
    fra = ankre.idriftsaettelse - timedelta(days=45)
    lukket = Kalenderdata((Periode("lukkedage", "Ombygning", fra, fra + timedelta(days=90)),))
    rettelse = ret_kalender(KOMMANDOLINJE, kommune, lukket, nu=NU)
    senere_projekt = opret_projekt(KOMMANDOLINJE, kommune, foerste.loesning, Datoer(**vars(ankre)))
    assert not uforklarede()
    with pytest.raises(Afvist, match="rykker også frister"):
        fortryd_flytning(KOMMANDOLINJE, rettelse.pk, nu=NU)
    assert not senere_projekt.flytningsdele.exists() and not uforklarede()


@pytest.fixture
def tre_hundrede():
    lav_testdata(Omfang(kommuner=1, loesninger=1, opgaver=300), PAA)
    return projekterne()[0]


def test_300_opgaver_flyttes_og_fortrydes_byte_for_byte(tre_hundrede):
    foer, ankre = frister(tre_hundrede), tre_hundrede.ankre
    assert len(foer) == 300
    del_ = flyt_datoer(KOMMANDOLINJE, tre_hundrede, senere(tre_hundrede, 45), GRUND, nu=NU)
    assert frister(tre_hundrede) != foer
    svar = fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU)
    assert frister(tre_hundrede) == foer and not svar.blev
    assert projekterne()[0].ankre == ankre


def test_antallet_af_skrivninger_foelger_ikke_antallet_af_opgaver(tre_hundrede):
    with CaptureQueriesContext(connection) as fangst:
        flyt_datoer(KOMMANDOLINJE, tre_hundrede, senere(tre_hundrede, 45), GRUND, nu=NU)
    skrivninger = [et for et in fangst if et["sql"].startswith('UPDATE "opgaver_opgave"')]
    assert len(skrivninger) == 1 and len(fangst) < 25
