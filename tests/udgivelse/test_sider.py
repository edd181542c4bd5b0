"""Udgiverens sider: hvad en udgivelse rører, sammenligningen, tilbagetrækning, lukning og mærkede ændringer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist
from koe.models import Job
from opgaver.models import Katalogversion, Opgave, Plan
from opgaver.services import udgivelse as handlinger
from opgaver.services.aendringsmaerke import saet_aendring
from opgaver.services.kortredigering import kort_aftryk, ny_kladde
from opgaver.udbredelse import find_udbredelse
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Rettighed
from tests.medvirkende import lav_bruger
from tests.opgaver_katalog.handlinger import arbejd
from tests.udgivelse.hjaelp import lav_kladde, ret, udgivet


@pytest.fixture
def kladde(verden):
    return lav_kladde(verden)


@pytest.fixture
def stine(verden):
    return lav_bruger("stine@star.example", "Stine Lund", verden.star, Rettighed.KATALOGREDAKTOER)


def adresse(navn, *dele):
    return reverse(f"kataloger:{navn}", args=[getattr(del_, "pk", del_) for del_ in dele])


def test_udgivelsessiden_siger_hvad_den_roerer_og_hvert_tal_aabner_sine_raekker(verden, som, kladde):
    side = som(verden.karen).get(adresse("udgiv", kladde)).text
    assert "1 ny, 2 ændrede (heraf 1 omdøbt), 1 udgår – rammer 2 kommuner, 6 åbne opgaver." in side
    for tal in ("1 ny", "1 omdøbt", "1 ændret", "1 udgår", "2 kommuner", "6 åbne opgaver"):
        assert f'<summary class="details-summary">{tal}</summary>' in side
    linjer = ("Helt ny", "(hed C01)", "Odense", "til kladden, og tilføj dem igen")
    assert all(linje in side for linje in (*linjer, adresse("sammenlign", kladde, verden.version)))


def test_sammenligningen_viser_ordene_efter_fase(verden, som, kladde):
    side = som(verden.karen).get(adresse("sammenlign", kladde, verden.version)).text
    assert "Fra SAPA 1.0 til 1.1" in side and "2.2 Klargøring" in side
    assert '<ins><span class="sr-only">[tilføjet: </span>' in side and "<del>" in side


def test_sammenligningen_er_den_samme_fra_begge_ender(verden, som, kladde):
    karen = som(verden.karen)
    assert "Fra SAPA 1.0 til 1.1" in karen.get(adresse("sammenlign", verden.version, kladde)).text


def test_man_vaelger_versionen_i_en_formular(verden, som, kladde):
    karen = som(verden.karen)
    side = karen.get(adresse("sammenlign_vaelg", verden.version))
    assert "SAPA 1.1 (kladde)" in side.text
    svar = karen.get(adresse("sammenlign_vaelg", verden.version), {"med": kladde.pk})
    assert svar.url == adresse("sammenlign", verden.version, kladde)


@pytest.mark.parametrize("med", ["", "9999", "æ"])
def test_et_forkert_valg_viser_formularen_igen(verden, som, med):
    svar = som(verden.karen).get(adresse("sammenlign_vaelg", verden.version), {"med": med})
    assert svar.status_code == 200 and "Kataloget har ikke andre versioner endnu" in svar.text


def test_en_side_ad_gangen_og_en_slags_ad_gangen(verden, som, kladde, monkeypatch):
    monkeypatch.setattr("opgaver.views_sammenlign.PAA_SIDEN", 2)
    karen, sti = som(verden.karen), adresse("sammenlign", kladde, verden.version)
    assert "Viser 1–2 af 4" in karen.get(sti).text
    assert "Viser 3–4 af 4" in karen.get(sti, {"side": "2"}).text
    udgaaede = karen.get(sti, {"vis": "udgaaede"}).text
    assert "G07" in udgaaede and "X01" not in udgaaede


def test_sammenligningen_bliver_til_en_maerket_pdf(verden, som, kladde):
    karen = som(verden.karen)
    svar = karen.post(adresse("lav_sammenlign_pdf", kladde, verden.version))
    job = Job.objects.get(slags="sammenligning_pdf")
    assert svar.url == adresse("sammenlign_pdf", kladde, verden.version, job.uid)
    arbejd()
    pdf = karen.get(adresse("hent_sammenlign_pdf", kladde, verden.version, job.uid))
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Type"] == "application/pdf"
    assert "sapa-1.0-til-1.1.pdf" in pdf["Content-Disposition"]


@pytest.mark.parametrize("navn", ["sammenlign", "lav_sammenlign_pdf"])
def test_en_anden_udgivers_redaktoer_og_kommunerne_sammenligner_ikke_med_kladden(verden, som, kladde, stine, navn):
    for bruger in (stine, verden.anna):
        klient = som(bruger)
        hent = klient.post if navn.startswith("lav") else klient.get
        assert hent(adresse(navn, verden.version, kladde)).status_code == 404
        assert hent(adresse(navn, kladde, verden.version)).status_code == 404
        assert "1.1" not in klient.get(adresse("sammenlign_vaelg", verden.version)).text
    assert not Job.objects.exists()


def test_kladdens_pdf_kan_ikke_hentes_af_en_anden_udgiver(verden, som, kladde, stine):
    som(verden.karen).post(adresse("lav_sammenlign_pdf", kladde, verden.version))
    job = Job.objects.get()
    arbejd()
    for navn in ("sammenlign_pdf", "hent_sammenlign_pdf"):
        assert som(stine).get(adresse(navn, kladde, verden.version, job.uid)).status_code == 404


@pytest.mark.parametrize("navn", ["traek_tilbage", "luk", "kommuner", "udgiv"])
def test_en_anden_udgivers_redaktoer_finder_ikke_siden(verden, som, stine, navn):
    assert som(stine).get(adresse(navn, verden.version)).status_code == 404


def test_en_udgivelse_i_brug_kan_ikke_traekkes_tilbage(verden, som):
    sti, karen = adresse("traek_tilbage", verden.version), som(verden.karen)
    side = karen.get(sti)
    assert (
        side.status_code == 200
        and "taget i brug af mindst ét projekt" in side.text
        and "<form" not in side.text.split("<main")[1]
    )
    assert karen.post(sti, {"begrundelse": "Fejl"}).status_code == 422


def test_en_udgivelse_ingen_bruger_traekkes_tilbage_med_grund(verden, som):
    version = udgivet(verden)
    sti, karen = adresse("traek_tilbage", version), som(verden.karen)
    assert karen.post(sti, {"begrundelse": " "}).status_code == 422
    svar = karen.post(sti, {"begrundelse": "Forkert fil"}, follow=True)
    assert "Udgivelsen af SAPA 1.1 er trukket tilbage. Den er en kladde igen." in svar.text
    assert Katalogversion.objects.get(pk=version.pk).er_kladde
    spor = Haendelse.objects.get(handling="udgivelse trukket tilbage")
    assert (spor.aktoer, spor.begrundelse, spor.gammel, spor.ny) == ("Karen Bjerre", "Forkert fil", "Udgivet", "Kladde")


def test_siden_om_at_lukke_siger_hvad_der_saa_sker(verden, som):
    sti, karen = adresse("luk", verden.version), som(verden.karen)
    assert "Ingen kommune kan oprette et nyt projekt" in karen.get(sti).text
    udgivet(verden)
    side = karen.get(sti).text
    assert "Nye projekter laves så af SAPA 1.1." in side and "2 projekter, der allerede bruger den, går videre" in side
    assert "SAPA 1.0 er lukket" in karen.post(sti, follow=True).text
    assert "allerede lukket" in karen.get(sti).text
    assert karen.post(sti).status_code == 422


def test_en_aendring_maerkes_obligatorisk_og_ses(verden, som, kladde):
    kort = kladde.kort.get(kode="A08")
    sti, karen = adresse("aendring", kladde, kort), som(verden.karen)
    assert "kan kommunerne ikke sige nej" in karen.get(sti).text
    data = {"er_obligatorisk": "on", "note": "Loven er ændret.", "aftryk": kort_aftryk(kort)}
    assert karen.post(sti, data).status_code == 302
    for side in (adresse("version", kladde), adresse("sammenlign", kladde, verden.version)):
        vist = karen.get(side).text
        assert "Obligatorisk ændring" in vist and "Loven er ændret." in vist
    assert "1 ændring er obligatorisk" in karen.get(adresse("udgiv", kladde)).text


@pytest.mark.parametrize("note", ["", "  \n"])
def test_en_obligatorisk_aendring_uden_note_afvises_ad_begge_veje(verden, som, kladde, note):
    kort = kladde.kort.get(kode="A08")
    data = {"er_obligatorisk": "on", "note": note, "aftryk": kort_aftryk(kort)}
    svar = som(verden.karen).post(adresse("aendring", kladde, kort), data)
    assert svar.status_code == 422 and "Skriv i noten, hvorfor ændringen er obligatorisk." in svar.text
    with pytest.raises(Afvist, match="Skriv i noten"):
        saet_aendring(KOMMANDOLINJE, kort, er_obligatorisk=True, note=note, aftryk=kort_aftryk(kort))
    assert not kladde.kort.filter(er_aendring_obligatorisk=True).exists()


def test_en_uaendret_opgave_kan_ikke_maerkes(verden, som, kladde):
    kort = kladde.kort.get(kode="K03")
    sti, karen = adresse("aendring", kladde, kort), som(verden.karen)
    assert "siger det samme som i SAPA 1.0" in karen.get(sti).text
    assert karen.post(sti, {"er_obligatorisk": "on", "note": "x", "aftryk": kort_aftryk(kort)}).status_code == 422
    assert not kladde.kort.filter(er_aendring_obligatorisk=True).exists()


def test_det_skrevne_bliver_naar_opgaven_er_rettet_imens(verden, som, kladde):
    kort = kladde.kort.get(kode="A08")
    sti, karen = adresse("aendring", kladde, kort), som(verden.karen)
    svar = karen.post(sti, {"note": "Mit skrevne", "aftryk": "gammelt"})
    assert svar.status_code == 409 and "Mit skrevne" in svar.text and "er ændret imens, og intet er gemt" in svar.text
    assert kort_aftryk(kort) in svar.text


def test_den_andens_maerke_og_note_slettes_ikke_af_den_der_gemmer_bagefter(verden, som, kladde):
    kort = kladde.kort.get(kode="A08")
    sti, karen, aftryk = adresse("aendring", kladde, kort), som(verden.karen), kort_aftryk(kort)
    karen.post(sti, {"er_obligatorisk": "on", "note": "Loven kræver det", "aftryk": aftryk})
    svar = karen.post(sti, {"note": "", "aftryk": aftryk})
    form = svar.context["form"]
    assert svar.status_code == 409 and "Sidst ændret af Karen Bjerre, " in svar.text
    assert form["er_obligatorisk"].value() is True and form["note"].value() == "Loven kræver det"
    assert karen.post(sti, {"note": "Min", "aftryk": aftryk}).context["form"]["note"].value() == "Min"


def test_er_kladden_aendret_imens_vises_udgivelsen_igen_med_hvem_og_hvad(verden, som, kladde):
    sti, karen = reverse("kataloger:udgiv", args=[kladde.pk]), som(verden.karen)
    aftryk = karen.get(sti).context["aftryk"]
    ret(kladde, "A08", titel="En tredje titel")
    svar = karen.post(sti, {"aftryk": aftryk, "set": int(timezone.now().timestamp()) - 5})
    kladde.refresh_from_db()
    assert svar.status_code == 409 and kladde.er_kladde and svar.context["aftryk"] != aftryk
    assert "Ændret siden: " in svar.text and "A08 En tredje titel (kort rettet, kommandolinje, " in svar.text


def test_udgiveren_ser_hvem_der_har_taget_den_nyeste(verden, som):
    version = udgivet(verden)
    plan = Plan.objects.get(projekt=verden.projekt)
    Plan.objects.filter(pk=plan.pk).update(version=version)
    for opgave in Opgave.objects.filter(plan=plan):
        nyt = version.kort.filter(noegle=opgave.kort.noegle).first()
        Opgave.objects.filter(pk=opgave.pk).update(**({"kort": nyt} if nyt else {"er_udgaaet": True}))
    Opgave.objects.create(plan=plan, kort=version.kort.get(kode="X01"), fase=version.kort.get(kode="X01").fase)
    side = som(verden.karen).get(adresse("kommuner", verden.version)).text
    assert "1 af 2 kommuner følger SAPA 1.1" in side and "1 gør ikke." in side
    raekker = {raekke.kommune.navn: raekke for raekke in find_udbredelse(version).raekker}
    assert (raekker["Aarhus"].er_paa_nyeste, raekker["Aarhus"].venter, raekker["Aarhus"].venter_siden) == (
        True,
        0,
        None,
    )
    assert (raekker["Odense"].er_paa_nyeste, raekker["Odense"].venter) == (False, 4)
    assert raekker["Odense"].venter_siden == Katalogversion.objects.get(pk=version.pk).udgivet


def test_en_aendring_kommunen_har_sagt_nej_til_venter_ikke(verden):
    version = udgivet(verden)
    Opgave.objects.filter(plan__projekt=verden.projekt).update(beholdt_mod=version)
    raekker = {en.kommune.navn: (en.kommune.opgaver, en.kommune.beholdt) for en in find_udbredelse(version).raekker}
    assert raekker == {"Aarhus": (0, 3), "Odense": (3, 0)}


def test_en_lukket_version_venter_ingen_paa(verden):
    """Den kan ikke tages, så den nyeste, der kan, er den, der tæller."""
    nyeste = udgivet(verden)
    assert [raekke.er_paa_nyeste for raekke in find_udbredelse(nyeste).raekker] == [False, False]
    handlinger.luk(KOMMANDOLINJE, nyeste)
    udbredelse = find_udbredelse(nyeste)
    assert (udbredelse.nyeste, udbredelse.har_taget, udbredelse.venter) == (verden.version, 2, 0)
    assert {raekke.venter_siden for raekke in udbredelse.raekker} == {None}


def test_kommandolinjen_er_ogsaa_en_doer(verden, kladde):
    """Handlingen afviser selv, også uden en side foran."""
    with pytest.raises(Afvist, match="kladde"):
        handlinger.luk(KOMMANDOLINJE, kladde)
    with pytest.raises(Afvist, match="kladde"):
        handlinger.traek_tilbage(KOMMANDOLINJE, kladde, "x")


def test_kun_den_nyeste_version_har_knappen_til_en_ny_kladde(verden, som):
    nyeste, karen = udgivet(verden), som(verden.karen)
    gammel = karen.get(adresse("version", verden.version)).text
    assert "Lav en ny kladde" not in gammel
    assert f'<a href="{adresse("version", nyeste)}">gå til SAPA 1.1</a>' in gammel
    assert "Lav en ny kladde" in karen.get(adresse("version", nyeste)).text


def test_kvitteringen_siger_hvad_kladden_er_en_kopi_af(verden, som):
    udgivet(verden)
    svar = som(verden.karen).post(adresse("ny_kladde", verden.version), follow=True)
    assert "SAPA 1.2 er lavet som kladde, en kopi af SAPA 1.1." in svar.text


def test_en_kladde_uden_aendringer_har_ingen_knap_men_en_saetning(verden, som):
    side = som(verden.karen).get(adresse("udgiv", ny_kladde(KOMMANDOLINJE, verden.version))).text
    assert "Ingen ændringer siden 1.0" in side and "siger det samme som SAPA 1.0" in side
    assert 'name="aftryk"' not in side


def test_kommuner_der_er_bagud_naevnes_for_sig(verden, som):
    nyeste = udgivet(verden)
    karen, kladde = som(verden.karen), ny_kladde(KOMMANDOLINJE, nyeste)
    assert "2 kommuner er bagud fra før" in karen.get(adresse("udgiv", kladde)).text
    ret(kladde, "K03", maal="Nyt")
    side = karen.get(adresse("udgiv", kladde)).text
    assert "Heraf følger 2 kommuner en ældre version end SAPA 1.1" in side and "1 ændret – rammer" in side


def test_en_slutdato_der_ikke_er_forstaaet_naevnes_med_et_link(verden, som, kladde):
    kort = kladde.kort.get(kode="K03")
    kladde.kort.filter(pk=kort.pk).update(slutdato_tekst="når det passer", regel="")
    side = som(verden.karen).get(adresse("udgiv", kladde)).text
    assert "1 slutdato er ikke forstået:" in side
    assert f'<a href="{adresse("version", kladde)}?kort={kort.pk}#kort-{kort.pk}">K03</a>' in side
