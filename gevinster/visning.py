"""Gevinsten, som den vises: tallene, den næste måling og kurven. Læser kun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString

from faelles.svg import Punkt, kurve, minikurve
from frister import dato_kort, maaned_navn

from . import beregning
from .models import Gevinst, Maaling
from .tal import dansk_tal


@dataclass
class Gevinstbillede:
    """Én gevinst på dagen ``paa``. ``gevinst.maalinger`` skal være hentet i rækkefølge."""

    gevinst: Gevinst
    paa: date

    @cached_property
    def maalinger(self) -> list[Maaling]:
        return list(self.gevinst.maalinger.all())

    @cached_property
    def baseline(self) -> Maaling:
        return next(maaling for maaling in self.maalinger if maaling.er_baseline)

    @cached_property
    def seneste(self) -> Maaling | None:
        return beregning.seneste(self.maalinger)

    @cached_property
    def naeste(self) -> Maaling | None:
        return beregning.naeste(self.maalinger)

    @cached_property
    def raekker(self) -> list[tuple[Maaling, beregning.Tilstand]]:
        return [(maaling, maaling.tilstand(self.paa)) for maaling in self.maalinger]

    @property
    def naestes_tilstand(self) -> beregning.Tilstand | None:
        return self.naeste.tilstand(self.paa) if self.naeste else None

    @property
    def er_over_tid(self) -> bool:
        return self.naestes_tilstand is beregning.Tilstand.OVER_TID

    @property
    def fremgang(self) -> int | None:
        nu = self.seneste.vaerdi if self.seneste else None
        return beregning.fremgang(self.baseline.vaerdi, self.gevinst.maal, nu)

    @property
    def fremgang_tekst(self) -> str:
        """Fremgangen i ord; siger hvad der mangler, når den ikke kan regnes ud."""
        if self.fremgang is not None:
            return f"{dansk_tal(Decimal(self.fremgang))} % af vejen"
        if self.baseline.vaerdi is None:
            return "Baseline mangler"
        return "Ikke målt efter go-live" if self.seneste is None else "Mål og baseline er ens"

    @property
    def er_efterrationaliseret(self) -> bool:
        return beregning.er_efterrationaliseret(self.gevinst.projekt.golive, self.baseline.maalt)

    @property
    def kurve(self) -> SafeString | None:
        """Den store kurve; None, så længe intet er målt."""
        if not self._punkter:
            return None
        return kurve(
            self._punkter,
            maal=(float(self.gevinst.maal), f"Mål {dansk_tal(self.gevinst.maal)}"),
            akse=self._akse,
            titel=f"{self.gevinst.titel}: målinger over tid",
            beskrivelse=f"{self._opremsning} {self._maalsaetning} De samme tal står i tabellen.",
        )

    @property
    def minikurve(self) -> SafeString | None:
        if not self._punkter:
            return None
        return minikurve(
            self._punkter,
            maal=float(self.gevinst.maal),
            til=max(x for x, _ in self._akse),
            titel=f"{self._opremsning} {self._maalsaetning}",
        )

    @cached_property
    def _foretagne(self) -> list[tuple[date, Decimal]]:
        maalte = [(m.maalt, m.vaerdi) for m in self.maalinger]
        return sorted((dag, tal) for dag, tal in maalte if dag is not None and tal is not None)

    @cached_property
    def _punkter(self) -> list[Punkt]:
        return [Punkt(dag.toordinal(), float(tal), dansk_tal(tal)) for dag, tal in self._foretagne]

    @cached_property
    def _akse(self) -> list[tuple[float, str]]:
        """Dagene på aksen: de målte, og de planlagte for det, der mangler."""
        dage = {dag for dag, _ in self._foretagne}
        dage |= {m.planlagt for m in self.maalinger if m.maalt is None and m.planlagt is not None}
        return [(dag.toordinal(), f"{maaned_navn(dag.month)[:3]} {dag.year}") for dag in sorted(dage)]

    @property
    def _opremsning(self) -> str:
        maalt = ", ".join(f"{dansk_tal(tal)} den {dato_kort(dag)}" for dag, tal in self._foretagne)
        return f"Målt i {self.gevinst.enhed}: {maalt}."

    @property
    def _maalsaetning(self) -> str:
        return f"Målet er {dansk_tal(self.gevinst.maal)}."


def billeder(gevinster: Iterable[Gevinst], paa: date) -> list[Gevinstbillede]:
    return [Gevinstbillede(gevinst, paa) for gevinst in gevinster]
