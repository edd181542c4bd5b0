"""PDF af HTML: mærket op for skærmlæsere og uden adgang til andet end vores egne filer."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

from .afvisning import Afvist

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"
SKEMA = "statisk:"
FILTYPER = {".woff2": "font/woff2", ".css": "text/css"}
MANGLER_BIBLIOTEK = (
    "PDF kan ikke laves på den her maskine, fordi et systembibliotek mangler. Bed driften om at køre: "
    "apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"
)
FOR_INDVIKLET = "PDF'en kan ikke laves, fordi teksten har for mange lister eller afsnit inden i hinanden."


class PdfIkkeMulig(Afvist):
    """PDF'en kan ikke laves; ``grund`` siger hvorfor og hvad der hjælper."""


@dataclass(frozen=True)
class Pdf:
    """En færdig PDF og dens antal sider."""

    indhold: bytes
    sider: int


def lav_pdf(html: str) -> Pdf:
    """PDF af et helt HTML-dokument med ``lang`` og ``title``.

    Dokumentet kan kun hente skrifttyper og stilark fra vores statiske filer, skrevet ``statisk:sti/til/fil``.
    Alt andet, også filer på maskinen og vedhæftninger, hentes ikke. WeasyPrint indlæses først her, så en
    maskine uden dens systembiblioteker kan alt andet end PDF.
    """
    try:
        from weasyprint import HTML
    except OSError as fejl:
        raise PdfIkkeMulig(MANGLER_BIBLIOTEK) from fejl
    try:
        dokument = HTML(string=html, url_fetcher=_henter()).render(pdf_variant=VARIANT)
        return Pdf(dokument.write_pdf(pdf_variant=VARIANT), len(dokument.pages))
    except RecursionError as fejl:
        raise PdfIkkeMulig(FOR_INDVIKLET) from fejl


def _henter() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class KunEgneFiler(URLFetcher):
        """Udleverer kun vores egne skrifttyper og stilark; protokoller og viderestillinger kendes ikke."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            sti = _egen_fil(url)
            return URLFetcherResponse(url, sti.read_bytes(), {"Content-Type": FILTYPER[sti.suffix]})

    return KunEgneFiler()


def _egen_fil(url: str) -> Path:
    """Filen bag en ``statisk:``-adresse. Rejser ``ValueError`` for alt andet."""
    navn = url.removeprefix(SKEMA)
    fundet = finders.find(navn) if navn != url and Path(navn).suffix in FILTYPER else None
    if not isinstance(fundet, str):
        raise ValueError(f"{url} må ikke hentes til en PDF.")
    return Path(fundet)
