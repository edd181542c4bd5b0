"""Import til en ny version, en udgivet og en, som en anden arbejder i imens; og at fortryde."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet
from faelles.excel import laes
from opgaver.katalogimport.laesning import find_tabel
from opgaver.katalogimport.opslag import Modelopslag
from opgaver.katalogimport.ressource import Kortressource
from opgaver.models import Importkoersel, Katalog, Katalogopgave
from opgaver.services.fortrydelse import fortryd_import
from opgaver.services.katalog import UbrugeligtNummer, find_maal, gennemfoer_import
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.boeger import SAPA_HOVED, a08, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import alt_i_kataloget, forhaandsvis, indlaes, indlaes_og_udgiv, tal

TO = (("A01", "Første", "F1"), ("A02", "Anden", "F2"))


def sapa(*raekker) -> bytes:
    return bog(*(raekker or sapa_raekker()), hoved=SAPA_HOVED)


def test_en_ny_version_sammenlignes_med_den_udgivne(verden):
    raekker = sapa_raekker()
    raekker[0][1] = "Ny titel på P01"
    koersel = forhaandsvis(verden.sapa, sapa(*raekker[:-1], ["X01", "Helt ny", "F1"]), "1.1")
    assert tal(koersel) == {"nye": 1, "aendrede": 1, "uaendrede": 5, "udgaaede": 1}
    assert (koersel.resultat["maalt_mod"], koersel.resultat["er_ny_version"]) == ("1.0", True)


def test_kortene_i_en_ny_version_beholder_deres_noegle(verden):
    ny = indlaes(verden.sapa, sapa(), "1.1")
    noegler = dict(verden.version.kort.values_list("kode", "noegle"))
    assert dict(ny.kort.values_list("kode", "noegle")) == noegler


def test_en_udgivet_version_roeres_aldrig(verden):
    udgivne = verden.version.kort.order_by("pk").values()
    foer = list(udgivne)
    raekker = sapa_raekker()
    raekker[0][1] = "Ændret"
    indlaes(verden.sapa, sapa(*raekker[:-2]), "1.1")
    assert list(udgivne.all()) == foer


def test_den_samme_fil_til_den_udgivne_version_aendrer_intet(verden):
    foer = alt_i_kataloget()
    assert indlaes(verden.sapa, sapa(), "1.0") == verden.version
    assert alt_i_kataloget() == foer


def test_en_ens_ny_version_bliver_lavet(verden):
    ny = indlaes(verden.sapa, sapa(), "1.1")
    assert (ny.nummer, ny.er_kladde, ny.kort.count()) == ("1.1", True, 7)


def test_det_er_umuligt_at_skrive_til_en_udgivet_versions_kort(verden):
    tabel = find_tabel(laes(sapa(), "k.xlsx"))
    kort = list(verden.version.kort.all())
    ressource = Kortressource(tabel, Modelopslag.laes(verden.model), kort, {}, {})
    with pytest.raises(TypeError, match="kladdes egne kort"):
        ressource.skriv(verden.version)


def test_en_ugyldig_raekke_tager_de_gyldige_med_sig(verden):
    version = indlaes(verden.ky, bog(*TO))
    tabel = find_tabel(laes(bog(("A03", "God", "F1"), ("A04", "Skæv", "Opstart")), "k.xlsx"))
    ressource = Kortressource(tabel, Modelopslag.laes(verden.model), list(version.kort.all()), {}, {})
    assert ressource.skriv(version).has_validation_errors()
    assert [kort.kode for kort in version.kort.all()] == ["A01", "A02"]


def test_en_aendring_af_en_udgivet_version_afvises_med_en_udvej(verden):
    with pytest.raises(Afvist, match=r"SAPA 1\.0 er udgivet.*1 ny.*ny version, fx 1\.1"):
        forhaandsvis(verden.sapa, sapa(*sapa_raekker(), ["X01", "Ny", "F1"]), "1.0")


def test_en_ny_orden_i_en_udgivet_version_er_ogsaa_en_aendring(verden):
    with pytest.raises(Afvist, match="ny rækkefølge"):
        forhaandsvis(verden.sapa, sapa(*reversed(sapa_raekker())), "1.0")


@pytest.mark.parametrize("nummer", ["0.9", "1", "1.0.0"])
def test_et_lavere_eller_lige_saa_hoejt_nummer_afvises(verden, nummer):
    with pytest.raises(Afvist, match=r"fx 1\.1"):
        forhaandsvis(verden.sapa, sapa(*sapa_raekker(), ["X01", "Ny", "F1"]), nummer)


@pytest.mark.parametrize("nummer", ["", "v1", "1.0/2", "1..0", "1.0 ", "١.٠"])
def test_et_nummer_der_ikke_er_tal_og_punktum_afvises(verden, nummer):
    with pytest.raises(Afvist, match="ikke et versionsnummer"):
        find_maal(verden.ky, nummer)


def test_er_kladden_aendret_siden_forhaandsvisningen_gemmes_intet(verden):
    indlaes(verden.ky, bog(*TO))
    min_, din = forhaandsvis(verden.ky, bog(TO[0])), forhaandsvis(verden.ky, bog(*TO, ("A03", "Ny", "F1")))
    gennemfoer_import(KOMMANDOLINJE, din)
    foer = alt_i_kataloget()
    with pytest.raises(Foraeldet, match="ændret, siden forhåndsvisningen"):
        gennemfoer_import(KOMMANDOLINJE, min_)
    assert alt_i_kataloget() == foer


def test_to_foerste_importer_til_samme_katalog_kan_ikke_begge_lykkes(verden):
    min_, din = forhaandsvis(verden.ky, bog(*TO)), forhaandsvis(verden.ky, bog(("B01", "Noget andet", "F1")))
    gennemfoer_import(KOMMANDOLINJE, din)
    with pytest.raises(Foraeldet):
        gennemfoer_import(KOMMANDOLINJE, min_)


def test_udgives_en_anden_version_imens_er_forhaandsvisningen_foraeldet(verden):
    koersel = forhaandsvis(verden.sapa, sapa(*sapa_raekker()[:-1]), "1.2")
    indlaes_og_udgiv(verden.sapa, sapa(*sapa_raekker()[1:]), "1.1")
    with pytest.raises(Foraeldet):
        gennemfoer_import(KOMMANDOLINJE, koersel)


def test_udgives_en_anden_version_imens_gaelder_det_ogsaa_en_kladde_der_findes(verden):
    indlaes(verden.sapa, sapa(*sapa_raekker()[2:]), "1.2")
    koersel = forhaandsvis(verden.sapa, sapa(), "1.2")
    indlaes_og_udgiv(verden.sapa, sapa(*sapa_raekker()[1:]), "1.1")
    with pytest.raises(Foraeldet):
        gennemfoer_import(KOMMANDOLINJE, koersel)


def test_aendres_fasemodellen_imens_er_forhaandsvisningen_foraeldet(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    verden.model.faser.filter(kode="F1").update(synonymer=["Begyndelse"])
    with pytest.raises(Foraeldet):
        gennemfoer_import(KOMMANDOLINJE, koersel)


def test_den_samme_import_kan_kun_gennemfoeres_en_gang(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    gennemfoer_import(KOMMANDOLINJE, koersel)
    with pytest.raises(Afvist, match="allerede indlæst"):
        gennemfoer_import(KOMMANDOLINJE, koersel)


def test_en_opgivet_forhaandsvisning_kan_ikke_gennemfoeres(verden):
    koersel = fortryd_import(KOMMANDOLINJE, forhaandsvis(verden.ky, bog(*TO)))
    with pytest.raises(Afvist, match="den er fortrudt"):
        gennemfoer_import(KOMMANDOLINJE, koersel)


def test_en_fortrudt_import_sletter_den_kladde_den_lavede(verden):
    foer, koersel = alt_i_kataloget(), forhaandsvis(verden.ky, bog(*TO))
    gennemfoer_import(KOMMANDOLINJE, koersel)
    assert fortryd_import(KOMMANDOLINJE, koersel).status == Importkoersel.Status.FORTRUDT
    assert alt_i_kataloget() == foer
    assert not Katalog.objects.filter(loesning=verden.ky).exists()


def test_en_fortrudt_ny_version_lader_den_udgivne_staa(verden):
    foer, koersel = alt_i_kataloget(), forhaandsvis(verden.sapa, sapa(*sapa_raekker()[1:]), "1.1")
    gennemfoer_import(KOMMANDOLINJE, koersel)
    fortryd_import(KOMMANDOLINJE, koersel)
    assert alt_i_kataloget() == foer


def test_en_import_til_en_kladde_der_er_aendret_siden_kan_ikke_fortrydes(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    gennemfoer_import(KOMMANDOLINJE, koersel)
    indlaes(verden.ky, bog(TO[0]))
    with pytest.raises(Afvist, match="ikke fortrydes mere"):
        fortryd_import(KOMMANDOLINJE, koersel)


def test_en_udgivet_import_kan_ikke_fortrydes(verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    udgiv(KOMMANDOLINJE, gennemfoer_import(KOMMANDOLINJE, koersel), nu=timezone.now())
    with pytest.raises(Afvist, match="ikke fortrydes mere"):
        fortryd_import(KOMMANDOLINJE, koersel)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_af_to_der_siger_ja_i_samme_oejeblik_vinder_praecis_en(verden):
    koersler = [forhaandsvis(verden.ky, bog((f"{navn}01", "Titel", "F1"))) for navn in "AB"]
    afsted, udfald = Barrier(2), []

    def sig_ja(koersel):
        afsted.wait()
        try:
            udfald.append(gennemfoer_import(KOMMANDOLINJE, koersel).kort.get().kode)
        except Foraeldet:
            udfald.append("forældet")
        finally:
            connection.close()

    traade = [Thread(target=sig_ja, args=(koersel,)) for koersel in koersler]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join()
    (vinder,) = set(udfald) - {"forældet"}
    assert [kort.kode for kort in Katalogopgave.objects.filter(version__katalog__loesning=verden.ky)] == [vinder]


def test_det_foreslaaede_nummer_er_ikke_en_kladdes(verden):
    indlaes(verden.sapa, a08(), nummer="1.1")
    with pytest.raises(UbrugeligtNummer, match=r"fx 1\.2"):
        forhaandsvis(verden.sapa, a08(), nummer="1.0")
