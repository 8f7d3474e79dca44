"""Whatever a file is that is named to `aldeia validate`, the answer is a sentence with its name, and status 1."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from typer.testing import CliRunner

from aldeia.cli import app
from tests.examples import ENVIRONMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = (ENVIRONMENTS / "staging.yaml").read_bytes()
FORMATS = ("text", "json", "github", "sarif")
same_directory = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
keys = st.sampled_from(
    ["database", "cache", "alarms", "storage", "port", "parameters", "extends", "<<", "waivers", "x"]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(keys | st.text(max_size=6), inner, max_size=5)
    ),
)


def validate(path: Path, how: str = "text") -> tuple[int, str]:
    """Run the command on a file; whatever it raises but its exit is raised here."""
    done = CliRunner().invoke(app, ["validate", "--format", how, str(path)], catch_exceptions=False)
    return done.exit_code, done.output


def assert_is_refused(path: Path, how: str = "text") -> None:
    status, said = validate(path, how)
    assert status == 1
    assert path.name in said
    assert "Traceback" not in said


@same_directory
@given(content=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(content)
    assert_is_refused(tmp_path / "x.yaml")


@same_directory
@given(content=documents, how=st.sampled_from(FORMATS))
def test_any_document(tmp_path: Path, content: Any, how: str) -> None:
    with (tmp_path / "x.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(content, file)
    assert_is_refused(tmp_path / "x.yaml", how)


@same_directory
@given(at=st.integers(0, len(GOOD)), length=st.integers(0, 40), instead=st.binary(min_size=1, max_size=20))
def test_a_good_manifest_with_any_bytes_in_it(tmp_path: Path, at: int, length: int, instead: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(GOOD[:at] + instead + GOOD[at + length :])
    status, said = validate(path)
    assert status == 0 or path.name in said
    assert "Traceback" not in said


def _bomb() -> bytes:
    return "\n".join(
        ["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    ).encode()


FILES: dict[str, Callable[[Path], object]] = {
    "nothing there": lambda _: None,
    "a directory": Path.mkdir,
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere.yaml"),
    "empty": Path.touch,
    "a NUL byte": lambda path: path.write_bytes(GOOD.replace(b"5432", b"54\0 32")),
    "NUL bytes alone": lambda path: path.write_bytes(bytes(1000)),
    "UTF-16": lambda path: path.write_bytes(GOOD.decode().encode("utf-16")),
    "UTF-32": lambda path: path.write_bytes(GOOD.decode().encode("utf-32")),
    "Latin-1": lambda path: path.write_bytes(GOOD.decode().replace("internal", "intérnal").encode("latin-1")),
    "EBCDIC": lambda path: path.write_bytes(GOOD.decode().encode("cp500")),
    "a picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "a bomb": lambda path: path.write_bytes(_bomb()),
    "an alias to itself": lambda path: path.write_bytes(b"database: &a\n  storage: *a\n"),
    "brackets without end": lambda path: path.write_bytes(b"[" * 200_000),
    "braces without end": lambda path: path.write_bytes(b"{a: " * 50_000),
    "dashes without end": lambda path: path.write_bytes(b"- " * 50_000),
    "groups without end": lambda path: path.write_bytes(b"".join(b" " * n + b"a:\n" for n in range(600))),
    "a key without end": lambda path: path.write_bytes(b"a" * 200_000 + b": 1\n"),
    "a number without end": lambda path: path.write_bytes(GOOD.replace(b"5432", b"9" * 100_000)),
    "more than a manifest can be": lambda path: path.write_bytes(b"a" * 2**20),
    "a program's object": lambda path: path.write_bytes(b"!!python/object/apply:os.system ['true']\n"),
}  # fmt: skip


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize("make", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_manifest(tmp_path: Path, make: Callable[[Path], object], how: str) -> None:
    make(tmp_path / "x.yaml")
    assert_is_refused(tmp_path / "x.yaml", how)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "x.yaml").write_bytes(GOOD)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert_is_refused(tmp_path / "x.yaml")


def test_a_day_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "tomorrow")
    (tmp_path / "x.yaml").write_bytes(GOOD)

    assert validate(tmp_path / "x.yaml") == (
        1,
        "ALDEIA_TODAY: got tomorrow, expected a day as 2028-03-01; correct it, or unset it\n",
    )
