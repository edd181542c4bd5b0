"""Handlingerne på det, en kommune har af sit eget på en opgave: fase, kvalitetskriterier og »sådan gør vi her«.

Kortets egen tekst røres aldrig; det egne står ved siden af. Projektlederen bestemmer fasen og kriterierne, for de er
det, projektet måles på. Teksten og fluebenene hører til arbejdet, så dem må også den, der udfører opgaven.
"""

from datetime import datetime

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, ManglerBegrundelse, kraev
from faelles.tekst import PUNKTTEGN
from faser.models import Fase
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..kriterier import Kriterium, laes_kriterier, noegle
from ..models import Kriterieflueben, Opgave
from .flytteskrivning import laas_projekter
from .opgave import er_passeret, kraev_central, kraev_ikke_udgaaet, skriv_opgave

TEGN_I_TEKST = 10_000
TEGN_I_KRITERIUM = 300
ANTAL_KRITERIER = 30


@transaction.atomic
def saet_egen_fase(
    aktoer: Aktoer, opgave: Opgave, fase: Fase | None, *, begrundelse: str = "", udgave: int | None = None
) -> Opgave:
    """Lad opgaven stå i kommunens egen fase. None, eller den fase, kortet har, er tilbage til katalogets.

    At flytte en åben opgave ind i en fase, projektet er gået ud af, kræver en begrundelse ligesom at åbne den dér.
    """
    _kraev_leder(aktoer, opgave)
    kraev_central(opgave, "fasen")
    katalogets = opgave.kort.fase
    if fase is not None and fase.model_id != katalogets.model_id:
        raise Afvist(f"{fase} hører til en anden fasemodel end opgaven. Vælg en af fasemodellens egne faser.")
    egen, gammel = None if fase == katalogets else fase, opgave.fase
    if egen != opgave.egen_fase:
        kraev_grund_til_at_flytte(opgave, egen or katalogets, begrundelse)
        skriv_opgave(opgave, udgave, egen_fase=egen, fase=egen or katalogets)
        ny = f"{opgave.fase}{'' if egen else ' (katalogets)'}"
        _noter(aktoer, opgave, "fase", str(gammel), ny, begrundelse.strip())
    return opgave


def kraev_grund_til_at_flytte(opgave: Opgave, til: Fase, begrundelse: str) -> None:
    if not opgave.er_aaben or begrundelse.strip():
        return
    [projekt] = laas_projekter(opgave.plan.projekt_id)
    if er_passeret(til, projekt) and not er_passeret(opgave.fase, projekt):
        raise ManglerBegrundelse(
            f"Projektet er gået videre til {projekt.fase.hovedfase}, og {opgave.kode_og_etape} er åben. "
            f"Skriv i begrundelsen, hvorfor den flyttes til {til}."
        )


@transaction.atomic
def saet_egne_kriterier(aktoer: Aktoer, opgave: Opgave, tekst: str, *, udgave: int | None = None) -> Opgave:
    """Sæt kommunens egne kvalitetskriterier, ét på hver linje; en tom tekst fjerner dem alle."""
    _kraev_leder(aktoer, opgave)
    kraev_central(opgave, "kvalitetskriterierne")
    linjer = _kriterielinjer(tekst)
    for nummer, linje in enumerate(linjer, 1):
        if len(linje) > TEGN_I_KRITERIUM:
            raise Afvist(
                f"Kriterium {nummer} er på {len(linje)} tegn, og der er plads til {TEGN_I_KRITERIUM}: "
                f"»{linje[:40]}…«. Gør det kortere, eller del det i to."
            )
    if len(linjer) > ANTAL_KRITERIER:
        raise Afvist(f"Der er {len(linjer)} kriterier, og der er plads til {ANTAL_KRITERIER}. Slet nogle af linjerne.")
    return _skriv_tekst(aktoer, opgave, "egne_kriterier", "egne kvalitetskriterier", "\n".join(linjer), udgave)


@transaction.atomic
def saet_egen_tekst(aktoer: Aktoer, opgave: Opgave, tekst: str, *, udgave: int | None = None) -> Opgave:
    """Skriv, hvordan kommunen gør. Ren tekst, hvor afsnit og linjer bevares; en tom tekst fjerner den."""
    kraev(adgang.maa_dokumentere(aktoer, opgave.plan.projekt, opgave.ansvarlig_id, opgave.udfoerer_id))
    kraev_ikke_udgaaet(opgave)
    renset = "\n".join(linje.rstrip() for linje in tekst.splitlines()).strip("\n")
    if len(renset) > TEGN_I_TEKST:
        raise Afvist(
            f"Teksten er på {len(renset)} tegn, og der er plads til {TEGN_I_TEKST}. Gør den kortere, "
            "eller skriv her, hvor resten kan læses."
        )
    return _skriv_tekst(aktoer, opgave, "egen_tekst", "egen tekst", renset, udgave)


@transaction.atomic
def saet_kriterium(aktoer: Aktoer, opgave: Opgave, noegle_: str, er_opfyldt: bool, *, nu: datetime) -> Kriterium:
    """Sæt eller fjern fluebenet ved ét kriterium. At sætte det, der er sat, ændrer og noterer intet.

    Fluebenet er sit eget og har ingen udgave: to, der krydser hvert sit kriterium af, er ikke i vejen for hinanden.
    """
    kraev(adgang.maa_dokumentere(aktoer, opgave.plan.projekt, opgave.ansvarlig_id, opgave.udfoerer_id))
    laas_opgave(opgave)
    kraev_ikke_udgaaet(opgave)
    kriterium = next((et for et in laes_kriterier(opgave).krav if et.noegle == noegle_), None)
    if kriterium is None:
        raise Afvist(
            f"Kriteriet står ikke på {opgave.kode_og_etape} mere. Genindlæs siden, og se de kriterier, der er."
        )
    if er_opfyldt:
        felter = {"tekst": kriterium.tekst, "hvem": aktoer.navn, "hvornaar": nu}
        aendret = Kriterieflueben.objects.get_or_create(opgave=opgave, noegle=noegle_, defaults=felter)[1]
    else:
        aendret = Kriterieflueben.objects.filter(opgave=opgave, noegle=noegle_).delete()[0] > 0
    if aendret:
        felt = "kvalitetskriterium"
        foer, efter = ("", kriterium.tekst) if er_opfyldt else (kriterium.tekst, "")
        ord_ = "kriterium krydset af" if er_opfyldt else "kriterium ikke opfyldt alligevel"
        noter(aktoer, ord_, opgave, projekt=opgave.plan.projekt, felt=felt, gammel=foer, ny=efter)
    return kriterium


def _kriterielinjer(tekst: str) -> list[str]:
    """Linjerne uden punkttegn og tomme linjer; står det samme to gange, er det ét."""
    fundne: dict[str, str] = {}
    for linje in (" ".join(PUNKTTEGN.sub("", linje).split()) for linje in tekst.splitlines()):
        if linje:
            fundne.setdefault(noegle(linje), linje)
    return list(fundne.values())


def _skriv_tekst(aktoer: Aktoer, opgave: Opgave, felt: str, navn: str, ny: str, udgave: int | None) -> Opgave:
    gammel = getattr(opgave, felt)
    if ny != gammel:
        skriv_opgave(opgave, udgave, **{felt: ny})
        _noter(aktoer, opgave, navn, gammel, ny)
    return opgave


def _noter(aktoer: Aktoer, opgave: Opgave, felt: str, gammel: str, ny: str, begrundelse: str = "") -> None:
    projekt = opgave.plan.projekt
    noter(aktoer, f"{felt} sat", opgave, projekt=projekt, felt=felt, gammel=gammel, ny=ny, begrundelse=begrundelse)


def _kraev_leder(aktoer: Aktoer, opgave: Opgave) -> None:
    kraev(adgang.maa_lede(aktoer, opgave.plan.projekt))
    kraev_ikke_udgaaet(opgave)


def laas_opgave(opgave: Opgave) -> None:
    """En opgradering kan være ved at blive fortrudt, og så udgår eller slettes de opgaver, den kom med."""
    laaste = Opgave.objects.filter(pk=opgave.pk).select_for_update(no_key=True)
    er_udgaaet = laaste.values_list("er_udgaaet", flat=True).first()
    if er_udgaaet is None:
        raise Foraeldet(f"{opgave.kode_og_etape} er ikke i planen mere: den opgradering, den kom med, er fortrudt.")
    opgave.er_udgaaet = er_udgaaet
