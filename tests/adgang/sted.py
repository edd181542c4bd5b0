"""Et sted i adgangsprøverne: en organisations genstande, og det ord, der røber, at noget er sluppet ud."""

from typing import Any

type Sted = dict[str, Any]
"""En organisations genstande: adressens dele ved navn, og det, prøvernes formularer skal bruge."""


def kanarie(sted: str, felt: str) -> str:
    return f"kanarie-{sted}-{felt}"
