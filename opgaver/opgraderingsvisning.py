"""Det, siden om en opgradering viser: rækkerne i de grupper, der skal tages stilling til, og hvad der står i dem."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from frister import dag_maaned
from projekter.models import Etape

from .bilagsforskel import Bilagsforskel
from .fletning import BEGYNDT, Raekke, Slags, Valg, Valgliste
from .forskelsvisning import vis_felter
from .kortforskel import Modelnavne, hele_kortet, vis_kortforskel
from .models import Katalogopgave, Opgave
from .services.fletteside import grundnoegle
from .services.opgraderingsgrundlag import Opgraderingsvisning
from .udgivernoter import Note, efter_noegle
from .valgfoelger import foelger, gaelder_ikke

FLEST_VISTE = 100
"""Så mange opgavers indhold står på siden fra begyndelsen; resten hentes, når nogen slår det ud."""
FELTNAVN = "valg-"
"""Foran nøglen i navnet på en opgaves svar."""

TEKSTER = {
    Slags.NY: {Valg.TAG_MED: "Tag med", Valg.SENERE: "Vent, og spørg igen næste gang"},
    Slags.AENDRET: {
        Valg.TAG_MED: "Tag ændringen med",
        Valg.BEHOLD: "Behold opgaven, som I har den",
        Valg.SENERE: "Vent, og spørg igen næste gang",
    },
    Slags.UDGAAET: {
        Valg.TAG_MED: "Lad den udgå",
        Valg.BEHOLD: "Behold opgaven hos jer",
        Valg.SENERE: "Vent, og spørg igen næste gang",
    },
}
TEKSTER[Slags.GENOPTAGET] = TEKSTER[Slags.NY]

OM_KONFLIKTER = (
    "Udgiveren har ændret det, I også selv har ændret. Tager I ændringen med, bliver jeres "
    "eget stående og gælder stadig; udgiverens nye tekst står ved siden af."
)
OM_NYE = "De får frist efter projektets datoer, og ingen har dem endnu."
OM_GENOPTAGNE = "De er udgået hos jer og kommer tilbage, som de stod."
OM_UDGAAEDE = "De slettes ikke: de mærkes som udgåede og tæller ikke længere med i fremdriften."
OM_AFSLAAEDE = "Udgiveren har ikke ændret noget, siden I beholdt jeres. I kan stadig tage det med."


@dataclass(frozen=True)
class Svarmulighed:
    valg: str
    tekst: str
    er_valgt: bool


@dataclass(frozen=True)
class Visningsraekke:
    """En opgave, der skal tages stilling til."""

    raekke: Raekke
    kort: Katalogopgave
    gammelt: Katalogopgave | None
    opgave: Opgave | None
    noter: list[Note]
    navne: Modelnavne
    bilag: Bilagsforskel
    hed: str
    """Opgavens gamle kode, når den er omdøbt."""
    sammenfald: Opgave | None
    """En anden opgave hos kommunen med den kode, opgaven får."""
    ny_frist: date | None
    er_fuldfoert: bool
    """Om opgaven er fuldført på en anden tekst end den, udgiveren har nu."""
    svaret: Valg | None
    etape: Etape | None = None
    er_udeladt: bool = False
    """Om indholdet først hentes, når nogen slår det ud."""

    @property
    def feltnavn(self) -> str:
        return FELTNAVN + self.raekke.noegle

    @property
    def slags(self) -> str:
        return self.raekke.slags.value

    @property
    def fase(self) -> str:
        return self.navne.faser.get(self.kort.fase_id, "")

    @cached_property
    def felter(self) -> list[dict[str, Any]]:
        """Det, udgiveren har ændret, med ordene mærket. Regnes ud, når det skal vises."""
        if self.gammelt is None:
            return []
        tekster = vis_kortforskel(self.gammelt, self.kort, self.raekke.felter, self.navne)
        return tekster + vis_felter(self.bilag.felter)

    @property
    def hele_kortet(self) -> list[dict[str, Any]]:
        return hele_kortet(self.kort, self.navne)

    @property
    def nye_forudsaetninger(self) -> list[str]:
        """Koderne, kataloget nu også lader opgaven vente på; kun en ny plan får dem som forudsætninger."""
        foer = self.gammelt.venter_paa if self.gammelt else []
        return [kode for kode in self.kort.venter_paa if kode not in foer] if self.raekke.deres else []

    @property
    def har_felter(self) -> bool:
        return self.gammelt is not None and bool(self.raekke.felter)

    @property
    def foelger(self) -> list[str]:
        """Hvad svarene fører til, hvor kommunen har noget af sit eget."""
        return foelger(self.raekke)

    @property
    def gaelder_ikke(self) -> list[str]:
        return gaelder_ikke(self.raekke)

    @property
    def svar(self) -> list[Svarmulighed]:
        tekster = TEKSTER[self.raekke.slags]
        mulige = [valg for valg in self.raekke.muligheder if not (self.raekke.er_afslaaet and valg is Valg.SENERE)]
        return [Svarmulighed(valg.value, tekster[valg], valg is self._valgt) for valg in mulige]

    @property
    def _valgt(self) -> Valg:
        """Det svar, der er sat på forhånd: med, undtagen hvor kommunen selv har noget, og hvor den har sagt nej."""
        if self.svaret:
            return self.svaret
        if self.raekke.er_afslaaet:
            return Valg.BEHOLD
        return Valg.SENERE if self.raekke.konflikt else Valg.TAG_MED

    @property
    def lokalt(self) -> list[tuple[str, str]]:
        """Det, kommunen har af sit eget på opgaven; det, udgiverens ændring møder, først."""
        vores, opgave = self.raekke.vores, self.opgave
        if vores is None or opgave is None:
            return []
        eget = vores.eget if self.raekke.slags is Slags.UDGAAET else vores.lokalt
        moedes_foerst = sorted(eget, key=lambda navn: (navn not in self.raekke.konflikt, navn))
        return [_lokalt_i_ord(opgave, navn, self.navne) for navn in moedes_foerst]

    @property
    def frist(self) -> tuple[date | None, date | None] | None:
        """Fristen før og efter, når ændringen flytter den."""
        foer = self.opgave.frist if self.opgave else None
        return (foer, self.ny_frist) if foer != self.ny_frist else None


def _lokalt_i_ord(opgave: Opgave, navn: str, navne: Modelnavne) -> tuple[str, str]:
    if navn == "frist" and opgave.frist:
        return "Frist, I har sat", f"{dag_maaned(opgave.frist)} ({opgave.frist_begrundelse})"
    if navn == "egen_fase":
        return "Jeres egen fase", navne.faser.get(opgave.egen_fase_id or 0, "")
    if navn == BEGYNDT:
        return "Status", opgave.get_status_display()
    overskrifter = {
        "egen_regel": "Jeres egen regel",
        "egne_kriterier": "Jeres egne kvalitetskriterier",
        "egen_tekst": "Sådan gør I",
    }
    return overskrifter[navn], getattr(opgave, navn)


@dataclass(frozen=True)
class Gruppe:
    """Rækker under én overskrift. ``forklaring`` siger, hvad der er at tage stilling til.

    ``er_aaben`` slår forskellene ud på forhånd; en gruppe, der ``er_blandet``, har rækker af flere slags.
    """

    navn: str
    forklaring: str
    raekker: list[Visningsraekke]
    er_aaben: bool = False
    er_blandet: bool = False


def grupper(visning: Opgraderingsvisning, svar: Mapping[str, Valg], slaaet_ud: str = "") -> list[Gruppe]:
    """De grupper, der ikke er tomme; konflikterne først. ``svar`` er det, personen allerede har svaret.

    Efter ``FLEST_VISTE`` opgaver er indholdet udeladt, undtagen i den, hvis nøgle er ``slaaet_ud``.
    """
    plads = count(1)
    navne = Modelnavne.laes(visning.plan.version.katalog.model)
    noter = efter_noegle(visning.noter)
    tabel = visning.tabel

    def gruppe(raekker: Iterable[Raekke], overskrift: str, tekst: str = "", **saerligt: bool) -> Gruppe:
        viste = (_vis(visning, raekke, _siden(raekke, noter), navne, svar) for raekke in raekker)
        maerkede = (
            replace(vist, er_udeladt=next(plads) > FLEST_VISTE and vist.raekke.noegle != slaaet_ud) for vist in viste
        )
        return Gruppe(overskrift, tekst, list(maerkede), **saerligt)

    def uden_konflikt(slags: Slags) -> list[Raekke]:
        return [raekke for raekke in tabel.af(slags) if not raekke.konflikt]

    def i_konflikt(slags: Slags) -> list[Raekke]:
        return [raekke for raekke in tabel.konflikter if raekke.slags is slags]

    alle = [
        gruppe(i_konflikt(Slags.AENDRET), "Her har I selv ændret det samme", OM_KONFLIKTER, er_aaben=True),
        gruppe(i_konflikt(Slags.UDGAAET), "Her udgår noget, I har arbejdet med", OM_UDGAAEDE, er_aaben=True),
        gruppe(uden_konflikt(Slags.AENDRET), "Ændrede opgaver"),
        gruppe(tabel.af(Slags.NY), "Nye opgaver", OM_NYE),
        gruppe(tabel.af(Slags.GENOPTAGET), "Opgaver i kataloget igen", OM_GENOPTAGNE),
        gruppe(uden_konflikt(Slags.UDGAAET), "Opgaver, der udgår", OM_UDGAAEDE),
        gruppe(tabel.afslaaede, "I har beholdt jeres udgave", OM_AFSLAAEDE, er_blandet=True),
    ]
    return [en for en in alle if en.raekker]


def find_raekke(visning: Opgraderingsvisning, noegle: str) -> Visningsraekke | None:
    """Den ene opgave med sit indhold; None, når der ikke er noget at tage stilling til."""
    alle = (vist for gruppe in grupper(visning, {}, noegle) for vist in gruppe.raekker)
    return next((vist for vist in alle if vist.raekke.noegle == noegle), None)


def _vis(
    visning: Opgraderingsvisning, raekke: Raekke, noter: list[Note], navne: Modelnavne, svar: Mapping[str, Valg]
) -> Visningsraekke:
    return Visningsraekke(
        raekke,
        visning.nyeste_kort(raekke),
        visning.kort[raekke.vores.kort.id] if raekke.vores and raekke.deres else None,
        visning.opgaver.get(raekke.noegle),
        noter,
        navne,
        bilag=visning.bilagsforskel(raekke),
        hed=visning.hed(raekke),
        sammenfald=visning.sammenfald.get(raekke.noegle),
        ny_frist=visning.frist_efter(raekke),
        er_fuldfoert=visning.er_fuldfoert_paa_en_anden(raekke),
        svaret=svar.get(raekke.noegle),
        etape=visning.noegler.etape(raekke.noegle),
    )


def _siden(raekke: Raekke, noter: Mapping[str, list[Note]]) -> list[Note]:
    """Noterne fra versionerne efter det kort, opgaven står på; også dem, der er sprunget over før."""
    fra = raekke.vores.kort.version if raekke.vores else 0
    return [note for note in noter.get(grundnoegle(raekke.noegle), ()) if fra < note.plads <= raekke.til]


def laes_svar(data: Mapping[str, str]) -> dict[str, Valg]:
    """Svarene efter nøgle, som formularen sendte dem; det, der ikke er et svar, er intet."""
    kendte = {valg.value: valg for valg in Valg}
    return {
        navn.removeprefix(FELTNAVN): kendte[vaerdi]
        for navn, vaerdi in data.items()
        if navn.startswith(FELTNAVN) and vaerdi in kendte
    }


def forvalgte(visning: Opgraderingsvisning, data: Mapping[str, str]) -> dict[str, Valg]:
    """Svarene, siden sætter på forhånd: personens egne eller det, hun gav for hele listen, hvor det kan gives."""
    valg = valgliste(data)
    if "alle" not in data or valg.enkelte:
        return laes_svar(data)
    alle = (raekke.svar(valg) for raekke in visning.tabel.raekker)
    return {raekke.noegle: raekke.valg for raekke in alle if raekke.valg}


def valgliste(data: Mapping[str, str]) -> Valgliste:
    """Det ene svar for hele listen, når det er givet; ellers opgavernes egne. Det, der ikke er svaret på, venter."""
    alle = data.get("alle", "")
    if alle in (Valg.TAG_MED.value, Valg.BEHOLD.value, Valg.SENERE.value):
        return Valgliste(Valg(alle))
    return Valgliste(Valg.SENERE, laes_svar(data))
