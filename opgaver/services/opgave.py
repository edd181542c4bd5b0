"""Handlingerne på én opgave: at sætte status og at give den til pladser."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from faelles.afvisning import Afvist, Foraeldet, ManglerBegrundelse, SkalBekraeftes, kraev
from faser.models import Fase
from frister import dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Plads, Projekt

from ..fuldfoerelse import laes_spoergsmaal
from ..models import Opgave
from .flytteskrivning import laas_projekter
from .frister import beregnet_frist


@transaction.atomic
def saet_status(
    aktoer: Aktoer,
    opgave: Opgave,
    status: str,
    *,
    paa: date,
    udgave: int | None = None,
    begrundelse: str | None = None,
    bekraeftet: bool | str = False,
    spoerg_altid: bool = False,
) -> Opgave:
    """Sæt opgavens status (sættes, skiftes aldrig blot).

    ``udgave`` er den, formularen blev lavet af; er opgaven ændret siden, rejses ``Foraeldet``, og intet gemmes.
    *Ikke relevant* kræver en begrundelse, og det gør det også at åbne en opgave igen i en fase, projektet er gået ud
    af. At fuldføre en opgave, hvor noget ikke er på plads, kræver, at det er ``bekraeftet``: sandt, eller aftrykket af
    det spørgsmål, personen så; ellers rejses ``SkalBekraeftes``. Med ``spoerg_altid`` kræves svaret også, når intet
    mangler. At sætte den status, opgaven har, retter højst begrundelsen; uden en ændrer det intet.
    """
    felter, trods = _find_statusskift(
        aktoer, opgave, status, begrundelse, paa=paa, bekraeftet=bekraeftet, spoerg_altid=spoerg_altid
    )
    _skriv(aktoer, opgave, udgave, felter, {}, trods)
    return opgave


def _find_statusskift(
    aktoer: Aktoer,
    opgave: Opgave,
    status: str,
    begrundelse: str | None,
    *,
    paa: date,
    bekraeftet: bool | str,
    spoerg_altid: bool,
) -> tuple[dict[str, Any], str]:
    """Det, ``saet_status`` skal skrive, når aktøren må og det kan lade sig gøre, og det, det sker på trods af."""
    projekt = opgave.plan.projekt
    kraev(adgang.maa_loese(aktoer, projekt, opgave.ansvarlig_id, opgave.udfoerer_id))
    if begrundelse is None:
        begrundelse = opgave.begrundelse if status == opgave.status else ""
    ny = gyldig_status(status, begrundelse)
    if aabnes(opgave, ny):
        # Fristen regnes efter projektets datoer nu; de kan være flyttet, mens opgaven var lukket.
        [projekt] = laas_projekter(projekt.pk)
    felter = statusskift(opgave, projekt, ny, begrundelse, paa=paa)
    return felter, _kraev_svar(opgave, bekraeftet, altid=spoerg_altid) if fuldfoeres(felter) else ""


def statusskift(opgave: Opgave, projekt: Projekt, ny: str, begrundelse: str, *, paa: date) -> dict[str, Any]:
    """Det, der skal skrives, når opgaven får statussen; tomt, når den har den. Rejser ``Afvist``, når den ikke kan.

    ``projekt`` er det, fristen regnes efter, når opgaven åbnes.
    """
    kraev_ikke_udgaaet(opgave)
    if opgave.status == ny and opgave.begrundelse == begrundelse:
        return {}
    if opgave.status == ny:
        return {"begrundelse": begrundelse}
    felter: dict[str, Any] = {"status": ny, "begrundelse": begrundelse, "fuldfoert": paa}
    if ny != Opgave.Status.FULDFOERT:
        felter |= {"fuldfoert": None, "fuldfoert_kort": None}
    if aabnes(opgave, ny):
        _kraev_grund_til_at_aabne(opgave, projekt, begrundelse)
        svar = beregnet_frist(opgave, projekt)
        felter["frist"] = svar.dato if svar else None
    return felter


def fuldfoeres(felter: Mapping[str, Any]) -> bool:
    """Om ``statusskift`` siger, at opgaven bliver fuldført og ikke er det."""
    return felter.get("status") == Opgave.Status.FULDFOERT


def _kraev_svar(opgave: Opgave, svar: bool | str, *, altid: bool) -> str:
    """Det, opgaven fuldføres på trods af, i ord. Et svar på et andet spørgsmål end det, der er nu, er intet svar."""
    spoergsmaal = laes_spoergsmaal(opgave)
    if altid and not spoergsmaal and not svar:
        raise SkalBekraeftes(f"Kryds af, at resultatet er nået, før {opgave.kode_og_etape} bliver fuldført.")
    if spoergsmaal and svar is not True and svar != spoergsmaal.aftryk:
        raise SkalBekraeftes(
            f"{opgave.kode_og_etape} er ikke på plads: {spoergsmaal.tekst}. Er den færdig alligevel, så bekræft det."
        )
    return spoergsmaal.trods


def aabnes(opgave: Opgave, ny: str) -> bool:
    return ny in Opgave.AABNE and not opgave.er_aaben


def kraev_ikke_udgaaet(opgave: Opgave) -> None:
    if opgave.er_udgaaet:
        raise Afvist(f"{opgave.kode_og_etape} er {opgave.hvorfor_udgaaet} og kan ikke ændres.")


def _skriv(
    aktoer: Aktoer,
    opgave: Opgave,
    udgave: int | None,
    felter: dict[str, Any],
    pladser: dict[str, Plads | None],
    trods: str = "",
) -> None:
    """Skriv en ny status og nye pladser som én ny udgave, og noter dem; intet, når der intet er at skrive."""
    if not felter and not pladser:
        return
    foer = {felt: getattr(opgave, felt) for felt in ("begrundelse", "frist", *pladser)}
    gammel = opgave.get_status_display()
    skriv_opgave(opgave, udgave, **felter, **pladser)
    if felter:
        grund = med_trods(opgave.begrundelse, trods)
        _noter_status(aktoer, opgave, "status" in felter, gammel, foer, grund)
    for felt, ny in pladser.items():
        navn = "udfører" if felt == "udfoerer" else felt
        noter(aktoer, f"{navn} sat", opgave, projekt=opgave.plan.projekt, felt=navn, gammel=foer[felt], ny=ny)


def _noter_status(
    aktoer: Aktoer, opgave: Opgave, er_skiftet: bool, gammel: str, foer: Mapping[str, Any], grund: str
) -> None:
    projekt = opgave.plan.projekt
    if er_skiftet:
        ny = opgave.get_status_display()
        noter(aktoer, "status sat", opgave, projekt=projekt, felt="status", gammel=gammel, ny=ny, begrundelse=grund)
    else:
        felt, gammel = "begrundelse", foer["begrundelse"]
        noter(aktoer, "begrundelse rettet", opgave, projekt=projekt, felt=felt, gammel=gammel, ny=grund)
    if opgave.frist != foer["frist"]:
        noter_frist(aktoer, "frist regnet om", opgave, foer["frist"])


def med_trods(begrundelse: str, trods: str) -> str:
    """Begrundelsen og det, opgaven er fuldført på trods af, som historikken siger dem."""
    return ". ".join(et.rstrip(" .") for et in (begrundelse, trods) if et) if trods else begrundelse


@transaction.atomic
def tildel(aktoer: Aktoer, opgave: Opgave, pladser: dict[str, Plads | None], *, udgave: int | None = None) -> Opgave:
    """Giv opgaven til pladser. Nøglerne er ``ansvarlig`` og ``udfoerer``; None gør den ledig."""
    _skriv(aktoer, opgave, udgave, {}, _find_pladsskift(aktoer, opgave, pladser))
    return opgave


def _find_pladsskift(aktoer: Aktoer, opgave: Opgave, pladser: Mapping[str, Plads | None]) -> dict[str, Plads | None]:
    """Det, ``tildel`` skal skrive, når aktøren må og det kan lade sig gøre."""
    projekt = opgave.plan.projekt
    kraev(adgang.maa_lede(aktoer, projekt))
    if not pladser.keys() <= {"ansvarlig", "udfoerer"}:
        raise Afvist("En opgave har kun en ansvarlig og en udfører.")
    if any(plads and plads.projekt_id != projekt.pk for plads in pladser.values()):
        raise Afvist("Pladsen hører til et andet projekt.")
    return pladsskift(opgave, pladser)


def pladsskift(opgave: Opgave, pladser: Mapping[str, Plads | None]) -> dict[str, Plads | None]:
    """De af pladserne, opgaven ikke allerede er på. Rejser ``Afvist``, når den ikke kan gives til nogen."""
    kraev_ikke_udgaaet(opgave)
    return {felt: ny for felt, ny in pladser.items() if getattr(opgave, felt) != ny}


@transaction.atomic
def ret(
    aktoer: Aktoer,
    opgave: Opgave,
    *,
    status: str,
    begrundelse: str,
    pladser: dict[str, Plads | None],
    paa: date,
    udgave: int,
    bekraeftet: str = "",
) -> list[str]:
    """Sæt status og fordel opgaven i ét; her spørges der altid, om resultatet er nået.

    Giver det, der blev anderledes, i ord; intet, når alt var som før.
    """
    stod, grund = _i_ord(opgave), opgave.begrundelse
    felter, trods = _find_statusskift(
        aktoer, opgave, status, begrundelse, paa=paa, bekraeftet=bekraeftet, spoerg_altid=True
    )
    nye = _find_pladsskift(aktoer, opgave, pladser) if pladser else {}
    _skriv(aktoer, opgave, udgave, felter, nye, trods)
    aendret = [ny for ny, gammel in zip(_i_ord(opgave), stod, strict=True) if ny != gammel]
    return aendret + ["begrundelsen er rettet"] * (opgave.begrundelse != grund and _i_ord(opgave)[0] == stod[0])


def _i_ord(opgave: Opgave) -> tuple[str, str, str]:
    """Fx »Fuldført«, »ansvarlig er Projektleder«, »udfører er ingen«."""
    ansvarlig, udfoerer = opgave.ansvarlig or "ingen", opgave.udfoerer or "ingen"
    return opgave.get_status_display(), f"ansvarlig er {ansvarlig}", f"udfører er {udfoerer}"


def gyldig_status(status: str, begrundelse: str) -> str:
    if status not in Opgave.Status.values:
        kendte = ", ".join(Opgave.Status.values)
        raise Afvist(f"Status »{status}« findes ikke. Brug en af disse: {kendte}.")
    if status == Opgave.Status.IKKE_RELEVANT and not begrundelse.strip():
        raise ManglerBegrundelse("Skriv en begrundelse, når opgaven ikke er relevant for jer.")
    return status


def _kraev_grund_til_at_aabne(opgave: Opgave, projekt: Projekt, begrundelse: str) -> None:
    """Er projektet gået ud af opgavens fase, skal der stå hvorfor; grunden til, at den blev lukket, tæller ikke."""
    if er_passeret(opgave.fase, projekt) and begrundelse.strip() in ("", opgave.begrundelse.strip()):
        raise ManglerBegrundelse(
            f"Projektet er gået videre til {projekt.fase.hovedfase}, og {opgave.kode_og_etape} hører til "
            f"{opgave.fase}. Skriv i begrundelsen, hvorfor den åbnes igen."
        )


def er_passeret(fase: Fase, projekt: Projekt) -> bool:
    """Er projektet gået ud af fasen? Delfaserne i den hovedfase, projektet er i, er ikke passeret."""
    fasens, projektets = fase.hovedfase, projekt.fase.hovedfase
    return fasens.model_id == projektets.model_id and fasens.raekkefoelge < projektets.raekkefoelge


def kraev_central(opgave: Opgave, hvad: str) -> None:
    """Kun ved siden af et katalogkort er der noget eget; en lokal opgave er kommunens egen helt igennem."""
    if opgave.er_lokal:
        raise Afvist(f"{opgave.kode_og_etape} er jeres egen opgave. Vælg »Ret opgaven«, og ret {hvad} dér.")


def skriv_opgave(opgave: Opgave, udgave: int | None, **felter: object) -> None:
    """Skriv felterne, hvis opgaven stadig er den udgave, vi kender; ellers har en anden ændret den."""
    kendt = opgave.udgave if udgave is None else udgave
    ramte = Opgave.objects.filter(pk=opgave.pk, udgave=kendt).update(udgave=F("udgave") + 1, **felter)
    if not ramte:
        raise Foraeldet(f"{opgave.kode_og_etape} er ændret, siden du åbnede siden. Se den nye udgave, og prøv igen.")
    for felt, vaerdi in felter.items():
        setattr(opgave, felt, vaerdi)
    opgave.udgave = kendt + 1


def noter_frist(aktoer: Aktoer, handling: str, opgave: Opgave, gammel: date | None, begrundelse: str = "") -> None:
    """Noter, at opgavens frist nu er en anden end ``gammel``."""
    noter(
        aktoer,
        handling,
        opgave,
        projekt=opgave.plan.projekt,
        felt="frist",
        gammel=dag_maaned(gammel) if gammel else "",
        ny=dag_maaned(opgave.frist) if opgave.frist else "",
        begrundelse=begrundelse,
    )
