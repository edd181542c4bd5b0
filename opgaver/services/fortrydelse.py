"""At fortryde en import, før eller efter den er indlæst."""

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..katalogimport.grundlag import Grundlag
from ..models import Importkoersel
from .katalog import grundlag_for, laas_katalog, maal_for


@transaction.atomic
def fortryd_import(aktoer: Aktoer, koersel: Importkoersel, *, er_indlaest: bool | None = None) -> Importkoersel:
    """Opgiv en forhåndsvisning, eller slet den kladde, importen lavede, hvis ingen har ændret den siden.

    ``er_indlaest`` er, hvad personen så: en kladde slettes aldrig for den, der troede, den ikke var lavet endnu.
    """
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    koersel = Importkoersel.objects.select_for_update(of=("self",)).defer("fil").get(pk=koersel.pk)
    _kraev_som_set(koersel, er_indlaest)
    if koersel.status == Importkoersel.Status.FORTRUDT:
        return koersel
    if koersel.status == Importkoersel.Status.INDLAEST:
        _slet_kladde(koersel)
    koersel.status, koersel.fil = Importkoersel.Status.FORTRUDT, b""
    koersel.save(update_fields=["status", "fil"])
    noter(
        aktoer, "import fortrudt", koersel, organisation=koersel.udgiver, felt="katalogversion", gammel=koersel.nummer
    )
    return koersel


def kan_slettes(koersel: Importkoersel, grundlag: Grundlag) -> bool:
    """Om importen lavede en kladde, som stadig er, som importen efterlod den."""
    return (
        koersel.status == Importkoersel.Status.INDLAEST
        and koersel.resultat.get("er_ny_version", False)
        and grundlag.version is not None
        and grundlag.version.er_kladde
        and grundlag.aftryk == koersel.resultat["aftryk_efter"]
    )


def _kraev_som_set(koersel: Importkoersel, er_indlaest: bool | None) -> None:
    if er_indlaest is False and koersel.status == Importkoersel.Status.INDLAEST:
        raise Foraeldet(
            f"Importen af {koersel.filnavn} blev indlæst, før du fortrød. Åbn den igen; dér kan du slette kladden."
        )
    if koersel.status == Importkoersel.Status.AFLOEST:
        raise Foraeldet("Der er lavet en ny forhåndsvisning af filen. Fortryd den i stedet.")


def _slet_kladde(koersel: Importkoersel) -> None:
    katalog, grundlag = laas_katalog(maal_for(koersel)), grundlag_for(koersel)
    if not grundlag.version or not kan_slettes(koersel, grundlag):
        raise Afvist(
            "Importen kan ikke fortrydes mere: kladden fandtes i forvejen, er ændret siden eller er udgivet. "
            "Indlæs den fil, der skal gælde, i stedet."
        )
    grundlag.version.kort.all().delete()
    grundlag.version.delete()
    if not katalog.versioner.exists():
        katalog.delete()
