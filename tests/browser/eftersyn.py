"""Eftersynet af en side i én bredde: axe, vandret rulning, trykfelter og klemte overskrifter."""

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

KLEMTE_OVERSKRIFTER = """() => {
    const plads = document.querySelector('main')?.clientWidth ?? innerWidth;
    const tekster = (e) => {
        const gang = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), alle = [];
        while (gang.nextNode()) alle.push(gang.currentNode);
        return alle.filter((t) => t.parentElement.checkVisibility());
    };
    const kasser = (tekst, fra, til) => {
        const stykke = document.createRange();
        stykke.setStart(tekst, fra);
        stykke.setEnd(tekst, til);
        return [...stykke.getClientRects()].filter((k) => k.width > 1);
    };
    const linjer = (alle) => new Set(alle.map((k) => Math.round(k.bottom / 8))).size;
    const erKnaekket = (bredde) => (tekst) => [...tekst.data.matchAll(/[^\\s\\u00ad\\u2013/-]+/g)].some((ord) => {
        const dele = kasser(tekst, ord.index, ord.index + ord[0].length);
        const laengde = dele.reduce((sum, k) => sum + k.width, 0);
        return laengde < 0.9 * plads && (linjer(dele) > 1 || laengde > bredde + 1);
    });
    const erKlemt = (e) => {
        const bredde = e.getBoundingClientRect().width, inde = tekster(e);
        if (!e.checkVisibility() || bredde <= 1) return false;
        const hoej = linjer(inde.flatMap((t) => kasser(t, 0, t.length))) > 4;
        return inde.some(erKnaekket(bredde)) || (hoej && e.parentElement.clientWidth > 2.5 * bredde);
    };
    const alle = [...document.querySelectorAll('h1, h2, h3, h4')];
    return alle.filter(erKlemt).map((e) => e.textContent.trim().slice(0, 40));
}"""
"""Overskrifter, hvor et ord er knækket eller rager ud, selv om siden er bred nok, eller som står i mere end fire linjer
ved siden af tom plads."""


def efterse(side: Page) -> list[str]:
    """Alt, der er galt med siden i den bredde, den har nu; hver fejl siger, hvor den er."""
    # Et tryk kan være på vej til en ny side, og imellem to sider er der intet dokument.
    side.wait_for_function("() => document.readyState === 'complete' && document.body")
    bredde, ude, smaa, klemte = side.evaluate(
        f"() => [innerWidth, ({RAGER_UD})(), ({SMAA_TRYKFELTER})(), ({KLEMTE_OVERSKRIFTER})()]"
    )
    hvor = f"{side.url} ved {bredde} px"
    fund = [f"{hvor}: {regel}: {hjaelp} {steder}" for regel, hjaelp, steder in axe_brud(side)]
    fund += [f"{hvor} rager ud: {element}" for element in ude]
    fund += [f"{hvor} har en klemt overskrift: »{overskrift}«" for overskrift in klemte]
    return fund + [f"{hvor} har et for lille trykfelt: {felt}" for felt in smaa]


def axe_brud(side: Page) -> list[Any]:
    """Axes brud: regel, forklaring og de første elementer. Typografiarkene læses kun af en regel, der ikke er med."""
    brud = side.evaluate(KOER_AXE, KRAV)
    if brud is None:
        side.evaluate(AXE)
        brud = side.evaluate(KOER_AXE, KRAV)
    return list(brud)
