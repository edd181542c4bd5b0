"""Kolonnerne i et opgavekatalog og de navne, de har i virkeligheden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from faelles.excel import Raekke

from .ord import fold


@dataclass(frozen=True)
class Kolonne:
    """``felt`` er vores navn, ``overskrift`` den kanoniske overskrift, ``andre`` de øvrige, vi kender."""

    felt: str
    overskrift: str
    andre: tuple[str, ...]
    vejledning: str
    eksempel: str = ""


KOLONNER = (
    Kolonne(
        "kode",
        "Opgavekode",
        ("Kode", "Nr.", "Nummer", "Opgavenr.", "Opgavenummer", "Opgave-id", "Id"),
        "Opgavens korte navn, fx A08. Den samme kode må kun stå én gang. Uden kode får opgaven selv en.",
        "EKS1",
    ),
    Kolonne(
        "titel",
        "Titel",
        ("Opgavens titel", "Opgavetitel", "Opgavens navn", "Opgavenavn", "Navn", "Opgave", "Overskrift"),
        "Skal udfyldes. Højst 200 tegn.",
        "Skriv opgavens titel her, og slet eksemplet",
    ),
    Kolonne(
        "fase",
        "Fase",
        ("Faser", "Projektfase", "Implementeringsfase", "Fasens navn", "Fase/delfase", "Delfase"),
        "Fasens eller delfasens navn eller kode i fasemodellen, fx Klargøring eller F2.",
        "Klargøring",
    ),
    Kolonne(
        "hovedopgave",
        "Tema",
        ("Hovedopgave", "Tema/hovedopgave", "Hovedopgave (tema)", "Temaer"),
        "Hovedopgavens navn eller nummer i fasemodellen. Må være tom.",
        "Arbejdsgange og organisering",
    ),
    Kolonne(
        "prioritet",
        "Prioritet",
        ("Prioritering", "Skal/kan", "Obligatorisk/anbefalet"),
        "Obligatorisk, Anbefalet eller Valgfri. Tom betyder Anbefalet.",
        "Anbefalet",
    ),
    Kolonne(
        "slutdato",
        "Slutdato",
        ("Slutdato (regel)", "Tidsfrist", "Frist", "Deadline", "Opgavens slutdato"),
        "En regel eller en dato, fx »5 uger efter idriftsættelsesdato« eller »30. april 2027«. Må være tom.",
        "5 uger efter idriftsættelsesdato",
    ),
    Kolonne(
        "konstrueret",
        "Slutdato er konstrueret",
        ("Konstrueret slutdato", "Slutdato konstrueret", "Konstrueret"),
        "Ja, når slutdatoen er et skøn og ikke står i en kilde.",
        "Nej",
    ),
    Kolonne(
        "per_etape",
        "Per etape",
        ("Én for hver etape", "For hver etape", "Per team", "Pr. etape", "Pr. team"),
        "Ja, når opgaven skal løses én gang for hvert hold, og dens go-live er holdets egen. Må være tom.",
        "Nej",
    ),
    Kolonne(
        "tjekpunkt_for",
        "Tjekpunkt for",
        ("Tjekpunkt", "Tjekpunkt for faseovergang", "Tjekpunkt for fase", "Tjekpunkt for overgang"),
        "Den fase, der forlades, når opgaven skal være løst ved en faseovergang, fx F2. Ellers tom.",
    ),
    Kolonne(
        "milepael",
        "Milepæl",
        ("Er milepæl", "Tjekpunktet er en milepæl"),
        "Nej, når tjekpunktet kun er et punkt på tjeklisten og ikke en beslutning, planen venter på. Tom betyder ja.",
    ),
    Kolonne("maal", "Mål", ("Formål", "Målet", "Opgavens mål", "Mål med opgaven"), "Hvad opgaven skal opnå."),
    Kolonne(
        "beskrivelse",
        "Beskrivelse",
        ("Opgavebeskrivelse", "Opgavens beskrivelse", "Beskrivelse af opgaven"),
        "Hvad opgaven går ud på. Linjeskift i cellen bliver til afsnit.",
    ),
    Kolonne(
        "metode",
        "Metode og fremgangsmåde",
        ("Metode", "Fremgangsmåde", "Metode/fremgangsmåde"),
        "Hvordan opgaven kan løses.",
    ),
    Kolonne("resultat", "Resultat", ("Resultater", "Opgavens resultat"), "Hvad der foreligger til sidst."),
    Kolonne(
        "anbefalet_udfoerer",
        "Anbefalet udfører",
        ("Anbefalede udførere", "Anbefalet udførende", "Udfører"),
        "Rollen, der typisk løser opgaven, fx Projektleder.",
        "Projektleder",
    ),
    Kolonne(
        "kvalitetskriterier",
        "Kvalitetskriterier",
        ("Kvalitetskriterie", "Kvalitetskriterium", "Kvalitetskrav"),
        "Hvordan man ser, at opgaven er løst godt nok. Ét på hver linje.",
    ),
    Kolonne(
        "involverede_parter",
        "Involverede parter",
        ("Involverede", "Parter", "Involverede aktører"),
        "Hvem der skal være med.",
    ),
)

EKSTRA = (
    Kolonne("slutdato_dato", "Slutdato (dato)", (), ""),
    Kolonne("loesning", "Løsning", ("It-løsning", "System"), ""),
    Kolonne("katalogversion", "Katalogversion", ("Katalogets version",), ""),
)
"""Kolonner, der læses, men ikke bliver til et felt på kortet."""

OVERSKRIFTER: Mapping[str, str] = {kolonne.felt: kolonne.overskrift for kolonne in (*KOLONNER, *EKSTRA)}
_KANONISKE = {fold(kolonne.overskrift): kolonne.felt for kolonne in (*KOLONNER, *EKSTRA)}
_KENDTE = {fold(navn): kolonne.felt for kolonne in (*KOLONNER, *EKSTRA) for navn in kolonne.andre} | _KANONISKE


@dataclass(frozen=True)
class Hoved:
    """Tabellens overskrifter. ``felter`` er vores navn → kolonnens plads, ``oevrige`` overskrift → plads."""

    raekke: int
    felter: Mapping[str, int]
    oevrige: Mapping[str, int]
    tekster: tuple[str, ...]

    def overskrift(self, felt: str) -> str:
        """Overskriften, som den står i filen; vores egen, når kolonnen mangler."""
        plads = self.felter.get(felt)
        return OVERSKRIFTER.get(felt, felt) if plads is None else self.tekster[plads]


def laes_hoved(nummer: int, celler: Raekke) -> Hoved:
    """Rækken læst som overskrifter. Kanoniske navne går forud for andre; en gentaget kolonne bliver øvrig."""
    return _hoved(nummer, tuple(celle.strip() if isinstance(celle, str) else "" for celle in celler))


def laes_delt_hoved(nummer: int, oevre: Raekke, nedre: Raekke) -> Hoved | None:
    """To rækker læst som overskrifter over to linjer, fx »Slutdato« over »regel« og »dato«.

    None, når den nederste ligner en opgave: et tal, eller en tekst, som ikke er en del af overskriften over den.
    ``nummer`` er den nederstes.
    """
    tekster: list[str] = []
    gaelder = ""
    for over, under in zip_longest(oevre, nedre):
        if not isinstance(over, str | None) or not isinstance(under, str | None):
            return None
        # En overskrift, der er flettet hen over flere kolonner, står kun i den første.
        gaelder = over or (gaelder if under else "")
        tekst = _saml_linjer(over or "", under or "", gaelder)
        if tekst is None:
            return None
        tekster.append(tekst)
    return _hoved(nummer, tuple(tekster))


def _saml_linjer(over: str, under: str, gaelder: str) -> str | None:
    if not under:
        return over
    for mulig in (f"{gaelder} {under}", under):
        if fold(mulig) in _KENDTE:
            return mulig
    if over and fold(over) in _KENDTE:
        return None
    return f"{over} {under}".strip()


def _hoved(nummer: int, tekster: tuple[str, ...]) -> Hoved:
    felter: dict[str, int] = {}
    for kendte in (_KANONISKE, _KENDTE):
        for plads, tekst in enumerate(tekster):
            felt = kendte.get(fold(tekst))
            if felt and felt not in felter and plads not in felter.values():
                felter[felt] = plads
    rester = ((plads, tekst) for plads, tekst in enumerate(tekster) if plads not in felter.values())
    return Hoved(nummer, felter, _entydige(rester), tekster)


def _entydige(rester: Iterable[tuple[int, str]]) -> dict[str, int]:
    oevrige: dict[str, int] = {}
    for plads, tekst in rester:
        navn = " ".join(tekst.split())
        if navn in oevrige:
            navn = f"{navn} ({plads + 1})"
        if navn:
            oevrige[navn] = plads
    return oevrige
