"""Alle rettigheder, samlet ét sted, som funktioner af (aktør, genstand).

En fremmed kommunes genstand findes ikke (404); et nej til en handling i noget, man kan se, bærer sin grund.
Rettighederne læses ved hver forespørgsel, så en ændring virker med det samme.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import Http404

from faelles.afvisning import Afslag, Svar

from .aktoer import Aktoer
from .models import (
    Boelge,
    Bruger,
    Loesning,
    Medlemskab,
    Organisation,
    Overdragelse,
    Overdragelsesdel,
    Plads,
    Projekt,
    Rettighed,
    Rolle,
)
from .models.projekt import ProjektQuerySet

SER_ALLE_PROJEKTER = (Rettighed.ADMINISTRATOR, Rettighed.PROGRAMLEDER, Rettighed.STYREGRUPPE, Rettighed.LAESER)
OPRETTER_PROJEKTER = (Rettighed.PROGRAMLEDER, Rettighed.PROJEKTLEDER)


@dataclass
class Rettigheder:
    """En brugers rettigheder, læst med to forespørgsler."""

    organisationer: dict[int, set[str]] = field(default_factory=dict)
    organisationsnavne: dict[int, str] = field(default_factory=dict)
    projekter: dict[int, set[str]] = field(default_factory=dict)
    pladser: set[int] = field(default_factory=set)

    def har(self, organisation_id: int, *rettigheder: str) -> bool:
        return bool(self.organisationer.get(organisation_id, set()) & set(rettigheder))


def rettigheder(bruger: Bruger) -> Rettigheder:
    """Brugerens rettigheder nu. I en webforespørgsel læses de højst én gang (se ``HuskRettighederMiddleware``)."""
    husket: Rettigheder | None = getattr(bruger, "huskede_rettigheder", None)
    return laes_rettigheder(bruger) if husket is None else husket


def laes_rettigheder(bruger: Bruger) -> Rettigheder:
    fundne = Rettigheder()
    if not bruger.is_active:
        return fundne
    medlemskaber = Medlemskab.objects.filter(bruger=bruger).order_by("organisation__kode")
    for organisation_id, navn, rettighed in medlemskaber.values_list(
        "organisation", "organisation__officielt_navn", "rettighed"
    ):
        fundne.organisationer.setdefault(organisation_id, set()).add(rettighed)
        fundne.organisationsnavne[organisation_id] = navn
    for plads_id, projekt_id, adgang in mine_pladser(bruger).order_by().values_list("id", "projekt", "rolle__adgang"):
        fundne.projekter.setdefault(projekt_id, set()).add(adgang)
        fundne.pladser.add(plads_id)
    return fundne


def mine_pladser(bruger: Bruger) -> QuerySet[Plads]:
    """Pladser, som personen sidder på eller er stedfortræder for."""
    return Plads.objects.filter(Q(person=bruger) | Q(stedfortraeder=bruger))


def projekter_for(bruger: Bruger) -> ProjektQuerySet:
    """De projekter, brugeren må se: egne pladser, og hele kommunens for den, der har ret til det."""
    mine = rettigheder(bruger)
    kommuner = [org for org in mine.organisationer if mine.har(org, *SER_ALLE_PROJEKTER)]
    return Projekt.objects.filter(Q(pk__in=mine.projekter) | Q(kommune__in=kommuner))


def projekter_med_kendt_golive(aktoer: Aktoer) -> ProjektQuerySet:
    """De projekter, hvis løsning og go-live må nævnes, når noget kolliderer med den.

    Det er dem, personen kan se, og egen kommunes, for ellers kan ingen løse kollisionen; en katalogredaktør kender
    dem for de løsninger, der følges i alle kommuner.
    """
    if aktoer.bruger is None:
        return Projekt.objects.all()
    mine = rettigheder(aktoer.bruger)
    foelges = Q(loesning__ejer__in=[org for org in mine.organisationer if mine.har(org, Rettighed.KATALOGREDAKTOER)])
    return Projekt.objects.filter(Q(pk__in=mine.projekter) | Q(kommune__in=mine.organisationer) | foelges)


def find_projekt(bruger: Bruger, kommunekode: str, loesning: str) -> Projekt:
    """Projektet, eller 404 når det ikke findes eller ikke er brugerens at se."""
    mine = projekter_for(bruger).med_navne()
    try:
        return mine.get(kommune__kode=kommunekode, loesning__noegle=loesning)
    except Projekt.DoesNotExist:
        raise Http404("Projektet findes ikke.") from None


def maa_se(aktoer: Aktoer, projekt: Projekt) -> Svar:
    if aktoer.bruger is None or projekter_for(aktoer.bruger).filter(pk=projekt.pk).exists():
        return True
    return Afslag("Projektet findes ikke, eller du har ikke adgang til det.")


def mister_leder(organisation: Organisation, bruger: Bruger) -> ProjektQuerySet:
    """Organisationens projekter, hvor ingen anden end ``bruger`` sidder på projektlederens plads."""
    lederpladser = Plads.objects.filter(rolle__adgang=Rolle.Adgang.PROJEKTLEDER)
    personens = Q(person=bruger) | Q(stedfortraeder=bruger)
    andres = (Q(person__is_active=True) & ~Q(person=bruger)) | (
        Q(stedfortraeder__is_active=True) & ~Q(stedfortraeder=bruger)
    )
    ledede = Projekt.objects.filter(kommune=organisation, pladser__in=lederpladser.filter(personens))
    return ledede.exclude(pladser__in=lederpladser.filter(andres)).distinct()


def find_organisation(bruger: Bruger, kode: str) -> Organisation:
    """Organisationen, hvis personer brugeren administrerer; ellers 404."""
    mine = rettigheder(bruger)
    organisation = Organisation.objects.filter(kode=kode).first()
    if organisation is None or not mine.har(organisation.pk, Rettighed.ADMINISTRATOR):
        raise Http404("Organisationen findes ikke.")
    return organisation


def administrerer(bruger: Bruger) -> QuerySet[Organisation]:
    """De organisationer, hvis personer brugeren administrerer."""
    mine = rettigheder(bruger)
    return Organisation.objects.filter(
        pk__in=[org for org in mine.organisationer if mine.har(org, Rettighed.ADMINISTRATOR)]
    )


def maa_administrere(aktoer: Aktoer, organisation: Organisation) -> Svar:
    return _har(aktoer, organisation, Rettighed.ADMINISTRATOR) or Afslag(
        f"Kun administratoren i {organisation.officielt_navn} kan ændre personer og rettigheder."
    )


def maa_rette_navn(aktoer: Aktoer, person: Bruger) -> Svar:
    """Navnet er personens i alle organisationer, så det kan kun rettes af den, der administrerer dem alle."""
    med_i = set(Medlemskab.objects.filter(bruger=person).values_list("organisation", flat=True))
    if aktoer.bruger is None or (med_i and med_i <= set(administrerer(aktoer.bruger).values_list("pk", flat=True))):
        return True
    return Afslag(f"{person.navn} er også med i en anden organisation, så navnet kan ikke rettes herfra.")


def find_overdragelse(bruger: Bruger, pk: int) -> Overdragelse:
    """Overdragelsen, som brugeren har modtaget noget i eller administrerer organisationen for; ellers 404.

    Den, der ikke længere er med i organisationen, finder den heller ikke.
    """
    synlige = Overdragelse.objects.filter(Q(organisation__in=administrerer(bruger)) | Q(dele__in=_modtaget(bruger)))
    overdragelse = synlige.select_related("organisation", "fratraeder").filter(pk=pk).first()
    if overdragelse is None:
        raise Http404("Overdragelsen findes ikke.")
    return overdragelse


def maa_kvittere(aktoer: Aktoer, overdragelse: Overdragelse) -> Svar:
    """Retten til at kvittere: kun den, der selv har modtaget noget og stadig er med i organisationen."""
    if aktoer.bruger and _modtaget(aktoer.bruger).filter(overdragelse=overdragelse).exists():
        return True
    return Afslag("Kun den, der har overtaget noget, kan kvittere for det.")


def _modtaget(bruger: Bruger) -> QuerySet[Overdragelsesdel]:
    """Det, brugeren har modtaget i de organisationer, brugeren nu er med i."""
    return Overdragelsesdel.objects.filter(
        modtager=bruger, overdragelse__organisation__in=rettigheder(bruger).organisationer
    )


def maa_rette_kalender(aktoer: Aktoer, kommune: Organisation) -> Svar:
    """Retten til at ændre kommunens lukkedage og frysperioder, som flytter frister i alle dens projekter."""
    return _har(aktoer, kommune, Rettighed.ADMINISTRATOR) or Afslag(
        f"Kun administratoren i {kommune.officielt_navn} kan ændre kommunens kalender."
    )


def find_egen_kommune(bruger: Bruger, kode: str) -> Organisation:
    """Kommunen, som brugeren er med i med en hvilken som helst rettighed; ellers 404."""
    kommune = Organisation.objects.kommuner().filter(kode=kode, pk__in=rettigheder(bruger).organisationer).first()
    if kommune is None:
        raise Http404("Organisationen findes ikke.")
    return kommune


def find_kommune_at_administrere(bruger: Bruger, kode: str) -> Organisation:
    """Kommunen, som brugeren administrerer; ellers 404, også for en organisation, der ikke er en kommune."""
    kommune = find_organisation(bruger, kode)
    if kommune.slags != Organisation.Slags.KOMMUNE:
        raise Http404("Kun kommuner har en kalender.")
    return kommune


def maa_udrulle(aktoer: Aktoer, loesning: Loesning) -> Svar:
    """Retten til at lave bølger for løsningen og flytte deres datoer: dens ejers katalogredaktører."""
    return _har(aktoer, loesning.ejer, Rettighed.KATALOGREDAKTOER) or Afslag(
        f"Kun katalogredaktører hos {loesning.ejer.navn} kan ændre bølgerne for {loesning.noegle}."
    )


def maa_foelge(aktoer: Aktoer, loesning: Loesning) -> Svar:
    """Retten til at følge løsningen i alle kommuner: dens ejers katalogredaktører."""
    return _har(aktoer, loesning.ejer, Rettighed.KATALOGREDAKTOER) or Afslag(
        f"Kun katalogredaktører hos {loesning.ejer.navn} kan følge {loesning.noegle} i alle kommuner."
    )


def find_loesning_at_udrulle(bruger: Bruger, noegle: str) -> Loesning:
    """Løsningen, hvis bølger brugeren må ændre; ellers 404."""
    loesning = loesninger_at_foelge(bruger).filter(noegle=noegle).first()
    if loesning is None:
        raise Http404("Løsningen findes ikke.")
    return loesning


def maa_flytte(aktoer: Aktoer, sted: Boelge | Organisation | Projekt) -> Svar:
    """Retten til at flytte frister fra bølgen, kommunens kalender eller projektet, og til at fortryde det igen."""
    if isinstance(sted, Boelge):
        return maa_udrulle(aktoer, sted.loesning)
    if isinstance(sted, Organisation):
        return maa_rette_kalender(aktoer, sted)
    return maa_lede(aktoer, sted)


def maa_oprette_projekt(aktoer: Aktoer, kommune: Organisation) -> Svar:
    return _har(aktoer, kommune, *OPRETTER_PROJEKTER) or Afslag(
        f"Kun en programleder eller projektleder i {kommune.officielt_navn} kan oprette et projekt."
    )


def maa_lede(aktoer: Aktoer, projekt: Projekt) -> Svar:
    """Retten til at fordele opgaver, lave pladser og ændre projektets egne oplysninger."""
    if aktoer.bruger is None or leder(aktoer.bruger, projekt):
        return True
    return Afslag("Kun projektlederen eller kommunens programleder kan ændre det her.")


def maa_besaette(aktoer: Aktoer, projekt: Projekt) -> Svar:
    """Retten til at sætte folk på pladser; administratoren har den, for ellers kan et projekt stå uden leder."""
    if aktoer.bruger is None or besaetter(aktoer.bruger, projekt):
        return True
    return Afslag("Kun projektlederen og kommunens programleder og administrator kan besætte en plads.")


def besaetter(bruger: Bruger, projekt: Projekt) -> bool:
    return leder(bruger, projekt) or rettigheder(bruger).har(projekt.kommune_id, Rettighed.ADMINISTRATOR)


def leder(bruger: Bruger, projekt: Projekt) -> bool:
    mine = rettigheder(bruger)
    return Rolle.Adgang.PROJEKTLEDER in mine.projekter.get(projekt.pk, set()) or mine.har(
        projekt.kommune_id, Rettighed.PROGRAMLEDER
    )


def programledere(kommuner: Collection[int]) -> dict[int, list[Bruger]]:
    """Kommunernes (id) programledere: dem, ``leder`` siger ja til i hvert projekt, også når dets plads er ledig."""
    fundne: dict[int, list[Bruger]] = defaultdict(list)
    alle = Medlemskab.objects.filter(
        organisation__in=kommuner, rettighed=Rettighed.PROGRAMLEDER, bruger__is_active=True
    )
    for medlemskab in alle.select_related("bruger").order_by("pk"):
        fundne[medlemskab.organisation_id].append(medlemskab.bruger)
    return fundne


def projekter_at_lede(bruger: Bruger) -> ProjektQuerySet:
    """De projekter, brugeren leder: dem, ``leder`` siger ja til."""
    mine = rettigheder(bruger)
    ledede = [pk for pk, adgange in mine.projekter.items() if Rolle.Adgang.PROJEKTLEDER in adgange]
    kommuner = [org for org in mine.organisationer if mine.har(org, Rettighed.PROGRAMLEDER)]
    return Projekt.objects.filter(Q(pk__in=ledede) | Q(kommune__in=kommuner))


def maa_beslutte(aktoer: Aktoer, projekt: Projekt) -> Svar:
    """Retten til at beslutte en faseovergang: styregruppen, projektlederen og programlederen."""
    if aktoer.bruger is None or leder(aktoer.bruger, projekt):
        return True
    mine = rettigheder(aktoer.bruger)
    har_pladsen = Rolle.Adgang.STYREGRUPPE in mine.projekter.get(projekt.pk, set())
    if har_pladsen or mine.har(projekt.kommune_id, Rettighed.STYREGRUPPE):
        return True
    return Afslag("Kun styregruppen og projektlederen kan beslutte en faseovergang.")


def maa_dele_filter(aktoer: Aktoer, projekt: Projekt) -> Svar:
    """Retten til at gemme et filter for hele projektet; sine egne må enhver, der ser projektet, gemme."""
    if aktoer.bruger is None or leder(aktoer.bruger, projekt):
        return True
    return Afslag("Kun projektlederen eller kommunens programleder kan dele et filter med projektet.")


def maa_rette_filter(aktoer: Aktoer, ejer_id: int) -> Svar:
    """Retten til at omdøbe og dele et gemt filter: kun den, der har gemt det."""
    if aktoer.bruger is None or aktoer.bruger.pk == ejer_id:
        return True
    return Afslag("Filteret er gemt af en anden, så det er kun den, der kan ændre eller slette det.")


def maa_slette_filter(aktoer: Aktoer, projekt: Projekt, ejer_id: int, *, er_delt: bool) -> Svar:
    """Retten til at slette et gemt filter: den, der har gemt det, og når det er delt, den, der leder projektet."""
    if er_delt and aktoer.bruger is not None and leder(aktoer.bruger, projekt):
        return True
    return maa_rette_filter(aktoer, ejer_id)


def maa_loese(aktoer: Aktoer, projekt: Projekt, *plads_ider: int | None) -> Svar:
    """Retten til at ændre en opgaves status: den, der leder projektet, og den, der sidder på opgavens pladser."""
    return loeseret(aktoer, projekt)(*plads_ider)


def loeseret(aktoer: Aktoer, projekt: Projekt) -> Callable[..., Svar]:
    """``maa_loese`` for mange opgaver (kaldes med pladsernes id'er); rettighederne læses én gang."""
    er_leder = aktoer.bruger is None or leder(aktoer.bruger, projekt)
    mine = set[int]() if aktoer.bruger is None else rettigheder(aktoer.bruger).pladser
    nej = Afslag("Du kan kun ændre status på opgaver, som du er ansvarlig for eller skal udføre.")
    return lambda *plads_ider: er_leder or not mine.isdisjoint(plads_ider) or nej


def maa_fortryde_for_alle(aktoer: Aktoer, projekt: Projekt, af: int | None) -> Svar:
    """Retten til at fortryde det, personen ``af`` gjorde ved mange opgaver: den selv og den, der leder projektet."""
    if aktoer.bruger is None or aktoer.bruger.pk == af or leder(aktoer.bruger, projekt):
        return True
    return Afslag("Kun projektlederen, kommunens programleder og den, der gjorde det, kan fortryde det her.")


def maa_dokumentere(aktoer: Aktoer, projekt: Projekt, *plads_ider: int | None) -> Svar:
    """Retten til at skrive, hvordan I gør, og at krydse kvalitetskriterier af: dem, der må løse opgaven."""
    if maa_loese(aktoer, projekt, *plads_ider):
        return True
    return Afslag("Kun projektlederen og den, der er ansvarlig for eller skal udføre opgaven, kan ændre det her.")


def maa_kommentere(aktoer: Aktoer, projekt: Projekt) -> Svar:
    """Retten til at skrive i en opgaves samtale: alle, der ser projektet som andet end læser.

    Styregruppen og administratoren er med: de skal kunne spørge om en opgave, før de beslutter eller besætter, og et
    spørgsmål ændrer intet i planen.
    """
    if aktoer.bruger is None or kommenterer(aktoer.bruger, projekt):
        return True
    return Afslag("Du kan læse samtalen, men kun dem, der arbejder i projektet, kan skrive i den.")


def kommenterer(bruger: Bruger, projekt: Projekt) -> bool:
    mine = rettigheder(bruger)
    paa_pladser = mine.projekter.get(projekt.pk, set()) - {Rolle.Adgang.LAESER}
    skriver = (Rettighed.ADMINISTRATOR, Rettighed.PROGRAMLEDER, Rettighed.STYREGRUPPE)
    return bool(paa_pladser) or mine.har(projekt.kommune_id, *skriver)


def maa_slette_kommentar(aktoer: Aktoer, projekt: Projekt, af_id: int) -> Svar:
    """Retten til at fjerne en kommentar: den, der skrev den, og den, der leder, når noget ikke må stå der."""
    er_ens_egen = aktoer.bruger is not None and aktoer.bruger.pk == af_id
    if maa_lede(aktoer, projekt) or (er_ens_egen and maa_kommentere(aktoer, projekt)):
        return True
    return Afslag("Kun den, der skrev kommentaren, og projektlederen kan slette den.")


def maa_slette_dokument(aktoer: Aktoer, projekt: Projekt, lagt_af_id: int, *plads_ider: int | None) -> Svar:
    """Retten til at slette et dokument og hente det tilbage: den, der lagde det og stadig må, og den, der leder."""
    er_ens_eget = aktoer.bruger is not None and aktoer.bruger.pk == lagt_af_id
    if maa_lede(aktoer, projekt) or (er_ens_eget and maa_dokumentere(aktoer, projekt, *plads_ider)):
        return True
    return Afslag("Kun den, der lagde dokumentet, og projektlederen kan slette det eller hente det tilbage.")


def personer_i(projekt: Projekt) -> QuerySet[Bruger]:
    """De aktive personer på projektets pladser og deres stedfortrædere."""
    paa_pladser = Q(pladser__projekt=projekt) | Q(stedfortraedelser__projekt=projekt)
    return Bruger.objects.filter(paa_pladser, is_active=True).distinct()


def med_i_hele(projekt: Projekt) -> QuerySet[Bruger]:
    """De aktive personer, som ser projektet, fordi de ser alle kommunens."""
    ser_alle = Medlemskab.objects.filter(organisation=projekt.kommune_id, rettighed__in=SER_ALLE_PROJEKTER)
    return Bruger.objects.filter(pk__in=ser_alle.values("bruger"), is_active=True)


def maa_maale(aktoer: Aktoer, projekt: Projekt, ejer_id: int | None) -> Svar:
    """Retten til at registrere en måling: den, der leder projektet, og den, der sidder på ejerens plads."""
    if maa_loese(aktoer, projekt, ejer_id):
        return True
    return Afslag("Kun gevinstens ejer og projektlederen kan registrere målinger.")


def maa_redigere_katalog(aktoer: Aktoer, udgiver: Organisation) -> Svar:
    return _har(aktoer, udgiver, Rettighed.KATALOGREDAKTOER) or Afslag(
        f"Kun katalogredaktører hos {udgiver.navn} kan ændre kataloget."
    )


def loesninger_at_foelge(bruger: Bruger) -> QuerySet[Loesning]:
    """De løsninger, hvis fremdrift i alle kommuner brugeren må se: dem, hvis ejer brugeren er katalogredaktør for."""
    return Loesning.objects.filter(ejer__in=redigerer_for(bruger)).select_related("ejer")


def redigerer_for(bruger: Bruger | None) -> QuerySet[Organisation]:
    """De organisationer, som brugeren er katalogredaktør for; alle for kommandolinjen, som ingen bruger har."""
    if bruger is None:
        return Organisation.objects.all()
    mine = rettigheder(bruger)
    return Organisation.objects.filter(
        pk__in=[org for org in mine.organisationer if mine.har(org, Rettighed.KATALOGREDAKTOER)]
    )


def kommuner_at_oprette_i(bruger: Bruger) -> QuerySet[Organisation]:
    """De kommuner, hvor brugeren må oprette et projekt."""
    mine = rettigheder(bruger)
    return Organisation.objects.kommuner().filter(
        pk__in=[org for org in mine.organisationer if mine.har(org, *OPRETTER_PROJEKTER)]
    )


def kommuner_med_skjulte_projekter(bruger: Bruger) -> QuerySet[Organisation]:
    """De kommuner, hvor brugeren må oprette et projekt, og som har et, brugeren ikke kan se."""
    skjulte = Projekt.objects.exclude(pk__in=projekter_for(bruger).values("pk"))
    return kommuner_at_oprette_i(bruger).filter(projekter__in=skjulte).distinct()


def er_i_en_kommune(bruger: Bruger) -> bool:
    return Organisation.objects.kommuner().filter(pk__in=rettigheder(bruger).organisationer).exists()


def _har(aktoer: Aktoer, organisation: Organisation, *krav: str) -> bool:
    return aktoer.bruger is None or rettigheder(aktoer.bruger).har(organisation.pk, *krav)
