"""Kommunens kalender som værdi: det, formularen viser, flytningen husker, og databasen gemmer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer

from faelles.afvisning import Afvist
from frister import FOERSTE_AAR, SIDSTE_AAR, Kalender, dato_kort
from projekter.models import Kalenderperiode, Organisation

LAENGSTE_PERIODE = 366
SEGL = Signer(salt="kommunens kalender")


@dataclass(frozen=True)
class Periode:
    """Lukkedage eller en frysperiode, begge dage med."""

    slags: str
    navn: str
    fra: date
    til: date

    def __post_init__(self) -> None:
        if self.slags not in Kalenderperiode.Slags.values:
            raise Afvist(f"»{self.slags}« er hverken lukkedage eller en frysperiode.")
        if self.til < self.fra:
            raise Afvist(f"{self.navn} slutter, før den begynder. Ret en af datoerne.")
        if not FOERSTE_AAR <= self.fra.year <= self.til.year <= SIDSTE_AAR:
            raise Afvist(f"{self.navn} ligger uden for årene {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoerne.")
        if (self.til - self.fra).days >= LAENGSTE_PERIODE:
            raise Afvist(f"{self.navn} varer mere end et år. Ret datoerne.")

    @property
    def i_ord(self) -> str:
        """Fx "Julelukning 23.12.2027–31.12.2027 (lukkedage)"."""
        dage = " – ".join(dict.fromkeys((dato_kort(self.fra), dato_kort(self.til))))
        return f"{self.navn} {dage} ({Kalenderperiode.Slags(self.slags).label.lower()})"


@dataclass(frozen=True)
class Kalenderdata:
    """Hele kalenderen: perioderne og de faste dage, kommunen holder fri."""

    perioder: tuple[Periode, ...] = ()
    fridage: frozenset[str] = frozenset()

    def kraev_arbejdsdage(self) -> None:
        """Et år uden arbejdsdage er en fejl, og en frist ville lede efter den nærmeste i årevis."""
        lukkede = (periode for periode in self.perioder if periode.slags == Kalenderperiode.Slags.LUKKEDAGE)
        kalender = self.kalender
        for aar in sorted({aar for periode in lukkede for aar in (periode.fra.year, periode.til.year)}):
            if not kalender.har_arbejdsdag(aar):
                raise Afvist(f"Der er ingen arbejdsdag tilbage i {aar}. Gør lukkedagene kortere.")

    @property
    def kalender(self) -> Kalender:
        lukkede = (periode for periode in self.perioder if periode.slags == Kalenderperiode.Slags.LUKKEDAGE)
        navne = frozenset((dag, p.navn) for p in lukkede for dag in Kalenderperiode(**vars(p)).dage())
        return Kalender(frozenset(dag for dag, _ in navne), navne=navne, **dict.fromkeys(self.fridage, True))

    @property
    def frysperioder(self) -> list[Periode]:
        return [periode for periode in self.perioder if periode.slags == Kalenderperiode.Slags.FRYSPERIODE]

    @property
    def aftryk(self) -> str:
        """Kendetegnet for kalenderen; en anden kalender har et andet, og ``af_aftryk`` giver kalenderen igen."""
        return SEGL.sign_object(self.som_ord(), compress=True)

    @property
    def linjer(self) -> list[str]:
        """Alt i kalenderen, som det læses: de faste fridage og så perioderne efter dato."""
        faste = [str(felt.verbose_name) for felt in Organisation._meta.fields if felt.name in self.fridage]
        perioder = sorted(self.perioder, key=lambda periode: (periode.fra, periode.til, periode.navn))
        return faste + [periode.i_ord for periode in perioder]

    def ud_over(self, anden: "Kalenderdata") -> list[str]:
        """De linjer, kalenderen har, og den anden ikke har."""
        flere = Counter(self.linjer) - Counter(anden.linjer)
        return list(flere.elements())

    def flettet(self, grundlag: "Kalenderdata", nu: "Kalenderdata") -> "Kalenderdata":
        """Ændringerne her i forhold til ``grundlag``, lagt oven på den kalender, en anden imens har gjort den til."""
        perioder = [periode for periode in nu.perioder if periode in self.perioder or periode not in grundlag.perioder]
        perioder += [et for et in self.perioder if et not in grundlag.perioder and et not in perioder]
        fridage = (nu.fridage | (self.fridage - grundlag.fridage)) - (grundlag.fridage - self.fridage)
        return Kalenderdata(tuple(perioder), fridage)

    def som_ord(self) -> dict[str, Any]:
        perioder = sorted(self.perioder, key=lambda periode: (periode.fra, periode.til, periode.slags, periode.navn))
        return {
            "fridage": sorted(self.fridage),
            "perioder": [
                [periode.slags, periode.navn, periode.fra.isoformat(), periode.til.isoformat()] for periode in perioder
            ],
        }


def af_aftryk(aftryk: str) -> Kalenderdata | None:
    """Den kalender, et kendetegn er lavet af; None, når det ikke er et."""
    try:
        return fra_ord(SEGL.unsign_object(aftryk))
    except BadSignature:
        return None


def laes_kalender(kommune: Organisation) -> Kalenderdata:
    """Kalenderen, som den står i databasen nu."""
    frisk = Organisation.objects.get(pk=kommune.pk)
    perioder = Kalenderperiode.objects.filter(kommune=kommune)
    fridage = frozenset(navn for navn in Organisation.FASTE_FRIDAGE if getattr(frisk, navn))
    return Kalenderdata(tuple(Periode(p.slags, p.navn, p.fra, p.til) for p in perioder), fridage)


def fra_ord(ord_: Mapping[str, Any]) -> Kalenderdata:
    perioder = (
        Periode(slags, navn, date.fromisoformat(fra), date.fromisoformat(til))
        for slags, navn, fra, til in ord_["perioder"]
    )
    return Kalenderdata(tuple(perioder), frozenset(ord_["fridage"]))


def skriv_kalender(kommune: Organisation, ord_: Mapping[str, Any]) -> None:
    """Gør kalenderen til netop denne."""
    ny = fra_ord(ord_)
    valg = {navn: navn in ny.fridage for navn in Organisation.FASTE_FRIDAGE}
    Organisation.objects.filter(pk=kommune.pk).update(**valg)
    Kalenderperiode.objects.filter(kommune=kommune).delete()
    Kalenderperiode.objects.bulk_create(Kalenderperiode(kommune=kommune, **vars(periode)) for periode in ny.perioder)
