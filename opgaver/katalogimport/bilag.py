"""Bilagene, når kort kopieres og sammenlignes. De er ikke i filen, men de følger kortet."""

from collections.abc import Iterable

from ..models import Bilag, Katalogopgave, Katalogversion

FELTER = [felt.attname for felt in Bilag._meta.concrete_fields if felt.attname not in ("id", "kort_id", "oprettet")]


def kopier_bilag(fra: Iterable[Katalogopgave], til: Iterable[Katalogopgave], bundt: int) -> None:
    """Giv hvert kort i ``til`` bilagene fra det tilsvarende i ``fra``. En fil kopieres ikke; begge peger på den."""
    kopier = {original.pk: kopi for original, kopi in zip(fra, til, strict=True)}
    versioner = Katalogversion.objects.filter(kort__in=list(kopier)[:1])
    alle = Bilag.objects.filter(kort__version__in=versioner).order_by("pk")
    nye = [
        Bilag(kort=kopier[bilag.kort_id], **{felt: getattr(bilag, felt) for felt in FELTER})
        for bilag in alle
        if bilag.kort_id in kopier
    ]
    Bilag.objects.bulk_create(nye, batch_size=bundt)


def bilagsdata(version: Katalogversion | None) -> list[tuple[object, ...]]:
    """Versionens bilag, som de indgår i grundlagets aftryk: en kladde med et nyt bilag er en anden kladde."""
    bilag = Bilag.objects.filter(kort__version=version).order_by("pk") if version else Bilag.objects.none()
    return list(bilag.values_list("kort__noegle", *FELTER))
