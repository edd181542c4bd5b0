"""Alle de sider, matricen lader rollerne se, hentet én gang: visninger, afviste formularer og brudstykker."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from xml.etree.ElementTree import Element

from django.db import transaction
from django.http import HttpResponse
from tinyhtml5.parser import HTMLParser

from tests.adgang.celler import NYT_HVER_GANG, TOM, UDEN_HTMX, er_alt, maal
from tests.adgang.matrix import MATRIX
from tests.adgang.scene import Scene

HTMX = {"HX-Request": "true"}
ROLLER = ("anonym", "anna", "bo", "dorte", "ada", "karen")


@dataclass
class Side:
    """Et svar med HTML, og hvem der fik det hvordan."""

    hvad: str
    rolle: str
    svar: HttpResponse

    def __str__(self) -> str:
        return f"{self.rolle}: {self.hvad}"

    @property
    def er_htmx(self) -> bool:
        return " htmx " in self.hvad

    @property
    def er_brudstykke(self) -> bool:
        return b"<html" not in self.svar.content

    @cached_property
    def laest(self) -> tuple[list[Element], list[str]]:
        """Elementerne i dokumentets orden, og HTML-læserens egne fejl. Et brudstykke læses som htmx gør det."""
        ramme = b"<!doctype html><title>Brudstykke</title><template>%s</template>"
        return laes(NYT_HVER_GANG.sub(rb"\1", ramme % self.svar.content if self.er_brudstykke else self.svar.content))

    def elementer(self, *navne: str) -> list[Element]:
        return [el for el in self.laest[0] if not navne or el.tag in navne]


@cache
def laes(indhold: bytes) -> tuple[list[Element], list[str]]:
    """Tit er svaret til to roller, eller med og uden htmx, det samme; det læses kun én gang."""
    laeser = HTMLParser(namespace_html_elements=False)
    rod = laeser.parse(indhold, transport_encoding="utf-8")
    elementer = [el for el in rod.iter() if isinstance(el.tag, str)]
    for el in elementer:
        el.tag = el.tag.rpartition("}")[2]
    return elementer, [kode for _, kode, _ in laeser.errors]


def hent(scene: Scene) -> Iterator[Side]:
    """Siderne for hver rolle og den, der ikke findes. Hver forespørgsel rulles tilbage."""
    for rolle in ROLLER:
        klient = scene.klient(rolle)
        kager = klient.cookies.copy()
        maader = ({},) if rolle in UDEN_HTMX and not er_alt() else ({}, HTMX)
        yield Side("GET /findes-ikke/", rolle, klient.get("/findes-ikke/"))
        for adresse in _adresser(scene, rolle):
            for metode, hoveder in product(("get", "post"), maader):
                klient.cookies = kager.copy()
                with transaction.atomic():
                    svar = getattr(klient, metode)(adresse, TOM if metode == "post" else {}, headers=hoveder)
                    transaction.set_rollback(True)
                if svar.streaming:
                    svar.getvalue()
                elif svar.get("Content-Type", "").startswith("text/html") and svar.content:
                    yield Side(f"{metode.upper()}{' htmx' * bool(hoveder)} {adresse}", rolle, svar)


def _adresser(scene: Scene, rolle: str) -> Iterator[str]:
    for linje in MATRIX:
        yield from (et.adresse for et in maal(scene, linje, rolle) if et.ser(rolle))
