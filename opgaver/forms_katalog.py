"""Importens formularer: hvilken fil der skal ind i hvilket katalog, og hvilke opgaver der kun har fået en ny kode."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from faelles.formularer import Formular
from faser.models import Implementeringsmodel
from projekter import adgang
from projekter.models import Bruger, Loesning

from .forskelsvisning import vis_felter
from .katalogimport.grundlag import Importmaal
from .models import Importkoersel
from .services.katalog import find_maal, foreslaa_nummer


class Loesningsvalg(forms.ModelChoiceField):
    def label_from_instance(self, obj: Loesning) -> str:
        return f"{obj.noegle}, {obj.navn}"


class Importform(Formular):
    """Løsning, version og fil. Fasemodellen vælges kun, første gang løsningen får et katalog."""

    loesning = Loesningsvalg(
        queryset=Loesning.objects.none(), label="Løsning", to_field_name="noegle", empty_label="Vælg løsning"
    )
    nummer = forms.CharField(
        label="Katalogversion",
        max_length=20,
        help_text="Tal med punktum, fx 1.0. Findes der en kladde med nummeret, bliver den opdateret.",
    )
    model = forms.ModelChoiceField(
        queryset=Implementeringsmodel.objects.all(),
        required=False,
        label="Fasemodel",
        empty_label="Katalogets egen, ellers Implementeringsmodellen",
        help_text="Vælges kun, første gang løsningen får et katalog.",
    )
    fil = forms.FileField(
        label="Projektmappe",
        help_text=f"En .xlsx- eller .csv-fil på højst {settings.IMPORT_MAKS_BYTE // 1024 // 1024} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, bruger: Bruger, start: Mapping[str, str], **kwargs: Any) -> None:
        """``start`` er det, et link til formularen har valgt på forhånd: løsning, nummer og model."""
        loesninger, valgt = adgang.loesninger_at_foelge(bruger), start.get("loesning", "")
        loesning = next((en for en in loesninger if en.noegle == valgt or len(loesninger) == 1), None)
        valgt_model = start.get("model", "")
        model = Implementeringsmodel.objects.filter(noegle=valgt_model).first() if valgt_model else None
        valgt_foer = {
            "loesning": loesning and loesning.noegle,
            "nummer": start.get("nummer") or foreslaa_nummer(loesning),
            "model": model,
        }
        super().__init__(*args, **kwargs | {"initial": valgt_foer})
        self.fields["loesning"].queryset = loesninger  # type: ignore[attr-defined]

    def clean_fil(self) -> UploadedFile:
        fil: UploadedFile = self.cleaned_data["fil"]
        fylder, hoejst = fil.size or 0, settings.IMPORT_MAKS_BYTE
        if fylder > hoejst:
            besked = f"Filen fylder {filesizeformat(fylder)}. Den må højst fylde {filesizeformat(hoejst)}."
            raise forms.ValidationError(besked)
        return fil

    def maal(self) -> Importmaal:
        data = self.cleaned_data
        return find_maal(data["loesning"], data["nummer"].strip(), data["model"])


FLEST_SPOERGSMAAL = 200
"""Flere kan ingen svare på ét for ét, og serveren tager højst imod 1000 felter."""


class Omdoebningsform(Formular):
    """Ét spørgsmål for hvert par: er den nye opgave den samme som den, der udgår? Der skal svares på dem alle.

    Er der for mange, kan der kun svares det samme til dem alle.
    """

    def __init__(self, *args: Any, koersel: Importkoersel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.par: list[dict[str, Any]] = koersel.resultat.get("mulige", [])
        self.svar_paa_alle = self.data.get("alle") if self.data.get("alle") in ("ja", "nej") else ""
        self.tidligere = koersel.omdoebninger
        self.er_mange = len(self.par) > FLEST_SPOERGSMAAL
        for nummer, par in enumerate([] if self.er_mange else self.par):
            self.fields[f"par-{nummer}"] = _parfelt(par, kraeves=not self.svar_paa_alle)

    def clean(self) -> dict[str, Any]:
        if self.er_mange and not self.svar_paa_alle:
            raise forms.ValidationError("Svar ja eller nej til alle.")
        return super().clean() or {}

    def omdoebninger(self) -> dict[str, str]:
        """Den udgåede kode → den nye, eller tom for nej; de tidligere svar er med."""
        svar = {
            par["fra"]["kode"]: par["til"]["kode"] if self._er_samme(f"par-{nummer}") else ""
            for nummer, par in enumerate(self.par)
        }
        return self.tidligere | svar

    def _er_samme(self, navn: str) -> bool:
        return bool((self.svar_paa_alle or self.cleaned_data[navn]) == "ja")

    def de_foerste(self) -> list[dict[str, Any]]:
        return self.par[:FLEST_SPOERGSMAAL]

    def med_forskelle(self) -> list[tuple[forms.BoundField, dict[str, Any], list[dict[str, Any]]]]:
        """Hvert spørgsmål med sit par og det, der skiller de to kort."""
        return [(self[f"par-{nummer}"], par, vis_felter(par["felter"])) for nummer, par in enumerate(self.par)]


def _parfelt(par: dict[str, Any], *, kraeves: bool) -> forms.ChoiceField:
    fra, til = par["fra"], par["til"]
    lighed = "Teksterne er ens." if par["lighed"] == 1 else f"{int(par['lighed'] * 100)} % af ordene er fælles."
    if "version" in par:
        return _igenfelt(par, lighed, kraeves=kraeves)
    return forms.ChoiceField(
        label=f"{fra['kode']} {fra['titel']} → {til['kode']} {til['titel']}",
        help_text=lighed,
        widget=forms.RadioSelect,
        required=kraeves,
        choices=[
            ("ja", f"Ja, det er samme opgave. {fra['kode']} skifter kode til {til['kode']}."),
            ("nej", f"Nej. {fra['kode']} udgår, og {til['kode']} er en ny opgave."),
        ],
        error_messages={"required": f"Vælg, om {til['kode']} er den samme opgave som {fra['kode']}."},
    )


def _igenfelt(par: dict[str, Any], lighed: str, *, kraeves: bool) -> forms.ChoiceField:
    """Om en opgave, der er udgået i en tidligere version, er i kataloget igen; ja på forhånd, når de ligner."""
    fra, til, version = par["fra"], par["til"], par["version"]
    return forms.ChoiceField(
        label=f"{til['kode']} {til['titel']} har den kode, »{fra['titel']}« havde i {version}",
        help_text=f"Opgaven er udgået siden {version}. {lighed}",
        widget=forms.RadioSelect,
        required=kraeves,
        initial="ja" if par["ligner"] else None,
        choices=[
            ("ja", f"Ja, samme opgave som {fra['kode']} i {version}. Den er i kataloget igen."),
            ("nej", f"Nej. {til['kode']} er en ny opgave."),
        ],
        error_messages={"required": f"Vælg, om {til['kode']} er den samme opgave som i {version}."},
    )
