"""At se efter i en PDF, som turen har hentet."""

from pathlib import Path
from subprocess import run

import pikepdf


def er_maerket_dansk(fil: Path) -> bool:
    """Om den er mærket op, så den kan læses op, og siger, at den er på dansk."""
    with pikepdf.open(fil) as pdf:
        return bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root and str(pdf.Root.Lang) == "da"


def pdftekst(fil: Path) -> str:
    return run(["pdftotext", "-layout", fil, "-"], capture_output=True, text=True, check=True).stdout
