"""The linters of workflows notice what they are for, and find nothing in ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.missing import cannot
from tools import workflows
from tools.workflows import DIRECTORY, actionlint, scripts, shellcheck, zizmor

Linter = Callable[[Path], list[str]]
OURS = sorted(DIRECTORY.glob("*.yml"))
GOOD = """name: good
on:
  pull_request:
    branches: [main]
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - env:
          TITLE: ${{ github.event.pull_request.title }}
        run: echo "$TITLE"
"""
FAULTS: list[tuple[Linter, str, str, str]] = [
    (actionlint, "branches: [main]", "branchs: [main]", 'unexpected key "branchs"'),
    (
        actionlint,
        "github.event.pull_request.title",
        "steps.nothing.outputs.title",
        'property "nothing" is not defined',
    ),
    (
        actionlint,
        'run: echo "$TITLE"',
        'run: echo "${{ github.event.pull_request.title }}"',
        "potentially untrusted",
    ),
    (
        zizmor,
        'run: echo "$TITLE"',
        'run: echo "${{ github.event.pull_request.title }}"',
        "template-injection",
    ),
    (zizmor, "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6", "unpinned-uses"),
    (zizmor, "        with:\n          persist-credentials: false\n", "", "artipacked"),
    (zizmor, "      contents: read", "      contents: write-all", "zizmor failed"),
    (
        zizmor,
        "    permissions:\n      contents: read\n",
        "    permissions: write-all\n",
        "excessive-permissions",
    ),
    (zizmor, "  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
    (shellcheck, 'echo "$TITLE"', "echo $TITLE", "SC2086"),
    (shellcheck, 'echo "$TITLE"', 'if [ "$TITLE" ]; then echo', "SC1"),
]


def needs(linter: Linter) -> None:
    if linter is shellcheck and shutil.which("shellcheck") is None:
        cannot("there is no shellcheck on the PATH")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / ".github" / "workflows" / "good.yml"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.mark.parametrize("linter", workflows.LINTERS, ids=lambda linter: linter.__name__)
def test_a_good_workflow_passes(file: Path, linter: Linter) -> None:
    needs(linter)
    assert linter(file) == []


@pytest.mark.parametrize(
    ("linter", "before", "after", "said"),
    FAULTS,
    ids=lambda value: getattr(value, "__name__", str(value))[:40],
)
def test_a_planted_fault_is_noticed(file: Path, linter: Linter, before: str, after: str, said: str) -> None:
    needs(linter)
    assert GOOD.count(before) == 1
    file.write_text(GOOD.replace(before, after), encoding="utf-8")

    assert [line for line in linter(file) if said in line] != []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
@pytest.mark.parametrize("linter", workflows.LINTERS, ids=lambda linter: linter.__name__)
def test_ours_pass(linter: Linter, path: Path) -> None:
    needs(linter)
    assert linter(path) == []


def test_every_script_of_ours_is_looked_at() -> None:
    for path in OURS:
        text = path.read_text(encoding="utf-8")
        assert len(list(scripts(path))) == text.count(" run: ")


def test_a_linter_that_is_missing_is_told_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(workflows, "LINTERS", (shellcheck,))
    monkeypatch.setattr(workflows, "DIRECTORY", Path(__file__).parent / "nowhere")
    monkeypatch.setattr(workflows, "scripts", lambda _: iter(()))
    monkeypatch.setattr(Path, "glob", lambda *_: iter([Path("a.yml")]))

    monkeypatch.setenv("CI", "true")
    assert workflows.main() == 1
    monkeypatch.setenv("CI", "")
    assert workflows.main() == 0
    assert capsys.readouterr().out.count("shellcheck is not on this machine") == 2
