"""Det, udgiveren siger om en opgave, der udgår."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0016_boelgens_kvittering")]

    operations = [
        migrations.CreateModel(
            name="Udgaaelse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noegle", models.CharField(max_length=64, verbose_name="nøgle")),
                ("er_obligatorisk", models.BooleanField(default=False, verbose_name="kommunerne skal lade den udgå")),
                ("note", models.TextField(verbose_name="hvorfor den udgår")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="udgaaelser",
                        to="opgaver.katalogversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "udgået opgave",
                "verbose_name_plural": "udgåede opgaver",
                "ordering": ["version", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="udgaaelse",
            constraint=models.UniqueConstraint(
                fields=("version", "noegle"), name="der_siges_een_ting_om_en_opgave_der_udgaar"
            ),
        ),
        migrations.AddConstraint(
            model_name="udgaaelse",
            constraint=models.CheckConstraint(condition=~models.Q(note=""), name="en_udgaaelse_har_en_note"),
        ),
    ]
