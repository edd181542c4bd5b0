"""Det eneste sted, opgavernes frister regnes ud og forklares."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from frister import FOERSTE_AAR, SIDSTE_AAR, Anker, Ankre, Kalender, Regel, Svar, dag_maaned, sat_af_person
from projekter.models import Etape, Projekt

from ..models import Opgave


@lru_cache(maxsize=16384)
def regn(regel: Regel, ankre: Ankre, kalender: Kalender) -> Svar | None:
    """Husket, for mange opgaver deler regel, og et projekts datoer ændrer sig sjældent."""
    return regel.beregn(ankre, kalender)


def med_etaper(opgaver: Collection[Opgave]) -> Collection[Opgave]:
    """Opgaverne med deres etaper læst; ingen forespørgsel, når ingen af dem har nogen."""
    ider = {opgave.etape_id for opgave in opgaver if opgave.etape_id}
    etaper = Etape.objects.in_bulk(ider) if ider else {}
    for opgave in opgaver:
        if opgave.etape_id:
            opgave.etape = etaper[opgave.etape_id]
    return opgaver


def ankre_for(opgave: Opgave, ankre: Ankre) -> Ankre:
    """De ankre, opgavens frist regnes fra: projektets, men med etapens go-live, når opgaven er for en etape."""
    return replace(ankre, golive=opgave.etape.golive) if opgave.etape else ankre


def efter_regel(opgave: Opgave, ankre: Ankre, kalender: Kalender) -> Svar | None:
    """Det, reglen giver med projektets ``ankre``, låst eller ej; None uden regel, eller når ankeret ingen dato har."""
    regel = opgave.regel
    return regn(regel, ankre_for(opgave, ankre), kalender) if regel else None


def beregnet_frist(opgave: Opgave, projekt: Projekt) -> Svar | None:
    """Opgavens frist, som den skal være i projektet: den, en person har sat, ellers den, reglen giver."""
    if opgave.er_frist_laast and opgave.frist:
        return sat_af_person(
            opgave.frist, opgave.frist_sat_af, opgave.frist_sat, opgave.frist_begrundelse, projekt.kalender
        )
    return efter_regel(opgave, projekt.ankre, projekt.kalender)


def saet_frister(opgaver: Iterable[Opgave], projekt: Projekt) -> None:
    """Skriv fristen på hver opgave, der ikke er låst. Gemmer intet; kalderen afgør hvornår."""
    for opgave in opgaver:
        svar = beregnet_frist(opgave, projekt)
        opgave.frist = svar.dato if svar else None


def begrundet_frist(opgave: Opgave, projekt: Projekt) -> Svar | None:
    """Den frist, opgaven har, med sin forklaring; None uden dato.

    En lukket opgave, og enhver i et afsluttet projekt, beholder sin dato, når noget flyttes, og siger det, når reglen
    nu giver en anden.
    """
    svar = beregnet_frist(opgave, projekt)
    er_afsluttet = projekt.status == Projekt.Status.AFSLUTTET
    if (opgave.er_aaben and not er_afsluttet) or (svar.dato if svar else None) == opgave.frist:
        return svar
    if opgave.frist is None:
        return None
    hvornaar = f"{dag_maaned(opgave.frist)} gjaldt, da {_lukningen(opgave)}; {_aendret(opgave)} siden"
    return Svar(opgave.frist, hvornaar, opgave.frist)


def _aendret(opgave: Opgave) -> str:
    return f"datoerne, kalenderen eller {'reglen' if opgave.er_lokal else 'kataloget'} er ændret"


def _lukningen(opgave: Opgave) -> str:
    if opgave.er_aaben:
        return "projektet blev afsluttet"
    return "opgaven udgik af kataloget" if opgave.er_udgaaet else "opgaven blev lukket"


def forklaring(opgave: Opgave, projekt: Projekt) -> str:
    """Hvorfor fristen er den, den er, på én linje; uden dato vises reglen alene."""
    svar = begrundet_frist(opgave, projekt)
    if svar is None:
        return _uden_dato(opgave, projekt)
    tekst = svar.forklaring + (f". Bemærk: {svar.advarsel}." if svar.advarsel else "")
    if opgave.etape and opgave.regel and opgave.regel.anker is Anker.GOLIVE and not opgave.er_frist_laast:
        tekst += f" ({opgave.etape})"
    if opgave.egen_regel and not opgave.er_frist_laast:
        tekst += f" (jeres egen regel; i kataloget står {opgave.kort.regel or 'ingen frist'})"
    if regel := _reglen_bag(opgave, projekt):
        tekst = f"{tekst.removesuffix('.')}. {regel}"
    if periode := frysperiode(opgave, projekt):
        tekst = f"{tekst.removesuffix('.')}. Ligger i frysperioden {periode}."
    return tekst


def _reglen_bag(opgave: Opgave, projekt: Projekt) -> str:
    """Reglen bag en frist, en person har sat, og den dato, den ville give; tom, når datoen er den samme."""
    regel = opgave.regel if opgave.er_frist_laast and opgave.er_aaben else None
    svar = efter_regel(opgave, projekt.ankre, projekt.kalender) if regel else None
    if regel is None or svar is None or svar.dato == opgave.frist:
        return ""
    return f"Reglen er {regel.tekst()}: {dag_maaned(svar.dato)}"


def frysperiode(opgave: Opgave, projekt: Projekt) -> str:
    """Navnet på den af kommunens frysperioder, en åben opgaves frist ligger i; tom, når den ikke ligger i nogen."""
    perioder = projekt.kommune.frysperioder
    if not (perioder and opgave.frist and opgave.er_aaben):
        return ""
    return next((periode.navn for periode in perioder if opgave.frist in periode), "")


def _uden_dato(opgave: Opgave, projekt: Projekt) -> str:
    regel = opgave.regel
    if regel is None:
        return "Opgaven har ingen frist" if opgave.er_lokal else "Ingen frist i kataloget"
    if regel.anker and ankre_for(opgave, projekt.ankre).dato(regel.anker) and opgave.er_aaben:
        return f"{regel.tekst()} – datoen ligger uden for årene {FOERSTE_AAR}-{SIDSTE_AAR}"
    if not opgave.er_aaben:
        return f"{regel.tekst()} – opgaven blev lukket, før projektet havde den dato, fristen regnes fra"
    return f"{regel.tekst()} – projektet har endnu ikke den dato, fristen regnes fra"
