"""Tasten n i en gruppe uden et felt til en ny opgave: formularen har valgt gruppen på forhånd."""

import re

import pytest

from opgaver.services.opgave import tildel
from projekter.aktoer import KOMMANDOLINJE


@pytest.mark.parametrize(
    ("gruppe", "valgt"),
    [
        ("ansvarlig", r'<option value="\d+" selected>Projektleder \(Anna Krogh\)'),
        ("hovedopgave", r'<option value="\d+" selected>9 Arbejdsgange'),
        ("uge", r'name="slutdato_tekst" value="09\.04\.2027"'),
    ],
)
def test_en_ny_opgave_fra_en_gruppe_hoerer_til_i_den(som, verden, gruppe, valgt):
    tildel(KOMMANDOLINJE, verden.opgave("A08"), {"ansvarlig": verden.plads("projektleder")})
    klient, listen = som(verden.anna), verden.projekt.get_absolute_url()
    grupper = klient.get(listen, {"gruppe": gruppe, "soeg": "A08"}).text
    forvalg = re.search(r'data-ny="([^"]+)"', grupper)[1]
    assert re.search(valgt, klient.get(f"{listen}lokale/ny/?{forvalg}").text)
    assert "data-ny=" not in klient.get(listen).text
