"""Genveje på tastaturet kan slås fra af den enkelte."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projekter", "0006_ingen_egne_stedfortraedere")]

    operations = [
        migrations.AddField(
            model_name="bruger",
            name="har_taster",
            field=models.BooleanField(default=True, verbose_name="genveje på tastaturet er slået til"),
        ),
    ]
