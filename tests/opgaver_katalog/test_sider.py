"""Katalogernes sider: hvem der ser hvad, og importens tre trin."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opgaver.models import Importkoersel, Katalog, Katalogversion
from opgaver.services.katalog import gennemfoer_import, opsummering
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Organisation, Rettighed
from tests.medvirkende import lav_bruger, lav_organisation
from tests.opgaver_katalog.boeger import SAPA_HOVED, a08, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import arbejd, forhaandsvis, indlaes

TO = (("A01", "Første", "F1"), ("A02", "Anden", "F2"))
IMPORTER = reverse("kataloger:importer")


def fil(data: bytes, navn: str = "katalog.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(navn, data)


def tekst(svar) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", svar.content.decode()).split())


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


@pytest.fixture
def anna(som, verden):
    return som(verden.anna)


@pytest.fixture
def kladde(verden):
    return indlaes(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.1")


def send(klient, data, nummer="1.0", loesning="KY", navn="katalog.xlsx", **felter):
    svar = klient.post(IMPORTER, {"loesning": loesning, "nummer": nummer, "fil": fil(data, navn), **felter})
    arbejd()
    return svar


def indlaes_(klient, koersel):
    svar = klient.post(reverse("kataloger:indlaes", args=[koersel.pk]))
    arbejd()
    return svar


def test_alle_kan_laese_en_udgivet_version(anna, verden):
    assert "SAPA 1.0" in tekst(anna.get(reverse("kataloger:liste")))
    side = tekst(anna.get(reverse("kataloger:version", args=[verden.version.pk])))
    assert "A08 Forbered og implementer" in side
    assert "Udgiv version" not in side


def test_en_kladde_findes_kun_for_sin_redaktoer(anna, som, verden, kladde):
    for navn in ("version", "udgiv"):
        assert anna.get(reverse(f"kataloger:{navn}", args=[kladde.pk])).status_code == 404
    assert "SAPA 1.1" not in tekst(anna.get(reverse("kataloger:liste")))
    assert som(verden.karen).get(reverse("kataloger:version", args=[kladde.pk])).status_code == 200


def test_kun_en_redaktoer_ser_importen(anna, verden):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    for adresse in (IMPORTER, reverse("kataloger:skabelon"), reverse("kataloger:import", args=[koersel.pk])):
        assert anna.get(adresse).status_code == 404
    for navn in ("indlaes", "fortryd"):
        assert anna.post(reverse(f"kataloger:{navn}", args=[koersel.pk])).status_code == 404
    assert anna.post(reverse("kataloger:udgiv", args=[verden.version.pk])).status_code == 404


def test_en_anden_udgivers_import_findes_ikke(som, verden):
    stine = som(lav_bruger("stine@star.example", "Stine Lund", verden.star, Rettighed.KATALOGREDAKTOER))
    koersel = forhaandsvis(verden.ky, bog(*TO))
    assert stine.get(reverse("kataloger:import", args=[koersel.pk])).status_code == 404
    assert "SAPA" not in str(stine.get(IMPORTER).context["form"]["loesning"])


def test_skabelonen_kan_hentes(karen):
    svar = karen.get(reverse("kataloger:skabelon"))
    assert svar["Content-Disposition"].startswith("attachment")
    assert svar.content.startswith(b"PK")


def test_de_tre_trin_fra_fil_til_udgivet_version(karen, verden):
    vist = send(karen, a08())
    (koersel,) = Importkoersel.objects.all()
    adresse = reverse("kataloger:import", args=[koersel.pk])
    assert vist["Location"] == adresse
    assert "Intet er gemt i kataloget endnu" in tekst(karen.get(adresse))
    assert not Katalog.objects.filter(loesning=verden.ky).exists()
    assert indlaes_(karen, koersel)["Location"] == adresse
    version = Katalogversion.objects.get(katalog__loesning=verden.ky)
    kvittering = tekst(karen.get(adresse))
    assert "Indlæst i KY 1.0" in kvittering
    assert "Udgiv version 1.0" in kvittering
    udgiv = reverse("kataloger:udgiv", args=[version.pk])
    assert "Den kan ikke ændres" in tekst(karen.get(udgiv))
    karen.post(udgiv)
    version.refresh_from_db()
    assert version.status == Katalogversion.Status.UDGIVET


def test_at_se_en_side_aendrer_intet(karen, verden, kladde):
    koersel = forhaandsvis(verden.ky, bog(*TO))
    for navn in ("indlaes", "fortryd"):
        assert karen.get(reverse(f"kataloger:{navn}", args=[koersel.pk])).status_code == 405
    karen.get(reverse("kataloger:udgiv", args=[kladde.pk]))
    kladde.refresh_from_db()
    assert kladde.er_kladde


def test_formularen_foreslaar_kladdens_nummer(karen, kladde):
    assert karen.get(IMPORTER + "?loesning=SAPA").context["form"]["nummer"].value() == "1.1"


def test_formularen_foreslaar_det_naeste_nummer_efter_den_udgivne(karen, verden):
    form = karen.get(IMPORTER + "?loesning=SAPA").context["form"]
    assert (form["loesning"].value(), form["nummer"].value()) == ("SAPA", "1.1")


@pytest.mark.parametrize(
    ("felt", "aendring", "besked"),
    [
        ("nummer", {"nummer": "nyeste"}, "ikke et versionsnummer"),
        ("fil", {"data": b"a" * 6_000_000}, "højst fylde 5"),
    ],
)
def test_en_fejl_staar_ved_sit_felt_og_intet_gemmes(karen, felt, aendring, besked):
    svar = send(karen, **({"data": bog(*TO)} | aendring))
    assert svar.status_code == 422
    assert besked in " ".join(svar.context["form"].errors[felt]).replace("\xa0", " ")
    assert not Importkoersel.objects.exists()


def test_en_anden_fasemodel_end_katalogets_siges_ved_feltet(karen, verden):
    anden = type(verden.model).objects.create(noegle="vitas", navn="VITAS")
    svar = send(karen, bog(*TO), "1.1", "SAPA", model=anden.pk)
    assert "kan ikke skifte" in svar.context["form"].errors["model"][0]


def test_hvert_tal_aabner_sine_raekker(karen, verden):
    raekker = sapa_raekker()
    raekker[0][1] = "Rettet titel"
    send(karen, bog(*raekker[:-1], ["X01", "Helt ny", "Forkert"], hoved=SAPA_HOVED), "1.1", "SAPA")
    adresse = reverse("kataloger:import", args=[Importkoersel.objects.get().pk])
    assert "»Forkert«" in tekst(karen.get(adresse))
    aendrede = tekst(karen.get(adresse + "?vis=aendrede"))
    assert "[slettet: Nedsæt projektorganisation ] [tilføjet: Rettet titel ]" in aendrede
    assert "G07 Mål gevinsterne" in tekst(karen.get(adresse + "?vis=udgaaede"))
    assert "A08 Forbered" in tekst(karen.get(adresse + "?vis=uaendrede"))


def test_med_fejl_er_der_ingen_knap_til_at_indlaese(karen, verden):
    send(karen, bog(("A01", "T", "Forkert")))
    koersel = Importkoersel.objects.get()
    side = karen.get(reverse("kataloger:import", args=[koersel.pk]))
    assert reverse("kataloger:indlaes", args=[koersel.pk]) not in side.content.decode()
    assert karen.post(reverse("kataloger:indlaes", args=[koersel.pk])).status_code == 422


def test_en_foraeldet_forhaandsvisning_siger_det_og_afvises(karen, verden):
    min_, din = forhaandsvis(verden.ky, bog(*TO)), forhaandsvis(verden.ky, bog(TO[0]))
    indlaes_(karen, din)
    assert "er ændret, siden" in tekst(karen.get(reverse("kataloger:import", args=[min_.pk])))
    assert karen.post(reverse("kataloger:indlaes", args=[min_.pk])).status_code == 409


def test_en_ny_forhaandsvisning_er_ikke_foraeldet(karen, verden):
    send(karen, bog(*sapa_raekker()[:-1], hoved=SAPA_HOVED), "1.1", "SAPA")
    side = karen.get(reverse("kataloger:import", args=[Importkoersel.objects.get().pk]))
    assert side.context["er_foraeldet"] is False


def test_en_fil_uden_virkning_siger_det_og_har_ingen_knap(karen, verden):
    send(karen, bog(*sapa_raekker(), hoved=SAPA_HOVED), "1.0", "SAPA")
    koersel = Importkoersel.objects.get()
    side = karen.get(reverse("kataloger:import", args=[koersel.pk]))
    assert "Der er ikke noget at indlæse" in tekst(side)
    assert reverse("kataloger:indlaes", args=[koersel.pk]) not in side.content.decode()


def test_kvitteringen_tilbyder_at_slette_den_kladde_importen_lavede(karen, verden):
    send(karen, bog(*TO))
    koersel = Importkoersel.objects.get()
    indlaes_(karen, koersel)
    assert "slet kladden 1.0" in tekst(karen.get(reverse("kataloger:import", args=[koersel.pk])))
    karen.post(reverse("kataloger:fortryd", args=[koersel.pk]), {"indlaest": "ja"})
    assert not Katalog.objects.filter(loesning=verden.ky).exists()


def test_mange_raekker_vises_paa_flere_sider(karen, verden):
    send(karen, bog(*((f"A{n:03}", f"Opgave {n}", "F1") for n in range(150))))
    adresse = reverse("kataloger:import", args=[Importkoersel.objects.get().pk])
    assert "Viser 1–100 af 150" in tekst(karen.get(adresse))
    assert "A149" in tekst(karen.get(adresse + "?vis=nye&side=2"))


ONDT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_versionerne_staar_efter_nummeret_som_tal(karen, verden):
    for nummer in ("1.10", "1.9", "2.0", "1.1"):
        Katalogversion.objects.create(katalog=verden.version.katalog, nummer=nummer)
    viste = re.findall(r">SAPA ([\d.]+)</a>", karen.get(reverse("kataloger:liste")).text)
    assert viste == ["2.0", "1.10", "1.9", "1.1", "1.0"]


def test_store_antal_har_punktum_ved_tusinder():
    intet = {gruppe: [] for gruppe in ("omdoebte", "aendrede", "uaendrede", "udgaaede", "ny_raekkefoelge")}
    assert opsummering(intet | {"nye": [1] * 10_000}) == "10.000 nye"


def test_intet_fra_en_celle_kan_koere_paa_siderne(karen, verden):
    hoved = ("Kode", "Titel", "Fase", "Mål", ONDT)
    send(karen, bog(("A01", f"Titel {ONDT}", ONDT, f"<p>Hej{ONDT}</p>", ONDT), hoved=hoved))
    send(karen, bog(("A01", f"Titel {ONDT}", "F1", f"<p>Hej{ONDT}</p>", ONDT), hoved=hoved))
    fejl, god = Importkoersel.objects.order_by("pk")
    indlaes_(karen, god)
    version = Katalogversion.objects.get(katalog__loesning=verden.ky)
    sider = [reverse("kataloger:import", args=[k.pk]) for k in (fejl, god)]
    for adresse in (*sider, reverse("kataloger:version", args=[version.pk])):
        side = karen.get(adresse).content.decode()
        assert "<script>alert" not in side
        assert "<img" not in side


def test_afsnit_i_en_celle_er_afsnit_paa_siden_og_aldrig_tekst(karen, verden):
    side = karen.get(reverse("kataloger:version", args=[indlaes(verden.ky, a08()).pk])).content.decode()
    assert "<p>Første afsnit.</p> <p>Andet afsnit.</p>" in side
    assert "&lt;p&gt;" not in side


def test_en_liste_uden_kataloger_siger_hvad_man_goer(som, db):
    kombit = lav_organisation(Organisation.Slags.UDGIVER, "KOMBIT", "KOMBIT")
    karen = som(lav_bruger("karen@kombit.example", "Karen", kombit, Rettighed.KATALOGREDAKTOER))
    side = tekst(karen.get(reverse("kataloger:liste")))
    assert "Her står katalogerne, når" in side
    assert "skabelonen" in side


@pytest.mark.parametrize("antal", [2, 40])
def test_sidernes_forespoergsler_foelger_ikke_antallet_af_kort(karen, verden, django_assert_max_num_queries, antal):
    version = indlaes(verden.ky, bog(*((f"A{n}", f"T {n}", "F1", "9") for n in range(antal))))
    with django_assert_max_num_queries(14):
        karen.get(reverse("kataloger:version", args=[version.pk]))
    with django_assert_max_num_queries(14):
        karen.get(reverse("kataloger:liste"))


def test_en_fil_der_mangler_det_meste_advarer_baade_foer_indlaesning_og_foer_udgivelse(karen, verden):
    koersel = forhaandsvis(verden.sapa, a08(), nummer="1.1")
    svar = karen.get(reverse("kataloger:import", args=[koersel.pk]))
    assert "6 opgaver fra version 1.0 er ikke med i filen" in svar.text
    kladde = gennemfoer_import(KOMMANDOLINJE, koersel)
    side = karen.get(reverse("kataloger:udgiv", args=[kladde.pk])).text
    assert "6 af 7 opgaver fra den udgivne version er ikke med" in side and "indlæs en fil med alle" in side


def test_en_fil_med_det_hele_advarer_ikke(karen, verden):
    koersel = forhaandsvis(verden.ky, a08())
    assert "er ikke med i filen" not in karen.get(reverse("kataloger:import", args=[koersel.pk])).text


def test_en_rettet_fil_til_en_aeldre_kladde_foerer_til_den_kladdes_nummer(karen, verden):
    aeldre = indlaes(verden.ky, a08(), nummer="1.0")
    indlaes(verden.ky, a08(), nummer="3.0")
    assert "?loesning=KY&amp;nummer=1.0" in karen.get(reverse("kataloger:version", args=[aeldre.pk])).text


def test_en_fil_der_er_klar_skjules_ikke_af_dem_der_fejlede(karen, verden):
    klar = forhaandsvis(verden.ky, a08())
    for _ in range(25):
        forhaandsvis(verden.ky, bog(("A01", "T", "Forkert")))
    assert reverse("kataloger:import", args=[klar.pk]) in karen.get(reverse("kataloger:liste")).text
