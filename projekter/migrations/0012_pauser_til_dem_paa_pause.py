"""De projekter, der i forvejen er på pause, uden at nogen har skrevet hvorfor, får en pause fra i dag."""

from django.db import migrations
from django.utils import timezone

FOER = "Sat på pause, før begrundelsen blev gemt."


def skriv_de_aabne(apps, schema_editor):
    paa_pause = apps.get_model("projekter", "Projekt").objects.filter(status="paa_pause").order_by("pk")
    idag = timezone.localdate()
    apps.get_model("projekter", "Pause").objects.bulk_create(
        apps.get_model("projekter", "Pause")(projekt=projekt, fra=idag, begrundelse=FOER, sat_af="systemet")
        for projekt in paa_pause
    )


class Migration(migrations.Migration):
    dependencies = [("projekter", "0011_etaper_og_pauser")]

    operations = [migrations.RunPython(skriv_de_aabne, migrations.RunPython.noop)]
