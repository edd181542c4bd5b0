"""Formularen, der giver en persons pladser videre: én modtager til det hele, eller en for hver plads."""

from collections.abc import Iterable
from typing import Any

from django import forms

from faelles.formularer import Formular

from .models import Bruger, Plads, Rettighed
from .services.overdragelse import Post, Valg

LEDIG = "ledig"


class OverdragForm(Formular):
    """``p-<plads>-<felt>`` er postens modtager og ``r-<rettighed>`` rettighedens; en tom post følger ``alle``."""

    alle = forms.ModelChoiceField(
        queryset=Bruger.objects.none(),
        required=False,
        empty_label="Vælg for hver plads nedenfor",
        label="Giv alle pladser til",
        help_text="Du kan vælge en anden for hver plads nedenfor.",
    )
    besked = forms.CharField(
        max_length=500,
        required=False,
        label="Besked til modtagerne",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Står i mailen og i historikken, fx hvor papirerne ligger.",
    )

    def __init__(
        self,
        *args: Any,
        poster: Iterable[Post],
        modtagere: Iterable[Bruger],
        rettigheder: Iterable[tuple[Rettighed, Iterable[Bruger]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.poster, self.modtagere = list(poster), {str(bruger.pk): bruger for bruger in modtagere}
        self.fields["alle"].queryset = Bruger.objects.filter(pk__in=self.modtagere)  # type: ignore[attr-defined]
        for post in self.poster:
            self.fields[f"p-{post.noegle}"] = self._modtagerfelt(post)
        self.rettighedsfelter = [
            self._tilfoej_rettighed(rettighed, mulige) for rettighed, mulige in rettigheder if mulige
        ]

    def _modtagerfelt(self, post: Post) -> forms.ChoiceField:
        ledig = "Ingen stedfortræder" if post.er_stedfortraeder else "Ingen, pladsen bliver ledig"
        folk = [(pk, bruger.navn) for pk, bruger in self.modtagere.items()]
        return forms.ChoiceField(
            choices=[("", "Som valgt ovenfor"), (LEDIG, ledig), *folk],
            required=False,
            label=f"{post.plads.navn}{', stedfortræder' if post.er_stedfortraeder else ''}, "
            f"{post.plads.projekt.loesning.noegle}",
        )

    def _tilfoej_rettighed(self, rettighed: Rettighed, mulige: Iterable[Bruger]) -> str:
        navn = f"r-{rettighed.value}"
        folk = [(str(bruger.pk), bruger.navn) for bruger in mulige]
        self.fields[navn] = forms.ChoiceField(
            choices=[("", "Gives ikke videre"), *folk], required=False, label=rettighed.label
        )
        return navn

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        uden_valg = [post for post in self.poster if not data.get(f"p-{post.noegle}") and not data.get("alle")]
        if uden_valg and "alle" not in self.errors:
            self.add_error("alle", "Vælg en modtager her eller for hver plads nedenfor.")
        return data

    @property
    def vist(self) -> str:
        """Posterne, som siden viste dem; er de andre, når der svares, er noget ændret imens."""
        return ",".join(post.noegle for post in self.poster)

    @property
    def pladser(self) -> list[Plads]:
        return [post.plads for post in self.poster]

    @property
    def linjer(self) -> list[tuple[Post, forms.BoundField]]:
        return [(post, self[f"p-{post.noegle}"]) for post in self.poster]

    @property
    def rettighedslinjer(self) -> list[forms.BoundField]:
        return [self[navn] for navn in self.rettighedsfelter]

    @property
    def valg(self) -> Valg:
        """Det valgte, når formularen er gyldig."""
        data = self.cleaned_data
        givne = {navn.removeprefix("r-"): self.modtagere[data[navn]] for navn in self.rettighedsfelter if data[navn]}
        return Valg({post.noegle: self._modtager(post) for post in self.poster}, givne, data["besked"])

    def _modtager(self, post: Post) -> Bruger | None:
        valgt: str = self.cleaned_data[f"p-{post.noegle}"]
        alle: Bruger | None = self.cleaned_data["alle"]
        return None if valgt == LEDIG else self.modtagere.get(valgt, alle)
