"""At gå ind på siderne om datoer, som prøverne af dem gør det."""

import re

from django.urls import reverse

from tests.flytning.hjaelp import GRUND

NYE = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027"}
LUKNING = {
    "p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-navn": "Efter påske", "p-0-fra": "01.04.2027",
    "p-0-til": "06.04.2027", "p-0-slags": "lukkedage",
}  # fmt: skip


def side(navn, *mere):
    return reverse(navn, args=["0751", "SAPA", *mere])


def aftryk(svar):
    return re.search(r'name="aftryk" value="(\w+)"', svar.text)[1]


def se(klient, **nye):
    return klient.get(side("flyt:flyt"), NYE | nye)


def flyt(klient, vist, **mere):
    data = NYE | {"begrundelse": GRUND, "aftryk": aftryk(vist)} | mere
    return klient.post(side("flyt:flyt"), data, follow=True)


def saet(klient, verden, **mere):
    data = {"frist": "09.04.2027", "begrundelse": "Aftalt", "udgave": 1} | mere
    return klient.post(side("opgaver:saet_frist", verden.opgave("A08").pk), data)


def ret(klient, **mere):
    if "vist" not in mere:
        mere["vist"] = klient.get("/organisationer/0751/kalender/").context.get("vist", "")
    return klient.post("/organisationer/0751/kalender/", LUKNING | mere, follow=True)


def skjulte(svar):
    """Det, browseren sender igen fra forhåndsvisningen."""
    form = svar.text[svar.text.index('<form method="post"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def fortryd(klient, adresse):
    """Se, hvad der vil ske, og sig ja til det."""
    return klient.post(adresse, {"vist": klient.get(adresse).context["vist"]}, follow=True)
