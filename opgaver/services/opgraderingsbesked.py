"""Beskeden om en opgradering: højst én mail til hver, det rammer, hvor mange opgaver det end er."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.text import Truncator

from koe.udbakke import Udkast, laeg_bundt
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Projekt, Rolle

from ..fletning import Virkning
from ..models import Opgave, Opgradering
from .flyttebesked import VISES, pladsholdere

NOTENS_TEGN = 200
"""Så meget af udgiverens grund står i mailen."""

I_ORD = {
    Virkning.FLYT: "ændret",
    Virkning.OPRET: "ny",
    Virkning.UDGAA: "udgået",
    Virkning.GENOPTAG: "i kataloget igen",
}
"""Det, der er værd at skrive om; at kommunen beholdt sin egen udgave, ændrer intet for den, der har opgaven."""

FORTRUDT_I_ORD = {
    Virkning.FLYT: "som før",
    Virkning.OPRET: "udgået",
    Virkning.UDGAA: "i planen igen",
    Virkning.GENOPTAG: "udgået",
}
"""Det samme, når det er fortrudt."""


def laeg_beskeder(
    opgradering: Opgradering,
    projekt: Projekt,
    poster: Iterable[Mapping[str, Any]],
    aktoer: Aktoer,
    *,
    er_fortrudt: bool = False,
    hvorfor: Mapping[int, str] | None = None,
) -> list[Bruger]:
    """Læg en besked til hver, hvis opgaver blev ændret, og til dem, der leder projektet; svar med modtagerne.

    ``hvorfor`` er udgiverens grund til, at en opgave (id) udgår.
    Den, der selv gjorde det, får ingen. Kaldes i opgraderingens transaktion.
    """
    personer = _personer(projekt, [post for post in poster if _er_vaerd_at_skrive_om(post)])
    ordene = FORTRUDT_I_ORD if er_fortrudt else I_ORD
    andre = {
        person: [_linje(post, ordene, hvorfor or {}) for post in mine]
        for person, mine in personer.items()
        if person != aktoer.bruger
    }
    laeg_bundt(
        [
            _udkast(opgradering, projekt, person, linjer, aktoer, er_fortrudt=er_fortrudt)
            for person, linjer in andre.items()
        ]
    )
    return list(andre)


def _er_vaerd_at_skrive_om(post: Mapping[str, Any]) -> bool:
    return not post["er_stille"] and Virkning(post["virkning"]) in I_ORD


def _personer(projekt: Projekt, poster: Sequence[Mapping[str, Any]]) -> dict[Bruger, list[Mapping[str, Any]]]:
    """Hver person og posterne om dens opgaver; lederne er med, også når de ingen har."""
    holdere = pladsholdere([projekt.pk])[projekt.pk]
    efter_plads = {plads.pk: person for plads, person in holdere.items()}
    fundne: dict[Bruger, list[Mapping[str, Any]]] = {
        person: [] for plads, person in holdere.items() if plads.rolle.adgang == Rolle.Adgang.PROJEKTLEDER
    }
    har = Opgave.objects.filter(pk__in=[post["id"] for post in poster]).values_list("pk", "ansvarlig", "udfoerer")
    pladser = {pk: {ansvarlig, udfoerer} for pk, ansvarlig, udfoerer in har}
    for post in poster:
        for person in {efter_plads[plads] for plads in pladser.get(post["id"], set()) & efter_plads.keys()}:
            fundne.setdefault(person, []).append(post)
    return fundne


def _linje(post: Mapping[str, Any], ordene: Mapping[Virkning, str], hvorfor: Mapping[int, str]) -> str:
    """Fx "G07 Titel (udgået). Udgiveren skriver: Løses nu i A08"; en lang grund står helt på kortet."""
    note = Truncator(" ".join(hvorfor.get(post["id"], "").split())).chars(NOTENS_TEGN)
    linje = f"{post['kode']} {post['titel']} ({ordene[Virkning(post['virkning'])]})"
    return f"{linje}. Udgiveren skriver: {note}" if note else linje


def _udkast(
    opgradering: Opgradering,
    projekt: Projekt,
    person: Bruger,
    linjer: Sequence[str],
    aktoer: Aktoer,
    *,
    er_fortrudt: bool,
) -> Udkast:
    kontekst = {
        "fornavn": person.navn.split()[0] if person.navn else "",
        "hvem": aktoer.navn,
        "til": opgradering.til,
        "fra": opgradering.fra,
        "sted": f"{projekt.loesning.noegle}, {projekt.kommune.navn}",
        "er_fortrudt": er_fortrudt,
        "antal": len(linjer),
        "linjer": linjer[:VISES],
        "resten": max(0, len(linjer) - VISES),
        "adresse": settings.BASIS_URL + opgradering.get_absolute_url(),
    }
    kontekst["emne"] = emne = _tegn("emne.txt", kontekst).strip()
    return Udkast(
        noegle=f"opgradering:{opgradering.pk}:{'fortrudt' if er_fortrudt else 'taget_med'}:{person.pk}",
        modtager=person.email,
        emne=emne,
        tekst=_tegn("txt", kontekst).strip() + "\n",
        html=_tegn("html", kontekst),
    )


def _tegn(form: str, kontekst: dict[str, object]) -> str:
    return get_template(f"mail/opgradering.{form}").render(kontekst)
