"""98 kommuners planer på én gang: intet lokalt går tabt, intet laves to gange, og anden gang sker der intet."""

import pytest

from tests.fletning.test_stort import efterproev


@pytest.mark.drift
@pytest.mark.django_db
def test_98_planer_af_130_opgaver():
    efterproev(98)
