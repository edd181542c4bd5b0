"""Om en fil eller et link kan tages imod; det samme for udgiverens bilag og kommunens dokumenter."""

from typing import BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat

from faelles.afvisning import Afvist
from faelles.filtyper import FILTYPER, filtype

_er_adresse = URLValidator(schemes=["http", "https"])


def fuld_adresse(adresse: str) -> str:
    """Det, folk skriver, som »www.kl.dk«, med https foran."""
    return f"https://{adresse}" if adresse.casefold().startswith("www.") else adresse


def kraev_adresse(adresse: str) -> None:
    """Kun http og https, så intet kan køre, når der trykkes på linket."""
    try:
        _er_adresse(adresse)
    except ValidationError as fejl:
        raise Afvist(f"»{adresse[:60]}« er ikke en adresse. Skriv hele adressen, fx https://www.kombit.dk.") from fejl


def kraev_brugbar(fil: UploadedFile, filnavn: str, hoejst: int) -> None:
    """Filen har en kendt type, fylder højst ``hoejst`` byte og er det, dens endelse siger. Spoles til begyndelsen."""
    slags, fylder = filtype(filnavn), fil.size or 0
    if slags is None:
        raise Afvist(f"Filer som »{filnavn[-40:]}« kan ikke lægges op. Brug en af typerne {', '.join(FILTYPER)}.")
    if not fylder:
        raise Afvist("Filen er tom. Vælg en anden fil.")
    if fylder > hoejst:
        raise Afvist(f"Filen fylder {filesizeformat(fylder)}. Den må højst fylde {filesizeformat(hoejst)}.")
    if not slags.er_aegte(cast(BinaryIO, fil.file)):
        raise Afvist(
            f"Indholdet i {filnavn} passer ikke til endelsen, eller filen har makroer. Gem den igen i det rigtige "
            "format, og prøv igen."
        )
    fil.seek(0)
