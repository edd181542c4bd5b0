"""Dagen, holdet senest skal være uddannet: den rykker med go-live, og oplæringen må ikke forfalde efter den."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from faser.models import Fase
from frister import tolk
from opgaver.models import Flytning, Opgave
from opgaver.services.flytning import flyt_datoer, forhaandsvis_flytning
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.genoptagelse import genoptag_og_flyt
from opgaver.services.pause import saet_pause
from opgaver.services.uddannelse import aabne_i, for_sen_efter_flytning, for_sen_oplaering
from opgaver.services.udrulning import saet_trin
from opgaver.uddannelsesregler import er_opfoelgning, er_oplaering
from projekter.aktoer import KOMMANDOLINJE
from tests.etaper.conftest import NU
from tests.etaper.test_etaper import HER
from tests.fletning.hjaelp import frisk
from tests.flytning.sider import ret
from tests.overgange.hjaelp import ret_kort

FOR_SENT = "G01 (Syd) har frist 24. marts 2027, efter at holdet skal være uddannet (22. marts 2027)."


@pytest.mark.parametrize(
    ("navne", "svar"),
    [(("Uddannelse", ""), True), (("Ibrugtagning", "Kompetenceudvikling"), True), (("Go-live",), False)],
)
def test_fasen_eller_hovedopgaven_siger_om_det_er_oplaering(navne, svar):
    assert er_oplaering(*navne) is svar


@pytest.mark.parametrize(
    ("regel", "svar"),
    [
        ("2 uger efter go-live", True),
        ("7-10 arbejdsdage efter go-live", True),
        ("go-live", False),
        ("3 arbejdsdage før go-live", False),
        ("2 uger efter idriftsættelsen", False),
        ("5. april 2027", False),
        ("", False),
    ],
)
def test_reglen_siger_om_oplaeringen_foelger_op_efter_golive(regel, svar):
    assert er_opfoelgning(tolk(regel)) is svar


@pytest.fixture
def oplaering(per_etape):
    """G01 er oplæring: fasen hedder det."""
    fase = Fase.objects.create(model=per_etape.projekt.fase.model, kode="UD", navn="Uddannelse", raekkefoelge=99)
    ret_kort(per_etape, "G01", fase=fase)
    return per_etape


def test_dagen_rykker_med_golive_til_en_arbejdsdag_og_staar_i_visningen_og_kvitteringen(verden, lav):
    nord = lav("Nord", date(2027, 3, 15), uddannelse=date(2027, 3, 12))
    projekt, skift = frisk(verden.projekt), {nord.pk: date(2027, 3, 30)}
    set_ = {
        et.navn: (et.fra, et.til)
        for et in forhaandsvis_flytning(projekt, projekt.ankre, NU.date(), etaper=skift).ankerflytninger
    }
    assert set_["Uddannet senest, Nord"] == (date(2027, 3, 12), date(2027, 3, 24))
    del_ = flyt_datoer(KOMMANDOLINJE, projekt, projekt.ankre, "Ferie", nu=NU, etaper=skift)
    nord.refresh_from_db()
    assert nord.uddannelse == date(2027, 3, 24)
    assert ("Uddannet senest, Nord", date(2027, 3, 12), date(2027, 3, 24)) in del_.skift


def flyt_holdet(verden, etape, til):
    projekt = frisk(verden.projekt)
    flyt_datoer(KOMMANDOLINJE, projekt, projekt.ankre, "Ferie", nu=NU, etaper={etape.pk: til})
    etape.refresh_from_db()
    return etape.uddannelse


def test_frem_og_tilbage_giver_den_dag_der_var(verden, lav):
    nord = lav("Nord", date(2027, 3, 15), uddannelse=date(2027, 3, 12))
    assert flyt_holdet(verden, nord, date(2027, 3, 17)) == date(2027, 3, 16)
    assert flyt_holdet(verden, nord, date(2027, 3, 15)) == date(2027, 3, 12)


def test_er_holdet_uddannet_bliver_dagen_og_naevnes_ikke_men_er_aldrig_efter_golive(verden, lav):
    nord = lav("Nord", date(2027, 3, 15), uddannelse=date(2027, 3, 12))
    saet_trin(KOMMANDOLINJE, nord, "uddannet", paa=NU.date())
    assert flyt_holdet(verden, nord, date(2027, 3, 30)) == date(2027, 3, 12)
    assert [navn for navn, *_ in Flytning.objects.latest("pk").dele.get().skift] == ["Go-live, Nord"]
    assert flyt_holdet(verden, nord, date(2027, 3, 10)) == date(2027, 3, 10)
    for _ in range(2):
        fortryd_flytning(KOMMANDOLINJE, Flytning.objects.filter(fortrudt=None).latest("pk").pk, nu=NU)
    nord.refresh_from_db()
    assert (nord.golive, nord.uddannelse) == (date(2027, 3, 15), date(2027, 3, 12))


def test_en_pause_flytter_dagen_naar_den_ikke_var_naaet_da_den_begyndte(verden, lav):
    naaet = lav("Nord", date(2027, 3, 15), uddannelse=date(2027, 2, 4))
    venter = lav("Syd", date(2027, 3, 15), uddannelse=date(2027, 2, 22))
    saet_pause(KOMMANDOLINJE, frisk(verden.projekt), "Leverandøren", paa=date(2027, 2, 5))
    genoptag_og_flyt(KOMMANDOLINJE, frisk(verden.projekt), None, nu=datetime(2027, 2, 19, 9, tzinfo=UTC))
    for etape in (naaet, venter):
        etape.refresh_from_db()
    assert (naaet.golive, naaet.uddannelse) == (date(2027, 3, 30), date(2027, 2, 4))
    assert venter.uddannelse == date(2027, 3, 4)


def test_fortrydelsen_giver_praecis_den_dag_der_var(verden, lav):
    nord = lav("Nord", date(2027, 3, 15), uddannelse=date(2027, 3, 12))
    projekt = frisk(verden.projekt)
    flyt_datoer(KOMMANDOLINJE, projekt, projekt.ankre, "Ferie", nu=NU, etaper={nord.pk: date(2027, 3, 30)})
    fortryd_flytning(KOMMANDOLINJE, Flytning.objects.latest("pk").pk, nu=NU)
    nord.refresh_from_db()
    assert (nord.golive, nord.uddannelse) == (date(2027, 3, 15), date(2027, 3, 12))


def test_siderne_siger_at_oplaeringen_forfalder_efter_dagen(verden, oplaering, lav, som):
    data = {"navn": "Syd", "golive": "05.04.2027", "uddannelse": "22.03.2027"}
    lav("Nord", date(2027, 3, 15))
    her, klient = verden.projekt.adresse, som(verden.anna)
    assert FOR_SENT in klient.get(reverse("etaper:ny", args=her), data).text
    syd = lav("Syd", date(2027, 4, 5), uddannelse=date(2027, 3, 22))
    assert FOR_SENT in klient.get(reverse("etaper:liste", args=her)).text
    flyt = klient.get(reverse("flyt:flyt", args=her), {f"etape-{syd.pk}": "12.04.2027"}).text
    assert "G01 (Syd) har frist 5. april 2027, efter at holdet skal være uddannet (1. april 2027)." in flyt


def test_en_laast_oplaering_siges_ogsaa_naar_golive_flyttes_til_foer_den(verden, oplaering, lav):
    syd = lav("Syd", date(2027, 4, 5), uddannelse=date(2027, 4, 1))
    kurset = Opgave.objects.get(etape=syd, kort__kode="G01")
    saet_frist(KOMMANDOLINJE, kurset, date(2027, 4, 5), "Kurset er på dagen", paa=NU.date())
    projekt = frisk(verden.projekt)
    visning = forhaandsvis_flytning(projekt, projekt.ankre, NU.date(), etaper={syd.pk: date(2027, 3, 30)})
    assert [linje.split(", efter")[0] for linje in for_sen_efter_flytning(visning)] == [
        "G01 (Syd) har frist 5. april 2027"
    ]


def test_opfoelgning_efter_golive_er_ikke_for_sen(verden, oplaering, lav):
    syd = lav("Syd", date(2027, 4, 5), uddannelse=date(2027, 4, 1))
    ret_kort(verden, "G01", regel="2 uger efter go-live")
    Opgave.objects.filter(etape=syd, kort__kode="G01").update(frist=date(2027, 4, 2))
    assert for_sen_oplaering(aabne_i([syd])) == []


def test_en_dag_paa_en_fridag_siges_paa_et_nyt_og_et_rettet_hold(verden, lav, som):
    nord, klient = lav("Nord", date(2027, 3, 15)), som(verden.anna)
    sagt, her = "Uddannet senest: 14. marts 2027 er en søndag.", verden.projekt.adresse
    data = {"navn": "Syd", "golive": "05.04.2027", "uddannelse": "14.03.2027"}
    assert sagt in klient.get(reverse("etaper:ny", args=her), data).text
    data = {"navn": "Nord", "uddannelse": "14.03.2027", "udgave": nord.udgave}
    assert sagt in klient.post(reverse("etaper:ret", args=(*her, nord.pk)), data, follow=True).text


def test_en_ny_kalender_siger_hvilke_hold_der_skal_vaere_uddannet_paa_en_lukkedag(verden, lav, som):
    """Dagene, der lukkes, er 1.-6. april; et uddannet hold og en dag, der er en fridag i forvejen, nævnes ikke."""
    lav("Nord", date(2027, 4, 12), uddannelse=date(2027, 4, 2))
    lav("Syd", date(2027, 4, 12), uddannelse=date(2027, 4, 3))
    saet_trin(KOMMANDOLINJE, lav("Vest", date(2027, 4, 12), uddannelse=date(2027, 4, 1)), "uddannet", paa=NU.date())
    visning = ret(som(verden.ada)).context["visning"]
    sagt = [(str(etape), hvad) for _, etape, hvad in visning.uddannelser_paa_fridage]
    assert sagt == [("Nord", "2. april 2027 er en lukkedag (Efter påske)")]


def test_kommandoen_siger_det_ogsaa(verden, oplaering, lav):
    lav("Nord", date(2027, 3, 15))
    ud = StringIO()
    valg = ["--navn", "Syd", "--golive", "2027-04-05", "--uddannet", "2027-03-22", "--proevekoersel"]
    call_command("opret_etape", *HER, *valg, stdout=ud)
    assert FOR_SENT in ud.getvalue()


def test_en_ny_etape_paa_en_fridag_siges_som_i_en_flytning(verden, lav, som):
    """2. påskedag 2027 er 29. marts."""
    lav("Nord", date(2027, 3, 15))
    her, data = reverse("etaper:ny", args=verden.projekt.adresse), {"navn": "Syd", "golive": "29.03.2027"}
    assert "Go-live: 29. marts 2027 er 2. påskedag." in som(verden.anna).get(her, data).text
    ud = StringIO()
    call_command("opret_etape", *HER, "--navn", "Syd", "--golive", "2027-04-03", stdout=ud)
    assert "Go-live: 3. april 2027 er en lørdag." in ud.getvalue()
