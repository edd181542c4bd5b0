"""Det, en import måles mod: kataloget, versionen, der skrives til, og den seneste udgivne."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from faser.models import Implementeringsmodel
from projekter.models import Loesning, Organisation

from ..models import Katalog, Katalogopgave, Katalogversion
from .bilag import bilagsdata, kopier_bilag
from .koder import kodenoegle
from .opslag import Modelopslag

KORTFELTER = [felt.attname for felt in Katalogopgave._meta.concrete_fields]
OM_AENDRINGEN = ("er_aendring_obligatorisk", "aendringsnote")


@dataclass(frozen=True)
class Importmaal:
    """Hvor filen skal hen. ``model`` bruges kun, når kataloget ikke findes endnu."""

    loesning: Loesning
    udgiver: Organisation
    model: Implementeringsmodel
    nummer: str


@dataclass(frozen=True)
class Grundlag:
    """``version`` er den med målets nummer, når den findes; ``forrige`` den seneste udgivne."""

    katalog: Katalog | None
    version: Katalogversion | None
    forrige: Katalogversion | None
    kort: list[Katalogopgave]
    forriges_kort: list[Katalogopgave]
    model: Modelopslag
    aftryk: str
    """SHA-256 af alt, der afgør, hvad en import vil gøre. Er det det samme, gælder forhåndsvisningen endnu."""

    @property
    def sammenlignes_med(self) -> Katalogversion | None:
        """Kladden selv, når den findes; ellers den seneste udgivne, så forskellen er det nye ved versionen."""
        return self.version or self.forrige

    @cached_property
    def noegler(self) -> dict[str, str]:
        """Kode → nøgle for udgivne kort, som ikke allerede er i det, der sammenlignes med."""
        brugte = {kort.noegle for kort in self.kort}
        return {kodenoegle(kort.kode): kort.noegle for kort in self.forriges_kort if kort.noegle not in brugte}

    @cached_property
    def tidligere(self) -> dict[str, Katalogopgave]:
        """Kode → det seneste kort, der er udgået, og hvis kode ingen har nu. Læses først, når nogen spørger."""
        taget = {kodenoegle(kort.kode) for kort in self.kort}
        fundne = laes_tidligere(self.forrige) if self.forrige else {}
        noegler = {kort.noegle for kort in self.kort}
        return {kode: kort for kode, kort in fundne.items() if kode not in taget and kort.noegle not in noegler}


def laes_tidligere(forrige: Katalogversion) -> dict[str, Katalogopgave]:
    """Kode → det seneste udgivne kort i kataloget for de opgaver, der er udgået før eller med ``forrige``."""
    i_kataloget = Katalogopgave.objects.filter(version__katalog=forrige.katalog_id, version__udgivet__isnull=False)
    udgaaede = i_kataloget.exclude(noegle__in=forrige.kort.values("noegle")).order_by("version__udgivet")
    seneste = {kort.noegle: kort for kort in udgaaede.select_related("version__katalog__loesning")}
    return {kodenoegle(kort.kode): kort for kort in seneste.values()}


def laes_grundlag(maal: Importmaal) -> Grundlag:
    katalog = find_katalog(maal)
    version = katalog.versioner.filter(nummer=maal.nummer).first() if katalog else None
    forrige = katalog.versioner.udkomne().nyeste_foerst().first() if katalog else None
    kort, model = _kort(version or forrige), Modelopslag.laes(katalog.model if katalog else maal.model)
    return Grundlag(
        katalog=katalog,
        version=version,
        forrige=forrige,
        kort=kort,
        forriges_kort=_kort(forrige) if version and version != forrige else kort,
        model=model,
        aftryk=_aftryk(version, forrige, kort, model),
    )


def find_katalog(maal: Importmaal) -> Katalog | None:
    kataloger = Katalog.objects.select_related("loesning", "udgiver", "model")
    return kataloger.filter(loesning=maal.loesning, udgiver=maal.udgiver).first()


def _kort(version: Katalogversion | None) -> list[Katalogopgave]:
    return list(version.kort.all()) if version else []


def _aftryk(
    version: Katalogversion | None, forrige: Katalogversion | None, kort: list[Katalogopgave], model: Modelopslag
) -> str:
    kortene = [[getattr(et_kort, felt) for felt in KORTFELTER] for et_kort in kort]
    sagt = list(version.udgaaelser.values_list("noegle", "er_obligatorisk", "note")) if version else []
    data = [_version(version), _version(forrige), kortene, model.som_data(), bilagsdata(version or forrige), sagt]
    return hashlib.sha256(json.dumps(data, default=str).encode()).hexdigest()


def _version(version: Katalogversion | None) -> list[object]:
    return [version.pk, version.status] if version else []


def kopier_kort(kort: Iterable[Katalogopgave], til: Katalogversion, bundt: int) -> list[Katalogopgave]:
    """Kortene med samme nøgle og bilag i en ny kladde, uden det, der siges om den forrige ændring."""
    kort = list(kort)
    felter = [felt for felt in KORTFELTER if felt not in ("id", "version_id", *OM_AENDRINGEN)]
    nye = [Katalogopgave(version=til, **{felt: getattr(et_kort, felt) for felt in felter}) for et_kort in kort]
    kopier_bilag(kort, Katalogopgave.objects.bulk_create(nye, batch_size=bundt), bundt)
    return nye
