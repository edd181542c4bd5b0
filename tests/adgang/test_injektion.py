"""Fremmede id'er i formularer og adresser: ingen tages for gode varer, og intet skrives."""

from collections.abc import Iterator

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import implementering.urls  # noqa: F401 - indlæser alle formularer
from faelles.formularer import Formular
from projekter.forms_konto import Kontofelter
from projekter.models import Boelge
from tests.adgang import aftryk
from tests.adgang.celler import KANARIE, maal
from tests.adgang.linjer import EN_GEVINST, EN_NOEGLE
from tests.adgang.massehandlinger import masseansvarlig
from tests.adgang.matrix import MATRIX, en_lokal
from tests.adgang.matrix_etaper import EN_ETAPE
from tests.adgang.overdragelser import en_overdragelse
from tests.adgang.scene import Scene
from tests.medvirkende import lav_model

NYT_PROJEKT = {"idriftsaettelse": "01.03.2027"}
FAELLES_FOR_ALLE = {("NyPladsForm", "rolle"), ("Importform", "model"), ("ProjektForm", "loesning")}
"""Felter, hvis valgmuligheder er de samme for alle og ikke tilhører nogen."""


def projektside(navn: str, sted: str, *dele: str):
    return lambda s: reverse(navn, args=[s.steder[sted][del_] for del_ in ("kommune", "loesning", *dele)])


def kataloget(s: Scene) -> dict[str, object]:
    return {"nummer": "1.3", "fil": SimpleUploadedFile("k.csv", b"Titel\nEn opgave\n")}


def boelgen(loesning: object) -> int:
    return Boelge.objects.filter(loesning=loesning).earliest("pk").pk


FELTER = {
    # (formular, felt): (rolle, adresse, resten af formularen, egen værdi, fremmed værdi)
    ("OpgaveForm", "ansvarlig"): (
        "anna", projektside("opgaver:ret", "aarhus", "opgave"), lambda s: {"status": "i_gang", "udgave": 1},
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("OpgaveForm", "udfoerer"): (
        "anna", projektside("opgaver:ret", "aarhus", "opgave"),
        lambda s: {"status": "i_gang", "udgave": 1, "ansvarlig": s.steder["aarhus"]["plads"]},
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("LokalForm", "ansvarlig"): (
        "anna", projektside("lokale:ny", "aarhus"), lambda s: en_lokal(s.steder["aarhus"]),
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("LokalForm", "udfoerer"): (
        "anna", projektside("lokale:ny", "aarhus"), lambda s: en_lokal(s.steder["aarhus"]),
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("MasseForm", "plads"): (
        "anna", projektside("masse:udfoer", "aarhus"),
        lambda s: masseansvarlig(s.verden.projekt, s.steder["aarhus"]["opgave"], s.steder["aarhus"]["plads"]),
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("EtapeForm", "superbrugere"): (
        "anna", projektside("etaper:ny", "aarhus"), lambda s: EN_ETAPE,
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("RetEtapeForm", "superbrugere"): (
        "anna", projektside("etaper:ret", "aarhus", "etape"), lambda s: {"navn": "Team Nord", "udgave": 1},
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("FaseForm", "fase"): (
        "anna", projektside("opgaver:saet_fase", "aarhus", "opgave"), lambda s: {"udgave": 1},
        lambda s: s.steder["aarhus"]["fase_id"], lambda s: lav_model("en-anden").faser.get(kode="F3").pk,
    ),
    ("KommentarForm", "naevn"): (
        "anna", projektside("opgaver:skriv_kommentar", "aarhus", "opgave"),
        lambda s: {"tekst": "Hvornår?", "noegle": EN_NOEGLE},
        lambda s: s.verden.bo.pk, lambda s: s.verden.carl.pk,
    ),
    ("ForudsaetningForm", "kraever"): (
        "anna", projektside("opgaver:tilfoej_forudsaetning", "aarhus", "opgave"), lambda s: {},
        lambda s: s.steder["aarhus"]["en_anden_opgave"], lambda s: s.steder["odense"]["en_anden_opgave"],
    ),
    ("PladsForm", "person"): (
        "anna", projektside("projekter:plads", "aarhus", "plads"), lambda s: {},
        lambda s: s.brugere["lis"].pk, lambda s: s.brugere["carl"].pk,
    ),
    ("PladsForm", "stedfortraeder"): (
        "anna", projektside("projekter:plads", "aarhus", "plads"), lambda s: {},
        lambda s: s.brugere["lis"].pk, lambda s: s.brugere["carl"].pk,
    ),
    ("OverdragForm", "alle"): (
        "ada", lambda s: reverse("organisationer:overdrag", args=["0751", s.verden.bo.pk]),
        lambda s: en_overdragelse(s.steder["aarhus"]), lambda s: s.brugere["lis"].pk, lambda s: s.brugere["carl"].pk,
    ),
    ("GevinstForm", "ejer"): (
        "anna", projektside("gevinster:ny", "aarhus"), lambda s: EN_GEVINST,
        lambda s: s.steder["aarhus"]["plads"], lambda s: s.steder["odense"]["plads"],
    ),
    ("ProjektForm", "kommune"): (
        "anna", lambda s: reverse("opgaver:nyt"), lambda s: NYT_PROJEKT | {"loesning": s.steder["star"]["loesning_id"]},
        lambda s: s.verden.aarhus.pk, lambda s: s.verden.odense.pk,
    ),
    ("ProjektForm", "boelge"): (
        "anna", lambda s: reverse("opgaver:nyt"),
        lambda s: NYT_PROJEKT | {"loesning": s.steder["star"]["loesning_id"], "kommune": s.verden.aarhus.pk},
        lambda s: boelgen(s.steder["star"]["loesning_id"]), lambda s: boelgen(s.verden.sapa.pk),
    ),
    ("Importform", "loesning"): (
        "karen", lambda s: reverse("kataloger:importer"), kataloget, lambda s: "SAPA", lambda s: "VITAS",
    ),
}  # fmt: skip


def formularer(rod: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for formular in rod.__subclasses__():
        yield from formularer(formular)
        if not formular.__module__.startswith(("django.", "allauth.", "import_export.", "tests.")):
            yield formular


def id_felter() -> set[tuple[str, str]]:
    """Hvert felt i systemets formularer, der vælger en række i databasen."""
    return {
        (formular.__name__, navn)
        for formular in formularer()
        for navn, felt in formular.base_fields.items()
        if isinstance(felt, forms.ModelChoiceField)
    }


def send(scene: Scene, felt: tuple[str, str], egen: bool) -> tuple[int, bool]:
    """Svarets status, og om noget blev skrevet."""
    rolle, adresse, resten, mit, andens = FELTER[felt]
    krop = {**resten(scene), felt[1]: (mit if egen else andens)(scene)}
    klient, foer = scene.klient(rolle), aftryk.alt()
    return klient.post(adresse(scene), krop).status_code, aftryk.alt() != foer


def test_hvert_felt_der_vaelger_en_raekke_er_paa_listen():
    assert id_felter() == set(FELTER) | FAELLES_FOR_ALLE


def test_alle_formularer_er_systemets_egne():
    """Kontoens er allauths med systemets felter; de vælger ingen række."""
    egne = (Formular, Kontofelter)
    assert {formular for formular in formularer() if not issubclass(formular, egne)} <= {Formular}


@pytest.mark.parametrize("felt", FELTER, ids="-".join)
def test_en_fremmed_vaerdi_afvises_og_intet_skrives(scene, felt):
    assert send(scene, felt, egen=False) == (422, False)


@pytest.mark.parametrize("felt", FELTER, ids="-".join)
def test_en_egen_vaerdi_tages_imod(scene, felt):
    assert send(scene, felt, egen=True) == (302, True)


@pytest.mark.parametrize("rolle", ["anna", "per", "ada"])
def test_ekstra_felter_i_en_gyldig_formular_roerer_ikke_nabokommunen(scene, rolle):
    """Alle Odenses id'er sendes med under de navne, modellerne bruger."""
    odense, klient = scene.steder["odense"], scene.klient(rolle)
    ekstra = {f"{navn}{hale}": vaerdi for navn, vaerdi in odense.items() for hale in ("", "_id")}
    ekstra |= {"projekt": scene.verden.odense_projekt.pk, "id": odense["opgave"], "pk": odense["opgave"]}
    foer = aftryk.kommunens(scene.verden.odense)
    for linje in MATRIX:
        for et in maal(scene, linje, rolle):
            if et.sted == "aarhus" and rolle in (linje.goer or {}).get("aarhus", ()):
                klient.post(et.adresse, ekstra | dict(linje.krop(scene.steder["aarhus"])))
    assert aftryk.kommunens(scene.verden.odense) == foer


@pytest.mark.parametrize("rolle", ["anna", "bo", "karen", "stine"])
def test_en_parameter_i_adressen_erstatter_aldrig_filteret(scene, rolle):
    odense, klient = scene.steder["odense"], scene.klient(rolle)
    parametre = {navn: str(vaerdi) for navn, vaerdi in odense.items()} | {
        "projekt": scene.verden.odense_projekt.pk, "id": odense["opgave"], "pk": odense["opgave"],
        "bruger": scene.verden.carl.pk, "region": "Syddanmark", "alle": "1",
    }  # fmt: skip
    for linje in MATRIX:
        for et in maal(scene, linje, rolle):
            if linje.hent and et.ser(rolle):
                svar = klient.get(et.adresse, parametre)
                assert "odense" not in {fund[1] for fund in KANARIE.finditer(svar.getvalue().decode(errors="replace"))}


def test_administratoren_kan_ikke_give_en_ret_der_hoerer_til_hos_udgivere(scene):
    klient, foer = scene.klient("ada"), aftryk.alt()
    adresse = reverse("organisationer:person", args=["0751", scene.verden.bo.pk])
    assert klient.post(adresse, {"rettigheder": ["katalogredaktoer"]}).status_code == 422
    assert aftryk.alt() == foer


def test_en_inaktiv_person_kan_ikke_saettes_paa_en_plads(scene):
    adresse = projektside("projekter:plads", "aarhus", "plads")(scene)
    svar = scene.klient("anna").post(adresse, {"person": scene.brugere["nils"].pk})
    assert svar.status_code == 422


def test_kataloget_vaelges_ikke_paa_forhaand_for_en_anden_udgiver(scene):
    svar = scene.klient("karen").get(reverse("kataloger:importer"), {"loesning": "VITAS"})
    assert "VITAS" not in svar.text
