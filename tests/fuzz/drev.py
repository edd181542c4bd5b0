"""Sender en fil gennem importsiden, som en redaktør ville, og ser efter, hvad der skete, og hvad der blev skrevet."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from faelles.excel import laes
from koe import job
from koe.models import Job
from opgaver.katalogimport.fejlmappe import lav_fejlmappe
from opgaver.models import Importkoersel, Katalogopgave
from opgaver.services.filaesning import laes_tabel
from projekter.models import Haendelse
from tests.opgaver_katalog.handlinger import alt_i_kataloget

IMPORTER = reverse("kataloger:importer")
MAERKER = (b"<script>alert", b"<img src=x", b"<svg onload", b"</td></table><h1>")


class Fundet(Exception):
    """Noget, der ikke måtte ske."""


@dataclass
class Udfald:
    """``talt`` er (slags, udfald) → antal, ``brud`` de filer, hvor noget gik galt: frø og hvad."""

    talt: Counter[tuple[str, str]] = field(default_factory=Counter)
    brud: list[tuple[int, str]] = field(default_factory=list)
    med_celler: int = 0

    @property
    def filer(self) -> int:
        return self.talt.total()

    def tabel(self) -> str:
        udfald = sorted({udfald for _, udfald in self.talt})
        slags = sorted({slags for slags, _ in self.talt})
        linjer = [["", *udfald, "i alt"]]
        for navn in slags:
            tal = [self.talt[navn, et] for et in udfald]
            linjer.append([navn, *map(str, tal), str(sum(tal))])
        i_alt = [sum(self.talt[navn, et] for navn in slags) for et in udfald]
        linjer.append(["i alt", *map(str, i_alt), str(self.filer)])
        bredder = [max(map(len, kolonne)) for kolonne in zip(*linjer, strict=True)]
        rader = ("  ".join(celle.rjust(b) for celle, b in zip(linje, bredder, strict=True)) for linje in linjer)
        andel = 100 * self.med_celler / self.filer
        return "\n".join(
            [*rader, f"Læst til og med cellerne: {self.med_celler} ({andel:.0f} %). Brud: {len(self.brud)}."]
        )


def send(udfald: Udfald, klient, froe: int, slags: str, navn: str, data: bytes) -> None:
    """Én fil gennem siden; alt, hvad den skrev, rulles tilbage bagefter."""
    foer = _aftryk()
    sted = transaction.savepoint_create()
    try:
        svar = _send(klient, foer, navn, data, skal_ind=froe % 3 == 0)
        udfald.med_celler += svar in ("klar", "indlæst", "fejl i celler")
        udfald.talt[slags, svar] += 1
    except Fundet as fundet:
        udfald.brud.append((froe, str(fundet)))
        udfald.talt[slags, "BRUD"] += 1
    except Exception as fejl:  # noqa: BLE001 - enhver fejl er et fund og skal i tabellen
        udfald.brud.append((froe, repr(fejl)[:300]))
        udfald.talt[slags, "SERVERFEJL"] += 1
    finally:
        transaction.savepoint_rollback(sted)


def _aftryk() -> tuple:
    return alt_i_kataloget(), Importkoersel.objects.count(), Haendelse.objects.count()


def _send(klient, foer, navn: str, data: bytes, *, skal_ind: bool) -> str:
    svar = klient.post(IMPORTER, {"loesning": "KY", "nummer": "1.0", "fil": SimpleUploadedFile(navn, data)})
    _kraev(svar.status_code in (302, 422), f"Svaret var {svar.status_code}.")
    if svar.status_code == 422:
        _kraev(_aftryk() == foer, "En afvist fil har skrevet noget.")
        _kraev_saetninger([str(fejl) for fejl in svar.context["form"].errors["fil"]])
        return "afvist"
    _udfoer_job()
    _kraev(alt_i_kataloget() == foer[0], "En forhåndsvisning har ændret kataloget.")
    koersel = Importkoersel.objects.latest("pk")
    vurderet = _vurder(klient, svar.url, koersel, data)
    return _indlaes(klient, koersel, foer) if vurderet == "klar" and skal_ind else vurderet


def _udfoer_job() -> None:
    """Siden kan have bestilt arbejdet i køen; så er det os, der er arbejderen."""
    for bestilt in Job.objects.filter(status=Job.Status.NY):
        job.udfoer(bestilt.pk)
        bestilt.refresh_from_db()
        uventet = job.UVENTET.format(uid=bestilt.uid)
        _kraev(bestilt.fejl != uventet, "Et job fejlede uventet; se loggen.")


def _vurder(klient, adresse: str, koersel: Importkoersel, data: bytes) -> str:
    side = klient.get(adresse)
    _kraev(side.status_code == 200, f"Forhåndsvisningen svarede {side.status_code}.")
    _kraev(not any(maerke in side.content for maerke in MAERKER), "En celle slap ud på siden som HTML.")
    if koersel.status == Importkoersel.Status.FEJL:
        _kraev_saetninger([fejl["besked"] for fejl in koersel.fejl])
        laes(lav_fejlmappe(laes_tabel(koersel.filnavn, data), koersel.fejl, koersel.advarsler), "fejl.xlsx")
        return "fejl i celler"
    if koersel.status != Importkoersel.Status.KLAR:
        _kraev_saetninger([koersel.grund])
        return "afvist"
    return "klar"


def _indlaes(klient, koersel: Importkoersel, foer) -> str:
    """Hvert tredje frø, der kan, indlæses: så skal alle de viste kort stå der og intet andet være ændret."""
    svar = klient.post(reverse("kataloger:indlaes", args=[koersel.pk]))
    _kraev(svar.status_code == 302, f"Indlæsningen svarede {svar.status_code}.")
    _udfoer_job()
    skrevet = Katalogopgave.objects.filter(version__katalog__loesning=koersel.loesning).count()
    _kraev(skrevet == len(koersel.resultat["nye"]), f"{skrevet} kort skrevet, {len(koersel.resultat['nye'])} vist.")
    gamle = {post["id"] for post in foer[0] if "kode" in post}
    _kraev([post for post in alt_i_kataloget() if post["id"] in gamle and "kode" in post]
           == [post for post in foer[0] if "kode" in post], "Et andet katalogs kort er ændret.")  # fmt: skip
    return "indlæst"


def _kraev_saetninger(beskeder: list[str]) -> None:
    _kraev(bool(beskeder), "Der er ingen besked.")
    for besked in beskeder:
        _kraev(besked.endswith((".", "?")), f"Ikke en sætning: {besked[:80]!r}")


def _kraev(svar: bool, hvad: str) -> None:
    if not svar:
        raise Fundet(hvad)
