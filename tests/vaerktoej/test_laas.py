"""Låsefilerne skal kunne bruges på enhver maskine, med enhver pakkekilde."""

import re
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
LAASEFILER = ["requirements.lock", "requirements-dev.lock"]
STI = re.compile(r"(?:^|[\s\"'=])(?:file:|[/~]\w)", re.MULTILINE)


@pytest.mark.parametrize("navn", LAASEFILER)
def test_en_laasefil_naevner_ingen_adresser(navn):
    indhold = (ROD / navn).read_text()
    assert "http" not in indhold
    assert "index-url" not in indhold


@pytest.mark.parametrize("navn", LAASEFILER)
def test_en_laasefil_naevner_ingen_mapper_paa_maskinen(navn):
    assert not STI.search((ROD / navn).read_text())


@pytest.mark.parametrize("navn", LAASEFILER)
def test_hver_pakke_er_laast_til_en_version_med_kontroltal(navn):
    poster = re.split(r"\n(?=\w)", (ROD / navn).read_text().split("\n", 2)[2])
    assert len(poster) > 20
    assert all("==" in post and "--hash=sha256:" in post for post in poster)


def test_udvikling_bruger_de_samme_versioner_som_drift():
    drift, udvikling = (set(re.findall(r"^\S+==\S+", (ROD / n).read_text(), re.MULTILINE)) for n in LAASEFILER)
    assert drift < udvikling
