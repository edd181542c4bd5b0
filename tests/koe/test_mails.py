import pytest
from django.urls import reverse

from koe.udbakke import laeg_besked, send_ventende


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def laeg(**felter):
    fast = {"noegle": "n", "modtager": "bo@aarhus.example", "emne": "2 opgaver er over tid", "tekst": "Se her"}
    return laeg_besked(**(fast | felter))


def test_siden_findes_kun_i_demoen(som, verden):
    assert som(verden.anna).get(reverse("koe:mails")).status_code == 404


def test_siden_kraever_login(client, demo, db):
    assert client.get(reverse("koe:mails")).status_code == 302


def test_siden_viser_modtager_emne_tilstand_og_tekst(som, verden, demo):
    laeg()
    send_ventende()
    svar = som(verden.anna).get(reverse("koe:mails")).content.decode()
    for tekst in ("bo@aarhus.example", "2 opgaver er over tid", "Sendt", "Se her"):
        assert tekst in svar


def test_siden_viser_ikke_en_fortrolig_tekst(som, verden, demo):
    laeg(tekst="hemmeligt link", er_fortrolig=True)
    svar = som(verden.anna).get(reverse("koe:mails")).content.decode()
    assert "hemmeligt link" not in svar
    assert "Teksten er fortrolig" in svar


def test_siden_siger_i_hvilken_mappe_en_fortrolig_mail_kan_laeses(som, verden, demo, settings, tmp_path):
    filpost = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(tmp_path)}}
    settings.MAILERS = {"default": filpost}
    laeg(tekst="hemmeligt link", er_fortrolig=True)
    assert f"<code>{tmp_path}</code>" in som(verden.anna).get(reverse("koe:mails")).text


def test_siden_naevner_ingen_mappe_naar_mailene_gaar_gennem_en_mailserver(som, verden, demo):
    laeg(tekst="hemmeligt link", er_fortrolig=True)
    assert "mappen" not in som(verden.anna).get(reverse("koe:mails")).text


def test_bunden_foerer_kun_den_der_er_logget_ind_til_demoens_mails(client, som, verden, demo):
    adresse = reverse("koe:mails")
    assert adresse not in client.get(reverse("account_login")).text
    assert adresse in som(verden.anna).get(reverse("hjaelp")).text


def test_siden_siger_hvorfor_en_mail_ikke_kom_af_sted(som, verden, demo, monkeypatch):
    monkeypatch.setattr("koe.post.aflever", lambda besked: 1 / 0)
    laeg()
    send_ventende()
    svar = som(verden.anna).get(reverse("koe:mails")).content.decode()
    assert "Venter" in svar
    assert "Mailen kunne ikke sendes" in svar


def test_siden_skriver_mailens_tekst_som_tekst(som, verden, demo):
    laeg(tekst="<script>alert(1)</script>")
    assert "<script>alert" not in som(verden.anna).get(reverse("koe:mails")).content.decode()


def test_siden_siger_naar_der_ingen_mails_er(som, verden, demo):
    assert "ingen mails endnu" in som(verden.anna).get(reverse("koe:mails")).content.decode()


def test_siden_kan_kun_laeses(som, verden, demo):
    assert som(verden.anna).post(reverse("koe:mails")).status_code == 405
