"""Formularen til et kort, der skrives i browseren."""

import hashlib
import json
from typing import Any

from django import forms
from django.conf import settings

from faelles.formularer import Formular

from .katalogimport.kolonner import OVERSKRIFTER
from .katalogimport.kortfelter import (
    Rensning,
    felttekster,
    forstaa_slutdato,
    oevrige_tekster,
    rens_feltnavn,
    rens_kort,
    rens_oevrige,
)
from .katalogimport.opslag import Modelopslag, Opslag
from .kortforskel import JA_NEJ
from .models import Katalogopgave
from .services.kortredigering import kort_aftryk

SKJULTE = ("aftryk", "grundlag")
VALGTE = (
    "fase_id", "hovedopgave_id", "prioritet", "er_regel_konstrueret", "er_per_etape", "tjekpunkt_for_id", "er_milepael",
)  # fmt: skip


class Tekstfelt(forms.CharField):
    """En tekst, der kan stå i en celle. Linjeskift tæller ét tegn, som når importen tæller dem."""

    def __init__(self, **valg: Any) -> None:
        super().__init__(max_length=settings.IMPORT_MAKS_TEGN, **valg)
        self.error_messages["max_length"] = (
            "Teksten er på %(show_value)d tegn. Der er højst plads til %(limit_value)d; forkort den."
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Uden ``maxlength``: browseren ville skære en indsat tekst af uden et ord."""
        return {}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class Grundlagsfelt(forms.JSONField):
    """Kendetegnet for hvert felt, som det stod, da formularen blev åbnet; tomt, når det sendte ikke kan læses."""

    def to_python(self, value: Any) -> Any:
        try:
            laest = super().to_python(value)
        except forms.ValidationError:
            return {}
        return laest if isinstance(laest, dict) else {}


def _linje(felt: str, hjaelp: str = "", **valg: Any) -> forms.CharField:
    return Tekstfelt(label=OVERSKRIFTER[felt], help_text=hjaelp, required=valg.pop("required", False), **valg)


def _tekst(felt: str, raekker: int) -> forms.CharField:
    return Tekstfelt(label=OVERSKRIFTER[felt], required=False, widget=forms.Textarea(attrs={"rows": raekker}))


def _valg(felt: str, hjaelp: str = "", **valg: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=OVERSKRIFTER[felt], help_text=hjaelp, coerce=int, empty_value=None, required=False, **valg
    )


class Kortform(Formular):
    """Et korts felter. ``rensning`` er, hvad importens egne regler gør teksterne til."""

    kode = _linje("kode", "Opgavens korte navn, fx A08. Uden kode får opgaven selv en.")
    titel = _linje("titel", "Højst 200 tegn.", required=True, error_messages={"required": "Skriv en titel."})
    fase_id = _valg("fase")
    hovedopgave_id = _valg("hovedopgave")
    prioritet = forms.ChoiceField(choices=Katalogopgave.Prioritet, initial=Katalogopgave.Prioritet.ANBEFALET)
    slutdato_tekst = Tekstfelt(
        label=OVERSKRIFTER["slutdato"],
        required=False,
        help_text="En regel eller en dato, fx »5 uger efter idriftsættelsesdato« eller »30. april 2027«.",
        template_name="kataloger/slutdato.html#felt",
    )
    er_regel_konstrueret = forms.BooleanField(label="Slutdatoen er et skøn og står ikke i en kilde", required=False)
    er_per_etape = forms.BooleanField(
        label="Skal løses én gang for hver etape, og go-live er etapens",
        required=False,
        help_text="For de kommuner, der tager løsningen i brug ét hold ad gangen. De andre løser opgaven én gang.",
    )
    tjekpunkt_for_id = _valg("tjekpunkt_for", "Den fase, der forlades, når opgaven skal være løst ved en faseovergang.")
    er_milepael = forms.BooleanField(
        label="Tjekpunktet er en milepæl: en beslutning, planen venter på",
        required=False,
        help_text="Ellers er det kun et punkt på tjeklisten. Uden tjekpunkt har det ingen betydning.",
    )
    maal = _tekst("maal", 4)
    beskrivelse = _tekst("beskrivelse", 8)
    metode = _tekst("metode", 8)
    resultat = _tekst("resultat", 4)
    anbefalet_udfoerer = _linje("anbefalet_udfoerer", "Rollen, der typisk løser opgaven, fx Projektleder.")
    kvalitetskriterier = _tekst("kvalitetskriterier", 5)
    involverede_parter = _tekst("involverede_parter", 3)
    nyt_navn = Tekstfelt(
        label="Nyt felt", required=False, help_text="Navnet på et felt, som kun jeres katalog har, fx Bemærkning."
    )
    nyt_tekst = Tekstfelt(label="Det nye felts tekst", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    aftryk = forms.CharField(required=False, widget=forms.HiddenInput)
    grundlag = Grundlagsfelt(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, opslag: Modelopslag, slutdato_adresse: str, kort: Katalogopgave | None = None, **kwargs: Any
    ) -> None:
        self.opslag, self.kort, self.rensning = opslag, kort, Rensning()
        self.gamle_oevrige = dict(kort.oevrige_felter) if kort else {}
        kwargs.setdefault("initial", self._start(kort))
        super().__init__(*args, **kwargs)
        self._saet_valg("fase_id", opslag.faser, "")
        self._saet_valg("hovedopgave_id", opslag.hovedopgaver, "Ingen")
        self._saet_valg("tjekpunkt_for_id", opslag.faser, "Ingen")
        if not opslag.hovedopgaver.poster:
            del self.fields["hovedopgave_id"]
        self.fields["slutdato_tekst"].widget.attrs |= spoerg_undervejs(slutdato_adresse)
        self.oevrige = {_feltid(navn): navn for navn in self._oevrige_navne()}
        for felt, navn in self.oevrige.items():
            self.fields[felt] = Tekstfelt(
                label=navn,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="Tøm feltet for at fjerne det.",
            )
        self.order_fields([*self._foran_nyt(), *self.oevrige, "nyt_navn", "nyt_tekst", *SKJULTE])
        self.initial["grundlag"] = {navn: self._kendetegn(navn, self.initial.get(navn)) for navn in self._synlige()}

    def _start(self, kort: Katalogopgave | None) -> dict[str, Any]:
        if kort is None:
            return {"fase_id": self.opslag.foerste_fase, "er_milepael": True}
        valgte = {navn: getattr(kort, navn) for navn in VALGTE}
        oevrige = {_feltid(navn): tekst for navn, tekst in oevrige_tekster(kort).items()}
        return felttekster(kort) | valgte | oevrige | {"aftryk": kort_aftryk(kort)}

    def _foran_nyt(self) -> list[str]:
        return [navn for navn in self.fields if navn not in ("nyt_navn", "nyt_tekst", *SKJULTE, *self.oevrige)]

    def _oevrige_navne(self) -> list[str]:
        """Kortets øvrige felter og dem, formularen selv sender: en anden kan have fjernet et felt imens."""
        sendte = self.data.getlist("oevrigt") if self.is_bound else []  # type: ignore[attr-defined]
        return list(dict.fromkeys([*self.gamle_oevrige, *sendte[:100]]))

    def _saet_valg(self, felt: str, opslag: Opslag, tomt: str) -> None:
        valg = [(str(post.pk), str(post)) for post in opslag.poster]
        self.fields[felt].choices = [("", tomt), *valg] if tomt else valg  # type: ignore[attr-defined]
        self.fields[felt].required = not tomt

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        tekster = {navn: data.get(navn, "") for navn in self.fields}
        self.rensning = rens_kort(self.opslag, tekster, self.kort)
        for felt, fejl in self.rensning.fejl.items():
            if felt not in self.errors:
                self.add_error(felt, fejl)
        self._rens_oevrige(data)
        return data

    def _rens_oevrige(self, data: dict[str, Any]) -> None:
        tekster = {navn: data.get(felt, "") for felt, navn in self.oevrige.items()}
        for navn in tekster.keys() - self.gamle_oevrige.keys():
            self._rens_sendt_navn(navn, tekster)
        try:
            if navn := rens_feltnavn(data.get("nyt_navn", ""), tekster):
                tekster[navn] = data.get("nyt_tekst", "")
            elif data.get("nyt_tekst"):
                self.add_error("nyt_navn", "Skriv, hvad det nye felt skal hedde.")
        except ValueError as fejl:
            self.add_error("nyt_navn", str(fejl))
        try:
            self.rensning.vaerdier["oevrige_felter"] = rens_oevrige(tekster, self.gamle_oevrige)
        except ValueError as fejl:
            self.add_error(None, str(fejl))

    def _rens_sendt_navn(self, navn: str, tekster: dict[str, str]) -> None:
        """Et felt, formularen sender, men kortet ikke har, er nyt og må ikke hedde hvad som helst."""
        tekst = tekster.pop(navn)
        try:
            if tekst and (renset := rens_feltnavn(navn, tekster)):
                tekster[renset] = tekst
        except ValueError as fejl:
            self.add_error(None, str(fejl))

    @property
    def forstaaet(self) -> str:
        """Hvordan den slutdato, der står i feltet, er forstået."""
        return forstaa_slutdato(self["slutdato_tekst"].value() or "")

    @property
    def vaerdier(self) -> dict[str, Any]:
        """Kortets felter, som de skal gemmes; først når formularen er gyldig."""
        valgte = {navn: self.cleaned_data[navn] for navn in VALGTE if navn in self.fields}
        return self.rensning.vaerdier | valgte

    def tag_det_nye_med(self) -> None:
        """Giv de felter, personen ikke har rørt, det, kortet nu siger, så kun det skrevne er et andet.

        Formularen får også kortets nye kendetegn: den, der har set forskellen, må gemme.
        """
        grundlag = self.cleaned_data["grundlag"]
        data = self.data.copy()  # type: ignore[attr-defined]
        for navn in self._synlige():
            ny = self.initial.get(navn)
            er_nyt = navn in self.oevrige and navn not in data
            er_uroert = er_nyt or self._kendetegn(navn, self[navn].value()) == grundlag.get(navn)
            if er_uroert and ny is not False:
                data[navn] = "" if ny is None else str(ny)
            elif er_uroert:
                data.pop(navn, None)
        data["aftryk"], data["grundlag"] = self.initial["aftryk"], json.dumps(self.initial["grundlag"])
        self.data = data

    def _synlige(self) -> list[str]:
        return [navn for navn in self.fields if navn not in SKJULTE]

    def _kendetegn(self, navn: str, vaerdi: Any) -> str:
        return hashlib.sha256(self._vist(navn, vaerdi).encode()).hexdigest()[:16]

    def forskelle(self) -> list[tuple[str, str, str]]:
        """Felter, hvor kortet nu siger noget andet end det skrevne: ledetekst, det nuværende og det skrevne."""
        return [
            (
                str(self.fields[navn].label),
                self._vist(navn, self.initial.get(navn)),
                self._vist(navn, self[navn].value()),
            )
            for navn in self._synlige()
            if self._vist(navn, self.initial.get(navn)) != self._vist(navn, self[navn].value())
        ]

    def _vist(self, navn: str, vaerdi: Any) -> str:
        if navn in JA_NEJ:
            return "Ja" if vaerdi else "Nej"
        valg = dict(getattr(self.fields[navn], "choices", ()))
        tekst = "" if vaerdi is None else str(vaerdi)
        return str(valg.get(tekst, tekst)).replace("\r\n", "\n").strip()


def _feltid(navn: str) -> str:
    """Feltets navn i formularen; et øvrigt felt kan hedde hvad som helst."""
    return f"oevrigt_{hashlib.sha256(navn.encode()).hexdigest()[:12]}"


def spoerg_undervejs(adresse: str) -> dict[str, str]:
    """Mens der skrives, spørges om, hvordan teksten er forstået; uden JavaScript kommer svaret, når der gemmes."""
    return {
        "hx-get": adresse,
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#slutdato-forstaaet",
        "aria-describedby": "id_slutdato_tekst_helptext slutdato-forstaaet",
    }
