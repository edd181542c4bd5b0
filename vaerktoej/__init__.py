"""Projektets egne værktøjer: opsætning, start, prøver og tredjepartsfiler. Bruges ikke af systemet selv."""
