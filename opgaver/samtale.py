"""Samtalen på en opgave, som kortet viser den; intet hentes, før det vises."""

from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from projekter import adgang
from projekter.models import Bruger, Projekt

from .models import Kommentar, Opgave


def deltagere(projekt: Projekt) -> QuerySet[Bruger]:
    """Dem, der kan nævnes: projektets personer, og dem, der ser alle kommunens projekter og har skrevet i det."""
    har_skrevet = Kommentar.objects.filter(opgave__plan__projekt=projekt).values("af")
    med_i_samtalen = adgang.med_i_hele(projekt).filter(pk__in=har_skrevet)
    return Bruger.objects.filter(
        Q(pk__in=adgang.personer_i(projekt).values("pk")) | Q(pk__in=med_i_samtalen.values("pk"))
    ).order_by("navn", "email")


class Samtale:
    """Kommentarerne på ``opgave``, som ``bruger`` ser dem; ``nu`` afgør, om de endnu kan rettes."""

    def __init__(self, opgave: Opgave, bruger: Bruger, nu: datetime) -> None:
        self.opgave, self.bruger, self.nu = opgave, bruger, nu
        self.projekt = opgave.plan.projekt

    @cached_property
    def kan_skrive(self) -> bool:
        return adgang.kommenterer(self.bruger, self.projekt)

    @cached_property
    def kommentarer(self) -> list[Kommentar]:
        """Ældste først, hver med ``venter``, ``svarer``, ``maa_rettes`` og ``maa_slettes`` sat."""
        fundne = list(self.opgave.kommentarer.i_raekkefoelge())
        leder = adgang.leder(self.bruger, self.projekt)
        for et in fundne:
            mine = [omtale for omtale in et.omtaler.all() if omtale.person_id == self.bruger.pk]
            et.venter = et.slettet is None and any(omtale.besvaret is None for omtale in mine)
            et.svarer = et.slettet is None and any(omtale.er_svar for omtale in mine)
            er_min = et.af_id == self.bruger.pk and self.kan_skrive
            et.maa_rettes = er_min and et.kan_rettes(self.nu)
            et.maa_slettes = et.slettet is None and (er_min or leder)
        return fundne

    def svar_paa(self, nummer: str) -> str:
        """Begyndelsen på et svar til den, der skrev kommentaren; tom, når den ikke er her eller er ens egen."""
        for et in self.kommentarer if nummer else ():
            if str(et.pk) == nummer and et.slettet is None and et.af_id != self.bruger.pk:
                return f"@{et.af.navn} "
        return ""

    @property
    def nyeste(self) -> int:
        """Nummeret på den nyeste kommentar, der står her; 0, når der ingen er."""
        return max((et.pk for et in self.kommentarer), default=0)

    @property
    def antal(self) -> int:
        return sum(et.slettet is None for et in self.kommentarer)

    @property
    def venter(self) -> int:
        """Så mange af kommentarerne er spørgsmål til brugeren, som den ikke har svaret på."""
        return sum(et.venter for et in self.kommentarer)
