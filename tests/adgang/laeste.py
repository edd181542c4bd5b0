"""Hvert navn, koden læser af en formular eller en adresse uden om en erklæret formular, fundet i kildeteksten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django import forms

from vaerktoej.koer import ROD

SENDT = {"request.GET", "request.POST", "self.data", "form.data"}
RAA = re.compile(r"QueryDict|Mapping\[str, (str|Sequence\[str\])\]")
"""Typerne på det sendte, når det gives videre til en funktion."""
HELE = {"dict", "lists", "items", "copy"}
UDEN_FOR = {"tests", "vaerktoej", "migrations", "management", "demodata", "testdata", "katalogimport"}


def laeste() -> dict[str, set[str]]:
    """Efter fil. ``*`` er det hele, givet videre; et navn uden anførselstegn regnes ud, og ``felt`` laves undervejs."""
    fundne = {}
    for fil in sorted(ROD.glob("*/**/*.py")):
        sti = fil.relative_to(ROD)
        if (ROD / sti.parts[0] / "__init__.py").exists() and not UDEN_FOR & {*sti.parts}:
            fundne[str(sti)] = set(_laeste_i(fil))
    return {sti: navne for sti, navne in fundne.items() if navne}


def _laeste_i(fil: Path) -> Iterator[str]:
    trae = ast.parse(fil.read_text("utf-8"))
    for del_ in ast.walk(trae):
        if isinstance(del_, ast.FunctionDef):
            yield from _i_funktionen(del_, SENDT | _raa_argumenter(del_) | _egne_navne(del_))


def _raa_argumenter(funktion: ast.FunctionDef) -> set[str]:
    alle = [*funktion.args.args, *funktion.args.kwonlyargs]
    return {et.arg for et in alle if et.annotation and RAA.search(ast.unparse(et.annotation))}


def _egne_navne(funktion: ast.FunctionDef) -> set[str]:
    """De navne, funktionen selv giver det sendte, fx ``svar = request.POST.dict()``."""
    satte = (et for et in ast.walk(funktion) if isinstance(et, ast.Assign) and _er_sendt(et.value))
    return {navn.id for et in satte for maal in et.targets for navn in ast.walk(maal) if isinstance(navn, ast.Name)}


def _er_sendt(vaerdi: ast.expr) -> bool:
    if isinstance(vaerdi, ast.Tuple):
        return any(map(_er_sendt, vaerdi.elts))
    if isinstance(vaerdi, ast.Call):
        return isinstance(vaerdi.func, ast.Attribute) and vaerdi.func.attr in HELE and _er_sendt(vaerdi.func.value)
    return any(kilde in ast.unparse(vaerdi) for kilde in ("request.GET", "request.POST")) and not any(
        isinstance(et, ast.Call) for et in ast.walk(vaerdi)
    )


def _i_funktionen(funktion: ast.FunctionDef, sendt: set[str]) -> Iterator[str]:
    for et in ast.walk(funktion):
        if isinstance(et, ast.Call) and isinstance(et.func, ast.Attribute):
            er_sendt, metode = ast.unparse(et.func.value) in sendt, et.func.attr
            if metode in ("getlist", "setlist") or (metode in ("get", "pop") and er_sendt):
                yield _navn(et.args[0])
            elif metode in HELE and er_sendt:
                yield "*"
        elif isinstance(et, ast.Subscript) and isinstance(et.ctx, ast.Load) and ast.unparse(et.value) in sendt:
            yield _navn(et.slice)
        elif isinstance(et, ast.Subscript) and isinstance(et.ctx, ast.Store) and _er_felterne(et.value):
            yield f"felt {ast.unparse(et.slice)}"


def _er_felterne(vaerdi: ast.expr) -> bool:
    return isinstance(vaerdi, ast.Attribute) and vaerdi.attr == "fields"


def _navn(noegle: ast.expr) -> str:
    return noegle.value if isinstance(noegle, ast.Constant) else f"<{ast.unparse(noegle)}>"


def aabne_valg(formularer: Iterator[type[forms.BaseForm]]) -> set[str]:
    """De felter, hvis valgmuligheder eller tal først er kendt, når der spørges; rækkernes egne er i test_injektion."""
    return {
        f"{formular.__name__}.{navn}"
        for formular in formularer
        for navn, felt in formular.base_fields.items()
        if not isinstance(felt, forms.ModelChoiceField) and _er_aabent(felt)
    }


def _er_aabent(felt: forms.Field) -> bool:
    return isinstance(felt, forms.IntegerField) or (isinstance(felt, forms.ChoiceField) and not list(felt.choices))
