"""A manifest is named as its environment; of a copy that is not, the copy is blamed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.examples import example_text, problems

if TYPE_CHECKING:
    from tests.examples import Changes


def written(tmp_path: Path, changes: Changes | None = None, name: str = "testing.yaml") -> Path:
    path = tmp_path / name
    path.write_text(example_text(changes), encoding="utf-8")
    return path


def test_a_manifest_that_is_not_named_as_its_file_is_refused(tmp_path: Path) -> None:
    assert problems(written(tmp_path, name="qa.yaml")) == [
        "qa.yaml:2:1: environment: got testing, expected qa, as the file is named; write qa"
    ]


def test_where_the_file_cannot_be_an_environments_name_the_file_is_to_be_renamed(tmp_path: Path) -> None:
    assert problems(written(tmp_path, name="my_copy.yml")) == [
        "my_copy.yml:2:1: environment: got testing, expected my_copy, as the file is named; call the file testing.yml"
    ]


def test_a_copy_that_cannot_be_an_environments_name_is_not_to_be_laid_over_the_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = problems(written(tmp_path), written(tmp_path, name="testing copy.yaml"))

    assert said[0] == (
        "testing copy.yaml:2:1: environment: got testing, expected testing copy, as the file is named; "
        "name the file with 2 to 16 lower-case letters, digits and single -, and not bootstrap"
    )


def test_a_name_that_is_refused_already_is_not_refused_for_its_file_too(tmp_path: Path) -> None:
    assert [line.partition(",")[0] for line in problems(written(tmp_path, {"environment": "Testing"}))] == [
        "testing.yaml:2:1: environment: got Testing"
    ]


def test_a_copy_that_says_whose_it_is_is_blamed_for_what_it_shares_and_not_the_original(
    tmp_path: Path,
) -> None:
    original, copy = written(tmp_path), written(tmp_path, name="qa.yaml")
    said = problems(copy, original)

    assert [line.partition(", expected ")[0] for line in said] == [
        "qa.yaml:2:1: environment: got testing",
        "qa.yaml:3:1: stage: got test",
        "qa.yaml:16:3: network.vpc_cidr: got 10.9.0.0/16",
    ]
    assert "does not overlap 10.9.0.0/16 of testing.yaml:16:3;" in said[-1]
