from koe.job import Arbejde, Fil


def gentag(arbejde: Arbejde) -> Fil:
    arbejde.fremdrift(50, "Gentager")
    return Fil(arbejde.parametre["tekst"].encode(), "ekko.txt")
