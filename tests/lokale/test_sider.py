"""Siderne om lokale opgaver: feltet i listen, formularen, kataloget, eksemplerne og kommandoen."""

import json
import re
from io import StringIO

from django.core.management import call_command
from django.urls import reverse

from opgaver.models import Opgave
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from tests.lokale.test_lokale import lav
from tests.medvirkende import I_DAG

HTMX = {"HX-Request": "true"}
KENDETEGN = "0" * 32
NY = {"titel": "Bestil kage", "fase": "F3", "kendetegn": KENDETEGN}


def adresse(navn, *dele):
    return reverse(f"lokale:{navn}", args=["0751", "SAPA", *dele])


def lokale():
    return list(Opgave.objects.lokale().order_by("pk").values_list("kort__kode", "kort__titel", "fase__kode"))


def test_feltet_i_listen_svarer_med_raekken_og_et_tomt_felt_med_fokus(verden, som):
    svar = som(verden.anna).post(adresse("hurtig"), NY, headers=HTMX).text
    assert lokale() == [("LOK01", "Bestil kage", "F3")]
    assert "LOK01 er lagt til i F3 Ibrugtagning" in svar and "data-fokus" in svar
    assert "value=" not in re.search(r'<input[^>]*name="titel"[^>]*>', svar)[0]
    assert re.search(r'name="kendetegn" value="(\w+)"', svar)[1] != KENDETEGN


def test_den_samme_formular_to_gange_er_en_opgave_i_hver_fase(verden, som):
    klient = som(verden.anna)
    for krop in (NY, NY, NY | {"fase": "F4"}):
        assert klient.post(adresse("hurtig"), krop).status_code == 302
    assert [fase for _, _, fase in lokale()] == ["F3", "F4"]


def test_en_tom_titel_og_en_frist_ingen_forstaar_gemmer_intet(verden, som):
    klient = som(verden.anna)
    svar = klient.post(adresse("hurtig"), NY | {"titel": " "}, headers=HTMX)
    assert svar.status_code == 422 and "Skriv, hvad der skal gøres." in svar.text
    krop = {"titel": "X", "fase_id": verden.projekt.fase_id, "prioritet": "anbefalet", "kendetegn": KENDETEGN}
    svar = klient.post(adresse("ny"), krop | {"slutdato_tekst": "engang"})
    assert svar.status_code == 422 and "er ikke forstået" in svar.text and lokale() == []


def test_en_rettelse_fra_en_gammel_side_viser_begge_tekster(verden, som):
    opgave, klient = lav(verden, "Den gamle"), som(verden.anna)
    krop = {"titel": "Den anden", "fase_id": opgave.fase_id, "prioritet": "anbefalet", "udgave": 1}
    klient.post(adresse("ret", opgave.pk), krop)
    svar = klient.post(adresse("ret", opgave.pk), krop | {"titel": "Min"})
    assert svar.status_code == 409 and "Den anden" in svar.text and 'value="Min"' in svar.text
    igen = klient.post(adresse("ret", opgave.pk), krop | {"titel": "Min", "udgave": 2})
    assert igen.status_code == 302 and lokale()[0][1] == "Min"


def test_en_gammel_side_med_en_fejl_siger_begge_dele_paa_en_gang(verden, som):
    opgave, klient = lav(verden, "Den gamle"), som(verden.anna)
    krop = {"titel": "Den anden", "fase_id": opgave.fase_id, "prioritet": "anbefalet", "udgave": 1}
    klient.post(adresse("ret", opgave.pk), krop)
    svar = klient.post(adresse("ret", opgave.pk), krop | {"titel": " "})
    assert svar.status_code == 409 and "Den anden" in svar.text and "Skriv, hvad der skal gøres." in svar.text
    assert 'name="udgave" value="2"' in svar.text


def test_fjernes_en_opgave_fra_en_gammel_side_naevnes_hvem_der_aendrede_den(verden, som):
    opgave, klient = lav(verden, "Den gamle"), som(verden.anna)
    saet_status(KOMMANDOLINJE, opgave, "i_gang", paa=I_DAG)
    svar = klient.post(adresse("fjern", opgave.pk), {"fjernet": "on", "udgave": 1})
    assert svar.status_code == 409 and "satte status til I gang" in svar.text


def test_et_eksempel_og_et_kort_fra_et_katalog_bliver_til_opgaver(verden, som):
    klient = som(verden.anna)
    klient.post(adresse("eksempler"), {"hovedopgave": 10, "plads": 0, "kendetegn": KENDETEGN})
    kort = verden.version.kort.get(kode="A08").pk
    klient.post(adresse("katalog"), {"version": verden.version.pk, "kort": kort, "kendetegn": KENDETEGN})
    assert [titel for _, titel, _ in lokale()] == [
        "Et eksempel i Go-live", "Forbered og implementer forretningsmæssige arbejdsgange",
    ]  # fmt: skip
    assert "I har den som LOK02" in klient.get(adresse("katalog")).text
    assert "I har den som LOK01" in klient.get(adresse("eksempler")).text


def test_kommandoen_laver_en_opgave_som_vis_plan_maerker(verden):
    ud = StringIO()
    valg = ["--kommune", "0751", "--loesning", "SAPA"]
    call_command("opret_lokal_opgave", *valg, "--titel", "Kage", "--frist", "go-live", "--fase", "F3", stdout=ud)
    assert ud.getvalue() == "LOK01 Kage er lagt til i F3 Ibrugtagning med frist 2027-03-15.\n"
    plan = StringIO()
    call_command("vis_plan", *valg, "--json", stdout=plan)
    assert [post["kode"] for post in json.loads(plan.getvalue())["opgaver"] if post["lokal"]] == ["LOK01"]
