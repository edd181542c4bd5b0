"""At en plan er flettet med en nyere katalogversion."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opgaver", "0010_kriterieflueben"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opgradering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("aktoer", models.CharField(max_length=120, verbose_name="aktør")),
                ("oprettet", models.DateTimeField()),
                ("tal", models.JSONField(default=dict)),
                ("raekker", models.JSONField(default=list, verbose_name="rækker")),
                ("pladser", models.JSONField(default=list)),
                ("fortrudt", models.DateTimeField(blank=True, null=True)),
                ("fortrudt_af", models.CharField(blank=True, max_length=120)),
                (
                    "bruger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fra",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opgaver.katalogversion"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opgraderinger", to="opgaver.plan"
                    ),
                ),
                (
                    "til",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="opgaver.katalogversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "opgradering",
                "verbose_name_plural": "opgraderinger",
                "ordering": ["-pk"],
            },
        ),
    ]
