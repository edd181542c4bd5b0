"""Regelbogen for parathed: hvad der skal være på plads, før en fase forlades. Uden Django og database."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Self

from frister import dato_kort


class Tilstand(StrEnum):
    """Hvad et tjekpunkt betyder for overgangen. *Ikke relevant* er afklaret med sin begrundelse.

    *Fortsætter* er ikke opfyldt, men nogen, der må beslutte overgangen, har sagt hvorfor planen går videre: det holder
    ikke overgangen tilbage og er en betingelse for den. *Følger* er et senere holds: det står ved siden af.
    """

    OPFYLDT = "opfyldt"
    MANGLER = "mangler"
    FORTSAETTER = "fortsaetter"
    IKKE_RELEVANT = "ikke_relevant"
    FOELGER = "foelger"


FLERTAL = {"obligatorisk": "obligatoriske", "anbefalet": "anbefalede"}
TILSTANDE = {"fuldfoert": Tilstand.OPFYLDT, "ikke_relevant": Tilstand.IKKE_RELEVANT}


@dataclass(frozen=True)
class Tjekpunkt:
    """Et tjekpunkt, som det ser ud i en bestemt stund.

    ``status`` er opgavens nøgle, ``statusord`` og ``prioritet`` ordene, der vises. ``ansvarlig`` er et navn
    og en plads i ord og er tom, når ingen har ansvaret. ``opgave`` er opgavens id. ``egen_fase`` er den fase, kommunen
    selv har flyttet opgaven til; tjekpunktet bliver på den overgang, kataloget siger. ``fortsaet_grund`` er, hvorfor
    planen går videre, før punktet er afgjort, og ``fortsaet_af``, hvem der sagde det; tomme, når den ikke gør.
    ``foelger`` er sat, når punktet er et senere holds: det første hold på kortet åbner overgangen for alle (ADR 30).
    """

    kode: str
    titel: str
    er_obligatorisk: bool
    prioritet: str
    status: str
    statusord: str
    begrundelse: str = ""
    frist: date | None = None
    ansvarlig: str = ""
    opgave: int | None = None
    egen_fase: str = ""
    fortsaet_grund: str = ""
    fortsaet_af: str = ""
    foelger: bool = False

    @property
    def tilstand(self) -> Tilstand:
        if self.foelger:
            return Tilstand.FOELGER
        aaben = Tilstand.FORTSAETTER if self.fortsaet_grund else Tilstand.MANGLER
        return TILSTANDE.get(self.status, aaben)

    @property
    def mangler(self) -> bool:
        return self.tilstand == Tilstand.MANGLER

    def som_data(self) -> dict[str, Any]:
        """Tjekpunktet til JSON; ``fra_data`` læser det tilbage uden tab."""
        return self.__dict__ | {"frist": self.frist.isoformat() if self.frist else None}

    @classmethod
    def fra_data(cls, data: dict[str, Any]) -> Self:
        kendte = {felt.name: data[felt.name] for felt in fields(cls) if felt.name in data}
        frist = kendte.get("frist")
        return cls(**kendte | {"frist": date.fromisoformat(frist) if frist else None})


@dataclass(frozen=True)
class Parathed:
    """Tjekpunkterne delt i opfyldte, manglende, fortsættende, ikke relevante og de følgende holds, hvert ét sted."""

    punkter: tuple[Tjekpunkt, ...]

    @property
    def aabnende(self) -> list[Tjekpunkt]:
        """Dem, overgangen retter sig efter: alle undtagen de følgende holds."""
        return [punkt for punkt in self.punkter if not punkt.foelger]

    @property
    def foelgende(self) -> list[Tjekpunkt]:
        """De følgende holds; de holder ikke tilbage og er ikke talt med."""
        return self._med(Tilstand.FOELGER)

    @property
    def opfyldte(self) -> list[Tjekpunkt]:
        return self._med(Tilstand.OPFYLDT)

    @property
    def ikke_relevante(self) -> list[Tjekpunkt]:
        return self._med(Tilstand.IKKE_RELEVANT)

    @property
    def fortsaettende(self) -> list[Tjekpunkt]:
        """De uafgjorte, planen går videre forbi."""
        return self._med(Tilstand.FORTSAETTER)

    @property
    def manglende(self) -> list[Tjekpunkt]:
        return self._med(Tilstand.MANGLER)

    @property
    def manglende_obligatoriske(self) -> list[Tjekpunkt]:
        return [punkt for punkt in self.manglende if punkt.er_obligatorisk]

    @property
    def manglende_anbefalede(self) -> list[Tjekpunkt]:
        """Alt det manglende, der ikke er obligatorisk."""
        return [punkt for punkt in self.manglende if not punkt.er_obligatorisk]

    @property
    def er_klar(self) -> bool:
        """Intet obligatorisk mangler. En fase uden tjekpunkter er klar."""
        return not self.manglende_obligatoriske

    @property
    def er_uden_betingelser(self) -> bool:
        """Alt obligatorisk er afgjort, så overgangen kan stå som godkendt uden forbehold."""
        return self.er_klar and not any(punkt.er_obligatorisk for punkt in self.fortsaettende)

    @property
    def i_alt(self) -> int:
        """De tjekpunkter, der tæller: ikke relevante er trukket fra, som i fremdriften, og de følgende hold."""
        return len(self.aabnende) - len(self.ikke_relevante)

    @property
    def tekst(self) -> str:
        """Fx »3 af 5 opfyldt, 1 ikke relevant«."""
        if not self.punkter:
            return "Ingen tjekpunkter"
        fortsaetter = f", {len(self.fortsaettende)} kan fortsætte" if self.fortsaettende else ""
        udeladte = f", {len(self.ikke_relevante)} ikke relevant" if self.ikke_relevante else ""
        foelgende = f", {len(self.foelgende)} hos de følgende hold" if self.foelgende else ""
        return f"{len(self.opfyldte)} af {self.i_alt} opfyldt{fortsaetter}{udeladte}{foelgende}"

    @property
    def manglende_tekst(self) -> str:
        """Fx »2 obligatoriske og 1 anbefalet«."""
        antal = ((len(self.manglende_obligatoriske), "obligatorisk"), (len(self.manglende_anbefalede), "anbefalet"))
        dele = [f"{tal} {ord_ if tal == 1 else FLERTAL[ord_]}" for tal, ord_ in antal if tal]
        return " og ".join(dele) or "Intet"

    def _med(self, tilstand: Tilstand) -> list[Tjekpunkt]:
        return [punkt for punkt in self.punkter if punkt.tilstand == tilstand]


def mangler(punkter: Iterable[Tjekpunkt]) -> list[str]:
    """En sætning for hvert tjekpunkt, der mangler; de obligatoriske først, ellers i tjeklistens orden."""
    manglende = [punkt for punkt in punkter if punkt.mangler]
    return [_saetning(punkt) for punkt in sorted(manglende, key=lambda punkt: not punkt.er_obligatorisk)]


def _saetning(punkt: Tjekpunkt) -> str:
    frist = f"fristen er {dato_kort(punkt.frist)}" if punkt.frist else "der er ingen frist"
    ansvar = f"ansvarlig er {punkt.ansvarlig}" if punkt.ansvarlig else "ingen har ansvaret"
    return f"{punkt.kode} {punkt.titel}: {punkt.statusord.lower()}, {frist}, {ansvar}."
