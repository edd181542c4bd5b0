"""Læser foldede tekster, der navngiver en dag eller en periode i kalenderen. Tal er altid dag før måned.

Hver læser giver None, når teksten ikke har dens form, og rejser UgyldigRegel, når den har formen, men ikke
navngiver en rigtig dato.
"""

import re
from datetime import date

from frister.dansk import UGEDAGE, dag_maaned, maaned_navn
from frister.ordforraad import (
    AARSTIDSMAANEDER,
    MAANEDSNUMRE,
    ORDENSTAL,
    UGEDAGSNUMRE,
    et_af,
    tal,
)
from frister.regler import FastDato, Periode, UgyldigRegel

_AAR = r"(?P<aar>[0-9]{4})"
_MELLEM = r"(?:[ ,/-]| i )*"
_MAANED = rf"(?P<maaned>{et_af(MAANEDSNUMRE)})\.?"
_UGEDAG = rf"(?:(?P<ugedag>{et_af(UGEDAGSNUMRE)})\b[.,]*)?"
_FORAN_DATO = rf"{_UGEDAG} ?(?:den |d\. ?)?"
_MIDNAT = r"(?:[ t]00:00(?::00(?:\.0+)?)?)?"
_DATOER = [
    re.compile(_FORAN_DATO + form + _MIDNAT)
    for form in (
        r"(?P<dag>[0-9]{1,2})[./-] ?(?P<maaned>[0-9]{1,2})(?:[./-] ?| )" + _AAR,
        _AAR + r"(?P<skil>[./-])(?P<maaned>[0-9]{1,2})(?P=skil)(?P<dag>[0-9]{1,2})",
        rf"(?P<dag>[0-9]{{1,2}})\.? ?{_MAANED},? ?{_AAR}",
    )
]


def laes_dato(tekst: str) -> FastDato | None:
    """En dag: "den 7. maj 2018", "01-03-2027", "1/3 2027", "2027-03-01"; en ugedag foran skal passe."""
    for moenster in _DATOER:
        if fund := moenster.fullmatch(tekst):
            dato = _dato(int(fund["aar"]), fund["maaned"], int(fund["dag"]))
            _kontroller_ugedag(dato, fund["ugedag"])
            return FastDato(dato)
    return None


def _dato(aar: int, maanedsord: str, dag: int) -> date:
    maaned = MAANEDSNUMRE.get(maanedsord) or int(maanedsord)
    if not 1 <= maaned <= 12:
        raise UgyldigRegel(f"Der er ingen måned nummer {maaned}; datoer læses som dag-måned-år.")
    try:
        return date(aar, maaned, dag)
    except ValueError:
        raise UgyldigRegel(f"Datoen {dag}. {maaned_navn(maaned)} {aar} findes ikke.") from None


def _kontroller_ugedag(dato: date, ugedag: str | None) -> None:
    if ugedag and UGEDAGSNUMRE[ugedag] != dato.weekday():
        skrevet, rigtig = UGEDAGE[UGEDAGSNUMRE[ugedag]], UGEDAGE[dato.weekday()]
        raise UgyldigRegel(f"{dag_maaned(dato)} er en {rigtig}, ikke en {skrevet}.")


_FORAN_PERIODE = re.compile(r"^(?:(?:inden|ved|senest ved|til) udgangen af |udgangen af |ultimo |i loebet af |i )")
_KVARTALER = [
    re.compile(rf"(?:q|k|kvartal) ?(?P<kvartal>[1-4])\.?{_MELLEM}{_AAR}"),
    re.compile(rf"{_AAR}[ ,/-]*q(?P<kvartal>[1-4])"),
    re.compile(rf"(?P<kvartal>[1-4]\.?|{et_af(ORDENSTAL)}) ?(?:kvartal|kvt)\.?{_MELLEM}{_AAR}"),
]
_HALVAARET = re.compile(rf"(?P<halvaar>[12]\.|foerste|andet) halvaar{_MELLEM}{_AAR}")
_MAANEDEN = re.compile(rf"{_MAANED}{_MELLEM}{_AAR}")
_AARSTID = re.compile(rf"(?P<tid>{et_af(AARSTIDSMAANEDER)})(?:et|en)?{_MELLEM}{_AAR}(?:[/-](?P<slut>[0-9]{{2,4}}))?")
_UGE = re.compile(rf"uge (?P<uge>[0-9]{{1,2}}){_MELLEM}{_AAR}")
_AARET = re.compile(_AAR)
_SPAEND = re.compile(r"(?P<fra>.+?)(?: ?[-/] ?| og | til )(?P<til>.+)")
_SLUTAAR = re.compile(r".*\b[0-9]{4}")


def laes_periode(tekst: str) -> Periode | None:
    """En uge, måned, årstid, et kvartal eller år, eller et spænd af dem, fx "Q4 2016" og "maj/juni 2019"."""
    tekst = _FORAN_PERIODE.sub("", tekst)
    return _enkelt(tekst) or _spaend(tekst)


def _enkelt(tekst: str) -> Periode | None:
    for laes in (_aar, _halvaar, _kvartal, _maaned, _aarstid, _uge):
        if periode := laes(tekst):
            return periode
    return None


def _aar(tekst: str) -> Periode | None:
    fund = _AARET.fullmatch(tekst)
    return Periode.maaneder(int(fund["aar"]), 1, 12) if fund else None


def _halvaar(tekst: str) -> Periode | None:
    fund = _HALVAARET.fullmatch(tekst)
    return Periode.maaneder(int(fund["aar"]), tal(fund["halvaar"]) * 6 - 5, 6) if fund else None


def _kvartal(tekst: str) -> Periode | None:
    for moenster in _KVARTALER:
        if (fund := moenster.fullmatch(tekst)) and (nummer := tal(fund["kvartal"])) <= 4:
            return Periode.maaneder(int(fund["aar"]), nummer * 3 - 2, 3)
    return None


def _maaned(tekst: str) -> Periode | None:
    fund = _MAANEDEN.fullmatch(tekst)
    return Periode.maaneder(int(fund["aar"]), MAANEDSNUMRE[fund["maaned"]]) if fund else None


def _aarstid(tekst: str) -> Periode | None:
    fund = _AARSTID.fullmatch(tekst)
    if not fund:
        return None
    aar, maaned, slut = int(fund["aar"]), AARSTIDSMAANEDER[fund["tid"]], fund["slut"]
    if maaned != 12:
        return None if slut else Periode.maaneder(aar, maaned, 3)
    if slut not in (str(aar + 1), f"{(aar + 1) % 100:02}"):
        raise UgyldigRegel(f"En vinter går over nytår; skriv begge år, fx »vinter {aar}/{aar + 1}«.")
    return Periode.maaneder(aar, maaned, 3)


def _uge(tekst: str) -> Periode | None:
    fund = _UGE.fullmatch(tekst)
    return Periode.uge(int(fund["aar"]), int(fund["uge"])) if fund else None


def _spaend(tekst: str) -> Periode | None:
    fund = _SPAEND.fullmatch(tekst)
    til = _enkelt(fund["til"]) if fund else None
    if not fund or not til:
        return None
    fra = _enkelt(fund["fra"] if _SLUTAAR.fullmatch(fund["fra"]) else f"{fund['fra']} {til.begynder.year}")
    if not fra:
        return None
    if fra.begynder > til.begynder:
        raise UgyldigRegel("Perioden slutter, før den begynder; skriv årstal på begge led.")
    return Periode(fra.begynder, til.slutter)
