"""Files that are no manifests: each is told in one sentence, with its line, and none stops the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aldeia.manifest.loader import load
from aldeia.manifest.problem import ManifestError
from tests.examples import example_text, problems

TEXT = example_text()
LINES = TEXT.count("\n")

BROKEN: dict[str, tuple[str | bytes, list[str]]] = {
    "empty": ("", ["1:1: the file is empty; copy a manifest from envs/ and change it"]),
    "blank": (" \n\n", ["1:1: the file is empty; copy a manifest from envs/ and change it"]),
    "comments only": (
        "# a\n# b\n",
        ["1:1: the file has no settings; copy a manifest from envs/ and change it"],
    ),
    "null": ("null\n", ["1:1: the file has no settings; copy a manifest from envs/ and change it"]),
    "a list": ("- a\n- b\n", ["1:1: the file is not a map of settings; write settings as `key: value`"]),
    "a word": ("production\n", ["1:1: the file is not a map of settings; write settings as `key: value`"]),
    "a tab": ("state:\n\tbackend: s3\n", ["2:1: got a tab, expected spaces; indent with spaces"]),
    "an open quote": ('a: 1\nb: "x\nc: 2\n', ["2:4: a quote is opened here and never closed; close it"]),
    "an open bracket": ("a: 1\nb: [x, y\nc: 2\n", ["2:4: a bracket is opened here and not closed; close it"]),
    "an open brace": ("b: {x: 1\nc: 2\n", ["1:4: a bracket is opened here and not closed; close it"]),
    "too far in": (
        "a: 1\n  b: 2\n",
        [
            (
                "2:4: got a second `: ` in a value, or a line indented too far; "
                "write the value in quotes, or align the line with its neighbours"
            )
        ],
    ),
    "too far out": (
        "a:\n  b: 1\n c: 2\n",
        [
            (
                "3:2: got a line that does not go on with what is above it; "
                "align it with its neighbours, and put quotes around a whole value"
            )
        ],
    ),
    "text after a quote": (
        'a: "b" c\n',
        [
            (
                "1:8: got a line that does not go on with what is above it; "
                "align it with its neighbours, and put quotes around a whole value"
            )
        ],
    ),
    "no colon": ("a: 1\nword\nb: 2\n", ["2:1: got a line without `key: value`; add the colon, or the value"]),
    "an at sign": ("owner: @team\n", ["1:8: got a value that starts with @; write the value in quotes"]),
    "a stray bracket": (
        "a: ]\n",
        ["1:4: got a bracket, dash or comma, expected a value; write the value in quotes"],
    ),
    "a dash in a value": ("a: - b\n", ["1:4: got a dash or ? in a value; write the value in quotes"]),
    "a backslash": (
        'a: "\\q"\n',
        ["1:6: got a backslash in double quotes that means nothing; use single quotes"],
    ),
    "text after a bar": ("a: |x\n b\n", ["1:5: got text after | or >; write the text on the next line"]),
    "a directive": ("%YAML 1.1\n---\na: 1\n", ["1:1: directives (%) are not read; take the line out"]),
    "another fault": (
        "a: !y!x 1\n",
        [
            "1:4: not YAML: while parsing a node found undefined tag handle ...; mend the line, or the one before it"
        ],
    ),
    "a control character": (
        "a: 1\nb: \x07\n",
        ["2:4: got the control character U+0007, expected text; take it out, and save the file as UTF-8"],
    ),
    "NUL": (
        b"a: \0\n",
        ["1:4: got the control character U+0000, expected text; take it out, and save the file as UTF-8"],
    ),
    "Latin-1": (
        "a: 1\nowner: Zoë\n".encode("latin-1"),
        ["2:10: the file is not UTF-8 text; save it as UTF-8"],
    ),
    "UTF-16": ("a: 1\n".encode("utf-16"), ["1:1: the file is not UTF-8 text; save it as UTF-8"]),
    "UTF-16 without its mark": (
        "a: 1\n".encode("utf-16-le"),
        ["1:2: got the control character U+0000, expected text; take it out, and save the file as UTF-8"],
    ),
    "an unknown alias": ("a: *b\n", ["1:4: got an alias (*), expected a value; write the value out"]),
    "brackets without end": (
        "a: " + "[" * 10_000,
        ["1:24: not a manifest: nested too deeply; manifests have five levels"],
    ),
    "groups without end": (
        "\n".join(f"{' ' * level}a:" for level in range(25)),
        [
            (
                "1:1: a: unknown setting; known here: alarms, cache, database, encryption, environment, network, owner, "
                "permissions_boundary, project, recovery, region, stage, state, tags, waivers"
            ),
            "22:22: a" + ".a" * 20 + ": not a manifest: nested too deeply; manifests have five levels",
        ],
    ),
    "items without end": (
        "- " * 2_000,
        ["1:1: not a manifest: nested too deeply; manifests have five levels"],
    ),
    "two documents": (
        f"{TEXT}---\n{TEXT}",
        [f"{LINES + 2}:1: a second document starts here; keep one environment in a file"],
    ),
    "a duplicate": (
        f"{TEXT}owner: other\n",
        [f"{LINES + 1}:1: owner: written twice, first on line 5; keep one"],
    ),
    "a duplicate further in": (
        TEXT.replace("  port: 5432\n", "  port: 5432\n  port: 5433\n"),
        ["40:3: database.port: written twice, first on line 39; keep one"],
    ),
    "a merge": (
        TEXT.replace("  port: 5432\n", "  port: 5432\n  <<: {x: 1}\n"),
        ["40:3: database: merge keys (<<) are not read; write the settings out"],
    ),
    "an anchor": (
        TEXT.replace("  port: 5432\n", "  port: &port 5432\n"),
        ["39:9: database.port: anchors and aliases (& and *) are not read; write the value out"],
    ),
    "a tag": (
        TEXT.replace("  port: 5432\n", "  port: !!python/object/apply:os.system [id]\n"),
        ["39:9: database.port: tags (!) are not read; write the value alone"],
    ),
    "a tag of YAML's own": (
        TEXT.replace("  port: 5432\n", "  port: !!int many\n"),
        ["39:9: database.port: tags (!) are not read; write the value alone"],
    ),
    "a key that is a list": (
        f"{TEXT}? [a]\n: b\n",
        [f"{LINES + 1}:3: a key is not a word; write settings as `key: value`"],
    ),
    "a key without a name": (
        f"{TEXT}'': b\n",
        [f"{LINES + 1}:1: a key is not a word; write settings as `key: value`"],
    ),
    "a day that is none": (
        TEXT.replace("us-west-2", "2001-99-99").replace('"2001-99-99"', "2001-99-99"),
        ["148:5: recovery.cross_region_backups.region: got 2001-99-99, expected a region as us-east-1"],
    ),
    "a number without end": (
        TEXT.replace("5432", "9" * 5000),
        [f"39:3: database.port: got {'9' * 60}..., expected a whole number"],
    ),
    "an unknown key of two lines": (
        f'{TEXT}"a\\nb\\e": 1\n',
        [
            (
                f"{LINES + 1}:1: a?b?: unknown setting; known here: alarms, cache, database, encryption, environment, network, "
                "owner, permissions_boundary, project, recovery, region, stage, state, tags, waivers"
            )
        ],
    ),
    "a fault of YAML and one of meaning": (
        TEXT.replace("  port: 5432\n", "  port: 5432\n  port: 5433\n").replace("port: 6379", "port: 8005"),
        [
            "40:3: database.port: written twice, first on line 39; keep one",
            "76:3: cache.port: got 8005, expected another, ElastiCache keeps this one for itself [redis_leaves_elasticache_its_port]",
        ],
    ),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_no_manifest_is_refused_in_one_sentence(
    tmp_path: Path, content: str | bytes, said: list[str]
) -> None:
    path = tmp_path / "testing.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    refused = [line for line in problems(path) if ": missing; " not in line]
    assert refused == [f"testing.yaml:{line}" for line in said]


def test_a_small_file_that_would_unfold_into_a_large_one_is_refused_where_it_starts(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    levels = [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 10)]
    path.write_text("\n".join(["l0: &l0 lol", *levels]))
    refused = [line for line in problems(path) if "anchors" in line]
    assert refused == [
        f"bomb.yaml:{level + 1}:5: l{level}: anchors and aliases (& and *) are not read; write the value out"
        for level in range(10)
    ]


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path, change: object) -> None:
    path = tmp_path / "testing.yaml"
    assert callable(change)
    path.write_bytes(change(TEXT).encode())
    assert problems(path) == []


def test_lines_are_counted_the_same_with_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "testing.yaml"
    path.write_bytes(TEXT.replace("port: 6379", "port: 8005").replace("\n", "\r\n").encode())
    assert problems(path) == [
        "testing.yaml:75:3: cache.port: got 8005, expected another, ElastiCache keeps this one for itself [redis_leaves_elasticache_its_port]"
    ]


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "testing.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    assert problems(path) == [
        "testing.yaml:1:1: got a file of 50.0 MiB, expected at most 256 KiB; is this a manifest?"
    ]


@pytest.mark.parametrize("line", ["a." * 40_000, "eyJ-" * 20_000, "a: " * 80_000, "[" * 250_000])
def test_the_largest_file_that_is_read_is_refused_in_no_time(tmp_path: Path, line: str) -> None:
    path = tmp_path / "testing.yaml"
    path.write_text(line)
    assert len(problems(path)) == 1


def test_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "testing.yaml").mkdir()
    assert problems(tmp_path / "testing.yaml") == [
        "testing.yaml:1:1: this is a directory; name the manifest itself"
    ]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "testing.yaml")
    assert problems(tmp_path / "testing.yaml") == [
        "testing.yaml:1:1: this is no ordinary file; name the manifest itself"
    ]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = "testing.yaml:1:1: cannot be read: no such file or directory; check the path and its permissions"
    assert problems(tmp_path / "testing.yaml") == [said]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "testing.yaml").symlink_to("testing.yaml")
    said = "testing.yaml:1:1: cannot be read: too many levels of symbolic links; check the path and its permissions"
    assert problems(tmp_path / "testing.yaml") == [said]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "testing.yaml").write_text(TEXT)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    said = "testing.yaml:1:1: cannot be read: permission denied; check the path and its permissions"
    assert problems(tmp_path / "testing.yaml") == [said]


@settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=60), st.text(alphabet="ab:-[]{}\"'&*!#|>%@?, \n\t\x85\u2028\ufeff01", max_size=60)
    )
)
def test_whatever_the_bytes_the_answer_is_a_problem(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "testing.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ManifestError) as raised:
        load([path])
    assert all(str(problem).isprintable() for problem in raised.value.problems)


@settings(
    max_examples=10, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(TEXT)), st.text(alphabet="ab:-[]{}\"'&*!#|>%@?, \n\t01", min_size=1, max_size=4))
def test_whatever_is_typed_into_a_manifest_the_answer_is_a_manifest_or_a_problem(
    tmp_path: Path, at: int, typed: str
) -> None:
    path = tmp_path / "testing.yaml"
    path.write_text(TEXT[:at] + typed + TEXT[at:])
    assert all(line.startswith("testing.yaml:") for line in problems(path))
