"""Hvor meget der må være i en fil. Uden openpyxl, så indstillingerne kan læses hurtigt."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Graenser:
    """``byte`` er filen selv, ``udpakket`` summen af dens dele og af teksten i dens celler, begge i byte.

    ``hukommelse`` (byte) og ``sekunder`` gælder den proces, der læser filen.
    """

    byte: int = 5 * MB
    udpakket: int = 50 * MB
    dele: int = 500
    raekker: int = 20_000
    kolonner: int = 60
    hukommelse: int = 512 * MB
    sekunder: int = 20


STANDARD = Graenser()


def mb(antal: int) -> str:
    return f"{antal / MB:.1f} MB".replace(".", ",").replace(",0 ", " ")
