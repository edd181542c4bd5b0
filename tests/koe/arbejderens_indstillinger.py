"""Systemets indstillinger til en rigtig arbejder i sin egen proces, med et job, der kan kendes igen."""

from implementering.settings import *  # noqa: F403

INSTALLED_APPS += ["tests.koe.ekko"]  # noqa: F405
