"""Hvem der får hvad at vide hvornår; én prøve for hver betingelse."""

from datetime import date, timedelta

import pytest

from koe.models import Besked
from opgaver.models import Opgave
from paamindelser import udsendelse
from paamindelser.indsamling import indsaml
from paamindelser.models import Paamindelse
from paamindelser.udsendelse import udsend
from projekter.models import Bruger, Plads, Projekt, Rolle

from .conftest import I_DAG

BO, ANNA, CARL = "bo@aarhus.example", "anna@aarhus.example", "carl@odense.example"
DAG = timedelta(days=1)


def ret(opgave, **felter):
    Opgave.objects.filter(pk=opgave.pk).update(**felter)


def test_en_opgave_siges_14_dage_foer_3_dage_foer_over_tid_og_hver_uge(opgave, sig):
    dage = [date(2027, 1, 18) + n * DAG for n in range(50)]
    sagt = [str(dag) for dag in dage if sig(dag)]
    assert sagt == ["2027-02-01", "2027-02-12", "2027-02-16", "2027-02-23", "2027-03-02"]


def test_intet_siges_mere_end_14_dage_foer(opgave, sig):
    assert sig(I_DAG - 3 * DAG) == []


def test_intet_siges_paa_en_fridag(opgave, sig):
    assert sig(date(2027, 2, 13)) == []
    assert sig(date(2027, 2, 12)) == [(BO, "C01")]


def test_en_forsoemt_dag_indhentes_en_gang(opgave, sig):
    assert sig(I_DAG + 2 * DAG) == [(BO, "C01")]
    assert sig(I_DAG + 3 * DAG) == []


def test_af_flere_forsoemte_trin_siges_kun_det_seneste(opgave, sig):
    sig(date(2027, 2, 25))
    assert list(Paamindelse.objects.values_list("trin", flat=True)) == ["uge_1"]
    assert sig(date(2027, 2, 26)) == []


def test_to_gange_samme_dag_giver_intet_mere(opgave, sig):
    assert sig() == [(BO, "C01")]
    assert sig() == []
    assert Besked.objects.count() == 1


def test_en_flyttet_frist_begynder_forfra(opgave, sig):
    sig()
    ret(opgave, frist=opgave.frist + 2 * DAG)
    assert sig(I_DAG + 2 * DAG) == [(BO, "C01")]


def test_en_frist_der_flyttes_tilbage_gentager_ikke_det_sagte(opgave, sig):
    sig()
    ret(opgave, frist=opgave.frist + 30 * DAG)
    assert sig(I_DAG + DAG) == []
    ret(opgave, frist=opgave.frist)
    assert sig(I_DAG + 2 * DAG) == []


@pytest.mark.parametrize(
    "felter",
    [
        {"status": "fuldfoert", "fuldfoert": I_DAG},
        {"status": "ikke_relevant", "begrundelse": "Bruges ikke hos os."},
        {"er_udgaaet": True},
        {"frist": None},
    ],
)
def test_en_opgave_der_ikke_er_aaben_med_frist_siges_ikke(opgave, sig, felter):
    ret(opgave, **felter)
    assert sig() == []


def test_en_opgave_der_er_i_gang_siges(opgave, sig):
    ret(opgave, status="i_gang")
    assert sig() == [(BO, "C01")]


@pytest.mark.parametrize("status", ["paa_pause", "afsluttet"])
def test_et_projekt_der_ikke_er_i_gang_tier(opgave, sig, status):
    Projekt.objects.update(status=status)
    assert sig() == []


def test_en_opgave_der_er_faerdig_foer_afsendelsen_udelades(opgave, sig, verden, aaben):
    aaben("I01", opgave.frist, verden.plads("administrator"))
    ret(opgave, status="fuldfoert", fuldfoert=I_DAG)
    assert sig() == [(BO, "I01")]


@pytest.mark.parametrize(
    "felter", [{"status": "fuldfoert", "fuldfoert": I_DAG}, {"frist": I_DAG + 90 * DAG}, {"frist": None}]
)
def test_en_opgave_der_lukkes_eller_flyttes_mens_der_samles_ind_udelades(opgave, sig, monkeypatch, felter):
    aegte = udsendelse.indsaml

    def imens(paa):
        indsamlet = aegte(paa)
        ret(opgave, **felter)
        return indsamlet

    monkeypatch.setattr(udsendelse, "indsaml", imens)
    assert sig() == []
    assert not Paamindelse.objects.exists()


def test_uden_udfoerer_faar_den_ansvarlige_besked(opgave, sig, verden):
    ret(opgave, udfoerer=None, ansvarlig=verden.plads("administrator"))
    assert sig() == [(BO, "C01")]


def test_uden_udfoerer_og_ansvarlig_faar_projektlederen_besked(opgave, sig):
    ret(opgave, udfoerer=None)
    assert sig() == [(ANNA, "C01")]


def test_projektlederen_er_den_obligatoriske_rolle_ikke_enhver_der_leder(opgave, sig, verden):
    rolle = Rolle.objects.create(noegle="programleder", navn="Aprogramleder", adgang=Rolle.Adgang.PROJEKTLEDER)
    plads = Plads.objects.create(projekt=verden.projekt, rolle=rolle, person=verden.dorte)
    leder = verden.plads("projektleder")
    Plads.objects.filter(pk=leder.pk).delete()
    Plads.objects.create(projekt=verden.projekt, rolle=leder.rolle, person=verden.anna)
    ret(opgave, udfoerer=None, ansvarlig=None)
    assert plads.pk < verden.plads("projektleder").pk
    assert sig() == [(ANNA, "C01")]


def test_en_ledig_plads_falder_til_stedfortraederen(opgave, sig, verden):
    Plads.objects.filter(pk=opgave.udfoerer_id).update(person=None, stedfortraeder=verden.dorte)
    assert sig() == [("dorte@aarhus.example", "C01")]


def test_en_plads_hvis_person_er_stoppet_falder_til_stedfortraederen(opgave, sig, verden):
    Plads.objects.filter(pk=opgave.udfoerer_id).update(stedfortraeder=verden.dorte)
    Bruger.objects.filter(pk=verden.bo.pk).update(is_active=False)
    assert sig() == [("dorte@aarhus.example", "C01")]


def test_en_ledig_plads_uden_stedfortraeder_falder_til_den_naeste(opgave, sig, verden):
    ret(opgave, ansvarlig=verden.plads("gevinstejer"))
    Plads.objects.filter(pk=opgave.udfoerer_id).update(person=None)
    assert sig() == [(ANNA, "C01")]


def test_en_opgave_uden_nogen_at_sige_til_naevnes(opgave):
    Plads.objects.update(person=None, stedfortraeder=None)
    resultat = udsend(I_DAG)
    assert (resultat.sendt, resultat.uden_modtager) == ((), (opgave.pk,))


def test_en_opgave_uden_modtager_siges_naar_pladsen_besaettes(opgave, sig, verden):
    Plads.objects.filter(projekt=verden.projekt).update(person=None)
    assert sig() == []
    Plads.objects.filter(pk=opgave.udfoerer_id).update(person=verden.bo)
    assert sig(I_DAG + DAG) == [(BO, "C01")]


def test_paamindelsen_foelger_den_der_sidder_paa_pladsen(opgave, sig, verden):
    sig()
    Plads.objects.filter(pk=opgave.udfoerer_id).update(person=verden.dorte)
    assert sig(date(2027, 2, 12)) == [("dorte@aarhus.example", "C01")]


def test_flere_opgaver_bliver_en_mail_med_de_aeldste_foerst(opgave, sig, verden, aaben):
    aaben("I01", I_DAG - DAG, verden.plads("administrator"))
    assert sig() == [(BO, "I01", "C01")]


def test_flere_projekter_bliver_en_mail(opgave, sig, verden, aaben):
    Projekt.objects.update(status="aktivt")
    plads = Plads.objects.get(projekt=verden.odense_projekt, rolle__noegle="administrator")
    Plads.objects.filter(pk=plads.pk).update(person=verden.bo)
    aaben("I01", I_DAG - DAG, plads, verden.odense_projekt)
    assert sig() == [(BO, "I01", "C01")]


def test_det_der_kommer_til_senere_paa_dagen_kommer_naeste_arbejdsdag(opgave, sig, verden, aaben):
    sig()
    aaben("I01", I_DAG + 2 * DAG, verden.plads("administrator"))
    assert sig() == []
    assert sig(I_DAG + DAG) == [(BO, "I01")]


def test_hver_person_faar_sin_egen_mail(opgave, sig, aaben):
    aaben("I01", opgave.frist)
    assert sorted(sig()) == [(ANNA, "I01"), (BO, "C01")]


def test_mailen_og_det_sagte_staar_sammen(opgave, sig):
    sig()
    sagt = Paamindelse.objects.get()
    assert sagt.besked.noegle == f"paamindelse:{sagt.modtager_id}:2027-02-01"
    assert (sagt.besked.modtager, sagt.dato, sagt.frist) == (BO, I_DAG, opgave.frist)


def test_et_afbrud_midt_i_skrivningen_efterlader_intet(opgave, sig, monkeypatch):
    with monkeypatch.context() as lap:
        lap.setattr(Paamindelse.objects, "bulk_create", lambda raekker: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sig()
    assert not Besked.objects.exists()
    assert sig() == [(BO, "C01")]


def test_to_samtidige_fejninger_siger_det_samme_en_gang(opgave, sig, monkeypatch):
    aegte = udsendelse.breve

    def imens(punkter, paa):
        monkeypatch.setattr(udsendelse, "breve", aegte)
        udsend(paa)
        return aegte(punkter, paa)

    monkeypatch.setattr(udsendelse, "breve", imens)
    assert sig() == []
    assert (Besked.objects.count(), Paamindelse.objects.count()) == (1, 1)


def test_skifter_pladsen_haender_mellem_to_samtidige_fejninger_siges_det_til_en(opgave, sig, verden, monkeypatch):
    aegte = udsendelse.breve

    def imens(punkter, paa):
        monkeypatch.setattr(udsendelse, "breve", aegte)
        Plads.objects.filter(pk=opgave.udfoerer_id).update(person=verden.dorte)
        udsend(paa)
        return aegte(punkter, paa)

    monkeypatch.setattr(udsendelse, "breve", imens)
    assert sig() == []
    assert list(Besked.objects.values_list("modtager", flat=True)) == ["dorte@aarhus.example"]


def test_en_proevekoersel_skriver_intet_og_siger_det_samme(opgave, sig):
    assert sig(proevekoersel=True) == [(BO, "C01")]
    assert not Besked.objects.exists()
    assert sig() == [(BO, "C01")]


def test_udbakken_skubbes_en_gang(opgave, sig, aaben, monkeypatch):
    skub = []
    monkeypatch.setattr(udsendelse, "skub_udbakken", lambda: skub.append(1))
    aaben("I01", opgave.frist)
    sig()
    sig()
    assert skub == [1]


def test_antallet_af_forespoergsler_foelger_ikke_opgaverne(opgave, verden, aaben, django_assert_max_num_queries):
    for kode in ("P01", "K03", "A08", "I01", "G01"):
        aaben(kode, I_DAG, verden.plads("administrator"))
    with django_assert_max_num_queries(12):
        assert len(udsend(I_DAG).sendt[0].opgaver) == 6


def test_paa_kommunens_lukkedag_siges_intet_og_det_indhentes(verden, opgave, sig, aaben):
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(status="aktivt")
    aaben("C01", opgave.frist, projekt=verden.odense_projekt)
    verden.aarhus.kalenderperioder.create(slags="lukkedage", navn="Planlægning", fra=I_DAG, til=I_DAG)
    assert sig() == [(CARL, "C01")]
    assert sig(I_DAG + DAG) == [(BO, "C01")]


def test_kommunernes_kalendere_hentes_paa_en_gang(verden, opgave, django_assert_num_queries):
    verden.aarhus.kalenderperioder.create(slags="lukkedage", navn="Ferie", fra=I_DAG - DAG, til=I_DAG - DAG)
    with django_assert_num_queries(6):
        indsaml(I_DAG)
