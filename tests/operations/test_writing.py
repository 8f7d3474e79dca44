"""The runbooks are written whole or not at all, and what is no page any more goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.operations import writing
from aldeia.operations.writing import write_runbooks
from tests.operations.rendered import manifest_at, runbooks_at


def files(directory: Path) -> set[str]:
    return {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}


def pages(environment: str) -> set[str]:
    return {f"{environment}/runbooks/{runbook.slug}.md" for runbook in runbooks_at(environment)}


def test_every_page_and_the_site_lie_in_one_directory_and_nothing_else(tmp_path: Path) -> None:
    assert write_runbooks(manifest_at("staging"), tmp_path) == tmp_path / "staging" / "runbooks"
    assert files(tmp_path) == pages("staging") | {"staging/runbooks/index.html"}


def test_what_is_no_page_any_more_goes_and_what_is_beside_stays(tmp_path: Path) -> None:
    beside, old = tmp_path / "staging" / "environment.md", tmp_path / "staging" / "runbooks" / "old.md"
    for path in (beside, old):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")

    write_runbooks(manifest_at("staging"), tmp_path)

    assert files(tmp_path) == pages("staging") | {"staging/runbooks/index.html", "staging/environment.md"}


@pytest.mark.parametrize("where", ["site_of", "runbooks_of"])
def test_a_fault_while_it_is_made_leaves_what_was_there(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_runbooks(manifest_at("staging"), tmp_path)
    before = {path.name: path.read_bytes() for path in home.iterdir()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, where, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_runbooks(manifest_at("staging"), tmp_path)

    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    assert [path.name for path in home.parent.iterdir()] == ["runbooks"]


def test_a_fault_while_it_takes_its_place_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_runbooks(manifest_at("staging"), tmp_path)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    replace = Path.replace

    def refuses(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuses)
    with pytest.raises(OSError, match="No space left"):
        write_runbooks(manifest_at("staging"), tmp_path)

    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    assert [path.name for path in home.parent.iterdir()] == ["runbooks"]
