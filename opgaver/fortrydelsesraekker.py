"""Det, siden om at fortryde en opgradering viser: hvad der føres tilbage, og hvad der ikke kan blive, som det var."""

from dataclasses import dataclass
from datetime import date

from .fletning import Virkning
from .models import Opgave
from .services.fortrydelsesvisning import som_aftryk
from .services.opgraderingsfortrydelse import Opgraderingsfortrydelse

SKER = {
    Virkning.FLYT.value: "får sit tidligere kort igen",
    Virkning.UDGAA.value: "kommer i planen igen",
    Virkning.GENOPTAG.value: "udgår igen",
    Virkning.BEHOLD.value: "har ikke længere svaret »behold«",
}
"""Det, fortrydelsen gør, efter det, opgraderingen gjorde."""
FJERNES = "fjernes; ingen har brugt den"
BRUGT = "den er ikke, som da opgraderingen blev gjort"


@dataclass(frozen=True)
class Fortrydelsesraekke:
    """En opgave: ``kode`` og ``titel``, som den har nu, hvad der sker med den, og fristen før og efter."""

    kode: str
    titel: str
    sker: str
    fra: date | None = None
    til: date | None = None
    grund: str = ""
    """Hvorfor den ikke bliver, som den var."""

    @property
    def er_flyttet(self) -> bool:
        return self.fra != self.til


def tilbage(svar: Opgraderingsfortrydelse) -> list[Fortrydelsesraekke]:
    """De opgaver, der bliver, som de var, efter kode."""
    virkninger = {post["id"]: post["virkning"] for post in svar.opgradering.raekker}
    genskabte = [_raekke(svar, opgave, _sker(svar, opgave, virkninger[opgave.pk])) for opgave in svar.genskabte]
    slettede = [Fortrydelsesraekke(et.kort.kode, et.kort.titel, FJERNES) for et in svar.slettede]
    return sorted([*genskabte, *slettede], key=lambda raekke: raekke.kode)


def bliver(svar: Opgraderingsfortrydelse) -> list[Fortrydelsesraekke]:
    """De opgaver, der ikke kan blive, som de var, fordi nogen har brugt dem siden."""
    i_planen = [_raekke(svar, opgave, "bliver i planen på sit tidligere kort") for opgave in svar.blev]
    return i_planen + [_raekke(svar, opgave, "slettes ikke, men udgår") for opgave in svar.udgaaede]


def frister(svar: Opgraderingsfortrydelse) -> int:
    """Så mange frister flyttes."""
    return sum(raekke.er_flyttet for raekke in (*tilbage(svar), *bliver(svar)))


def aftryk(svar: Opgraderingsfortrydelse) -> str:
    """Kendetegnet for det, siden viser."""
    return som_aftryk(
        [*([str(raekke) for raekke in raekker] for raekker in (tilbage(svar), bliver(svar))), svar.pladser]
    )


def fortrudt_i_ord(svar: Opgraderingsfortrydelse) -> str:
    """Hvad der skete, og de opgaver, der ikke kom med tilbage, ved kode."""
    fra = svar.opgradering.fra
    if svar.opgradering.er_samme_version:
        saetninger = [f"Svarene på det, der ventede fra {fra}, er fortrudt."]
    else:
        saetninger = [f"Opgraderingen er fortrudt. Planen følger {fra} igen."]
    if svar.blev:
        koder = ", ".join(opgave.kort.kode for opgave in svar.blev)
        saetninger.append(f"De her kom i kataloget igen og er brugt siden, så de bliver i planen: {koder}.")
    if svar.udgaaede:
        koder = ", ".join(opgave.kort.kode for opgave in svar.udgaaede)
        saetninger.append(f"De her var nye, men er brugt siden og står nu som udgåede: {koder}.")
    return " ".join(saetninger)


def _raekke(svar: Opgraderingsfortrydelse, opgave: Opgave, sker: str) -> Fortrydelsesraekke:
    kort, frist = svar.stod[opgave.pk]
    grund = "" if opgave in svar.genskabte else svar.grunde.get(opgave.pk, BRUGT)
    return Fortrydelsesraekke(kort.kode, kort.titel, sker, frist, opgave.frist, grund)


def _sker(svar: Opgraderingsfortrydelse, opgave: Opgave, virkning: str) -> str:
    kort, _ = svar.stod[opgave.pk]
    hed = f" og hedder {opgave.kort.kode}" if opgave.kort.kode != kort.kode else ""
    har_nyt = opgave.status == Opgave.Status.FULDFOERT and opgave.fuldfoert_kort_id == kort.pk
    return f"{SKER[virkning]}{hed}{'; den er fuldført på den nyere tekst' if har_nyt else ''}"
