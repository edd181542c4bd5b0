"""Antal i ord."""


def antal_i_ord(antal: int, en: str, flere: str) -> str:
    """Fx "1 frist" og "7 frister"."""
    return f"{antal} {en if antal == 1 else flere}"
