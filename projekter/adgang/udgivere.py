"""Rettighederne hos en udgiver: kataloget, bølgerne og løsningen i alle kommuner."""

from django.db.models import QuerySet
from django.http import Http404

from faelles.afvisning import Afslag, Svar

from ..aktoer import Aktoer
from ..models import Bruger, Loesning, Organisation, Rettighed
from .egne import har, rettigheder


def maa_udrulle(aktoer: Aktoer, loesning: Loesning) -> Svar:
    """Retten til at lave bølger for løsningen og flytte deres datoer: dens ejers katalogredaktører."""
    return har(aktoer, loesning.ejer, Rettighed.KATALOGREDAKTOER) or Afslag(
        f"Kun katalogredaktører hos {loesning.ejer.navn} kan ændre bølgerne for {loesning.noegle}."
    )


def maa_foelge(aktoer: Aktoer, loesning: Loesning) -> Svar:
    """Retten til at følge løsningen i alle kommuner: dens ejers katalogredaktører."""
    return har(aktoer, loesning.ejer, Rettighed.KATALOGREDAKTOER) or Afslag(
        f"Kun katalogredaktører hos {loesning.ejer.navn} kan følge {loesning.noegle} i alle kommuner."
    )


def find_loesning_at_udrulle(bruger: Bruger, noegle: str) -> Loesning:
    """Løsningen, hvis bølger brugeren må ændre; ellers 404."""
    loesning = loesninger_at_foelge(bruger).filter(noegle=noegle).first()
    if loesning is None:
        raise Http404("Løsningen findes ikke.")
    return loesning


def maa_redigere_katalog(aktoer: Aktoer, udgiver: Organisation) -> Svar:
    return har(aktoer, udgiver, Rettighed.KATALOGREDAKTOER) or Afslag(
        f"Kun katalogredaktører hos {udgiver.navn} kan ændre kataloget."
    )


def loesninger_at_foelge(bruger: Bruger) -> QuerySet[Loesning]:
    """De løsninger, hvis fremdrift i alle kommuner brugeren må se: dem, hvis ejer brugeren er katalogredaktør for."""
    return Loesning.objects.filter(ejer__in=redigerer_for(bruger)).select_related("ejer")


def redigerer_for(bruger: Bruger | None) -> QuerySet[Organisation]:
    """De organisationer, som brugeren er katalogredaktør for; alle for kommandolinjen, som ingen bruger har."""
    if bruger is None:
        return Organisation.objects.all()
    mine = rettigheder(bruger)
    return Organisation.objects.filter(
        pk__in=[org for org in mine.organisationer if mine.har(org, Rettighed.KATALOGREDAKTOER)]
    )
