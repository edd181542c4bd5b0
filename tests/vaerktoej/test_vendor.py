"""Tredjepartsfilerne er dem, listen siger, og peger ikke ud af projektet."""

import re

import pytest

from vaerktoej.hent_vendor import ROD, aftryk, poster

POSTER = poster()
REFERENCE = re.compile(r"url\(([^)\"']+)\)|sourceMappingURL=(\S+?)(?:\s|\*|$)")


@pytest.mark.parametrize("post", POSTER, ids=lambda post: post["mappe"])
def test_en_vendormappe_er_uroert(post):
    assert aftryk(ROD / post["mappe"]) == post["aftryk"]


@pytest.mark.parametrize("post", POSTER, ids=lambda post: post["mappe"])
def test_en_vendormappe_har_sin_licens(post):
    assert post["licens"]
    assert list((ROD / post["mappe"]).glob("LICENSE*"))


@pytest.mark.parametrize(
    "fil",
    [sti for moenster in ("*.css", "*.js") for sti in (ROD / "static/vendor").rglob(moenster)],
    ids=lambda sti: sti.name,
)
def test_en_fil_til_browseren_henviser_kun_til_filer_der_er_her(fil):
    henvisninger = [a or b for a, b in REFERENCE.findall(fil.read_text("utf-8"))]
    mangler = [sti for sti in henvisninger if not sti.startswith("data:") and not (fil.parent / sti).is_file()]
    assert mangler == []
