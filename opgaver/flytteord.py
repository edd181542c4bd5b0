"""En fortrudt flytning i ord: svaret til den, der fortrød."""

from collections import defaultdict
from collections.abc import Iterable

from faelles.tal import antal_i_ord

from .fremdrift import opgaver_i_ord
from .models import Opgave
from .services.flyttefortrydelse import Fortrydelse

NAEVNES = 10
"""Så mange koder, og så mange projekter, nævnes i et svar; resten tælles."""


def fortrudt_i_ord(svar: Fortrydelse) -> str:
    """Hvad der skete, og de opgaver og projekter, der ikke kom med tilbage, ved navn."""
    tekst = _kalenderen(svar) if svar.flytning.er_kalender else _flytningen(svar)
    tekst += _naevn(svar, "De her er ændret siden og beholder den dato, de har", svar.blev)
    tekst += _naevn(svar, "De her er låst på den dato, de har", svar.laaste)
    afviger = [f"{projekt} beholder de nye datoer og følger ikke længere bølgen." for projekt in svar.afviger]
    return " ".join([tekst, *(grund for _, grund in svar.sprunget_over), *afviger])


def _kalenderen(svar: Fortrydelse) -> str:
    """En kalender har ingen datoer, opgaverne kan få igen; fristerne regnes om med den gamle."""
    rykket = sum(opgave.frist != frist for opgave, frist in (*svar.genskabte, *svar.regnede))
    regnet = f"{antal_i_ord(rykket, 'frist', 'frister')} er" if rykket else "ingen frister er"
    return f"Ændringen af kalenderen er fortrudt; {regnet} regnet om."


def _flytningen(svar: Fortrydelse) -> str:
    laast_op = len(svar.laast_op)
    tekst = f"{svar.flytning.navn.capitalize()} er fortrudt. {har_igen_i_ord(len(svar.genskabte) - laast_op)}"
    if laast_op:
        tekst += f" {opgaver_i_ord(laast_op)} er ikke længere låst."
    regnede = [opgave for opgave, _ in svar.regnede]
    aendrede = [opgave for opgave in regnede if opgave.pk not in svar.kalenderens]
    kalenderens = [opgave for opgave in regnede if opgave.pk in svar.kalenderens]
    tekst += _naevn(svar, "De her er ændret siden og regnet om med de gamle datoer", aendrede)
    return tekst + _naevn(svar, "Kalenderen er ændret siden, så de her er regnet om med de gamle datoer", kalenderens)


def har_igen_i_ord(antal: int) -> str:
    """Fx "5 opgaver har den frist, de havde før."."""
    return f"{opgaver_i_ord(antal)} har den frist, {'den' if antal == 1 else 'de'} havde før."


def _naevn(svar: Fortrydelse, hvad: str, opgaver: Iterable[Opgave]) -> str:
    """Sætningen med opgavernes koder; tom, når der ingen er. Rører flytningen flere projekter, står de efter sted."""
    efter_sted: dict[str, list[str]] = defaultdict(list)
    for opgave in opgaver:
        efter_sted[svar.sted(opgave)].append(svar.kode(opgave))
    if not efter_sted:
        return ""
    if len(svar.projekter) == 1:
        [koder] = efter_sted.values()
        return f" {hvad}: {_nogle(koder)}."
    steder = [f"{sted}: {_nogle(koder)}" for sted, koder in efter_sted.items()]
    flere = len(steder) - NAEVNES
    resten = f"; og {antal_i_ord(flere, 'projekt', 'projekter')} til" if flere > 0 else ""
    return f" {hvad}: {'; '.join(steder[:NAEVNES])}{resten}."


def _nogle(koder: list[str]) -> str:
    flere = len(koder) - NAEVNES
    return ", ".join(koder[:NAEVNES]) + (f" og {flere} til" if flere > 0 else "")
