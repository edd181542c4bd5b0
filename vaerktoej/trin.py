"""De trin, som ``make test`` består af, hver med sin kommando og det miljø, den skal have."""

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from vaerktoej import tjenester
from vaerktoej.egenmappe import egen_mappe
from vaerktoej.tjenester import Mangler

ROD = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
PYTEST = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
FILVIS = ["--dist", "loadfile", "--no-loadscope-reorder"]
"""En fil ad gangen til hver proces, så det, en fil gør klar én gang, ikke gøres klar to gange; de tunge først."""
PARALLELT = ["-n", "2", *FILVIS]
I_BROWSEREN = ["-n", "3", *FILVIS]
"""En mere, end maskinen har kerner; en browserprøve venter tit på noget, der ikke er regnearbejde."""

UDEN_DATABASE = (
    "tests/adgang/test_fremmede_ider.py",
    "tests/adgang/test_injektion.py",
    "tests/adgang/test_laeste_navne.py",
    "tests/adgang/test_matrix_kan_fejle.py",
    "tests/etaper/test_regler.py",
    "tests/eget/test_kriterier.py",
    "tests/eget/test_pdf.py",
    "tests/faelles",
    "tests/fletning/test_egenskaber.py",
    "tests/fletning/test_tabel.py",
    "tests/fletning/test_valgfoelger.py",
    "tests/flytning/test_fristbeskeder.py",
    "tests/flytning/test_kvittering.py",
    "tests/flytning/test_ordlyd.py",
    "tests/flytning/test_pauseregler.py",
    "tests/flytning/test_regler.py",
    "tests/frister",
    "tests/fuzz",
    "tests/gevinster/test_beregning.py",
    "tests/gevinster/test_tal.py",
    "tests/implementering/test_bench.py",
    "tests/implementering/test_demo.py",
    "tests/implementering/test_miljoe.py",
    "tests/indhentning/test_regler.py",
    "tests/koe/test_transport.py",
    "tests/kortet/test_regler.py",
    "tests/liste/test_filter.py",
    "tests/opgaver/test_fuldfoerelsesregler.py",
    "tests/opgaver/test_masseregler.py",
    "tests/opgaver_katalog/test_eksport.py",
    "tests/opgaver_katalog/test_excel.py",
    "tests/opgaver_katalog/test_fejlmappe.py",
    "tests/opgaver_katalog/test_felttekst.py",
    "tests/opgaver_katalog/test_forstaaelse.py",
    "tests/opgaver_katalog/test_kortredigering.py",
    "tests/opgaver_katalog/test_laesning.py",
    "tests/opgaver_katalog/test_marken.py",
    "tests/opgaver_katalog/test_onde_filer.py",
    "tests/opgaver_katalog/test_ordforskel.py",
    "tests/overblik/test_min_side.py",
    "tests/overblik/test_status.py",
    "tests/overblik/test_svg.py",
    "tests/overgange/test_pdf.py",
    "tests/overgange/test_pdfmotor.py",
    "tests/overgange/test_pdfside.py",
    "tests/overgange/test_regler.py",
    "tests/paamindelser/test_brev.py",
    "tests/paamindelser/test_regler.py",
    "tests/sider",
    "tests/sikkerhed/test_drift.py",
    "tests/sikkerhed/test_login.py",
    "tests/sikkerhed/test_xss.py",
    "tests/stamdata/test_filer.py",
    "tests/stamdata/test_kataloger.py",
    "tests/stamdata/test_vitas.py",
    "tests/stamdata/test_rollefiler.py",
    "tests/test_lag.py",
    "tests/tidsplan/test_akse.py",
    "tests/tidsplan/test_maaned.py",
    "tests/tidsplan/test_tegning.py",
    "tests/tidsplan/test_vinduer.py",
    "tests/udgivelse/test_pdf.py",
    "tests/vaerktoej",
)
"""Prøver, hvis svar er det samme i enhver database: filer, regler, ord, markup og indstillinger. De køres kun én gang.

Rettigheder, formularer og antallet af forespørgsler er Python; deres SQL køres på PostgreSQL af adgangsmatricen.
"""

SIDERNE = "tests/*/test_*sider.py"
"""Prøver af, hvad der står på siderne. Handlingerne under dem har prøver, som køres i begge databaser."""

Miljoe = Mapping[str, str]
type Miljoevalg = Callable[[ExitStack], Miljoe]


def uaendret(_oprydning: ExitStack) -> Miljoe:
    return {}


@dataclass(frozen=True)
class Trin:
    """Én kommando. ``miljoe`` kaldes, når trinnet skal køre; den må starte tjenester og rejse ``Mangler``."""

    navn: str
    kommando: Sequence[str]
    miljoe: Miljoevalg = uaendret
    er_pytest: bool = False


def udvikling(oprydning: ExitStack) -> Miljoe:
    return {"DEBUG": "1", "DATA_MAPPE": str(egen_mappe(oprydning))}


def drift(oprydning: ExitStack) -> Miljoe:
    """Som i rigtig drift; tjenesterne nævnes kun, for de trin, der bruger miljøet, kalder dem ikke."""
    return {
        "DATA_MAPPE": str(egen_mappe(oprydning)),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "implementering.example",
        "DATABASE_URL": "postgres://implementering@database/implementering",
        "REDIS_URL": "redis://redis/0",
        "EMAIL_URL": "smtp+tls://mail.example:587",
    }


def postgres_og_redis(oprydning: ExitStack) -> Miljoe:
    mappe = egen_mappe(oprydning)
    return {
        "DATABASE_URL": oprydning.enter_context(tjenester.postgres(mappe)),
        "REDIS_URL": oprydning.enter_context(tjenester.redis(mappe)),
    }


def chromium(_oprydning: ExitStack) -> Miljoe:
    for navn in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if navn and (program := shutil.which(navn)):
            return {"CHROMIUM": program}
    raise Mangler("Chromium mangler. Installér den med: sudo apt-get install chromium")


def docker_compose(_oprydning: ExitStack) -> Miljoe:
    if not shutil.which("docker-compose"):
        raise Mangler("docker-compose mangler. Installér den med: sudo apt-get install docker-compose")
    navne = ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS", "BASIS_URL", "EMAIL_URL")
    return dict.fromkeys(navne, "proeve")


def htmx_tjek() -> list[str]:
    """htmx' eget tjek for ord fra version 2, som version 4 uden videre overser."""
    egne_scripts = [str(sti) for sti in ROD.glob("static/**/*.js") if "vendor" not in sti.parts]
    skabeloner = [str(sti) for sti in [ROD / "templates", *ROD.glob("*/templates")] if sti.is_dir()]
    return [PYTHON, "vaerktoej/vendor/htmx/upgrade-check.py", *skabeloner, *egne_scripts]


Hold = tuple[Trin, ...]
"""Trin, der kører på samme tid."""


def hurtige() -> list[Hold]:
    return [tuple(_stille()), (_sqlite(),)]


def alle() -> list[Hold]:
    """De stille på samme tid; prøverne hver for sig, for de bruger selv alle kerner, og browseren har tidsfrister."""
    return [(*_stille(), *_opstilling()), (_sqlite(),), (_postgresql(),), (_chromium(),)]


def _stille() -> list[Trin]:
    return [
        Trin("Typer (mypy)", [PYTHON, "-m", "mypy"]),
        Trin("Stil (ruff check)", [PYTHON, "-m", "ruff", "check", "--quiet"]),
        Trin("Format (ruff format)", [PYTHON, "-m", "ruff", "format", "--check", "--quiet"]),
        Trin("Lag (import-linter)", [str(Path(PYTHON).parent / "lint-imports"), "--no-logo"]),
        Trin("Skabeloner (htmx 4)", htmx_tjek()),
        Trin("Migreringer er lavet", [*MANAGE, "makemigrations", "--check", "--dry-run"], udvikling),
    ]


def _opstilling() -> list[Trin]:
    return [
        Trin("Drift (check --deploy)", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], drift),
        Trin("Statiske filer (collectstatic)", [*MANAGE, "collectstatic", "--noinput", "-v0"], drift),
        Trin("Compose-filen", ["docker-compose", "config", "--quiet"], docker_compose),
    ]


def _sqlite() -> Trin:
    kommando = [*PYTEST, *PARALLELT, "-m", "not browser and not postgresql"]
    return Trin("Enhedsprøver, SQLite", kommando, er_pytest=True)


def _postgresql() -> Trin:
    uden = [f"--ignore-glob={SIDERNE}", *(f"--ignore={sti}" for sti in UDEN_DATABASE)]
    kommando = [*PYTEST, *PARALLELT, "-m", "not browser and not sqlite", *uden]
    return Trin("Enhedsprøver, PostgreSQL og Redis", kommando, postgres_og_redis, er_pytest=True)


def _chromium() -> Trin:
    kommando = [*PYTEST, *I_BROWSEREN, "-m", "browser and not lang", "tests/browser"]
    return Trin("Gennemgang i Chromium", kommando, chromium, er_pytest=True)
