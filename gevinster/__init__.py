"""Gevinster og deres målinger."""
