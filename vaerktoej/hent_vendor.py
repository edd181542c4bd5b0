"""Hent de tredjepartsfiler, som ligger i projektet, på ny: ``python -m vaerktoej.hent_vendor``.

``static/vendor/VERSIONER.json`` er listen. En post siger navn og version hos npm, licensen, hvilke filer
der skal hvorhen, ``sha256`` af pakken og ``aftryk`` af den færdige mappe. En ny version hentes ved at rette
``version`` og tømme ``sha256``; så skrives begge kontroltal igen. Kun den, der opdaterer, behøver npm.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROD = Path(__file__).resolve().parent.parent
VERSIONER = ROD / "static/vendor/VERSIONER.json"

Post = dict[str, Any]


def poster() -> list[Post]:
    indhold: list[Post] = json.loads(VERSIONER.read_text("utf-8"))
    return indhold


def aftryk(mappe: Path) -> str:
    """Ét kontroltal for alle filer i mappen: deres stier og indhold."""
    samlet = hashlib.sha256()
    for fil in sorted(sti for sti in mappe.rglob("*") if sti.is_file()):
        samlet.update(fil.relative_to(mappe).as_posix().encode())
        samlet.update(hashlib.sha256(fil.read_bytes()).digest())
    return samlet.hexdigest()


def hent_pakke(post: Post, arbejdsmappe: Path) -> Path:
    """Pak npm-pakken ud og giv dens mappe tilbage; et forkert kontroltal standser."""
    svar = subprocess.run(
        ["npm", "pack", f"{post['navn']}@{post['version']}", "--silent"],
        cwd=arbejdsmappe,
        check=True,
        capture_output=True,
        text=True,
    )
    arkiv = arbejdsmappe / svar.stdout.split()[-1]
    sum_ = hashlib.sha256(arkiv.read_bytes()).hexdigest()
    if post["sha256"] not in ("", sum_):
        sys.exit(f"{arkiv.name} har kontroltallet {sum_}, men {VERSIONER.name} siger {post['sha256']}.")
    post["sha256"] = sum_
    with tarfile.open(arkiv) as tar:
        tar.extractall(arbejdsmappe / arkiv.stem, filter="data")
    return arbejdsmappe / arkiv.stem / "package"


def laeg_filer(post: Post, pakke: Path) -> None:
    """Erstat postens mappe med de filer, som dens mønstre peger på."""
    maal = ROD / post["mappe"]
    shutil.rmtree(maal, ignore_errors=True)
    for moenster, under in post["filer"].items():
        fundne = sorted(pakke.glob(moenster))
        if not fundne:
            sys.exit(f"{post['navn']} {post['version']} har ingen filer, der passer til {moenster}.")
        (maal / under).mkdir(parents=True, exist_ok=True)
        for fil in fundne:
            shutil.copyfile(fil, maal / under / fil.name)
    post["aftryk"] = aftryk(maal)


def main() -> None:
    alle = poster()
    with tempfile.TemporaryDirectory() as mappe:
        for post in alle:
            laeg_filer(post, hent_pakke(post, Path(mappe)))
            print(f"{post['mappe']}: {post['navn']} {post['version']}")
    VERSIONER.write_text(json.dumps(alle, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
