"""Trinnenes egne mapper: de er væk, når trinnet er slut, og en dræbt kørsels ved den næste."""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

FORSTAVELSE = "implementering-trin-"
LEVETID = 3600.0
"""Så mange sekunder røres en mappe ikke; så har den, der lavede den, for længst taget sin lås."""


def egen_mappe(oprydning: ExitStack) -> Path:
    """En tom mappe, som er låst, så længe processen lever."""
    mappe = Path(oprydning.enter_context(tempfile.TemporaryDirectory(prefix=FORSTAVELSE)))
    oprydning.callback(os.close, _laas(mappe))
    return mappe


def fej() -> None:
    """Slet de mapper, en dræbt kørsel lod ligge. Er det ikke sikkert, at en mappe er efterladt, bliver den."""
    for mappe in Path(tempfile.gettempdir()).glob(f"{FORSTAVELSE}*"):
        with suppress(OSError):
            if _er_gammel_og_vores(mappe):
                os.close(_laas(mappe))
                shutil.rmtree(mappe, ignore_errors=True)


def _er_gammel_og_vores(mappe: Path) -> bool:
    om = mappe.lstat()
    return stat.S_ISDIR(om.st_mode) and om.st_uid == os.geteuid() and time.time() - om.st_mtime > LEVETID


def _laas(mappe: Path) -> int:
    """Lås mappen, til tallet lukkes, eller processen dør. Rejser ``OSError``, når en anden har den."""
    aaben = os.open(mappe, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(aaben, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(aaben)
        raise
    return aaben
