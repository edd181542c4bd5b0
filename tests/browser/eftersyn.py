"""Eftersynet af en side i én bredde: axe, vandret rulning og trykfelter."""

from typing import Any

from playwright.sync_api import Page

from vaerktoej.koer import ROD

AXE = (ROD / "tests/vendor/axe/axe.min.js").read_text("utf-8")
KRAV = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]

KOER_AXE = """async (krav) => {
    if (typeof axe !== 'object') return null;
    const svar = await axe.run(document, {
        runOnly: {type: 'tag', values: krav},
        resultTypes: ['violations'],
        preload: {assets: ['media']},
    });
    return svar.violations.map((brud) => [brud.id, brud.help, brud.nodes.slice(0, 3).map((n) => n.target.join(' '))]);
}"""

RAGER_UD = """() => {
    const bredde = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= bredde) return [];
    const rulles = (e) => {
        for (let f = e.parentElement; f !== document.body; f = f.parentElement)
            if (getComputedStyle(f).overflowX !== 'visible') return true;
        return false;
    };
    const ude = [...document.body.querySelectorAll('*')].filter((e) =>
        e.getBoundingClientRect().right > bredde + 1 && !e.querySelector('*') && !rulles(e));
    const vis = (e) => `${e.tagName.toLowerCase()} »${e.textContent.trim().slice(0, 40)}«`;
    return ['siden', ...ude.slice(0, 3).map(vis)];
}"""
"""Er siden bredere end skærmen, så de første af de inderste elementer, der gør den det."""

SMAA_TRYKFELTER = """() => {
    const felter = document.querySelectorAll('button, .button, summary, select, input:not([type=hidden])');
    const maal = (e) => {
        const kasser = [e, ...(e.labels || [])].map((d) => d.getBoundingClientRect());
        const fra = Math.min(...kasser.map((k) => k.top)), til = Math.max(...kasser.map((k) => k.bottom));
        return [Math.max(...kasser.map((k) => k.width)), til - fra];
    };
    const tekst = (e) => e.textContent.trim().slice(0, 30);
    const vis = (e) => `${e.tagName.toLowerCase()}#${e.id} »${tekst(e)}« ${maal(e).map(Math.round)}`;
    return [...felter].filter((e) => e.checkVisibility() && Math.min(...maal(e)) < 24).map(vis);
}"""
"""Knapper og felter under 24 × 24 pixels; et felts ledetekst hører med til det, man kan trykke på."""


def efterse(side: Page) -> list[str]:
    """Alt, der er galt med siden i den bredde, den har nu; hver fejl siger, hvor den er."""
    # Et tryk kan være på vej til en ny side, og imellem to sider er der intet dokument.
    side.wait_for_function("() => document.readyState === 'complete' && document.body")
    bredde, ude, smaa = side.evaluate(f"() => [innerWidth, ({RAGER_UD})(), ({SMAA_TRYKFELTER})()]")
    hvor = f"{side.url} ved {bredde} px"
    fund = [f"{hvor}: {regel}: {hjaelp} {steder}" for regel, hjaelp, steder in axe_brud(side)]
    fund += [f"{hvor} rager ud: {element}" for element in ude]
    return fund + [f"{hvor} har et for lille trykfelt: {felt}" for felt in smaa]


def axe_brud(side: Page) -> list[Any]:
    """Axes brud: regel, forklaring og de første elementer. Typografiarkene læses kun af en regel, der ikke er med."""
    brud = side.evaluate(KOER_AXE, KRAV)
    if brud is None:
        side.evaluate(AXE)
        brud = side.evaluate(KOER_AXE, KRAV)
    return list(brud)
