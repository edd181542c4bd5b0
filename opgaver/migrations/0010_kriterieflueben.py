"""Flueben ved kvalitetskriterierne på en opgave."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0009_laaste_i_en_flytning")]

    operations = [
        migrations.CreateModel(
            name="Kriterieflueben",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noegle", models.CharField(max_length=64, verbose_name="nøgle")),
                ("tekst", models.TextField()),
                ("hvem", models.CharField(max_length=120)),
                ("hvornaar", models.DateTimeField(verbose_name="hvornår")),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kriterieflueben",
                        to="opgaver.opgave",
                    ),
                ),
            ],
            options={
                "verbose_name": "flueben ved et kvalitetskriterium",
                "verbose_name_plural": "flueben ved kvalitetskriterier",
                "ordering": ["opgave", "hvornaar", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("opgave", "noegle"), name="et_kriterium_har_hoejst_et_flueben")
                ],
            },
        ),
    ]
