"""Antallet af rækker i en del, så sider, der kun tæller, ikke skal hente dem."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tael(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    dele = apps.get_model("opgaver", "Flytningsdel").objects.using(schema_editor.connection.alias)
    for del_ in dele.only("raekker").iterator(chunk_size=100):
        dele.filter(pk=del_.pk).update(antal=len(del_.raekker))


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0005_varslinger_kan_traekkes_tilbage")]

    operations = [
        migrations.AddField(
            model_name="flytningsdel",
            name="antal",
            field=models.PositiveIntegerField(default=0, verbose_name="antal rækker"),
        ),
        migrations.RunPython(tael, migrations.RunPython.noop),
    ]
