"""Kortene som ressource for django-import-export: vores widgets, vores opslag og vores måde at gemme på."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import tablib
from django.utils import translation
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import Result, RowResult
from import_export.widgets import Widget

from ..models import Katalogopgave, Katalogversion
from .felter import Oevrigefelt, Slutdatofelt
from .koder import kodenoegle
from .laesning import Kortraekke, Tabel
from .opslag import Modelopslag
from .widgets import (
    Advar,
    Fasewidget,
    JaNejWidget,
    Kodewidget,
    Opslagswidget,
    Prioritetwidget,
    Regelwidget,
    Rigtekstwidget,
    Tekstwidget,
    Tjekpunktwidget,
)

OEVRIGE = "oevrige_felter"
RIGE_FELTER = ("maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier", "involverede_parter")
BUNDT = 500
"""Rækker i én indsættelse."""

type Meld = Callable[[int, int], None]
"""Modtager, hvor mange rækker af hvor mange der er forstået. Må standse arbejdet ved at rejse en fejl."""


def ingen_melding(_naaet: int, _i_alt: int) -> None:
    pass


class Kortopslag(BaseInstanceLoader):
    """Kortene efter kode fra én læsning; import-exports egen læser ét kort ad gangen."""

    def get_instance(self, row: Mapping[str, Any]) -> Katalogopgave | None:
        return self.resource.kort.get(kodenoegle(str(row["kode"])))


class Kortressource(Resource):
    """Skriver tabellens rækker til kortene i ``version`` eller viser, hvad der ville ske.

    ``kort`` er dem, der sammenlignes med. ``noegler`` er kode → nøgle for kort, der findes i forvejen, så et kort
    beholder sin nøgle gennem versioner. ``omdoebte`` er den gamle kodes nøgle → den nye for de kort, der får en ny
    kode; de findes så i filen under den.
    """

    class Meta:
        model = Katalogopgave
        import_id_fields = ("kode",)
        instance_loader_class = Kortopslag
        use_bulk = True
        batch_size = BUNDT
        skip_diff = True
        store_instance = True

    def __init__(
        self,
        tabel: Tabel,
        model: Modelopslag,
        kort: Iterable[Katalogopgave],
        noegler: Mapping[str, str],
        omdoebte: Mapping[str, str],
    ) -> None:
        super().__init__()
        self.tabel, self.model, self.noegler = tabel, model, noegler
        self.meld: Meld = ingen_melding
        gamle = {kodenoegle(et_kort.kode): et_kort for et_kort in kort}
        self.kort = {omdoebte.get(kode, kode): et_kort for kode, et_kort in gamle.items()}
        self.omdoebte = {gamle[kode].noegle for kode in omdoebte}
        self.version: Katalogversion | None = None
        self.foer: dict[str, dict[str, object]] = {}
        self.fields = lav_felter(model, _dubletter(tabel.raekker), self._advar, tabel.overskrifter)

    def proev(self) -> Result:
        """Forstå alle rækker uden at skrive. Uden om ``import_data``, som ved en prøve skriver og ruller tilbage."""
        with translation.override("da"):
            return _kun_valideringsfejl(self.import_data_inner(self._data(), True, False, False, False))

    def skriv(self, version: Katalogversion) -> Result:
        """Skriv rækkerne til kladden, hvis egne kort ``kort`` er. Alt eller intet."""
        if not version.er_kladde or any(et_kort.version_id != version.pk for et_kort in self.kort.values()):
            raise TypeError("Der kan kun skrives til en kladdes egne kort.")
        self.version = version
        with translation.override("da"):
            return _kun_valideringsfejl(
                self.import_data(self._data(), use_transactions=True, rollback_on_validation_errors=True)
            )

    def import_row(self, row: Mapping[str, Any], instance_loader: BaseInstanceLoader, **kwargs: Any) -> RowResult:
        """Meldingen kommer uden for import-exports egen fangst, så den kan standse arbejdet."""
        if kwargs["row_number"] % BUNDT == 0:
            self.meld(kwargs["row_number"], len(self.tabel.raekker))
        return super().import_row(row, instance_loader, **kwargs)

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        """Skriv de ændrede kort som en indsættelse, der opdaterer rækken, hvor den er.

        Djangos egen ``bulk_update`` bygger en CASE for hvert felt i hvert kort og tager over fem gange så lang tid.
        """
        if not dry_run:
            Katalogopgave.objects.bulk_create(
                self.update_instances,
                batch_size=BUNDT,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=[*self.fields, "raekkefoelge"],
            )
            self.update_instances.clear()

    def get_import_fields(self) -> list[Field]:
        """Alle felter i deres orden; import-export ville lede dem frem for hver række."""
        return list(self.fields.values())

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Katalogopgave:
        kort = Katalogopgave(fase_id=self.model.foerste_fase)
        if row and (noegle := self.noegler.get(kodenoegle(str(row["kode"])))):
            kort.noegle = noegle
        return kort

    def after_init_instance(self, instance: Katalogopgave, new: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        if not new:
            self.foer[instance.noegle] = self.vaerdier(instance)

    def skip_row(
        self,
        instance: Katalogopgave,
        original: Katalogopgave | None,
        row: Mapping[str, Any],
        import_validation_errors: Mapping[str, Any] | None = None,
    ) -> bool:
        """Spring uændrede kort over, men aldrig en række med fejl: en fejl skal ses, også hvor intet er ændret."""
        return not import_validation_errors and instance.noegle in self.foer and not self.aendrede_felter(instance)

    def before_save_instance(self, instance: Katalogopgave, row: Mapping[str, Any], **kwargs: Any) -> None:
        instance.raekkefoelge = row["raekkefoelge"]
        if self.version:
            instance.version = self.version

    def aendrede_felter(self, kort: Katalogopgave) -> list[str]:
        foer, nu = self.foer[kort.noegle], self.vaerdier(kort)
        return [navn for navn in self.fields if nu[navn] != foer[navn]]

    def vaerdier(self, kort: Katalogopgave) -> dict[str, object]:
        """Kortets felter, som import-export kalder dem, uden at gå over ``get_value`` for hvert af dem."""
        raa = {navn: getattr(kort, felt.attribute) for navn, felt in self.fields.items()}
        return raa | {"slutdato_tekst": self.fields["slutdato_tekst"].get_value(kort)}

    def raekkefoelge(self) -> dict[str, int]:
        """Kode → plads i filen; den række, der ikke står i filen, har ingen."""
        return {kodenoegle(raekke.tekst("kode")): plads for plads, raekke in enumerate(self.tabel.raekker, 1)}

    def overskrift(self, felt: str) -> str:
        return self.tabel.hoved.overskrift(self.fields[felt].column_name)

    def _data(self) -> tablib.Dataset:
        kolonner = {felt.column_name for felt in self.fields.values()} - {OEVRIGE}
        laeste = [felt for felt in kolonner if felt in self.tabel.felter or felt == "kode"]
        data = tablib.Dataset(headers=["raekke", "raekkefoelge", OEVRIGE, *laeste])
        for plads, raekke in enumerate(self.tabel.raekker, 1):
            data.append([raekke.nummer, plads, raekke.oevrige, *(raekke.celler.get(felt) for felt in laeste)])
        return data

    def _advar(self, row: Mapping[str, Any], felt: str, vaerdi: object, besked: str) -> None:
        self.tabel.advar(row["raekke"], felt, vaerdi, besked)


def lav_felter(
    model: Modelopslag, dubletter: Mapping[int, int], advar: Advar, overskrifter: frozenset[str] = frozenset()
) -> dict[str, Field]:
    """Kortets felter i den rækkefølge, de vises. ``column_name`` er vores navn for kolonnen."""
    felter = {
        "kode": _felt("kode", Kodewidget(dubletter)),
        "titel": _felt(
            "titel", Tekstwidget(hoejst=200, kraeves="Opgaven har ingen titel. Skriv en titel, eller slet rækken.")
        ),
        "fase": _felt("fase", Fasewidget(model, advar), "fase_id"),
        "hovedopgave": _felt("hovedopgave", Opslagswidget(model.hovedopgaver, "hovedopgave", advar), "hovedopgave_id"),
        "prioritet": _felt("prioritet", Prioritetwidget()),
        "slutdato_tekst": Slutdatofelt("slutdato_tekst", "slutdato", Tekstwidget(hoejst=200)),
        "regel": _felt("slutdato", Regelwidget(advar), "regel"),
        "er_regel_konstrueret": _felt("konstrueret", JaNejWidget(), "er_regel_konstrueret"),
        "er_per_etape": _felt("per_etape", JaNejWidget(), "er_per_etape"),
        "tjekpunkt_for": _felt("tjekpunkt_for", Tjekpunktwidget(model, advar), "tjekpunkt_for_id"),
        "er_milepael": _felt("milepael", JaNejWidget(tom=True), "er_milepael"),
        "anbefalet_udfoerer": _felt("anbefalet_udfoerer", Tekstwidget(hoejst=200)),
    }
    for navn in RIGE_FELTER:
        felter[navn] = _felt(navn, Rigtekstwidget())
    return felter | {OEVRIGE: Oevrigefelt(overskrifter, OEVRIGE)}


def _felt(kolonne: str, widget: Widget, attribut: str = "") -> Field:
    return Field(attribute=attribut or kolonne, column_name=kolonne, widget=widget)


def _dubletter(raekker: Iterable[Kortraekke]) -> dict[int, int]:
    foerste: dict[str, int] = {}
    return {
        raekke.nummer: foerst
        for raekke in raekker
        if (foerst := foerste.setdefault(kodenoegle(raekke.tekst("kode")), raekke.nummer)) != raekke.nummer
    }


def _kun_valideringsfejl(resultat: Result) -> Result:
    """Alt andet end valideringsfejl er en fejl i programmet og må ikke blive til en besked til brugeren."""
    for fejl in (*resultat.base_errors, *(fejl for raekke in resultat.rows for fejl in raekke.errors)):
        raise fejl.error
    return resultat
