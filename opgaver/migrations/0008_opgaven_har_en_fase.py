"""Alle opgaver har en fase. For sig, da PostgreSQL ikke kan ændre en tabel med rækker, der er rettet i samme transaktion."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0007_det_lokale")]

    operations = [
        migrations.AlterField(
            model_name="opgave",
            name="fase",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="faser.fase"),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.CheckConstraint(
                condition=models.Q(("egen_fase__isnull", True), ("fase", models.F("egen_fase")), _connector="OR"),
                name="egen_fase_er_opgavens_fase",
            ),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "fuldfoert"), ("fuldfoert_kort__isnull", True), _connector="OR"),
                name="kun_en_fuldfoert_opgave_har_et_kort_den_blev_fuldfoert_paa",
            ),
        ),
    ]
