import logging
import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError, transaction
from django.utils import timezone

from koe import post, udbakke
from koe.models import BESKED_FORSOEG, PAUSER, Besked

pytestmark = pytest.mark.django_db


class Draebt(BaseException):
    """Processen dør her; intet fanger den."""


@pytest.fixture
def laeg():
    def laeg(noegle="n", **felter):
        fast = {"modtager": "bo@aarhus.example", "emne": "3 opgaver forfalder snart", "tekst": "Hej Bo"}
        return udbakke.laeg_besked(noegle=noegle, **(fast | felter))

    return laeg


@pytest.fixture
def mappe(settings, tmp_path):
    """Mails skrives til en mappe som i den indlejrede standard."""
    bagende = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": bagende, "OPTIONS": {"file_path": str(tmp_path)}}}
    return tmp_path


@pytest.fixture
def svigt(monkeypatch):
    def svigt(fejl):
        def aflever(besked):
            raise fejl

        monkeypatch.setattr(post, "aflever", aflever)

    return svigt


@pytest.fixture
def doe_ved(monkeypatch):
    """Send, og lad processen dø, når den når til funktionen."""

    def doe(*_, **__):
        raise Draebt

    def doe_ved(modul, funktion):
        with monkeypatch.context() as lap:
            lap.setattr(modul, funktion, doe)
            with pytest.raises(Draebt):
                udbakke.send_ventende()

    return doe_ved


def mails_i(mappe):
    return "".join(fil.read_text() for fil in mappe.iterdir())


def hent(besked):
    besked.refresh_from_db()
    return besked


def gaa_frem(besked, tid):
    """Lad ``tid`` være gået siden det seneste forsøg."""
    Besked.objects.filter(pk=besked.pk).update(taget=timezone.now() - tid - timedelta(seconds=1))


def test_en_besked_bliver_sendt_og_meldt_sendt(laeg):
    besked = laeg()
    assert udbakke.send_ventende() == 1
    assert hent(besked).status == "sendt"
    assert besked.sendt is not None
    assert [m.to for m in mail.outbox] == [["bo@aarhus.example"]]


def test_en_sendt_besked_sendes_ikke_igen(laeg):
    laeg()
    udbakke.send_ventende()
    assert udbakke.send_ventende() == 0
    assert len(mail.outbox) == 1


def test_den_samme_noegle_laegges_kun_en_gang(laeg):
    assert laeg("samme").pk == laeg("samme", emne="Et andet").pk


def test_en_mail_har_tekst_html_og_hoveder_der_kan_kendes_igen(laeg):
    besked = laeg(html="<p>Hej Bo</p>")
    udbakke.send_ventende()
    sendt = mail.outbox[0].message()
    assert sendt["Message-ID"] == f"<{besked.uid}@implementering.example>"
    assert sendt["X-Besked"] == str(besked.uid)
    assert sendt["Auto-Submitted"] == "auto-generated"
    assert [del_.get_content_type() for del_ in sendt.iter_parts()] == ["text/plain", "text/html"]


def test_et_emne_med_linjeskift_bliver_en_linje_og_kortes_af(laeg):
    assert laeg("a", emne="Et\r\nBcc: alle@example").emne == "Et Bcc: alle@example"
    assert len(laeg("b", emne="x" * 300).emne) == 200


def test_en_fortrolig_tekst_slettes_naar_den_er_sendt(laeg):
    besked = laeg(tekst="hemmeligt link", html="<p>hemmeligt link</p>", er_fortrolig=True)
    udbakke.send_ventende()
    assert "hemmeligt link" in mail.outbox[0].body
    assert (hent(besked).tekst, besked.html) == ("", "")


def test_en_almindelig_tekst_bliver_staaende(laeg):
    besked = laeg()
    udbakke.send_ventende()
    assert hent(besked).tekst == "Hej Bo"


def test_en_fejlet_mail_venter_med_en_dansk_grund(laeg, svigt):
    besked = laeg()
    svigt(smtplib.SMTPRecipientsRefused({"bo@aarhus.example": (550, b"ukendt")}))
    assert udbakke.send_ventende() == 0
    assert hent(besked).status == "ny"
    assert besked.fejl.startswith("Mailserveren afviste modtagerens adresse (")


def test_en_fejlet_mail_standser_ikke_de_naeste(laeg, monkeypatch):
    foerste, anden = laeg("a"), laeg("b")
    aegte = post.aflever
    monkeypatch.setattr(post, "aflever", lambda b: 1 / 0 if b.pk == foerste.pk else aegte(b))
    assert udbakke.send_ventende() == 1
    assert (hent(foerste).status, hent(anden).status) == ("ny", "sendt")


@pytest.mark.parametrize(("forsoeg", "pause"), list(enumerate(PAUSER, start=1)))
def test_en_fejlet_mail_proeves_foerst_igen_efter_sin_pause(laeg, forsoeg, pause):
    besked = laeg()
    Besked.objects.update(forsoeg=forsoeg)
    gaa_frem(besked, pause - timedelta(minutes=1))
    assert udbakke.send_ventende() == 0
    gaa_frem(besked, pause)
    assert udbakke.send_ventende() == 1


def test_en_mail_opgives_efter_det_sidste_forsoeg_og_loggen_siger_det(laeg, svigt, caplog):
    besked = laeg()
    svigt(ConnectionRefusedError("nej"))
    for _ in range(BESKED_FORSOEG):
        udbakke.send_ventende()
        gaa_frem(besked, max(PAUSER))
    assert (hent(besked).status, besked.forsoeg) == ("opgivet", BESKED_FORSOEG)
    assert besked.fejl.startswith("Mailen kunne ikke afleveres")
    assert [linje.levelno for linje in caplog.records if "opgivet" in linje.message] == [logging.ERROR]


def test_en_opgivet_fortrolig_mail_mister_sin_tekst(laeg, svigt):
    besked = laeg(er_fortrolig=True)
    Besked.objects.update(forsoeg=BESKED_FORSOEG - 1, taget=timezone.now() - timedelta(days=1))
    svigt(OSError("nej"))
    udbakke.send_ventende()
    assert (hent(besked).status, besked.tekst) == ("opgivet", "")


def test_loggen_indeholder_hverken_tekst_eller_modtager(laeg, svigt, caplog):
    laeg(tekst="hemmeligt")
    svigt(OSError("nej"))
    udbakke.send_ventende()
    assert "hemmeligt" not in caplog.text
    assert "bo@aarhus" not in caplog.text


def test_en_mailserver_der_ikke_svarer_giver_en_grund(laeg, settings):
    smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": 1}}
    settings.MAILERS = {"default": smtp}
    besked = laeg()
    assert udbakke.send_ventende() == 0
    assert hent(besked).fejl.startswith("Mailen kunne ikke afleveres, fordi mailserveren")


def test_en_besked_en_anden_har_sendt_sendes_ikke(laeg):
    besked = laeg()
    assert udbakke.send(besked.pk) is True
    assert udbakke.send(besked.pk) is False


def test_kun_en_kan_tage_en_besked(laeg):
    besked = laeg()
    assert udbakke._tag(besked.pk) is not None
    assert udbakke._tag(besked.pk) is None


def test_en_besked_under_afsendelse_roeres_ikke_foer_ti_minutter(laeg):
    besked = laeg()
    udbakke._tag(besked.pk)
    gaa_frem(besked, timedelta(minutes=9))
    assert udbakke.send_ventende() == 0
    gaa_frem(besked, timedelta(minutes=10))
    assert udbakke.send_ventende() == 1


def test_doer_processen_foer_afleveringen_sendes_mailen_alligevel(laeg, doe_ved):
    besked = laeg()
    doe_ved(post, "aflever")
    gaa_frem(besked, timedelta(minutes=10))
    udbakke.send_ventende()
    assert len(mail.outbox) == 1


def test_doer_processen_efter_afleveringen_er_gentagelsen_den_samme_mail(laeg, doe_ved):
    besked = laeg()
    doe_ved(udbakke, "_skriv")
    gaa_frem(besked, timedelta(minutes=10))
    udbakke.send_ventende()
    assert len({m.message()["Message-ID"] for m in mail.outbox}) == 1


def test_i_en_mappe_er_mailen_der_praecis_en_gang_selv_om_processen_doer(laeg, mappe, doe_ved):
    besked = laeg()
    doe_ved(udbakke, "_skriv")
    gaa_frem(besked, timedelta(minutes=10))
    assert udbakke.send_ventende() == 1
    assert len(re.findall("Message-ID", mails_i(mappe))) == 1
    assert hent(besked).status == "sendt"


def test_en_halvt_skrevet_mail_i_mappen_regnes_ikke_for_afleveret(laeg, mappe):
    besked = laeg()
    (mappe / "halv.log").write_bytes(post.byg(besked).message().as_bytes()[:200])
    assert not post.er_afleveret(besked)


def test_en_besked_der_er_afbrudt_for_mange_gange_opgives(laeg):
    besked = laeg()
    Besked.objects.update(status="taget", forsoeg=BESKED_FORSOEG)
    gaa_frem(besked, timedelta(minutes=10))
    assert udbakke.send_ventende() == 0
    assert hent(besked).fejl == f"Afsendelsen blev afbrudt {BESKED_FORSOEG} gange og er opgivet."


def test_en_for_sen_melding_overskriver_ikke_den_der_tog_over(laeg):
    besked = laeg()
    sen = udbakke._tag(besked.pk)
    gaa_frem(besked, timedelta(minutes=10))
    udbakke.send_ventende()
    udbakke._meld_fejl(sen, OSError("for sent"))
    assert hent(besked).status == "sendt"


def test_en_forbindelse_der_ikke_kan_lukkes_goer_ikke_mailen_usendt(laeg, monkeypatch):
    laeg()
    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.close", lambda _: (_ for _ in ()).throw(TimeoutError)
    )
    assert udbakke.send_ventende() == 1


def test_er_databasen_vaek_et_oejeblik_ventes_der_paa_den(laeg, monkeypatch):
    besked = udbakke._tag(laeg().pk)
    udfald, pauser = iter([OperationalError("væk"), OperationalError("væk")]), []
    aegte = type(Besked.objects.all()).update

    def update(self, **felter):
        if fejl := next(udfald, None):
            raise fejl
        return aegte(self, **felter)

    monkeypatch.setattr(type(Besked.objects.all()), "update", update)
    monkeypatch.setattr(udbakke.connection, "close", lambda: None)
    monkeypatch.setattr(udbakke.time, "sleep", pauser.append)
    udbakke._skriv(besked, status="sendt")
    assert hent(besked).status == "sendt"
    assert len(pauser) == 2


def test_bliver_databasen_vaek_siges_det_og_fejningen_tager_mailen(laeg, monkeypatch):
    besked = udbakke._tag(laeg().pk)

    def vaek(self, **felter):
        raise OperationalError("væk")

    with monkeypatch.context() as lap:
        lap.setattr(type(Besked.objects.all()), "update", vaek)
        lap.setattr(udbakke.connection, "close", lambda: None)
        lap.setattr(udbakke.time, "sleep", lambda sekunder: None)
        with pytest.raises(OperationalError):
            udbakke._skriv(besked, status="sendt")
    gaa_frem(besked, timedelta(minutes=10))
    assert udbakke.send_ventende() == 1


@pytest.mark.django_db(transaction=True)
def test_en_mail_kan_ikke_sendes_inde_i_en_transaktion(laeg):
    laeg()
    with pytest.raises(RuntimeError), transaction.atomic():
        udbakke.send_ventende()


@pytest.mark.parametrize(
    ("fejl", "begyndelse"),
    [
        (smtplib.SMTPAuthenticationError(535, b"nej"), "Mailserveren afviste systemets brugernavn"),
        (smtplib.SMTPSenderRefused(550, b"nej", "x"), "Mailserveren afviste afsenderens adresse"),
        (smtplib.SMTPServerDisconnected("væk"), "Forbindelsen til mailserveren blev afbrudt"),
        (TimeoutError(), "Forbindelsen til mailserveren blev afbrudt (TimeoutError)."),
        (smtplib.SMTPDataError(451, b"senere"), "Mailserveren afviste mailen"),
        (ConnectionRefusedError("nej"), "Mailen kunne ikke afleveres"),
        (ValueError("@"), "Mailen kan ikke skrives"),
        (KeyError("x"), "Mailen kunne ikke sendes"),
    ],
)
def test_en_fejl_faar_en_dansk_grund(fejl, begyndelse):
    assert post.fejltekst(fejl).startswith(begyndelse)
