"""Fælles for prøverne om fletning: en ny version af et katalog, og at flette den ind."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from opgaver.fletning import TAG_ALT_MED, Valg, Valgliste
from opgaver.models import Katalogopgave, Katalogversion, Opgave, Udgaaelse
from opgaver.services.opgradering import opgrader_plan
from opgaver.services.opgraderingsgrundlag import forhaandsvis_opgradering
from projekter.aktoer import Aktoer
from projekter.models import Projekt

NU = datetime(2027, 2, 3, 9, tzinfo=UTC)
PAA = date(2027, 2, 3)
BEHOLD_ALT, VENT_MED_ALT = Valgliste(Valg.BEHOLD), Valgliste(Valg.SENERE)


def ny_version(gammel, nummer="2.0", *, aendres=None, udgaar=(), nye=(), obligatoriske=(), noter=None):
    """En udgivet version med de ``gamle`` kort: nogle med andre felter (efter kode), uden nogle og med nogle nye.

    ``obligatoriske`` og ``noter`` er efter kode, også for dem, der udgår.
    """
    aendres, version = aendres or {}, Katalogversion.objects.create(katalog=gammel.katalog, nummer=nummer)
    kort = []
    for et in gammel.kort.order_by("raekkefoelge"):
        if et.kode in udgaar:
            if note := (noter or {}).get(et.kode):
                Udgaaelse.objects.create(
                    version=version, noegle=et.noegle, note=note, er_obligatorisk=et.kode in obligatoriske
                )
            continue
        gammel_kode, et.pk, et.version = et.kode, None, version
        et.er_aendring_obligatorisk = gammel_kode in obligatoriske
        et.aendringsnote = (noter or {}).get(gammel_kode, "")
        for felt, vaerdi in aendres.get(gammel_kode, {}).items():
            setattr(et, felt, vaerdi)
        kort.append(et)
    faste = {"version": version, "fase": kort[0].fase, "beskrivelse": "<p>Helt ny.</p>"}
    kort += [
        Katalogopgave(**faste | {"kode": kode, "titel": f"Ny {kode}", "raekkefoelge": 1000 + nr} | felter)
        for nr, (kode, felter) in enumerate(dict(nye).items())
    ]
    Katalogopgave.objects.bulk_create(kort)
    sidste = Katalogversion.objects.filter(katalog=gammel.katalog, udgivet__isnull=False).latest("udgivet").udgivet
    version.status, version.udgivet = "udgivet", max(timezone.now(), sidste + timedelta(seconds=1))
    version.save()
    return version


def frisk(projekt):
    return Projekt.objects.med_navne().med_kalender().get(pk=projekt.pk)


def vis(verden, version, valg=TAG_ALT_MED):
    return forhaandsvis_opgradering(frisk(verden.projekt), version, valg)


def flet(verden, version, valg=TAG_ALT_MED, **mere):
    """Annas fletning; svarer med opgraderingen eller None."""
    aktoer = mere.pop("aktoer", None) or Aktoer.person(verden.anna)
    projekt = mere.pop("projekt", verden.projekt)
    return opgrader_plan(aktoer, frisk(projekt), version, valg, **{"nu": NU} | mere)[0]


def svar(verden, **efter_kode):
    """Enkelte svar efter kode (i version 1) og resten til senere."""
    noegler = dict(verden.version.kort.values_list("kode", "noegle"))
    return Valgliste(Valg.SENERE, {noegler.get(kode, kode): Valg(valg) for kode, valg in efter_kode.items()})


FELTER = [felt.attname for felt in Opgave._meta.concrete_fields if felt.attname != "udgave"]


def alt(projekt):
    """Alt om projektets opgaver, pladser og plan, byte for byte."""
    opgaver = list(Opgave.objects.filter(plan__projekt=projekt).order_by("pk").values_list(*FELTER))
    return opgaver, sorted(projekt.pladser.values_list("pk", "rolle", "person")), frisk(projekt).plan.version_id


LOKALE_FELTER = ("egen_regel", "egen_fase_id", "egne_kriterier", "egen_tekst", "er_frist_laast", "frist_sat_af",
                 "frist_sat", "frist_begrundelse", "status", "begrundelse", "fuldfoert", "ansvarlig_id",
                 "udfoerer_id")  # fmt: skip


def det_lokale(projekt):
    """Det, en fletning aldrig må røre, efter opgave; låste frister med."""
    raekker = Opgave.objects.filter(plan__projekt=projekt).values("pk", "frist", *LOKALE_FELTER)
    return {r.pop("pk"): r | {"frist": r["frist"] if r["er_frist_laast"] else None} for r in raekker}
