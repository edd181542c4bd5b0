"""Et svar på "hvornår?", som kan forklare sig selv på én linje."""

from dataclasses import dataclass
from datetime import date, timedelta

from frister.dansk import dag_maaned, dato_lang, ugedag
from frister.kalender import LUKKEDAG, Kalender

LOERDAG = 5
EN_DAG = timedelta(days=1)


@dataclass(frozen=True)
class Svar:
    """En frist, der er regnet ud. `dato` gælder; `raa_dato` er den, reglen gav før flytning fra en fridag.

    `flyttet_fordi` navngiver fridagen og er tom, når datoen ikke er flyttet.
    `undervejs` er de lukkedage, den også blev rykket forbi.
    `advarsel` er en sætning om en dato, der står fast på en fridag, og er ellers tom.
    """

    dato: date
    forklaring: str
    raa_dato: date
    flyttet_fordi: str = ""
    undervejs: str = ""
    advarsel: str = ""


def beregnet(indledning: str, raa: date, kalender: Kalender, kendt_aar: int | None = None) -> Svar:
    """Svaret for en udregnet dato; på en fridag rykker den til arbejdsdagen før.

    `kendt_aar` er det årstal, læseren allerede har set i `indledning`.
    """
    fridag = kalender.helligdag_navn(raa)
    raa_tekst = dag_maaned(raa, kendt_aar)
    if not fridag:
        return Svar(raa, f"{indledning} = {ugedag(raa)} {raa_tekst}", raa)
    dato = kalender.foregaaende_arbejdsdag(raa)
    flyttet = f"{ugedag(dato)} {dag_maaned(dato, raa.year)}"
    undervejs = kalender.lukninger(dato, raa if raa.weekday() >= LOERDAG else raa - EN_DAG, uden=fridag)
    mere = f"; {undervejs}" if undervejs else ""
    forklaring = f"{indledning} = {raa_tekst}, {fridag}{mere} → {flyttet}"
    return Svar(dato, forklaring, raa, flyttet_fordi=fridag, undervejs=undervejs)


def fastsat(dato: date, kalender: Kalender) -> Svar:
    """Svaret for en dato, som nogen har skrevet: den bliver stående, med en advarsel på en fridag."""
    return Svar(dato, f"fast dato {dato_lang(dato)}", dato, advarsel=fridagsadvarsel(dato, kalender))


def fridagsadvarsel(dato: date, kalender: Kalender) -> str:
    """Fx "6. marts 2027 er en lørdag"; tom på en arbejdsdag."""
    fridag = kalender.helligdag_navn(dato)
    if not fridag:
        return ""
    artikel = "en " if fridag == ugedag(dato) or fridag.startswith(LUKKEDAG) else ""
    return f"{dag_maaned(dato)} er {artikel}{fridag}"


def sat_af_person(dato: date, hvem: str, hvornaar: date | None, hvorfor: str, kalender: Kalender) -> Svar:
    """Svaret for en frist, en person har sat: den bliver stående, og den siger hvem, hvornår og hvorfor.

    Fx "sat til 9. april 2027 af Anna Krogh den 3. februar: leverandøren er forsinket".
    """
    tekst = f"sat til {dag_maaned(dato)}"
    tekst += f" af {hvem}" if hvem else ""
    tekst += f" den {dag_maaned(hvornaar, dato.year)}" if hvornaar else ""
    tekst += f": {hvorfor}" if hvorfor else ""
    return Svar(dato, tekst, dato, advarsel=fridagsadvarsel(dato, kalender))
