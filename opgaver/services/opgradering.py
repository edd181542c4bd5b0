"""At opgradere en plan: se først, hvad en nyere katalogversion ændrer, vælg for hver opgave, og gør så netop det."""

from datetime import datetime

from django.db import transaction

from faelles.afvisning import Foraeldet, kraev
from faelles.tal import antal_i_ord
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Projekt

from ..fletning import TAG_ALT_MED, Valgliste, Virkning
from ..models import Katalogversion, Opgradering, Plan
from .flytteskrivning import laas_projekter
from .opgraderingsbesked import laeg_beskeder
from .opgraderingsgrundlag import Opgraderingsvisning, forhaandsvis_opgradering, kraev_i_gang
from .opgraderingsskrivning import lav_pladser, noter_opgaver, skriv_opgaver
from .versionslaas import laas_version

TAGES_MED = (Virkning.OPRET, Virkning.FLYT, Virkning.GENOPTAG)


@transaction.atomic
def opgrader_plan(
    aktoer: Aktoer,
    projekt: Projekt,
    version: Katalogversion,
    valg: Valgliste = TAG_ALT_MED,
    *,
    nu: datetime,
    aftryk: str | None = None,
) -> tuple[Opgradering | None, Opgraderingsvisning]:
    """Flet versionen ind i projektets plan, som valget siger. Ingen opgradering, når der intet er at gøre.

    Kortene skiftes; status, folk, noter, låste frister og alt lokalt røres ikke. ``aftryk`` er det, forhåndsvisningen
    havde; er planen eller det lokale ændret siden, rejses ``Foraeldet``, og intet gemmes.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    [frisk] = laas_projekter(projekt.pk)
    kraev_i_gang(frisk)
    # En version kan kun trækkes tilbage, til en plan følger den; udgiveren må vente på os.
    laas_version(version)
    visning = forhaandsvis_opgradering(frisk, version, valg, laas=True)
    if aftryk is not None and aftryk != visning.aftryk:
        raise foraeldet(visning)
    if not visning.er_aendret:
        return None, visning
    return _gem(aktoer, visning, nu), visning


def foraeldet(visning: Opgraderingsvisning) -> Foraeldet:
    """Fejlen, når det, personen så, ikke længere er det, der vil ske."""
    if visning.plan.version_id == visning.til.pk:
        sidste = visning.plan.opgraderinger.filter(til=visning.til, fortrudt=None).first()
        hvem = f" af {sidste.aktoer}" if sidste else ""
        hvad = f"Planen er opgraderet til {visning.til}{hvem}, siden du åbnede siden"
    else:
        hvad = "Planen er ændret, siden du åbnede siden"
    if any(raekke.muligheder for raekke in visning.tabel.raekker):
        videre = "Listen herunder er den nye. Se den igennem, og vælg igen."
    else:
        videre = "Der er ikke mere at vælge. Skal dine valg gælde i stedet, så fortryd opgraderingen først."
    return Foraeldet(f"{hvad}, og dine valg er ikke gemt. {videre}")


def _gem(aktoer: Aktoer, visning: Opgraderingsvisning, nu: datetime) -> Opgradering:
    plan, tal = visning.plan, visning.tal
    poster = skriv_opgaver(visning)
    taget_med = [visning.nyeste_kort(raekke) for raekke in visning.tabel.med(*TAGES_MED)]
    opgradering = Opgradering.objects.create(
        plan=plan,
        fra=plan.version,
        til=visning.til,
        bruger=aktoer.bruger,
        aktoer=aktoer.navn,
        oprettet=nu,
        tal=tal,
        raekker=poster,
        pladser=[plads.pk for plads in lav_pladser(visning.projekt, taget_med)],
    )
    noter(
        aktoer,
        "plan opgraderet",
        opgradering,
        projekt=visning.projekt,
        felt="katalogversion",
        gammel=plan.version,
        ny=visning.til,
        begrundelse=opgoer(tal),
    )
    noter_opgaver(visning, aktoer, poster)
    Plan.objects.filter(pk=plan.pk).update(version=visning.til)
    udgaar = visning.tabel.med(Virkning.UDGAA)
    hvorfor = {visning.opgaver[raekke.noegle].pk: visning.hvorfor_udgaaet(raekke) for raekke in udgaar}
    laeg_beskeder(opgradering, visning.projekt, poster, aktoer, hvorfor=hvorfor)
    return opgradering


ORD = {
    "nye": ("ny", "nye"),
    "aendrede": ("ændret", "ændrede"),
    "udgaaede": ("udgået", "udgåede"),
    "genoptagne": ("i kataloget igen", "i kataloget igen"),
    "beholdt": ("beholdt", "beholdt"),
    "senere": ("venter", "venter"),
}


def opgoer(tal: dict[str, int]) -> str:
    """Fx »5 nye, 20 ændrede, 3 udgåede«."""
    dele = [antal_i_ord(antal, *ord_) for navn, ord_ in ORD.items() if (antal := tal.get(navn, 0))]
    return ", ".join(dele) or "ingen synlige ændringer"
