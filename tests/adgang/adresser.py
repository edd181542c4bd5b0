"""Systemets adresser, læst af Djangos egen opløser, så ingen kan blive glemt."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver

from tests.adgang.linjer import Linje


def adresser(opsaetning: URLResolver, rum: tuple[str, ...] = (), sti: str = "") -> Iterator[tuple[str, str]]:
    """Hvert mønsters fulde navn og rute. Et mønster uden navn hedder som sin rute."""
    for moenster in opsaetning.url_patterns:
        rute = sti + str(moenster.pattern)
        if isinstance(moenster, URLPattern):
            yield ":".join((*rum, moenster.name)) if moenster.name else f"uden navn: {rute}", rute
        else:
            yield from adresser(moenster, (*rum, moenster.namespace) if moenster.namespace else rum, rute)


def uoverensstemmelser(opsaetning: URLResolver, matrix: Iterable[Linje]) -> list[str]:
    """Adresser uden linje, linjer uden adresse og navne, der dækker over to ruter."""
    fundne = list(adresser(opsaetning))
    navne, linjer = [navn for navn, _ in fundne], {linje.navn for linje in matrix}
    return (
        [f"{navn} ({rute}) har ingen linje i matricen" for navn, rute in fundne if navn not in linjer]
        + [f"linjen {navn} har ingen adresse" for navn in sorted(linjer - set(navne))]
        + [f"navnet {navn} står for flere ruter" for navn in sorted({n for n in navne if navne.count(n) > 1})]
    )
