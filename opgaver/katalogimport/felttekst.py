"""Kortets rige tekst, som den skrives i et felt: almindelig tekst med tomme linjer mellem afsnit og få tegn.

»- « foran en linje er et punkt, 1. 2. 3. en nummereret liste, **fed**, _kursiv_ og [tekst](https://…) et link.
En tekst, der ikke er rettet, gemmes aldrig om (se ``kortfelter``), så det er kun rettede tekster, der bliver skrevet
på denne form.
"""

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from faelles.tekst import HAR_MAERKER, rens

from .rigtekst import er_html

PUNKT = re.compile(r"\s*[-*•]\s+(.+)")
NUMMER = re.compile(r"\s*(\d{1,3})[.)]\s+(.+)")
FED = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,500})(?<=\S)\*\*(?![\w*])")
KURSIV = re.compile(r"(?<!\w)_(?=\S)([^_\n]{1,500})(?<=\S)_(?!\w)")
LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(((?:https?://|mailto:)[^\s()<>]{1,1000})\)")
"""Hvert mønster leder højst et stykke frem og standser ved sit eget tegn, så ingen tekst kan låse en proces."""
STEDFORTRAEDER = "\0"
"""Et tegn, ingen tekst kan have: databasen kan ikke gemme det."""
ER_RIG = re.compile(r"<(?:ul|ol|strong|em|a)\b")


def til_felttekst(gemt: str) -> str:
    """Den gemte tekst uden et eneste mærke; ren tekst, som den er."""
    if not HAR_MAERKER.search(gemt):
        return gemt
    laeser = _Laeser()
    laeser.feed(gemt)
    laeser.close()
    laeser.luk()
    dele = [
        ("\n" if er_punkt else "\n\n").join(tekst for _, tekst in gruppe)
        for er_punkt, gruppe in groupby(laeser.dele, key=lambda del_: del_[0])
    ]
    return "\n\n".join(dele)


def fra_felttekst(tekst: str) -> str:
    """HTML, når teksten har en liste, et link eller en fremhævning; ellers teksten selv. Renses bagefter."""
    if er_html(tekst):
        return tekst
    html = "".join(_afsnit(tekst.splitlines()))
    return html if ER_RIG.search(html) else tekst


def fra_skrevet(tekst: str) -> str:
    """Som ``fra_felttekst``, men det, der ligner et mærke, er ord og bliver stående. Sikker HTML eller ren tekst."""
    html = "".join(_afsnit(tekst.splitlines()))
    return rens(html) if ER_RIG.search(html) or HAR_MAERKER.search(tekst) else tekst


def _afsnit(linjer: list[str]) -> Iterator[str]:
    for slags, gruppe in groupby(_med_slags(linjer), key=lambda fund: fund[0]):
        tekster = [_inde_i_linjen(tekst) for _, tekst in gruppe]
        if slags in ("ul", "ol"):
            yield f"<{slags}>{''.join(f'<li>{tekst}</li>' for tekst in tekster)}</{slags}>"
        elif slags:
            yield f"<p>{'<br>'.join(tekster)}</p>"


def _med_slags(linjer: list[str]) -> Iterator[tuple[str, str]]:
    """Hver linje med sin slags; tom for en tom linje. »1. marts« er kun et punkt, når en anden linje er nummer 2."""
    numre = {fund[1] for linje in linjer if (fund := NUMMER.fullmatch(linje))}
    for linje in linjer:
        punkt, nummer = PUNKT.fullmatch(linje), NUMMER.fullmatch(linje)
        if punkt:
            yield "ul", punkt[1].strip()
        elif nummer and {"1", "2"} <= numre:
            yield "ol", nummer[2].strip()
        else:
            yield "p" if linje.strip() else "", linje.strip()


def _inde_i_linjen(linje: str) -> str:
    """Linjen med sine links og fremhævninger. Et link er ét tegn imens, så dets adresse ikke bliver fremhævet."""
    links: list[str] = []

    def gem(fund: re.Match[str]) -> str:
        links.append(f'<a href="{fund[2]}">{_fremhaev(fund[1])}</a>')
        return STEDFORTRAEDER

    html = _fremhaev(LINK.sub(gem, escape(linje.replace(STEDFORTRAEDER, ""))))
    return re.sub(STEDFORTRAEDER, lambda _: links.pop(0), html)


def _fremhaev(html: str) -> str:
    return KURSIV.sub(r"<em>\1</em>", FED.sub(r"<strong>\1</strong>", html))


class _Laeser(HTMLParser):
    """Samler den rensede HTML i dele: (er et punkt i en liste, teksten)."""

    TEGN = {"strong": "**", "em": "_"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dele: list[tuple[bool, str]] = []
        self.linje: list[str] = []
        self.lister: list[int] = []
        self.adresser: list[str] = []
        self.punkt = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "ul", "ol", "li"):
            self.luk()
        if tag in ("ul", "ol"):
            self.lister.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self.punkt = self._naeste_punkt()
        elif tag == "br":
            self.linje.append("\n")
        elif tag == "a":
            self.adresser.append((dict(attrs).get("href") or "").replace("(", "%28").replace(")", "%29"))
            self.linje.append("[")
        else:
            self.linje.append(self.TEGN.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "ul", "ol", "li"):
            self.luk()
        if tag in ("ul", "ol") and self.lister:
            self.lister.pop()
        elif tag == "a" and self.adresser:
            self.linje.append(f"]({self.adresser.pop()})")
        else:
            self.linje.append(self.TEGN.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.linje.append(re.sub(r"\s+", " ", data))

    def luk(self) -> None:
        """Afslut afsnittet eller punktet; et tomt er der ikke."""
        linjer = "".join(self.linje).split("\n")
        tekst = "\n".join(linje.strip() for linje in linjer).strip()
        if tekst:
            self.dele.append((bool(self.lister), self.punkt + tekst))
            self.punkt = ""
        self.linje = []

    def _naeste_punkt(self) -> str:
        nummer = self.lister[-1] if self.lister else 0
        if nummer:
            self.lister[-1] += 1
        return f"{nummer}. " if nummer else "- "
