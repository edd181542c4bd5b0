"""Eksempler på opgaver i en hovedopgave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("faser", "0001_foerste"),
    ]

    operations = [
        migrations.AddField(
            model_name="hovedopgave",
            name="eksempler",
            field=models.JSONField(default=list),
        ),
    ]
