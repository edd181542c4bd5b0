"""Den fælles PDF-funktion: hvad den henter, og hvad den siger, når den ikke kan."""

import builtins
import http.server
import io
import threading

import pikepdf
import pytest

from faelles.pdf import PdfIkkeMulig, lav_pdf


def dokument(krop="", hoved=""):
    return f'<!doctype html><html lang="da"><head><title>Prøve</title>{hoved}</head><body>{krop}</body></html>'


@pytest.fixture
def sladrehank():
    """En webserver, der husker, hvad den blev spurgt om."""
    spurgt = []

    class Svar(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            spurgt.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Svar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", spurgt
    server.shutdown()
    server.server_close()


def test_antallet_af_sider_er_dokumentets():
    krop = "<p>En</p>" + '<p style="break-before: page">To</p>'
    assert lav_pdf(dokument(krop)).sider == 2


def test_den_henter_intet_fra_nettet(sladrehank):
    url, spurgt = sladrehank
    stil = f'@import url("{url}b.css"); body {{ background: url({url}c.png) }}'
    hoved = f'<link rel="stylesheet" href="{url}a.css"><style>{stil}</style>'
    lav_pdf(dokument(f'<img src="{url}d.png" alt="x"><object data="{url}e.svg"></object>', hoved))
    assert spurgt == []


@pytest.mark.parametrize("adresse", ["file:///etc/hostname", "statisk:../pyproject.toml", "data:text/plain,hej"])
def test_den_vedhaefter_intet(adresse):
    pdf = lav_pdf(dokument(hoved=f'<link rel="attachment" href="{adresse}">'))
    with pikepdf.open(io.BytesIO(pdf.indhold)) as fil:
        assert len(fil.attachments) == 0


@pytest.mark.parametrize(
    "adresse",
    [
        "file:///etc/passwd",
        "statisk:app/ikon.svg",
        "statisk:/etc/passwd.css",
        "statisk:../../etc/x.css",
        "STATISK:findes/ikke.woff2",
    ],
)
def test_den_henter_kun_egne_stilark_og_skrifter(adresse, caplog):
    lav_pdf(dokument(hoved=f'<link rel="stylesheet" href="{adresse}">'))
    assert any("Failed to load stylesheet" in linje.message for linje in caplog.records)


def test_et_eget_stilark_hentes(caplog):
    lav_pdf(dokument(hoved='<link rel="stylesheet" href="statisk:app/app.css">'))
    assert not any("Failed to load" in linje.message for linje in caplog.records)


def test_mangler_biblioteket_siger_den_hvad_der_skal_installeres(monkeypatch):
    aegte = builtins.__import__

    def uden_pango(navn, *resten, **flere):
        if navn == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return aegte(navn, *resten, **flere)

    monkeypatch.setattr(builtins, "__import__", uden_pango)
    with pytest.raises(PdfIkkeMulig, match=r"apt-get install .*libpangoft2"):
        lav_pdf(dokument())


def test_for_dybt_indlejret_tekst_giver_en_saetning():
    with pytest.raises(PdfIkkeMulig, match="inden i hinanden"):
        lav_pdf(dokument("<ul><li>" * 400))
