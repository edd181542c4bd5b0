"""Beskederne om en pause: at den er begyndt, at projektet er genoptaget, og at den er varet længere end ventet."""

from datetime import date, timedelta

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from faelles.dansk_sqlite import sorteringsnoegle
from koe.udbakke import Udkast, laeg_besked, laeg_bundt
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Pause, Projekt

from ..models import Opgave
from .flyttebesked import ledere_af, pladsholdere

SIGES_I = timedelta(days=14)
"""Så længe efter, at en pause skulle være forbi, siges det stadig; en mail, der er faldet ud, kommer ikke igen."""


def laeg_beskeder(pause: Pause, aktoer: Aktoer) -> None:
    """Læg én besked til hver, det rammer, i kalderens transaktion. Den, der selv gjorde det, får ingen."""
    hvad = "genoptaget" if pause.slut else "sat"
    laeg_bundt(_udkast(pause, person, hvad, aktoer.navn) for person in modtagere(pause.projekt, aktoer))


def modtagere(projekt: Projekt, aktoer: Aktoer) -> list[Bruger]:
    """Dem, der har en åben opgave, og dem, der leder projektet, efter navn."""
    holdere = pladsholdere([projekt.pk])
    aabne = Opgave.objects.i_projekt(projekt).aabne().order_by()
    i_brug = {pk for par in aabne.values_list("ansvarlig", "udfoerer").distinct() for pk in par}
    ramte = {person for plads, person in holdere[projekt.pk].items() if plads.pk in i_brug}
    alle = ramte | set(ledere_af([projekt], holdere)[projekt.pk])
    return sorted(alle - {aktoer.bruger}, key=lambda person: sorteringsnoegle(person.navn))


def sig_udloebne(paa: date) -> None:
    """Sig det én gang til dem, der leder et projekt, hvis pause skulle være forbi."""
    udloebne = Pause.objects.aabne().filter(til__range=(paa - SIGES_I, paa - timedelta(days=1)))
    for pause in udloebne.select_related("projekt__kommune", "projekt__loesning").order_by("pk"):
        ledere = ledere_af([pause.projekt], pladsholdere([pause.projekt_id]))[pause.projekt_id]
        for et in (_udkast(pause, person, "udloebet", pause.sat_af) for person in ledere):
            laeg_besked(noegle=et.noegle, modtager=et.modtager, emne=et.emne, tekst=et.tekst, html=et.html)


def _udkast(pause: Pause, person: Bruger, hvad: str, hvem: str) -> Udkast:
    projekt = pause.projekt
    side = "pause:genoptag" if hvad == "udloebet" else "opgaver:liste"
    kontekst: dict[str, object] = {
        "fornavn": person.navn.split()[0] if person.navn else "",
        "hvem": hvem,
        "hvad": hvad,
        "pause": pause,
        "sted": f"{projekt.loesning.noegle}, {projekt.kommune.navn}",
        "adresse": settings.BASIS_URL + reverse(side, args=projekt.adresse),
    }
    kontekst["emne"] = emne = _tegn("emne.txt", kontekst).strip()
    return Udkast(
        noegle=f"pause:{pause.pk}:{hvad}:{person.pk}",
        modtager=person.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _tegn(form: str, kontekst: dict[str, object]) -> str:
    return get_template(f"mail/pause.{form}").render(kontekst)
