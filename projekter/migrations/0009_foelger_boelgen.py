from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q


def marker_afvigere(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Hidtil fulgte et projekt bølgen, når idriftsættelse og go-live var dens."""
    Projekt = apps.get_model("projekter", "Projekt")
    ens = Q()
    for anker in ("idriftsaettelse", "golive"):
        begge_tomme = Q(**{f"{anker}__isnull": True, f"boelge__{anker}__isnull": True})
        ens &= Q(**{anker: F(f"boelge__{anker}")}) | begge_tomme
    foelger = Projekt.objects.filter(ens, boelge__isnull=False).values_list("pk", flat=True)
    Projekt.objects.filter(boelge__isnull=False).exclude(pk__in=list(foelger)).update(har_egne_datoer=True)


class Migration(migrations.Migration):
    dependencies = [("projekter", "0008_sidst_her")]

    operations = [
        migrations.AddField(
            model_name="projekt",
            name="har_egne_datoer",
            field=models.BooleanField(default=False, verbose_name="har valgt egne datoer"),
        ),
        migrations.RunPython(marker_afvigere, migrations.RunPython.noop),
    ]
