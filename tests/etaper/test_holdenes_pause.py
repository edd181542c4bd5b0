"""Det, en pause i projektet eller i ét hold tilbyder at flytte, når der er flere hold (se ADR 30)."""

from datetime import date

from opgaver.services.genoptagelse import se_flytning
from opgaver.services.pause import saet_pause, se_genoptagelse
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt

GRUND = "Leverandøren er forsinket"


def test_et_forslag_paa_en_fridag_bliver_den_naeste_arbejdsdag_og_det_siges(verden, tre):
    """Syd går i gang 5. april; 13 dage senere er en søndag. Vest følger efter, og ingen frist falder uden for."""
    saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=date(2027, 3, 20))
    svar = se_genoptagelse(Projekt.objects.get(pk=verden.projekt.pk), date(2027, 4, 2))
    assert svar.etapedatoer == {tre[1].pk: date(2027, 4, 19), tre[2].pk: date(2027, 5, 10)}
    visning = se_flytning(svar, date(2027, 4, 2), KOMMANDOLINJE)
    tekster = {et.navn: "; ".join(maerke.tekst for maerke in et.maerker) for et in visning.ankerflytninger}
    assert tekster["Go-live, Syd"].startswith("13 dage senere, rykket til mandag 19. april 2027")
    assert "18. april 2027 er en søndag" in tekster["Go-live, Syd"]
