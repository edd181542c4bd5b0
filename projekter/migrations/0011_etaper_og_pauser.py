"""Etaper og pauser."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projekter", "0010_vinduernes_laengder"),
    ]

    operations = [
        migrations.CreateModel(
            name="Etape",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("navn", models.CharField(max_length=80)),
                ("raekkefoelge", models.PositiveSmallIntegerField(verbose_name="rækkefølge")),
                ("golive", models.DateField(verbose_name="go-live")),
                ("uddannelse", models.DateField(blank=True, null=True, verbose_name="uddannet senest")),
                ("er_paa_pause", models.BooleanField(default=False, verbose_name="på pause")),
                ("er_fjernet", models.BooleanField(default=False, verbose_name="fjernet")),
                ("udgave", models.PositiveIntegerField(default=1)),
                (
                    "projekt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="etaper", to="projekter.projekt"
                    ),
                ),
                ("superbrugere", models.ManyToManyField(blank=True, related_name="etaper", to="projekter.plads")),
            ],
            options={
                "verbose_name": "etape",
                "verbose_name_plural": "etaper",
                "ordering": ["projekt", "raekkefoelge", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Etapetrin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slags",
                    models.CharField(
                        choices=[
                            ("adgang", "Adgang"),
                            ("uddannet", "Uddannet"),
                            ("golive", "Go-live"),
                            ("stabil", "Stabil"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dato", models.DateField()),
                ("sat_af", models.CharField(max_length=120, verbose_name="sat af")),
                ("begrundelse", models.TextField(blank=True)),
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
                    "etape",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trin", to="projekter.etape"
                    ),
                ),
            ],
            options={
                "verbose_name": "trin i en etape",
                "verbose_name_plural": "trin i etaper",
                "ordering": ["etape", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Ibrugtagning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "maade",
                    models.CharField(
                        choices=[("trinvis", "Trinvis"), ("samlet", "Big bang")], max_length=20, verbose_name="måde"
                    ),
                ),
                ("begrundelse", models.TextField()),
                ("besluttet", models.DateField()),
                ("besluttet_af", models.CharField(max_length=120)),
                (
                    "projekt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ibrugtagning", to="projekter.projekt"
                    ),
                ),
            ],
            options={
                "verbose_name": "beslutning om ibrugtagning",
                "verbose_name_plural": "beslutninger om ibrugtagning",
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fra", models.DateField()),
                ("til", models.DateField(blank=True, null=True, verbose_name="ventes at vare til og med")),
                ("begrundelse", models.TextField()),
                ("sat_af", models.CharField(max_length=120, verbose_name="sat af")),
                ("slut", models.DateField(blank=True, null=True, verbose_name="genoptaget")),
                ("genoptaget_af", models.CharField(blank=True, max_length=120)),
                (
                    "etape",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauser",
                        to="projekter.etape",
                    ),
                ),
                (
                    "projekt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauser", to="projekter.projekt"
                    ),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauser",
                "ordering": ["-fra", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="etape",
            constraint=models.UniqueConstraint(
                condition=models.Q(("er_fjernet", False)),
                fields=("projekt", "navn"),
                name="en_etapes_navn_er_entydigt_i_projektet",
            ),
        ),
        migrations.AddConstraint(
            model_name="etape",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("uddannelse__isnull", True), ("uddannelse__lte", models.F("golive")), _connector="OR"
                ),
                name="en_etape_er_uddannet_foer_golive",
            ),
        ),
        migrations.AddConstraint(
            model_name="etapetrin",
            constraint=models.UniqueConstraint(fields=("etape", "slags"), name="et_trin_naas_en_gang_i_etapen"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("etape__isnull", True), ("slut__isnull", True)),
                fields=("projekt",),
                name="et_projekt_har_hoejst_en_aaben_pause",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slut__isnull", True)), fields=("etape",), name="en_etape_har_hoejst_en_aaben_pause"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"),
                name="en_pause_slutter_ikke_foer_den_begynder",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("slut__isnull", True), ("slut__gte", models.F("fra")), _connector="OR"),
                name="en_pause_genoptages_ikke_foer_den_begynder",
            ),
        ),
    ]
