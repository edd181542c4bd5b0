"""Handlingerne på personer og pladser; én funktion for hver."""
