"""Tegninger som SVG: en kurve med mållinje, et kort af fliser og en bjælke.

Kun præsentationsattributter, aldrig ``style``, så en streng CSP og en PDF kan bære dem. Tal i koordinater
skrives af Python og får aldrig dansk komma. Titel og beskrivelse står først, og alt kan læses i sort-hvid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

BLAEK = "#1a1a1a"
GRAA = "#707070"
FARVE = "#1a5fb4"
PAPIR = "#ffffff"


@dataclass(frozen=True)
class Punkt:
    """Et sted på en kurve med den tekst, der skal stå ved det."""

    x: float
    y: float
    tekst: str


@dataclass(frozen=True)
class Flise:
    """En flise i et kort. ``trin`` er en plads i ``TRIN``; None er en tom, stiplet flise."""

    kolonne: int
    raekke: int
    navn: str
    tal: str
    titel: str
    adresse: str
    trin: int | None


TRIN = (("#ffffff", BLAEK), ("#d3e2f4", BLAEK), ("#93b9e3", BLAEK), (FARVE, PAPIR), ("#0c2f5c", PAPIR))
"""Trinenes fyld og tekstfarve, fra lys til mørk; teksten har mindst 4,5:1 mod fyldet."""

KANT = 52
FELT = KANT + 4
"""Flisens side, og det felt, den ligger midt i."""

AKSETEKST = 62
"""Bredden af »sep 2027« på aksen."""


def bjaelke(procent: int | None, titel: str) -> SafeString:
    """En vandret bjælke på 0–100 procent; None er en tom bjælke med stiplet kant."""
    svg = ny_tegning(100, 10, titel, "", klasse="bjaelke", preserveAspectRatio="none")
    kant = {"vector-effect": "non-scaling-stroke", "stroke": BLAEK}
    if procent is None:
        kant["stroke-dasharray"] = "3 3"
    tegn_del(svg, "rect", x=0, y=0, width=100, height=10, fill=PAPIR)
    tegn_del(svg, "rect", x=0, y=0, width=min(max(procent or 0, 0), 100), height=10, fill=FARVE)
    tegn_del(svg, "rect", x=0, y=0, width=100, height=10, fill="none", **kant)
    return som_svg(svg)


def kurve(
    punkter: Sequence[Punkt],
    *,
    maal: tuple[float, str],
    akse: Sequence[tuple[float, str]],
    titel: str,
    beskrivelse: str,
) -> SafeString:
    """Punkterne forbundet, mållinjen stiplet med sin tekst, og mærker på den vandrette akse.

    ``akse`` rummer også de steder, hvor der endnu ikke er noget punkt. Mindst ét punkt og ét mærke.
    """
    felt = _Felt(400, 240, 36, 52)
    felt.rum([p.x for p in punkter] + [x for x, _ in akse], [p.y for p in punkter] + [maal[0]])
    svg = ny_tegning(felt.bredde, felt.hoejde, titel, beskrivelse, klasse="kurve")
    _akse(svg, felt, akse)
    _maallinje(svg, felt, maal[0], stroke_width=2)
    tegn_tekst(svg, 4, felt.y(maal[0]) - 8, maal[1], "start", font_weight="bold")
    _streg(svg, felt, punkter, 3)
    for punkt in punkter:
        x, y = felt.x(punkt.x), felt.y(punkt.y)
        tegn_del(svg, "circle", cx=x, cy=y, r=6, fill=PAPIR, stroke=FARVE, stroke_width=3)
        tegn_tekst(svg, x, y + (24 if punkt.y < maal[0] else -14), punkt.tekst, "middle")
    return som_svg(svg)


def minikurve(punkter: Sequence[Punkt], *, maal: float, til: float, titel: str) -> SafeString:
    """Kurven i en tabelrække: streg, sidste punkt og stiplet mållinje. ``til`` er aksens højre ende."""
    felt = _Felt(140, 40, 8, 8)
    felt.rum([p.x for p in punkter] + [til], [p.y for p in punkter] + [maal])
    svg = ny_tegning(140, 40, titel, "", klasse="minikurve", width="140", height="40")
    _maallinje(svg, felt, maal, stroke_width=1.5)
    _streg(svg, felt, punkter, 2)
    for punkt in punkter[-1:]:
        tegn_del(svg, "circle", cx=felt.x(punkt.x), cy=felt.y(punkt.y), r=4, fill=FARVE)
    return som_svg(svg)


def flisekort(fliser: Iterable[Flise], *, kolonner: int, raekker: int, titel: str, beskrivelse: str) -> SafeString:
    """Et kort på ``kolonner`` × ``raekker``, hvor hver flise er et link med navn, tal og fyld efter trin."""
    svg = ny_tegning(kolonner * FELT, raekker * FELT, titel, beskrivelse, klasse="flisekort", rolle="group")
    for flise in fliser:
        _flise(svg, flise)
    return som_svg(svg)


def trinproeve(trin: int | None) -> SafeString:
    """En lille firkant med trinets fyld, til en signaturforklaring."""
    svg = Element("svg", {"viewBox": "0 0 20 20", "width": "20", "height": "20", "aria-hidden": "true"})
    tegn_del(svg, "rect", x=1, y=1, width=18, height=18, **_udseende(trin))
    return som_svg(svg)


@dataclass
class _Felt:
    """Tegnefladen og dens målestok."""

    bredde: int
    hoejde: int
    luft_x: int
    luft_y: int
    x0: float = 0
    y0: float = 0
    spaend_x: float = 1
    spaend_y: float = 1

    def rum(self, xer: Sequence[float], yer: Sequence[float]) -> None:
        """Vælg målestokken, så alle værdier er inden for fladen; ens værdier lægges i midten."""
        self.x0, self.spaend_x = _spaend(xer)
        self.y0, self.spaend_y = _spaend(yer)

    def x(self, vaerdi: float) -> float:
        return self.luft_x + (vaerdi - self.x0) / self.spaend_x * (self.bredde - 2 * self.luft_x)

    def y(self, vaerdi: float) -> float:
        andel = (vaerdi - self.y0) / self.spaend_y
        return self.hoejde - self.luft_y - andel * (self.hoejde - 2 * self.luft_y)


def _spaend(vaerdier: Sequence[float]) -> tuple[float, float]:
    mindst, stoerst = min(vaerdier), max(vaerdier)
    if mindst == stoerst:
        return mindst - 0.5, 1
    return mindst, stoerst - mindst


def _akse(svg: Element, felt: _Felt, akse: Sequence[tuple[float, str]]) -> None:
    """Aksen med sine mærker; en tekst, der ville løbe ind i den forrige, udelades."""
    bund, skrevet_til = felt.hoejde - 20, 0.0
    tegn_del(svg, "line", x1=4, y1=bund, x2=felt.bredde - 4, y2=bund, stroke=GRAA)
    for vaerdi, tekst in akse:
        x = felt.x(vaerdi)
        tegn_del(svg, "line", x1=x, y1=bund - 4, x2=x, y2=bund + 4, stroke=GRAA)
        if x - AKSETEKST / 2 >= skrevet_til:
            tegn_tekst(svg, x, felt.hoejde - 3, tekst, "middle", font_size=13)
            skrevet_til = x + AKSETEKST / 2


def _maallinje(svg: Element, felt: _Felt, maal: float, stroke_width: float) -> None:
    y = felt.y(maal)
    tegn_del(
        svg, "line", x1=4, y1=y, x2=felt.bredde - 4, y2=y,
        stroke=BLAEK, stroke_width=stroke_width, stroke_dasharray="7 5",
    )  # fmt: skip


def _streg(svg: Element, felt: _Felt, punkter: Sequence[Punkt], stroke_width: float) -> None:
    if len(punkter) > 1:
        sti = " ".join(f"{_tal(felt.x(p.x))},{_tal(felt.y(p.y))}" for p in punkter)
        tegn_del(svg, "polyline", points=sti, fill="none", stroke=FARVE, stroke_width=stroke_width)


def _flise(svg: Element, flise: Flise) -> None:
    """Teksten ligger uden for linket, som har hele navnet; skærmlæseren skal ikke høre forkortelsen med."""
    x, y = flise.kolonne * FELT + 2, flise.raekke * FELT + 2
    skrift = BLAEK if flise.trin is None else TRIN[flise.trin][1]
    link = SubElement(svg, "a", {"href": flise.adresse, "aria-label": flise.titel})
    SubElement(link, "title").text = flise.titel
    tegn_del(link, "rect", x=x, y=y, width=KANT, height=KANT, rx=3, **_udseende(flise.trin))
    skrives: dict[str, object] = {"fill": skrift, "font_size": 16, "pointer_events": "none", "aria_hidden": "true"}
    tegn_tekst(svg, x + KANT / 2, y + 22, flise.navn, "middle", **skrives)
    tegn_tekst(svg, x + KANT / 2, y + 42, flise.tal, "middle", font_weight="bold", **skrives)


def _udseende(trin: int | None) -> dict[str, object]:
    if trin is None:
        return {"fill": PAPIR, "stroke": GRAA, "stroke_dasharray": "4 4"}
    return {"fill": TRIN[trin][0], "stroke": GRAA}


def ny_tegning(
    bredde: int, hoejde: int, titel: str, beskrivelse: str, *, klasse: str, rolle: str = "img", **mere: str
) -> Element:
    svg = Element("svg", {"viewBox": f"0 0 {bredde} {hoejde}", "class": klasse, "role": rolle, **mere})
    svg.set("aria-label", titel)
    SubElement(svg, "title").text = titel
    if beskrivelse:
        SubElement(svg, "desc").text = beskrivelse
    return svg


def tegn_tekst(over: Element, x: float, y: float, tekst: str, anker: str, **mere: object) -> None:
    felter = {"font_size": 15, "fill": BLAEK, **mere}
    tegn_del(over, "text", x=x, y=y, text_anchor=anker, **felter).text = tekst


def tegn_del(over: Element, navn: str, **felter: object) -> Element:
    """En del af tegningen; understreg i et navn bliver bindestreg, og tal skrives uden dansk komma."""
    return SubElement(over, navn, {n.replace("_", "-"): _tal(v) for n, v in felter.items()})


def _tal(vaerdi: object) -> str:
    return f"{vaerdi:.1f}".rstrip("0").rstrip(".") if isinstance(vaerdi, float) else str(vaerdi)


def som_svg(svg: Element) -> SafeString:
    return mark_safe(tostring(svg, encoding="unicode"))  # noqa: S308 - ElementTree undslipper al tekst
