"""Par af processer, der i samme øjeblik ændrer den samme opgave fra den samme udgave; og hvad der står bagefter.

To hold à to processer arbejder på de samme opgaver, hver med sin forbindelse. Alle åbner først siden og svarer så.
Fra en udgave må netop én ændring være gemt: så har enhver gemt ændring kendt den, den skrev hen over.
"""

import multiprocessing
import os
import random
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import django
from django.apps import apps
from django.db import connection, connections
from django.db.models import Q, Sum

if not apps.ready:
    django.setup()

from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet
from frister import dag_maaned
from koe.models import Besked
from opgaver.models import Kommentar, Massehandling, Opgave
from opgaver.services.eget import saet_egen_tekst
from opgaver.services.frist import saet_frist
from opgaver.services.kommentar import skriv_kommentar
from opgaver.services.lokale import opret_lokal
from opgaver.services.masse import udfoer_masse
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.services.opgave import saet_status, tildel
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Haendelse, Projekt

PAA, HOLD, VENT = date(2026, 10, 1), 2, 60
FELTER = {"status", "ansvarlig", "udfører", "frist", "egen tekst"}
TOMT = {"ingen", "uden dato"}
BEGGE_DET_SAMME = ("flueben", "kommentar", "lokal")
ET_AF_DEM = ("flueben", "status", "tildel", "frist", "tekst", "masse")


def gem_flueben(aktoer, opgave, valg):
    ny = "ikke_startet" if opgave.status == "fuldfoert" else "fuldfoert"
    return lambda frisk: saet_status(aktoer, frisk, ny, paa=PAA, udgave=opgave.udgave)


def gem_status(aktoer, opgave, valg):
    ny, grund = valg.choice(["i_gang", "ikke_relevant"]), f"Fordi {valg.random()}"
    return lambda frisk: saet_status(aktoer, frisk, ny, paa=PAA, udgave=opgave.udgave, begrundelse=grund)


def gem_tildel(aktoer, opgave, valg):
    pladser = list(opgave.plan.projekt.pladser.all())
    nye = {felt: valg.choice([None, *pladser]) for felt in ("ansvarlig", "udfoerer")}
    return lambda frisk: tildel(aktoer, frisk, nye, udgave=opgave.udgave)


def gem_frist(aktoer, opgave, valg):
    dag = PAA + timedelta(days=valg.randrange(400))
    return lambda frisk: saet_frist(aktoer, frisk, dag, "Aftalt", paa=PAA, udgave=opgave.udgave)


def gem_tekst(aktoer, opgave, valg):
    tekst = f"Sådan gør vi: {valg.random()}"
    return lambda frisk: saet_egen_tekst(aktoer, frisk, tekst, udgave=opgave.udgave)


def gem_masse(aktoer, opgave, valg):
    projekt = opgave.plan.projekt
    ider = [*valg.sample([o.pk for o in centrale(projekt) if o != opgave], 3), opgave.pk]
    plads = valg.choice([None, *projekt.pladser.all()])
    dag = PAA + timedelta(days=valg.randrange(400))
    hvad = valg.choice(
        [
            Massevalg(Slags.STATUS, status=valg.choice(["i_gang", "fuldfoert", "ikke_startet"])),
            Massevalg(Slags.ANSVARLIG, plads=plads),
            Massevalg(Slags.FRIST, "Aftalt", dato=dag),
        ]
    )
    aftryk = forhaandsvis_masse(aktoer, projekt, hvad, ider, paa=PAA).aftryk
    return lambda frisk: udfoer_masse(aktoer, projekt, hvad, ider, nu=timezone.now(), aftryk=aftryk)


def gem_kommentar(aktoer, opgave, valg):
    noegle = UUID(int=valg.getrandbits(128))
    return lambda frisk: skriv_kommentar(aktoer, frisk, "@Bo, er det klar?", noegle=noegle, nu=timezone.now())


def gem_lokal(aktoer, opgave, valg):
    navn = f"{valg.getrandbits(128):032x}"
    felter = {"titel": navn, "fase_id": opgave.fase_id, "regel": "go-live"}
    return lambda frisk: opret_lokal(aktoer, opgave.plan.projekt, felter, kendetegn=navn)


def centrale(projekt):
    return list(Opgave.objects.i_projekt(projekt).filter(kort__version__isnull=False).order_by("pk"))


def arbejder(rolle, parrene, froe, mode):
    """Den ene halvdel af parrene. Svarer med hver ændrings slags, udfald og de udgaver, den skrev hen over."""
    aktoer = Aktoer.person(Bruger.objects.get(email="anna@aarhus.example"))
    projekt = Projekt.objects.get(kommune__kode="0751")
    ider = [opgave.pk for opgave in centrale(projekt)]
    svar = []
    for par in parrene:
        faelles, eget = random.Random(f"{froe}-{par}"), random.Random(f"{froe}-{par}-{rolle}")
        opgave_id, ens = faelles.choice(ider), faelles.random() < 0.3
        slags = faelles.choice(BEGGE_DET_SAMME) if ens else eget.choice(ET_AF_DEM)
        mode.wait(VENT)
        gem = globals()[f"gem_{slags}"](aktoer, hent(opgave_id), faelles if ens else eget)
        mode.wait(VENT)
        svar.append((slags, *proev(gem, opgave_id)))
    connections.close_all()
    return svar


def hent(opgave_id):
    return Opgave.objects.med_kort().select_related("plan__projekt__kommune", "plan__projekt__fase").get(pk=opgave_id)


def proev(gem, opgave_id):
    """Gem, som siden gør det: opgaven hentes igen, og formularen siger, hvilken udgave den er lavet af."""
    frisk = hent(opgave_id)
    foer = frisk.udgave
    try:
        gemt = gem(frisk)
    except Foraeldet:
        return "forældet", []
    except Afvist:
        return "afvist", []
    if isinstance(gemt, tuple):
        return "gemt", [(post["id"], post["udgave"] - 1) for post in gemt[0].raekker]
    return ("gemt", [(frisk.pk, foer)]) if frisk.udgave > foer else ("ændrede intet", [])


def koer(antal, start, froe=1):
    """Kør parrene i fire processer på databasen, prøven bruger; ``start`` er multiprocessings måde at starte dem på."""
    connections.close_all()
    aegte = os.environ["DATABASE_URL"]
    navn = connection.settings_dict["NAME"]
    os.environ["DATABASE_URL"] = urlsplit(aegte)._replace(path=f"/{navn}").geturl()
    rammer = multiprocessing.get_context(start)
    try:
        with rammer.Manager() as faelles, ProcessPoolExecutor(2 * HOLD, mp_context=rammer) as processer:
            moeder = [faelles.Barrier(2) for _ in range(HOLD)]
            ture = [
                processer.submit(arbejder, rolle, range(hold, antal, HOLD), froe, moeder[hold])
                for hold in range(HOLD)
                for rolle in range(2)
            ]
            return [svar for tur in ture for svar in tur.result()]
    finally:
        os.environ["DATABASE_URL"] = aegte


def stand(projekt):
    """Det, opgaverne har nu, som historikken skriver det."""
    return {
        (opgave.pk, felt): vaerdi
        for opgave in centrale(projekt)
        for felt, vaerdi in (
            ("status", opgave.get_status_display()),
            ("ansvarlig", str(opgave.ansvarlig or "")),
            ("udfører", str(opgave.udfoerer or "")),
            ("frist", dag_maaned(opgave.frist) if opgave.frist else ""),
            ("egen tekst", opgave.egen_tekst),
        )
    }


def gaa_kaeden(foer):
    """Følg hvert felts historik fra det, det var. Svarer med, hvor hver kæde ender, og hvor den er brudt."""
    nu, brud = dict(foer), []
    for linje in Haendelse.objects.filter(genstand_type="opgave", felt__in=FELTER).order_by("pk"):
        ny, _, frist = linje.ny.partition("; fristen bliver ")
        for felt, gammel, vaerdi in ((linje.felt, linje.gammel, ny), ("frist", None, frist)):
            noegle = (linje.genstand_id, felt)
            if noegle not in nu or (gammel is None and not vaerdi):
                continue
            if gammel is not None and rent(gammel) != nu[noegle]:
                brud.append((*noegle, nu[noegle], gammel))
            nu[noegle] = rent(vaerdi)
    return nu, brud


def rent(vaerdi):
    return "" if vaerdi in TOMT else vaerdi


def efterproev(verden, antal, start="spawn"):
    """Kør parrene, og hold det gemte op mod det, processerne fik at vide. Svarer med tallene."""
    projekt = verden.projekt
    foer, udgaver = stand(projekt), {opgave.pk: opgave.udgave for opgave in centrale(projekt)}
    svar = koer(antal, start)
    skrevet = defaultdict(list)
    for _, _, gemte in svar:
        for opgave_id, udgave in gemte:
            skrevet[opgave_id].append(udgave)
    for opgave in centrale(projekt):
        assert sorted(skrevet[opgave.pk]) == list(range(udgaver[opgave.pk], opgave.udgave)), "To skrev fra én udgave."
    ender, brud = gaa_kaeden(foer)
    assert brud == [] and ender == stand(projekt)
    antal_af = Counter((slags, hvordan) for slags, hvordan, _ in svar)
    _kraev_en_linje_hver(antal_af)
    udfald = Counter(hvordan for _, hvordan, _ in svar)
    tabte = sum(len(fra) - len(set(fra)) for fra in skrevet.values())
    return {"par": antal, "tabte": tabte, **udfald, "historik": Haendelse.objects.filter(felt__in=FELTER).count()}


def _kraev_en_linje_hver(antal_af):
    """Hver gemt status eller grund er én linje, og den samme formular fra begge er én kommentar og én lokal opgave."""
    i_masser = Massehandling.objects.filter(slags=Slags.STATUS).aggregate(antal=Sum("antal"))["antal"] or 0
    statusser = antal_af["flueben", "gemt"] + antal_af["status", "gemt"] + i_masser
    linjer = Haendelse.objects.filter(Q(handling__startswith="status sat") | Q(handling="begrundelse rettet"))
    assert linjer.count() == statusser
    samtaler, lokale = (
        sum(n for (slags, _), n in antal_af.items() if slags == hvad) for hvad in ("kommentar", "lokal")
    )
    assert Kommentar.objects.count() == Besked.objects.count() == samtaler / 2
    assert Haendelse.objects.filter(handling="kommentar skrevet").count() == samtaler / 2
    assert Opgave.objects.lokale().count() == lokale / 2
