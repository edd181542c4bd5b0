"""Siderne, hvor en overdragelse vælges, ses, kvitteres og fortrydes."""

import pytest

from opgaver.models import Opgave
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Bruger, Medlemskab, Overdragelse, Rettighed
from projekter.services.overdragelse import poster
from projekter.services.personer import fjern_person, tilfoej_person
from projekter.services.pladser import besaet_plads


@pytest.fixture
def adresse(verden):
    besaet_plads(KOMMANDOLINJE, verden.plads("projektleder"), verden.anna, verden.bo)
    return f"/organisationer/0751/personer/{verden.bo.pk}/overdrag/"


@pytest.fixture
def vist(verden, adresse):
    return ",".join(post.noegle for post in poster(verden.aarhus, verden.bo))


@pytest.fixture
def overdragelse(verden, som, adresse, vist):
    svar = som(verden.ada).post(adresse, {"alle": verden.dorte.pk, "besked": "Held og lykke", "vist": vist})
    assert svar.status_code == 302
    return Overdragelse.objects.get()


def test_formularen_har_en_linje_for_hver_plads_med_dens_aabne_opgaver(verden, som, adresse):
    opgaver = Opgave.objects.i_projekt(verden.projekt).filter(kort__kode__in=["C01", "A08"])
    opgaver.update(udfoerer=verden.plads("administrator"))
    side = som(verden.ada).get(adresse).text
    assert "Administrator" in side and 'class="tal align-text-md-right">2<' in side
    assert "stedfortræder</span>" in side


def test_uden_modtager_siger_siden_hvor_der_mangler_en(verden, som, adresse):
    svar = som(verden.ada).get(adresse, {"vis": "1", "alle": ""})
    assert svar.status_code == 422 and "Vælg en modtager her eller for hver plads nedenfor." in svar.text


def test_hvor_ingen_modtager_er_valgt_vises_det_foer_nogen_siger_ja(verden, som, adresse):
    ledige = {f"p-{post.noegle}": "ledig" for post in poster(verden.aarhus, verden.bo)}
    svar = som(verden.ada).get(adresse, {"vis": "1", "alle": "", **ledige})
    assert svar.status_code == 422 and "Vælg mindst én modtager." in svar.text


def test_det_der_vil_ske_vises_og_intet_er_gemt(verden, som, adresse):
    noegle = f"p-{verden.plads('administrator').pk}-person"
    side = som(verden.ada).get(adresse, {"vis": "1", "alle": verden.dorte.pk, noegle: verden.anna.pk}).text
    assert '<h1 tabindex="-1" autofocus>' in side
    assert "Intet er gemt endnu" in side and "Anna Krogh, Dorte Winther får en mail" in side
    assert verden.plads("administrator").person == verden.bo and not Overdragelse.objects.exists()


def test_valget_kan_rettes_og_staar_der_endnu(verden, som, adresse):
    svar = som(verden.ada).get(adresse, {"vis": "1", "alle": verden.dorte.pk, "ret": "1"})
    assert svar.status_code == 200 and f'<option value="{verden.dorte.pk}" selected>' in svar.text


def test_overdragelsen_foerer_til_kvitteringen_med_fortryd_og_fjern(verden, som, overdragelse):
    side = som(verden.ada).get(overdragelse.get_absolute_url()).text
    assert side.count("Afventer kvittering") == 2 and "Fortryd overdragelsen" in side
    assert f'/personer/{verden.bo.pk}/fjern/">Fjern Bo Lindgaard' in side


def test_modtageren_ser_det_paa_min_side_og_kvitterer(verden, som, overdragelse):
    dorte = som(verden.dorte)
    assert "Du har overtaget 2 pladser efter Bo Lindgaard" in dorte.get("/").text
    dorte.post(f"{overdragelse.get_absolute_url()}kvitter/")
    assert "Du har overtaget" not in dorte.get("/").text


def test_en_modtager_ser_kun_sit_eget_og_kan_ikke_fortryde(verden, som, adresse, vist):
    noegle = f"p-{verden.plads('administrator').pk}-person"
    som(verden.ada).post(adresse, {"alle": verden.dorte.pk, noegle: verden.anna.pk, "vist": vist}, follow=True)
    overdragelse = Overdragelse.objects.get()
    side = som(verden.anna).get(overdragelse.get_absolute_url()).text
    assert "Administrator i SAPA" in side and "Dorte" not in side and "Fortryd overdragelsen" not in side
    assert som(verden.anna).post(f"{overdragelse.get_absolute_url()}fortryd/").status_code == 403


def test_den_der_intet_har_med_den_at_goere_finder_den_ikke(verden, som, overdragelse):
    for hvem in (verden.anna, verden.carl, verden.karen):
        assert som(hvem).get(overdragelse.get_absolute_url()).status_code == 404


def test_en_tidligere_modtager_finder_den_ikke_og_kan_ikke_kvittere(verden, som, overdragelse):
    tilfoej_person(KOMMANDOLINJE, verden.odense, verden.dorte.email, verden.dorte.navn, [Rettighed.DELTAGER])
    fjern_person(KOMMANDOLINJE, verden.aarhus, verden.dorte)
    dorte = som(verden.dorte)
    assert dorte.get(overdragelse.get_absolute_url()).status_code == 404
    assert dorte.post(f"{overdragelse.get_absolute_url()}kvitter/").status_code == 404
    assert not overdragelse.dele.exclude(kvitteret=None).exists()


def test_siden_beder_ikke_om_kvittering_for_det_man_ikke_laengere_har(verden, som, overdragelse):
    besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.anna, None)
    besaet_plads(KOMMANDOLINJE, verden.plads("projektleder"), verden.anna, None)
    dorte, adresse = som(verden.dorte), overdragelse.get_absolute_url()
    side = dorte.get(adresse).text
    assert "kvitter/" not in side and "Afventer kvittering" not in side and side.count("ændret siden") == 2
    assert "ikke mere at kvittere for" in dorte.post(f"{adresse}kvitter/", follow=True).text
    assert not overdragelse.dele.exclude(kvitteret=None).exists()


def test_organisationssiden_og_personlisten_siger_hvad_der_venter(verden, som, overdragelse):
    assert som(verden.anna).get("/projekter/0751/SAPA/organisation/").text.count("Afventer kvittering") == 2
    assert "Afventer 2 kvitteringer" in som(verden.ada).get("/organisationer/0751/personer/").text


def test_fortrydelsen_siger_hvem_der_har_det_tilbage(verden, som, overdragelse):
    side = som(verden.ada).post(f"{overdragelse.get_absolute_url()}fortryd/", follow=True).text
    assert "Overdragelsen efter Bo Lindgaard er fortrudt" in side
    assert verden.plads("administrator").person == Bruger.objects.get(pk=verden.bo.pk)


def test_en_uden_pladser_og_rettigheder_at_give_har_intet_at_overdrage(verden, som):
    side = som(verden.ada).get(f"/organisationer/0751/personer/{verden.karen.pk}/overdrag/")
    assert side.status_code == 404


def test_en_aeldre_side_giver_ikke_det_videre_der_er_kommet_til_siden(verden, som, adresse, vist):
    besaet_plads(KOMMANDOLINJE, verden.plads("gevinstejer"), verden.bo, None)
    svar = som(verden.ada).post(adresse, {"alle": verden.dorte.pk, "vist": vist})
    assert svar.status_code == 409 and "Pladserne hos Bo Lindgaard er ændret" in svar.text
    assert verden.plads("gevinstejer").person == verden.bo and not Overdragelse.objects.exists()
    assert f'<option value="{verden.dorte.pk}" selected>' in svar.text


def test_rettigheden_kan_kun_gives_til_en_der_ikke_har_den(verden, som, adresse, vist):
    Medlemskab.objects.create(bruger=verden.bo, organisation=verden.aarhus, rettighed=Rettighed.PROJEKTLEDER)
    til_dorte = {"alle": verden.dorte.pk, "vist": vist}
    assert som(verden.ada).post(adresse, til_dorte | {"r-projektleder": verden.anna.pk}).status_code == 422
    assert som(verden.ada).post(adresse, til_dorte | {"r-projektleder": verden.dorte.pk}).status_code == 302
