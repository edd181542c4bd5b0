"""Samtalen på en opgave, kommunens filer og links og det, en opgave venter på."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opgaver", "0012_gemt_filter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Kommentar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.TextField(blank=True)),
                ("skrevet", models.DateTimeField(default=django.utils.timezone.now)),
                ("rettet", models.DateTimeField(blank=True, null=True)),
                ("slettet", models.DateTimeField(blank=True, null=True)),
                ("slettet_af", models.CharField(blank=True, max_length=120)),
                ("udgave", models.PositiveIntegerField(default=1)),
                ("noegle", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="nøgle")),
                (
                    "af",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kommentarer",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kommentarer", to="opgaver.opgave"
                    ),
                ),
            ],
            options={
                "verbose_name": "kommentar",
                "verbose_name_plural": "kommentarer",
                "ordering": ["opgave", "skrevet", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Omtale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("besvaret", models.DateTimeField(blank=True, null=True)),
                (
                    "kommentar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="omtaler", to="opgaver.kommentar"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="omtaler", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "omtale",
                "verbose_name_plural": "omtaler",
                "ordering": ["kommentar", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Dokument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("titel", models.CharField(max_length=200)),
                ("adresse", models.CharField(blank=True, max_length=1000)),
                ("lagret", models.CharField(blank=True, db_index=True, max_length=32)),
                ("filnavn", models.CharField(blank=True, max_length=150)),
                ("byte", models.PositiveBigIntegerField(default=0, verbose_name="størrelse i byte")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("lagt", models.DateTimeField(default=django.utils.timezone.now)),
                ("slettet", models.DateTimeField(blank=True, null=True)),
                ("slettet_af", models.CharField(blank=True, max_length=120)),
                ("noegle", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="nøgle")),
                (
                    "lagt_af",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dokumenter", to="opgaver.opgave"
                    ),
                ),
            ],
            options={
                "verbose_name": "dokument",
                "verbose_name_plural": "dokumenter",
                "ordering": ["opgave", "lagt", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adresse", ""), ("filnavn__gt", ""), ("lagret__gt", "")),
                            models.Q(("adresse__gt", ""), ("filnavn", ""), ("lagret", "")),
                            _connector="OR",
                        ),
                        name="et_dokument_er_en_fil_eller_et_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adresse__gt", ""), ("sha256__gt", ""), _connector="OR"),
                        name="en_fil_har_et_kontroltal",
                    ),
                    models.UniqueConstraint(fields=("opgave", "lagt_af", "noegle"), name="et_dokument_laegges_en_gang"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Forudsaetning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kraever",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kraevet_af",
                        to="opgaver.opgave",
                        verbose_name="kræver",
                    ),
                ),
                (
                    "opgave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="forudsaetninger", to="opgaver.opgave"
                    ),
                ),
            ],
            options={
                "verbose_name": "forudsætning",
                "verbose_name_plural": "forudsætninger",
                "ordering": ["opgave", "kraever__kort__raekkefoelge", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("opgave", "kraever"), name="en_forudsaetning_staar_en_gang"),
                    models.CheckConstraint(
                        condition=models.Q(("opgave", models.F("kraever")), _negated=True),
                        name="ingen_opgave_venter_paa_sig_selv",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="kommentar",
            constraint=models.UniqueConstraint(fields=("opgave", "af", "noegle"), name="en_kommentar_skrives_en_gang"),
        ),
        migrations.AddConstraint(
            model_name="kommentar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("slettet__isnull", True), ("tekst__gt", "")),
                    models.Q(("slettet__isnull", False), ("tekst", "")),
                    _connector="OR",
                ),
                name="kun_en_slettet_kommentar_er_uden_tekst",
            ),
        ),
        migrations.AddIndex(
            model_name="omtale",
            index=models.Index(fields=["person", "besvaret"], name="omtale_person_besvaret"),
        ),
        migrations.AddConstraint(
            model_name="omtale",
            constraint=models.UniqueConstraint(
                fields=("kommentar", "person"), name="en_person_naevnes_en_gang_i_en_kommentar"
            ),
        ),
    ]
