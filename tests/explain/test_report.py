"""What is told of a setting: where it stands, what it means, what it becomes, and which rules look at it."""

from __future__ import annotations

import json
from functools import cache

import pytest

from aldeia.explain import report
from aldeia.explain.readers import recorded
from aldeia.explain.report import Explained, ExplainError, as_json, explain, several, sheet
from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import load_with_places
from aldeia.manifest.problem import Place
from aldeia.manifest.yaml_file import YamlFile
from tests.examples import ENVIRONMENTS


def staging() -> tuple[YamlFile, Manifest]:
    ((file, manifest),) = load_with_places([ENVIRONMENTS / "staging.yaml"])
    return file, manifest


@cache
def rules_of_staging() -> dict[str, set[str]]:
    return recorded(staging()[0].values or {})


@pytest.fixture(autouse=True)
def rules_recorded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recording takes a second, and the answer is the same for every test here."""
    monkeypatch.setattr(report, "recorded", lambda values: rules_of_staging())


def told(under: str) -> list[Explained]:
    file, manifest = staging()
    return explain(manifest, file, under)


# On a class that keeps up with the volume; db.t3.small does not.
ALARMS = [
    "aws_cloudwatch_dashboard.environment.dashboard_body",
    *(
        f"aws_cloudwatch_metric_alarm.database_{symptom}.{attribute}"
        for symptom in ("disk_queue_high", "read_iops_high", "write_iops_high")
        for attribute in ("alarm_description", "threshold")
    ),
]


def test_a_sheet_says_everything_about_one_setting() -> None:
    assert sheet(told("database.iops")[0], staging()[1]).splitlines() == [
        "database.iops: null",
        f"  stands in {staging()[0].place(('database', 'iops'))}",
        "  means     Provisioned IOPS of gp3; null: what gp3 includes (3,000 below 400 GiB, 12,000 from there).",
        "  terraform aws_db_instance.database.iops",
        *(f"{'  elsewhere' if not at else ' ' * 11} {target}" for at, target in enumerate(ALARMS)),
        "  documents environment.md",
        "  rules     gp3_is_provisioned_only_from_400_gib",
        "            gp3_iops_are_in_range",
        "            gp3_figures_go_together",
        "            the_class_keeps_up_with_the_volume",
        "            a_threshold_is_between_always_and_never",
        "elsewhere: where other settings are as in another environment, it becomes this too",
    ]


def test_a_sheet_says_what_is_without_effect_here() -> None:
    said = sheet(told("database.performance_insights_retention")[0], staging()[1]).splitlines()

    assert said[3:] == [
        "  terraform nothing",
        "  elsewhere aws_db_instance.database.performance_insights_retention_period",
        "            aws_db_instance.database_replica.performance_insights_retention_period",
        "  documents none",
        "  rules     none but its own form",
        "elsewhere: where other settings are as in another environment, it becomes this too",
    ]


def test_what_another_value_would_make_is_told_apart() -> None:
    (zone,) = told("network.database_subnets[0].availability_zone")
    said = sheet(zone, staging()[1]).splitlines()
    at = said.index("  otherwise aws_route_table_association.*  (one for each item)")

    assert said[at + 1] == "            aws_subnet.*  (one for each item)"
    assert "otherwise: what is not there, and would be were this another value" in said
    assert "1c" not in "\n".join(said[: at + 2])


def test_a_switch_that_is_off_is_told_what_it_would_make_in_a_few_lines() -> None:
    (copies,) = told("recovery.cross_region_backups.enabled")

    assert several([copies, copies], staging()[1]).splitlines()[1:5] == [
        "    nothing as it is; said in environment.md; another value would make",
        "    aws_db_instance_automated_backups_replication.database",
        "    aws_kms_alias.recovery",
        "    and 2 more",
    ]


def test_several_settings_are_told_in_a_few_lines_each() -> None:
    file, manifest = staging()
    place = {name: file.place(("database", "pool", name)) for name in ("max", "min", "processes")}
    lines = several(told("database.pool"), manifest).splitlines()

    assert lines[:4] == [
        f"database.pool.max: 20  ({place['max']})",
        "    no Terraform; said in connection.env, environment.md",
        f"database.pool.min: 5  ({place['min']})",
        "    no Terraform; said in connection.env, environment.md",
    ]
    assert lines[-1] == "`aldeia explain staging database.pool.max` says all about one of them"


def test_of_what_becomes_a_part_of_much_the_first_is_told_and_the_number() -> None:
    (project,) = told("project")
    lines = several([project, project], staging()[1]).splitlines()

    assert lines[1:4] == [
        f"    {project.reach.terraform[0]}",
        f"    {project.reach.terraform[1]}",
        f"    and {len(project.reach.terraform) - 2} more",
    ]


def test_everything_is_told_without_a_path() -> None:
    names = [one.setting.name for one in told("")]

    assert (names[0], names[-1]) == ("project", "recovery.final_snapshot_number")
    assert len(names) == len(set(names)) > 120


@pytest.mark.parametrize(
    ("under", "names"),
    [
        ("database.read_replica", ["database.read_replica.enabled", "database.read_replica.instance_class"]),
        (
            "network.database_subnets[1]",
            ["network.database_subnets[1].availability_zone", "network.database_subnets[1].cidr"],
        ),
        ("database.port", ["database.port"]),
        ("state.k", []),
    ],
)
def test_a_path_chooses_what_is_under_it(under: str, names: list[str]) -> None:
    if names:
        assert [one.setting.name for one in told(under)] == names
    else:
        with pytest.raises(ExplainError):
            told(under)


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("databse.storage", "did you mean database.storage?"),
        ("network.database_subnet", "did you mean network.database_subnets?"),
        ("databas", "did you mean database?"),
        ("xyz", "aldeia explain ENVIRONMENT lists all of them"),
    ],
)
def test_what_is_no_setting_is_told_what_is(path: str, fix: str) -> None:
    with pytest.raises(ExplainError) as error:
        told(path)
    assert str(error.value) == f"there is no setting {path}; {fix}"


def test_json_says_the_same() -> None:
    document = json.loads(as_json(told("database.iops"), staging()[1]))
    place = staging()[0].place(("database", "iops"))

    assert document == {
        "environment": "staging",
        "exact": True,
        "settings": [
            {
                "setting": "database.iops",
                "value": "null",
                "place": {"file": place.file, "line": place.line, "column": place.column},
                "meaning": "Provisioned IOPS of gp3; null: what gp3 includes (3,000 below 400 GiB, 12,000 from there).",
                "terraform": ["aws_db_instance.database.iops"],
                "otherwise": [],
                "elsewhere": ALARMS,
                "documents": ["environment.md"],
                "rules": [
                    "gp3_is_provisioned_only_from_400_gib",
                    "gp3_iops_are_in_range",
                    "gp3_figures_go_together",
                    "the_class_keeps_up_with_the_volume",
                    "a_threshold_is_between_always_and_never",
                ],
            }
        ],
    }


def test_a_value_that_nobody_wrote_is_a_default() -> None:
    file, manifest = staging()
    del file.places["database", "iops"]
    (one,) = explain(manifest, file, "database.iops")

    assert sheet(one, manifest).splitlines()[1] == "  stands in nowhere: it is the default"
    assert json.loads(as_json([one], manifest))["settings"][0]["place"] is None


def test_a_value_is_shown_as_it_is_written() -> None:
    assert {
        name: told(name)[0].setting.value
        for name in (
            "database.storage", "database.multi_az", "database.iops", "database.log_exports", "cache.parameters",
            "network.database_subnets", "network.application_subnets", "database.parameters.log_connections",
        )
    } == {
        "database.storage": "50 GiB",
        "database.multi_az": "false",
        "database.iops": "null",
        "database.log_exports": "[postgresql, upgrade]",
        "cache.parameters": "{}",
        "network.database_subnets": "a list of 2",
        "network.application_subnets": "[]",
        "database.parameters.log_connections": "on",
    }  # fmt: skip


def test_a_changed_manifest_is_told_what_its_settings_become_in_any() -> None:
    file, manifest = staging()
    changed = Manifest.model_validate(manifest.model_dump() | {"owner": "another team"})

    assert sheet(explain(changed, file, "database.iops")[0], changed).splitlines()[-1] == (
        "`make snapshots` has not seen staging as it is now: what a setting becomes is what it becomes in any manifest "
        "that it has seen"
    )


def test_an_environment_that_is_never_tried_is_not_said_to_be_behind() -> None:
    file, manifest = staging()
    other = Manifest.model_validate(manifest.model_dump() | {"environment": "qa"})

    assert sheet(explain(other, file, "database.iops")[0], other).splitlines()[-1] == (
        "qa is none of those that `make snapshots` tries: what a setting becomes is what it becomes in any manifest "
        "that it has seen"
    )


def test_an_inherited_value_is_told_where_it_stands(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("envs")
    (directory / "staging.yaml").write_text(
        (ENVIRONMENTS / "staging.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (directory / "qa.yaml").write_text(
        "extends: staging.yaml\nenvironment: qa\nstage: qa\nnetwork:\n  vpc_cidr: 10.7.0.0/16\n  database_subnets:\n"
        "    - {availability_zone: us-east-1a, cidr: 10.7.1.0/24}\n    - {availability_zone: us-east-1b, cidr: 10.7.2.0/24}\n"
        "database:\n  name: qa\n  storage: 60 GiB\n", encoding="utf-8",
    )  # fmt: skip
    ((file, manifest),) = load_with_places([directory / "qa.yaml"])

    places = {
        name: explain(manifest, file, name)[0].setting.place for name in ("database.storage", "database.port")
    }
    assert places == {
        "database.storage": Place(str(directory / "qa.yaml"), 11, 3),
        "database.port": Place(str(directory / "staging.yaml"), 51, 3),
    }
