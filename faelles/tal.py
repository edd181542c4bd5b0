"""Antal, som man læser dem."""


def med_tusinder(tal: int) -> str:
    """Tallet med punktum ved hvert tusinde: 10.000."""
    return f"{tal:,}".replace(",", ".")


def antal_i_ord(antal: int, en: str, flere: str) -> str:
    """Fx "1 frist" og "7.000 frister"."""
    return f"{med_tusinder(antal)} {en if antal == 1 else flere}"
