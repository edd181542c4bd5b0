"""Etaper: hold, der går i gang ét ad gangen."""
