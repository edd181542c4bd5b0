"""Den indlejrede kø: Celerys beskeder som filer i en mappe, så systemet kører uden en server ved siden af.

Filerne er kun skub. Går de tabt, finder fejningen rækkerne i databasen, så her loves intet om levering;
kun at en halv eller fremmed fil aldrig kan vælte arbejderen.
"""

import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any
from urllib.parse import quote

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(virtual.Channel):
    """En kø er en mappe, og en besked er en fil, der kun skifter plads ved omdøbning.

    Transportens valg ``mappe`` er køens rod. Filerne læses i den rækkefølge, uret giver dem. Der er ingen
    rundkastning mellem processer, så Celerys fjernstyring skal være slået fra.
    """

    def _put(self, queue: str, message: dict[str, Any], **_: Any) -> None:
        """Skriv beskeden under et midlertidigt navn, og omdøb den: den er der helt eller slet ikke."""
        navn = f"{time.time_ns():020d}-{uuid.uuid4().hex}.json"
        kladde = self._mappe("kladde") / navn
        kladde.write_text(dumps(message), "utf-8")
        kladde.rename(self._koe(queue) / navn)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        """Tag den ældste besked; en ulæselig fil lægges til side, og den næste prøves."""
        for fil in sorted(self._koe(queue).iterdir()):
            besked = self._tag(fil)
            if besked is not None:
                return besked
        raise Empty

    def _tag(self, fil: Path) -> dict[str, Any] | None:
        taget = self._mappe("taget") / fil.name
        try:
            fil.rename(taget)
        except FileNotFoundError:
            return None
        try:
            besked = dict(loads(taget.read_bytes()))
            self.Message(besked, channel=self)
        except Exception as fejl:  # noqa: BLE001 - hvad der end er galt med filen, skal arbejderen leve
            taget.rename(self._mappe("ulaeselig") / fil.name)
            logger.warning("Beskeden %s i køen kan ikke læses og er lagt til side: %r", fil.name, fejl)
            return None
        taget.unlink()
        return besked

    def _size(self, queue: str) -> int:
        return sum(1 for _ in self._koe(queue).iterdir())

    def _purge(self, queue: str) -> int:
        filer = list(self._koe(queue).iterdir())
        for fil in filer:
            fil.unlink(missing_ok=True)
        return len(filer)

    def _koe(self, queue: str) -> Path:
        return self._mappe("koeer", quote(queue, safe=""))

    def _mappe(self, *dele: str) -> Path:
        valg: Any = self.connection.client.transport_options  # type: ignore[union-attr]
        mappe = Path(valg["mappe"]).joinpath(*dele)
        mappe.mkdir(parents=True, exist_ok=True)
        return mappe


class Transport(virtual.Transport):
    """``embedded://`` i Celery."""

    Channel = Channel
    driver_type = "embedded"
    driver_name = "embedded"

    @property
    def default_connection_params(self) -> dict[str, Any]:
        """Der er ingen vært at falde tilbage på."""
        return {}

    def driver_version(self) -> str:
        return "1"
