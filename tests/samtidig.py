"""At køre handlinger på samme tid, i hver sin tråd."""

import threading

from django.db import connections

from faelles.afvisning import Afvist


def samtidig(*handlinger, vent=30):
    """Kør handlingerne på hver sin tråd fra samme startskud, og svar med afvisningerne som »slags: grund«.

    Enhver anden fejl, og en tråd, der stadig kører efter ``vent`` sekunder, fælder prøven.
    """
    start, fejl = threading.Barrier(len(handlinger)), []

    def koer(handling):
        try:
            start.wait(vent)
            handling()
        except BaseException as fejlen:  # noqa: BLE001 - prøven viser alt, tråden stødte på
            fejl.append(fejlen)
        finally:
            connections.close_all()

    traade = [threading.Thread(target=koer, args=(handling,), daemon=True) for handling in handlinger]
    [traad.start() for traad in traade]
    [traad.join(vent) for traad in traade]
    uventede = [_i_ord(et) for et in fejl if not isinstance(et, Afvist)]
    assert uventede == [], f"Uventede fejl: {'; '.join(uventede)}"
    assert not any(traad.is_alive() for traad in traade), f"En tråd hænger efter {vent} sekunder."
    return [_i_ord(et) for et in fejl]


def _i_ord(fejl):
    return f"{type(fejl).__name__}: {fejl}"
