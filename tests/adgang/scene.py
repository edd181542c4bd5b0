"""Scenen for adgangsprøverne: alle roller, og i hver organisation én af hver slags genstand.

Hver organisations private tekster bærer en kanarie, et ord der ikke findes andre steder. Ses det af en anden,
er noget sluppet ud.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.utils import timezone

from faser.models import Fase
from gevinster.models import Gevinst, Maaling
from koe.models import Besked, Job
from opgaver.drejebog import Udvalg
from opgaver.kriterier import noegle
from opgaver.models import GemtFilter, Opgave
from opgaver.services import drejebogpdf, opgavepdf
from opgaver.services.lokale import opret_lokal
from overgange.models import Faseovergang
from overgange.services import JOBSLAGS, jobnoegle
from overgange.tjekliste import find_overgang, laes_tjekliste
from projekter.aktoer import KOMMANDOLINJE
from projekter.bekraeftelser import listens_aftryk
from projekter.historik import noter
from projekter.models import Bruger, Loesning, Plads, Projekt, Rettighed, Rolle
from tests.adgang.etaper import lav_etape
from tests.adgang.flytninger import lav_flytninger
from tests.adgang.massehandlinger import lav_massehandling, massestatus
from tests.adgang.opgraderinger import katalogaftryk, lav_opgradering
from tests.adgang.overdragelser import lav_overdragelse
from tests.adgang.sted import Sted, kanarie
from tests.adgang.udgivere import lav_udgiver
from tests.adgang.ved_opgaven import lav_ved_opgaven
from tests.medvirkende import Verden, lav_bruger, lav_verden

INTET: Sted = {
    "kommune": "0999",
    "loesning": "INTET",
    "organisation": "0999",
    "fase": "F9",
    "trin": "adgang",
    "fjernaftryk": "0",
    "afgjort": "F9",
    "fulgt": "INTET",
    "model": "intet",
    "kode": "INTET",
    "aar": 1800,
    "maaned": 13,
    "job": UUID(int=0),
    "opgavejob": UUID(int=0),
    "drejebogsjob": UUID(int=0),
    "fejljob": UUID(int=0),
    "sammenligningsjob": UUID(int=0),
    "udgaaet": "intet",
    **dict.fromkeys(
        (
            "opgave",
            "milepael",
            "lokal",
            "plads",
            "obligatorisk_rolle",
            "gevinst",
            "maaling",
            "person",
            "overdragelse",
            "version",
            "kladde",
            "koersel",
            "kort",
            "bilag",
            "kladdebilag",
            "kommentar",
            "dokument",
            "forudsaetning",
            "gemtfilter",
            "etape",
        ),
        999_999,
    ),
    **dict.fromkeys(("omdoebt", "fejlfuld", "ulaest", "afvist", "ubrugt", "ubrugt_foer"), 999_999),
    **dict.fromkeys(
        ("laast", "flytning", "varsling", "kalenderflytning", "boelge", "boelgeflytning", "massehandling"), 999_999
    ),
}
"""Adressens dele, så de ikke peger på noget."""

ROLLER = (
    "anonym", "anna", "bo", "dorte", "ada", "per", "lis", "gry", "carl", "ole", "karen", "stine", "nils",
)  # fmt: skip
"""Nils ledede Annas projekt, indtil han blev deaktiveret; hans session lever endnu."""

EGNE_STEDER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("anonym", "nils"), ()),
    **dict.fromkeys(("anna", "bo", "dorte", "ada", "per", "lis", "gry"), ("aarhus",)),
    **dict.fromkeys(("carl", "ole"), ("odense",)),
    "karen": ("kombit",),
    "stine": ("star",),
}

SKAL_SES = {
    "carl": "navn betegnelse begrundelse historik gevinst beskrivelse enhed betingelse beslutter pdf fil "
    "flyttegrund laasegrund egentekst kriterium kommentar dokument filnavn indhold overdragelsesbesked filter lokal "
    "slettetaf link lokalmaal lokalmetode lokalresultat lokalkvalitetskriterier lokalbeskrivelse "
    "massegrund masseaktoer massetitel egetfilter etape trinbegrundelse valggrund",
    "ole": "navn mail",
    "karen": "kladdekort importkort kladdebilag",
    "stine": "kladdekort importkort kladdebilag",
}
"""De kanarier, rollen skal møde hos sig selv; ellers ville prøven heller ikke høre dem hos andre."""


@dataclass
class Scene:
    verden: Verden
    brugere: dict[str, Bruger | None]
    steder: dict[str, Sted]

    def dele(self, sted: str, navne: tuple[str, ...]) -> tuple[Any, ...] | None:
        """Stedets udgave af adressens dele; None, når stedet ikke har dem alle. Uden dele er adressen fælles."""
        if not navne:
            return () if sted == "faelles" else None
        her = self.steder[sted]
        return tuple(her[navn] for navn in navne) if her.keys() >= set(navne) else None

    def kanarier(self, rolle: str) -> set[str]:
        return {kanarie(EGNE_STEDER[rolle][0], felt) for felt in SKAL_SES.get(rolle, "").split()}

    def klient(self, rolle: str) -> Client:
        """En klient, der er logget ind som rollen, og som svarer 500 i stedet for at rejse fejlen."""
        klient = Client(raise_request_exception=False)
        if bruger := self.brugere[rolle]:
            klient.force_login(bruger)
        return klient


def lav_scene() -> Scene:
    v = lav_verden()
    brugere = _brugere(v)
    aarhus = _kommune("aarhus", v, v.projekt, v.plads("administrator"))
    olga = lav_bruger(
        f"{kanarie('odense', 'mail')}@odense.example", f"Olga {kanarie('odense', 'navn')}", v.odense, Rettighed.DELTAGER
    )
    v.plads("administrator", v.odense_projekt).delete()
    olgas = _plads(v.odense_projekt, "administrator", olga, kanarie("odense", "betegnelse"))
    odense = _kommune("odense", v, v.odense_projekt, olgas)
    odense["person"] = odense["personen"] = olga.pk
    aarhus["person"] = v.bo.pk
    for sted, kommune in ((aarhus, v.aarhus), (odense, v.odense)):
        sted["personlistens_aftryk"] = listens_aftryk(kommune)
    aarhus |= lav_overdragelse("aarhus", v.plads("styregruppeformand"), v.bo)
    odense |= lav_overdragelse("odense", v.plads("projektleder", v.odense_projekt), olga)
    kombit = lav_udgiver("kombit", v, v.sapa, v.kombit)
    star = lav_udgiver("star", v, Loesning.objects.create(noegle="VITAS", navn="VITAS", ejer=v.star), v.star)
    Loesning.objects.create(noegle="STS", navn="STS", ejer=v.star)
    aarhus["katalogaftryk"] = katalogaftryk(v.projekt)
    odense["katalogaftryk"] = katalogaftryk(v.odense_projekt)
    aarhus |= massestatus(v.projekt, aarhus["opgave"])
    odense |= massestatus(v.odense_projekt, odense["opgave"])
    faelles = {"model": v.model.noegle, "uidb36": user_pk_to_url_str(v.anna), "noegle": "intet-saadan"}
    steder = {"faelles": faelles, "aarhus": aarhus, "odense": odense, "kombit": kombit, "star": star}
    return Scene(v, brugere, steder)


def _brugere(v: Verden) -> dict[str, Bruger | None]:
    nils = lav_bruger("nils@aarhus.example", "Nils Friis", v.aarhus, Rettighed.PROGRAMLEDER)
    _plads(v.projekt, "projektleder", nils, "indtil jul")
    Bruger.objects.filter(pk=nils.pk).update(is_active=False)
    return {
        "anonym": None,
        "anna": v.anna,
        "bo": v.bo,
        "dorte": v.dorte,
        "ada": v.ada,
        "per": lav_bruger("per@aarhus.example", "Per Dam", v.aarhus, Rettighed.PROGRAMLEDER),
        "lis": lav_bruger("lis@aarhus.example", "Lis Bech", v.aarhus, Rettighed.LAESER),
        "gry": lav_bruger("gry@aarhus.example", "Gry Dal", v.aarhus, Rettighed.STYREGRUPPE),
        "carl": v.carl,
        "ole": lav_bruger("ole@odense.example", "Ole Juhl", v.odense, Rettighed.ADMINISTRATOR),
        "karen": v.karen,
        "stine": lav_bruger("stine@star.example", "Stine Lund", v.star, Rettighed.KATALOGREDAKTOER),
        "nils": nils,
    }


def _plads(projekt: Projekt, rolle: str, person: Bruger, betegnelse: str) -> Plads:
    return Plads.objects.create(
        projekt=projekt, rolle=Rolle.objects.get(noegle=rolle), person=person, betegnelse=betegnelse
    )


def _kommune(navn: str, v: Verden, projekt: Projekt, plads: Plads) -> Sted:
    """Liv i et projekt: en løst og en fravalgt opgave, en gevinst, en besluttet faseovergang, et job og en mail."""
    _fravaelg(v.opgave("K03", projekt), kanarie(navn, "begrundelse"))
    Opgave.objects.filter(plan__projekt=projekt, kort__kode="A08").update(
        udfoerer=plads, egen_tekst=kanarie(navn, "egentekst"), egne_kriterier=kanarie(navn, "kriterium")
    )
    noter(KOMMANDOLINJE, "status sat", v.opgave("K03", projekt), projekt=projekt, begrundelse=kanarie(navn, "historik"))
    _beslut(navn, v, projekt)
    Besked.objects.create(noegle=navn, modtager="a@b.example", emne=kanarie(navn, "emne"), tekst="Tekst")
    return {
        "kommune": projekt.kommune.kode,
        "loesning": projekt.loesning.noegle,
        "organisation": projekt.kommune.kode,
        "opgave": v.opgave("A08", projekt).pk,
        "lokal": opret_lokal(KOMMANDOLINJE, projekt, en_lokal(navn, projekt), kendetegn="scene").pk,
        "planens": v.version.pk,
        "plankort": v.opgave("A08", projekt).kort_id,
        "kode": "A08",
        "aar": 2027,
        "maaned": 3,
        "milepael": v.opgave("C01", projekt).pk,
        "fravalgt": v.opgave("K03", projekt).pk,
        "fase": "F1",
        "afgjort": "F0",
        "aftryk": laes_tjekliste(find_overgang(projekt, projekt.fase)).aftryk,
        "kommune_id": projekt.kommune_id,
        "kriterium": noegle(kanarie(navn, "kriterium")),
        "fase_id": v.model.faser.get(kode="F3").pk,
        "en_anden_opgave": v.opgave("G01", projekt).pk,
        **_pladsen(plads),
        **_lav_gevinst(navn, projekt, plads),
        **_lav_job(navn, v, projekt),
        **lav_ved_opgaven(navn, v, projekt),
        "gemtfilter": _gemtfilter(navn, projekt).pk,
        **lav_flytninger(navn, v, projekt),
        **lav_etape(navn, projekt),
        **lav_opgradering(navn, v, projekt),
        **lav_massehandling(navn, v, projekt),
    }


def _pladsen(plads: Plads) -> Sted:
    obligatorisk = Rolle.objects.filter(er_obligatorisk=True).earliest("pk")
    return {
        "plads": plads.pk,
        "personen": plads.person_id,
        "rolle": plads.rolle_id,
        "obligatorisk_rolle": obligatorisk.pk,
    }


def _lav_gevinst(navn: str, projekt: Projekt, plads: Plads) -> Sted:
    gevinst = _gevinst(navn, projekt, plads)
    return {"gevinst": gevinst.pk, "maaling": gevinst.maalinger.get(slags=Maaling.Slags.BASELINE).pk}


def _lav_job(navn: str, v: Verden, projekt: Projekt) -> Sted:
    """Tjeklisten, opgaven og drejebogen som PDF."""
    drejebogen = f"{drejebogpdf.noeglens_begyndelse(projekt)}{Udvalg().noegle}"
    return {
        "job": _job(navn, JOBSLAGS, jobnoegle(projekt, projekt.fase)).uid,
        "opgavejob": _job(navn, opgavepdf.JOBSLAGS, opgavepdf.jobnoegle(v.opgave("A08", projekt))).uid,
        "drejebogsjob": _job(navn, drejebogpdf.JOBSLAGS, drejebogen).uid,
    }


def en_lokal(navn: str, projekt: Projekt) -> dict[str, Any]:
    """Kommunens egen opgave; den er over tid, så den også er i det, der tælles."""
    felter = {"maal", "metode", "resultat", "kvalitetskriterier", "beskrivelse"}
    ord_ = {felt: f"<p>{kanarie(navn, f'lokal{felt}')}</p>" for felt in felter}
    return ord_ | {"titel": kanarie(navn, "lokal"), "fase_id": projekt.fase_id, "regel": "1. februar 2026"}


def _gemtfilter(navn: str, projekt: Projekt) -> GemtFilter:
    """Lederens filter, delt med projektet; og lederens eget, som ingen andre ser."""
    leder = projekt.pladser.filter(rolle__adgang=Rolle.Adgang.PROJEKTLEDER).earliest("pk").person
    GemtFilter.objects.create(projekt=projekt, bruger=leder, navn=kanarie(navn, "egetfilter"), adresse="vis=mine")
    return GemtFilter.objects.create(
        projekt=projekt, bruger=leder, navn=kanarie(navn, "filter"), adresse="vis=over_tid", er_delt=True
    )


def _fravaelg(opgave: Opgave, begrundelse: str) -> None:
    Opgave.objects.filter(pk=opgave.pk).update(status=Opgave.Status.IKKE_RELEVANT, begrundelse=begrundelse)


def _gevinst(navn: str, projekt: Projekt, ejer: Plads) -> Gevinst:
    gevinst = Gevinst.objects.create(
        projekt=projekt,
        titel=kanarie(navn, "gevinst"),
        type=Gevinst.Type.SERVICE,
        beskrivelse=kanarie(navn, "beskrivelse"),
        enhed=kanarie(navn, "enhed"),
        ejer=ejer,
        maal=Decimal(10),
    )
    Maaling.objects.create(
        gevinst=gevinst, slags=Maaling.Slags.BASELINE, vaerdi=Decimal("20.5"), maalt=date(2027, 1, 15)
    )
    Maaling.objects.create(gevinst=gevinst, slags=Maaling.Slags.EFTERMAALING, maaneder_efter_golive=3)
    return gevinst


def _beslut(navn: str, v: Verden, projekt: Projekt) -> None:
    """Beslut F0, så projektet står i F1 med én overgang bag sig."""
    f0, f1 = (Fase.objects.get(model=v.model, kode=kode) for kode in ("F0", "F1"))
    billede = laes_tjekliste(find_overgang(projekt, f0)).som_data() | {"besluttet_af": kanarie(navn, "beslutter")}
    Faseovergang.objects.create(
        projekt=projekt,
        fase=f0,
        besluttet=timezone.now(),
        begrundelse=kanarie(navn, "betingelse"),
        oejebliksbillede=billede,
    )
    projekt.fase = f1
    projekt.save()


def _job(navn: str, slags: str, noegle_: str) -> Job:
    return Job.objects.create(
        slags=slags,
        noegle=noegle_,
        status=Job.Status.FAERDIG,
        fremdrift=100,
        resultat=b"%PDF-1.7 " + kanarie(navn, "pdf").encode(),
        filnavn=f"{kanarie(navn, 'fil')}.pdf",
    )
