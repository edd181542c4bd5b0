"""Hvad andre har ændret i planen, siden personen åbnede siden om en opgradering, og hvem der gjorde det."""

from collections.abc import Mapping

from projekter.models import Haendelse

from .fletning import Raekke
from .models import Opgave
from .opgraderingsvisning import FELTNAVN
from .services.opgraderingsgrundlag import Opgraderingsvisning

FLEST_NAEVNTE = 5


def aendrede_siden(visning: Opgraderingsvisning, data: Mapping[str, str]) -> list[Raekke]:
    """De rækker, der skal svares på, og som ikke er, som siden viste dem."""
    sete = set(data.get("raekker", "").split())
    return [r for r in visning.tabel.raekker if r.muligheder and visning.raekkeaftryk[r.noegle] not in sete]


def uden_svar(data: Mapping[str, str], raekker: list[Raekke]) -> dict[str, str]:
    """Det, personen sendte, uden svarene på rækkerne."""
    felter = {FELTNAVN + raekke.noegle for raekke in raekker}
    return {navn: vaerdi for navn, vaerdi in data.items() if navn not in felter}


def i_ord(visning: Opgraderingsvisning, raekker: list[Raekke], siden: str) -> str:
    """Hvad der er ændret og af hvem; ``siden`` er sekundet, siden blev åbnet, som den sendte det."""
    begyndelse = "Planen er ændret, siden du åbnede siden, og intet er gemt. Dine svar står her endnu"
    if not raekker:
        return f"{begyndelse}. Se listen igen, og gem."
    hvem = _hvem(visning, raekker, siden)
    naevnt = [visning.kode(raekke) + hvem.get(raekke.noegle, "") for raekke in raekker[:FLEST_NAEVNTE]]
    resten = f" og {len(raekker) - FLEST_NAEVNTE} til" if len(raekker) > FLEST_NAEVNTE else ""
    return f"{begyndelse} undtagen for dem, der er anderledes nu: {', '.join(naevnt)}{resten}. Svar på dem igen."


def _hvem(visning: Opgraderingsvisning, raekker: list[Raekke], siden: str) -> dict[str, str]:
    """Nøgle → den seneste handling på opgaven og den, der gjorde den; intet, når ingen har rørt selve opgaven."""
    noegler = {opgave.pk: r.noegle for r in raekker if (opgave := visning.opgaver.get(r.noegle))}
    opgavernes = Haendelse.objects.filter(genstand_type=Opgave._meta.model_name, genstand_id__in=noegler)
    sete = opgavernes.siden(siden).order_by("tid", "pk").values_list("genstand_id", "handling", "aktoer")
    return {noegler[pk]: f" ({handling}, {aktoer})" for pk, handling, aktoer in sete}
