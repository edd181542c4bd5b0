"""En kladde rettet i browseren: med tastaturet alene, med levende svar og uden JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import BREDDER, Gaest, Vaert

UDEN_ANDRE_KLADDER = """
from opgaver.models import Katalogversion
from opgaver.services.kladde import slet_kladde
from opgaver.services.udgivelse import kladdens_aftryk
from projekter.aktoer import KOMMANDOLINJE
for kladde in Katalogversion.objects.filter(katalog__loesning__noegle="SAPA", status="kladde"):
    slet_kladde(KOMMANDOLINJE, kladde, aftryk=kladdens_aftryk(kladde))
"""


def i_kladden(karen: Gaest) -> Page:
    """Karens kladde SAPA 1.1; den første prøve laver den, de næste retter i den. Et katalog har kun én ad gangen."""
    side = karen.side
    side.goto("/kataloger/")
    kladde = side.get_by_role("link", name="SAPA 1.1", exact=True)
    if not kladde.count():
        karen.anlaeg.manage("shell", "-v0", "-c", UDEN_ANDRE_KLADDER)
        side.get_by_role("link", name="SAPA 1.0", exact=True).click()
        side.get_by_role("button", name="Lav en ny kladde at rette i").click()
        karen.besked("SAPA 1.1 er lavet som kladde, en kopi af SAPA 1.0. Ret i den, og udgiv den.")
        return side
    kladde.click()
    return side


def ret_a08(karen: Gaest) -> Page:
    side = i_kladden(karen)
    side.locator("summary").filter(has_text="A08").click()
    side.get_by_role("link", name="Ret A08").click()
    karen.overskrift("Ret A08")
    return side


def test_slutdatoen_forklares_mens_den_skrives(i_demoen: Vaert) -> None:
    karen = i_demoen.som("Karen")
    side = ret_a08(karen)
    side.get_by_label("Slutdato (frivilligt)").fill("3 uger før go-live")
    expect(side.locator("#slutdato-forstaaet")).to_contain_text("Forstået som »3 uger før go-live«")
    karen.hoer("Forstået som »3 uger før go-live«")


def test_en_opgave_flyttes_med_tastaturet_og_beholder_fokus(i_demoen: Vaert) -> None:
    karen = i_demoen.som("Karen")
    side = i_kladden(karen)
    side.get_by_role("link", name="Ret rækkefølgen").click()
    op = side.get_by_role("button", name="Flyt op D03")
    op.focus()
    side.keyboard.press("Enter")
    karen.hoer("D03 står nu på plads 2.")
    expect(op).to_be_focused()
    side.keyboard.press("Enter")
    karen.hoer("D03 står nu på plads 1.")
    expect(side.get_by_role("button", name="Flyt ned D03")).to_be_focused()


def test_kortets_sider_har_ingen_brud_heller_ikke_med_fejl(i_demoen: Vaert) -> None:
    karen, fund = i_demoen.som("Karen"), []
    side = ret_a08(karen)
    side.get_by_label("Titel").fill("")
    with karen.vagt.tillader(422):
        side.get_by_role("button", name="Gem opgaven").click()
    expect(side.locator("#fejloversigt")).to_be_focused()
    for bredde in BREDDER:
        karen.i_bredden(bredde)
        fund += efterse(side)
    assert not fund, "\n".join(fund)


def test_en_foraeldet_formular_viser_begge_tekster_uden_brud(i_demoen: Vaert) -> None:
    karen = i_demoen.som("Karen")
    side, anden = ret_a08(karen), karen.ny_fane()
    anden.goto(side.url)
    for fane, maal in ((anden, "Den andens mål"), (side, "Mit mål")):
        fane.get_by_label("Mål (frivilligt)").fill(maal)
    anden.get_by_role("button", name="Gem opgaven").click()
    expect(anden.locator("#meddelelser")).to_contain_text("A08 er gemt.")
    with karen.vagt.tillader(409):
        side.get_by_role("button", name="Gem opgaven").click()
        expect(side.get_by_role("row").filter(has_text="Den andens mål")).to_contain_text("Mit mål")
    assert not efterse(side)


def test_et_kort_skrives_flyttes_og_slettes_uden_javascript(i_demoen: Vaert) -> None:
    karen = i_demoen.som("Karen", java_script_enabled=False)
    side = i_kladden(karen)
    side.get_by_role("link", name="Skriv en ny opgave").click()
    side.get_by_label("Opgavekode").fill("Q01")
    side.get_by_label("Titel").fill("Prøv uden JavaScript")
    side.get_by_label("Slutdato (frivilligt)").fill("når det passer")
    side.get_by_role("button", name="Opret opgaven").click()
    expect(side.locator("#meddelelser")).to_contain_text("Q01 er oprettet.")
    expect(side.locator("#meddelelser .alert-warning")).to_contain_text("Slutdato: Fristen »når det passer« er ikke")
    side.get_by_role("link", name="Tilbage til SAPA").first.click()
    side.get_by_role("link", name="Ret rækkefølgen").click()
    side.get_by_label("Plads til Q01").fill("2")
    side.get_by_role("button", name="Flyt Q01 til pladsen").click()
    karen.besked("Q01 står nu på plads 2.")
    expect(side.locator(".raekkefoelge > li").nth(1)).to_contain_text("Prøv uden JavaScript")
    i_kladden(karen).locator("summary").filter(has_text="Q01").click()
    side.get_by_role("link", name="Slet Q01").click()
    side.get_by_role("button", name="Slet Q01").click()
    expect(side.locator("#meddelelser")).to_contain_text("Q01 er slettet fra SAPA")
