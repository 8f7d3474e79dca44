"""Good input as the loader reads it, and where files are looked for. Wrong settings: test_shape.py; broken files: test_bad_files.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest.loader import load, load_directory, manifest_files
from aldeia.manifest.problem import ManifestError
from aldeia.manifest.yaml_file import read
from tests.examples import EXAMPLE, REMOVED, example_file, example_text, problems, refusals

if TYPE_CHECKING:
    from tests.examples import Changes

OTHER: dict[str, Any] = {
    "environment": "other",
    "stage": "other",
    "network.vpc_cidr": "10.10.0.0/16",
    "network.database_subnets.0.cidr": "10.10.20.0/24",
    "network.database_subnets.1.cidr": "10.10.21.0/24",
}


def written(tmp_path: Path, changes: Changes | None = None, name: str = "testing.yaml") -> Path:
    path = tmp_path / name
    path.write_text(example_text(changes), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"database.parameters.work_mem": "8MB", "tags.Cost centre": "1"},
        {"network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.9.1.0/24"}]},
        {"alarms.subscriptions.1": {"protocol": "sms", "endpoint": "+1555"}, "cache.parameters.timeout": 0},
    ],
)
def test_the_example_is_laid_out_as_the_loader_reads_it(tmp_path: Path, changes: Changes) -> None:
    laid_out, parsed = example_file(changes), read(written(tmp_path, changes), "testing.yaml")
    assert (parsed.values, parsed.places, parsed.written) == (
        laid_out.values,
        laid_out.places,
        laid_out.written,
    )


def test_a_manifest_becomes_one_object(tmp_path: Path) -> None:
    (manifest,) = load([written(tmp_path)])
    assert (manifest.environment, manifest.stack_name, manifest.database.storage.gib) == (
        "testing",
        "aldeia-testing",
        100,
    )


def test_a_version_belongs_to_a_family_of_parameters(tmp_path: Path) -> None:
    (manifest,) = load(
        [
            written(
                tmp_path, {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False}
            )
        ]
    )
    assert (manifest.database.parameter_family, manifest.cache.parameter_family) == ("postgres15", "redis7")
    (manifest,) = load([written(tmp_path, {"cache.engine_version": "6.2"})])
    assert manifest.cache.parameter_family == "redis6.x"


def test_a_manifest_is_never_changed(tmp_path: Path) -> None:
    (manifest,) = load([written(tmp_path)])
    with pytest.raises(ValueError, match="frozen"):
        setattr(manifest.database, "port", 5433)  # noqa: B010  # mypy refuses the plain way, as it should


def test_a_problem_says_file_line_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, {"network.database_subnets.1.cidr": "10.9.21.1/24"})
    assert problems(path) == [
        (
            "testing.yaml:21:7: network.database_subnets[1].cidr: got 10.9.21.1/24, "
            "expected an IPv4 block as 10.0.20.0/24, from /16 to /28, with no host bits set; did you mean 10.9.21.0/24?"
        )
    ]


def test_every_problem_of_every_file_is_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    first = written(
        tmp_path,
        {"environment": "first", "cache.nodes": 0, "database.port": REMOVED, "owner": "?"},
        "first.yaml",
    )
    second = written(
        tmp_path,
        {**OTHER, "environment": "second", "cache.port": 8005, "database.pool.min": 99},
        "second.yaml",
    )
    third = tmp_path / "third.yaml"
    third.write_text("a: [1", encoding="utf-8")
    assert problems(third, second, first) == [
        "first.yaml:5:1: owner: got ?, expected 1 to 128 letters, digits, spaces and . : / = + @ - _",
        "first.yaml:28:1: database.port: missing; add it; envs/schema.json says what it may be",
        "first.yaml:69:3: cache.nodes: got 0, expected at least 1",
        "second.yaml:59:5: database.pool.min: got 99, expected at most max (20) [pools_fit_max_connections]",
        "second.yaml:75:3: cache.port: got 8005, expected another, ElastiCache keeps this one for itself [redis_leaves_elasticache_its_port]",
        "third.yaml:1:4: a bracket is opened here and not closed; close it",
    ]


def test_two_files_of_the_same_environment_are_refused_at_the_later_one(tmp_path: Path) -> None:
    paths = written(tmp_path), written(tmp_path, {**OTHER, "environment": "testing"}, "testing.yml")
    assert problems(*paths) == [
        "testing.yml:2:1: environment: got testing, expected another name than that of testing.yaml:2:1; rename one of the two [each_environment_has_one_manifest]"
    ]


def test_one_environment_is_chosen_by_its_name(tmp_path: Path) -> None:
    written(tmp_path), written(tmp_path, OTHER, "other.yml")
    assert [manifest.environment for manifest in load_directory(tmp_path)] == ["other", "testing"]
    assert [manifest.environment for manifest in load_directory(tmp_path, only="testing")] == ["testing"]


def said_of(directory: Path, only: str | None = None) -> str:
    with pytest.raises(ManifestError) as raised:
        load_directory(directory, only)
    return str(raised.value).replace(str(directory), "envs")


def test_an_unknown_environment_is_told_those_there_are(tmp_path: Path) -> None:
    written(tmp_path), written(tmp_path, OTHER, "other.yml")
    assert said_of(tmp_path, "prod") == "envs: there is no environment prod; there is: other, testing"


def test_the_chosen_environment_is_not_given_while_another_has_a_problem(tmp_path: Path) -> None:
    written(tmp_path), written(tmp_path, {**OTHER, "cache.port": 8005}, "other.yml")
    said = "other.yml:75:3: cache.port: got 8005, expected another, ElastiCache keeps this one for itself [redis_leaves_elasticache_its_port]"
    assert said_of(tmp_path, "testing") == f"envs/{said}"


def test_a_directory_without_manifests_is_told(tmp_path: Path) -> None:
    assert said_of(tmp_path) == "envs: no manifest (*.yaml) is there; add one, as envs/staging.yaml"


def test_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = "envs: there is no such directory here; run this in a checkout of the data tier, which has it"
    assert said_of(tmp_path / "none").replace("/none", "") == said


def test_a_directory_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert said_of(tmp_path) == "envs: cannot be read: permission denied; check its permissions"


def test_an_editors_lock_file_and_other_files_are_no_manifests(tmp_path: Path) -> None:
    path = written(tmp_path)
    for name in (".#testing.yaml", "testing.yaml~", "schema.json"):
        (tmp_path / name).write_text("")
    assert manifest_files(tmp_path) == [path]


def test_files_below_the_working_directory_are_shown_as_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "envs").mkdir()
    written(tmp_path / "envs", {"environment": "linked", "cache.nodes": 0}, "elsewhere.txt")
    (tmp_path / "envs" / "linked.yaml").symlink_to("elsewhere.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ManifestError) as raised:
        load_directory()
    assert str(raised.value) == "envs/linked.yaml:70:3: cache.nodes: got 0, expected at least 1"


def test_the_example_has_every_setting() -> None:
    assert len(EXAMPLE) == 14
    assert refusals() == []


def test_what_is_mistyped_and_what_does_not_go_together_are_told_in_one_run(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "envs" / "staging.yaml").read_text(encoding="utf-8")
    for written, instead in (
        ("instance_class: db.t3.small", "instance_clas: db.t3.small"),
        ("iops: null ", "iops: 12000 "),
    ):
        text = text.replace(written, instead, 1)
    (tmp_path / "staging.yaml").write_text(text, encoding="utf-8")

    assert [message.split(": ", 1)[1] for message in problems(tmp_path / "staging.yaml")] == [
        "database.instance_clas: unknown setting; did you mean database.instance_class?",
        "database.iops: got 12000 on 50 GiB, expected null below 400 GiB; set iops to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage [gp3_is_provisioned_only_from_400_gib]",
    ]
