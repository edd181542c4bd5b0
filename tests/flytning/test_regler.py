"""Flytningens regler, uden database: hvem der får en ny dato, hvem der bliver, og hvad der er at sige om det."""

from datetime import date
from itertools import product

import pytest

from frister import Anker, Ankre, Kalender, tolk
from opgaver.flytning import (
    Flag,
    Grund,
    Post,
    Spor,
    Tidsrum,
    Udfald,
    Vilkaar,
    ankermaerker,
    flytning,
    golivetid,
    udfald,
)

FOER = Ankre(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
EFTER = Ankre(date(2026, 9, 1), date(2027, 3, 22), date(2027, 4, 5))
PAA = date(2027, 2, 1)


def post(regel="5 uger efter idriftsættelsesdato", fra=date(2027, 4, 5), grund=None, pk=1):
    return Post(pk, f"A{pk:02}", "Titel", tolk(regel), fra, grund)


def en(post_, undtagne=frozenset(), **mere):
    [raekke] = flytning(
        [post_], Vilkaar(**{"ankre": EFTER, "kalender": Kalender(), "paa": PAA} | mere), undtagne
    ).raekker
    return raekke


def flag(raekke):
    return [maerke.flag for maerke in raekke.maerker]


def test_en_aaben_opgave_faar_reglens_dato():
    raekke = en(post())
    assert (raekke.til, raekke.dage, raekke.grund) == (date(2027, 4, 26), 21, None)


@pytest.mark.parametrize("grund", [Grund.FULDFOERT, Grund.IKKE_RELEVANT, Grund.UDGAAET, Grund.LAAST])
def test_en_lukket_eller_laast_opgave_bliver(grund):
    raekke = en(post(grund=grund))
    assert (raekke.til, raekke.grund) == (date(2027, 4, 5), grund)


def test_en_undtaget_opgave_bliver():
    assert en(post(), frozenset({1})).grund is Grund.UNDTAGET


def test_en_fast_dato_bliver_og_siger_det():
    assert en(post("7. maj 2027", date(2027, 5, 7))).grund is Grund.FAST


def test_en_opgave_paa_et_anker_der_ikke_flyttes_har_samme_dato():
    assert en(post("2 uger efter projektstart", date(2026, 9, 15))).grund is Grund.SAMME


def test_en_opgave_uden_regel_har_ingen_frist():
    assert en(post("", None)).grund is Grund.UDEN_REGEL


def test_et_anker_uden_dato_giver_ingen_dato():
    assert en(post(fra=None), ankre=Ankre()).grund is Grund.UDEN_DATO


def test_et_anker_der_bliver_sat_giver_en_dato_uden_dage():
    raekke = en(post(fra=None))
    assert (raekke.til, raekke.dage) == (date(2027, 4, 26), None)


def test_en_passeret_dato_maerkes():
    assert flag(en(post(), paa=date(2027, 4, 27))) == [Flag.FORTID]
    assert flag(en(post(), paa=date(2027, 4, 26))) == []


def test_en_fridag_maerkes_med_hvor_datoen_rykkede_hen():
    raekke = en(post(), ankre=Ankre(idriftsaettelse=date(2027, 2, 22)), paa=date(2027, 1, 1))
    assert raekke.til == date(2027, 3, 24)
    assert [maerke.tekst for maerke in raekke.maerker] == ["29. marts 2027 er 2. påskedag → onsdag 24. marts 2027"]


def test_en_dato_i_en_frysperiode_maerkes_og_flyttes_ikke():
    raekke = en(post(), frysperioder=(Tidsrum("påskefred", date(2027, 4, 26), date(2027, 4, 30)),))
    assert raekke.til == date(2027, 4, 26) and raekke.maerker[0].tekst == "i frysperioden påskefred"


@pytest.mark.parametrize(("golive", "rammer"), [(26, True), (12, True), (27, False), (9, False)])
def test_en_dato_i_en_anden_golives_hypercare_maerkes(golive, rammer):
    """26. april er tiende arbejdsdag efter 12. april."""
    golives = (golivetid("KY", date(2027, 4, golive), Kalender()),)
    assert (Flag.GOLIVE in flag(en(post(), golives=golives))) is rammer


def kun_golive(*dage, navn="KY i Aarhus Kommune"):
    return Vilkaar(EFTER, Kalender(), PAA, golives=tuple(golivetid(navn, dag, Kalender()) for dag in dage))


@pytest.mark.parametrize(("golive", "tekst"), [
    (26, "samme dag som go-live for KY i Aarhus Kommune, 26. april 2027"),
    (12, "i hyper-care efter go-live for KY i Aarhus Kommune, 12. april 2027 (til og med 26. april 2027)"),
])  # fmt: skip
def test_maerket_siger_hvilken_golive_og_hvor_laenge(golive, tekst):
    golives = (golivetid("KY i Aarhus Kommune", date(2027, 4, golive), Kalender()),)
    assert [maerke.tekst for maerke in en(post(), golives=golives).maerker] == [tekst]


def test_uden_navn_siges_hverken_loesning_eller_dato():
    golives = (golivetid("", date(2027, 4, 12), Kalender()),)
    [maerke] = en(post(), golives=golives).maerker
    assert maerke.tekst == "i hyper-care efter en af kommunens andre go-lives"


def test_en_golives_eget_hypercare_maerkes_naar_en_anden_gaar_live_i_det():
    """5. april plus ti arbejdsdage er 19. april."""
    ramt, fri = (ankermaerker(date(2027, 4, 5), kun_golive(date(2027, 4, dag)), Anker.GOLIVE) for dag in (19, 20))
    assert [m.tekst for m in ramt] == [
        "go-live for KY i Aarhus Kommune, 19. april 2027, falder i hyper-care efter denne go-live"
    ]
    assert not fri


def test_to_golives_samme_dag_maerkes_en_gang():
    [maerke] = ankermaerker(date(2027, 4, 5), kun_golive(date(2027, 4, 5)), Anker.GOLIVE)
    assert maerke.tekst == "samme dag som go-live for KY i Aarhus Kommune, 5. april 2027"


def test_en_idriftsaettelse_har_intet_hypercare():
    assert not ankermaerker(date(2027, 4, 5), kun_golive(date(2027, 4, 19)), Anker.IDRIFTSAETTELSE)


def test_et_anker_paa_en_fridag_maerkes_men_bliver():
    maerker = ankermaerker(date(2027, 3, 27), Vilkaar(EFTER, Kalender(), PAA), Anker.GOLIVE)
    assert [maerke.flag for maerke in maerker] == [Flag.FRIDAG]


def test_lukkedage_rykker_en_dato_uden_at_ankeret_flyttes():
    raekke = en(post(fra=date(2027, 4, 26)), kalender=Kalender(frozenset({date(2027, 4, 26)})))
    assert raekke.til == date(2027, 4, 23)


def test_tallene_taeller_kun_det_der_flyttes():
    poster = [post(), post(pk=2, grund=Grund.LAAST), post("7. maj 2027", date(2027, 5, 7), pk=3)]
    tabel = flytning(poster, Vilkaar(EFTER, Kalender(), date(2028, 1, 1)))
    assert (len(tabel.flyttede), len(tabel.uaendrede), tabel.flagtal) == (1, 2, [("i fortiden", 1)])


SPOR = [Spor(*svar) for svar in product((True, False), repeat=6)]


@pytest.mark.parametrize(
    ("hvem", "ventede"),
    [
        (lambda s: not s.er_flyttet and not s.er_i_utakt, {Udfald.UDENFOR}),
        (lambda s: s.er_flyttet and s.er_som_efter and s.er_forklaret, {Udfald.GENSKABES}),
        (lambda s: s.er_flyttet and not s.er_som_efter and not s.foelger_reglen, {Udfald.LAASES, Udfald.DATERES,
                                                                               Udfald.BLIVER}),
        (lambda s: s.er_flyttet and not s.er_som_efter and s.foelger_reglen, {Udfald.REGNES}),
        (lambda s: not s.er_flyttet and s.er_i_utakt and s.foelger_reglen, {Udfald.REGNES}),
    ],
    ids=["uden for", "urørt", "sat af en person", "ændret og følger reglen", "kom til siden"],
)  # fmt: skip
def test_en_fortrydelse_goer_kun_det_den_maa(hvem, ventede):
    fundne = {udfald(spor) for spor in SPOR if hvem(spor)}
    assert fundne and fundne <= ventede


def test_en_frist_der_bliver_skal_kunne_forklares_bagefter():
    fundne = {udfald(spor) for spor in SPOR if spor.er_i_utakt and spor.har_frist}
    assert fundne == {Udfald.GENSKABES, Udfald.REGNES, Udfald.LAASES}
