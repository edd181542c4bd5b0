"""Planen kan gå videre, selv om en milepæl ikke er afgjort."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0017_udgaaelse")]

    operations = [
        migrations.AddField(
            model_name="opgave",
            name="fortsaet_grund",
            field=models.TextField(blank=True, verbose_name="hvorfor planen kan fortsætte"),
        ),
        migrations.AddField(
            model_name="opgave",
            name="fortsaet_af",
            field=models.CharField(blank=True, max_length=120, verbose_name="lod planen fortsætte"),
        ),
        migrations.AddField(
            model_name="opgave",
            name="fortsaet_dato",
            field=models.DateField(blank=True, null=True, verbose_name="planen kan fortsætte fra"),
        ),
        migrations.AddConstraint(
            model_name="opgave",
            constraint=models.CheckConstraint(
                condition=Q(fortsaet_grund="", fortsaet_dato__isnull=True)
                | (~Q(fortsaet_grund="") & Q(fortsaet_dato__isnull=False)),
                name="kan_fortsaette_har_grund_og_dato",
            ),
        ),
    ]
