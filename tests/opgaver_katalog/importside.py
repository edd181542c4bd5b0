"""Fælles for prøverne af importens sider."""

import re

from django.urls import reverse

from opgaver.models import Importkoersel


def adresse(koersel, navn="import"):
    return reverse(f"kataloger:{navn}", args=[koersel.pk])


def nyeste():
    return Importkoersel.objects.first()


def tekst(svar):
    return " ".join(re.sub(r"<[^>]+>", " ", svar.content.decode()).split())
