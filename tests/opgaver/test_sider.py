"""Opgavelisten og kortet, som Anna, Bo og Carl møder dem."""

import pytest
from django.db import models
from django.urls import reverse

from opgaver.models import Katalogopgave, Opgave
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.medvirkende import I_DAG, lav_model, lav_version
from tests.udgivet import uden_vaern

HTMX = {"HX-Request": "true"}


def adresse(navn, verden, *dele):
    return reverse(f"opgaver:{navn}", args=("0751", "SAPA", *dele))


def test_listen_viser_regel_og_begrundelse_for_fristen(verden, som):
    svar = som(verden.anna).get(adresse("liste", verden))
    assert "5 uger efter idriftsættelsesdato" in svar.text
    assert "mandag 5. april" in svar.text


def test_et_flueben_svarer_htmx_med_raekken_og_ny_fremdrift(verden, som):
    opgave = verden.opgave("A08")
    svar = som(verden.anna).post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": 1}, headers=HTMX)
    assert svar.status_code == 200
    assert f'id="opgave-{opgave.pk}"' in svar.text and "1 af 7 (14 %)" in svar.text
    assert "A08 er gemt: Fuldført." in svar.text and "<html" not in svar.text


def test_et_flueben_uden_javascript_foerer_tilbage_til_raekken(verden, som):
    opgave = verden.opgave("A08")
    svar = som(verden.anna).post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": 1})
    assert svar.status_code == 302 and svar.url.endswith(f"#opgave-{opgave.pk}")


def test_en_aeldre_fane_faar_den_nye_raekke_og_409(verden, som):
    opgave = verden.opgave("A08")
    klient = som(verden.anna)
    klient.post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": 1})
    svar = klient.post(adresse("afkryds", verden, opgave.pk), {"udgave": 1}, headers=HTMX)
    assert svar.status_code == 409 and "er ændret, siden du åbnede siden" in svar.text
    assert verden.opgave("A08").status == "fuldfoert"


@pytest.mark.parametrize(("foer", "efter"), [("ikke_startet",) * 2, ("i_gang",) * 2, ("ikke_relevant", "i_gang")])
def test_et_flueben_der_fjernes_giver_den_status_opgaven_havde_og_er_sikkert_at_sende_to_gange(
    verden, som, foer, efter
):
    opgave, klient = verden.opgave("A08"), som(verden.anna)
    saet_status(KOMMANDOLINJE, opgave, foer, paa=I_DAG, begrundelse="Nej" if foer == "ikke_relevant" else None)
    klient.post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": opgave.udgave}, headers=HTMX)
    for _ in range(2):
        svar = klient.post(adresse("afkryds", verden, opgave.pk), {"udgave": opgave.udgave + 1}, headers=HTMX)
        assert (svar.status_code, verden.opgave("A08").status) == (200, efter)


def test_en_foraeldet_formular_beholder_det_skrevne_og_viser_det_nye(verden, som):
    opgave = verden.opgave("A08")
    klient = som(verden.anna)
    klient.post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": 1})
    data = {"status": "ikke_relevant", "begrundelse": "Vi har ingen nye arbejdsgange", "udgave": 1}
    svar = klient.post(adresse("ret", verden, opgave.pk), data)
    assert svar.status_code == 409
    assert "Vi har ingen nye arbejdsgange</textarea>" in svar.text and "<p>Fuldført<br>Frist: " in svar.text
    assert 'name="udgave" value="2"' in svar.text


def test_ikke_relevant_uden_begrundelse_afvises_med_en_saetning(verden, som):
    opgave = verden.opgave("A08")
    svar = som(verden.anna).post(adresse("ret", verden, opgave.pk), {"status": "ikke_relevant", "udgave": 1})
    assert svar.status_code == 422 and "Skriv en begrundelse" in svar.text


def test_anna_giver_opgaven_til_bos_plads(verden, som):
    opgave = verden.opgave("C01")
    plads = verden.plads("administrator")
    svar = som(verden.anna).post(
        adresse("ret", verden, opgave.pk),
        {"status": "ikke_startet", "udfoerer": plads.pk, "udgave": 1},
        headers=HTMX,
    )
    assert "Bo Lindgaard" in svar.text and "C01 er gemt: udfører er Administrator." in svar.text
    assert Haendelse.objects.filter(handling="udfører sat", ny="Administrator").exists()


def test_en_plads_fra_et_andet_projekt_kan_ikke_vaelges(verden, som):
    opgave = verden.opgave("C01")
    fremmed = verden.plads("administrator", verden.odense_projekt)
    data = {"status": "i_gang", "udfoerer": fremmed.pk, "udgave": 1}
    svar = som(verden.anna).post(adresse("ret", verden, opgave.pk), data)
    assert svar.status_code == 422 and verden.opgave("C01").udfoerer is None


def test_bo_maa_ikke_aendre_en_opgave_der_ikke_er_hans(verden, som):
    opgave = verden.opgave("A08")
    svar = som(verden.bo).post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": 1})
    assert svar.status_code == 403 and "ansvarlig for eller skal udføre" in svar.text


@pytest.mark.parametrize("navn", ["liste"])
def test_carl_finder_ikke_aarhus_projekt(verden, som, navn):
    assert som(verden.carl).get(adresse(navn, verden)).status_code == 404


FELTER = {
    "maal": "Det skal lykkes",
    "beskrivelse": "<p>Første afsnit.</p><p>Andet afsnit.</p>",
    "metode": "Sådan gør man",
    "resultat": "En færdig plan",
    "kvalitetskriterier": "Alle er hørt",
    "involverede_parter": "Ledere og superbrugere",
}


def test_kortet_viser_alle_tretten_felter_uden_maerker_som_tekst(verden, som):
    opgave = verden.opgave("A08")
    with uden_vaern():
        models.QuerySet.update(Katalogopgave.objects.filter(pk=opgave.kort_id), **FELTER)
    svar = som(verden.anna).get(adresse("kort", verden, opgave.pk))
    vist = svar.text.split("<main", 1)[1].split("</main>")[0]
    faste = ("A08", opgave.kort.titel, "Klargøring", "Arbejdsgange og organisering", "Anbefalet")
    regel = ("5 uger efter idriftsættelsesdato", "SAPA-projektleder.")
    assert [vaerdi for vaerdi in (*faste, *regel, *FELTER.values()) if vaerdi not in vist] == []
    assert "&lt;p&gt;" not in vist


def test_en_gammel_formular_uden_begrundelse_siger_begge_dele_foer_den_kan_gemmes(verden, som):
    opgave, klient = verden.opgave("A08"), som(verden.anna)
    klient.post(adresse("afkryds", verden, opgave.pk), {"faerdig": "on", "udgave": 1})
    data = {"status": "ikke_relevant", "begrundelse": "", "udgave": 1}
    svar = klient.post(adresse("ret", verden, opgave.pk), data)
    assert svar.status_code == 409 and verden.opgave("A08").status == "fuldfoert"
    assert "Du satte status til Fuldført" in svar.text and "Skriv en begrundelse" in svar.text
    assert 'name="udgave" value="2"' in svar.text


def test_gem_uden_flueben_roerer_ikke_en_opgave_der_ikke_er_fuldfoert(verden, som):
    opgave, klient = verden.opgave("A08"), som(verden.anna)
    klient.post(adresse("ret", verden, opgave.pk), {"status": "ikke_relevant", "begrundelse": "Nej", "udgave": 1})
    klient.post(adresse("afkryds", verden, opgave.pk), {"udgave": 2})
    assert (verden.opgave("A08").status, verden.opgave("A08").begrundelse) == ("ikke_relevant", "Nej")


@pytest.mark.parametrize("filter_", ["fase=XX", "hovedopgave=" + "9" * 5000, "vis=alt", "hovedopgave=²"])
def test_et_ukendt_filter_er_som_intet_filter(verden, som, filter_):
    svar = som(verden.anna).get(adresse("liste", verden) + "?" + filter_)
    assert svar.status_code == 200 and svar.text.count("data-raekke") == 7


def test_en_fjernet_opgave_svarer_htmx_med_en_meddelelse_ikke_en_hel_side(verden, som):
    svar = som(verden.anna).post(adresse("afkryds", verden, 999999), {"udgave": 1}, headers=HTMX)
    assert svar.status_code == 404 and svar["HX-Retarget"] == "#meddelelser" and "<html" not in svar.text


@pytest.mark.parametrize("aar", ["2207", "0207"])
def test_et_umuligt_aarstal_afvises_foer_projektet_oprettes(verden, som, aar):
    lav_version(verden.ky, verden.kombit, lav_model("ky"))
    data = {"kommune": verden.aarhus.pk, "loesning": verden.ky.pk, "idriftsaettelse": f"01-03-{aar}"}
    svar = som(verden.anna).post(reverse("opgaver:nyt"), data)
    assert svar.status_code == 422 and "ligger uden for" in svar.text


def test_en_passeret_idriftsaettelse_kaldes_ikke_over_tid(verden, som):
    type(verden.projekt).objects.filter(pk=verden.projekt.pk).update(idriftsaettelse="2020-03-01")
    assert "dage over" not in som(verden.anna).get(adresse("liste", verden)).text.split('<nav class="tab')[0]


def test_anna_opretter_ikke_et_projekt_to_gange(verden, som):
    data = {"kommune": verden.aarhus.pk, "loesning": verden.sapa.pk, "idriftsaettelse": "01-03-2027"}
    svar = som(verden.anna).post(reverse("opgaver:nyt"), data)
    assert svar.status_code == 422 and "har allerede et projekt" in svar.text


def test_golive_foer_idriftsaettelse_afvises(verden, som):
    data = {
        "kommune": verden.aarhus.pk,
        "loesning": verden.sapa.pk,
        "idriftsaettelse": "01-03-2027",
        "golive": "28-02-2027",
    }
    svar = som(verden.anna).post(reverse("opgaver:nyt"), data)
    assert svar.status_code == 422 and "Go-live kan ikke ligge før" in svar.text


def test_et_flueben_sender_de_hurtige_filtres_nye_tal_med(verden, som):
    opgave = verden.opgave("A08")
    svar = som(verden.anna).post(f"{opgave.get_absolute_url()}afkryds/", {"faerdig": "on", "udgave": 1}, headers=HTMX)
    uden_ansvarlig = Opgave.objects.filter(plan=opgave.plan).aabne().filter(ansvarlig=None).count()
    assert f'<strong id="antal-uden_ansvarlig" hx-swap-oob="true">{uden_ansvarlig}</strong>' in svar.text


def test_status_og_plads_gemmes_sammen_og_oplaesningen_siger_begge_dele(verden, som):
    opgave, plads = verden.opgave("C01"), verden.plads("administrator")
    data = {"status": "i_gang", "ansvarlig": plads.pk, "udgave": 1}
    svar = som(verden.anna).post(adresse("ret", verden, opgave.pk), data, headers=HTMX)
    assert "C01 er gemt: I gang, ansvarlig er Administrator." in svar.text
    assert (verden.opgave("C01").status, verden.opgave("C01").ansvarlig) == ("i_gang", plads)


def test_er_pladsen_aendret_af_en_anden_gemmes_status_heller_ikke(verden, som):
    opgave, plads = verden.opgave("C01"), verden.plads("administrator")
    Opgave.objects.filter(pk=opgave.pk).update(udgave=2)
    data = {"status": "i_gang", "ansvarlig": plads.pk, "udgave": 1}
    assert som(verden.anna).post(adresse("ret", verden, opgave.pk), data).status_code == 409
    assert (verden.opgave("C01").status, verden.opgave("C01").ansvarlig) == ("ikke_startet", None)


def test_intet_aendret_siger_at_alt_er_som_foer(verden, som):
    opgave = verden.opgave("C01")
    data = {"status": "ikke_startet", "udgave": 1}
    svar = som(verden.anna).post(adresse("ret", verden, opgave.pk), data, headers=HTMX)
    assert "C01 er som før." in svar.text and verden.opgave("C01").udgave == 1


def test_bo_kan_saette_status_men_ikke_fordele_sin_opgave(verden, som):
    plads = verden.plads("administrator")
    plads.udfoerer_paa.add(verden.opgave("A08"))
    data = {"status": "i_gang", "ansvarlig": plads.pk, "udgave": 1}
    som(verden.bo).post(adresse("ret", verden, verden.opgave("A08").pk), data)
    assert (verden.opgave("A08").status, verden.opgave("A08").ansvarlig) == ("i_gang", None)


def test_en_alt_for_lang_begrundelse_afvises_ved_feltet(verden, som):
    data = {"status": "ikke_relevant", "begrundelse": "x" * 2001, "udgave": 1}
    svar = som(verden.anna).post(adresse("ret", verden, verden.opgave("A08").pk), data)
    assert svar.status_code == 422 and "form-error-message" in svar.text
