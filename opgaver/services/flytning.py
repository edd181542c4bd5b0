"""At flytte et projekts datoer: se først, hvad der vil ske, og gør så netop det."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, kraev
from frister import Anker, Ankre
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Projekt

from ..flytning import Raekke
from ..models import EGNE, Flytning, Flytningsdel
from ..pauseregler import Ventetid
from .etapedatoer import kraev_etaper
from .flyttebesked import Nyhed, Skift, laeg_beskeder, modtagere, uroert
from .flyttegrundlag import Forhaandsvisning, forhaandsvis, kraev_uaendret
from .flytteskrivning import gem, laas_projekter, noter_takt, skriv_takt
from .projekt import Datoer


def nye_ankre(gamle: Ankre, tomme: Collection[str] = (), /, **nye: date | None) -> Ankre:
    """Ankrene med de nye datoer; None lader et anker stå, og ``tomme`` er dem, der ikke længere har nogen dato.

    Afviser datoer, der ikke kan være rigtige.
    """
    samlet = {et.value: None if et.value in tomme else nye.get(et.value) or gamle.dato(et) for et in Anker}
    Datoer(**samlet)
    return Ankre(**samlet)


def foreslaa_golive(foer: Ankre, efter: Ankre) -> date | None:
    """Datoen, når go-live flyttes lige så meget som idriftsættelsen; None, når der ikke er noget at foreslå."""
    if not (foer.idriftsaettelse and efter.idriftsaettelse and foer.golive) or foer.golive != efter.golive:
        return None
    skift = efter.idriftsaettelse - foer.idriftsaettelse
    return foer.golive + skift if skift else None


def forhaandsvis_flytning(
    projekt: Projekt,
    ankre: Ankre,
    paa: date,
    *,
    seer: Aktoer | None = None,
    foelg: bool = False,
    etaper: Mapping[int, date] | None = None,
    ventetid: Ventetid | None = None,
) -> Forhaandsvisning:
    """Hvad der vil ske, når projektets datoer bliver ``ankre``, med de navne, ``seer`` må kende. Gemmer intet.

    ``etaper`` (id) er de etaper, der får en ny go-live. ``ventetid`` er den pause, der flyttes efter.
    """
    kraev_ikke_afsluttet(projekt)
    kraev_etaper(projekt, ankre, etaper or {})
    [visning] = forhaandsvis({projekt.pk: ankre}, [projekt], paa, seer=seer, etaper=etaper, ventetid=ventetid)
    visning = replace(visning, foelg=foelg)
    if foelg and not visning.har_boelgens_datoer:
        raise Foraeldet("Bølgens datoer er ændret imens, og intet er flyttet. Gå tilbage til datoerne, og vælg igen.")
    return visning


@transaction.atomic
def flyt_datoer(  # noqa: PLR0913 - en flytning har så mange sider
    aktoer: Aktoer,
    projekt: Projekt,
    ankre: Ankre,
    begrundelse: str,
    *,
    nu: datetime,
    undtagne: Collection[int] = (),
    aftryk: str | None = None,
    foelg: bool = False,
    etaper: Mapping[int, date] | None = None,
    ventetid: Ventetid | None = None,
    slags: Flytning.Slags = Flytning.Slags.PROJEKT,
) -> Flytningsdel:
    """Flyt projektets datoer og de åbne opgavers frister, og sig det til dem, det rammer.

    ``undtagne`` (id'er) beholder deres dato og låses på den med begrundelsen. ``aftryk`` er det, forhåndsvisningen
    havde; vil der nu ske noget andet, rejses ``Foraeldet``, og intet gemmes. Med ``foelg`` følger projektet bagefter
    sin bølge, hvis datoer ``ankre`` så skal være. ``etaper`` (id) får hver deres nye go-live i den samme flytning.
    Med ``ventetid`` rykker og låses også det åbne, der ikke følger et anker. ``slags`` er det, der førte til det.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    begrundelse = kraev_begrundelse(begrundelse)
    Datoer(**vars(ankre))
    frisk = laas_projekter(projekt.pk)[0]
    paa = timezone.localdate(nu)
    visning = forhaandsvis_flytning(frisk, ankre, paa, seer=aktoer, foelg=foelg, etaper=etaper, ventetid=ventetid)
    kraev_uaendret(aftryk, visning.aftryk)
    if not visning.aendrer_noget:
        raise Afvist("Datoerne er dem, projektet allerede har. Skriv mindst én ny dato.")
    flytning = Flytning(slags=Flytning.Slags.PAUSE if ventetid else slags, begrundelse=begrundelse)
    visning = visning.uden(undtagne)
    [del_] = gem(flytning, [visning], aktoer, nu)
    _skift_takt(aktoer, del_, visning)
    laeg_beskeder(flytning, nyheder([del_], [visning]), aktoer)
    return del_


def _skift_takt(aktoer: Aktoer, del_: Flytningsdel, visning: Forhaandsvisning) -> None:
    """Husk valget, når projektet forlader bølgen eller følger den igen; begge dele står i historikken."""
    foer, efter = visning.projekt.har_egne_datoer, visning.egne_datoer_efter
    if foer == efter:
        return
    del_.foer[EGNE], del_.efter[EGNE] = foer, efter
    del_.save(update_fields=["foer", "efter"])
    skriv_takt({del_.projekt_id: efter})
    noter_takt(aktoer, visning.projekt, har_egne=efter)


def nyheder(dele: Iterable[Flytningsdel], visninger: Iterable[Forhaandsvisning]) -> list[Nyhed]:
    """Det, der skal siges om hver del: de opgaver, der fik en ny dato, og dem, der blev låst på deres."""
    return [
        Nyhed(del_, _skift(visning, visning.tabel.flyttede), _skift(visning, visning.tabel.undtagne))
        for del_, visning in zip(dele, visninger, strict=True)
    ]


def faar_mail(visning: Forhaandsvisning, aktoer: Aktoer) -> list[Bruger]:
    """De personer, der får en mail, når det viste bliver gjort."""
    del_ = uroert(Flytning(slags=Flytning.Slags.PROJEKT), visning.projekt)
    return modtagere(nyheder([del_], [visning]), aktoer)


def _skift(visning: Forhaandsvisning, raekker: Iterable[Raekke]) -> list[Skift]:
    return [Skift(visning.opgaver[raekke.post.id], raekke.post.fra, raekke.til) for raekke in raekker]


def kraev_ikke_afsluttet(projekt: Projekt) -> None:
    if projekt.status == Projekt.Status.AFSLUTTET:
        raise Afvist(
            f"{projekt} er afsluttet og beholder sine datoer. Skal de flyttes, skal det først være i gang igen."
        )


def kraev_begrundelse(begrundelse: str) -> str:
    begrundelse = " ".join(begrundelse.split())
    if not begrundelse:
        raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor datoerne er flyttet.")
    return begrundelse
