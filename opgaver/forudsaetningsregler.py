"""Reglen om forudsætninger: ingen opgave må ad nogen vej komme til at vente på sig selv."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping

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


def kredssluttere(venter_paa: Mapping[int, Collection[int]]) -> set[Par]:
    """De par, der skal undværes, for at ingen kommer til at vente på sig selv.

    Hvert af dem slutter en kreds med par, der bliver. Hvert par ses én gang, så tiden følger antallet af dem.
    """
    fundne: set[Par] = set()
    faerdige: set[int] = set()
    for start in venter_paa:
        vej = {} if start in faerdige else {start: iter(venter_paa[start])}
        while vej:
            her, resten = next(reversed(vej.items()))
            naeste = next(resten, None)
            if naeste is None:
                faerdige.add(vej.popitem()[0])
            elif naeste in vej:
                fundne.add((her, naeste))
            elif naeste not in faerdige:
                vej[naeste] = iter(venter_paa.get(naeste, ()))
    return fundne
