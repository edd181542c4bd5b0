"""At opgradere en plan: hvad der sker med opgaverne, fristerne, pladserne, historikken og beskederne."""

from datetime import date

import pytest

from faelles.afvisning import Afvist
from koe.models import Besked
from opgaver.fletning import TAG_ALT_MED
from opgaver.models import Dokument, Forudsaetning, Kommentar, Opgave, Opgradering, Plan
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.frister import beregnet_frist
from opgaver.services.opgave import saet_status, tildel
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Plads, Rolle
from tests.fletning.hjaelp import BEHOLD_ALT, NU, PAA, VENT_MED_ALT, alt, det_lokale, flet, frisk, ny_version, svar, vis

A08_EFTER = date(2027, 4, 26)
NY_REGEL = {"regel": "8 uger efter idriftsættelsesdato", "slutdato_tekst": "8 uger efter idriftsættelsesdato"}


def to(verden, **mere):
    """Version 2: A08 har ny regel, K03 ny tekst, G07 er væk, N01 er ny."""
    aendres = {"A08": NY_REGEL, "K03": {"beskrivelse": "<p>Omskrevet.</p>"}}
    return ny_version(verden.version, aendres=aendres, udgaar=["G07"], nye={"N01": {}}, **mere)


def test_planen_foelger_den_nye_version_og_alle_kort_er_dens(verden):
    ny = to(verden)
    flet(verden, ny)
    assert Plan.objects.get(projekt=verden.projekt).version == ny
    levende = Opgave.objects.filter(plan__projekt=verden.projekt, er_udgaaet=False)
    assert {opgave.kort.version_id for opgave in levende} == {ny.pk}
    assert set(levende.values_list("kort__noegle", flat=True)) == set(ny.kort.values_list("noegle", flat=True))


def test_en_anden_kommunes_plan_roeres_ikke(verden):
    foer = alt(verden.odense_projekt)
    flet(verden, to(verden))
    assert alt(verden.odense_projekt) == foer


def test_en_aendret_regel_flytter_fristen(verden):
    flet(verden, to(verden))
    assert verden.opgave("A08").frist == date(2027, 4, 26)


def test_en_frist_nogen_har_sat_bliver_staaende(verden):
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 5, 3), "Aftalt", paa=PAA)
    flet(verden, to(verden))
    assert (verden.opgave("A08").frist, verden.opgave("A08").er_frist_laast) == (date(2027, 5, 3), True)


def test_kommunens_egen_regel_gaelder_stadig(verden):
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    foer = verden.opgave("A08").frist
    flet(verden, to(verden))
    assert (verden.opgave("A08").frist, verden.opgave("A08").egen_regel) == (foer, "2 uger efter go-live")


def test_en_lukket_opgave_beholder_sin_frist(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    flet(verden, to(verden))
    assert verden.opgave("A08").frist == date(2027, 4, 5)


def test_en_ny_fase_foelges_medmindre_kommunen_har_sin_egen(verden):
    f3, f4 = verden.model.faser.get(kode="F3"), verden.model.faser.get(kode="F4")
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(egen_fase=f4, fase=f4)
    flet(verden, ny_version(verden.version, aendres={kode: {"fase": f3} for kode in ("C01", "K03")}))
    assert (verden.opgave("K03").fase, verden.opgave("C01").fase) == (f3, f4)


def test_en_ny_opgave_faar_frist_af_projektets_datoer_og_ingen_plads(verden):
    flet(verden, ny_version(verden.version, nye={"N01": {"regel": "1 uge før go-live"}}))
    ny = verden.opgave("N01")
    assert (ny.frist, ny.ansvarlig, ny.udfoerer, ny.status) == (date(2027, 3, 8), None, None, "ikke_startet")


def test_en_ny_anbefalet_rolle_faar_en_ledig_plads_og_kun_en(verden):
    rolle = Rolle.objects.create(noegle="jurist", navn="Jurist", adgang="deltager", synonymer=[])
    nye = {kode: {"anbefalet_udfoerer": "Jurist og projektleder"} for kode in ("N01", "N02")}
    foer = verden.projekt.pladser.count()
    flet(verden, ny_version(verden.version, nye=nye))
    assert Plads.objects.get(projekt=verden.projekt, rolle=rolle).person is None
    assert verden.projekt.pladser.count() == foer + 1


def test_en_opgave_der_udgaar_slettes_ikke(verden):
    opgave = verden.opgave("G07")
    flet(verden, to(verden))
    opgave.refresh_from_db()
    assert opgave.er_udgaaet and opgave.kort.version == verden.version


def test_en_opgave_med_ny_kode_er_den_samme(verden):
    opgave = verden.opgave("K03")
    flet(verden, ny_version(verden.version, aendres={"K03": {"kode": "K30", "titel": "Plan"}}))
    assert verden.opgave("K30").pk == opgave.pk


def test_en_udgaaet_opgave_kommer_igen_med_sin_status(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("G07"), "i_gang", paa=PAA)
    to_ = to(verden)
    flet(verden, to_)
    g07 = verden.version.kort.get(kode="G07")
    tre = ny_version(to_, "3.0", nye={"G07": {"noegle": g07.noegle, "titel": g07.titel}})
    flet(verden, tre)
    opgave = verden.opgave("G07")
    assert (opgave.er_udgaaet, opgave.status, opgave.kort.version) == (False, "i_gang", tre)


def test_intet_lokalt_aendres_hvad_der_end_vaelges(verden):
    Opgave.objects.filter(plan__projekt=verden.projekt).update(egne_kriterier="Vores", egen_tekst="Sådan gør vi")
    foer, ny = det_lokale(verden.projekt), to(verden)
    for valg in (VENT_MED_ALT, BEHOLD_ALT, TAG_ALT_MED):
        flet(verden, ny, valg)
        efter = det_lokale(verden.projekt)
        assert {pk: efter[pk] for pk in foer} == foer


def test_det_der_ligger_ved_opgaverne_roeres_heller_ikke(verden):
    modeller = (Kommentar, Dokument, Forudsaetning)
    a08, g07 = verden.opgave("A08"), verden.opgave("G07")
    for opgave in (a08, g07):
        Kommentar.objects.create(opgave=opgave, af=verden.anna, tekst="Husk det")
        Dokument.objects.create(opgave=opgave, lagt_af=verden.anna, titel="Referat", adresse="https://a.example/")
    Forudsaetning.objects.create(opgave=a08, kraever=g07)
    foer = [list(model.objects.order_by("pk").values()) for model in modeller]
    assert flet(verden, to(verden))
    assert [list(model.objects.order_by("pk").values()) for model in modeller] == foer


def test_senere_bliver_staaende_og_der_spoerges_igen(verden):
    ny = to(verden)
    flet(verden, ny, svar(verden, K03="tag-med"))
    assert verden.opgave("A08").kort.version == verden.version
    assert {visning.kort.noegle for visning in vis(verden, ny).tabel.senere} == set()
    assert [vis(verden, ny).nyeste_kort(r).kode for r in vis(verden, ny).tabel.synlige] == ["A08", "G07", "N01"]


def test_et_nej_huskes_og_der_spoerges_foerst_igen_ved_noget_nyt(verden):
    ny = to(verden)
    flet(verden, ny, BEHOLD_ALT)
    assert verden.opgave("A08").beholdt_mod == ny and verden.opgave("G07").beholdt_mod == ny
    tre = ny_version(ny, "3.0", aendres={"K03": {"beskrivelse": "<p>Noget tredje.</p>"}})
    assert [vis(verden, tre).nyeste_kort(r).kode for r in vis(verden, tre).tabel.synlige] == ["K03"]
    flet(verden, tre)
    assert (verden.opgave("A08").beholdt_mod, verden.opgave("A08").kort.version) == (tre, verden.version)


def test_et_nej_kan_fortrydes_ved_at_tage_med(verden):
    ny = to(verden)
    flet(verden, ny, BEHOLD_ALT)
    flet(verden, ny, svar(verden, A08="tag-med"))
    assert (verden.opgave("A08").kort.version, verden.opgave("A08").beholdt_mod) == (ny, None)


def test_en_obligatorisk_aendring_kan_ikke_afslaas(verden):
    ny = to(verden, obligatoriske=["A08"])
    with pytest.raises(Afvist, match="A08 er obligatorisk"):
        flet(verden, ny, svar(verden, A08="behold-lokal"))
    flet(verden, ny, BEHOLD_ALT)
    assert verden.opgave("A08").kort.version == ny and verden.opgave("K03").kort.version == verden.version


def test_en_obligatorisk_aendring_i_en_version_der_springes_over_kan_ikke_afslaas(verden):
    tre = ny_version(to(verden, obligatoriske=["A08"]), "3.0", aendres={"A08": {"titel": "Ny titel"}})
    with pytest.raises(Afvist, match="obligatorisk"):
        flet(verden, tre, svar(verden, A08="senere"))


def test_et_krav_binder_kun_saa_laenge_det_der_blev_kraevet_stadig_er_et_andet(verden):
    a08 = verden.version.kort.get(kode="A08")
    to_ = ny_version(verden.version, "2.0", aendres={"A08": {"maal": "Krævet"}}, obligatoriske=["A08"])
    tre = ny_version(to_, "3.0", aendres={"A08": {"metode": "Frivillig"}})
    fire = ny_version(tre, "4.0", aendres={"A08": {"maal": a08.maal}})
    raekker = {ny.nummer: next(r for r in vis(verden, ny).tabel.raekker if r.felter) for ny in (to_, tre, fire)}
    assert {nummer: r.er_obligatorisk for nummer, r in raekker.items()} == {"2.0": True, "3.0": True, "4.0": False}


def test_en_ny_opgave_kan_ikke_beholdes(verden):
    ny = to(verden)
    with pytest.raises(Afvist, match="N01 er ny"):
        flet(verden, ny, svar(verden, **{ny.kort.get(kode="N01").noegle: "behold-lokal"}))


def test_et_svar_om_en_uaendret_opgave_afvises(verden):
    with pytest.raises(Afvist, match="ikke er ændret"):
        flet(verden, to(verden), svar(verden, C01="tag-med"))


def test_en_fuldfoert_opgave_husker_den_tekst_den_blev_fuldfoert_paa(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
    gammelt = verden.opgave("K03").kort
    flet(verden, to(verden))
    assert verden.opgave("K03").fuldfoert_kort == gammelt


def test_den_anden_gang_aendrer_intet(verden):
    ny = to(verden)
    flet(verden, ny)
    foer, haendelser = alt(verden.projekt), Haendelse.objects.count()
    assert flet(verden, ny) is None
    assert (alt(verden.projekt), Haendelse.objects.count()) == (foer, haendelser)
    assert Opgradering.objects.count() == 1


def test_kun_stille_skift_beroerer_ingen_aaben_formular(verden):
    udgave = verden.opgave("C01").udgave
    flet(verden, to(verden))
    assert verden.opgave("C01").udgave == udgave and verden.opgave("A08").udgave == 2


def test_det_er_en_haendelse_i_projektet_og_en_paa_hvert_aendret_kort(verden):
    flet(verden, to(verden))
    [haendelse] = Haendelse.objects.filter(projekt=verden.projekt, handling="plan opgraderet")
    assert (haendelse.gammel, haendelse.ny) == ("SAPA 1.0", "SAPA 2.0")
    assert haendelse.begrundelse == "1 ny, 2 ændrede, 1 udgået"
    paa_kort = Haendelse.objects.filter(genstand_type="opgave", felt="katalogversion")
    assert sorted(paa_kort.values_list("genstand_id", flat=True)) == sorted(
        verden.opgave(kode).pk for kode in ("A08", "K03", "G07", "N01")
    )
    assert not paa_kort.filter(projekt=verden.projekt).exists()


def test_historikken_paa_kortet_siger_hvad_der_skete_med_fristen(verden):
    flet(verden, to(verden))
    haendelse = Haendelse.objects.get(genstand_id=verden.opgave("A08").pk, felt="katalogversion")
    assert haendelse.begrundelse == "fristen var 5. april 2027 og er nu 26. april 2027"


def test_hver_person_faar_hoejst_en_besked_og_kun_om_sine(verden):
    bos = verden.plads("administrator")
    for kode in ("A08", "K03", "C01"):
        tildel(KOMMANDOLINJE, verden.opgave(kode), {"ansvarlig": bos, "udfoerer": bos})
    Besked.objects.all().delete()
    flet(verden, to(verden))
    [besked] = Besked.objects.all()
    assert besked.modtager == verden.bo.email
    assert besked.emne == "2 af dine opgaver er ændret med SAPA 2.0 – SAPA, Aarhus"
    assert "A08" in besked.tekst and "K03" in besked.html and "C01" not in besked.tekst


def test_lederen_faar_besked_naar_en_anden_goer_det(verden):
    flet(verden, to(verden), aktoer=KOMMANDOLINJE)
    assert [besked.modtager for besked in Besked.objects.all()] == [verden.anna.email]


def test_de_viste_frister_er_dem_der_skrives(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("C01"), "2 uger efter go-live")
    visning = vis(verden, to(verden))
    vist = {visning.nyeste_kort(r).kode: visning.frist_efter(r) for r in visning.tabel.raekker}
    flet(verden, visning.til)
    assert vist == {kode: verden.opgave(kode).frist for kode in vist} and vist["A08"] == A08_EFTER


def test_det_der_blev_vist_er_det_der_bliver_gemt(verden):
    ny = to(verden)
    visning = vis(verden, ny)
    opgradering = flet(verden, ny, aftryk=visning.aftryk)
    assert opgradering.tal == visning.tal == {
        "nye": 1, "aendrede": 2, "udgaaede": 1, "genoptagne": 0, "beholdt": 0,
        "senere": 0, "konflikter": 0, "uaendrede": 4,
    }  # fmt: skip


def test_antallet_af_det_der_venter_er_det_der_spoerges_om(verden):
    def venter():
        return Plan.objects.med_nyt().get(projekt=verden.projekt)

    ny = to(verden)
    assert (venter().nyere, venter().venter) == ("2.0", 0)
    flet(verden, ny, VENT_MED_ALT)
    assert (venter().nyere, venter().venter) == (None, 4)
    flet(verden, ny, svar(verden, A08="behold-lokal", K03="tag-med"))
    assert venter().venter == 2
    flet(verden, ny)
    assert venter().venter == 0


def test_projektets_frister_regner_stadig_til_det_der_staar(verden):
    flet(verden, to(verden), svar(verden, A08="behold-lokal"))
    projekt = frisk(verden.projekt)
    for opgave in Opgave.objects.filter(plan__projekt=projekt).select_related("kort"):
        regnet = beregnet_frist(opgave, projekt)
        assert opgave.frist == (regnet.dato if regnet else None)


def test_nu_staar_paa_opgraderingen(verden):
    opgradering = flet(verden, to(verden))
    assert (opgradering.oprettet, opgradering.aktoer, opgradering.fra) == (NU, "Anna Krogh", verden.version)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trin", ["noter_opgaver", "laeg_beskeder"])
def test_gaar_det_galt_midt_i_det_hele_er_intet_flettet(verden, monkeypatch, trin):
    """Den lange tur med kill -9 er i ``tests/drift/test_afbrudt_fletning.py``."""
    ny, foer = to(verden), (alt(verden.projekt), Haendelse.objects.count(), Besked.objects.count())

    def falder(*_, **__):
        raise MemoryError

    monkeypatch.setattr(f"opgaver.services.opgradering.{trin}", falder)
    with pytest.raises(MemoryError):
        flet(verden, ny)
    assert (alt(verden.projekt), Haendelse.objects.count(), Besked.objects.count()) == foer
    assert not Opgradering.objects.exists()
