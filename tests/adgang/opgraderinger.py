"""Den opgradering, der har været, og det, der kan svares på, i et projekt i adgangsprøverne."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from opgaver.models import Opgradering
from opgaver.services.opgraderingsgrundlag import forhaandsvis_opgradering
from opgaver.services.opgraderingsskrivning import aftryk_af_det_lokale, stand
from projekter.models import Projekt
from tests.adgang.sted import Sted, kanarie
from tests.medvirkende import Verden


def lav_opgradering(navn: str, v: Verden, projekt: Projekt) -> Sted:
    opgave, version = v.opgave("C01", projekt), projekt.plan.version
    post = {"id": opgave.pk, "kode": "C01", "titel": kanarie(navn, "opgradering"), "virkning": "flyt"}
    staar = {"foer": stand(opgave), "efter": stand(opgave), "lokalt": aftryk_af_det_lokale(opgave)}
    opgradering = Opgradering.objects.create(
        plan=projekt.plan,
        fra=version,
        til=version,
        aktoer=kanarie(navn, "opgraderer"),
        oprettet=timezone.now(),
        raekker=[post | staar | {"er_stille": False}],
    )
    return {"opgradering": opgradering.pk}


def katalogaftryk(projekt: Projekt) -> str:
    """Aftrykket af det, der kan svares på nu; tages, når alle versionerne er, som de skal være."""
    return forhaandsvis_opgradering(projekt, projekt.plan.version).aftryk


def katalogsvar(sted: Sted) -> Mapping[str, Any]:
    """En gyldig formular: alt det, der venter, med."""
    return {"til": "1.0", "aftryk": sted["katalogaftryk"], "alle": "tag-med"}
