"""Flettereglen som en tabel over hver eneste kombination af vores, deres, afslag, krav og svar."""

from dataclasses import replace
from itertools import product

import pytest

from opgaver.fletning import (
    BEGYNDT,
    MOEDES,
    Grundlag,
    Kort,
    Opgavestand,
    Slags,
    UlovligtValg,
    Valg,
    Valgliste,
    Virkning,
    flet,
)

FELTER = (
    "kode",
    "titel",
    "fase",
    "prioritet",
    "regel",
    "slutdato_tekst",
    "maal",
    "beskrivelse",
    "metode",
    "resultat",
    "kvalitetskriterier",
)
GRUNDTEKST = dict.fromkeys(FELTER, "A")
LOKALT = ("egen_regel", "frist", "egen_fase", "egne_kriterier", "egen_tekst")
TIL, FOER = 4, 1


def kort(nummer, version, tekst="A", **felter):
    return Kort(nummer, "n", version, GRUNDTEKST | {"beskrivelse": tekst} | felter)


BASE = kort(1, FOER)
VORES = {
    "ingen": None,
    "levende": Opgavestand(BASE),
    "udgaaet": Opgavestand(BASE, er_udgaaet=True),
    "nyere": Opgavestand(kort(9, TIL + 1, "D")),
}
DERES = {"intet": None, "ens": kort(3, TIL, "A"), "andet": kort(3, TIL, "B")}
INTET_NEJ = "intet"
AFSLAG = {INTET_NEJ: None, "intet kort": None, "det samme": kort(2, 2, "B"), "noget andet": kort(2, 2, "C")}
KRAV = {
    "uden": {},
    "sprunget over": {2: frozenset({"titel", "beskrivelse"})},
    "taget tilbage": {2: frozenset({"titel"})},
    "i den nye": {TIL: frozenset({"beskrivelse"})},
    "gammelt": {1: frozenset(FELTER)},
}
SVAR = {None: Valgliste(), **{valg: Valgliste(enkelte={"n": valg}) for valg in Valg}}
ALLE = {valg: Valgliste(valg) for valg in Valg}


def kombination(vores, deres, afslag, krav, valg):
    stand, ny = VORES[vores], DERES[deres]
    if stand and afslag != INTET_NEJ:
        stand = replace(stand, beholdt_mod=2)
    afslaaede = {(2, "n"): AFSLAG[afslag]} if AFSLAG[afslag] else {}
    grundlag = Grundlag(TIL, {"n": ny} if ny else {}, {"n": KRAV[krav]}, afslaaede, {"n": udgaaelser(krav, ny)})
    return flet({"n": stand} if stand else {}, grundlag, valg)


def udgaaelser(krav, ny):
    """Version → om opgaven skal udgå dér; et krav er taget tilbage, når den er i kataloget igen (ADR 26)."""
    med = {3: False} if krav == "taget tilbage" else {}
    return dict.fromkeys(KRAV[krav], True) | med | ({TIL: False} if ny else {})


def for_alle(*mere):
    """Kør prøven for hver kombination, og sig hvilken der ikke holdt."""

    def som_en_proeve(proeve):
        def koer():
            for hver in product(VORES, DERES, AFSLAG, KRAV, *mere):
                try:
                    proeve(*hver)
                except BaseException as fejl:
                    raise AssertionError(f"{hver}: {fejl}") from fejl

        koer.__name__, koer.__doc__ = proeve.__name__, proeve.__doc__
        return koer

    return som_en_proeve


def slags(vores, deres):
    """Facit, skrevet af fra beslutningen."""
    return {
        ("ingen", "intet"): None,
        ("ingen", "ens"): Slags.NY,
        ("ingen", "andet"): Slags.NY,
        ("levende", "intet"): Slags.UDGAAET,
        ("levende", "ens"): Slags.UAENDRET,
        ("levende", "andet"): Slags.AENDRET,
        ("udgaaet", "intet"): None,
        ("udgaaet", "ens"): Slags.GENOPTAGET,
        ("udgaaet", "andet"): Slags.GENOPTAGET,
        ("nyere", "intet"): Slags.UAENDRET,
        ("nyere", "ens"): Slags.UAENDRET,
        ("nyere", "andet"): Slags.UAENDRET,
    }[vores, deres]


def er_obligatorisk(vores, deres, krav):
    if slags(vores, deres) is Slags.UDGAAET:
        return krav in ("sprunget over", "i den nye")
    spurgt = slags(vores, deres) in (Slags.NY, Slags.AENDRET, Slags.GENOPTAGET)
    altid = ("sprunget over", "i den nye")
    return spurgt and (
        krav in altid or (krav == "taget tilbage" and vores != "levende") or (krav, vores) == ("gammelt", "ingen")
    )


def er_afslaaet(vores, deres, afslag, krav):
    if vores != "levende" or er_obligatorisk(vores, deres, krav):
        return False
    return (deres, afslag) in {("intet", "intet kort"), ("andet", "det samme")}


def muligheder(vores, deres, krav):
    if slags(vores, deres) in (None, Slags.UAENDRET):
        return set()
    if er_obligatorisk(vores, deres, krav):
        return {Valg.TAG_MED}
    kan_beholdes = slags(vores, deres) in (Slags.AENDRET, Slags.UDGAAET)
    return set(Valg) if kan_beholdes else {Valg.TAG_MED, Valg.SENERE}


TAGET = {
    Slags.NY: Virkning.OPRET,
    Slags.AENDRET: Virkning.FLYT,
    Slags.UDGAAET: Virkning.UDGAA,
    Slags.GENOPTAGET: Virkning.GENOPTAG,
}
SVARET = {Valg.BEHOLD: Virkning.BEHOLD, Valg.SENERE: Virkning.INTET}


def virkning(vores, deres, svar):
    hvad = slags(vores, deres)
    if hvad is Slags.UAENDRET:
        return Virkning.INTET if vores == "nyere" else Virkning.FLYT
    return TAGET[hvad] if svar is Valg.TAG_MED else SVARET[svar]


@for_alle()
def test_den_ser_hvad_der_er_sket(vores, deres, afslag, krav):
    raekker = kombination(vores, deres, afslag, krav, Valgliste()).raekker
    if slags(vores, deres) is None:
        assert raekker == ()
        return
    [raekke] = raekker
    assert raekke.slags is slags(vores, deres)
    assert raekke.er_obligatorisk == er_obligatorisk(vores, deres, krav)
    assert raekke.er_afslaaet == er_afslaaet(vores, deres, afslag, krav)
    assert set(raekke.muligheder) == muligheder(vores, deres, krav)


@for_alle(Valg)
def test_et_svar_goer_det_der_er_svaret_eller_afvises(vores, deres, afslag, krav, svar):
    if svar not in muligheder(vores, deres, krav):
        with pytest.raises(UlovligtValg):
            kombination(vores, deres, afslag, krav, SVAR[svar])
        return
    [raekke] = kombination(vores, deres, afslag, krav, SVAR[svar]).raekker
    assert raekke.virkning is virkning(vores, deres, svar)


@for_alle(Valg)
def test_et_svar_for_hele_listen_gaelder_hvor_det_kan(vores, deres, afslag, krav, alle):
    for raekke in kombination(vores, deres, afslag, krav, ALLE[alle]).raekker:
        if er_afslaaet(vores, deres, afslag, krav):
            ventet = Virkning.BEHOLD
        else:
            kan = alle in muligheder(vores, deres, krav)
            ventet = virkning(vores, deres, alle if kan else Valg.TAG_MED)
        assert raekke.virkning is ventet


@for_alle(Valg)
def test_opgaven_bliver_til_det_virkningen_siger(vores, deres, afslag, krav, alle):
    for raekke in kombination(vores, deres, afslag, krav, ALLE[alle]).raekker:
        efter, foer = raekke.efter, raekke.vores
        if raekke.virkning in (Virkning.FLYT, Virkning.OPRET, Virkning.GENOPTAG):
            assert (efter.kort, efter.er_udgaaet, efter.beholdt_mod) == (DERES[deres], False, None)
        elif raekke.virkning is Virkning.UDGAA:
            assert (efter.kort, efter.er_udgaaet, efter.beholdt_mod) == (foer.kort, True, None)
        elif raekke.virkning is Virkning.BEHOLD:
            assert efter == replace(foer, beholdt_mod=TIL)
        else:
            assert efter == foer


@pytest.mark.parametrize("felt", FELTER)
@pytest.mark.parametrize("eget", LOKALT)
def test_konflikt_er_hvor_begge_har_noget_ved_det_samme(felt, eget):
    ny = kort(3, TIL, **{felt: "B"})
    stand = Opgavestand(BASE, lokalt=frozenset({eget}), er_begyndt=True)
    [raekke] = flet({"n": stand}, Grundlag(TIL, {"n": ny})).raekker
    moedes = {
        "regel": {"egen_regel", "frist"},
        "slutdato_tekst": {"egen_regel", "frist"},
        "fase": {"egen_fase"},
        "kvalitetskriterier": {"egne_kriterier"},
        "maal": {"egen_tekst"},
        "beskrivelse": {"egen_tekst"},
        "metode": {"egen_tekst"},
        "resultat": {"egen_tekst"},
    }
    assert raekke.felter == {felt}
    assert raekke.konflikt == ({eget} if eget in moedes.get(felt, ()) else set())


@pytest.mark.parametrize("er_begyndt", [False, True])
@pytest.mark.parametrize("eget", [None, *LOKALT])
def test_en_opgave_der_udgaar_er_i_konflikt_med_alt_lokalt_og_med_at_vaere_begyndt(eget, er_begyndt):
    stand = Opgavestand(BASE, lokalt=frozenset({eget} if eget else ()), er_begyndt=er_begyndt)
    [raekke] = flet({"n": stand}, Grundlag(TIL, {})).raekker
    assert raekke.konflikt == ({eget} if eget else set()) | ({BEGYNDT} if er_begyndt else set())


def test_alt_lokalt_moeder_noget():
    assert frozenset().union(*MOEDES.values()) == set(LOKALT)


def test_et_svar_om_en_opgave_der_ikke_er_i_tabellen_afvises():
    with pytest.raises(UlovligtValg):
        flet({}, Grundlag(TIL, {}), Valgliste(enkelte={"fremmed": Valg.TAG_MED}))


@pytest.mark.parametrize(
    ("felt", "er_fuldfoert", "huskes"), [("beskrivelse", True, True), ("regel", True, False), ("titel", False, False)]
)
def test_en_fuldfoert_opgave_husker_kortet_naar_teksten_er_en_anden(felt, er_fuldfoert, huskes):
    stand = Opgavestand(BASE, er_fuldfoert=er_fuldfoert)
    [raekke] = flet({"n": stand}, Grundlag(TIL, {"n": kort(3, TIL, **{felt: "B"})})).raekker
    assert raekke.efter.fuldfoert_kort == (BASE if huskes else None)


def test_det_foerste_kort_huskes_og_glemmes_naar_teksten_er_den_samme_igen():
    stand = Opgavestand(BASE, er_fuldfoert=True)
    to = stand.paa(kort(2, 2, "B"))
    assert to.paa(kort(3, 3, "C")).fuldfoert_kort == BASE
    assert to.paa(kort(3, 3, "A")).fuldfoert_kort is None
