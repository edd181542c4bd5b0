"""Hvert navn, koden læser af det sendte, er set efter: bærer det et id, har det sin sag; ellers står det som andet.

Læser koden et nyt, fejler prøven, til nogen har skrevet, hvilket af de to det er.
"""

from tests.adgang.ider import SAGER
from tests.adgang.laeste import aabne_valg, laeste
from tests.adgang.test_injektion import formularer

BAERER_ID = {
    # Navnene i hver fil, og deres sager.
    "opgaver/listefilter.py": {"*": ("listen, ansvarlig", "listen, udfører", "listen, hovedopgave", "listen, etape")},
    "opgaver/forms_flyt.py": {"felt navn": ("flytning, etape",)},
    "opgaver/lokalvisning.py": {"version": ("kopi, katalog", "kopi, version")},
    "opgaver/udvalg.py": {
        "filter": ("ændr mange, alle",),
        "<navn>": ("ændr mange, alle", "ændr mange, filter"),
        "opgaver": ("ændr mange, blandet", "vis ændring", "vis ændring, blandet"),
        "valgt": ("ændr mange, kryds",),
        "udgaver": ("gør ændring", "gør ændring, blandet"),
    },
    "opgaver/views.py": {"svar": ("svar på kommentar",)},
    "opgaver/views_boelge.py": {"projekt": ("bølgens projekter",)},
    "opgaver/views_flyt.py": {"undtag": ("flytning, undtag",)},
    "opgaver/views_indhentning.py": {"undtag": ("indhentning, udelad",)},
    "opgaver/views_liste.py": {"*": ("listen, ansvarlig", "listen, udfører", "tavlen", "tidsplanen")},
    "opgaver/views_lokale.py": {"kort": ("kopi, kort",), "<felt>": ("ny lokal, forvalg",)},
    "opgaver/views_masse.py": {"*": ("ændr mange, plads",)},
    "opgaver/views_sammenlign.py": {"med": ("sammenlign med",)},
    "projekter/forms_overdragelse.py": {
        "felt f'p-{post.noegle}'": ("overdrag, pladsens", "overdrag, pladsen"),
        "felt navn": ("overdrag, rettighed",),
    },
    "projekter/views_overdragelse.py": {"vist": ("overdrag, vist",)},
    "projekter/views_personer.py": {"igen": ("tilføj igen",)},
}

ANDET = {
    # Det, der gives igen til den, der sendte det, og det, der ledes efter tegn, databasen ikke kan rumme.
    "faelles/loggetud.py": "*",
    "faelles/middleware.py": "*",
    # Det skrevne, som formularen selv har prøvet og kun viser igen.
    "gevinster/views.py": "*",
    "opgaver/views.py": "* aabn bekraeftet",
    "opgaver/views_kommentar.py": "* tekst",
    "opgaver/views_tavle.py": "visning",
    "opgaver/services/lokale.py": "*",
    "opgaver/konflikt.py": "udgave",
    # Søgeord, koder, sidetal og ord fra en fast række; de slås op i det, siden alligevel viser.
    "opgaver/api.py": "<navn>",
    "opgaver/dokumentliste.py": "q slags",
    "opgaver/drejebog.py": "fase indhold",
    "opgaver/katalogforudsaetninger.py": "*",
    "opgaver/lokalt.py": "<navn>",
    "opgaver/lokalvisning.py": "q",
    "opgaver/projektliste.py": "<navn>",
    "opgaver/sidensadresse.py": "filter",
    "opgaver/udvalg.py": "oejeblik omfang vist",
    "opgaver/views_dokument.py": "*",
    "opgaver/views_import.py": "ark nummer side vis",
    "opgaver/views_kort.py": "aftryk plads side slutdato_tekst til",
    "opgaver/views_lokale.py": "* slutdato_tekst",
    "opgaver/views_sammenlign.py": "side vis",
    "opgaver/views_etape.py": "* aftryk set",
    "opgaver/views_udrulning.py": "begrundelse vist",
    "overblik/views.py": "<navn> til",
    "projekter/bemanding.py": "<navn>",
    "projekter/personliste.py": "<navn>",
    "projekter/views.py": "side",
    # ``kort`` finder siden, et kort står på, blandt versionens egne; ``siden``, ``kendte`` og ``oejeblik`` er steder i
    # projektets egen historik og slår intet op.
    "opgaver/katalogvisning.py": "kort q side",
    "opgaver/views_liste.py": "kendte siden",
    # Kendetegn for det, siden viste, og begrundelser.
    "opgaver/views_boelge.py": "* aftryk begrundelse kommune sete vist",
    "opgaver/views_flyt.py": "* <navn> aftryk begrundelse sete",
    "opgaver/views_fortryd.py": "set vist",
    "opgaver/views_genoptag.py": "aftryk begrundelse vist",
    "opgaver/views_indhentning.py": "* aftryk begrundelse lav_om pr_uge sete",
    "opgaver/views_kalender.py": "* aftryk vist",
    "opgaver/views_katalog.py": "* aftryk set",
    "opgaver/masseminde.py": "<navn> valg",
    "opgaver/views_masse.py": "aftryk",
    "opgaver/views_opgraderingsfortryd.py": "set vist",
    "overgange/views.py": "aftryk begrundelse",
    "projekter/views_personer.py": "aftryk",
    # Opgaverne i en opgradering kaldes ved kortenes nøgler og versionerne ved numre i projektets eget katalog.
    "opgaver/opgraderingsimens.py": "* raekker",
    "opgaver/opgraderingsvisning.py": "* alle",
    "opgaver/views_opgradering.py": "* aftryk nyeste opgave set til",
    # Feltnavne og koder i den kladde, adressen peger på; løsningen er i test_injektion.
    "opgaver/forms_katalog.py": "alle loesning model nummer par-N",
    "opgaver/forms_kort.py": "* oevrigt felt",
}
DYNAMISKE = {"par-N": "felt f'par-{nummer}'", "felt": "felt felt"}
"""De felter, der laves undervejs, som de står i koden."""

VALGFELTER = {
    "FlytForm.undtag": ("flytning, undtag",),
    "KommentarForm.set_til": ("skriv og set",),
    "KopiForm.fase": ("kopi, fase",),
    "KopiForm.kort": ("kopi, kort",),
    "Kortform.fase_id": ("nyt kort, fase",),
    "Kortform.hovedopgave_id": ("nyt kort, hovedopgave",),
    "Kortform.tjekpunkt_for_id": ("nyt kort, tjekpunkt",),
    "LokalForm.fase_id": ("ny lokal, fase",),
    "LokalForm.hovedopgave_id": ("ny lokal, hovedopgave",),
    "SetForm.set_til": ("kommentar set",),
}
"""De åbne valg, der bærer et id, og deres sager."""
UDEN_ID = """
    BoelgeForm.nummer DrejebogForm.fase HurtigForm.fase EksempelForm.hovedopgave EksempelForm.plads MasseForm.antal
    PersonForm.rettigheder RetPersonForm.rettigheder RettighederForm.rettigheder
    AntalForm.pr_uge
    VinduerForm.hypercaredage_vist VinduerForm.idriftsaettelsesdage_vist
"""
"""Antal, faste ord og en fases kode; en ``udgave`` er aldrig et id."""


def test_hvert_navn_koden_laeser_er_set_efter():
    kendte = {fil: {DYNAMISKE.get(navn, navn) for navn in navne.split()} for fil, navne in ANDET.items()}
    for fil, navne in BAERER_ID.items():
        kendte[fil] = kendte.get(fil, set()) | set(navne)
    assert laeste() == kendte


def test_hvert_aabent_valg_er_set_efter():
    fundne = {navn for navn in aabne_valg(formularer()) if not navn.endswith("udgave")}
    assert fundne == set(VALGFELTER) | set(UDEN_ID.split())


def test_hvert_navn_der_baerer_et_id_har_sin_sag():
    sager = {sag for navne in BAERER_ID.values() for fundne in navne.values() for sag in fundne}
    assert (sager | {sag for fundne in VALGFELTER.values() for sag in fundne}) <= set(SAGER)
    assert all(fundne for navne in BAERER_ID.values() for fundne in navne.values())
