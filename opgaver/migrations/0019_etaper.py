"""Et kort kan være mærket »per etape«, og en opgave kan høre til en etape."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("faser", "0002_eksempler"),
        ("opgaver", "0018_kan_fortsaette"),
        ("projekter", "0011_etaper_og_pauser"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="opgave",
            name="et_kort_staar_en_gang_i_planen",
        ),
        migrations.AddField(
            model_name="katalogopgave",
            name="er_per_etape",
            field=models.BooleanField(default=False, verbose_name="én for hver etape"),
        ),
        migrations.AddField(
            model_name="opgave",
            name="etape",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opgaver",
                to="projekter.etape",
            ),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("etape__isnull", True)),
                fields=("plan", "kort"),
                name="et_kort_staar_en_gang_i_planen",
            ),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("etape__isnull", False)),
                fields=("plan", "kort", "etape"),
                name="et_kort_staar_en_gang_i_hver_etape",
            ),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.CheckConstraint(
                condition=models.Q(("er_lokal", False), ("etape__isnull", True), _connector="OR"),
                name="en_lokal_opgave_er_uden_for_etaperne",
            ),
        ),
    ]
