"""Matricens celler: en rolle spørger en adresse på én måde, og svaret holdes op mod linjen."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.adgang.linjer import UDEN_LOGIN, Linje
from tests.adgang.matrix import MATRIX
from tests.adgang.scene import EGNE_STEDER, INTET, Scene

LOGIN = "/konto/log-ind/"
ANDRE_METODER = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
PROEVER_ALT = {"carl"}
"""Den fremmede, der også prøver de andre metoder og htmx, hvor han intet ser; rettighederne afhænger ikke af dem."""
TVILLINGER = {"per", "lis", "gry", "ole", "stine", "nils"}
"""De roller, der hos andre ser det samme som en anden rolle; dér henter de siderne, men sender ikke formularerne."""
BLANDER = {"anna", "carl"}
"""De roller, der i de almindelige prøver også prøver de blandede adresser; opslaget i dem er det samme for enhver."""
UDEN_HTMX = {"bo", "dorte", "ada"}
"""De roller, der i de almindelige prøver ikke også spørger med htmx, hvor de ser noget; retten spørger ikke til det."""
TOM: Mapping[str, Any] = {"tom": "1"}
KANARIE = re.compile(r"kanarie-([a-z]+)-[a-z]+")
SKRIVER = re.compile(
    r"\s*(INSERT|UPDATE|DELETE)\b(?!.*(django_session|account_emailaddress|projekter_besoeg))",
    re.IGNORECASE | re.DOTALL,
)
"""allauth fører selv en liste over e-mailadresser ajour, når den læser et link til ny adgangskode, og Min side husker
personens eget besøg."""
NYT_HVER_GANG = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[0-9A-Za-z]+')


@dataclass(frozen=True)
class Maal:
    """En adresse, hvem den hører til, og den tilsvarende adresse, der ikke peger på noget.

    En blandet adresse begynder som ``sted``s og slutter som en andens; den findes ikke for nogen.
    """

    linje: Linje
    sted: str
    dele: tuple[Any, ...]
    intet: tuple[Any, ...]
    er_blandet: bool = False

    @property
    def adresse(self) -> str:
        return reverse(self.linje.navn, args=self.dele) + self.linje.soeg

    def ser(self, rolle: str) -> bool:
        return rolle in self.linje.ser.get(self.sted, ()) and not self.er_blandet

    def ventet(self, rolle: str, metode: str, *, htmx: bool, tom: bool) -> set[int]:
        ventet = self.linje.ventet(rolle, self.sted, metode, htmx=htmx, tom=tom)
        if not self.er_blandet or ventet == {405}:
            return ventet
        return {403, 404} if 403 in ventet else {404}


@dataclass
class Koersel:
    """Én rolles gang gennem matricen: brud på matricen, de kanarier, rollen så, og antallet af celler."""

    brud: list[str] = field(default_factory=list)
    sete: set[str] = field(default_factory=set)
    celler: int = 0


def er_alt() -> bool:
    """Om hver celle skal prøves, som ``make test-adgang`` gør."""
    return os.environ.get("ADGANG_ALT") == "1"


def maal(scene: Scene, linje: Linje, rolle: str) -> Iterator[Maal]:
    """Alle ejeres adresser, og de blandede, der begynder med noget, rollen ser."""
    ejere = {navn: dele for navn in scene.steder if (dele := scene.dele(navn, linje.navne)) is not None}
    intet = tuple(INTET.get(navn) for navn in linje.navne)
    for navn, dele in ejere.items():
        yield Maal(linje, navn, dele, intet)
    if rolle not in BLANDER and not er_alt():
        return
    blandede = {}
    for navn in (navn for navn in ejere if rolle in linje.ser.get(navn, ())):
        for andres, snit in product(ejere.values(), range(1, len(linje.navne))):
            blandede[ejere[navn][:snit] + andres[snit:]] = Maal(
                linje, navn, ejere[navn][:snit] + andres[snit:], ejere[navn][:snit] + intet[snit:], er_blandet=True
            )
    yield from (et for dele, et in blandede.items() if dele not in ejere.values())


def koer(scene: Scene, rolle: str, linjer: tuple[Linje, ...] = MATRIX, *, kun_egne: bool = False) -> Koersel:
    """Gå linjerne igennem som rollen; ``kun_egne`` går kun ind, hvor rollen ser noget."""
    spoerger = Spoerger(scene, rolle)
    for linje in linjer:
        for et in maal(scene, linje, rolle):
            if et.ser(rolle) or not kun_egne:
                spoerger.spoerg_om(et)
    blinde = scene.kanarier(rolle) - spoerger.koersel.sete
    spoerger.koersel.brud += [f"{rolle} så aldrig {ord_}; prøven er blind for den" for ord_ in sorted(blinde)]
    return spoerger.koersel


class Spoerger:
    """Stiller rollens spørgsmål og noterer brud. Hvert spørgsmål rulles tilbage, så cellerne er uafhængige."""

    def __init__(self, scene: Scene, rolle: str) -> None:
        self.scene, self.rolle, self.koersel = scene, rolle, Koersel()
        # Én klient for hele turen, for en ny bygger alle lag i systemet igen; hver celle får friske kager.
        self.klient = scene.klient(rolle)
        self.kager = {navn: kage.value for navn, kage in self.klient.cookies.items()}
        self.svar_om_intet: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def spoerg_om(self, et: Maal) -> None:
        ser = et.ser(self.rolle)
        for metode, htmx in product(self._metoder(ser), self._maader(et, ser)):
            for krop in self._kroppe(et, metode, ser):
                svar = self._svar(et, metode, krop, htmx=htmx)
                if not ser and self.rolle in UDEN_LOGIN:
                    self._kraev_login(et, metode, svar, htmx)
                    continue
                ventet = et.ventet(self.rolle, metode, htmx=htmx, tom=krop is TOM)
                if svar.status_code not in ventet:
                    self._brud(et, metode, f"svarede {svar.status_code}, ikke {sorted(ventet)} {dict(krop)}")
                if not ser:
                    self._kraev_som_intet(et, metode, svar, htmx)
        if not et.er_blandet and not ser and self.rolle in PROEVER_ALT:
            for metode in ANDRE_METODER:
                self._kraev_som_intet(et, metode, self._svar(et, metode), False)

    def _metoder(self, ser: bool) -> tuple[str, ...]:
        return ("GET", "POST") if ser or self.rolle not in TVILLINGER else ("GET",)

    def _maader(self, et: Maal, ser: bool) -> tuple[bool, ...]:
        """Med og uden htmx for den, der ser, for den uden login og for den fremmede, der prøver alt."""
        begge = self.rolle in {"anonym"} | PROEVER_ALT or (ser and (er_alt() or self.rolle not in UDEN_HTMX))
        return (False, True) if begge and not et.er_blandet else (False,)

    def _kroppe(self, et: Maal, metode: str, ser: bool) -> list[Mapping[str, Any]]:
        """Den gyldige formular, når linjen har en, og for den, der ser, også den tomme."""
        gyldig = et.linje.krop(self.scene.steder[et.sted]) if metode == "POST" else {}
        return [TOM, gyldig] if gyldig and ser else [gyldig or TOM]

    def _svar(self, et: Maal, metode: str, krop: Mapping[str, Any] = TOM, *, htmx: bool = False) -> HttpResponse:
        skrevet: list[str] = []
        hoveder = {"HX-Request": "true"} if htmx else {}
        self.klient.cookies = SimpleCookie(self.kager)
        with transaction.atomic(), connection.execute_wrapper(_noter_skrivning(skrevet)):
            if metode == "POST":
                svar = self.klient.post(et.adresse, krop, headers=hoveder)
            else:
                svar = self.klient.generic(metode, et.adresse, headers=hoveder)
            indhold = svar.getvalue()
            transaction.set_rollback(True)
        self.koersel.celler += 1
        self._kraev_altid(et, metode, svar, indhold, skrevet, htmx)
        return svar

    def _kraev_altid(
        self, et: Maal, metode: str, svar: HttpResponse, indhold: bytes, skrevet: list[str], htmx: bool
    ) -> None:
        """Det, der gælder hvert svar: ingen kanarier fra andre, ingen skrivning uden ret, ingen sider i brudstykker."""
        if skrevet and (metode != "POST" or svar.status_code in {403, 404, 405}):
            self._brud(et, metode, f"skrev alligevel: {skrevet[0][:80]}")
        set_her = {fund.group() for fund in KANARIE.finditer(f"{svar.headers} {indhold.decode(errors='replace')}")}
        self.koersel.sete |= set_her
        for ord_ in set_her:
            if KANARIE.match(ord_)[1] not in EGNE_STEDER[self.rolle]:
                self._brud(et, metode, f"viste {ord_}")
        if "default-src 'self'" not in svar.get("Content-Security-Policy", ""):
            self._brud(et, metode, "svarede uden CSP")
        if indhold and self.rolle not in UDEN_LOGIN and "no-store" not in svar.get("Cache-Control", ""):
            self._brud(et, metode, f"må gemmes: {svar.get('Cache-Control')!r}")
        if htmx and svar.status_code in {403, 404, 500} and b"<html" in indhold:
            self._brud(et, metode, f"gav htmx en hel side med status {svar.status_code}")

    def _kraev_login(self, et: Maal, metode: str, svar: HttpResponse, htmx: bool) -> None:
        """Uden login sendes man til login eller får det skrevne igen; htmx får aldrig en loginside, API'et 401."""
        if et.linje.er_api:
            if svar.status_code != 401 or set(svar.json()) != {"fejl"}:
                self._brud(et, metode, f"bad ikke om login, men svarede {svar.status_code}")
            return
        tekst = svar.content.decode()
        if svar.status_code == 302:
            er_rigtigt = not htmx and svar.headers["Location"].startswith(LOGIN) and not tekst
        else:
            er_rigtigt = svar.status_code == 401 and LOGIN in tekst and 'name="password"' not in tekst
            er_rigtigt &= "<html" not in tekst if htmx else metode == "POST"
        if not er_rigtigt:
            self._brud(et, metode, f"sendte ikke til login, men svarede {svar.status_code}")

    def _kraev_som_intet(self, et: Maal, metode: str, svar: HttpResponse, htmx: bool) -> None:
        """Svaret om en andens genstand er byte for byte svaret om en, der ikke findes."""
        if None in et.intet or not et.intet:
            return
        noegle = (et.linje.navn, et.intet, metode, htmx)
        if noegle not in self.svar_om_intet:
            tomt = Maal(et.linje, et.sted, et.intet, et.intet, er_blandet=True)
            self.svar_om_intet[noegle] = _aftryk(self._svar(tomt, metode, htmx=htmx))
        if _aftryk(svar) != self.svar_om_intet[noegle]:
            self._brud(et, metode, f"kan skelnes fra en adresse, der ikke findes ({svar.status_code})")

    def _brud(self, et: Maal, metode: str, hvad: str) -> None:
        self.koersel.brud.append(f"{self.rolle}: {metode} {et.linje.navn} {et.adresse} {hvad}")


def _aftryk(svar: HttpResponse) -> tuple[Any, ...]:
    hoveder = {navn: vaerdi for navn, vaerdi in svar.items() if navn != "Expires"}
    return svar.status_code, hoveder, NYT_HVER_GANG.sub(b"", svar.content)


def _noter_skrivning(skrevet: list[str]) -> Any:
    """Noter det, der skrives; det, siden selv ruller tilbage igen, er ikke skrevet."""
    ved: dict[str, int] = {}

    def kald(udfoer: Any, sql: str, *resten: Any) -> Any:
        if sql.startswith("SAVEPOINT "):
            ved[sql.removeprefix("SAVEPOINT ")] = len(skrevet)
        elif sql.startswith("ROLLBACK TO SAVEPOINT "):
            del skrevet[ved[sql.removeprefix("ROLLBACK TO SAVEPOINT ")] :]
        if SKRIVER.match(sql):
            skrevet.append(sql)
        return udfoer(sql, *resten)

    return kald
