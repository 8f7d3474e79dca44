"""The command line as a whole: its version, its help, and a verb without what it needs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from aldeia.cli import app
from tests.cli.running import ROOT, aldeia

VERBS = sorted(name for name in vars(typer.main.get_command(app))["commands"])


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


def test_the_version_is_the_projects(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = aldeia(tmp_path, "--version", ALDEIA_TODAY="no day")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"aldeia {project['version']}\n", "")


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_h_is_help(verb: str) -> None:
    short, long = (CliRunner().invoke(app, [*filter(None, [verb]), flag]) for flag in ("-h", "--help"))

    assert (short.exit_code, short.output) == (0, long.output)
    assert "-h, --help" in short.output


def test_drift_without_anything_to_look_at_is_refused(checkout: Path) -> None:
    done = aldeia(checkout, "drift")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("name plans, as aldeia plan --keep wrote them")


def test_an_interruption_while_it_still_loads_is_a_word_and_no_traceback() -> None:
    stopped = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from aldeia.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", stopped], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped\n")
