"""``make test``: kør alle trin, og sig til sidst, hvad der gik godt, hvad der gik galt, og hvad der manglede.

``--hurtig`` nøjes med stil, typer, lag og enhedsprøverne på SQLite. Den sidste linje har altid formen
``N passed, N failed``: hver pytest-prøve tæller for én, og hvert af de andre trin tæller for én. Under
``CI=true`` tæller også det, der ikke kunne køre, som fejlet. Kun en kørsel, nogen stopper, har ingen opgørelse.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from vaerktoej import egenmappe, trin
from vaerktoej.tilsyn import Stoppet, doe_med_foraelderen, lyt_efter_stop
from vaerktoej.tjenester import Mangler
from vaerktoej.trin import Trin

TRINFRIST = 20 * 60
STOPFRIST = 8
FOR_SENT = f"Trinnet blev stoppet efter {TRINFRIST // 60} minutter."
SYSTEMETS_VALG = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DATA_MAPPE", "DEBUG", "DEMO", "ALLOWED_HOSTS"}
GLEMMER = "PYTHONDONTWRITEBYTECODE"
"""Med den læser og oversætter hver af prøvernes mange processer hele kildeteksten igen."""


@dataclass
class Resultat:
    """Hvad ét trin gav: antal prøver, der bestod og fejlede, og grundene til, at noget ikke kørte."""

    navn: str
    sekunder: float = 0.0
    bestaaet: int = 0
    fejlet: int = 0
    ikke_koert: list[str] = field(default_factory=list)

    def linje(self) -> str:
        dom = "FEJL" if self.fejlet else "ok" if self.bestaaet else "ikke kørt"
        antal = f"{self.bestaaet + self.fejlet} prøver" if self.bestaaet + self.fejlet > 1 else ""
        sekunder = f"{self.sekunder:.1f}".replace(".", ",")
        return f"  {dom:<10}{self.navn:<36}{sekunder:>7} s  {antal}".rstrip()


@dataclass
class Koersel:
    """Et trin i gang. ``proces`` mangler, når trinnet ikke kunne begynde eller er ryddet op; så er det slut."""

    resultat: Resultat
    udskrift: Path
    rapport: Path | None
    begyndt: float = field(default_factory=time.monotonic)
    proces: subprocess.Popen[bytes] | None = None

    def er_slut(self) -> bool:
        """Sig, om trinnet er slut eller er gået over tiden, og tæl det i så fald op."""
        if self.proces is None:
            return True
        naaede_det = self.proces.poll() is not None
        if not naaede_det and time.monotonic() - self.begyndt < TRINFRIST:
            return False
        kode = self.stop()
        self.resultat.sekunder = time.monotonic() - self.begyndt
        optael(self.resultat, kode, self.rapport)
        if self.resultat.fejlet:
            print(self.udskrift.read_text("utf-8", errors="replace"), "" if naaede_det else FOR_SENT, flush=True)
        return True

    def stop(self) -> int:
        """Ryd op efter trinnet, og giv dets kode. Kun én gang: processens nummer kan bagefter være en andens."""
        if self.proces is None:
            return 0
        ryd_op(self.proces)
        kode, self.proces = self.proces.returncode, None
        return kode


def koer_trin(*valgte: Trin) -> list[Resultat]:
    """Kør trinnene færdige; er der flere, kører de på samme tid. Kun det, der fejler, viser sin udskrift."""
    with ExitStack() as oprydning:
        koersler = [begynd(valgt, oprydning) for valgt in valgte]
        i_gang = koersler
        while i_gang := [koersel for koersel in i_gang if not koersel.er_slut()]:
            time.sleep(0.05)
        return [koersel.resultat for koersel in koersler]


def begynd(valgt: Trin, oprydning: ExitStack) -> Koersel:
    """Start trinnet i dets eget miljø; ``oprydning`` stopper det og dets tjenester, også når vi selv skal stoppe."""
    print(f"{valgt.navn} …", flush=True)
    mappe = egenmappe.egen_mappe(oprydning)
    rapport = mappe / "rapport.xml" if valgt.er_pytest else None
    koersel = Koersel(Resultat(valgt.navn), mappe / "udskrift.txt", rapport)
    try:
        miljoe = grundmiljoe() | {"TMPDIR": str(mappe)} | dict(valgt.miljoe(oprydning))
        ekstra = [f"--junitxml={rapport}"] if rapport else []
        with koersel.udskrift.open("wb") as fil:
            koersel.proces = start([*valgt.kommando, *ekstra], miljoe, fil.fileno())
        oprydning.callback(koersel.stop)
    except Mangler as fejl:
        koersel.resultat.ikke_koert.append(str(fejl))
    except OSError as fejl:
        koersel.resultat.fejlet = 1
        print(f"{valgt.navn} kunne ikke begynde: {fejl}", flush=True)
    return koersel


def grundmiljoe() -> dict[str, str]:
    """Brugerens eget miljø uden de valg, der ville få prøverne til at ramme rigtige data eller oversætte alt forfra."""
    eget = {navn: vaerdi for navn, vaerdi in os.environ.items() if navn not in SYSTEMETS_VALG | {GLEMMER}}
    return {**eget, "SECRET_KEY": "kun-til-proever"}


def koer(kommando: Sequence[str], miljoe: dict[str, str]) -> tuple[int, str]:
    """Kør kommandoen i sin egen gruppe, så også dens børn kan stoppes, hvis vi selv bliver det."""
    proces = start(kommando, miljoe, subprocess.PIPE)
    try:
        udskrift, _ = proces.communicate(timeout=TRINFRIST)
    except subprocess.TimeoutExpired:
        return 1, FOR_SENT
    finally:
        ryd_op(proces)
    return proces.returncode, udskrift.decode(errors="replace")


def start(kommando: Sequence[str], miljoe: dict[str, str], udskrift: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        kommando,
        cwd=trin.ROD,
        env=miljoe,
        stdin=subprocess.DEVNULL,
        stdout=udskrift,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=doe_med_foraelderen,  # noqa: PLW1509 - her er kun én tråd
    )


def ryd_op(proces: subprocess.Popen[bytes]) -> None:
    """Lad et afbrudt trin selv slutte sine fixtures; dræb derefter det, der er tilbage i gruppen."""
    if proces.poll() is None:
        proces.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            proces.wait(STOPFRIST)
    with suppress(ProcessLookupError):
        os.killpg(proces.pid, signal.SIGKILL)
    proces.wait()


def optael(resultat: Resultat, kode: int, rapport: Path | None) -> None:
    if rapport and rapport.exists():
        try:
            optael_proever(resultat, rapport)
        except ElementTree.ParseError as fejl:
            resultat.fejlet = 1
            print(f"Rapporten kan ikke læses: {fejl}", flush=True)
    elif kode == 0:
        resultat.bestaaet = 1
    if kode and not resultat.fejlet:
        resultat.fejlet = 1


def optael_proever(resultat: Resultat, rapport: Path) -> None:
    for proeve in ElementTree.parse(rapport).iter("testcase"):  # noqa: S314 - pytests egen rapport
        sprunget_over = proeve.find("skipped")
        if proeve.find("failure") is not None or proeve.find("error") is not None:
            resultat.fejlet += 1
        elif sprunget_over is None or sprunget_over.get("type") == "pytest.xfail":
            resultat.bestaaet += 1
        else:
            grund = sprunget_over.get("message", "uden grund")
            resultat.ikke_koert.append(f"{proeve.get('classname')}.{proeve.get('name')}: {grund}")


def fortael(resultater: Sequence[Resultat], er_ci: bool, varighed: float = 0.0) -> int:
    """Skriv opgørelsen, og giv antallet af fejl tilbage. ``varighed`` er sekunder i alt; nogle trin kører samtidig."""
    print("\nResultat")
    for resultat in resultater:
        print(resultat.linje())
    ikke_koert = [f"  {r.navn}: {grund}" for r in resultater for grund in r.ikke_koert]
    if ikke_koert:
        print("\nIkke kørt" + (", og det er en fejl under CI=true" if er_ci else ""))
        print("\n".join(ikke_koert))
    fejlet = sum(resultat.fejlet for resultat in resultater) + (len(ikke_koert) if er_ci else 0)
    minutter, sekunder = divmod(round(varighed), 60)
    print(f"\nI alt {minutter} min. {sekunder} sek.")
    print(f"{sum(resultat.bestaaet for resultat in resultater)} passed, {fejlet} failed", flush=True)
    return fejlet


def main(argumenter: Sequence[str]) -> int:
    os.chdir(trin.ROD)
    lyt_efter_stop()
    egenmappe.fej()
    begyndt = time.monotonic()
    try:
        hold = trin.hurtige() if "--hurtig" in argumenter else trin.alle()
        resultater = [resultat for valgte in hold for resultat in koer_trin(*valgte)]
    except Stoppet:
        print("\nStoppet, før alle prøver var kørt.")
        return 130
    er_ci = os.environ.get("CI", "").lower() == "true"
    return 1 if fortael(resultater, er_ci, time.monotonic() - begyndt) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
