"""Det, der altid gælder om en fletning, hvad der end står i versionerne og hos kommunen."""

from hypothesis import given
from hypothesis import strategies as st

from opgaver.fletning import TEKSTER, Grundlag, Kort, Opgavestand, Slags, Valg, Valgliste, flet
from tests.fletning.test_tabel import FELTER, LOKALT

NOEGLER = ("a", "b", "c", "d")
indhold = st.fixed_dictionaries({felt: st.sampled_from("AB") for felt in FELTER})
versioner = st.dictionaries(st.sampled_from(NOEGLER), indhold)
kravene = st.dictionaries(
    st.sampled_from(NOEGLER), st.dictionaries(st.sampled_from((2, 3)), st.frozensets(st.sampled_from(FELTER)))
)
vaek = st.dictionaries(st.sampled_from(NOEGLER), st.dictionaries(st.sampled_from((2, 3)), st.booleans()))
svarene = st.tuples(st.sampled_from(Valg), st.dictionaries(st.sampled_from(NOEGLER), st.sampled_from(Valg)))


@st.composite
def lokale(draw):
    er_fuldfoert = draw(st.booleans())
    eget = draw(st.frozensets(st.sampled_from(LOKALT)))
    return {"lokalt": eget, "er_fuldfoert": er_fuldfoert, "er_begyndt": er_fuldfoert or draw(st.booleans())}


planer = st.dictionaries(st.sampled_from(NOEGLER), lokale())


class Forloeb:
    """En plan på version 1 og de tre versioner, den kan flettes til."""

    def __init__(self, tre, eget, krav, vaek):
        self.krav = krav
        self.kort = {
            nummer: {n: Kort(nummer * 10 + i, n, nummer, felter) for i, (n, felter) in enumerate(version.items())}
            for nummer, version in enumerate(tre, 1)
        }
        med = {n: {nr: False for nr, kort in self.kort.items() if n in kort} for n in NOEGLER}
        self.vaek = {n: vaek.get(n, {}) | hvor for n, hvor in med.items()}
        self.plan = {n: Opgavestand(et, **eget.get(n, {})) for n, et in self.kort[1].items()}

    def grundlag(self, til):
        afslaaede = {(nummer, n): et for nummer, kort in self.kort.items() for n, et in kort.items()}
        return Grundlag(til, self.kort[til], self.krav, afslaaede, self.vaek)

    def flet(self, plan, til, svar=None):
        grundlag = self.grundlag(til)
        alle, enkelte = svar or (Valg.TAG_MED, {})
        kan = {raekke.noegle: raekke.muligheder for raekke in flet(plan, grundlag).raekker}
        lovlige = {n: valg for n, valg in enkelte.items() if valg in kan.get(n, ())}
        tabel = flet(plan, grundlag, Valgliste(alle, lovlige))
        return plan | {raekke.noegle: raekke.efter for raekke in tabel.raekker if raekke.efter}


forloeb = st.builds(Forloeb, st.tuples(versioner, versioner, versioner), planer, kravene, vaek)


def eget(opgave):
    return opgave.lokalt, opgave.er_begyndt, opgave.er_fuldfoert


@given(forloeb, svarene, svarene)
def test_intet_lokalt_gaar_tabt(forloebet, foerste, andet):
    plan = forloebet.flet(forloebet.flet(forloebet.plan, 2, foerste), 3, andet)
    for noegle, opgave in forloebet.plan.items():
        assert eget(plan[noegle]) == eget(opgave)


@given(forloeb, svarene)
def test_at_flette_to_gange_er_at_flette_en_gang(forloebet, svar):
    en = forloebet.flet(forloebet.plan, 2, svar)
    assert forloebet.flet(en, 2, svar) == en


@given(forloeb, svarene)
def test_at_tage_alt_med_bagefter_er_at_have_gjort_det_med_det_samme(forloebet, svar):
    svar = (Valg.SENERE, {n: valg for n, valg in svar[1].items() if valg is not Valg.BEHOLD})
    senere = forloebet.flet(forloebet.flet(forloebet.plan, 2, svar), 2)
    assert vist(senere) == vist(forloebet.flet(forloebet.plan, 2))


def vist(plan):
    """Det, der kan ses: de levende opgaver, deres kort, og teksten, de fuldførte blev fuldført på."""
    return {n: (o.kort, tekst(o.fuldfoert_kort)) for n, o in plan.items() if not o.er_udgaaet}


def tekst(kort):
    return kort and {felt: vaerdi for felt, vaerdi in kort.indhold.items() if felt in TEKSTER}


@given(forloeb)
def test_over_to_versioner_er_som_at_springe_en_over(forloebet):
    over_to = forloebet.flet(forloebet.flet(forloebet.plan, 2), 3)
    direkte = forloebet.flet(forloebet.plan, 3)
    assert vist(over_to) == vist(direkte)
    kun_i_to = forloebet.kort[2].keys() - forloebet.kort[1].keys() - forloebet.kort[3].keys()
    assert over_to.keys() - direkte.keys() == kun_i_to
    assert all(over_to[n].er_udgaaet for n in kun_i_to | (forloebet.kort[1].keys() - forloebet.kort[3].keys()))


@given(forloeb)
def test_et_nej_gaelder_til_udgiveren_siger_noget_andet(forloebet):
    nej = forloebet.flet(forloebet.plan, 2, (Valg.BEHOLD, {}))
    for raekke in flet(nej, forloebet.grundlag(3)).raekker:
        opgave = nej.get(raekke.noegle)
        if raekke.er_obligatorisk or opgave is None or opgave.beholdt_mod is None or raekke.slags is Slags.UAENDRET:
            assert not raekke.er_afslaaet
            continue
        sagt_nej_til, nu = forloebet.kort[2].get(raekke.noegle), forloebet.kort[3].get(raekke.noegle)
        er_det_samme = (sagt_nej_til and sagt_nej_til.indhold) == (nu and nu.indhold)
        assert raekke.er_afslaaet == er_det_samme


@given(forloeb, svarene)
def test_en_opgave_slettes_aldrig_og_laves_kun_af_et_kort(forloebet, svar):
    plan = forloebet.flet(forloebet.plan, 2, svar)
    assert forloebet.plan.keys() <= plan.keys() <= forloebet.plan.keys() | forloebet.kort[2].keys()
    kendte = {n: {forloebet.kort[1].get(n), forloebet.kort[2].get(n)} for n in plan}
    assert all(opgave.kort.noegle == n and opgave.kort in kendte[n] for n, opgave in plan.items())


@given(forloeb, svarene)
def test_en_obligatorisk_aendring_er_med_uanset_svaret(forloebet, svar):
    foer = flet(forloebet.plan, forloebet.grundlag(2)).raekker
    plan = forloebet.flet(forloebet.plan, 2, svar)
    for raekke in foer:
        if raekke.er_obligatorisk:
            efter, nyt = plan[raekke.noegle], forloebet.kort[2].get(raekke.noegle)
            assert efter.er_udgaaet if nyt is None else efter.kort == nyt
