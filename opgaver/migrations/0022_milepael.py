"""Et tjekpunkt kan være et punkt på tjeklisten uden at være en milepæl; dem, der er, er milepæle som hidtil."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0021_hvorfor_datoer_er_flyttet")]

    operations = [
        migrations.AddField(
            model_name="katalogopgave",
            name="er_milepael",
            field=models.BooleanField(default=True, verbose_name="milepæl"),
        ),
    ]
