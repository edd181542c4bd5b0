"""En flytning siger, om den kom af en pause, et nyt hold eller et hold, der blev fjernet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0020_indhentningsplan")]

    operations = [
        migrations.AlterField(
            model_name="flytning",
            name="slags",
            field=models.CharField(
                choices=[
                    ("projekt", "Projektets datoer"),
                    ("boelge", "Bølgens datoer"),
                    ("kalender", "Kommunens kalender"),
                    ("indhentning", "Indhentningsplan"),
                    ("pause", "Efter en pause"),
                    ("nyt_hold", "Et hold kom til"),
                    ("fjernet_hold", "Et hold blev fjernet"),
                ],
                max_length=20,
            ),
        ),
    ]
