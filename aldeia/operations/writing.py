"""Writing: an environment's runbooks into build/<environment>/runbooks, all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.documents.render import RUNBOOKS
from aldeia.operations.runbooks import runbooks_of
from aldeia.operations.site import site_of

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest

SITE = "index.html"


def write_runbooks(manifest: Manifest, directory: Path) -> Path:
    """Write the pages and the site into `directory/<environment>/runbooks/` and give that path.

    They are made in a directory beside it, which takes its place when it is complete: a fault or a Ctrl-C leaves what
    was there, and the page of an alarm that is no more goes.
    """
    home = directory / manifest.environment / RUNBOOKS
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".runbooks-") as temporary:
        made = Path(temporary, "new")
        made.mkdir()
        for name, text in _files(manifest).items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
        _take_place(made, home, Path(temporary, "old"))
    return home


def _files(manifest: Manifest) -> dict[str, str]:
    pages = runbooks_of(manifest)
    return {f"{page.slug}.md": page.text for page in pages} | {SITE: site_of(manifest, pages)}


def _take_place(made: Path, home: Path, old: Path) -> None:
    if home.exists():
        home.replace(old)
    try:
        made.replace(home)
    except BaseException:
        if old.exists():
            old.replace(home)
        raise
    shutil.rmtree(old, ignore_errors=True)
