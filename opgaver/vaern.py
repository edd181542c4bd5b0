"""Databasens eget værn om det udgivne: udløsere, der afviser enhver ændring, uanset hvem der skriver.

Handlingerne siger selv nej først, med en sætning; værnet er for alt det, der går uden om dem: ORM'ens
masseopdateringer, et script, en SQL-kommando. Afvisningen er en ``IntegrityError``.

Udløserne laves af modellerne, hver gang databasen er migreret. På PostgreSQL erstattes de og er der hele tiden, også
når en migration fejler. På SQLite fjernes de først: den bygger en tabel om ved at kopiere og omdøbe den, og det kan
den ikke, når en udløser nævner den. ``mangler`` siger til driften, om nogen er borte.
"""
# ruff: noqa: S608 – hvert navn i SQL'en er modellernes eget; ingen tekst udefra når hertil.

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Bilag, Katalogopgave, Katalogversion, Udgaaelse

BESKED = "En udgivet katalogversion kan ikke ændres."
MODELLER = (Katalogversion, Katalogopgave, Bilag, Udgaaelse)
TABELLER = VERSION, KORT, BILAG, UDGAAELSE = tuple(model._meta.db_table for model in MODELLER)
KAN_SKIFTE = ("status", "udgivet")
"""De felter i en udgivet version, som et tilladt skridt ændrer."""


@dataclass(frozen=True)
class Vagt:
    """Afvis ``handling`` (insert, update eller delete) på en række i ``tabel``, når ``naar`` er sandt."""

    tabel: str
    handling: str
    naar: str

    @property
    def navn(self) -> str:
        return f"vaern_{self.tabel}_{self.handling}"


def brug_af_versionen() -> list[tuple[type[models.Model], str, str]]:
    """Hver henvisning til en version eller et kort i den, som ikke selv er en del af den: model, felt og til hvad."""
    return [
        (relation.related_model, relation.field.name, til)
        for model, til in ((Katalogversion, "version"), (Katalogopgave, "kort"))
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in MODELLER
    ]


def opret(alias: str) -> None:
    """Sæt udløserne. Har databasen ikke modellernes tabeller og kolonner (endnu), bliver de, der er, stående."""
    forbindelse = connections[alias]
    if not _har_modellernes_kolonner(forbindelse):
        return
    with forbindelse.cursor() as markoer:
        for saetning in _saetninger(forbindelse.vendor):
            markoer.execute(saetning)


def fjern(alias: str) -> None:
    """Fjern udløserne. Kun til det, der skal kunne ændre alt: ``flush``, og en migration på SQLite."""
    forbindelse = connections[alias]
    findes = set(forbindelse.introspection.table_names())
    med_tabel = forbindelse.vendor == "postgresql"
    with forbindelse.cursor() as markoer:
        for tabel in findes.intersection(TABELLER):
            for handling in ("insert", "update", "delete", "truncate"):
                navn = f"vaern_{tabel}_{handling}"
                markoer.execute(f'DROP TRIGGER IF EXISTS "{navn}"' + (f' ON "{tabel}"' if med_tabel else ""))


def efter_migrering(using: str, **_: Any) -> None:
    opret(using)


def foer_migrering(using: str, plan: list[Any], **_: Any) -> None:
    if plan and connections[using].vendor == "sqlite":
        fjern(using)


def mangler(alias: str) -> list[str]:
    """Navnene på de udløsere, der skulle være i databasen og ikke er det eller er slået fra."""
    forbindelse = connections[alias]
    with forbindelse.cursor() as markoer:
        markoer.execute(_FINDES[forbindelse.vendor])
        findes = {navn for (navn,) in markoer.fetchall()}
    return sorted(_navne(forbindelse.vendor) - findes)


_FINDES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)",
}


def _navne(leverandoer: str) -> set[str]:
    paa_tabellen = [_toemning(tabel) for tabel in TABELLER] if leverandoer == "postgresql" else []
    return {vagt.navn for vagt in (*_vagter(_ULIG[leverandoer]), *paa_tabellen)}


def _har_modellernes_kolonner(forbindelse: BaseDatabaseWrapper) -> bool:
    alle: set[type[models.Model]] = {*MODELLER, *(model for model, _, _ in brug_af_versionen())}
    with forbindelse.cursor() as markoer:
        findes = set(forbindelse.introspection.table_names(markoer))
        return all(
            model._meta.db_table in findes
            and {felt.column for felt in model._meta.concrete_fields}
            <= {
                kolonne.name
                for kolonne in forbindelse.introspection.get_table_description(markoer, model._meta.db_table)
            }
            for model in alle
        )


_ULIG = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def _saetninger(leverandoer: str) -> Iterator[str]:
    for vagt in _vagter(_ULIG[leverandoer]):
        if leverandoer == "postgresql":
            yield from _postgresql(vagt, f"BEFORE {vagt.handling} ON {vagt.tabel} FOR EACH ROW")
        else:
            yield f"DROP TRIGGER IF EXISTS {vagt.navn}"
            yield (
                f"CREATE TRIGGER {vagt.navn} BEFORE {vagt.handling} ON {vagt.tabel} WHEN {vagt.naar} "
                f"BEGIN SELECT RAISE(ABORT, '{BESKED}'); END"
            )
    for tabel in TABELLER if leverandoer == "postgresql" else ():
        yield from _postgresql(_toemning(tabel), f"BEFORE TRUNCATE ON {tabel} FOR EACH STATEMENT")


def _toemning(tabel: str) -> Vagt:
    return Vagt(tabel, "truncate", f"EXISTS (SELECT 1 FROM {VERSION} WHERE status <> 'kladde')")


def _postgresql(vagt: Vagt, hvornaar: str) -> Iterator[str]:
    svar = {"delete": "OLD", "truncate": "NULL"}.get(vagt.handling, "NEW")
    yield (
        f"CREATE OR REPLACE FUNCTION {vagt.navn}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_laas(vagt)}"
        f"IF {vagt.naar} THEN RAISE EXCEPTION '{BESKED}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {svar}; END $$"
    )
    yield f"CREATE OR REPLACE TRIGGER {vagt.navn} {hvornaar} EXECUTE FUNCTION {vagt.navn}()"


def _laas(vagt: Vagt) -> str:
    """Hold versionen fast, før der ses efter: den, der er ved at udgive, venter på os, eller vi på den.

    Uden låsen kunne en række, der er skrevet og endnu ikke gemt, lægge sig i en version, der udgives imens.
    """
    raekker = {"insert": ("NEW",), "delete": ("OLD",)}.get(vagt.handling, ("OLD", "NEW"))
    versionerne = ", ".join(f"{raekke}.version_id" for raekke in raekker)
    versioner = {
        KORT: versionerne,
        UDGAAELSE: versionerne,
        BILAG: f"SELECT version_id FROM {KORT} WHERE id IN ({', '.join(f'{raekke}.kort_id' for raekke in raekker)})",
    }.get(vagt.tabel)
    if versioner is None or vagt.handling == "truncate":
        return ""
    return f"PERFORM 1 FROM {VERSION} WHERE id IN ({versioner}) ORDER BY id FOR SHARE; "


def _vagter(ulig: str) -> Iterator[Vagt]:
    yield from _om_dele(KORT, "version_id", _udgivet_version)
    yield from _om_dele(BILAG, "kort_id", _udgivet_kort)
    yield from _om_dele(UDGAAELSE, "version_id", _udgivet_version)
    yield Vagt(VERSION, "insert", _ville_erstatte("TRUE"))
    yield Vagt(VERSION, "update", f"(OLD.status <> 'kladde' AND NOT ({_tilladt_skridt(ulig)})) OR {_springer_over()}")
    yield Vagt(VERSION, "delete", "OLD.status <> 'kladde'")


def _om_dele(tabel: str, ejer: str, er_udgivet: Any) -> Iterator[Vagt]:
    """Vagterne om rækker, der er en del af en version. SQLites ``REPLACE`` sletter uden at sige det."""
    erstatter = f"EXISTS (SELECT 1 FROM {tabel} d WHERE d.id = NEW.id AND {er_udgivet(f'd.{ejer}')})"
    yield Vagt(tabel, "insert", f"{er_udgivet(f'NEW.{ejer}')} OR {erstatter}")
    yield Vagt(tabel, "update", f"{er_udgivet(f'OLD.{ejer}')} OR {er_udgivet(f'NEW.{ejer}')} OR NEW.id <> OLD.id")
    yield Vagt(tabel, "delete", er_udgivet(f"OLD.{ejer}"))


def _udgivet_version(version: str) -> str:
    return f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {version} AND v.status <> 'kladde')"


def _udgivet_kort(kort: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {KORT} k JOIN {VERSION} v ON v.id = k.version_id "
        f"WHERE k.id = {kort} AND v.status <> 'kladde')"
    )


def _ville_erstatte(naar: str) -> str:
    """En ny eller ændret version, der ville tage en udgivets plads."""
    return (
        f"({naar} AND EXISTS (SELECT 1 FROM {VERSION} v WHERE v.status <> 'kladde' AND "
        "(v.id = NEW.id OR (v.katalog_id = NEW.katalog_id AND v.nummer = NEW.nummer))))"
    )


def _springer_over() -> str:
    """En kladde kan kun blive udgivet, og den kan ikke tage en udgivets plads."""
    return f"(OLD.status = 'kladde' AND (NEW.status = 'lukket' OR NEW.id <> OLD.id)) OR {_ville_erstatte(_ANDEN)}"


_ANDEN = "OLD.status = 'kladde'"


def _tilladt_skridt(ulig: str) -> str:
    """Udgivet → lukket, og udgivet → kladde, så længe ingen bruger versionen. Alt andet bliver stående."""
    faste = [felt.column for felt in Katalogversion._meta.concrete_fields if felt.name not in KAN_SKIFTE]
    uaendret = " AND ".join(f"NOT NEW.{kolonne} {ulig} OLD.{kolonne}" for kolonne in faste)
    lukkes = (
        f"NOT NEW.udgivet {ulig} OLD.udgivet AND "
        "(NEW.status = OLD.status OR (OLD.status = 'udgivet' AND NEW.status = 'lukket'))"
    )
    traekkes = f"OLD.status = 'udgivet' AND NEW.status = 'kladde' AND NOT ({_er_brugt()})"
    return f"{uaendret} AND (({lukkes}) OR ({traekkes}))"


def _er_brugt() -> str:
    """SQL: noget henviser til versionen OLD eller et af dens kort."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {model._meta.db_table} b WHERE b.{_kolonne(model, felt)} "
        + ("= OLD.id)" if til == "version" else f"IN (SELECT k.id FROM {KORT} k WHERE k.version_id = OLD.id))")
        for model, felt, til in brug_af_versionen()
    )


def _kolonne(model: type[models.Model], felt: str) -> str:
    return str(model._meta.get_field(felt).column)  # type: ignore[union-attr]
