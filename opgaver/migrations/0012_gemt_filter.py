"""Filtre på projektets opgaver, gemt med et navn."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opgaver", "0011_opgradering"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GemtFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("navn", models.CharField(max_length=60)),
                ("adresse", models.CharField(max_length=2000)),
                ("er_delt", models.BooleanField(default=False, verbose_name="delt med projektet")),
                (
                    "bruger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "projekt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gemte_filtre",
                        to="projekter.projekt",
                    ),
                ),
            ],
            options={
                "verbose_name": "gemt filter",
                "verbose_name_plural": "gemte filtre",
                "ordering": ["navn", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("projekt", "bruger", "navn"), name="et_filters_navn_er_entydigt_for_en_person"
                    )
                ],
            },
        ),
    ]
