"""Indhentningsplanen skrevet en gang til uden reglen: dag for dag, med helligdage fra en tabel skrevet i hånden.

``brud`` siger, hvad der er galt med en plan. ``kan_rummes`` prøver alle fordelinger af små planer.
"""

from datetime import timedelta
from itertools import product

from tests.frister.andet_syn import I_MORGEN, Papirkalender

PAPIR = Papirkalender()


def mandagen(dag):
    while dag.strftime("%w") != "1":
        dag -= I_MORGEN
    return dag


def er_sen(opgave, paa):
    if opgave.er_fast or opgave.frist is None:
        return False
    return opgave.frist < paa or (opgave.er_lagt and opgave.graense.dato < opgave.frist)


def er_naaet(opgave, paa):
    return opgave.frist is not None and opgave.frist < paa


def kan_bruges(dag, rammer, papir):
    return not papir.fri(dag) and not any(et.fra <= dag <= et.til for et in rammer.frysperioder)


def brud(aabne, rammer, datoer, papir=PAPIR):
    """De krav, datoerne (opgavens id → dag) ikke holder; en tom liste er en gyldig plan."""
    fundne = []
    for et in aabne:
        dag = datoer.get(et.id)
        if dag and et.er_fast:
            fundne.append(f"{et.navn} ligger fast")
        if dag and not (rammer.paa < dag <= et.graense.dato and kan_bruges(dag, rammer, papir)):
            fundne.append(f"{et.navn} kan ikke ligge {dag}")
    return [*fundne, *_forkert_orden(aabne, rammer, datoer), *_for_mange(aabne, rammer, datoer)]


def _forkert_orden(aabne, rammer, datoer):
    """Enhver vej ad forudsætningerne, også gennem det, der ingen dato har; en af enderne skal være flyttet."""
    efter_id = {et.id: et for et in aabne}

    def dag(et):
        return datoer.get(et.id) or (None if er_naaet(et, rammer.paa) or er_sen(et, rammer.paa) else et.frist)

    for sidst in aabne:
        set_, koe = set(), list(sidst.kraever)
        while koe:
            if (pk := koe.pop()) in set_ or pk not in efter_id:
                continue
            set_.add(pk)
            foerst = efter_id[pk]
            koe += foerst.kraever
            flyttet = sidst.id in datoer or pk in datoer
            if flyttet and dag(sidst) and dag(foerst) and dag(foerst) > dag(sidst):
                yield f"{sidst.navn} ligger før {foerst.navn}"


def _for_mange(aabne, rammer, datoer):
    uger = {(plads, mandagen(datoer[et.id])) for et in aabne if et.id in datoer for plads in et.pladser}
    for plads, mandag in uger:
        dage = [mandag + timedelta(days=nr) for nr in range(7)]
        ligger = [et for et in aabne if plads in et.pladser and _kommer(et, rammer, datoer) in dage]
        if len(ligger) > rammer.pr_uge:
            yield f"{len(ligger)} frister hos {plads} i ugen fra {mandag}"


def _kommer(et, rammer, datoer):
    return datoer.get(et.id) or (
        et.frist if et.frist and et.frist >= rammer.paa and not (et.er_fast or er_sen(et, rammer.paa)) else None
    )


def kan_rummes(aabne, rammer, hvilke):
    """Om netop de opgaver (id) kan få hver en dag, uden at noget krav brydes. Prøver det hele; kun til små planer.

    Kun de sidste brugbare dage i hver uge og dagene for grænserne prøves: en tidligere dag i ugen er aldrig bedre.
    """
    sene = [et for et in aabne if et.id in hvilke]
    laengst = max((et.graense.dato for et in sene), default=rammer.paa)
    dage, dag = [], rammer.paa
    while dag < laengst:
        dag += I_MORGEN
        if kan_bruges(dag, rammer, PAPIR):
            dage.append(dag)
    return any(
        not brud(aabne, rammer, dict(zip(hvilke, valg, strict=True))) for valg in product(dage, repeat=len(hvilke))
    )
