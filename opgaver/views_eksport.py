"""En katalogversion som fil til Excel."""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.views.decorators.http import require_safe

from projekter.web import Forespoergsel

from .katalogimport.eksport import filnavn, skriv
from .views_import import XLSX
from .views_katalog import find_version

TYPER = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


@require_safe
def hent(request: Forespoergsel, version: int, slags: str) -> FileResponse:
    """Versionen, som importen læser den. Filen skrives på disken og ikke i hukommelsen."""
    fundet = find_version(request.user, version)
    ud = TemporaryFile()  # noqa: SIM115 - svaret lukker den, når den er sendt
    try:
        skriv(fundet, slags, ud)
    except BaseException:
        ud.close()
        raise
    ud.seek(0)
    return FileResponse(ud, as_attachment=True, filename=filnavn(fundet, slags), content_type=TYPER[slags])
