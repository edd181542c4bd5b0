"""Det, der siges, når en status er sat med ét tryk: hvad resultatet skal være, og vejen tilbage."""

import textwrap
from dataclasses import dataclass

from faelles.tekst import til_ren_tekst
from projekter.models import Haendelse

from .models import Opgave

LAENGDE = 300


@dataclass(frozen=True)
class Kvittering:
    """Vises i rækken, der lige er fuldført. ``status`` og ``begrundelse`` er dem, den får igen, hvis der fortrydes."""

    opgave_id: int
    resultat: str
    status: str
    begrundelse: str
    udgave: int


class Statusfoer:
    """Opgaven, som den var, før der blev trykket."""

    def __init__(self, opgave: Opgave) -> None:
        self.status, self.begrundelse, self.udgave = opgave.status, opgave.begrundelse, opgave.udgave

    def er_fuldfoert(self, opgave: Opgave) -> bool:
        """Om trykket fuldførte opgaven."""
        return opgave.status == Opgave.Status.FULDFOERT != self.status

    def besked(self, opgave: Opgave, vej_tilbage: str) -> str:
        """Fx »A08 er gemt: Fuldført. Resultatet skal være: En plan. Er det ikke nået, så fortryd.«"""
        kode, status = opgave.kort.kode, opgave.get_status_display()
        if opgave.udgave == self.udgave:
            return f"{kode} er som før: {status}."
        besked, resultat = f"{kode} er gemt: {status}.", resultatet(opgave)
        if not (resultat and self.er_fuldfoert(opgave)):
            return besked
        return f"{besked} Resultatet skal være: {resultat.rstrip('.')}. Er det ikke nået, så {vej_tilbage}."

    def kvittering(self, opgave: Opgave) -> Kvittering | None:
        if not self.er_fuldfoert(opgave):
            return None
        return Kvittering(opgave.pk, resultatet(opgave), self.status, self.begrundelse, opgave.udgave)


def status_uden_flueben(opgave: Opgave) -> str:
    """Den status, opgaven havde, da den sidst blev fuldført; I gang, når den var lukket, eller det ikke vides.

    Historikken skriver statussen i ord. Den, der ikke er relevant, skulle have en begrundelse igen; den åbnes i stedet.
    """
    status = Opgave.Status
    skift = Haendelse.objects.filter(genstand_type="opgave", genstand_id=opgave.pk, felt="status")
    foer = skift.filter(ny=status.FULDFOERT.label).order_by("-pk").values_list("gammel", flat=True).first()
    return next((aaben for aaben in Opgave.AABNE if status(aaben).label == foer), status.I_GANG)


def resultatet(opgave: Opgave) -> str:
    """Kortets resultat i rene ord; et langt er skåret af."""
    return textwrap.shorten(til_ren_tekst(opgave.kort.resultat), LAENGDE, placeholder=" …")
