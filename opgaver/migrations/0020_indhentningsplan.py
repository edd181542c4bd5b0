"""En indhentningsplan er en flytning af de frister, der er overskredet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgaver", "0019_etaper")]

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
                ],
                max_length=20,
            ),
        ),
    ]
