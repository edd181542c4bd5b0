"""Samtale, dokumenter og forudsætninger overlever, at en ny katalogversion flettes ind og fortrydes igen."""

from uuid import uuid4

from opgaver.models import Dokument, Forudsaetning, Kommentar, Omtale, Opgave
from opgaver.services.dokument import laeg_link
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.kommentar import skriv_kommentar
from tests.eget.hjaelp import anna
from tests.fletning.hjaelp import NU, flet, ny_version
from tests.fletning.test_fortryd import fortryd


def laeg_ved(verden, kode, kraever):
    opgave = verden.opgave(kode)
    skriv_kommentar(anna(verden), opgave, f"@Bo, {kode}?", noegle=uuid4(), nu=NU)
    laeg_link(anna(verden), opgave, kode, "https://b.example/", noegle=uuid4(), nu=NU)
    tilfoej_forudsaetning(anna(verden), opgave, verden.opgave(kraever))


def alt_ved_opgaverne():
    return [list(model.objects.order_by("pk").values()) for model in (Kommentar, Omtale, Dokument, Forudsaetning)]


def test_det_ved_opgaven_staar_uroert_gennem_en_fletning_og_dens_fortrydelse(verden):
    laeg_ved(verden, "A08", kraever="K03")
    foer = alt_ved_opgaverne()
    ny = ny_version(verden.version, aendres={"A08": {"titel": "Ny", "kode": "A09"}}, udgaar=("K03",), nye={"N01": {}})
    opgradering = flet(verden, ny)
    assert verden.opgave("A09").kommentarer.count() == 1 and alt_ved_opgaverne() == foer
    laeg_ved(verden, "N01", kraever="P01")
    efter = alt_ved_opgaverne()
    svar = fortryd(verden, opgradering)
    assert alt_ved_opgaverne() == efter and [et.kort.kode for et in svar.udgaaede] == ["N01"]
    assert Opgave.objects.get(kort__kode="A08", plan__projekt=verden.projekt).dokumenter.count() == 1
