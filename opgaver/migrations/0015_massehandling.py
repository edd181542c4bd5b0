"""At gøre det samme ved mange opgaver på én gang."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SLAGS = [("status", "Status"), ("ansvarlig", "Ansvarlig"), ("udfoerer", "Udfører"), ("frist", "Frist")]


class Migration(migrations.Migration):
    dependencies = [
        ("opgaver", "0014_lokale_opgaver"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Massehandling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slags", models.CharField(choices=SLAGS, max_length=20)),
                ("hvad", models.CharField(max_length=200)),
                ("begrundelse", models.TextField(blank=True)),
                ("aktoer", models.CharField(max_length=120, verbose_name="aktør")),
                ("oprettet", models.DateTimeField()),
                ("raekker", models.JSONField(default=list, verbose_name="rækker")),
                ("uroerte", models.JSONField(default=list, verbose_name="urørte")),
                ("antal", models.PositiveIntegerField(verbose_name="antal rækker")),
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
                    "projekt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="massehandlinger",
                        to="projekter.projekt",
                    ),
                ),
            ],
            options={
                "verbose_name": "massehandling",
                "verbose_name_plural": "massehandlinger",
                "ordering": ["-pk"],
            },
        ),
    ]
