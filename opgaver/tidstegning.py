"""Tidsplanen tegnet som SVG: symboler med hver sin form, så planen kan læses uden farver og på papir."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, SubElement

from django.utils.safestring import SafeString

from faelles.svg import BLAEK, GRAA, PAPIR, ny_tegning, som_svg, tegn_del, tegn_tekst
from frister import dato_kort

from . import tidsakse
from .tidsakse import BRED, SMAL, Akse, Lagt, Maal, Maerke, Sted
from .tidsplan import GOLIVE, I_DAG, IDRIFTSAETTELSE, PAUSE, UDDANNELSE, Fasedel, Linje, Post, Tidsplan, Tilstand

GROEN, LYSEGROEN, ROED, LYS = "#00622b", "#d9ecdf", "#b3000c", "#efefef"
STREG = "#bfbfbf"
FYLD = {Tilstand.FULDFOERT: LYSEGROEN, Tilstand.OVER_TID: ROED}
"""Kun det, der er over tid, er mørkt, så det også er det, øjet fanger på en sort-hvid udskrift."""
STREGER: Mapping[str, Mapping[str, object]] = {
    I_DAG: {"stroke_width": 3},
    IDRIFTSAETTELSE: {"stroke_width": 2, "stroke_dasharray": "10 4"},
    GOLIVE: {"stroke_width": 2, "stroke_dasharray": "3 3"},
    PAUSE: {"stroke_width": 2},
}
ANDRE_STREGER: Mapping[str, object] = {"stroke_width": 1.5, "stroke_dasharray": "8 3 2 3"}
BESKRIVELSE = "Hver opgave står på sin frist. Tabellen har de samme opgaver og linjernes dage."
SKRIFTTYPE = "IBM Plex Sans, sans-serif"
FLAGHOEJDE, FLAGSKRIFT = 20, 13
PAUSELINJER = 6
"""Afstanden mellem de vandrette linjer, en pause er skraveret med."""


@dataclass
class Tidstegning:
    """Planen i én form. ``med_links`` gør hver opgave til et link; uden er det et billede, fx til papir."""

    plan: Tidsplan
    maal: Maal
    med_links: bool = False

    @cached_property
    def akse(self) -> Akse:
        return Akse.om(self.plan.dage, self.maal)

    @cached_property
    def linjer(self) -> list[Linje]:
        """Planens linjer; går en etape i gang på projektets go-live, er det etapens, der tegnes.

        En smal tegning har kun go-live for hver etape: flere linjer ville løbe sammen, og signaturen har dem.
        """
        etapernes = {linje.dag for linje in self.plan.linjer if linje.slags == GOLIVE and linje.nummer}
        tegnes = [et for et in self.plan.linjer if et.nummer or et.slags != GOLIVE or et.dag not in etapernes]
        return [et for et in tegnes if self.maal.alle_tekster or not et.nummer or et.slags == GOLIVE]

    @cached_property
    def flag(self) -> list[Sted]:
        return tidsakse.laeg_flag([(linje.dag, _flagtekst(linje)) for linje in self.linjer], self.akse)

    @property
    def top(self) -> int:
        """Højden af linjernes og månedernes navne."""
        return (max(flag.raekke for flag in self.flag) + 2) * FLAGHOEJDE

    def stykker(self, fase: Fasedel) -> Iterator[SafeString]:
        """Fasens tegninger; mere end én, når der er for mange opgaver til ét stykke papir."""
        efter_noegle = {post.opgave.pk: post for post in fase.poster}
        lagte = tidsakse.laeg_maerker(map(_maerke, fase.poster), self.akse)
        for nummer, lagt in enumerate(lagte, 1):
            del_ = f", del {nummer} af {len(lagte)}" if len(lagte) > 1 else ""
            yield som_svg(self._stykke(lagt, efter_noegle, f"{fase.fase}{del_}: {_i_tal(fase)}"))

    def _stykke(self, lagt: Lagt, poster: Mapping[int, Post], titel: str) -> Element:
        bund = self.top + lagt.raekker * self.maal.raekke
        rolle = "group" if self.med_links else "img"
        svg = ny_tegning(
            self.maal.bredde,
            bund + 6,
            titel,
            BESKRIVELSE,
            klasse="tidstegning",
            rolle=rolle,
            **{"font-family": SKRIFTTYPE},
        )
        # Linjernes og månedernes navne siger intet uden deres sted; dagene står under tabellen.
        self._baggrund(SubElement(svg, "g", {"aria-hidden": "true"}), bund)
        for maerke, sted in lagt.steder:
            y = self.top + (sted.raekke + 0.5) * self.maal.raekke
            self._opgave(svg, poster[maerke.noegle], sted, y)
        return svg

    def _baggrund(self, svg: Element, bund: float) -> None:
        top = self.top
        for vindue in self.plan.vinduer:
            x1, x2 = self.akse.x(vindue.foerste), self.akse.x(vindue.sidste)
            tegn_del(svg, "rect", x=x1, y=top, width=max(x2 - x1, 2.0), height=bund - top, fill=LYS, stroke=STREG)
        self._pauser(svg, bund)
        for x in self.akse.streger():
            tegn_del(svg, "line", x1=x, y1=top - 5, x2=x, y2=top + 5, stroke=GRAA)
        navne = self.akse.maanedsnavne()
        for x, _ in navne:
            tegn_del(svg, "line", x1=x, y1=top - 16, x2=x, y2=bund, stroke=GRAA, stroke_width=0.5)
        tegn_del(svg, "line", x1=0, y1=top, x2=self.maal.bredde, y2=top, stroke=GRAA)
        self._linjer(svg, bund)
        for x, navn in navne:
            self._tekst(svg, x + 3, top - 6, navn, fill="#454545")

    def _pauser(self, svg: Element, bund: float) -> None:
        """Projektets pause som et skraveret bånd; en etapes har kun sin streg, for resten af planen er i gang."""
        for pause in self.plan.pauser:
            if pause.nummer is None:
                x1, x2 = self.akse.x(pause.fra), self.akse.x(pause.sidste(self.plan.paa))
                for y in range(self.top + PAUSELINJER, int(bund), PAUSELINJER):
                    tegn_del(svg, "line", x1=x1, y1=y, x2=x2, y2=y, stroke=GRAA, stroke_width=0.8)

    def _linjer(self, svg: Element, bund: float) -> None:
        """Stregerne først, så ingen af dem går hen over en andens navn; flere på en dag er den første af dem."""
        par = list(zip(self.linjer, self.flag, strict=True))
        slags = {linje.dag: linje.slags for linje, _ in reversed(par)}
        for linje, flag in par:
            udseende = STREGER.get(slags[linje.dag], ANDRE_STREGER)
            y = (flag.raekke + 1) * FLAGHOEJDE - 15
            ende = bund if slags[linje.dag] == linje.slags else y + 15
            tegn_del(svg, "line", x1=flag.x, y1=y, x2=flag.x, y2=ende, stroke=BLAEK, **udseende)
        for linje, flag in par:
            y = (flag.raekke + 1) * FLAGHOEJDE - 4
            if linje.nummer:
                _etapeflag(svg, linje, flag.venstre, flag.hoejre, y)
            else:
                self._tekst(svg, flag.tekst_x, y, flag.tekst, til_venstre=flag.til_venstre, font_weight="bold")

    def _tekst(
        self, over: Element, x: float, y: float, tekst: str, *, til_venstre: bool = False, **mere: object
    ) -> None:
        """Teksten på sin egen bund, så streger bag den ikke gør den svær at læse."""
        bredde = self.maal.tekstbredde(tekst) * 0.9
        venstre = x - bredde if til_venstre else x
        skrift = self.maal.skrift
        tegn_del(over, "rect", x=venstre, y=y - skrift + 2, width=bredde, height=skrift, fill=PAPIR)
        tegn_tekst(over, x, y, tekst, "end" if til_venstre else "start", font_size=self.maal.skrift, **mere)

    def _opgave(self, svg: Element, post: Post, sted: Sted, y: float) -> None:
        over = SubElement(svg, "a", _link(post)) if self.med_links else SubElement(svg, "g")
        SubElement(over, "title").text = _i_ord(post)
        hoejde = self.maal.raekke
        bredde = max(sted.hoejre - sted.venstre, 24.0)
        tegn_del(over, "rect", x=sted.venstre, y=y - hoejde / 2, width=bredde, height=hoejde, fill_opacity=0)
        tegn_symbol(over, post, sted.x, y, self.maal)
        if post.er_laast:
            _laas(over, sted, y, self.maal, post.fortsaetter)
        if sted.tekst:
            fed = {"font_weight": "bold"} if post.er_milepael else {}
            self._tekst(over, sted.tekst_x, y + 5, sted.tekst, til_venstre=sted.til_venstre, **fed)


def bred(plan: Tidsplan) -> Tidstegning:
    """Til skærmen; hver opgave er et link."""
    return Tidstegning(plan, BRED, med_links=True)


def smal(plan: Tidsplan) -> Tidstegning:
    """Til telefonen: et billede, og listen ved siden af har linkene."""
    return Tidstegning(plan, SMAL)


def paa_papir(plan: Tidsplan) -> Tidstegning:
    return Tidstegning(plan, tidsakse.PAPIR)


def tegnforklaring(tilstand: Tilstand, *, er_milepael: bool = False, fortsaetter: bool = False) -> SafeString:
    """Symbolet alene, til en signaturforklaring."""
    bredde = 20 + (tidsakse.hale(BRED) if fortsaetter else 0)
    svg = Element("svg", {"viewBox": f"0 0 {bredde:g} 20", "width": f"{bredde:g}", "height": "20"})
    svg.set("aria-hidden", "true")
    _symbol(svg, tilstand, 10, 10, BRED, er_milepael=er_milepael, fortsaetter=fortsaetter)
    return som_svg(svg)


def _flagtekst(linje: Linje) -> str:
    """Det, flaget skal have plads til.

    En etapes linje har kun sit nummer; signaturen har navnet og dagen, så de ikke gentages over hver fase.
    """
    if not linje.nummer:
        return linje.navn
    return f"= {linje.nummer}" if linje.slags == PAUSE else str(linje.nummer)


def _etapeflag(over: Element, linje: Linje, venstre: float, hoejre: float, y: float) -> None:
    """Etapens nummer i et flag: rundt for uddannet, firkantet for go-live, og med to streger for en pause."""
    rund, kant = (8, 1.5) if linje.slags == UDDANNELSE else (0, 2)
    tegn_del(
        over, "rect", x=venstre, y=y - 12, width=hoejre - venstre, height=16, rx=rund, fill=PAPIR, stroke=BLAEK,
        stroke_width=kant,
    )  # fmt: skip
    for x in (venstre + 6, venstre + 10) if linje.slags == PAUSE else ():
        tegn_del(over, "line", x1=x, y1=y - 8, x2=x, y2=y, stroke=BLAEK, stroke_width=2)
    midt = (venstre + hoejre) / 2 if linje.slags != PAUSE else hoejre - 10
    tegn_tekst(over, midt, y + 1, str(linje.nummer), "middle", font_size=FLAGSKRIFT, font_weight="bold")


def flagforklaring(linje: Linje) -> SafeString:
    """En etapes flag alene, til en signaturforklaring."""
    bredde = BRED.tekstbredde(_flagtekst(linje)) + 4
    svg = Element("svg", {"viewBox": f"-1 -1 {bredde + 2:g} 18", "width": f"{bredde + 2:g}", "height": "18"})
    svg.set("aria-hidden", "true")
    _etapeflag(svg, linje, 0, bredde, 12)
    return som_svg(svg)


def vindueforklaring() -> SafeString:
    return _boks(fill=LYS, stroke=STREG)


def pauseforklaring() -> SafeString:
    return _boks(fill="none", stroke="none", linjer=range(2, 20, PAUSELINJER))


def _boks(linjer: Iterable[int] = (), **udseende: object) -> SafeString:
    svg = Element("svg", {"viewBox": "0 0 24 20", "width": "24", "height": "20", "aria-hidden": "true"})
    tegn_del(svg, "rect", x=1, y=2, width=22, height=16, **udseende)
    for y in linjer:
        tegn_del(svg, "line", x1=1, y1=y, x2=23, y2=y, stroke=GRAA, stroke_width=0.8)
    return som_svg(svg)


def laasforklaring() -> SafeString:
    svg = Element("svg", {"viewBox": "0 0 16 20", "width": "16", "height": "20", "aria-hidden": "true"})
    _haengelaas(svg, 8, 10)
    return som_svg(svg)


def tegn_symbol(over: Element, post: Post, x: float, y: float, maal: Maal) -> None:
    _symbol(over, post.tilstand, x, y, maal, er_milepael=post.er_milepael, fortsaetter=post.fortsaetter)


def _symbol(
    over: Element, tilstand: Tilstand, x: float, y: float, maal: Maal, *, er_milepael: bool, fortsaetter: bool
) -> None:
    r = maal.symbol / 2
    udseende: dict[str, object] = {"fill": FYLD.get(tilstand, PAPIR), "stroke": BLAEK, "stroke_width": 1.5}
    if fortsaetter:
        udseende |= {} if tilstand in FYLD else {"stroke_dasharray": "3 2"}
        ende = x + r + tidsakse.hale(maal)
        tegn_del(over, "line", x1=x + r, y1=y, x2=ende, y2=y, stroke=BLAEK, stroke_width=2, stroke_dasharray="3 3")
    if er_milepael:
        tegn_del(over, "polygon", points=_punkter((x, y - r), (x + r, y), (x, y + r), (x - r, y)), **udseende)
    elif tilstand is Tilstand.OVER_TID:
        tegn_del(over, "polygon", points=_punkter((x, y - r), (x + r, y + r - 1), (x - r, y + r - 1)), **udseende)
    else:
        tegn_del(over, "circle", cx=x, cy=y, r=r - 1, **udseende)
    _tegn(over, tilstand, x, y, er_milepael=er_milepael)


def _tegn(over: Element, tilstand: Tilstand, x: float, y: float, *, er_milepael: bool) -> None:
    """Tegnet inde i formen; det siger det samme som farven."""
    match tilstand:
        case Tilstand.FULDFOERT:
            sti = _punkter((x - 3, y), (x - 1, y + 2.5), (x + 3.5, y - 2.5))
            tegn_del(over, "polyline", points=sti, fill="none", stroke=GROEN, stroke_width=2)
        case Tilstand.OVER_TID:
            ned = 0 if er_milepael else 1.5
            tegn_del(over, "line", x1=x, y1=y - 4 + ned, x2=x, y2=y + 1 + ned, stroke=PAPIR, stroke_width=2)
            tegn_del(over, "circle", cx=x, cy=y + 3.5 + ned, r=1.2, fill=PAPIR)
        case Tilstand.I_GANG:
            tegn_del(over, "circle", cx=x, cy=y, r=3, fill=BLAEK)
        case Tilstand.IKKE_RELEVANT | Tilstand.UDGAAET:
            for op in (-3, 3):
                tegn_del(over, "line", x1=x - 3, y1=y - op, x2=x + 3, y2=y + op, stroke=BLAEK, stroke_width=1.5)


def _laas(over: Element, sted: Sted, y: float, maal: Maal, har_hale: bool) -> None:
    afstand = maal.symbol / 2 + tidsakse.laas(maal) / 2 + 2
    halens = tidsakse.hale(maal) if har_hale else 0
    _haengelaas(over, sted.x - afstand if sted.til_venstre else sted.x + afstand + halens, y)


def _haengelaas(over: Element, x: float, y: float) -> None:
    tegn_del(over, "rect", x=x - 4, y=y - 1, width=8, height=6, fill=BLAEK)
    tegn_del(
        over, "path", d=f"M{x - 2.5:.1f} {y - 1:.1f}v-2a2.5 2.5 0 0 1 5 0v2", fill="none", stroke=BLAEK,
        stroke_width=1.5,
    )  # fmt: skip


def _maerke(post: Post) -> Maerke:
    if post.frist is None:
        raise ValueError(f"{post.kode} har ingen frist og kan ikke ligge på aksen.")
    return Maerke(post.opgave.pk, post.frist, post.maerkat, post.er_milepael, post.fortsaetter, post.er_laast)


def _link(post: Post) -> dict[str, str]:
    return {"href": post.opgave.sti, "aria-label": _i_ord(post)}


def _i_ord(post: Post) -> str:
    """Fx »A08 Forbered arbejdsgange, frist 05.04.2027: over tid«."""
    frist = dato_kort(post.frist) if post.frist else "ingen"
    return f"{post.maerkat} {post.opgave.titel}, frist {frist}: {post.i_ord.lower()}"


def _i_tal(fase: Fasedel) -> str:
    """Fx »4 opgaver, 1 over tid, 2 fuldførte«."""
    tilstande = [post.tilstand for post in fase.poster]
    over, faerdige = tilstande.count(Tilstand.OVER_TID), tilstande.count(Tilstand.FULDFOERT)
    return f"{len(tilstande)} {'opgave' if len(tilstande) == 1 else 'opgaver'}, {over} over tid, {faerdige} fuldført"


def _punkter(*punkter: tuple[float, float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in punkter)
