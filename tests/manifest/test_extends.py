"""A manifest that extends another: what is merged, what is not inherited, where each value stands, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest import extends, yaml_file
from aldeia.manifest.extends import MOST_FILES, Reading, read_extended
from aldeia.manifest.layers import OWN
from aldeia.manifest.loader import load, load_directory
from aldeia.manifest.problem import ManifestError, Place
from tests.examples import example, example_text, problems

if TYPE_CHECKING:
    from aldeia.manifest.yaml_file import YamlFile

ITS_OWN = """\
environment: other
stage: other
network:
  vpc_cidr: 10.10.0.0/16
  database_subnets:
    - {availability_zone: us-east-1a, cidr: 10.10.20.0/24}
    - {availability_zone: us-east-1b, cidr: 10.10.21.0/24}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def envs(tmp_path: Path) -> Path:
    """A directory with the example, which another manifest may extend."""
    directory = tmp_path / "envs"
    (directory / "base").mkdir(parents=True)
    (directory / "testing.yaml").write_text(example_text(), encoding="utf-8")
    return directory


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def other(envs: Path, database: str = "", more: str = "", base: str = "testing.yaml") -> Path:
    """Write a manifest that extends another and says what is its own, with more in it."""
    text = f"extends: {base}\n{ITS_OWN}database:\n  name: aldeia_other\n{database}{more}"
    return write(envs / "other.yaml", text)


def read(path: Path) -> YamlFile:
    return read_extended(path, Reading(lambda path: path.name))


def said(envs: Path) -> list[str]:
    with pytest.raises(ManifestError) as error:
        load_directory(envs.relative_to(Path.cwd()))
    return str(error.value).splitlines()


def test_what_is_not_said_is_inherited(envs: Path) -> None:
    testing, changed = load([envs / "testing.yaml", other(envs, "  storage: 120 GiB\n")])

    assert (changed.environment, changed.database.storage.gib, changed.database.name) == (
        "other",
        120,
        "aldeia_other",
    )
    assert changed.cache == testing.cache
    assert changed.database.pool == testing.database.pool


def test_maps_merge_and_lists_and_scalars_replace(envs: Path) -> None:
    path = other(
        envs,
        "  log_exports: [upgrade]\n  pool:\n    max: 10\n  parameters:\n    work_mem: 8MB\n",
        "tags:\n  Application: another\n  More: one\n",
    )
    values: dict[str, Any] = read(path).values or {}

    assert values["database"]["log_exports"] == ["upgrade"]
    assert values["database"]["pool"] == example()["database"]["pool"] | {"max": 10}
    assert values["database"]["parameters"] == {"max_connections": 200, "work_mem": "8MB"}
    assert values["tags"] == {"Application": "another", "More": "one"}
    assert "extends" not in values


def test_null_takes_a_parameter_or_a_tag_away(envs: Path) -> None:
    path = other(envs, "  parameters:\n    max_connections: null\n", "tags:\n  Application: null\n")
    (manifest,) = load([path])

    assert (manifest.database.parameters, manifest.tags) == ({}, {})


def test_null_is_a_value_where_a_setting_may_be_null(envs: Path) -> None:
    write(envs / "testing.yaml", example_text({"database.storage_ceiling": "200 GiB"}))
    (manifest,) = load([other(envs, "  storage_ceiling: null\n")])

    assert manifest.database.storage_ceiling is None


def test_null_where_there_is_nothing_to_take_away_is_refused(envs: Path) -> None:
    assert problems(other(envs, "  parameters:\n    work_mem: null\n")) == [
        "envs/other.yaml:12:5: database.parameters.work_mem: got null, expected one value, as 25%, 8MB, 1000, on or allkeys-lru"
    ]


def test_a_map_with_nothing_in_it_changes_nothing_and_is_refused(envs: Path) -> None:
    assert problems(other(envs, "  parameters: {}\n", "alarms: {}\n")) == [
        (
            "envs/other.yaml:11:3: database.parameters: got {}, expected what differs from envs/testing.yaml; "
            "take the line out, or write null at each that is not wanted"
        ),
        "envs/other.yaml:12:1: alarms: got {}, expected what differs from envs/testing.yaml; take the line out",
    ]


def test_every_value_keeps_the_place_where_it_stands(envs: Path) -> None:
    write(envs / "base" / "small.yaml", "extends: ../testing.yaml\ncache:\n  log_retention: 7 days\n")
    file = read(other(envs, "  storage: 120 GiB\n", base="base/small.yaml"))

    assert file.name == "other.yaml"
    assert file.places["database", "storage"] == Place("other.yaml", 11, 3)
    assert file.places["database", "port"] == Place("testing.yaml", 39, 3)
    assert file.places["cache", "log_retention"] == Place("small.yaml", 3, 3)
    assert file.places["cache",] == Place("small.yaml", 2, 1)
    assert file.written["cache", "log_retention"] == "7 days"
    # A list that is replaced leaves nothing behind: neither the second zone's place nor its text.
    assert file.places["network", "database_subnets", 1, "cidr"] == Place("other.yaml", 8, 39)
    assert {
        place.file for path, place in file.places.items() if path[:2] == ("network", "database_subnets")
    } == {"other.yaml"}


def test_nothing_is_left_of_a_longer_list(envs: Path) -> None:
    write(
        envs / "testing.yaml",
        example_text({"alarms.subscriptions.1": {"protocol": "sms", "endpoint": "+15551234567"}}),
    )
    file = read(
        other(envs, more="alarms:\n  subscriptions:\n    - {protocol: email, endpoint: a@b.example}\n")
    )

    assert [path for path in file.places if path[:3] == ("alarms", "subscriptions", 1)] == []
    assert [path for path in file.written if path[:3] == ("alarms", "subscriptions", 1)] == []


def test_a_rules_problem_is_told_where_the_value_stands_and_for_whom(envs: Path) -> None:
    other(envs, "  storage: 400 GiB\n")
    write(envs / "testing.yaml", example_text({"database.storage_ceiling": "200 GiB"}))

    assert said(envs) == [
        (
            "envs/testing.yaml:33:3: database.storage_ceiling: got 200 GiB, expected at least 440 GiB, a tenth above "
            "storage (400 GiB); or null, and the volume never grows (extended by envs/other.yaml) [the_storage_ceiling_leaves_room]"
        )
    ]


def test_a_problem_that_the_base_has_too_is_told_once_and_as_the_bases(envs: Path) -> None:
    other(envs)
    write(envs / "testing.yaml", example_text({"cache.port": 8005, "database.port": 80}))

    assert said(envs) == [
        "envs/testing.yaml:39:3: database.port: got 80, expected at least 1150",
        "envs/testing.yaml:75:3: cache.port: got 8005, expected another, ElastiCache keeps this one for itself [redis_leaves_elasticache_its_port]",
    ]


def test_a_problem_of_a_base_that_is_no_environment_names_all_who_extend_it(envs: Path) -> None:
    (envs / "testing.yaml").rename(envs / "base" / "testing.yaml")
    first = other(envs, more="cache:\n  port: 8005\n", base="base/testing.yaml")
    write(envs / "base" / "testing.yaml", example_text({"cache.nodes": 0}))
    write(
        envs / "second.yaml",
        first.read_text(encoding="utf-8")
        .replace("cache:\n  port: 8005\n", "")
        .replace("other", "second")
        .replace("10.10.", "10.11."),
    )

    assert said(envs) == [
        "envs/base/testing.yaml:70:3: cache.nodes: got 0, expected at least 1 (extended by envs/other.yaml, envs/second.yaml)",
        "envs/other.yaml:12:3: cache.port: got 8005, expected another, ElastiCache keeps this one for itself [redis_leaves_elasticache_its_port]",
    ]


def test_a_base_of_many_is_read_once_and_not_changed_by_them(
    envs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(envs / "base" / "part.yaml", "extends: ../testing.yaml\ncache:\n  port: 6380\n")
    first = other(envs, "  storage: 120 GiB\n", base="base/part.yaml")
    text = first.read_text(encoding="utf-8").replace("other", "second").replace("10.10.", "10.11.")
    write(envs / "second.yaml", text.replace("120 GiB", "130 GiB"))
    asked: list[str] = []

    def counted(path: Path, name: str) -> YamlFile:
        asked.append(path.name)
        return yaml_file.read(path, name)

    monkeypatch.setattr(extends, "read", counted)
    manifests = load_directory(envs)

    assert sorted(asked) == ["other.yaml", "part.yaml", "second.yaml", "testing.yaml"]
    assert [(m.database.storage.gib, m.cache.port) for m in manifests] == [
        (120, 6380),
        (130, 6380),
        (100, 6379),
    ]


def test_a_base_in_a_directory_of_its_own_is_no_environment(envs: Path) -> None:
    write(envs / "base" / "part.yaml", "extends: null\ncache:\n  port: 6380\n")
    write(envs / "testing.yaml", "extends: base/part.yaml\n" + example_text().replace("  port: 6379\n", ""))
    (manifest,) = load_directory(envs)

    assert (manifest.environment, manifest.cache.port) == ("testing", 6380)


@pytest.mark.parametrize("path", OWN, ids=".".join)
def test_what_no_two_environments_share_is_not_inherited(envs: Path, path: tuple[str, ...]) -> None:
    write(
        envs / "testing.yaml",
        example_text(
            {
                "network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.9.1.0/24"}],
                "state": {
                    "backend": "s3",
                    "bucket": "states",
                    "key": "testing",
                    "region": "us-east-1",
                    "kms_key_id": None,
                },
            }
        ),
    )
    dotted = ".".join(path)

    told = [
        line
        for line in problems(write(envs / "other.yaml", "extends: testing.yaml\n"))
        if f" {dotted}: " in line
    ]
    place = read(envs / "testing.yaml").place(path)

    assert told == [
        f"envs/other.yaml:1:1: {dotted}: missing, expected one of its own, as that of envs/{place} is not inherited; add it"
    ]


def test_what_is_not_inherited_is_compared_with_no_other_environment(envs: Path) -> None:
    write(envs / "other.yaml", "extends: testing.yaml\n")

    assert [line.split(", ")[0].removeprefix("envs/other.yaml:1:1: ") for line in said(envs)] == [
        "environment: missing",
        "stage: missing",
        "network.vpc_cidr: missing",
        "network.database_subnets: missing",
        "database.name: missing",
    ]


def test_nothing_is_inherited_where_there_is_nothing_to_share(envs: Path) -> None:
    (manifest,) = load([other(envs)])

    assert (manifest.state.key, manifest.network.application_subnets) == (None, ())


def test_a_circle_is_refused_with_its_chain(envs: Path) -> None:
    write(envs / "testing.yaml", "extends: base/a.yaml\n")
    write(envs / "base" / "a.yaml", "cache:\n  port: 1\nextends: ../testing.yaml\n")

    assert said(envs) == [
        (
            "envs/base/a.yaml:3:1: extends: got the circle envs/testing.yaml -> envs/base/a.yaml -> envs/testing.yaml, "
            "expected a chain that ends; take one extends out"
        )
    ]


def test_a_file_that_extends_itself_by_a_link_is_a_circle(envs: Path) -> None:
    write(envs / "testing.yaml", "extends: base/a.yaml\n")
    (envs / "base" / "a.yaml").symlink_to("../testing.yaml")

    assert said(envs) == [
        (
            "envs/testing.yaml:1:1: extends: got the circle envs/testing.yaml -> envs/base/a.yaml, "
            "expected a chain that ends; take one extends out"
        )
    ]


def chain(envs: Path, length: int) -> Path:
    """Write a manifest over as many bases as make a chain of this length, and give its path."""
    names = [f"base/{number}.yaml" for number in range(1, length - 1)]
    write(envs / "base" / "0.yaml", "extends: ../testing.yaml\n")
    for below, name in zip(range(length), names, strict=False):
        write(envs / name, f"extends: {below}.yaml\n")
    return other(envs, base=f"base/{length - 3}.yaml")


def test_the_longest_chain_is_read(envs: Path) -> None:
    assert [manifest.environment for manifest in load([chain(envs, MOST_FILES)])] == ["other"]


def test_a_longer_chain_is_refused(envs: Path) -> None:
    assert problems(chain(envs, MOST_FILES + 1)) == [
        (
            "envs/base/0.yaml:1:1: extends: got 6 files, envs/other.yaml -> envs/base/3.yaml -> envs/base/2.yaml -> "
            "envs/base/1.yaml -> envs/base/0.yaml -> envs/testing.yaml, expected at most 5; say it in fewer files"
        )
    ]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("testng.yaml", "got testng.yaml, expected a file in envs or below, as production.yaml; did you mean testing.yaml?"),
        ("testing", "got testing, expected a file in envs or below, as production.yaml; did you mean testing.yaml?"),
        ("qqq.yaml", "got qqq.yaml, expected a file in envs or below, as production.yaml; there is: other.yaml, testing.yaml"),
        ("../testing.yaml", "got ../testing.yaml, expected a file in envs or below, as production.yaml; move it there"),
        ("/etc/passwd", "got /etc/passwd, expected a file in envs or below, as production.yaml; move it there"),
        ("[testing.yaml]", "got several values, expected one file's name, as production.yaml"),
        ("7", "got 7, expected one file's name, as production.yaml"),
        ("''", "got nothing, expected one file's name, as production.yaml"),
    ],
)  # fmt: skip
def test_what_cannot_be_extended_is_refused_at_the_line_that_asks(
    envs: Path, written: str, sentence: str
) -> None:
    assert problems(other(envs, base=written)) == [f"envs/other.yaml:1:1: extends: {sentence}"]


def test_a_mistyped_extends_is_told_and_nothing_is_said_to_be_missing(envs: Path) -> None:
    assert problems(write(envs / "other.yaml", "extend: testing.yaml\n")) == [
        "envs/other.yaml:1:1: extend: unknown setting; did you mean extends?"
    ]


def test_a_base_that_is_a_directory_is_told(envs: Path) -> None:
    (envs / "base.yaml").mkdir()
    assert problems(other(envs, base="base.yaml")) == [
        "envs/base.yaml:1:1: this is a directory; name the manifest itself"
    ]


def test_a_base_that_cannot_be_read_is_told(envs: Path) -> None:
    (envs / "base" / "away.yaml").symlink_to("nowhere.yaml")
    assert problems(other(envs, base="base/away.yaml")) == [
        "envs/base/away.yaml:1:1: cannot be read: no such file or directory; check the path and its permissions"
    ]


def test_a_base_with_broken_yaml_is_told_once(envs: Path) -> None:
    other(envs, more="a: 1\n")
    write(envs / "testing.yaml", "a: [1")
    assert said(envs) == ["envs/testing.yaml:1:4: a bracket is opened here and not closed; close it"]


def test_a_value_of_the_base_that_yaml_spoils_is_told_in_the_base(envs: Path) -> None:
    write(envs / "testing.yaml", example_text() + "owner: twice\n")
    assert problems(other(envs)) == [
        "envs/testing.yaml:155:1: owner: written twice, first on line 5; keep one"
    ]


def test_a_fault_on_a_line_of_one_file_hides_none_on_the_same_line_of_another(envs: Path) -> None:
    write(envs / "base" / "part.yaml", "extends: ../testing.yaml\nproject: UPPER\n")
    path = write(
        envs / "other.yaml", f"extends: base/part.yaml\nalarms: {{}}\n{ITS_OWN}database: {{name: other}}\n"
    )

    assert [line.split(": ")[0] for line in problems(path)] == [
        "envs/base/part.yaml:2:1",
        "envs/other.yaml:2:1",
    ]
