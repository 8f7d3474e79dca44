"""Synthesis: both revisions made into Terraform JSON, side by side, and compared environment by environment."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.affected.git import lay_out
from aldeia.affected.touched import Affected, without
from aldeia.synth import variables

if TYPE_CHECKING:
    from aldeia.affected.touched import Touched

OURS = {"build", "cdktf.out"}
SAME = "the same Terraform JSON as before: {}"


def compared(found: Affected) -> Affected:
    """Leave out the environments for which the old code and the new, each with its manifests, make the same JSON.

    A revision that cannot be made narrows nothing, and a note says why.
    """
    candidates = [one for one in found.touched if one.change == "changed"]
    if not candidates:
        return found
    with tempfile.TemporaryDirectory(prefix="aldeia-") as temporary:
        before, now = Path(temporary, "before"), Path(temporary, "now")
        before.mkdir()
        now.mkdir()
        lay_out(found.base, before)
        _link(found.base.directory, now)
        faults = _made(before, now)
        if faults:
            return replace(found, notes=[*found.notes, *faults])
        return without(found, {one.environment.name for one in candidates if _same(one, before, now)}, SAME)


def _link(checkout: Path, directory: Path) -> None:
    """Make the checkout from here, so that what was made there stays as it is."""
    for path in checkout.absolute().iterdir():
        if path.name not in OURS:
            (directory / path.name).symlink_to(path)


def _made(before: Path, now: Path) -> list[str]:
    """Make both at once; gives a sentence for each that could not be."""
    children = {
        name: subprocess.Popen(  # our own entry point, of either revision
            [sys.executable, "main.py"],
            cwd=directory,
            env=variables() | {"PYTHONPATH": str(directory), "CDKTF_OUTDIR": "cdktf.out", "ENVIRONMENT": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, directory in (("the base", before), ("this change", now))
    }
    said = {name: child.communicate()[1] for name, child in children.items()}
    return [
        f"{name} cannot be synthesized, so nothing was compared: {(said[name].strip().splitlines() or ['nothing was said'])[-1]}"
        for name, child in children.items()
        if child.returncode
    ]


def _same(one: Touched, before: Path, now: Path) -> bool:
    made = Path("cdktf.out", "stacks", one.environment.stack, "cdk.tf.json")
    paths = before / made, now / made
    return all(path.is_file() for path in paths) and paths[0].read_bytes() == paths[1].read_bytes()
