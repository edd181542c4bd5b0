from datetime import date
from xml.etree.ElementTree import fromstring

import pytest

from faelles.dansk_sqlite import sorteringsnoegle
from opgaver.fremdrift import Fremdrift
from opgaver.models import Opgave
from overblik.kommunekort import SAERLIGE, beskriv, kommunekort, kort_navn, trin
from overblik.landsoverblik import SORTERINGER, Landsoverblik, Valg, loesningsraekker, sorteringsvalg
from projekter.models import Loesning, Organisation, Projekt, Regionstilhoer
from tests.medvirkende import I_DAG, lav_organisation

KOMMUNE = Organisation.Slags.KOMMUNE


def land(verden, paa=I_DAG, **valg):
    return Landsoverblik(verden.sapa, paa, Valg(**valg))


def navne(raekker):
    return [raekke.kommune.navn for raekke in raekker]


def raekke(denne, navn):
    return next(r for r in denne.alle if r.kommune.navn == navn)


@pytest.mark.parametrize("hvem", ["anna", "bo", "dorte", "ada", "carl"])
@pytest.mark.parametrize("url", ["/overblik/", "/overblik/SAPA/"])
def test_en_kommune_ser_ikke_overblikket(hvem, url, verden, som):
    assert som(getattr(verden, hvem)).get(url).status_code == 404


def test_ejeren_ser_sine_egne_loesninger_og_ikke_andres(verden, som):
    Loesning.objects.create(noegle="VITAS", navn="VITAS", ejer=verden.star)
    klient = som(verden.karen)
    assert klient.get("/overblik/SAPA/").status_code == 200
    assert klient.get("/overblik/VITAS/").status_code == 404
    assert "VITAS" not in klient.get("/overblik/").content.decode()


def test_med_en_enkelt_loesning_gaar_turen_direkte_til_den(verden, som):
    verden.ky.delete()
    assert som(verden.karen).get("/overblik/").url == "/overblik/SAPA/"


def test_en_raekke_foerer_ikke_ind_i_kommunens_projekt(verden, som):
    side = som(verden.karen).get("/overblik/SAPA/").content.decode()
    assert f"/projekter/{verden.aarhus.kode}/" not in side
    assert 'href="#k0751"' in side
    assert 'id="k0751"' in side


def test_overblikket_roeber_intet_af_kommunens_eget(verden, som):
    Opgave.objects.filter(pk=verden.opgave("P01").pk).update(
        status="ikke_relevant", begrundelse="Hemmelig begrundelse", udfoerer=verden.plads("administrator")
    )
    side = som(verden.karen).get("/overblik/SAPA/").content.decode()
    for hemmeligt in ("Hemmelig begrundelse", "Anna Krogh", "Bo Lindgaard", "Nedsæt projektorganisation"):
        assert hemmeligt not in side


def test_alle_kommuner_er_med_i_dansk_orden(verden):
    for kode, navn in (("0573", "Varde"), ("0492", "Ærø"), ("0580", "Aabenraa"), ("0260", "Åby")):
        lav_organisation(KOMMUNE, kode, navn)
    assert navne(land(verden).viste) == ["Odense", "Varde", "Ærø", "Aabenraa", "Åby", "Aarhus"]


def test_regionen_er_den_der_gaelder_paa_dagen(verden):
    Regionstilhoer.objects.filter(kommune=verden.odense).update(gyldig_til=date(2026, 12, 31))
    Regionstilhoer.objects.create(kommune=verden.odense, region="Region Øst", gyldig_fra=date(2027, 1, 1))
    assert raekke(land(verden, date(2026, 12, 31)), "Odense").region == "Syddanmark"
    assert raekke(land(verden, date(2027, 1, 1)), "Odense").region == "Øst"


def test_en_kommune_har_sit_eget_projekts_tal(verden, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    assert raekke(land(verden), "Aarhus").tal == Fremdrift(i_alt=7, fuldfoerte=1, forsinkede=1)
    assert raekke(land(verden), "Odense").tal == Fremdrift(i_alt=7, fuldfoerte=0, forsinkede=2)


def test_et_projekt_for_en_anden_loesning_taeller_ikke_med(verden):
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(loesning=verden.ky)
    denne = raekke(land(verden), "Odense")
    assert (denne.projekt, denne.tal, denne.stilling) == (None, Fremdrift(), "Intet projekt")


@pytest.mark.parametrize(
    ("valg", "ventet"),
    [
        ({"region": "Midtjylland"}, ["Aarhus"]),
        ({"fase": "F2"}, ["Odense"]),
        ({"status": "intet"}, ["Vejle"]),
        ({"status": "paa_pause"}, ["Odense"]),
        ({"status": "forsinket"}, ["Odense", "Aarhus"]),
        ({"status": "noget andet"}, ["Odense", "Vejle", "Aarhus"]),
        ({"region": "Midtjylland", "fase": "F2"}, []),
    ],
)
def test_filtrene_kan_bruges_hver_for_sig_og_sammen(verden, valg, ventet):
    lav_organisation(KOMMUNE, "0630", "Vejle")
    delfase = verden.model.faser.get(kode="2.2")
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(fase=delfase, status="paa_pause")
    assert navne(land(verden, **valg).viste) == ventet


@pytest.mark.parametrize(
    ("sorter", "ventet"),
    [
        ("", ["Odense", "Vejle", "Aarhus"]),
        ("-kommune", ["Aarhus", "Vejle", "Odense"]),
        ("fremdrift", ["Odense", "Aarhus", "Vejle"]),
        ("-fremdrift", ["Aarhus", "Odense", "Vejle"]),
        ("golive", ["Aarhus", "Odense", "Vejle"]),
        ("-golive", ["Odense", "Aarhus", "Vejle"]),
        ("forsinkede", ["Aarhus", "Odense", "Vejle"]),
        ("fase", ["Odense", "Aarhus", "Vejle"]),
        ("sludder", ["Odense", "Vejle", "Aarhus"]),
    ],
)
def test_sorteringen_lader_dem_uden_vaerdi_staa_sidst(verden, fuldfoer, sorter, ventet):
    lav_organisation(KOMMUNE, "0630", "Vejle")
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(golive=date(2027, 4, 1))
    fuldfoer(verden.opgave("P01"))
    assert navne(land(verden, sorter=sorter).viste) == ventet


def test_summerne_er_lig_raekkerne(verden, fuldfoer):
    lav_organisation(KOMMUNE, "0630", "Vejle")
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(fase=verden.model.faser.get(kode="2.2"))
    fuldfoer(verden.opgave("P01"))
    denne = land(verden)
    assert [(s.navn, s.kommuner) for s in denne.summer] == [
        ("F0 Tilslutning", 1),
        ("F2 Forberedelse", 1),
        ("Intet projekt", 1),
    ]
    assert sum((s.tal for s in denne.summer), Fremdrift()) == denne.i_alt.tal
    assert denne.i_alt.kommuner == 3


def test_et_tal_i_summen_foerer_til_netop_de_kommuner(verden, som):
    lav_organisation(KOMMUNE, "0630", "Vejle")
    klient = som(verden.karen)
    assert 'href="?status=intet#tabel"' in klient.get("/overblik/SAPA/").content.decode()
    assert "Viser 1 af 3 kommuner." in klient.get("/overblik/SAPA/?status=intet").content.decode()


def test_sorteringen_kan_vaelges_i_en_liste_og_bliver_staaende(verden, som):
    side = som(verden.karen).get("/overblik/SAPA/?sorter=-golive").text
    assert '<option value="-golive" selected>Go-live, faldende</option>' in side
    assert set(SORTERINGER) | {"kommune"} == {noegle for noegle, _ in sorteringsvalg() if noegle[0] != "-"}


def test_hver_celle_har_sin_overskrift_med_paa_en_smal_skaerm(verden, som):
    side = som(verden.karen).get("/overblik/SAPA/").text
    for overskrift in ("Kommuner", "Region", "Projekt", "Fase", "Idriftsættelse", "Go-live", "Fremdrift", "Over tid"):
        assert f'data-title="{overskrift}"' in side


def test_definitionerne_staar_uden_for_tabellerne(verden, som):
    side = som(verden.karen).get("/overblik/SAPA/").text
    assert side.count("popovertarget") == 3
    assert not any("popovertarget" in hoved.split("</thead>")[0] for hoved in side.split("<thead>")[1:])


def test_den_sorterede_kolonne_siger_det_til_skaermlaeseren(verden, som):
    side = som(verden.karen).get("/overblik/SAPA/?sorter=-golive&region=Midtjylland").content.decode()
    assert side.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in side
    assert 'href="?sorter=golive&amp;region=Midtjylland#tabel"' in side


def test_et_filter_uden_traef_siger_det_og_viser_vej_tilbage(verden, som):
    side = som(verden.karen).get("/overblik/SAPA/?region=Ingensteds").content.decode()
    assert "Ingen kommuner passer til filteret." in side


def test_antallet_af_forespoergsler_er_det_samme_med_mange_projekter(
    verden, som, mange_kommuner, django_assert_num_queries
):
    klient = som(verden.karen)
    with django_assert_num_queries(10):
        assert klient.get("/overblik/SAPA/").content.decode().count("I gang</td>") == 14
    Projekt.objects.filter(pk__in=[projekt.pk for projekt in mange_kommuner]).update(loesning=verden.ky)
    with django_assert_num_queries(10):
        assert klient.get("/overblik/SAPA/").content.decode().count("I gang</td>") == 2


def test_listen_over_loesninger_taeller_projekter_og_fremdrift(verden, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    sapa, ky = loesningsraekker([verden.sapa, verden.ky], I_DAG)
    assert (sapa.projekter, sapa.tal) == (2, Fremdrift(i_alt=14, fuldfoerte=1, forsinkede=3))
    assert (ky.projekter, ky.tal) == (0, Fremdrift())


def test_kortet_har_en_flise_for_hver_viste_kommune_med_samme_tal(verden, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    links = fromstring(kommunekort(land(verden))).iter("a")
    titler = {link.get("href"): link.get("aria-label") for link in links}
    assert titler["#k0751"].startswith("Aarhus: fremdrift 1 af 7 (14 %), fase F0 Tilslutning, 1 over tid")
    assert set(titler) == {"#k0751", "#k0461"}


def test_trinene_skifter_ved_hver_fjerdedel_og_det_sidste_er_alt_fuldfoert(verden):
    denne = raekke(land(verden), "Aarhus")
    for fuldfoerte, ventet in ((0, 0), (24, 0), (25, 1), (50, 2), (75, 3), (99, 3), (100, 4)):
        object.__setattr__(denne, "tal", Fremdrift(i_alt=100, fuldfoerte=fuldfoerte))
        assert trin(denne) == ventet


def test_uden_projekt_er_flisen_tom(verden):
    lav_organisation(KOMMUNE, "0630", "Vejle", 1)
    denne = raekke(land(verden), "Vejle")
    assert trin(denne) is None
    assert beskriv(denne) == "Vejle: intet projekt"


def test_alle_98_kommuner_har_hvert_sit_korte_navn(settings):
    linjer = (settings.BASE_DIR / "fixtures" / "kommuner.csv").read_text("utf-8").splitlines()[1:]
    fulde = [linje.split(",")[1] for linje in linjer]
    korte = [kort_navn(navn) for navn in fulde]
    assert len(set(korte)) == len(fulde) == 98
    assert all(len(navn) <= 4 for navn in korte)
    assert set(SAERLIGE) <= set(fulde)


def test_regionerne_i_filteret_staar_i_dansk_orden(verden):
    regioner = land(verden).regioner
    assert regioner == sorted(regioner, key=sorteringsnoegle) == ["Midtjylland", "Syddanmark"]
