"""Fra filens ark til en tabel med kendte kolonner: hvilket ark, hvor overskrifterne står, og hvad rækkerne rummer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise

from django.conf import settings
from openpyxl.utils import get_column_letter

from faelles.afvisning import Afvist
from faelles.excel import Ark, Formel, Raekke, Vaerdi

from .bemaerkning import Bemaerkning
from .koder import del_kode, kodenoegle, lav_kode, renskriv_kode
from .kolonner import Hoved, laes_delt_hoved, laes_hoved
from .ord import fold

SOEG_OVERSKRIFTER_I = 50
"""Rækker. Så langt nede kan overskrifterne stå under en forside."""

SERIENUMMER = re.compile("[0-9]{5}")
FEJLHOVED = ("Slags", "Række", "Kolonne", "Værdi", "Hvad er galt, og hvad skal du gøre?")
VEJLEDNINGSHOVED = ("Kolonne", "Hvad skal der stå?")
"""Overskrifterne på de ark, systemet selv lægger ved siden af opgaverne i fejlmappen og i skabelonen."""

LIGNER_OPGAVER = 3
"""Kendte kolonner, før et ark, der ikke læses, er værd at nævne."""


@dataclass
class Kortraekke:
    """En opgave i filen. ``celler`` er vores navn → værdi, ``oevrige`` overskrift → tekst."""

    nummer: int
    celler: dict[str, Vaerdi]
    oevrige: dict[str, str]

    def tekst(self, felt: str) -> str:
        return som_tekst(self.celler.get(felt))


@dataclass
class Tabel:
    """Opgaverne i ét ark med alt, der allerede er at sige om dem."""

    ark: Ark
    hoved: Hoved
    raekker: list[Kortraekke] = field(default_factory=list)
    advarsler: list[Bemaerkning] = field(default_factory=list)
    fejl: list[Bemaerkning] = field(default_factory=list)

    @property
    def felter(self) -> set[str]:
        """De felter, filen siger noget om; resten lader den være, som de er."""
        dato = {"slutdato"} if "slutdato_dato" in self.hoved.felter else set()
        return set(self.hoved.felter) | dato

    @property
    def overskrifter(self) -> frozenset[str]:
        """Alle filens overskrifter, også dem, kolonner uden overskrift har fået."""
        return frozenset(self.hoved.tekster).union(self.hoved.oevrige, *(raekke.oevrige for raekke in self.raekker))

    def bemaerk(self, raekke: int | None, felt: str, vaerdi: object, besked: str) -> Bemaerkning:
        kolonne = self.hoved.overskrift(felt) if felt else ""
        return Bemaerkning(self.ark.navn, raekke, kolonne, som_tekst(vaerdi), besked)

    def advar(self, raekke: int | None, felt: str, vaerdi: object, besked: str) -> None:
        self.advarsler.append(self.bemaerk(raekke, felt, vaerdi, besked))

    def afvis(self, raekke: int | None, felt: str, vaerdi: object, besked: str) -> None:
        self.fejl.append(self.bemaerk(raekke, felt, vaerdi, besked))

    def goer_oevrig(self, felt: str) -> None:
        """Gem kolonnens tekst blandt de øvrige felter i stedet for at forstå den."""
        overskrift = self.hoved.overskrift(felt)
        for raekke in self.raekker:
            if tekst := som_tekst(raekke.celler.pop(felt, None)):
                raekke.oevrige[overskrift] = tekst


def som_tekst(vaerdi: object) -> str:
    """Værdien, som en dansker ville læse den i Excel."""
    if vaerdi is None:
        return ""
    if isinstance(vaerdi, bool):
        return "ja" if vaerdi else "nej"
    if isinstance(vaerdi, float):
        return f"{vaerdi:.15g}".replace(".", ",")
    if isinstance(vaerdi, date | time):
        return _dato_eller_tid(vaerdi)
    return vaerdi.tekst if isinstance(vaerdi, Formel) else str(vaerdi).strip()


def _dato_eller_tid(vaerdi: date | time) -> str:
    if isinstance(vaerdi, time):
        return f"{vaerdi:%H.%M}"
    return f"{vaerdi:%d-%m-%Y kl. %H.%M}" if isinstance(vaerdi, datetime) else f"{vaerdi:%d-%m-%Y}"


def find_tabel(ark: Iterable[Ark], valgt: str = "") -> Tabel:
    """Tabellen i det ark, der hedder ``valgt``, ellers i det med flest kendte kolonner.

    Rejser ``Afvist``, når arket ikke er der eller ikke har opgaver.
    """
    alle = list(ark)
    if not any(blad.raekker for blad in alle):
        raise Afvist(
            "Filen har intet indhold, der er synligt. Vælg en anden fil, eller vis arket med opgaverne i Excel."
        )
    fundne = _med_hoved(alle)
    bedste, hoved = _vaelg(alle, fundne, valgt)
    tabel = Tabel(bedste, hoved)
    for andet, andet_hoved in fundne if not valgt else ():
        if andet is not bedste and len(andet_hoved.felter) >= LIGNER_OPGAVER:
            besked = f"Arket ligner også en liste med opgaver. Det er ikke læst; kun »{bedste.navn}« er læst."
            tabel.advarsler.append(Bemaerkning(andet.navn, None, "", "", besked))
    laes_raekker(tabel)
    _advar_om_arket(tabel)
    if not tabel.raekker and not tabel.fejl:
        raise Afvist(f"Arket »{bedste.navn}« har ingen opgaver under overskrifterne i række {hoved.raekke}.")
    return tabel


def kandidater(ark: Iterable[Ark]) -> list[str]:
    """Navnene på de ark, der kan læses som en liste med opgaver, i filens orden."""
    return [blad.navn for blad, _ in _med_hoved(ark)]


def _med_hoved(ark: Iterable[Ark]) -> list[tuple[Ark, Hoved]]:
    return [(blad, hoved) for blad in ark if not _er_vores_eget(blad) and (hoved := find_hoved(blad))]


def _er_vores_eget(ark: Ark) -> bool:
    """Om arket er det med fejl eller vejledning, som systemet selv lægger ved siden af opgaverne."""
    return any(celler in (FEJLHOVED, VEJLEDNINGSHOVED) for _, celler in ark.raekker[:1])


def _vaelg(alle: list[Ark], fundne: list[tuple[Ark, Hoved]], valgt: str) -> tuple[Ark, Hoved]:
    if valgt and valgt not in (blad.navn for blad in alle):
        raise Afvist(f"Filen har ikke et synligt ark, der hedder »{valgt}«. Vælg et andet ark.")
    mulige = [fund for fund in fundne if fund[0].navn == valgt] if valgt else fundne
    if not mulige:
        raise Afvist(
            f"{f'Arket »{valgt}«' if valgt else 'Filen'} har ingen række med overskrifter, hvor en kolonne hedder "
            "Titel. Hent skabelonen for at se, hvordan kolonnerne kan hedde, og prøv igen."
        )
    return max(mulige, key=lambda fund: len(fund[1].felter))


def find_hoved(ark: Ark) -> Hoved | None:
    """Den blandt de første rækker, eller de to i træk, der ligner overskrifter mest og har titlen med."""
    raekker = ark.raekker[:SOEG_OVERSKRIFTER_I]
    enkelte = [laes_hoved(nummer, celler) for nummer, celler in raekker]
    delte = [
        laes_delt_hoved(nedre, over, under) for (oevre, over), (nedre, under) in pairwise(raekker) if nedre == oevre + 1
    ]
    med_titel = [hoved for hoved in (*enkelte, *delte) if hoved and "titel" in hoved.felter]
    return max(med_titel, key=lambda hoved: len(hoved.felter), default=None)


def laes_raekker(tabel: Tabel) -> None:
    brugte: set[str] = set()
    for nummer, celler in tabel.ark.raekker:
        if nummer > tabel.hoved.raekke and not _er_overskrift(tabel.hoved, celler):
            raekke = _kortraekke(tabel.hoved, nummer, celler)
            _kontroller_oevrige(tabel, raekke)
            _skil_kode_fra_titel(tabel, raekke)
            _saml_slutdato(tabel, raekke)
            if _har_titel(tabel, raekke):
                tabel.raekker.append(raekke)
                brugte.add(kodenoegle(raekke.tekst("kode")))
    for raekke in tabel.raekker:
        if not raekke.tekst("kode"):
            _giv_kode(tabel, raekke, brugte)


def _advar_om_arket(tabel: Tabel) -> None:
    if fold(tabel.hoved.overskrift("anbefalet_udfoerer")) == "udfoerer":
        besked = "Kolonnen er læst som Anbefalet udfører, altså den rolle, der typisk løser opgaven."
        tabel.advar(tabel.hoved.raekke, "anbefalet_udfoerer", "", besked)
    skjulte = [str(raekke.nummer) for raekke in tabel.raekker if raekke.nummer in tabel.ark.skjulte]
    if skjulte:
        numre = ", ".join(skjulte[:10]) + (f" og {len(skjulte) - 10} til" if len(skjulte) > 10 else "")
        besked = f"Rækker, der er skjult i Excel, er læst med: {numre}. Slet dem i filen, hvis de ikke skal med."
        tabel.advar(None, "", "", besked)


def _er_overskrift(hoved: Hoved, celler: Raekke) -> bool:
    """Overskrifter gentaget længere nede, fx efter et sideskift eller fordi de er flettet over to rækker."""
    kendte = [plads for plads in hoved.felter.values() if plads < len(celler) and celler[plads] is not None]
    return bool(kendte) and all(fold(som_tekst(celler[plads])) == fold(hoved.tekster[plads]) for plads in kendte)


def _kortraekke(hoved: Hoved, nummer: int, celler: Raekke) -> Kortraekke:
    def hent(plads: int) -> Vaerdi:
        return celler[plads] if plads < len(celler) else None

    kendte = {felt: hent(plads) for felt, plads in hoved.felter.items()}
    oevrige = {navn: som_tekst(hent(plads)) for navn, plads in hoved.oevrige.items()}
    oevrige |= {navn: som_tekst(hent(plads)) for plads, navn in _uden_overskrift(hoved, celler)}
    return Kortraekke(nummer, kendte, {navn: tekst for navn, tekst in oevrige.items() if tekst})


def _kontroller_oevrige(tabel: Tabel, raekke: Kortraekke) -> None:
    """De ukendte kolonner forstås ikke, men skal kunne være på kortet."""
    for overskrift, tekst in raekke.oevrige.items():
        if len(tekst) > settings.IMPORT_MAKS_TEGN:
            tabel.afvis(raekke.nummer, overskrift, tekst, for_lang(tekst, settings.IMPORT_MAKS_TEGN))


def for_lang(tekst: str, hoejst: int) -> str:
    return f"Teksten er på {len(tekst)} tegn. Der er højst plads til {hoejst}; forkort den."


def _uden_overskrift(hoved: Hoved, celler: Raekke) -> Iterator[tuple[int, str]]:
    for plads in range(len(celler)):
        if plads >= len(hoved.tekster) or not hoved.tekster[plads]:
            yield plads, f"Kolonne {get_column_letter(plads + 1)}"


def _skil_kode_fra_titel(tabel: Tabel, raekke: Kortraekke) -> None:
    """Kode og titel kan stå i samme celle, i den ene kolonne eller i den anden."""
    kode, titel = raekke.tekst("kode"), raekke.tekst("titel")
    felt = "titel" if titel else "kode"
    delt = del_kode(titel or kode) if not (kode and titel) else None
    if delt:
        raekke.celler["kode"], raekke.celler["titel"] = delt
        besked = f"Kode og titel står i samme celle. Koden er læst som {delt[0]} og titlen som »{delt[1]}«."
        tabel.advar(raekke.nummer, felt, titel or kode, besked)
    elif not isinstance(raekke.celler.get("kode"), Formel):
        raekke.celler["kode"] = renskriv_kode(kode)


def _saml_slutdato(tabel: Tabel, raekke: Kortraekke) -> None:
    """Slutdatoen kan stå som regel eller som dato i hver sin kolonne, og Excel kan have gemt datoen som et tal."""
    dato = raekke.celler.pop("slutdato_dato", None)
    if dato is not None and raekke.tekst("slutdato"):
        raekke.oevrige[tabel.hoved.overskrift("slutdato_dato")] = som_tekst(dato)
        tabel.advar(raekke.nummer, "slutdato_dato", dato, "Opgaven har både en regel og en dato. Reglen gælder.")
    elif dato is not None:
        raekke.celler["slutdato"] = dato
    celle = raekke.celler.get("slutdato")
    if isinstance(celle, datetime):
        raekke.celler["slutdato"] = celle.date()
        tabel.advar(raekke.nummer, "slutdato", celle, "Klokkeslættet er ikke en del af en frist; kun datoen er læst.")
    elif (tal := _serienummer(celle)) and (dag := tabel.ark.dato(tal)):
        raekke.celler["slutdato"] = dag
        tabel.advar(raekke.nummer, "slutdato", celle, f"Excels tal for en dato er læst som {dag:%d-%m-%Y}.")


def _serienummer(celle: Vaerdi) -> float:
    """Excels tal for en dag, som tal eller som tekst (fx i en CSV-fil); 0, når det ikke er et."""
    if isinstance(celle, str):
        return float(celle) if SERIENUMMER.fullmatch(celle) else 0
    return celle if isinstance(celle, int | float) and not isinstance(celle, bool) else 0


def _har_titel(tabel: Tabel, raekke: Kortraekke) -> bool:
    if raekke.tekst("titel"):
        return True
    udfyldte = [tekst for felt in raekke.celler if (tekst := raekke.tekst(felt))] + list(raekke.oevrige.values())
    if len(udfyldte) == 1:
        besked = "Rækken har kun indhold i én celle og er sprunget over som en mellemoverskrift."
        tabel.advar(raekke.nummer, "", udfyldte[0], besked)
    else:
        tabel.afvis(raekke.nummer, "titel", "", "Opgaven har ingen titel. Skriv en titel, eller slet rækken.")
    return False


def _giv_kode(tabel: Tabel, raekke: Kortraekke, brugte: set[str]) -> None:
    kode = lav_kode(raekke.tekst("titel"), brugte)
    brugte.add(kodenoegle(kode))
    raekke.celler["kode"] = kode
    besked = f"Opgaven har ingen kode og har fået {kode}. Skriv selv en, hvis den skal hedde noget andet."
    tabel.advar(raekke.nummer, "kode", "", besked)
