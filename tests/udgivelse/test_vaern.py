"""En udgivet version ændres ikke ad nogen dør: hvert felt, hver vej ind, på begge databaser."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from opgaver import vaern
from opgaver.models import Bilag, Katalogopgave, Katalogversion, Opgave, Plan, Udgaaelse
from opgaver.services.kortredigering import ny_kladde
from projekter.aktoer import KOMMANDOLINJE
from tests.udgivet import uden_vaern

AFVIST = (TypeError, DatabaseError, ProtectedError)
MODELLER = (Katalogversion, Katalogopgave, Bilag, Udgaaelse)


@pytest.fixture
def udgivne(verden):
    """Et udgivet kort med bilag, dets version og det, der er sagt om en udgået opgave, og en kladde ved siden af."""
    kort = verden.version.kort.get(kode="A08")
    with uden_vaern():
        Bilag.objects.bulk_create([Bilag(kort=kort, titel="Vejledning", adresse="https://a.example/")])
        sagt = Udgaaelse.objects.create(version=verden.version, noegle="vaek", note="Loven er ophævet.")
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    Udgaaelse.objects.create(version=kladde, noegle="vaek", note="Slået sammen.")
    return {Katalogversion: verden.version, Katalogopgave: kort, Bilag: kort.bilag.get(), Udgaaelse: sagt}


def alt():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELLER}


def anden_vaerdi(raekke, felt):
    """En værdi, feltet kunne have haft i stedet."""
    kolonne, nu = type(raekke)._meta.get_field(felt), getattr(raekke, felt)
    if isinstance(kolonne, models.ForeignKey):
        andre = kolonne.related_model._default_manager.exclude(pk=nu)
        return andre.values_list("pk", flat=True).first() or 10**6
    if isinstance(kolonne, models.JSONField):
        return {"Nyt": "felt"}
    if isinstance(kolonne, models.DateTimeField):
        return (nu or timezone.now()) + timedelta(days=1)
    if isinstance(kolonne, models.BooleanField):
        return not nu
    if kolonne.choices:
        return next(valg for valg, _ in kolonne.choices if valg != nu)
    return nu + 10**6 if isinstance(nu, int) else f"{nu}x"[-(kolonne.max_length or 99) :]


def som_sql(model, felt, vaerdi):
    kolonne = model._meta.get_field(felt)
    return kolonne.get_db_prep_save(vaerdi, connection)


def gem(raekke, felt, vaerdi):
    setattr(raekke, felt, vaerdi)
    raekke.save(update_fields=None if felt == "id" else [felt])


def gem_raat(raekke, felt, vaerdi):
    """Som ``loaddata`` gemmer: uden om modellens egen ``save``."""
    setattr(raekke, felt, vaerdi)
    raekke.save_base(raw=True)


def opdater(raekke, felt, vaerdi):
    type(raekke).objects.filter(pk=raekke.pk).update(**{felt: vaerdi})


def opdater_raat(raekke, felt, vaerdi):
    models.QuerySet(type(raekke)).filter(pk=raekke.pk).update(**{felt: vaerdi})


def opdater_i_bundt(raekke, felt, vaerdi):
    if felt == "id":
        raise TypeError("bulk_update retter ikke nøgler")
    setattr(raekke, felt, vaerdi)
    models.QuerySet(type(raekke)).bulk_update([raekke], [felt])


def opret_oven_i(raekke, felt, vaerdi):
    """Importens vej: en indsættelse, der opdaterer rækken, hvor den er."""
    if felt == "id":
        raise TypeError("nøglen er den, rækken findes efter")
    setattr(raekke, felt, vaerdi)
    model = type(raekke)
    model.objects.bulk_create([raekke], update_conflicts=True, unique_fields=["id"], update_fields=[felt])


def sql(raekke, felt, vaerdi):
    model = type(raekke)
    kolonne = model._meta.get_field(felt).column
    with connection.cursor() as markoer:
        markoer.execute(
            f'UPDATE "{model._meta.db_table}" SET "{kolonne}" = %s WHERE id = %s',
            [som_sql(model, felt, vaerdi), raekke.pk],
        )


DOERE = (gem, gem_raat, opdater, opdater_raat, opdater_i_bundt, opret_oven_i, sql)


def aendrer(raekke, doer, felt):
    """Om døren fik skrevet en anden værdi i rækken."""
    model = type(raekke)
    stand = model.objects.filter(pk=raekke.pk).values()
    foer = list(stand.all())
    with suppress(*AFVIST), transaction.atomic():
        doer(model.objects.get(pk=raekke.pk), felt, anden_vaerdi(raekke, felt))
        connection.check_constraints()
    return list(stand.all()) != foer


@pytest.mark.parametrize("model", MODELLER)
@pytest.mark.parametrize("doer", DOERE)
def test_intet_felt_i_det_udgivne_aendres(udgivne, doer, model):
    felter = [felt.attname for felt in model._meta.concrete_fields]
    assert [felt for felt in felter if aendrer(udgivne[model], doer, felt)] == []


@pytest.mark.parametrize(
    "felt", ["titel", "maal", "oevrige_felter", "er_aendring_obligatorisk", "prioritet", "fase_id"]
)
def test_hvert_felt_kan_aendres_uden_vaernet(udgivne, felt):
    """Så prøven ovenfor kan fejle: værdierne er gyldige, og dørene åbne."""
    raekke = udgivne[Katalogopgave]
    with uden_vaern():
        sql(raekke, felt, anden_vaerdi(raekke, felt))
    assert getattr(Katalogopgave.objects.get(pk=raekke.pk), felt) == anden_vaerdi(raekke, felt)


def slet_en(raekke):
    raekke.delete()


def slet_flere(raekke):
    type(raekke).objects.filter(pk=raekke.pk).delete()


def slet_raat(raekke):
    models.QuerySet(type(raekke)).filter(pk=raekke.pk)._raw_delete(connection.alias)


def slet_med_sql(raekke):
    with connection.cursor() as markoer:
        markoer.execute(f'DELETE FROM "{type(raekke)._meta.db_table}" WHERE id = %s', [raekke.pk])


@pytest.mark.parametrize("model", MODELLER)
@pytest.mark.parametrize("doer", [slet_en, slet_flere, slet_raat, slet_med_sql])
def test_det_udgivne_slettes_ikke(udgivne, doer, model):
    foer = alt()
    Opgave.objects.all().delete()
    Plan.objects.all().delete()
    with pytest.raises(AFVIST), transaction.atomic():
        doer(udgivne[model])
    assert alt() == foer


def indsaet_med_sql(kort):
    vaerdier = {felt.column: som_sql(Katalogopgave, felt.attname, getattr(kort, felt.attname)) for felt in KOLONNER}
    with connection.cursor() as markoer:
        markoer.execute(
            f"INSERT INTO opgaver_katalogopgave ({', '.join(vaerdier)}) VALUES ({', '.join(['%s'] * len(vaerdier))})",
            list(vaerdier.values()),
        )


KOLONNER = [felt for felt in Katalogopgave._meta.concrete_fields if not felt.primary_key]
INDSAET = {
    "save": Katalogopgave.save,
    "save_base": lambda kort: kort.save_base(raw=True),
    "bulk_create": lambda kort: Katalogopgave.objects.bulk_create([kort]),
    "sql": indsaet_med_sql,
}


@pytest.mark.parametrize("doer", INDSAET)
def test_en_udgivet_version_faar_ingen_nye_kort(udgivne, doer):
    kort = udgivne[Katalogopgave]
    nyt = Katalogopgave(version=kort.version, raekkefoelge=99, kode="NY", titel="Ny", fase=kort.fase)
    with pytest.raises(AFVIST), transaction.atomic():
        INDSAET[doer](nyt)
    assert kort.version.kort.count() == 7


def test_et_kort_flyttes_ikke_fra_en_kladde_til_en_udgivet_version(udgivne):
    kort = Katalogopgave.objects.filter(version__status="kladde").first()
    with pytest.raises(AFVIST), transaction.atomic():
        Katalogopgave.objects.filter(pk=kort.pk).update(version=udgivne[Katalogversion])


def _ejer(model):
    return "kort" if model is Bilag else "version"


@pytest.mark.sqlite
@pytest.mark.parametrize("model", MODELLER)
def test_sqlites_replace_erstatter_intet_udgivet(udgivne, model):
    """REPLACE sletter rækken, der er i vejen, uden at nogen sletteudløser kaldes."""
    foer, raekke = alt(), udgivne[model]
    kladdens = {Katalogversion: {"status": "kladde", "udgivet": None}}.get(model) or {
        model._meta.get_field(_ejer(model)).attname: model.objects.exclude(pk=raekke.pk)
        .filter(**{"kort__version__status" if model is Bilag else "version__status": "kladde"})
        .values_list(_ejer(model), flat=True)
        .first()
    }
    vaerdier = model.objects.filter(pk=raekke.pk).values().get() | kladdens
    kolonner = [model._meta.get_field(navn).column for navn in vaerdier]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as markoer:
        markoer.execute(
            f'INSERT OR REPLACE INTO "{model._meta.db_table}" ({", ".join(kolonner)}) '
            f"VALUES ({', '.join(['%s'] * len(kolonner))})",
            [som_sql(model, navn, vaerdi) for navn, vaerdi in vaerdier.items()],
        )
    assert alt() == foer


@pytest.mark.postgresql
@pytest.mark.parametrize("model", MODELLER)
def test_postgresqls_truncate_toemmer_intet_udgivet(udgivne, model):
    connection.check_constraints()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as markoer:
        markoer.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')


@pytest.mark.parametrize(
    ("fra", "til"),
    [("kladde", "lukket"), ("lukket", "udgivet"), ("lukket", "kladde"), ("udgivet", "kladde")],
)
def test_et_skridt_der_ikke_findes_afvises_af_databasen(verden, fra, til):
    """Den sidste er en udgivelse, der er i brug."""
    tid = {"kladde": None}
    version = ny_kladde(KOMMANDOLINJE, verden.version) if fra == "kladde" else verden.version
    if fra == "lukket":
        Katalogversion.objects.filter(pk=version.pk).update(status="lukket")
    udgivet = tid.get(til, version.udgivet or timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Katalogversion.objects.filter(pk=version.pk).update(status=til, udgivet=udgivet)


def test_en_udgivet_version_ingen_bruger_kan_blive_kladde_igen(verden):
    Opgave.objects.all().delete()
    Plan.objects.all().delete()
    assert Katalogversion.objects.filter(pk=verden.version.pk).update(status="kladde", udgivet=None) == 1


@pytest.mark.parametrize("felt", ["kort", "fuldfoert_kort", "beholdt_mod"])
def test_en_eneste_henvisning_goer_versionen_brugt(verden, felt):
    assert felt in {navn for _, navn, _ in vaern.brug_af_versionen()}
    version = ny_kladde(KOMMANDOLINJE, verden.version)
    Katalogversion.objects.filter(pk=version.pk).update(status="udgivet", udgivet=timezone.now())
    vaerdi = version if felt == "beholdt_mod" else version.kort.get(kode="A08")
    opgave = Opgave.objects.filter(pk=verden.opgave("A08").pk)
    if felt == "fuldfoert_kort":
        opgave.update(status="fuldfoert", fuldfoert=timezone.now())
    opgave.update(**{felt: vaerdi})
    with pytest.raises(DatabaseError), transaction.atomic():
        Katalogversion.objects.filter(pk=version.pk).update(status="kladde", udgivet=None)


@pytest.mark.django_db(transaction=True)
def test_vaernet_er_der_efter_flush():
    call_command("flush", interactive=False, verbosity=0)
    assert vaern.mangler(connection.alias) == []


@pytest.mark.django_db(transaction=True)
def test_en_migration_kan_bygge_tabellerne_om_og_vaernet_er_der_bagefter():
    call_command("migrate", "opgaver", "0006", verbosity=0)
    call_command("migrate", verbosity=0)
    assert vaern.mangler(connection.alias) == []


@pytest.mark.postgresql
def test_en_migration_der_fejler_efterlader_postgresql_med_vaernet(verden):
    vaern.foer_migrering(connection.alias, plan=["en migration"])
    assert vaern.mangler(connection.alias) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(Katalogopgave).update(titel="Ændret midt i det hele")


@pytest.mark.django_db
def test_et_vaern_der_mangler_siges_ved_navn_og_saettes_igen():
    with connection.cursor() as markoer:
        paa = " ON opgaver_bilag" if connection.vendor == "postgresql" else ""
        markoer.execute(f"DROP TRIGGER vaern_opgaver_bilag_update{paa}")
    assert vaern.mangler(connection.alias) == ["vaern_opgaver_bilag_update"]
    vaern.opret(connection.alias)
    assert vaern.mangler(connection.alias) == []
