"""Det, en kommune har lagt ved en opgave, i adgangsprøverne: en kommentar, en fil og en forudsætning."""

from django.utils import timezone

from opgaver import bilagslager
from opgaver.models import Dokument, Forudsaetning, Kommentar, Omtale
from projekter.models import Projekt, Rolle
from tests.adgang.sted import Sted, kanarie
from tests.medvirkende import Verden


def lav_ved_opgaven(navn: str, v: Verden, projekt: Projekt) -> Sted:
    """Det er alt sammen projektlederens; den, der udfører opgaven, er nævnt i kommentaren."""
    leder = projekt.pladser.get(rolle__adgang=Rolle.Adgang.PROJEKTLEDER, person__is_active=True).person
    opgave = v.opgave("A08", projekt)
    kommentar = Kommentar.objects.create(opgave=opgave, af=leder, tekst=kanarie(navn, "kommentar"))
    Omtale.objects.create(kommentar=kommentar, person=opgave.udfoerer.person)
    Kommentar.objects.create(
        opgave=opgave, af=leder, tekst="", slettet=timezone.now(),
        slettet_af=kanarie(navn, "slettetaf"),
    )  # fmt: skip
    link = f"https://b.example/{kanarie(navn, 'link')}"
    Dokument.objects.create(opgave=opgave, lagt_af=leder, titel="Et link", adresse=link)
    lagret = bilagslager.gem([b"%PDF-1.7 ", kanarie(navn, "indhold").encode()])
    dokument = Dokument.objects.create(
        opgave=opgave, lagt_af=leder, titel=kanarie(navn, "dokument"), lagret=lagret,
        filnavn=f"{kanarie(navn, 'filnavn')}.pdf", byte=9, sha256="0" * 64,
    )  # fmt: skip
    forudsaetning = Forudsaetning.objects.create(opgave=opgave, kraever=v.opgave("P01", projekt))
    return {"kommentar": kommentar.pk, "dokument": dokument.pk, "forudsaetning": forudsaetning.pk}
