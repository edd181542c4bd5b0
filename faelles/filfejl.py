"""Styresystemets fejl på dansk. Kender kun Pythons eget bibliotek, så ``make run`` kan bruge den."""

import errno
import socket

GRUNDE = {
    errno.ENOENT: "mappen eller filen findes ikke",
    errno.EISDIR: "det er en mappe",
    errno.ENOTDIR: "en del af stien er en fil og ikke en mappe",
    errno.EEXIST: "der er allerede en fil med det navn",
    errno.EACCES: "du har ikke adgang",
    errno.EPERM: "du har ikke adgang",
    errno.ENOSPC: "disken er fuld",
    errno.EDQUOT: "disken er fuld",
    errno.EROFS: "disken kan kun læses",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ECONNREFUSED: "forbindelsen blev afvist",
    errno.ECONNRESET: "forbindelsen blev afbrudt",
    errno.EPIPE: "forbindelsen blev afbrudt",
    errno.ETIMEDOUT: "der kom intet svar i tide",
    errno.ENETUNREACH: "nettet kan ikke nås",
    errno.EHOSTUNREACH: "maskinen kan ikke nås",
    socket.EAI_NONAME: "navnet på maskinen kendes ikke",
}


def grund(fejl: OSError) -> str:
    """Hvorfor det ikke kunne lade sig gøre, som slutningen på en sætning og uden punktum; ellers fejlens nummer."""
    if isinstance(fejl, TimeoutError):
        return GRUNDE[errno.ETIMEDOUT]
    if fejl.errno is None:
        return f"ukendt fejl ({type(fejl).__name__})"
    return GRUNDE.get(fejl.errno, f"systemets fejl nummer {fejl.errno}")
