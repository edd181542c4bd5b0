"""Kommunens egne opgaver: hvordan de laves, rettes og tages ud, og hvor de aldrig tæller med."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse
from opgaver.forms_lokal import nyt_kendetegn
from opgaver.fremdrift import fremdrift
from opgaver.katalogstilling import find_stilling
from opgaver.models import Katalogopgave, Opgave, Plan
from opgaver.services.eget import saet_egen_fase
from opgaver.services.flytning import flyt_datoer
from opgaver.services.lokale import kopier_fra_katalog, opret_lokal, ret_lokal, saet_fjernet
from opgaver.services.opgave import saet_status
from opgaver.services.udgivelse import traek_tilbage
from opgaver.udgivelsesvirkning import laes_virkning
from overblik.landsoverblik import Landsoverblik, Valg, loesningsraekker
from paamindelser.indsamling import indsaml
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse
from tests.fletning.hjaelp import ny_version
from tests.medvirkende import I_DAG, lav_model


def lav(verden, titel="Bestil kage", kendetegn=None, **felter):
    felter = {"titel": titel, "fase_id": verden.projekt.fase_id} | felter
    return opret_lokal(KOMMANDOLINJE, verden.projekt, felter, kendetegn=kendetegn or nyt_kendetegn())


def kort_i(verden, *koder):
    return [verden.version.kort.get(kode=kode).pk for kode in koder]


def kopier(verden, *koder, **valg):
    return kopier_fra_katalog(
        KOMMANDOLINJE, verden.projekt, verden.version, kort_i(verden, *koder), kendetegn=nyt_kendetegn(), **valg
    )


def test_en_lokal_opgave_faar_frist_af_sin_egen_regel_og_staar_i_historikken(verden):
    opgave = lav(verden, regel="2 uger efter go-live", slutdato_tekst="to uger efter go-live")
    assert (opgave.kort.kode, opgave.er_lokal, opgave.frist) == ("LOK01", True, date(2027, 3, 24))
    assert Haendelse.objects.get(genstand_type="opgave", genstand_id=opgave.pk).handling == "lokal opgave lavet"


def test_den_samme_formular_sendt_to_gange_er_en_opgave_og_en_haendelse(verden):
    foerste, anden = lav(verden, kendetegn="a"), lav(verden, kendetegn="a")
    assert foerste == anden and Haendelse.objects.filter(handling="lokal opgave lavet").count() == 1


def test_en_kode_bruges_aldrig_igen_og_er_aldrig_katalogets(verden):
    kort = verden.opgave("G07").kort
    fjernet = lav(verden)
    saet_fjernet(KOMMANDOLINJE, fjernet, True, paa=I_DAG)
    Opgave.objects.filter(plan=fjernet.plan_id).exclude(pk=fjernet.pk).filter(kort=kort).update(kort=optaget(verden))
    assert lav(verden).kort.kode == "LOK03"


def optaget(verden):
    """Et kort i en kladde, hvis kode er det næste nummer."""
    kladde = verden.version.katalog.versioner.create(nummer="9.9")
    fase = verden.projekt.fase
    return Katalogopgave.objects.create(version=kladde, raekkefoelge=1, kode="lok02", titel="Katalogets", fase=fase)


@pytest.mark.parametrize("hvem", ["bo", "dorte", "carl", "karen"])
def test_kun_lederen_kan_lave_rette_og_fjerne(verden, hvem):
    aktoer, opgave = Aktoer.person(getattr(verden, hvem)), lav(verden)
    for handling in (
        lambda: opret_lokal(aktoer, verden.projekt, {"titel": "X"}, kendetegn="x"),
        lambda: ret_lokal(aktoer, opgave, {"titel": "X"}),
        lambda: saet_fjernet(aktoer, opgave, True, paa=I_DAG),
        lambda: kopier_fra_katalog(aktoer, verden.projekt, verden.version, [1], kendetegn="x"),
    ):
        with pytest.raises(IkkeTilladt):
            handling()


def test_en_rettelse_regner_fristen_igen_og_noterer_hvert_felt(verden):
    opgave = lav(verden)
    f3 = verden.model.faser.get(kode="F3")
    ret_lokal(KOMMANDOLINJE, opgave, {"titel": "Ny titel", "fase_id": f3.pk, "regel": "go-live"}, udgave=1)
    opgave.refresh_from_db()
    assert (str(opgave.fase), opgave.frist, opgave.udgave) == ("F3 Ibrugtagning", date(2027, 3, 15), 2)
    rettet = Haendelse.objects.filter(handling="lokal opgave rettet")
    assert set(rettet.values_list("felt", "gammel", "ny")) == {
        ("titel", "Bestil kage", "Ny titel"), ("fase", "F0 Tilslutning", "F3 Ibrugtagning"),
    }  # fmt: skip


def test_en_rettelse_fra_en_gammel_side_gemmer_intet(verden):
    opgave = lav(verden)
    ret_lokal(KOMMANDOLINJE, opgave, {"titel": "Den anden"}, udgave=1)
    with pytest.raises(Foraeldet):
        ret_lokal(KOMMANDOLINJE, opgave, {"titel": "Min"}, udgave=1)
    assert Katalogopgave.objects.get(pk=opgave.kort_id).titel == "Den anden"


def test_katalogets_opgave_og_andres_faser_og_pladser_afvises(verden):
    with pytest.raises(Afvist, match="fra kataloget"):
        ret_lokal(KOMMANDOLINJE, verden.opgave("A08"), {"titel": "X"})
    plads = verden.plads("projektleder", verden.odense_projekt)
    with pytest.raises(Afvist, match="andet projekt"):
        opret_lokal(KOMMANDOLINJE, verden.projekt, {"titel": "X"}, kendetegn="x", pladser={"ansvarlig": plads})
    anden = lav_model("en-anden").faser.get(kode="F3")
    with pytest.raises(Afvist, match="en anden fasemodel"):
        lav(verden, fase_id=anden.pk)
    with pytest.raises(Afvist, match="egen opgave"):
        saet_egen_fase(KOMMANDOLINJE, lav(verden), verden.model.faser.get(kode="F3"))


def test_en_fjernet_opgave_kan_komme_med_igen(verden):
    opgave = saet_fjernet(KOMMANDOLINJE, lav(verden), True, paa=I_DAG)
    assert (opgave.status, opgave.begrundelse) == ("ikke_relevant", "Fjernet fra planen")
    assert saet_fjernet(KOMMANDOLINJE, opgave, False, paa=I_DAG).status == "ikke_startet"


def test_en_kopi_har_tekst_og_regel_og_husker_sin_kilde_men_er_intet_tjekpunkt(verden):
    fremmede = verden.model.faser.get(kode="F3")
    [opgave] = kopier(verden, "C01")
    [flyttet] = kopier(verden, "C01", fase=fremmede.pk)
    kort = opgave.kort
    assert (kort.titel, kort.maal, opgave.frist) == ("Opret brugere", "Målet med C01.", verden.opgave("C01").frist)
    assert (opgave.fase.kode, flyttet.fase.kode, kort.tjekpunkt_for) == ("2.2", "F3", None)
    assert find_stilling(opgave).tekst.endswith("Den er lavet af SAPA 1.0, C01.")


def test_en_kilde_der_er_trukket_tilbage_naevnes_ikke_og_kan_slettes(verden):
    ny = ny_version(verden.version, nye={"N01": {}})
    pk = ny.kort.get(kode="N01").pk
    [opgave] = kopier_fra_katalog(KOMMANDOLINJE, verden.projekt, ny, [pk], kendetegn="k")
    traek_tilbage(KOMMANDOLINJE, ny, "En fejl")
    frisk = Opgave.objects.get(pk=opgave.pk)
    assert "N01" not in find_stilling(frisk).tekst
    ny.kort.all().delete()
    assert Katalogopgave.objects.get(pk=opgave.kort_id).titel == "Ny N01"


def test_lokale_taelles_for_sig(verden):
    lav(verden, regel="1. januar 2027")
    saet_status(KOMMANDOLINJE, lav(verden), Opgave.Status.FULDFOERT, paa=I_DAG)
    saet_fjernet(KOMMANDOLINJE, lav(verden), True, paa=I_DAG)
    tal = fremdrift(Opgave.objects.i_projekt(verden.projekt), I_DAG)
    assert (tal.i_alt, tal.lokale_tekst, tal.over_tid - tal.forsinkede) == (7, "+ 2 lokale, 1 fuldført", 1)


def test_landets_tal_og_en_udgivelses_virkning_er_de_samme_med_og_uden(verden):
    def tal():
        kladde = verden.version.katalog.versioner.create(nummer=f"2.{Opgave.objects.count()}")
        land = [raekke.tal for raekke in Landsoverblik(verden.sapa, I_DAG, Valg()).alle]
        virkning = laes_virkning(kladde, verden.version)
        return land, loesningsraekker([verden.sapa], I_DAG)[0].tal, virkning.opgaver, virkning.kommuner

    foer = tal()
    lav(verden, regel="1. januar 2027")
    kopier(verden, "A08", "P01")
    assert tal() == foer and not Plan.objects.med_nyt().get(projekt=verden.projekt).venter


def test_udgiveren_faar_ikke_titlen_at_se_naar_en_ny_kode_er_kommunens(verden):
    lav(verden, "Hemmelig")
    kladde = verden.version.katalog.versioner.create(nummer="2.0")
    fase = verden.projekt.fase
    Katalogopgave.objects.create(version=kladde, raekkefoelge=1, kode="LOK01", titel="Ny", fase=fase)
    assert laes_virkning(kladde, verden.version).genbrugte == []


def test_en_lokal_opgave_bliver_mindet_om_og_flytter_med_datoerne(verden):
    opgave = lav(verden, regel="go-live")
    assert opgave.pk in {p.opgave_id for punkter in indsaml(date(2027, 3, 15)).punkter.values() for p in punkter}
    nye = replace(verden.projekt.ankre, golive=date(2027, 3, 22))
    flyt_datoer(KOMMANDOLINJE, verden.projekt, nye, "Senere", nu=datetime(2027, 2, 1, 9, tzinfo=UTC))
    opgave.refresh_from_db()
    assert opgave.frist == date(2027, 3, 22)


def test_databasen_kender_forskel_paa_kommunens_kort_og_katalogets(verden):
    opgave, centralt = lav(verden), verden.opgave("A08")
    Katalogopgave.objects.filter(pk=opgave.kort_id).update(titel="Rettes frit")
    for aendring in (
        lambda: Katalogopgave.objects.bulk_update([_med(opgave.kort, version=verden.version)], ["version"]),
        lambda: Opgave.objects.filter(pk=opgave.pk).update(er_udgaaet=True),
        lambda: Opgave.objects.filter(pk=centralt.pk).update(er_lokal=True, fuldfoert_kort=centralt.kort),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            aendring()


def _med(kort, **felter):
    for navn, vaerdi in felter.items():
        setattr(kort, navn, vaerdi)
    return kort


def i_passeret_fase(verden, opgave):
    type(verden.projekt).objects.filter(pk=verden.projekt.pk).update(fase=verden.model.faser.get(kode="F3"))
    return Opgave.objects.get(pk=opgave.pk)


def test_en_fjernet_opgave_i_en_passeret_fase_tages_kun_med_igen_med_en_grund(verden):
    opgave = lav(verden, fase_id=verden.model.faser.get(kode="F1").pk)
    saet_fjernet(KOMMANDOLINJE, opgave, True, paa=I_DAG)
    fjernet = i_passeret_fase(verden, opgave)
    with pytest.raises(ManglerBegrundelse, match="hvorfor den åbnes igen"):
        saet_fjernet(KOMMANDOLINJE, fjernet, False, paa=I_DAG)
    assert saet_fjernet(KOMMANDOLINJE, fjernet, False, paa=I_DAG, begrundelse="Glemt").er_aaben


def test_en_aaben_lokal_opgave_flyttes_kun_til_en_passeret_fase_med_en_grund(verden):
    f1 = verden.model.faser.get(kode="F1")
    aaben = i_passeret_fase(verden, lav(verden, fase_id=verden.model.faser.get(kode="F4").pk))
    with pytest.raises(ManglerBegrundelse, match="hvorfor den flyttes til F1"):
        ret_lokal(KOMMANDOLINJE, aaben, {"fase_id": f1.pk})
    assert ret_lokal(KOMMANDOLINJE, aaben, {"fase_id": f1.pk}, begrundelse="Lå forkert") == ["fase"]
    assert Haendelse.objects.get(handling="lokal opgave rettet").begrundelse == "Lå forkert"
