"""``masseret`` og ``fortryd_massehandling``: en prøvekørsel, en ændring og tilbage igen."""

import pytest
from django.core.management import CommandError

from tests.opgaver.test_kommandoer import PROJEKT, koer

SKUB = (*PROJEKT, "--koder", "A08,G07", "--skub", "14 dage", "--begrundelse", "Ferie")


def test_en_proevekoersel_siger_det_samme_som_handlingen_og_gemmer_intet(verden):
    proeve = koer("masseret", *SKUB, "--proevekoersel")
    assert verden.opgave("A08").frist.isoformat() == "2027-04-05"
    svar = koer("masseret", *SKUB)
    assert svar | {"id": None} == proeve
    assert svar["aendrede"] == [{"kode": "A08", "fra": "5. april 2027", "til": "19. april 2027"}]
    assert svar["kan_ikke"] == [{"kode": "G07", "grund": "G07 har ingen frist at skubbe."}]
    assert koer("fortryd_massehandling", "--id", str(svar["id"]))["genskabte"] == [{"kode": "A08"}]
    assert verden.opgave("A08").frist.isoformat() == "2027-04-05"


def test_en_plads_findes_ved_sin_rolle_og_ingen_goer_den_ledig(verden):
    for plads, ventet in (("administrator", verden.plads("administrator")), ("ingen", None)):
        koer("masseret", *PROJEKT, "--koder", "A08", "--udfoerer", plads)
        assert verden.opgave("A08").udfoerer == ventet


@pytest.mark.parametrize(
    ("valg", "fejl"),
    [
        (("--koder", "A08,X99", "--status", "i_gang"), "ingen opgave med koden X99"),
        (("--koder", "A08"), "netop én"),
        (("--koder", "A08", "--skub", "snart"), "ikke forstået"),
        (("--koder", "A08", "--udfoerer", "kongen"), "Projektet har: Administrator"),
        (("--koder", "A08", "--status", "i_gang", "--bruger", "bo@aarhus.example"), "ansvarlig for"),
    ],
)
def test_en_forkert_kommando_siger_hvad_der_er_galt(verden, valg, fejl):
    with pytest.raises(CommandError, match=fejl):
        koer("masseret", *PROJEKT, *valg)
