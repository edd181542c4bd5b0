"""En person kan ikke være stedfortræder for sig selv; de poster, hvor nogen var det, bliver ledige."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def goer_ledige(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    pladser = apps.get_model("projekter", "Plads").objects.using(schema_editor.connection.alias)
    pladser.filter(stedfortraeder=models.F("person")).update(stedfortraeder=None)


class Migration(migrations.Migration):
    dependencies = [("projekter", "0005_listebekraeftelser")]

    operations = [
        migrations.RunPython(goer_ledige, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="plads",
            constraint=models.CheckConstraint(
                condition=~models.Q(person=models.F("stedfortraeder")), name="ingen_er_sin_egen_stedfortraeder"
            ),
        ),
    ]
