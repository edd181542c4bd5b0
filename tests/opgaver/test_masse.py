"""At gøre det samme ved mange opgaver på én gang, og at fortryde det."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.forms_masse import MasseForm
from opgaver.korthistorik import korthistorik
from opgaver.masse import Skub
from opgaver.models import Opgave
from opgaver.services.flytning import flyt_datoer, nye_ankre
from opgaver.services.frist import saet_frist
from opgaver.services.masse import udfoer_masse
from opgaver.services.massefortrydelse import fortryd_masse
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.services.opgave import saet_status, tildel
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Bruger, Haendelse, Projekt

NU = datetime(2027, 2, 3, 9, tzinfo=UTC)
PAA = date(2027, 2, 3)
FAERDIG = Massevalg(Slags.STATUS, status="fuldfoert")
SENERE = Massevalg(Slags.FRIST, "Leverandøren er forsinket", skub=Skub(14, "dag"))


def anna(verden):
    return Aktoer.person(verden.anna)


def ider(verden, *koder):
    return [verden.opgave(kode).pk for kode in koder]


def goer(verden, valg, *koder, aktoer=None, **mere):
    valgte = ider(verden, *koder) if koder else Opgave.objects.i_projekt(verden.projekt).values_list("pk", flat=True)
    return udfoer_masse(aktoer or anna(verden), verden.projekt, valg, list(valgte), nu=NU, **mere)[0]


def felter(projekt):
    """Alt på opgaverne undtagen udgaven, som kun tæller op."""
    navne = [felt.attname for felt in Opgave._meta.concrete_fields if felt.name != "udgave"]
    return list(Opgave.objects.i_projekt(projekt).order_by("pk").values(*navne))


def test_en_handling_er_en_linje_i_historikken_for_hver_opgave_med_den_faelles_grund(verden):
    handling = goer(verden, Massevalg(Slags.STATUS, "Gjort i efteråret", status="fuldfoert"), "P01", "K03")
    linjer = Haendelse.objects.filter(handling="status sat (mange på én gang)")
    linjer = linjer.values_list("gammel", "ny", "begrundelse", "bruger")
    assert list(linjer) == [("Ikke startet", "Fuldført", "Gjort i efteråret", verden.anna.pk)] * 2
    assert [post["kode"] for post in handling.raekker] == ["P01", "K03"]


def test_historikken_henviser_til_kvitteringen_og_siger_hvad_der_blev_foert_tilbage(verden, som):
    handling = goer(verden, FAERDIG, "K03")
    goer(verden, Massevalg(Slags.UDFOERER, plads=verden.plads("projektleder")), "K03")
    fortryd_masse(anna(verden), handling.pk, nu=NU)
    linjer = korthistorik(verden.opgave("K03"), verden.projekt).linjer
    ventet = [f"{hvad} (mange på én gang)" for hvad in ("status ført tilbage", "udfører sat", "status sat")]
    assert [linje.handling for linje in linjer] == ventet
    assert [linje.kvittering == handling.get_absolute_url() for linje in linjer] == [True, False, True]
    for side in ("historik/", f"opgaver/{verden.opgave('K03').pk}/"):
        assert handling.get_absolute_url() in som(verden.dorte).get(f"/projekter/0751/SAPA/{side}").text


def test_laaste_lukkede_og_udgaaede_frister_bliver_og_naevnes(verden):
    saet_frist(anna(verden), verden.opgave("A08"), date(2027, 4, 9), "Ferie", paa=PAA)
    saet_status(anna(verden), verden.opgave("K03"), "fuldfoert", paa=PAA)
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(er_udgaaet=True)
    handling = goer(verden, SENERE, "A08", "K03", "C01", "G07", "I01")
    assert {post["kode"] for post in handling.uroerte} == {"A08", "K03", "C01", "G07"}
    i01 = verden.opgave("I01")
    assert (i01.frist, i01.er_frist_laast, i01.frist_sat_af) == (date(2027, 3, 1), True, "Anna Krogh")


def test_en_lukket_opgave_i_en_passeret_fase_aabnes_kun_med_en_grund(verden):
    goer(verden, FAERDIG, "P01", "A08")
    verden.projekt.fase = verden.model.faser.get(kode="F2")
    verden.projekt.save()
    handling = goer(verden, Massevalg(Slags.STATUS, status="i_gang"), "P01", "A08")
    assert [post["kode"] for post in handling.uroerte] == ["P01"]
    assert "Projektet er gået videre til F2" in handling.uroerte[0]["grund"]


@pytest.mark.parametrize(
    "valg", [{"slags": Slags.STATUS, "status": "ikke_relevant"}, {"slags": Slags.FRIST, "dato": PAA}]
)
def test_det_der_kraever_en_grund_afvises_uden(valg):
    with pytest.raises(Afvist, match="begrundelse"):
        Massevalg(**valg)


def test_bo_faar_kun_sine_egne_opgaver_med_og_ingen_frister(verden):
    tildel(anna(verden), verden.opgave("C01"), {"udfoerer": verden.plads("administrator")})
    bo = Aktoer.person(verden.bo)
    handling = goer(verden, FAERDIG, "C01", "A08", aktoer=bo)
    assert [post["kode"] for post in handling.raekker] == ["C01"]
    for valg, koder in ((FAERDIG, ["A08"]), (SENERE, ["C01"])):
        with pytest.raises(IkkeTilladt):
            goer(verden, valg, *koder, aktoer=bo)


def test_er_en_opgave_aendret_siden_skrives_intet_og_den_naevnes(verden):
    valgte = ider(verden, "A08", "C01")
    vist = forhaandsvis_masse(anna(verden), verden.projekt, FAERDIG, valgte, paa=PAA)
    saet_status(Aktoer.person(verden.anna), verden.opgave("C01"), "i_gang", paa=PAA)
    with pytest.raises(Foraeldet, match="C01 er ændret imens"):
        goer(verden, FAERDIG, "A08", "C01", aftryk=vist.aftryk, udgaver=vist.udgaver)
    assert verden.opgave("A08").status == "ikke_startet"


def test_en_fremmed_opgave_er_der_ikke(verden):
    fremmed = verden.opgave("A08", verden.odense_projekt).pk
    with pytest.raises(Afvist, match="Vælg mindst én"):
        udfoer_masse(anna(verden), verden.projekt, FAERDIG, [fremmed], nu=NU)


def test_fortryd_genskaber_netop_dem_ingen_har_aendret_siden_og_naevner_resten(verden):
    foer = felter(verden.projekt)
    handling = goer(verden, SENERE)
    saet_frist(anna(verden), verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    svar = fortryd_masse(anna(verden), handling.pk, nu=NU + timedelta(days=30))
    assert svar.blev == [("A08", "er ændret siden (frist)")]
    aendrede = [ny["kort_id"] for ny, gammel in zip(felter(verden.projekt), foer, strict=True) if ny != gammel]
    assert aendrede == [verden.opgave("A08").kort_id]
    with pytest.raises(Foraeldet, match="blev fortrudt"):
        fortryd_masse(anna(verden), handling.pk, nu=NU)


def test_fortryd_aabner_ikke_en_opgave_i_en_passeret_fase_og_siger_hvorfor(verden):
    handling = goer(verden, FAERDIG, "P01", "G07")
    Projekt.objects.filter(pk=verden.projekt.pk).update(fase=verden.model.faser.get(kode="F3"))
    udfald = fortryd_masse(anna(verden), handling.pk, nu=NU)
    assert [opgave.kort.kode for opgave in udfald.genskabte] == ["G07"]
    [(kode, grund)] = udfald.blev
    assert kode == "P01" and "kun kan åbnes med en begrundelse" in grund
    assert verden.opgave("P01").status == "fuldfoert"


def test_efter_30_dage_eller_af_en_anden_udfoerer_kan_det_ikke_fortrydes(verden):
    handling = goer(verden, FAERDIG, "A08")
    with pytest.raises(Afvist, match="30 dage"):
        fortryd_masse(anna(verden), handling.pk, nu=NU + timedelta(days=31))
    with pytest.raises(IkkeTilladt):
        fortryd_masse(Aktoer.person(verden.bo), handling.pk, nu=NU)


def test_en_aaben_opgaves_frist_kan_stadig_forklares_naar_datoerne_er_flyttet_imens(verden):
    handling = goer(verden, FAERDIG, "A08")
    ankre = nye_ankre(verden.projekt.ankre, idriftsaettelse=date(2027, 3, 8))
    flyt_datoer(anna(verden), verden.projekt, ankre, "Forsinket", nu=NU)
    fortryd_masse(anna(verden), handling.pk, nu=NU)
    assert verden.opgave("A08").frist == date(2027, 4, 12)


def test_antallet_af_forespoergsler_foelger_ikke_antallet_af_opgaver(verden):
    def antal(*koder):
        valgte = ider(verden, *koder)
        with CaptureQueriesContext(connection) as spurgt, transaction.atomic():
            handling, _ = udfoer_masse(anna(verden), verden.projekt, FAERDIG, valgte, nu=NU)
            fortryd_masse(anna(verden), handling.pk, nu=NU)
            transaction.set_rollback(True)
        return len(spurgt)

    assert antal("A08", "P01") == antal("A08", "P01", "K03", "C01", "I01", "G01", "G07")


stande = st.tuples(
    st.sampled_from(["ikke_startet", "i_gang", "fuldfoert", "ikke_relevant"]), st.booleans(), st.booleans()
)
valgene = st.sampled_from(
    [
        *(Massevalg(Slags.STATUS, "Fælles", status=status) for status in Opgave.Status.values),
        Massevalg(Slags.STATUS, status="i_gang"),
        SENERE,
        Massevalg(Slags.FRIST, "Fælles", dato=date(2027, 5, 4)),
        Slags.ANSVARLIG,
        Slags.UDFOERER,
    ]
)


def opstil(projekt, valgt, plads, fase):
    """Opgaverne, som de kan stå: status, låst frist eller ej, på en plads eller ej, i et projekt i en af faserne."""
    Projekt.objects.filter(pk=projekt.pk).update(fase=fase)
    for opgave, (status, er_laast, er_givet) in zip(
        Opgave.objects.i_projekt(projekt).order_by("pk"), valgt, strict=True
    ):
        opgave.status, opgave.begrundelse = status, "Før" if status == "ikke_relevant" else ""
        opgave.fuldfoert = PAA if status == "fuldfoert" else None
        opgave.udfoerer = plads if er_givet else None
        if er_laast and opgave.frist:
            opgave.er_frist_laast, opgave.frist_sat_af, opgave.frist_begrundelse = True, "Carl", "Aftalt"
        opgave.save()


def enkeltvis(opgave, valg):
    """Den samme handling på én opgave; det, massehandlingen lader være, er ikke med."""
    if valg.slags == Slags.STATUS:
        if opgave.status != valg.status:
            saet_status(KOMMANDOLINJE, opgave, valg.status, paa=PAA, begrundelse=valg.begrundelse)
    elif valg.slags == Slags.FRIST:
        ny = valg.skub.flyt(opgave.frist) if valg.skub and opgave.frist else valg.dato
        if ny and not opgave.er_frist_laast:
            saet_frist(KOMMANDOLINJE, opgave, ny, valg.begrundelse, paa=PAA)
    else:
        tildel(KOMMANDOLINJE, opgave, {valg.slags.value: valg.plads})


def assert_fortrudt(verden, handling, foer, efter):
    """Hver opgave er, som den var, undtagen dem, der ville blive åbnet i en fase, projektet er gået ud af."""
    try:
        blev = {kode for kode, _ in fortryd_masse(KOMMANDOLINJE, handling.pk, nu=NU).blev}
    except Afvist:
        blev = {post["kode"] for post in handling.raekker}
    kort = dict(Opgave.objects.i_projekt(verden.projekt).values_list("pk", "kort__kode"))
    ventet = [e if kort[e["id"]] in blev else f for f, e in zip(foer, efter, strict=True)]
    aabne = {f["id"] for f in foer if f["status"] in Opgave.AABNE}
    assert felter(verden.projekt) == ventet
    assert {pk for pk, kode in kort.items() if kode in blev} <= aabne


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(stande, min_size=7, max_size=7), valgene, st.sampled_from(["F0", "F2", "F4"]))
def test_paa_mange_er_som_paa_hver_for_sig_og_fortryd_giver_byte_for_byte_det_gamle(verden, valgt, valg, fase):
    if isinstance(valg, str):
        valg = Massevalg(valg, plads=verden.plads("projektleder"))
    with transaction.atomic():
        opstil(verden.projekt, valgt, verden.plads("administrator"), verden.model.faser.get(kode=fase))
        foer = felter(verden.projekt)
        with transaction.atomic():
            for opgave in Opgave.objects.i_projekt(verden.projekt).select_related("plan__projekt"):
                try:
                    enkeltvis(opgave, valg)
                except Afvist:
                    continue
            hver_for_sig = felter(verden.projekt)
            transaction.set_rollback(True)
        try:
            handling = goer(verden, valg, aktoer=KOMMANDOLINJE)
        except Afvist:
            assert hver_for_sig == foer
        else:
            assert felter(verden.projekt) == hver_for_sig
            assert_fortrudt(verden, handling, foer, hver_for_sig)
        transaction.set_rollback(True)


def test_siderne_foerer_fra_udvalget_til_kvitteringen_og_et_skift_imens_gemmer_intet(verden, som):
    anna_ = som(verden.anna)
    adresse = f"{verden.projekt.get_absolute_url()}masse/"
    trin1 = anna_.get(adresse, {"fase": "2.2", "vist": "3"})
    assert "Ændr 2 opgaver" in trin1.text and "Listen viste 3; nu er det 2." in trin1.text
    svar = {"omfang": "alle", "filter": "fase=2.2", "handling": "status", "status": "fuldfoert"}
    vist = anna_.post(f"{adresse}vis/", svar, follow=True)
    ja = svar | {navn: re.search(f'name="{navn}" value="([^"]*)"', vist.text)[1] for navn in ("udgaver", "aftryk")}
    saet_status(anna(verden), verden.opgave("C01"), "i_gang", paa=PAA)
    for_gammel = anna_.post(f"{adresse}udfoer/", ja)
    assert for_gammel.status_code == 409 and "C01 er ændret imens" in for_gammel.text
    assert verden.opgave("A08").status == "ikke_startet"
    ja |= {navn: re.search(f'name="{navn}" value="([^"]*)"', for_gammel.text)[1] for navn in ("udgaver", "aftryk")}
    assert "2 opgaver er ændret" in anna_.post(f"{adresse}udfoer/", ja, follow=True).text
    assert verden.opgave("A08").status == verden.opgave("C01").status == "fuldfoert"


def test_hver_side_kan_hentes_igen_med_browserens_tilbage_og_viser_det_der_nu_er(verden, som):
    klient, adresse = som(verden.anna), f"{verden.projekt.get_absolute_url()}masse/"
    valgt = {"opgaver": verden.opgave("A08").pk}
    trin1 = klient.post(adresse, valgt).url
    trin2 = klient.post(f"{adresse}vis/", valgt | {"handling": "status", "status": "fuldfoert"}).url
    assert "Ændr 1 opgave" in klient.get(trin1).text and "1 ændres" in klient.get(trin2).text
    goer(verden, FAERDIG, "A08")
    assert "1 er sådan allerede" in klient.get(trin2).text
    for glemt in (trin1, trin2, f"{adresse}vis/"):
        svar = som(verden.bo).get(glemt)
        assert svar.status_code == 422 and "Valget huskes ikke mere" in svar.text


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({}, "Vælg, hvad du vil ændre."),
        ({"handling": "skub", "antal": "2", "enhed": "uge"}, "Skriv en begrundelse"),
        ({"handling": "skub", "antal": "9999", "enhed": "uge", "begrundelse": "x"}, "højst ti år"),
        ({"handling": "skub", "antal": "3000", "enhed": "-uge", "begrundelse": "x"}, "højst ti år"),
        ({"handling": "dato", "begrundelse": "x"}, "Skriv den dato"),
        ({"handling": "status", "status": "ikke_relevant"}, "Skriv en begrundelse"),
    ],
)
def test_en_mangelfuld_formular_siger_hvad_der_mangler(verden, felter, fejl):
    form = MasseForm(felter, projekt=verden.projekt, leder=True)
    assert fejl in str(form.errors)


@pytest.mark.parametrize("opgaver", ["", "abc", "1:2", "9" * 5000, "-1", "٣"])
def test_et_udvalg_uden_opgaver_i_projektet_siger_hvordan_man_vaelger(verden, som, opgaver):
    svar = som(verden.anna).post(f"{verden.projekt.get_absolute_url()}masse/", {"opgaver": opgaver})
    assert svar.status_code == 422 and "Vælg først opgaver i listen" in svar.text


def test_genvejene_kan_slaas_fra_og_til_igen_af_den_enkelte(verden, som):
    bo = som(verden.bo)
    assert "er slået fra" in bo.post("/genveje/", follow=True).text
    assert not Bruger.objects.get(pk=verden.bo.pk).har_taster and Bruger.objects.get(pk=verden.anna.pk).har_taster
    bo.post("/genveje/", {"til": "on"})
    assert Bruger.objects.get(pk=verden.bo.pk).har_taster


def test_forhaandsvisningen_taeller_de_fuldfoerte_der_aabnes_igen(verden):
    goer(verden, FAERDIG, "A08")
    igen = Massevalg(Slags.STATUS, status="i_gang")
    visning = forhaandsvis_masse(anna(verden), verden.projekt, igen, ider(verden, "A08", "P01"), paa=PAA)
    assert visning.genaabnes == 1 and len(visning.aendres) == 2
