"""Beskeden til den, der er nævnt i en kommentar."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.template.loader import get_template

from koe.udbakke import Udkast, laeg_bundt, skriv_om
from projekter.aktoer import Aktoer
from projekter.models import Bruger

from ..models import Kommentar

TEGN = 600
"""Så meget af kommentaren står i mailen; resten læses på opgaven."""


def laeg_beskeder(kommentar: Kommentar, nye: Iterable[Bruger], aktoer: Aktoer, spoergere: Collection[int] = ()) -> None:
    """Læg én besked til hver i kalderens transaktion; for ``spoergere`` er kommentaren et svar."""
    laeg_bundt(_udkast(kommentar, person, aktoer, er_svar=person.pk in spoergere) for person in nye)


def skriv_beskeder_om(kommentar: Kommentar, aktoer: Aktoer) -> None:
    """Lad de mails om kommentaren, der ikke er sendt, sige det, der nu står i den."""
    omtaler = kommentar.omtaler.select_related("person")
    skriv_om(_udkast(kommentar, omtale.person, aktoer, er_svar=omtale.er_svar) for omtale in omtaler)


def noeglestart(kommentar: Kommentar) -> str:
    """Det, nøglen på hver besked om kommentaren begynder med."""
    return f"omtale:{kommentar.pk}:"


def _udkast(kommentar: Kommentar, person: Bruger, aktoer: Aktoer, *, er_svar: bool) -> Udkast:
    opgave, projekt = kommentar.opgave, kommentar.opgave.plan.projekt
    kontekst: dict[str, str | bool] = {
        "fornavn": person.navn.split()[0] if person.navn else "",
        "hvem": aktoer.navn,
        "er_svar": er_svar,
        "kode": opgave.kort.kode,
        "titel": opgave.kort.titel,
        "sted": f"{projekt.loesning.noegle}, {projekt.kommune.navn}",
        "tekst": kommentar.tekst[:TEGN] + ("…" if len(kommentar.tekst) > TEGN else ""),
        "adresse": settings.BASIS_URL + kommentar.get_absolute_url(),
    }
    emne = _tegn("emne.txt", kontekst).strip()
    kontekst["emne"] = emne
    return Udkast(
        noegle=f"{noeglestart(kommentar)}{person.pk}",
        modtager=person.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _tegn(form: str, kontekst: dict[str, str | bool]) -> str:
    return get_template(f"mail/omtale.{form}").render(kontekst)
