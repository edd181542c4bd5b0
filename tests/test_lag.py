"""Fremmednøgler følger lagene: de peger kun på pakker længere nede."""

from django.apps import apps

ORDEN = (
    "faelles",
    "frister",
    "koe",
    "faser",
    "projekter",
    "opgaver",
    "gevinster",
    "overgange",
    "paamindelser",
    "overblik",
)
VORES = set(ORDEN)


def test_ingen_fremmednoegle_peger_opad_eller_til_siden():
    brud = [
        f"{model._meta.label}.{felt.name} → {felt.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in VORES
        for felt in model._meta.get_fields()
        if felt.is_relation and not felt.auto_created and felt.related_model
        if felt.related_model._meta.app_label in VORES
        if ORDEN.index(felt.related_model._meta.app_label) > ORDEN.index(model._meta.app_label)
    ]
    assert brud == []
