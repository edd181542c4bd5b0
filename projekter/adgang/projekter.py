"""Rettighederne i et projekt: at lede det, løse dets opgaver, skrive ved dem og beslutte."""

from collections import defaultdict
from collections.abc import Callable, Collection

from django.db.models import Q

from faelles.afvisning import Afslag, Svar

from ..aktoer import Aktoer
from ..models import Boelge, Bruger, Medlemskab, Organisation, Projekt, Rettighed, Rolle
from ..models.projekt import ProjektQuerySet
from .egne import rettigheder
from .organisationer import maa_rette_kalender
from .udgivere import maa_udrulle


def maa_flytte(aktoer: Aktoer, sted: Boelge | Organisation | Projekt) -> Svar:
    """Retten til at flytte frister fra bølgen, kommunens kalender eller projektet, og til at fortryde det igen."""
    if isinstance(sted, Boelge):
        return maa_udrulle(aktoer, sted.loesning)
    if isinstance(sted, Organisation):
        return maa_rette_kalender(aktoer, sted)
    return maa_lede(aktoer, sted)


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


def maa_maale(aktoer: Aktoer, projekt: Projekt, ejer_id: int | None) -> Svar:
    """Retten til at registrere en måling: den, der leder projektet, og den, der sidder på ejerens plads."""
    if maa_loese(aktoer, projekt, ejer_id):
        return True
    return Afslag("Kun gevinstens ejer og projektlederen kan registrere målinger.")
