"""Samtalen på en opgave: hvem der nævnes og får besked, hvad der står tilbage, og hvad der venter."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Q
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from koe.models import Besked
from opgaver.models import Kommentar
from opgaver.services.kommentar import marker_besvaret, ret_kommentar, skriv_kommentar, slet_kommentar
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Bruger, Haendelse, Medlemskab, Plads, Rettighed
from tests.eget.hjaelp import HTMX, NU, adresse, anna
from tests.medvirkende import lav_bruger


def skriv(verden, tekst, hvem=None, **mere):
    aktoer = Aktoer.person(hvem or verden.anna)
    return skriv_kommentar(aktoer, verden.opgave("A08"), tekst, **{"noegle": uuid4(), "nu": NU} | mere)


def venter(bruger):
    return [et.tekst for et in Kommentar.objects.venter_paa(bruger)]


def test_en_omtale_bliver_en_besked_og_et_spoergsmaal_der_venter(verden):
    gemt = skriv(verden, "@Bo, hvornår er det på plads?\nHilsen Anna")
    besked = Besked.objects.get(noegle=f"omtale:{gemt.kommentar.pk}:{verden.bo.pk}")
    assert besked.modtager == verden.bo.email and "hvornår er det på plads?" in besked.tekst
    assert besked.emne == "Anna Krogh spørger dig om A08 – SAPA, Aarhus"
    assert f"#kommentar-{gemt.kommentar.pk}" in besked.html and venter(verden.bo) == [gemt.kommentar.tekst]


def test_kun_projektets_personer_kan_naevnes(verden):
    gemt = skriv(verden, "@Carl Holst @Karen @ada@aarhus.example", naevnte=[verden.carl, verden.ada])
    assert gemt.ukendte == ("Carl", "Karen", "ada@aarhus.example")
    assert gemt.nye == () and not Besked.objects.exists()


def test_den_der_ser_hele_kommunen_kan_naevnes_naar_den_har_skrevet(verden):
    skriv(verden, "Hvem har den?", hvem=verden.ada)
    assert [person.navn for person in skriv(verden, "@Ada det har Bo").nye] == ["Ada Ravn"]


def test_et_navn_der_kan_vaere_flere_afvises_og_intet_skrives(verden):
    bo2 = lav_bruger("bo2@aarhus.example", "Bo Thomsen", verden.aarhus, Rettighed.DELTAGER)
    Plads.objects.filter(pk=verden.plads("gevinstejer").pk).update(stedfortraeder=bo2)
    with pytest.raises(Afvist, match="»@Bo« kan være Bo Lindgaard eller Bo Thomsen"):
        skriv(verden, "@Bo?")
    assert not Kommentar.objects.exists() and not Haendelse.objects.filter(handling="kommentar skrevet").exists()


def test_et_svar_og_et_ja_til_at_have_set_det_faar_spoergsmaalet_til_ikke_at_vente(verden):
    foerste = skriv(verden, "@Bo?").kommentar
    skriv(verden, "I morgen", hvem=verden.bo, set_til=foerste.pk)
    assert venter(verden.bo) == []
    anden, tredje = skriv(verden, "@Bo, hvilken?").kommentar, skriv(verden, "@Bo, og hvor?").kommentar
    assert marker_besvaret(Aktoer.person(verden.bo), verden.opgave("A08"), nu=NU, set_til=anden.pk) == 1
    assert venter(verden.bo) == [tredje.tekst]


def test_et_svar_til_den_der_spurgte_er_ikke_et_nyt_spoergsmaal(verden):
    senere = [NU + timedelta(minutes=antal) for antal in range(5)]
    spurgt = skriv(verden, "@Bo, bliver det torsdag?").kommentar
    svar = skriv(verden, "@Anna ja, torsdag", hvem=verden.bo, set_til=spurgt.pk, nu=senere[1]).kommentar
    assert venter(verden.anna) == [] and svar.omtaler.get().er_svar
    assert "Bo Lindgaard har svaret dig på A08" in Besked.objects.get(modtager=verden.anna.email).emne
    skriv(verden, "@Anna husk kagen", hvem=verden.bo, set_til=svar.pk, nu=senere[2])
    assert venter(verden.anna) == ["@Anna husk kagen"]


def test_et_svar_der_selv_spoerger_venter_paa_den_der_spurgte(verden):
    spurgt = skriv(verden, "@Bo, hvilken dag?").kommentar
    skriv(verden, "@Anna hvornår kan du?", hvem=verden.bo, set_til=spurgt.pk, nu=NU + timedelta(minutes=1))
    assert venter(verden.anna) == ["@Anna hvornår kan du?"]


def test_den_der_ikke_mere_ser_projektet_venter_intet_paa(verden):
    skriv(verden, "@Bo?")
    Plads.objects.filter(person=verden.bo).update(person=None)
    assert venter(verden.bo) == []


def test_den_samme_formular_sendt_to_gange_er_en_kommentar_og_en_besked(verden):
    noegle = uuid4()
    for tekst in ("@Bo?", "@Bo?", "Noget andet i den gamle formular"):
        skriv(verden, tekst, noegle=noegle)
    assert Kommentar.objects.count() == 2 and Besked.objects.count() == 1


def test_en_slettet_kommentar_efterlader_kun_at_den_har_staaet_der(verden):
    kommentar = skriv(verden, "Borgerens cpr er 010101-1111 @Bo").kommentar
    ret_kommentar(anna(verden), kommentar, "Borgerens cpr er 020202-2222 @Bo", udgave=1, nu=NU)
    slet_kommentar(anna(verden), kommentar, nu=NU)
    handlinger = set(Haendelse.objects.filter(handling__startswith="kommentar").values_list("handling", flat=True))
    assert handlinger == {"kommentar skrevet", "kommentar rettet", "kommentar slettet"}
    assert not Haendelse.objects.filter(Q(gammel__contains="cpr") | Q(ny__contains="cpr")).exists()
    assert Kommentar.objects.get().tekst == "" and venter(verden.bo) == []


@pytest.mark.parametrize(
    ("hvem", "senere", "slags"),
    [("bo", timedelta(0), IkkeTilladt), ("anna", timedelta(days=1, seconds=1), Afvist)],
)
def test_kun_den_der_skrev_den_retter_en_kommentar_og_kun_i_et_doegn(verden, hvem, senere, slags):
    kommentar = skriv(verden, "Først").kommentar
    with pytest.raises(slags):
        ret_kommentar(Aktoer.person(getattr(verden, hvem)), kommentar, "Så", udgave=1, nu=NU + senere)


def test_projektlederen_kan_slette_en_andens_kommentar_og_bo_kan_ikke_slette_annas(verden):
    bos, annas = skriv(verden, "Bos", hvem=verden.bo).kommentar, skriv(verden, "Annas").kommentar
    slet_kommentar(anna(verden), bos, nu=NU)
    with pytest.raises(IkkeTilladt):
        slet_kommentar(Aktoer.person(verden.bo), annas, nu=NU)


def test_en_laeser_kan_ikke_skrive_og_kommandolinjen_er_ingen_person(verden):
    Medlemskab.objects.filter(bruger=verden.ada).update(rettighed=Rettighed.LAESER)
    for aktoer in (Aktoer.person(verden.ada), KOMMANDOLINJE):
        with pytest.raises(IkkeTilladt):
            skriv_kommentar(aktoer, verden.opgave("A08"), "Hej", noegle=uuid4(), nu=NU)


@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_en_kommentar_rettet_to_steder_viser_begge_og_beholder_det_skrevne(verden, som, hoved):
    kommentar = skriv(verden, "Først", nu=timezone.now()).kommentar
    klient, sti = som(verden.anna), f"{adresse('kort', kommentar.opgave_id)}kommentar/{kommentar.pk}/ret/"
    klient.post(sti, {"tekst": "Fra den ene fane", "kommentarudgave": 1})
    svar = klient.post(sti, {"tekst": "Fra den anden", "kommentarudgave": 1}, headers=hoved)
    assert svar.status_code == 409 and "Fra den ene fane" in svar.text and "Fra den anden</textarea>" in svar.text
    assert 'name="kommentarudgave" value="2"' in svar.text


def test_en_kommentar_slettet_imens_giver_det_skrevne_i_en_ny(verden, som):
    kommentar = skriv(verden, "Først").kommentar
    slet_kommentar(anna(verden), kommentar, nu=NU)
    with pytest.raises(Foraeldet):
        ret_kommentar(anna(verden), kommentar, "Mine ord", udgave=1, nu=NU)
    sti = f"{adresse('kort', kommentar.opgave_id)}kommentar/{kommentar.pk}/ret/"
    svar = som(verden.anna).post(sti, {"tekst": "Mine ord", "kommentarudgave": 1}, headers=HTMX)
    assert svar.status_code == 409 and "Mine ord</textarea>" in svar.text


def test_en_kommentar_vises_som_ren_tekst_med_linjer_og_links(verden, som):
    data = {"tekst": "Se https://b.example/a\r\n<script>alert(1)</script> javascript:alert(1)", "noegle": uuid4()}
    svar = som(verden.anna).post(f"{adresse('kort', verden.opgave('A08').pk)}kommentar/", data, headers=HTMX)
    assert '<a href="https://b.example/a" rel="nofollow">' in svar.text and "<br>&lt;script&gt;" in svar.text
    assert 'id="opraab"' in svar.text and "data-fokus" in svar.text and "<html" not in svar.text


def test_en_tvivl_siges_og_det_skrevne_og_det_valgte_bliver_staaende(verden, som):
    rolle = verden.plads("gevinstejer").rolle
    for navn in ("Dorte Winther", "Dorte Winther"):
        person = lav_bruger(f"{uuid4().hex}@aarhus.example", navn, verden.aarhus, Rettighed.DELTAGER)
        Plads.objects.create(projekt=verden.projekt, rolle=rolle, person=person,
                             betegnelse=person.email)  # fmt: skip
    data = {"tekst": "@Dorte Winther?", "noegle": uuid4(), "naevn": [verden.bo.pk]}
    svar = som(verden.anna).post(f"{adresse('kort', verden.opgave('A08').pk)}kommentar/", data, headers=HTMX)
    assert svar.status_code == 422 and "3 personer med det samme navn" in svar.text
    assert "@Dorte Winther?</textarea>" in svar.text and f'value="{verden.bo.pk}"' in svar.text


def test_en_formular_sendt_igen_er_den_samme_kommentar_ogsaa_efter_den_er_slettet(verden):
    noegle = uuid4()
    foerste = skriv(verden, "A", noegle=noegle).kommentar
    for _ in range(2):
        skriv(verden, "B", noegle=noegle)
    assert sorted(Kommentar.objects.values_list("tekst", flat=True)) == ["A", "B"]
    slet_kommentar(anna(verden), foerste, nu=NU)
    with pytest.raises(Afvist, match="sendt før og slettet siden"):
        skriv(verden, "A", noegle=noegle)


@pytest.mark.parametrize(("status", "tilbage"), [("ny", []), ("taget", ["Kommentaren er slettet.\n"]), ("sendt", [""])])
def test_en_slettet_kommentars_ord_er_ogsaa_vaek_fra_mailen(verden, status, tilbage):
    kommentar = skriv(verden, "@Bo 010101-1234").kommentar
    Besked.objects.update(status=status)
    slet_kommentar(anna(verden), kommentar, nu=NU)
    assert list(Besked.objects.values_list("tekst", flat=True)) == tilbage
    assert not Besked.objects.exclude(html="").exists()


@pytest.mark.parametrize("status", ["ny", "taget", "sendt"])
def test_en_rettet_kommentars_gamle_ord_er_ude_af_den_mail_der_ikke_er_sendt(verden, status):
    kommentar = skriv(verden, "@Bo 010101-1234").kommentar
    Besked.objects.update(status=status)
    ret_kommentar(anna(verden), kommentar, "@Bo Det rettede", udgave=1, nu=NU)
    [besked] = Besked.objects.all()
    for form in (besked.tekst, besked.html):
        assert ("010101-1234" in form, "Det rettede" in form) == (status == "sendt", status != "sendt")


def test_to_med_samme_navn_kan_kendes_fra_hinanden_hvor_der_vaelges(som, verden):
    Bruger.objects.filter(pk=verden.dorte.pk).update(navn="Bo Lindgaard")
    side = som(verden.anna).get(adresse("kort", verden.opgave("A08").pk)).text
    assert "Bo Lindgaard (bo@aarhus.example)" in side and "Bo Lindgaard (dorte@aarhus.example)" in side
    assert "Ada Ravn (" not in side


def test_den_der_hedder_som_spoergeren_selv_vises_ogsaa_med_sin_adresse(som, verden):
    Bruger.objects.filter(pk=verden.bo.pk).update(navn=verden.anna.navn)
    side = som(verden.anna).get(adresse("kort", verden.opgave("A08").pk)).text
    assert f"{verden.anna.navn} (bo@aarhus.example)" in side
