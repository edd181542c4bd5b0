"""Giv en persons pladser videre."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.kommando import Kommando, find_kommune
from projekter.models import Bruger, Organisation, Overdragelsesdel
from projekter.services.overdragelse import Valg, laeg_plan, overdrag, poster


class Command(Kommando):
    help = "Giv alle en persons pladser i kommunens projekter til en anden. Pladsernes opgaver følger med."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--fra", required=True, metavar="E-MAIL", help="Den, der holder op.")
        parser.add_argument("--til", required=True, metavar="E-MAIL", help="Den, der overtager.")
        parser.add_argument("--besked", default="", metavar="TEKST", help="Står i mailen og i historikken.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        kommune = find_kommune(valg["kommune"])
        kraev(adgang.maa_administrere(self.aktoer, kommune))
        fra, til = (_find_person(kommune, valg[navn]) for navn in ("fra", "til"))
        oensket = Valg({post.noegle: til for post in poster(kommune, fra)}, besked=valg["besked"])
        if not oensket.pladser:
            raise Afvist(f"{fra.navn} har ingen pladser i {kommune.officielt_navn}.")
        if valg["proevekoersel"]:
            return {"id": None, "dele": [_som_data(del_) for del_ in laeg_plan(kommune, fra, oensket)]}
        overdragelse = overdrag(self.aktoer, kommune, fra, oensket, nu=timezone.now())
        return {"id": overdragelse.pk, "dele": [_som_data(del_) for del_ in overdragelse.dele.med_navne()]}

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [f"{del_['navn']}: {del_['til'] or 'ledig'}" for del_ in resultat["dele"]]
        if resultat["id"]:
            linjer.append(f"Overdraget. Fortryd med: fortryd_overdragelse --id {resultat['id']}")
        else:
            linjer.append("Prøvekørsel. Intet er gemt.")
        return "\n".join(linjer)


def _find_person(kommune: Organisation, email: str) -> Bruger:
    person = Bruger.objects.filter(email=email.strip().lower(), medlemskaber__organisation=kommune).first()
    if person is None:
        raise Afvist(f"{email} er ikke med i {kommune.officielt_navn}.")
    return person


def _som_data(del_: Overdragelsesdel) -> dict[str, Any]:
    return {
        "navn": del_.navn,
        "loesning": del_.plads.projekt.loesning.noegle if del_.plads else None,
        "felt": del_.felt,
        "fra": del_.fra.email,
        "til": del_.modtager.email if del_.modtager else None,
    }
