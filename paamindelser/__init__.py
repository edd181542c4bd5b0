"""Påmindelser: hvem skal høre om hvilken frist, og er det sagt."""
