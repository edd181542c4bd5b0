"""Tekniske hjælpere uden modeller og uden fagets ord."""
