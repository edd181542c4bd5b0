"""Det, der er sket, mens personen svarede: svarene bliver, og kun det ændrede spørges der om igen."""

import re

from opgaver.models import Opgradering
from opgaver.services.frist import saet_egen_regel
from opgaver.services.udgivelse import traek_tilbage
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from tests.fletning.test_opgrader import to
from tests.fletning.test_sider import HER, noegle, skjulte, tekst


def valgt(verden, svar, kode):
    return re.search(rf'name="valg-{noegle(verden, kode)}" value="([^"]+)"[^>]* checked', svar.content.decode())[1]


def sendt(verden, anna, **efter_kode):
    """Det, siden sender nu, med svar efter kode."""
    svar = {f"valg-{noegle(verden, kode)}": valg for kode, valg in efter_kode.items()}
    return skjulte(anna.get(HER)) | svar


def test_kun_den_opgave_der_er_aendret_spoerges_der_om_igen_og_det_siges_af_hvem(verden, som):
    to(verden)
    anna = som(verden.anna)
    data = sendt(verden, anna, K03="behold-lokal", A08="behold-lokal", G07="senere")
    saet_egen_regel(Aktoer.person(verden.anna), verden.opgave("A08"), "2 uger efter go-live")
    svar = anna.post(HER, data)
    assert svar.status_code == 409 and not Opgradering.objects.exists()
    assert "intet er gemt. Dine svar står her endnu undtagen" in tekst(svar)
    assert re.search(r"A08 \([^)]+, Anna Krogh\)\. Svar på dem igen", tekst(svar))
    assert {kode: valgt(verden, svar, kode) for kode in ("K03", "A08", "G07")} == {
        "K03": "behold-lokal",
        "A08": "senere",
        "G07": "senere",
    }
    assert anna.post(HER, data | skjulte(svar) | {"vis": "1"}).status_code == 200


def test_en_udgivelse_der_er_trukket_tilbage_imens_siges_lige_ud(verden, som):
    ny, anna = to(verden), som(verden.anna)
    data = sendt(verden, anna, K03="behold-lokal")
    traek_tilbage(KOMMANDOLINJE, ny, "Forkert fil")
    svar = anna.post(HER, data)
    assert svar.status_code == 409 and "KOMBIT har trukket SAPA 2.0 tilbage; intet er gemt." in tekst(svar)
    anna.post(HER, {"til": "3.0"})
    assert "har trukket" not in tekst(anna.post(HER, data | {"til": "3.0"}))
