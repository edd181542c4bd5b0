"""Reglen om forudsætninger: ingen opgave må ad nogen vej komme til at vente på sig selv."""

from collections import defaultdict, deque
from collections.abc import Iterable

type Par = tuple[int, int]
"""En opgave og den, den venter på."""


def kreds(par: Iterable[Par], opgave: int, kraever: int) -> list[int]:
    """Den korteste vej, ad hvilken ``kraever`` allerede venter på ``opgave``, begge med; tom, når der ingen er.

    Er der en, ville »``opgave`` venter på ``kraever``« slutte kredsen.
    """
    venter_paa: dict[int, list[int]] = defaultdict(list)
    for fra, til in par:
        venter_paa[fra].append(til)
    veje, sete = deque([[kraever]]), {kraever}
    while veje:
        vej = veje.popleft()
        if vej[-1] == opgave:
            return vej
        nye = [naeste for naeste in venter_paa[vej[-1]] if naeste not in sete]
        sete.update(nye)
        veje.extend([*vej, naeste] for naeste in nye)
    return []
