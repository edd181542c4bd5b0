"""Det, en kommune kan have af sit eget på en opgave, og det, der skal huskes, når en ny katalogversion kommer."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def saet_fase(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    kort = apps.get_model("opgaver", "Katalogopgave").objects.using(alias).filter(pk=OuterRef("kort"))
    apps.get_model("opgaver", "Opgave").objects.using(alias).update(fase=Subquery(kort.values("fase")))


class Migration(migrations.Migration):
    dependencies = [
        ("faser", "0001_foerste"),
        ("opgaver", "0006_antal_flyttede"),
        ("projekter", "0002_kommunens_kalender"),
    ]

    operations = [
        migrations.AddField(
            model_name="katalogopgave",
            name="aendringsnote",
            field=models.TextField(blank=True, verbose_name="note om ændringen"),
        ),
        migrations.AddField(
            model_name="katalogopgave",
            name="er_aendring_obligatorisk",
            field=models.BooleanField(default=False, verbose_name="ændringen er obligatorisk"),
        ),
        migrations.AddField(
            model_name="opgave",
            name="beholdt_mod",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="opgaver.katalogversion",
            ),
        ),
        migrations.AddField(
            model_name="opgave",
            name="egen_fase",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="faser.fase",
                verbose_name="kommunens egen fase",
            ),
        ),
        migrations.AddField(
            model_name="opgave",
            name="egen_tekst",
            field=models.TextField(blank=True, verbose_name="sådan gør vi her"),
        ),
        migrations.AddField(
            model_name="opgave",
            name="egne_kriterier",
            field=models.TextField(blank=True, verbose_name="kommunens egne kvalitetskriterier"),
        ),
        migrations.AddField(
            model_name="opgave",
            name="fase",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="faser.fase"
            ),
        ),
        migrations.AddField(
            model_name="opgave",
            name="fuldfoert_kort",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="opgaver.katalogopgave",
            ),
        ),
        migrations.RunPython(saet_fase, migrations.RunPython.noop),
    ]
