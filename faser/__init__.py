"""Implementeringsmodellerne: faser og hovedopgaver som rene stamdata."""
