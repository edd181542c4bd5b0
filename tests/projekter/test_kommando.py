"""Kommandolinjens egne fejl på dansk."""

from io import StringIO

import pytest

from projekter.kommando import Kommando


class Papkommando(Kommando):
    def tilfoej_valg(self, parser):
        parser.add_argument("--antal", type=int)
        parser.add_argument("--ansvarlig")

    def udfoer(self, **valg):
        return {}

    def tekst(self, resultat):
        return ""


@pytest.mark.parametrize(
    ("linje", "ventet"),
    [
        (["--antal", "mange"], "--antal skal være et helt tal, ikke »mange«. Se valgene med --help."),
        (["--an", "3"], "--an kan betyde --antal, --ansvarlig. Skriv det helt ud. Se valgene med --help."),
        (["--antal"], "Der mangler en værdi efter --antal. Se valgene med --help."),
        (["mere"], "Kommandoen kender ikke mere. Se valgene med --help."),
    ],
)
def test_en_forkert_kommandolinje_siges_paa_dansk(linje, ventet):
    kommando = Papkommando(stderr=StringIO())
    with pytest.raises(SystemExit):
        kommando.create_parser("manage.py", "pap").parse_args(linje)
    assert kommando.stderr.getvalue().strip() == ventet
