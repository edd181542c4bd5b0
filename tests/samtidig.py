"""At køre handlinger på samme tid, i hver sin tråd."""

import threading

from django.db import connections

from faelles.afvisning import Afvist


def samtidig(*handlinger):
    """Kør handlingerne på hver sin tråd fra samme startskud, og svar med det, de blev afvist med."""
    start, afviste = threading.Barrier(len(handlinger)), []

    def koer(handling):
        try:
            start.wait()
            handling()
        except Afvist as fejl:
            afviste.append(fejl.grund)
        finally:
            connections.close_all()

    traade = [threading.Thread(target=koer, args=(handling,)) for handling in handlinger]
    [traad.start() for traad in traade]
    [traad.join(30) for traad in traade]
    return afviste
