"""Faseovergange: parathed, tjekliste, beslutning og PDF."""
