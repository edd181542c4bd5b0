"""Hvem der ændrede hvad og hvornår, til den, der så siden før. Læser kun."""

from collections.abc import Callable, Collection

from django.db.models import Q

from projekter.models import Etape, Haendelse, Projekt

from .aendretsiden import FLYTTER_RAEKKEN
from .models import Flytning, Katalogopgave, Katalogversion, Opgave, Opgradering

FLEST_NAEVNTE = 10


def i_ord(haendelse: Haendelse) -> str:
    """Fx »Karen Holm, 03.02.2027 kl. 10.12«."""
    return f"{haendelse.aktoer}, {haendelse.kl}"


def seneste_rettelse(kort: Katalogopgave) -> str:
    """Hvem der sidst ændrede opgaven og hvornår; tom, når historikken intet siger om den."""
    om_kortet = Haendelse.objects.filter(genstand_type=Katalogopgave._meta.model_name, genstand_id=kort.pk)
    sidste = om_kortet.first()
    return i_ord(sidste) if sidste else ""


def i_kladden(version: Katalogversion, siden: str) -> str:
    """Det, der er sket i kladden siden sekundet ``siden``, som siden sendte det; tom, når intet er noteret."""
    kort, udgiver = Katalogopgave._meta.model_name, version.katalog.udgiver_id
    slettet = Q(genstand_type=kort, handling="kort slettet", gammel=str(version), organisation=udgiver)
    i_den = Q(genstand_type=kort, genstand_id__in=version.kort.values("pk"))
    i_sig_selv = Q(genstand_type=Katalogversion._meta.model_name, genstand_id=version.pk)
    return _siden(i_den | slettet | i_sig_selv, siden, _med_navn)


def i_opgaverne(opgaver: Collection[int], siden: str) -> str:
    """Det samme for opgaverne med de id'er."""
    return _siden(Q(genstand_type=Opgave._meta.model_name, genstand_id__in=opgaver), siden, _med_navn)


def i_flytningens_projekter(flytning: Flytning, siden: str) -> str:
    """Det, der siden da kan have ændret, hvad en fortrydelse af flytningen gør. En bølges ejer læser udefra."""
    projekter = flytning.dele.values("projekt")
    opgaver = Opgave.objects.filter(plan__projekt__in=projekter).values("pk")
    kommuner = flytning.dele.values("projekt__kommune")
    i_kalenderen = Q(projekt=None, organisation__in=kommuner)
    # Kommunens etaper hører som dens lokale opgaver ikke til det, bølgens ejer ser.
    slags = [model._meta.model_name for model in ((Flytning,) if flytning.boelge_id else (Flytning, Etape))]
    projekternes = Q(genstand_type__in=slags) & (Q(projekt__in=projekter) | i_kalenderen)
    hvilke = (FLYTTER_RAEKKEN & Q(genstand_id__in=opgaver)) | projekternes
    return _siden(hvilke, siden, _udefra if flytning.boelge_id else _med_navn)


def i_etaperne(projekt: Projekt, opgaver: Collection[int], siden: str) -> str:
    """Det samme for projektets datoer og etaper og for de opgaver, siden viste."""
    slags = [model._meta.model_name for model in (Etape, Flytning, Opgradering, Projekt)]
    projektets = Q(projekt=projekt, genstand_type__in=slags)
    return _siden(projektets | Q(genstand_type=Opgave._meta.model_name, genstand_id__in=opgaver), siden, _med_navn)


def seneste_i_etapen(etape: Etape) -> str:
    """Fx » Seneste ændring: etape rettet (Bo Lind, 03.02.2027 kl. 10.12).«; tom, når historikken intet siger."""
    om_etapen = Haendelse.objects.filter(genstand_type=Etape._meta.model_name, genstand_id=etape.pk)
    sidste = om_etapen.first()
    return f" Seneste ændring: {sidste.handling} ({i_ord(sidste)})." if sidste else ""


def _siden(hvilke: Q, siden: str, sig: Callable[[Haendelse], str]) -> str:
    """Fx » Ændret siden: A08 Titel (kort rettet, Karen Holm, 03.02.2027 kl. 10.12).«; hver ting med det seneste."""
    nyeste = Haendelse.objects.filter(hvilke).siden(siden)
    efter_ting = {(h.genstand_type, h.genstand_id): h for h in reversed(nyeste)}
    fundne = list(efter_ting.values())
    resten = f" og {len(fundne) - FLEST_NAEVNTE} til" if len(fundne) > FLEST_NAEVNTE else ""
    ord_ = [sig(haendelse) for haendelse in fundne[:FLEST_NAEVNTE]]
    return f" Ændret siden: {', '.join(ord_)}{resten}." if fundne else ""


def _med_navn(h: Haendelse) -> str:
    return f"{h.genstand_navn} ({h.handling}, {i_ord(h)})"


def _udefra(h: Haendelse) -> str:
    """Uden kommunens folk og dens lokale opgaver, som den, der udruller løsningen, ikke skal kende."""
    sted = f"{h.organisation.navn}: " if h.organisation else ""
    er_lokal = h.genstand_type == Opgave._meta.model_name and Opgave.objects.lokale().filter(pk=h.genstand_id).exists()
    return f"{sted}{'en lokal opgave' if er_lokal else h.genstand_navn} ({h.handling}, {h.kl})"
