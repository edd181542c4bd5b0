"""Det, en bølges kvittering skal kunne sige bagefter: hvorfor en kommune ikke fulgte med, og hvad der ikke kom tilbage."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tael(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    dele = apps.get_model("opgaver", "Flytningsdel").objects.using(schema_editor.connection.alias)
    for del_ in dele.filter(er_fortrudt=True).only("raekker").iterator(chunk_size=100):
        blev = sum(raekke.get("er_genskabt") is False for raekke in del_.raekker)
        dele.filter(pk=del_.pk).update(blev=blev)


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0015_massehandling")]

    operations = [
        migrations.AddField(
            model_name="flytningsdel",
            name="blev",
            field=models.PositiveIntegerField(default=0, verbose_name="antal rækker, der ikke kom med tilbage"),
        ),
        migrations.AddField(
            model_name="flytningsdel",
            name="hindring",
            field=models.TextField(blank=True, verbose_name="hvorfor delen ikke kom med tilbage"),
        ),
        migrations.AddField(
            model_name="varsling",
            name="grund",
            field=models.TextField(blank=True, verbose_name="hvorfor projektet ikke fulgte med"),
        ),
        migrations.RunPython(tael, migrations.RunPython.noop),
    ]
