"""Løfterne: hver regel læser en side og svarer med de brud, den finder."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.sider.hent import Side

MANGLER = "MANGLER-I-SKABELONEN"
"""Det, skabelonerne skriver i stedet for en variabel, de ikke fik."""
OVERSKRIFTER = ("h1", "h2", "h3", "h4", "h5", "h6")
HENTER = {"src", "srcset", "data", "poster", "background"}
UDEN_LEDETEKST = {"hidden", "submit", "button", "image", "reset"}
HOVEDER = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


def er_paa_dansk(side: Side) -> Iterator[str]:
    if side.elementer("html")[0].get("lang") != "da":
        yield "lang er ikke da"


def har_titel(side: Side) -> Iterator[str]:
    titel = (side.elementer("title")[0].text or "").strip()
    if not re.fullmatch(r"\S.* – Implementering", titel):
        yield f"titlen er {titel!r}"


def har_en_hovedoverskrift(side: Side) -> Iterator[str]:
    fundne = ["".join(el.itertext()).strip() for el in side.elementer("h1")]
    if len(fundne) != 1:
        yield f"overskrifter på første niveau: {fundne}"


def springer_intet_niveau_over(side: Side) -> Iterator[str]:
    forrige = 1
    for el in (el for hoved in side.elementer("main") for el in hoved.iter() if el.tag in OVERSKRIFTER):
        niveau = int(el.tag[1])
        if niveau > forrige + 1:
            yield f"springer fra h{forrige} til h{niveau}: {''.join(el.itertext()).strip()!r}"
        forrige = niveau


def intet_navn_er_tomt(side: Side) -> Iterator[str]:
    for el in side.elementer(*OVERSKRIFTER, "button", "a", "th", "label", "legend", "caption"):
        navne = [inde.get("aria-label") or inde.get("alt") for inde in el.iter()]
        if not "".join(el.itertext()).strip() and not any(navne) and el.get("aria-hidden") != "true":
            yield f"tomt {el.tag} {dict(el.attrib)}"


def hvert_felt_har_ledetekst(side: Side) -> Iterator[str]:
    maerkede = {el.get("for") for el in side.elementer("label")} - {None}
    indeni = {id(el) for etiket in side.elementer("label") for el in etiket.iter()}
    for felt in side.elementer("input", "select", "textarea"):
        navngivet = felt.get("id") in maerkede or id(felt) in indeni
        navngivet = navngivet or felt.get("aria-label") or felt.get("aria-labelledby")
        if felt.get("type") not in UDEN_LEDETEKST and not navngivet:
            yield f"uden ledetekst: {felt.tag} {dict(felt.attrib)}"


def id_er_er_entydige(side: Side) -> Iterator[str]:
    ider = Counter(el.get("id") for el in side.elementer() if el.get("id"))
    yield from (f"id {navn!r} findes {antal} gange" for navn, antal in ider.items() if antal > 1)


def henvisninger_rammer(side: Side) -> Iterator[str]:
    ider = {el.get("id") for el in side.elementer()}
    for el in side.elementer():
        for egenskab in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            forbi = set((el.get(egenskab) or "").split()) - ider
            yield from (f"{egenskab} peger på {maal!r}, der ikke findes" for maal in forbi)
        if el.get("href", "").startswith("#") and el.get("href", "")[1:] not in ider:
            yield f"henvisning til {el.get('href')}, der ikke findes"


def intet_er_indlejret(side: Side) -> Iterator[str]:
    """Hverken script eller stil; CSP'en ville standse dem."""
    for el in side.elementer():
        if el.tag == "style" or (el.tag == "script" and not el.get("src")):
            yield f"indlejret {el.tag}"
        for navn, vaerdi in el.attrib.items():
            if navn == "style" or navn.startswith(("on", "hx-on")) or vaerdi.strip().lower().startswith("javascript:"):
                yield f"{el.tag} har {navn}={vaerdi!r}"


def intet_hentes_udefra(side: Side) -> Iterator[str]:
    for el in side.elementer():
        for navn, vaerdi in el.attrib.items():
            henter = navn in HENTER or (navn == "href" and el.tag in {"link", "use", "image"})
            if henter and re.match(r"\s*(\w+:)?//", vaerdi):
                yield f"{el.tag} henter {vaerdi}"


def formularer_sendes_hertil_med_maerke(side: Side) -> Iterator[str]:
    for form in side.elementer("form"):
        if not (form.get("action") or "/").startswith(("/", "?")) or form.get("action", "").startswith("//"):
            yield f"formularen sendes til {form.get('action')}"
        felter = {el.get("name") for el in form.iter("input")}
        if form.get("method", "").lower() == "post" and "csrfmiddlewaretoken" not in felter:
            yield f"formularen til {form.get('action')} mangler csrf-mærke"


def tabeller_har_overskrifter(side: Side) -> Iterator[str]:
    for tabel in side.elementer("table"):
        retninger = {th.get("scope") for th in tabel.iter("th")}
        if not retninger or not retninger <= {"col", "row", "colgroup", "rowgroup"}:
            yield f"tabel med th uden scope eller uden th: {''.join(tabel.itertext()).split()[:4]}"


def billeder_har_tekst(side: Side) -> Iterator[str]:
    for el in side.elementer("img", "svg"):
        tekst = el.get("alt") or el.get("aria-label") or el.get("aria-labelledby") or any(el.iter("title"))
        if not tekst and el.get("alt") != "" and el.get("aria-hidden") != "true":
            yield f"{el.tag} uden tekst og uden aria-hidden {dict(el.attrib)}"


def alle_variable_findes(side: Side) -> Iterator[str]:
    for fund in re.finditer(f".{{0,60}}{MANGLER}.{{0,30}}", side.svar.text):
        yield f"mangler ved {fund.group()!r}"


def er_velformet(side: Side) -> Iterator[str]:
    yield from (f"HTML-fejl: {fejl}" for fejl in side.laest[1])


def afvisninger_er_brudstykker(side: Side) -> Iterator[str]:
    """Et nej til htmx er aldrig en hel side; den ville blive sat ind midt i den side, man står på."""
    if side.er_htmx and side.svar.status_code in {401, 403, 404, 500} and not side.er_brudstykke:
        yield f"hel side med status {side.svar.status_code} til htmx"


def svaret_gemmes_ikke(side: Side) -> Iterator[str]:
    regler = set(re.split(r",\s*", side.svar.get("Cache-Control", "")))
    if side.rolle != "anonym" and not {"no-store", "private"} <= regler:
        yield f"Cache-Control er {side.svar.get('Cache-Control')!r}"


def skelner_htmx_fra_hele_sider(side: Side) -> Iterator[str]:
    if "HX-Request" not in side.svar.get("Vary", ""):
        yield f"Vary er {side.svar.get('Vary')!r}"


def har_streng_csp(side: Side) -> Iterator[str]:
    csp = side.svar.get("Content-Security-Policy", "")
    if "default-src 'self'" not in csp or re.search(r"unsafe|\*|http|data:", csp):
        yield f"CSP er {csp!r}"


def har_sikkerhedshoveder(side: Side) -> Iterator[str]:
    yield from (f"{navn} er {side.svar.get(navn)!r}" for navn, v in HOVEDER.items() if side.svar.get(navn) != v)
