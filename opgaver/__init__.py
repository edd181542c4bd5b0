"""Kataloger, planer og opgaver: det kommunen arbejder med."""
