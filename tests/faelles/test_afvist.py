"""En afvisning som side viser vej tilbage til den af vores egne sider, man kom fra."""

import pytest
from django.urls import reverse


def afvis(verden, som, kom_fra):
    verden.opgave("A08")
    adresse = reverse("opgaver:afkryds", args=["0751", "SAPA", verden.opgave("A08").pk])
    return som(verden.bo).post(adresse, {"faerdig": "on", "udgave": 1}, headers={"Referer": kom_fra})


def test_den_foerer_tilbage_til_siden_man_kom_fra(verden, som):
    svar = afvis(verden, som, "http://testserver/projekter/0751/SAPA/?vis=mine")
    assert svar.status_code == 403 and 'href="/projekter/0751/SAPA/?vis=mine">Tilbage til siden' in svar.text


@pytest.mark.parametrize("kom_fra", ["", "https://ond.example/", "javascript:alert(1)", "//ond.example/", "http://["])
def test_den_foerer_aldrig_et_fremmed_sted_hen(verden, som, kom_fra):
    svar = afvis(verden, som, kom_fra)
    assert svar.status_code == 403 and "Tilbage til siden" not in svar.text
