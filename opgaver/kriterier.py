"""En opgaves kvalitetskriterier ét for ét: udgiverens og kommunens egne, med de flueben, der er sat."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString

from faelles.tekst import til_linjer, til_ren_tekst

from .fuldfoerelsesregler import kriterier_i_ord
from .models import Kriterieflueben, Opgave


def noegle(tekst: str) -> str:
    """Kriteriets kendetegn: dets ord. Store bogstaver, mellemrum og det sidste punktum gør ingen forskel."""
    ordene = " ".join(tekst.casefold().split()).rstrip(" .,;")
    return hashlib.sha256(ordene.encode()).hexdigest()


@dataclass(frozen=True)
class Kriterium:
    """Ét kriterium. En ``er_indledning`` (»Det skal være på plads:«) er tekst imellem og har intet flueben."""

    tekst: str
    html: SafeString
    er_eget: bool = False
    er_indledning: bool = False
    flueben: Kriterieflueben | None = None

    @property
    def noegle(self) -> str:
        return noegle(self.tekst)

    @property
    def anker(self) -> str:
        """Entydigt på kortets side."""
        return f"kriterium-{self.noegle[:12]}"


@dataclass(frozen=True)
class Kriterier:
    """Opgavens kriterier i rækkefølge. ``tidligere`` er flueben, hvis ord ikke står i nogen af dem mere."""

    alle: tuple[Kriterium, ...]
    tidligere: tuple[Kriterieflueben, ...] = ()

    @property
    def udgiverens(self) -> list[Kriterium]:
        return [et for et in self.alle if not et.er_eget]

    @property
    def egne(self) -> list[Kriterium]:
        return [et for et in self.alle if et.er_eget]

    @property
    def krav(self) -> list[Kriterium]:
        return [et for et in self.alle if not et.er_indledning]

    @property
    def uopfyldte(self) -> list[Kriterium]:
        return [et for et in self.krav if et.flueben is None]

    @property
    def tekst(self) -> str:
        """Fx »2 af 5 krydset af«; tom, når der ingen er."""
        return f"{len(self.krav) - len(self.uopfyldte)} af {len(self.krav)} krydset af" if self.krav else ""

    @property
    def mangler(self) -> str:
        """Fx »2 af 5 kvalitetskriterier er ikke krydset af«; tom, når alle er."""
        return kriterier_i_ord(len(self.uopfyldte), len(self.krav))


def laes_kriterier(opgave: Opgave) -> Kriterier:
    """Opgavens kriterier, som de står nu; én forespørgsel."""
    return saml(opgave.kort.kvalitetskriterier, opgave.egne_kriterier, opgave.kriterieflueben.all())


def saml(udgiverens: str, egne: str, flueben: Iterable[Kriterieflueben]) -> Kriterier:
    """Udgiverens tekst delt i kriterier, derefter kommunens egne linjer. Står det samme krav to gange, er det ét."""
    sat = {et.noegle: et for et in flueben}
    fundne: dict[tuple[str, bool], Kriterium] = {}
    for et in [*_udgiverens(udgiverens), *_egne(egne)]:
        # En indledning er ikke et krav og skjuler derfor ikke et, der har de samme ord.
        fundne.setdefault((et.noegle, et.er_indledning), et)
    alle = [et if et.er_indledning else replace(et, flueben=sat.pop(et.noegle, None)) for et in fundne.values()]
    return Kriterier(tuple(alle), tuple(sat.values()))


def gentagne(udgiverens: str, egne: str) -> list[str]:
    """De egne linjer, som udgiveren også kræver, og som derfor ikke vises for sig."""
    krav = {et.noegle for et in _udgiverens(udgiverens) if not et.er_indledning}
    return [et.tekst for et in _egne(egne) if et.noegle in krav]


def _udgiverens(tekst: str) -> list[Kriterium]:
    linjer = [(til_ren_tekst(html), html) for html in til_linjer(tekst)]
    sidste = len(linjer) - 1
    return [
        Kriterium(ord_, html, er_indledning=ord_.endswith(":") and nummer < sidste)
        for nummer, (ord_, html) in enumerate(linjer)
    ]


def _egne(tekst: str) -> list[Kriterium]:
    return [Kriterium(linje, escape(linje), er_eget=True) for linje in tekst.splitlines() if linje]
