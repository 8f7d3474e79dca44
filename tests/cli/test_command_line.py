"""The command line as a whole: its help, and a verb without what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.running import ROOT, aldeia


def test_help_imports_nothing_heavy(checkout: Path) -> None:
    script = (
        "import sys; sys.argv = ['aldeia', '--help']\n"
        "from aldeia.cli import main\n"
        "try: main()\n"
        "except SystemExit: print({'pydantic', 'jinja2', 'ruamel.yaml', 'rich', 'boto3', 'cdktf', 'jsii'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "set()"


def test_drift_without_anything_to_look_at_is_refused(checkout: Path) -> None:
    done = aldeia(checkout, "drift")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("name plans, as aldeia plan --keep wrote them")
