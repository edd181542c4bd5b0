"""Hvornår udgiverens krav binder en kommune, hvis opgave står på et kort fra en ældre version. Uden Django.

En versions plads i kataloget er et tal; en senere har et højere.
"""

from collections.abc import Mapping


def kraeves(krav: Mapping[int, frozenset[str]], felter: frozenset[str], fra: int, til: int) -> bool:
    """Om et felt, en version efter ``fra`` krævede en ændring af, stadig er et andet. Uden ``felter`` er opgaven ny."""
    return any(not felter or kraevede & felter for version, kraevede in krav.items() if fra < version <= til)


def skal_udgaa(sagt: Mapping[int, bool], fra: int, til: int) -> bool:
    """Om det seneste, der er sagt efter ``fra``, er, at opgaven skal udgå.

    ``sagt`` er version → om den skal udgå dér; falsk, hvor den er med, og hvor den må beholdes.
    """
    seneste = max((version for version in sagt if fra < version <= til), default=None)
    return seneste is not None and sagt[seneste]
