"""Adgangsmatricens linjer om det, der ikke er i et projekt: kontoen, personerne, bølgerne og katalogerne."""

from opgaver.models import Udgaaelse
from opgaver.services.udgaaelse import udgaaelsens_aftryk
from tests.adgang.linjer import (
    ADMINISTRATOR,
    ALLE,
    ALLE_PAA_NETTET,
    ET_UDGIVET,
    FLYTTES_TIL,
    I_PROJEKTET,
    INGEN,
    KORT,
    MODTAGER,
    NOGEN_REDAKTOER,
    OVERDRAGELSENS,
    PERSON,
    REDAKTOER,
    SAMMENLIGNING,
    Linje,
    et_kort,
)
from tests.adgang.overdragelser import en_overdragelse

OM_UDGAAELSEN = {"note": "Slået sammen med en anden.", "aftryk": udgaaelsens_aftryk(Udgaaelse())}

KONTO = (
    # allauth sender den, der er logget ind, videre fra loginsiden.
    Linje("account_login", ser=ALLE_PAA_NETTET, indlogget=302, goer=ALLE_PAA_NETTET),
    Linje("account_logout", ser=ALLE_PAA_NETTET, hent=302, indlogget=200, goer=ALLE_PAA_NETTET),
    Linje("account_change_password", ser=ALLE, goer=ALLE),
    Linje("account_reset_password", ser=ALLE_PAA_NETTET, goer=ALLE_PAA_NETTET),
    Linje("account_reset_password_done", ser=ALLE_PAA_NETTET),
    Linje("account_reset_password_from_key", "uidb36 noegle", ser=ALLE_PAA_NETTET, goer=ALLE_PAA_NETTET),
    Linje("account_reset_password_from_key_done", ser=ALLE_PAA_NETTET),
    Linje("account_inactive", ser=ALLE_PAA_NETTET),
)

FAELLES = (
    Linje("min_side", ser=ALLE),
    Linje("marker_set", ser=ALLE, hent=None, goer=ALLE, krop=lambda sted: {"til": "2026-01-01T12:00:00+00:00"}),
    Linje("logget_ind", ser=ALLE),
    Linje("hjaelp", ser=ALLE),
    Linje("tilgaengelighed", ser=ALLE_PAA_NETTET),
    Linje("was", ser=ALLE_PAA_NETTET, hent=302, goer=ALLE_PAA_NETTET),
    Linje("livez", ser=ALLE_PAA_NETTET),
    Linje("readyz", ser=ALLE_PAA_NETTET),
    Linje("overblik", ser=NOGEN_REDAKTOER),
    Linje("overblik_loesning", "fulgt", ser=REDAKTOER),
    Linje("personlister", "fulgt", ser=REDAKTOER),
    Linje("faser:liste", ser=ALLE),
    Linje("faser:vis", "model", ser=ALLE),
    Linje("koe:mails", ser=INGEN),
)

PERSONER = (
    Linje(
        "organisationer:personer",
        "organisation",
        ser=ADMINISTRATOR,
        goer=ADMINISTRATOR,
        krop=lambda sted: {"navn": "Ny", "email": "ny@b.example", "rettigheder": ["deltager"]},
    ),
    Linje(
        "organisationer:person",
        PERSON,
        ser=ADMINISTRATOR,
        goer=ADMINISTRATOR,
        krop=lambda sted: {"navn": "Nyt Navn", "rettigheder": ["laeser"]},
    ),
    Linje(
        "organisationer:bekraeft",
        "organisation",
        ser=ADMINISTRATOR,
        hent=None,
        goer=ADMINISTRATOR,
        krop=lambda sted: {"aftryk": sted.get("personlistens_aftryk", "")},
    ),
    Linje("organisationer:roller", "organisation", ser=I_PROJEKTET),
    Linje("organisationer:inviter", PERSON, ser=ADMINISTRATOR, hent=None, goer=ADMINISTRATOR),
    Linje("organisationer:fjern", PERSON, ser=ADMINISTRATOR, goer=ADMINISTRATOR),
    Linje("organisationer:overdrag", PERSON, ser=ADMINISTRATOR, goer=ADMINISTRATOR, krop=en_overdragelse),
    Linje("overdragelser:vis", "overdragelse", ser=OVERDRAGELSENS),
    Linje("overdragelser:kvitter", "overdragelse", ser=OVERDRAGELSENS, hent=None, goer=MODTAGER),
    Linje("overdragelser:fortryd", "overdragelse", ser=OVERDRAGELSENS, hent=None, goer=ADMINISTRATOR),
)

BOELGER = (
    Linje("boelger:liste", "fulgt", ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: FLYTTES_TIL | {"nummer": "7"}),
    Linje(
        "boelger:vis",
        "fulgt boelge",
        ser=REDAKTOER,
        goer=REDAKTOER,
        krop=lambda sted: {"projekt": "1", "vist": sted.get("boelgevist", "")},
    ),
    Linje(
        "boelger:flyt",
        "fulgt boelge",
        "?idriftsaettelse=08.03.2027",
        ser=REDAKTOER,
        goer=REDAKTOER,
        krop=lambda sted: FLYTTES_TIL | {"begrundelse": "Forsinket", "aftryk": sted["boelgeaftryk"]},
    ),
    Linje("boelger:kvittering", "fulgt boelge boelgeflytning", ser=REDAKTOER),
    Linje("boelger:fortryd", "fulgt boelge boelgeflytning", ser=REDAKTOER, goer=REDAKTOER),
)

KATALOGER = (
    Linje("kataloger:liste", ser=ALLE),
    Linje("kataloger:skabelon", ser=NOGEN_REDAKTOER),
    Linje("kataloger:importer", ser=NOGEN_REDAKTOER, goer=NOGEN_REDAKTOER),
    Linje("kataloger:import", "koersel", ser=REDAKTOER),
    Linje("kataloger:import", "koersel", "?vis=nye", ser=REDAKTOER),
    Linje("kataloger:indlaes", "koersel", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:import", "ulaest", ser=REDAKTOER),
    Linje("kataloger:import", "omdoebt", ser=REDAKTOER),
    Linje("kataloger:import", "fejlfuld", "?vis=fejl", ser=REDAKTOER),
    Linje("kataloger:import", "afvist", ser=REDAKTOER),
    Linje("kataloger:fortryd", "koersel", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:igen", "koersel", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:omdoeb", "omdoebt", ser=REDAKTOER, hent=None, goer=REDAKTOER, krop=lambda sted: {"alle": "ja"}),
    Linje("kataloger:lav_fejlmappe", "fejlfuld", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:fejlmappe", "fejlfuld fejljob", ser=REDAKTOER),
    Linje("kataloger:hent_fejlmappe", "fejlfuld fejljob", ser=REDAKTOER),
    Linje("kataloger:version", "version", ser=ET_UDGIVET),
    Linje("kataloger:version", "kladde", ser=REDAKTOER),
    Linje("kataloger:udgiv", "kladde", ser=REDAKTOER, goer=REDAKTOER),
    Linje("kataloger:hent_xlsx", "version", ser=ET_UDGIVET),
    Linje("kataloger:hent_xlsx", "kladde", ser=REDAKTOER),
    Linje("kataloger:hent_csv", "version", ser=ET_UDGIVET),
    Linje("kataloger:hent_csv", "kladde", ser=REDAKTOER),
    Linje("kataloger:ny_kladde", "version", ser=ET_UDGIVET, hent=None, goer=REDAKTOER),
    Linje(
        "kataloger:slet_kladde",
        "kladde",
        ser=REDAKTOER,
        goer=REDAKTOER,
        krop=lambda sted: {"aftryk": sted["kladdevist"]},
    ),
    Linje(
        "kataloger:traek_tilbage", "ubrugt", ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"begrundelse": "Fejl"}
    ),
    Linje("kataloger:luk", "ubrugt", ser=REDAKTOER, goer=REDAKTOER),
    Linje("kataloger:kommuner", "version", ser=REDAKTOER),
    Linje("kataloger:sammenlign_vaelg", "version", ser=ET_UDGIVET),
    Linje("kataloger:sammenlign_vaelg", "kladde", ser=REDAKTOER),
    Linje("kataloger:sammenlign", "ubrugt ubrugt_foer", ser=ET_UDGIVET),
    Linje("kataloger:sammenlign", "kladde version", ser=REDAKTOER),
    Linje("kataloger:lav_sammenlign_pdf", "ubrugt ubrugt_foer", ser=ET_UDGIVET, hent=None, goer=ET_UDGIVET),
    Linje("kataloger:lav_sammenlign_pdf", "kladde version", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:sammenlign_pdf", SAMMENLIGNING, ser=REDAKTOER),
    Linje("kataloger:hent_sammenlign_pdf", SAMMENLIGNING, ser=REDAKTOER),
    Linje("kataloger:aendring", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"aftryk": sted["kortaftryk"]}),
    Linje("kataloger:udgaar", "kladde udgaaet", ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: OM_UDGAAELSEN),
    Linje("kataloger:slutdato", "kladde", ser=REDAKTOER, hent=302, htmx=200),
    Linje("kataloger:raekkefoelge", "kladde", ser=REDAKTOER),
    Linje("kataloger:nyt_kort", "kladde", ser=REDAKTOER, goer=REDAKTOER, krop=et_kort),
    Linje("kataloger:ret_kort", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=et_kort),
    Linje("kataloger:slet_kort", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"aftryk": sted["kortaftryk"]}),
    Linje("kataloger:bilag", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"adresse": "https://b.example/"}),
    Linje("kataloger:fjern_bilag", f"{KORT} kladdebilag", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:hent_bilag", "bilag", ser=ET_UDGIVET),
    Linje("kataloger:hent_bilag", "kladdebilag", ser=REDAKTOER),
    Linje("kataloger:flyt_kort", KORT, ser=REDAKTOER, hent=None, goer=REDAKTOER, krop=lambda sted: {"plads": "1"}),
)
