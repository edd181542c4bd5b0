"""Kommunens egne opgaver: et kort kan stå i en plan i stedet for i en katalogversion."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("faser", "0001_foerste"),
        ("opgaver", "0013_kommentarer_og_filer"),
        ("projekter", "0006_ingen_egne_stedfortraedere"),
    ]

    operations = [
        migrations.AddField(
            model_name="katalogopgave",
            name="kopi_af",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="opgaver.katalogopgave",
            ),
        ),
        migrations.AddField(
            model_name="katalogopgave",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lokale_kort",
                to="opgaver.plan",
            ),
        ),
        migrations.AddField(
            model_name="opgave",
            name="er_lokal",
            field=models.BooleanField(default=False, verbose_name="lokal"),
        ),
        migrations.AlterField(
            model_name="katalogopgave",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="kort",
                to="opgaver.katalogversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="katalogopgave",
            constraint=models.UniqueConstraint(
                fields=("plan", "kode"), name="det_lokale_korts_kode_er_entydig_i_planen"
            ),
        ),
        migrations.AddConstraint(
            model_name="katalogopgave",
            constraint=models.UniqueConstraint(
                fields=("plan", "noegle"), name="det_lokale_korts_noegle_er_entydig_i_planen"
            ),
        ),
        migrations.AddConstraint(
            model_name="katalogopgave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kopi_af__isnull", True), ("plan__isnull", True), ("version__isnull", False)),
                    models.Q(("plan__isnull", False), ("tjekpunkt_for__isnull", True), ("version__isnull", True)),
                    _connector="OR",
                ),
                name="et_kort_er_i_en_version_eller_en_plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("er_lokal", False),
                    models.Q(
                        ("beholdt_mod__isnull", True),
                        ("egen_fase__isnull", True),
                        ("er_udgaaet", False),
                        ("fuldfoert_kort__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="en_lokal_opgave_er_uden_for_kataloget",
            ),
        ),
    ]
