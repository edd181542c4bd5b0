"""Kommandoen, der laver den første administrator, siger hvilket valg der er galt, og hvad man kan gøre."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projekter.models import Bruger, Organisation

GODE = {"organisation": "0751", "email": "eva@aarhus.example", "navn": "Eva Toft"}


@pytest.mark.parametrize(
    ("valg", "ventet"),
    [
        ({"navn": " "}, "--navn: Dette felt kan ikke være tomt."),
        ({"navn": "x" * 121}, "--navn: "),
        ({"email": "anna"}, "--email: Indtast en gyldig e-mail-adresse."),
        (
            {"rettighed": ["laeser", "katalogredaktoer"]},
            "--rettighed: katalogredaktoer kan ikke gives i Aarhus Kommune. "
            "Vælg mellem administrator, programleder, projektleder, deltager, styregruppe, laeser.",
        ),
        (
            {"organisation": "9999"},
            "--organisation: 9999 findes ikke. Brug kommunens kode på fire cifre, fx 0751, "
            "eller en af disse: KOMBIT, STAR.",
        ),
    ],
)
def test_fejlen_naevner_valget(verden, valg, ventet):
    with pytest.raises(CommandError) as fejl:
        call_command("opret_administrator", **(GODE | valg), stdout=StringIO())
    assert ventet in str(fejl.value)
    assert not Bruger.objects.filter(navn="Eva Toft").exists()


def test_uden_stamdata_er_raadet_at_indlaese_dem(db):
    assert not Organisation.objects.exists()
    with pytest.raises(CommandError, match="Kør først »manage"):
        call_command("opret_administrator", **GODE, stdout=StringIO())
