"""The verb runbooks: where the pages are, and why they could not be written."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import aldeia


def test_runbooks_says_where_they_are(checkout: Path) -> None:
    done = aldeia(checkout, "runbooks", "staging")

    home = checkout / "build" / "staging" / "runbooks"
    count = len(list(home.glob("*.md")))
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"wrote {count} runbooks into build/staging/runbooks; open build/staging/runbooks/index.html in a browser\n",
        "",
    )
    assert count > 30
    assert (home / "index.html").stat().st_size > 100_000


def test_runbooks_that_cannot_be_written_are_one_sentence(checkout: Path) -> None:
    (checkout / "build").write_text("in the way")

    done = aldeia(checkout, "runbooks", "staging")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "build/staging cannot be written: a file is where a directory should be\n"


def test_runbooks_of_an_environment_that_is_not_there_are_refused(checkout: Path) -> None:
    done = aldeia(checkout, "runbooks", "stagin")

    assert (done.returncode, done.stdout) == (1, "")
    assert "stagin" in done.stderr
    assert "Traceback" not in done.stderr
