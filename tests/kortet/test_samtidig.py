"""To på samme tid i PostgreSQL: ingen kreds, ingen dubletter, intet svar forsvinder."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count
from django.utils import timezone

from koe.models import Besked
from opgaver import bilagslager
from opgaver.models import Dokument, Forudsaetning, Kommentar
from opgaver.services.dokument import laeg_fil
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.kommentar import skriv_kommentar
from projekter.aktoer import Aktoer
from projekter.models import Haendelse
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_den_samme_formular_fra_otte_er_en_kommentar_en_besked_og_en_fil(settings, tmp_path):
    settings.BILAG_MAPPE, settings.BILAG_MAPPE_LAVES = tmp_path, True
    verden, noegle, nu = lav_verden(), uuid4(), timezone.now()
    anna = Aktoer.person(verden.anna)

    def skriv():
        skriv_kommentar(anna, verden.opgave("A08"), "@Bo?", noegle=noegle, nu=nu)

    def laeg():
        fil = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
        laeg_fil(anna, verden.opgave("A08"), "", fil, noegle=noegle, nu=nu)

    assert samtidig(*[skriv] * 8) == [] and samtidig(*[laeg] * 8) == []
    assert (Kommentar.objects.count(), Besked.objects.count(), Dokument.objects.count()) == (1, 1, 1)
    assert [sti.name for sti in bilagslager.mappe().iterdir()] == [Dokument.objects.get().lagret]
    ens = Haendelse.objects.filter(handling__in=["kommentar skrevet", "dokument tilføjet"]).values("handling")
    assert set(ens.annotate(antal=Count("pk")).order_by().values_list("antal", flat=True)) == {1}


def test_to_der_hver_slutter_sin_halvdel_af_en_kreds_faar_kun_den_ene():
    verden = lav_verden()
    anna = Aktoer.person(verden.anna)

    def lad(kode, vente_paa):
        return lambda: tilfoej_forudsaetning(anna, verden.opgave(kode), verden.opgave(vente_paa))

    for _ in range(10):
        fejl = samtidig(lad("A08", "K03"), lad("K03", "A08"))
        assert len(fejl) == 1 and "venter selv på" in fejl[0] and Forudsaetning.objects.count() == 1
        Forudsaetning.objects.all().delete()
