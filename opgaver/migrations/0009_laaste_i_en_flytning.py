"""Hvor mange af en dels rækker der blev låst og ikke flyttet, så sider, der kun tæller, kan holde dem adskilt."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tael(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    dele = apps.get_model("opgaver", "Flytningsdel").objects.using(schema_editor.connection.alias)
    for del_ in dele.only("raekker").iterator(chunk_size=100):
        laaste = sum(bool(r["efter"].get("er_frist_laast")) for r in del_.raekker)
        dele.filter(pk=del_.pk).update(laaste=laaste)


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0008_opgaven_har_en_fase")]

    operations = [
        migrations.AddField(
            model_name="flytningsdel",
            name="laaste",
            field=models.PositiveIntegerField(default=0, verbose_name="antal låste rækker"),
        ),
        migrations.RunPython(tael, migrations.RunPython.noop),
    ]
