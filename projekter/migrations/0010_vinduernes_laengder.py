"""Vinduerne om idriftsættelse og go-live er så lange, som projektet vælger, inden for modellens grænser."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("projekter", "0009_foelger_boelgen")]

    operations = [
        migrations.AddField(
            model_name="projekt",
            name="idriftsaettelsesdage",
            field=models.PositiveSmallIntegerField(default=5, verbose_name="arbejdsdage omkring idriftsættelse"),
        ),
        migrations.AddField(
            model_name="projekt",
            name="hypercaredage",
            field=models.PositiveSmallIntegerField(default=10, verbose_name="arbejdsdage med hyper-care"),
        ),
        migrations.AddConstraint(
            model_name="projekt",
            constraint=models.CheckConstraint(
                condition=Q(idriftsaettelsesdage__range=(2, 14)) & Q(hypercaredage__range=(7, 10)),
                name="vinduerne_har_modellens_laengder",
            ),
        ),
    ]
