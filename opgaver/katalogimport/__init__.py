"""Vejen fra en projektmappe til kortene i en katalogversion.

Fil → flade rækker (``faelles.excel``) → tabel med kendte kolonner (``laesning``) → kort (``ressource`` med egne
widgets, kørt af django-import-export) → forskel (``forhaandsvisning``). Intet her gemmer noget; det gør
handlingerne i ``opgaver.services.katalog``.
"""
