"""Organisationer, brugere, løsninger, projekter, pladser, adgang og historik."""
