"""Den eneste, der skriver en opgradering på planens opgaver. Kaldes i en transaktion, hvor opgaverne er låst."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from frister import dag_maaned
from projekter.aktoer import Aktoer
from projekter.historik import haendelse
from projekter.models import Haendelse, Plads, Projekt
from projekter.roller import Rollegalleri

from ..fletning import Raekke, Virkning
from ..models import Forudsaetning, Katalogopgave, Opgave
from .etapeopgaver import som_det_foerste, som_det_foerste_venter
from .frister import saet_frister
from .opgraderingsgrundlag import Opgraderingsvisning

BUNKE = 500
FELTER = ("kort", "etape", "fase", "frist", "er_udgaaet", "beholdt_mod", "fuldfoert_kort", "udgave")
"""Det, en opgradering kan ændre på en opgave."""

STAND = ("kort_id", "etape_id", "fase_id", "frist", "er_udgaaet", "beholdt_mod_id", "fuldfoert_kort_id")
"""Det samme, som det gemmes; ``udgave`` går kun op."""

HANDLINGER = {
    Virkning.FLYT: "ændring i kataloget taget med",
    Virkning.OPRET: "kom med en ny katalogversion",
    Virkning.UDGAA: "udgik af kataloget",
    Virkning.GENOPTAG: "kom i kataloget igen",
    Virkning.BEHOLD: "jeres udgave beholdt",
}


def stand(opgave: Opgave) -> dict[str, Any]:
    """Det af opgaven, en opgradering ændrer, som det gemmes i en række."""
    felter = {navn: getattr(opgave, navn) for navn in STAND}
    return felter | {"frist": opgave.frist.isoformat() if opgave.frist else None}


def laes_frist(gemt: Mapping[str, Any]) -> date | None:
    """Fristen i en gemt stand."""
    return date.fromisoformat(gemt["frist"]) if gemt["frist"] else None


def skriv_opgaver(visning: Opgraderingsvisning) -> list[dict[str, Any]]:
    """Skriv det, tabellen siger, og svar med en post for hver opgave, der blev skrevet på."""
    aendrede = [raekke for raekke in visning.tabel.raekker if raekke.er_aendret]
    opgaver = {raekke.noegle: visning.opgaver.get(raekke.noegle) or _ny(visning, raekke) for raekke in aendrede}
    foer = {noegle: stand(opgave) for noegle, opgave in opgaver.items() if opgave.pk}
    for raekke in aendrede:
        _saet(visning, opgaver[raekke.noegle], raekke)
    regnes = [opgaver[r.noegle] for r in aendrede if not r.er_stille and r.virkning is not Virkning.BEHOLD]
    saet_frister((opgave for opgave in regnes if opgave.er_aaben), visning.projekt)
    Opgave.objects.bulk_create([opgave for opgave in opgaver.values() if not opgave.pk], batch_size=BUNKE)
    gem([opgaver[noegle] for noegle in foer])
    par = [
        (forbillede, opgaver[raekke.noegle])
        for raekke in aendrede
        if raekke.noegle not in foer and (forbillede := visning.forbillede(raekke))
    ]
    visning.opgaver.update(opgaver)
    forudsaetninger = _lad_vente(visning, par)
    poster = [_post(visning, opgaver[raekke.noegle], raekke, foer.get(raekke.noegle)) for raekke in aendrede]
    return [post | forudsaetninger.get(post["id"], {}) for post in poster]


def gem(opgaver: Collection[Opgave]) -> None:
    """Skriv opgaverne, som findes og er låst, i bunker; antallet af sætninger følger bunkerne.

    Djangos egen ``bulk_update`` bygger en CASE for hvert felt i hver opgave og tager flere gange så lang tid.
    """
    Opgave.objects.bulk_create(
        opgaver, batch_size=BUNKE, update_conflicts=True, unique_fields=["id"], update_fields=FELTER
    )


def _ny(visning: Opgraderingsvisning, raekke: Raekke) -> Opgave:
    kort, forbillede = visning.nyeste_kort(raekke), visning.forbillede(raekke)
    return som_det_foerste(forbillede, visning.plan, kort) if forbillede else Opgave.af_kort(visning.plan, kort)


def _lad_vente(visning: Opgraderingsvisning, par: list[tuple[Opgave, Opgave]]) -> dict[int, dict[str, list[int]]]:
    """Lad holdenes nye opgaver vente, som det første holds gør; svarer med det, fortrydelsen skal kende, efter id."""
    if not par:
        return {}
    levende = [opgave for opgave in visning.opgaver.values() if not opgave.er_udgaaet]
    holdenes = {(opgave.etape_id, opgave.kort.noegle): opgave for opgave in levende}
    ventede = {(ny.pk, kraever.pk) for ny, kraever in som_det_foerste_venter(par, holdenes)}
    fundne: dict[int, dict[str, list[int]]] = {}
    for et in Forudsaetning.objects.bulk_create(
        (Forudsaetning(opgave_id=ny, kraever_id=kraever) for ny, kraever in sorted(ventede)), batch_size=BUNKE
    ):
        fundne.setdefault(et.opgave_id, {"forudsaetninger": []})["forudsaetninger"].append(et.pk)
    return fundne


def _saet(visning: Opgraderingsvisning, opgave: Opgave, raekke: Raekke) -> None:
    efter = raekke.efter
    if efter is None:
        raise ValueError("En ændret række har en opgave bagefter.")
    kort = visning.kort[efter.kort.id]
    opgave.kort, opgave.fase_id = kort, opgave.egen_fase_id or kort.fase_id
    if raekke.deres and raekke.virkning is not Virkning.BEHOLD:
        opgave.etape = visning.noegler.etape(raekke.noegle)
    opgave.er_udgaaet = efter.er_udgaaet
    opgave.beholdt_mod = visning.versioner[efter.beholdt_mod - 1] if efter.beholdt_mod else None
    opgave.fuldfoert_kort = visning.kort[efter.fuldfoert_kort.id] if efter.fuldfoert_kort else None
    if opgave.pk and not raekke.er_stille:
        opgave.udgave += 1


def _post(visning: Opgraderingsvisning, opgave: Opgave, raekke: Raekke, foer: dict[str, Any] | None) -> dict[str, Any]:
    faar_kortet = foer is not None and not raekke.er_stille and raekke.virkning in (Virkning.FLYT, Virkning.GENOPTAG)
    kortets = {"hed": visning.hed(raekke), "bilag": visning.bilagsforskel(raekke).i_ord} if faar_kortet else {}
    return kortets | {
        "id": opgave.pk,
        "kode": opgave.kort.kode,
        "titel": opgave.titel,
        "virkning": raekke.virkning.value,
        "er_stille": raekke.er_stille,
        "foer": foer,
        "efter": stand(opgave),
        "lokalt": aftryk_af_det_lokale(opgave),
        "arbejde": arbejde(opgave),
    }


def aftryk_af_det_lokale(opgave: Opgave) -> list[Any]:
    """Det, personer har sat på opgaven, og som viser, at den er brugt siden: om den er åben, og det lokale."""
    tekster = (opgave.egen_regel, opgave.egne_kriterier, opgave.egen_tekst)
    return [opgave.status in Opgave.AABNE or opgave.status, opgave.er_frist_laast, opgave.egen_fase_id, *tekster]


def arbejde(opgave: Opgave) -> list[Any]:
    """Hvor langt opgaven er, og hvem der har den. En fletning rører det ikke, så det er også standen før den."""
    return [opgave.status, opgave.begrundelse, opgave.ansvarlig_id, opgave.udfoerer_id]


def lav_pladser(projekt: Projekt, kort: Iterable[Katalogopgave]) -> list[Plads]:
    """En ledig plads for hver rolle, kortene anbefaler, og projektet ikke har i forvejen."""
    galleri = Rollegalleri.laes()
    anbefalede = {rolle for et in kort for rolle in galleri.find_alle(et.anbefalet_udfoerer)}
    haves = set(projekt.pladser.values_list("rolle", flat=True)) if anbefalede else set()
    nye = sorted((rolle for rolle in anbefalede if rolle.pk not in haves), key=lambda rolle: rolle.navn)
    return Plads.objects.bulk_create([Plads(projekt=projekt, rolle=rolle) for rolle in nye])


def noter_opgaver(visning: Opgraderingsvisning, aktoer: Aktoer, poster: Iterable[Mapping[str, Any]]) -> None:
    """Én linje i hver synligt ændret opgaves egen historik. Projektets historik får kun den om opgraderingen."""
    efter_id = {opgave.pk: opgave for opgave in visning.opgaver.values()}
    Haendelse.objects.bulk_create(
        (
            haendelse(
                aktoer,
                HANDLINGER[Virkning(post["virkning"])],
                efter_id[post["id"]],
                organisation=visning.projekt.kommune,
                felt="katalogversion",
                gammel=visning.plan.version if post["foer"] else "",
                ny=visning.til,
                begrundelse="; ".join(filter(None, [*om_kortet(post), _fristen(post)])),
            )
            for post in poster
            if not post["er_stille"]
        ),
        batch_size=BUNKE,
    )


def om_kortet(post: Mapping[str, Any]) -> list[str]:
    """Det, der er værd at sige om kortet: den gamle kode og de andre bilag. Intet i de ældste poster."""
    hed = [f"omdøbt fra {post['hed']}"] if post.get("hed") else []
    return hed + post.get("bilag", [])


def _fristen(post: Mapping[str, Any]) -> str:
    """Hvad der skete med fristen; tom, når den er den samme."""
    fra, til = (post["foer"] or {}).get("frist"), post["efter"]["frist"]
    if not post["foer"] or fra == til:
        return ""
    return f"fristen var {_dag(fra)} og er nu {_dag(til)}"


def _dag(dato: str | None) -> str:
    return dag_maaned(date.fromisoformat(dato)) if dato else "uden dato"
