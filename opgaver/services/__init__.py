"""Handlingerne på planer og opgaver; én funktion for hver."""
