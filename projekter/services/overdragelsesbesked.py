"""Beskeden om en overdragelse: én mail til hver modtager, hvor meget der end følger med."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import get_template

from koe.udbakke import Udkast, laeg_bundt

from ..aktoer import Aktoer
from ..models import Bruger, Overdragelse, Overdragelsesdel


def laeg_beskeder(
    overdragelse: Overdragelse, dele: Iterable[Overdragelsesdel], aktoer: Aktoer, *, er_fortrudt: bool = False
) -> None:
    """Læg én besked til hver modtager i kalderens transaktion. Den, der selv gjorde det, får ingen."""
    efter_modtager: dict[Bruger, list[Overdragelsesdel]] = {}
    for del_ in dele:
        if del_.modtager and del_.modtager != aktoer.bruger:
            efter_modtager.setdefault(del_.modtager, []).append(del_)
    laeg_bundt(
        _udkast(overdragelse, modtager, mine, aktoer, er_fortrudt=er_fortrudt)
        for modtager, mine in efter_modtager.items()
    )


def _udkast(
    overdragelse: Overdragelse, modtager: Bruger, dele: list[Overdragelsesdel], aktoer: Aktoer, *, er_fortrudt: bool
) -> Udkast:
    kontekst = {
        "fornavn": modtager.navn.split()[0] if modtager.navn else "",
        "overdragelse": overdragelse,
        "dele": dele,
        "pladser": sum(del_.plads is not None for del_ in dele),
        "hvem": aktoer.navn,
        "er_fortrudt": er_fortrudt,
        "adresse": settings.BASIS_URL + overdragelse.get_absolute_url(),
    }
    kontekst["emne"] = emne = _tegn("emne.txt", kontekst).strip()
    return Udkast(
        noegle=f"overdragelse:{overdragelse.pk}:{'fortrudt' if er_fortrudt else 'givet'}:{modtager.pk}",
        modtager=modtager.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _tegn(form: str, kontekst: dict[str, object]) -> str:
    return get_template(f"mail/overdragelse.{form}").render(kontekst)
