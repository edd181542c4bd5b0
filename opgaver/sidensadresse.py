"""Det filter, den side, der spørges fra, selv blev hentet med."""

from urllib.parse import parse_qs, urlsplit

from projekter.web import Forespoergsel

from .listefilter import Filter, Kendte, laes


def sidens_filter(request: Forespoergsel) -> Filter:
    """Visningen på den side, der spørges fra. Filterets øvrige dele læses ikke; de kræver opslag i projektet."""
    return laes(sidens_adresse(request), Kendte())[0]


def sidens_adresse(request: Forespoergsel) -> dict[str, list[str]]:
    """Det, der står efter spørgsmålstegnet på den side, der spørges fra; tom, når den ikke kendes.

    En side, der spørger, før noget bliver gemt, har ikke selv filteret i adressen og sender det med i ``filter``.
    """
    try:
        if "filter" in request.POST:
            return parse_qs(request.POST["filter"])
        return parse_qs(urlsplit(request.htmx.current_url or request.headers.get("Referer", "")).query)
    except ValueError:
        return {}
