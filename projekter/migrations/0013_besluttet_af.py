"""Hvem der besluttede ibrugtagningen, skilles fra den, der skrev det ind; hidtil var det altid den sidste."""

from datetime import date

from django.db import migrations, models
from django.db.models import F


def den_hidtidige_skrev_det_ind(apps, schema_editor):
    apps.get_model("projekter", "Ibrugtagning").objects.update(
        noteret=F("besluttet"), noteret_af=F("besluttet_af"), besluttet_af=""
    )


def den_der_skrev_besluttede(apps, schema_editor):
    apps.get_model("projekter", "Ibrugtagning").objects.filter(besluttet_af="").update(besluttet_af=F("noteret_af"))


class Migration(migrations.Migration):
    dependencies = [("projekter", "0012_pauser_til_dem_paa_pause")]

    operations = [
        migrations.AddField(
            "ibrugtagning", "noteret", models.DateField(default=date(2026, 1, 1)), preserve_default=False
        ),
        migrations.AddField(
            "ibrugtagning",
            "noteret_af",
            models.CharField("noteret af", default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AlterField("ibrugtagning", "besluttet_af", models.CharField(blank=True, max_length=120)),
        migrations.RunPython(den_hidtidige_skrev_det_ind, den_der_skrev_besluttede),
    ]
