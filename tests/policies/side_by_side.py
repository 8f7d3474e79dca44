"""Side by side: what plain checkov and what `aldeia scan` say of the same stacks with one fault each.

`python -m tests.policies.side_by_side` prints the README's table.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from aldeia.scan import checkov
from tests.policies.planted import PLANTED, good
from tests.stacks.documents import ROOT

OURS = "CKV2_ALDEIA_"
Said = dict[str, tuple[list[str], list[str]]]


def said(python: Path) -> Said:
    """Give for each fault the checks of checkov's own that find something new, and the rules of ours."""
    documents = {fault.name: fault.document() for fault in PLANTED}
    documents |= {fault.environment: good(fault.environment) for fault in PLANTED}
    with tempfile.TemporaryDirectory(prefix="aldeia-side-") as directory:
        for name, document in documents.items():
            path = Path(directory) / name / checkov.FILE_NAME
            path.parent.mkdir()
            path.write_text(json.dumps(checkov.readable(document), indent=1), encoding="utf-8")
        records = [record for record in checkov.run(Path(directory), python) if not record.passed]
    found = {name: {(one.check, one.block) for one in records if one.stack == name} for name in documents}
    return {
        fault.name: _split({check for check, _ in found[fault.name] - found[fault.environment]})
        for fault in PLANTED
    }


def table(found: Said) -> str:
    """Write the README's table."""
    lines = ["| planted | plain checkov | aldeia scan |", "|---|---|---|"]
    lines += [
        f"| {fault.wrong.removesuffix('.')} | {_listed(found[fault.name][0])} | {_listed([*found[fault.name][0], *found[fault.name][1]])} |"
        for fault in PLANTED
    ]
    return "\n".join(lines)


def _split(checks: set[str]) -> tuple[list[str], list[str]]:
    return (
        sorted(check for check in checks if not check.startswith(OURS)),
        sorted(check for check in checks if check.startswith(OURS)),
    )


def _listed(checks: list[str]) -> str:
    return ", ".join(checks) if checks else "**nothing**"


if __name__ == "__main__":
    sys.stdout.write(table(said(ROOT / checkov.PROGRAM)) + "\n")
