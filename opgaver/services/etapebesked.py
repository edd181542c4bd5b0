"""Beskeden om, at en etape er fjernet: én til hver, det rammer."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from faelles.dansk_sqlite import sorteringsnoegle
from koe.models import Besked
from koe.udbakke import Udkast, laeg_bundt
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Etape

from ..models import Flytning, Opgave
from .flyttebesked import ledere_af, pladsholdere


def ramte_af_fjernelsen(aktoer: Aktoer, etape: Etape, opgaver: Iterable[Opgave]) -> list[Bruger]:
    """Dem, der har en åben opgave i etapen, og dem, der leder projektet, efter navn; ikke den, der selv gør det."""
    holdere = pladsholdere([etape.projekt_id])
    pladser = {pk for et in opgaver if et.er_aaben for pk in (et.ansvarlig_id, et.udfoerer_id)}
    ramte = {person for plads, person in holdere[etape.projekt_id].items() if plads.pk in pladser}
    alle = ramte | set(ledere_af([etape.projekt], holdere)[etape.projekt_id])
    return sorted(alle - {aktoer.bruger}, key=lambda person: sorteringsnoegle(person.navn))


def laeg_besked_om_fjernelse(
    aktoer: Aktoer,
    etape: Etape,
    opgaver: Iterable[Opgave],
    begrundelse: str,
    *,
    flytning: Flytning | None,
    udgik: bool,
) -> None:
    """Læg den i kalderens transaktion. Den, der i samme handling fik besked om ``flytning``, får ikke en til."""
    fik = _fik_om(flytning) if flytning else set()
    personer = [person for person in ramte_af_fjernelsen(aktoer, etape, opgaver) if person.email not in fik]
    laeg_bundt(_udkast(etape, person, aktoer.navn, begrundelse, udgik=udgik) for person in personer)


def _fik_om(flytning: Flytning) -> set[str]:
    return set(Besked.objects.filter(noegle__startswith=f"flytning:{flytning.pk}:").values_list("modtager", flat=True))


def _udkast(etape: Etape, person: Bruger, hvem: str, begrundelse: str, *, udgik: bool) -> Udkast:
    projekt = etape.projekt
    kontekst: dict[str, object] = {
        "fornavn": person.navn.split()[0] if person.navn else "",
        "hvem": hvem,
        "etape": etape,
        "sted": f"{projekt.loesning.noegle}, {projekt.kommune.navn}",
        "begrundelse": begrundelse,
        "udgik": udgik,
        "adresse": settings.BASIS_URL + reverse("etaper:liste", args=projekt.adresse),
    }
    kontekst["emne"] = emne = _tegn("emne.txt", kontekst).strip()
    return Udkast(
        noegle=f"etape:{etape.pk}:fjernet:{person.pk}",
        modtager=person.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _tegn(form: str, kontekst: dict[str, object]) -> str:
    return get_template(f"mail/etape_fjernet.{form}").render(kontekst)
