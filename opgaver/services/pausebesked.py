"""Beskederne om en pause: at den er begyndt, at projektet er genoptaget, og at den er varet længere end ventet."""

from datetime import date, timedelta

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from faelles.dansk_sqlite import sorteringsnoegle
from koe.udbakke import Udkast, laeg_besked, laeg_bundt
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Etape, Pause, Projekt

from ..models import Opgave
from .flyttebesked import ledere_af, pladsholdere

SIGES_I = timedelta(days=14)
"""Så længe efter, at en pause skulle være forbi, siges det stadig; en mail, der er faldet ud, kommer ikke igen."""


def laeg_beskeder(pause: Pause, aktoer: Aktoer) -> None:
    """Læg én besked til hver, det rammer, i kalderens transaktion. Den, der selv gjorde det, får ingen."""
    hvad = "genoptaget" if pause.slut else "sat"
    laeg_bundt(_udkast(pause, person, hvad, aktoer.navn) for person in modtagere(pause.projekt, aktoer, pause.etape))


def modtagere(projekt: Projekt, aktoer: Aktoer, etape: Etape | None = None) -> list[Bruger]:
    """Dem, der har en åben opgave (i etapen), og dem, der leder projektet, efter navn."""
    holdere = pladsholdere([projekt.pk])
    alle = Opgave.objects.filter(etape=etape) if etape else Opgave.objects.i_projekt(projekt)
    aabne = alle.aabne().order_by()
    i_brug = {pk for par in aabne.values_list("ansvarlig", "udfoerer").distinct() for pk in par}
    ramte = {person for plads, person in holdere[projekt.pk].items() if plads.pk in i_brug}
    med_ledere = ramte | set(ledere_af([projekt], holdere)[projekt.pk])
    return sorted(med_ledere - {aktoer.bruger}, key=lambda person: sorteringsnoegle(person.navn))


def sig_udloebne(paa: date) -> None:
    """Sig det én gang til dem, der leder et projekt, når dets eller en etapes pause skulle være forbi."""
    udloebne = Pause.objects.aabne().filter(til__range=(paa - SIGES_I, paa - timedelta(days=1)))
    for pause in udloebne.select_related("etape", "projekt__kommune", "projekt__loesning").order_by("pk"):
        ledere = ledere_af([pause.projekt], pladsholdere([pause.projekt_id]))[pause.projekt_id]
        for et in (_udkast(pause, person, "udloebet", pause.sat_af) for person in ledere):
            laeg_besked(noegle=et.noegle, modtager=et.modtager, emne=et.emne, tekst=et.tekst, html=et.html)


def _udkast(pause: Pause, person: Bruger, hvad: str, hvem: str) -> Udkast:
    projekt, etape = pause.projekt, pause.etape
    sted = f"{projekt.loesning.noegle}, {projekt.kommune.navn}"
    kontekst: dict[str, object] = {
        "fornavn": person.navn.split()[0] if person.navn else "",
        "hvem": hvem,
        "hvad": hvad,
        "pause": pause,
        "sted": f"{etape} i {sted}" if etape else sted,
        "adresse": settings.BASIS_URL + _side(pause, hvad),
    }
    kontekst["emne"] = emne = _tegn("emne.txt", kontekst).strip()
    return Udkast(
        noegle=f"pause:{pause.pk}:{hvad}:{person.pk}",
        modtager=person.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _side(pause: Pause, hvad: str) -> str:
    """Siden, mailen fører til: den, hvor der genoptages, eller den, hvor det kan ses."""
    adresse = pause.projekt.adresse
    if hvad != "udloebet":
        return reverse("etaper:liste" if pause.etape else "opgaver:liste", args=adresse)
    if pause.etape:
        return reverse("etaper:genoptag", args=(*adresse, pause.etape.pk))
    return reverse("pause:genoptag", args=adresse)


def _tegn(form: str, kontekst: dict[str, object]) -> str:
    return get_template(f"mail/pause.{form}").render(kontekst)
