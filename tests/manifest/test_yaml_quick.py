"""libyaml and ruamel.yaml give the same tree of every text that libyaml is believed of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from aldeia.manifest import yaml_file
from aldeia.manifest.yaml_quick import ordinary
from aldeia.manifest.yaml_tree import Tree, trees
from tests.damaged import TEXTS, damaged
from tests.examples import ENVIRONMENTS, example_text

FILES = [*sorted(ENVIRONMENTS.glob("*.yaml")), *sorted(ENVIRONMENTS.glob("policy/*.yaml"))]


def assert_alike(text: str) -> None:
    quick = ordinary(text)
    if quick is None:
        return
    try:
        careful = trees(text)
    except YAMLError as error:
        pytest.fail(f"{text!r}: libyaml reads {quick}, ruamel.yaml says {error}")
    assert careful == [quick]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_committed_file_is_read_quickly_and_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ordinary(text) is not None
    assert_alike(text)


@given(text=TEXTS)
def test_any_text_is_read_alike(text: str) -> None:
    assert_alike(text)
    assert_alike(f"a: {text}")
    assert_alike(f"a: [{text}]")


@given(data=st.sampled_from([path.read_bytes() for path in FILES]).flatmap(damaged))
def test_a_damaged_file_is_read_alike(data: bytes) -> None:
    try:
        assert_alike(data.decode())
    except UnicodeDecodeError:
        return


def test_the_tree_has_the_places_that_people_count() -> None:
    a, b = Tree("scalar", "a", 1, 1, plain=True), Tree("scalar", "b", 2, 4, plain=False)
    assert ordinary("a:\n - 'b'\n") == Tree("map", [(a, Tree("list", [b], 2, 2))], 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "a: &b c", "a: !!str c", "a: *b", "a: |\n b", "a: >\n b", "a: b\n c", 'a: "b\n c"', "---\na: b", "a: b\n...",
        "a: b\n---\nc: d", "- a", "a", "a:", "a: [b:c]", 'a: "\\x41"', "a:\tb", "a: b\r\n", "a: \u2028", "a: \ufeff",
        "a: [x", "a: 'b", "", "%YAML 1.1\n---\na: b", "a: " + "[" * 25 + "]" * 25,
    ],
)  # fmt: skip
def test_what_is_not_ordinary_is_left_to_ruamel_yaml(text: str) -> None:
    assert ordinary(text) is None


def test_without_libyaml_the_same_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(example_text(), encoding="utf-8")
    quick = yaml_file.read(path, "x.yaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", False)

    assert ordinary(example_text()) is None
    assert yaml_file.read(path, "x.yaml") == quick


def test_an_ordinary_file_is_not_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> Any:
        pytest.fail("ruamel.yaml was asked")

    monkeypatch.setattr(yaml_file, "trees", fail)
    path = tmp_path / "x.yaml"
    path.write_text(example_text(), encoding="utf-8")

    assert yaml_file.read(path, "x.yaml").problems == []
