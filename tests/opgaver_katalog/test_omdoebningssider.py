"""Importens spørgsmål om opgaver, der måske kun har fået en ny kode."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from opgaver.forms_katalog import FLEST_SPOERGSMAAL
from opgaver.models import Katalogopgave
from opgaver.services import importjob
from opgaver.services.katalog import Valg, gennemfoer_import
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.boeger import bog
from tests.opgaver_katalog.handlinger import arbejd, forhaandsvis, indlaes, indlaes_og_udgiv
from tests.opgaver_katalog.importside import adresse, nyeste, tekst

LANG = "Beskriv de arbejdsgange, der ændrer sig, og aftal dem med lederne i hvert center."


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


def omdoebt(loesning):
    """Forhåndsvisningen af en fil, hvor A08 er blevet til A09 med et rettet ord, og B01 til B02 uden."""
    hoved = ("Kode", "Titel", "Fase", "Mål")
    indlaes(loesning, bog(("A08", "Arbejdsgange", "F1", LANG), ("B01", "Opret de nye brugere", "F1", ""), hoved=hoved))
    ny = LANG.replace("lederne", "cheferne")
    return forhaandsvis(
        loesning, bog(("A09", "Arbejdsgange", "F1", ny), ("B02", "Opret de nye brugere", "F1", ""), hoved=hoved)
    )


def test_mulige_omdoebninger_skal_besvares_foer_der_kan_indlaeses(karen, verden):
    koersel = omdoebt(verden.ky)
    svar = karen.get(adresse(koersel))
    assertContains(svar, "A08 Arbejdsgange → A09 Arbejdsgange")
    assertNotContains(svar, "Indlæs i KY 1.0</button>")
    assert "[slettet: lederne ]" in tekst(svar)
    manglende = karen.post(adresse(koersel, "omdoeb"), {"par-0": "ja"})
    assertContains(manglende, "Vælg, om B02 er den samme opgave som B01.", status_code=422)
    assert manglende.context["omdoebning"]["par-0"].value() == "ja"


def test_uden_svar_kan_der_ikke_indlaeses_uden_om_siden(karen, verden):
    svar = karen.post(adresse(omdoebt(verden.ky), "indlaes"))
    assertContains(svar, "Svar først på", status_code=422)


def test_ja_lader_kortets_noegle_foelge_med_og_nej_goer_det_til_et_nyt(karen, verden):
    koersel = omdoebt(verden.ky)
    foer = {kort.kode: kort.noegle for kort in Katalogopgave.objects.filter(version__katalog__loesning=verden.ky)}
    karen.post(adresse(koersel, "omdoeb"), {"par-0": "ja", "par-1": "nej"})
    arbejd()
    svaret = nyeste()
    tal = {gruppe: len(svaret.resultat[gruppe]) for gruppe in ("nye", "omdoebte", "aendrede", "udgaaede")}
    assert tal == {"nye": 1, "omdoebte": 1, "aendrede": 0, "udgaaede": 1}
    karen.post(adresse(svaret, "indlaes"))
    arbejd()
    efter = {kort.kode: kort.noegle for kort in Katalogopgave.objects.filter(version__katalog__loesning=verden.ky)}
    assert efter["A09"] == foer["A08"]
    assert efter["B02"] not in foer.values()


def test_man_kan_svare_det_samme_til_alle(karen, verden):
    karen.post(adresse(omdoebt(verden.ky), "omdoeb"), {"alle": "ja"})
    arbejd()
    assert nyeste().omdoebninger == {"A08": "A09", "B01": "B02"}
    assertContains(karen.get(adresse(nyeste()) + "?vis=omdoebte"), "Indlæs i KY 1.0</button>")


def med_mange_par(koersel):
    par = koersel.resultat["mulige"][0]
    koersel.resultat["mulige"] = [
        par | {"fra": {"kode": f"F{n}", "titel": "Før"}, "til": {"kode": f"T{n}", "titel": "Efter"}}
        for n in range(FLEST_SPOERGSMAAL + 1)
    ]
    koersel.save(update_fields=["resultat"])
    return koersel


def test_ved_mange_par_svares_der_paa_dem_alle_paa_en_gang(karen, verden):
    koersel = med_mange_par(omdoebt(verden.ky))
    svar = karen.get(adresse(koersel))
    assertNotContains(svar, 'type="radio"')
    assertContains(svar, "Her er de første 200 af de 201.")
    assertContains(svar, "F199 Før → T199 Efter")
    assertNotContains(svar, "F200 Før")
    assertContains(svar, "Svar nej til alle 201")
    assertContains(karen.post(adresse(koersel, "omdoeb")), "Svar ja eller nej til alle.", status_code=422)
    karen.post(adresse(koersel, "omdoeb"), {"alle": "nej"})
    assert nyeste().omdoebninger["F200"] == ""


def test_den_samme_fil_igen_efter_en_omdoebning_aendrer_intet(verden):
    koersel = omdoebt(verden.ky)
    ny = importjob.bestil_igen(KOMMANDOLINJE, koersel, valg=Valg("", {"A08": "A09", "B01": "B02"}))
    arbejd()
    ny.refresh_from_db()
    data = bytes(ny.fil)
    gennemfoer_import(KOMMANDOLINJE, ny)
    igen = forhaandsvis(verden.ky, data)
    assert (len(igen.resultat["uaendrede"]), igen.resultat["mulige"], igen.resultat["omdoebte"]) == (2, [], [])


def igen(loesning, titel="Evaluér uddannelsen"):
    """Forhåndsvisningen af 3.0, hvor U16 er med igen; den var i 1.0, men ikke i 2.0."""
    andre, u16 = ("A08", "Arbejdsgange", "F1"), ("U16", "Evaluér uddannelsen", "F1")
    indlaes_og_udgiv(loesning, bog(andre, u16), "1.0")
    indlaes_og_udgiv(loesning, bog(andre), "2.0")
    return forhaandsvis(loesning, bog(andre, (u16[0], titel, "F1")), "3.0")


def test_en_udgaaet_opgave_der_er_i_filen_igen_faar_sin_noegle_tilbage(karen, verden):
    koersel = igen(verden.ky)
    assertContains(karen.get(adresse(koersel)), "Ja, samme opgave som U16 i KY 1.0.")
    assert karen.get(adresse(koersel)).context["omdoebning"]["par-0"].value() == "ja"
    karen.post(adresse(koersel, "omdoeb"), {"par-0": "ja"})
    arbejd()
    assert nyeste().resultat["mulige"] == []
    karen.post(adresse(nyeste(), "indlaes"))
    arbejd()
    assert len(set(Katalogopgave.objects.filter(kode="U16").values_list("noegle", flat=True))) == 1


def test_en_anden_opgave_med_en_udgaaets_kode_foreslaas_ikke_at_vaere_den(karen, verden):
    koersel = igen(verden.ky, "Bestil lokaler og forplejning til mødet")
    assert karen.get(adresse(koersel)).context["omdoebning"]["par-0"].value() is None


@pytest.mark.parametrize(("svar", "antal"), [({}, 1), ({"U16": ""}, 2)])
def test_en_udgivelse_tager_noeglen_op_naar_ingen_har_sagt_nej(verden, svar, antal):
    koersel = importjob.bestil_igen(KOMMANDOLINJE, igen(verden.ky), valg=Valg("", svar))
    arbejd()
    koersel.refresh_from_db()
    udgiv(KOMMANDOLINJE, gennemfoer_import(KOMMANDOLINJE, koersel), nu=timezone.now())
    assert Katalogopgave.objects.filter(kode="U16").values("noegle").distinct().count() == antal
