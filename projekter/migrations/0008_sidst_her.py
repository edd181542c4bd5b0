import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projekter", "0007_taster")]

    operations = [
        migrations.CreateModel(
            name="Besoeg",
            fields=[
                (
                    "bruger",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="besoeg",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("her", models.DateTimeField()),
                ("set_til", models.DateTimeField(verbose_name="set til")),
            ],
            options={"verbose_name": "besøg", "verbose_name_plural": "besøg"},
        ),
    ]
