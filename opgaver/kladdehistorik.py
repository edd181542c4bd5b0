"""Hvem der ændrede en kladdes opgaver og hvornår, til den, der så kladden før. Læser kun."""

from django.utils import timezone

from projekter.models import Haendelse

from .models import Katalogopgave


def i_ord(haendelse: Haendelse) -> str:
    """Fx »Karen Holm, 03.02.2027 kl. 10.12«."""
    return f"{haendelse.aktoer}, {timezone.localtime(haendelse.tid):%d.%m.%Y kl. %H.%M}"


def seneste_rettelse(kort: Katalogopgave) -> str:
    """Hvem der sidst ændrede opgaven og hvornår; tom, når historikken intet siger om den."""
    om_kortet = Haendelse.objects.filter(genstand_type=Katalogopgave._meta.model_name, genstand_id=kort.pk)
    sidste = om_kortet.first()
    return i_ord(sidste) if sidste else ""
