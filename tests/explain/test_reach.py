"""What each setting becomes: the committed map is what synthesis says, whole, and read as it is meant."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.explain.reach import KINDS, MAP, Reach, digest_of, known, reach_of
from aldeia.manifest.environment import Manifest
from aldeia.manifest.settings import Setting, kind_of, values_of
from aldeia.manifest.shape import all_settings
from aldeia.manifest.yaml_file import setting
from tests.examples import ENVIRONMENTS, a_manifest, committed, read_values
from tests.snapshots import assert_matches

if TYPE_CHECKING:
    from aldeia.manifest.yaml_file import Path_

ROOT = ENVIRONMENTS.parent
ADDRESSES = ROOT / "tests" / "stacks" / "addresses"
COMMITTED = ("staging", "production")


def the_map() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MAP.read_text(encoding="utf-8"))
    return found


def becomes(environment: str, *path: str | int) -> Reach:
    found = reach_of(Setting(path, "", None, ""), committed()[environment])
    assert found is not None
    return found


@pytest.mark.slow(minutes=2)
def test_the_snapshot_of_what_settings_become(request: pytest.FixtureRequest) -> None:
    # Without jsii's checks of every argument (-O), which the tests of the stacks have, it takes half the time.
    making = [sys.executable, "-O", "-m", "tests.explain.making"]
    done = subprocess.run(making, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert_matches(MAP, done.stdout, request)


# A few of them again, in seconds: the snapshot above takes two minutes.
@pytest.mark.parametrize(
    "name",
    [
        "database.storage",
        "database.pool.max",
        "cache.nodes",
        "state.backend",
        "network.database_subnets[1].cidr",
    ],
)
def test_what_a_setting_becomes_is_what_synthesis_makes_of_another(name: str) -> None:
    from tests.explain.making import becomes as made

    found = made(read_values(ENVIRONMENTS / "staging.yaml"), lambda setting: setting == name)

    of_staging = {
        group: {target for target, of in the_map()["settings"][name][group].items() if "staging" in of}
        for group in KINDS
    }
    assert found == {name: of_staging}


@pytest.mark.parametrize("environment", COMMITTED)
def test_every_setting_of_a_committed_manifest_is_in_the_map(environment: str) -> None:
    settings = [setting(path) for path, _ in values_of(read_values(ENVIRONMENTS / f"{environment}.yaml"))]

    assert [name for name in settings if name not in the_map()["settings"]] == []


def test_every_setting_that_a_manifest_may_have_is_in_the_map() -> None:
    kinds = {kind_of_name(name) for name in the_map()["settings"]}
    groups = {path[:end] for path in all_settings() for end in range(1, len(path))}

    missing = [
        setting(path)
        for path in all_settings()
        if path[0] != "waivers" and path not in groups and not {setting(path), in_lists(path)} & kinds
    ]
    # A map with something in it is no setting of its own: its entries are.
    assert missing == ["tags", "database.parameters"]


def kind_of_name(name: str) -> str:
    return kind_of(path_of(name))


def path_of(name: str) -> Path_:
    parts = name.replace("]", "").replace("[", ".").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)


def in_lists(path: Path_) -> str:
    """Write a path of the models as it is in a manifest, where the last group is the items of a list."""
    *group, name = map(str, path)
    return f"{'.'.join(group)}[].{name}"


@pytest.mark.parametrize("environment", COMMITTED)
def test_every_attribute_in_the_map_is_one_of_an_address_that_is_committed(environment: str) -> None:
    addresses = (ADDRESSES / f"aldeia-{environment}.txt").read_text(encoding="utf-8").split()
    targets = {
        target
        for entry in the_map()["settings"].values()
        for target, environments in entry["terraform"].items()
        if environment in environments and target.startswith("aws_") and target.count(".") == 2
    }

    assert {target.rpartition(".")[0] for target in targets} - set(addresses) == set()
    assert len(targets) > 200


@pytest.mark.parametrize("environment", COMMITTED)
def test_what_a_setting_becomes_is_there_and_what_it_would_become_is_not(environment: str) -> None:
    addresses = set((ADDRESSES / f"aldeia-{environment}.txt").read_text(encoding="utf-8").split())
    manifest = committed()[environment]
    for name in the_map()["settings"]:
        found = reach_of(Setting(path_of(name), "", None, ""), manifest)
        assert found is not None
        there = {one for one in found.terraform if one.startswith("aws_")}
        assert {".".join(one.split(".")[:2]) for one in there} - addresses == set(), name
        assert set(found.otherwise) & addresses == set(), name


def test_an_item_that_was_only_tried_gives_nothing_its_name() -> None:
    subscriber = becomes("staging", "alarms", "subscriptions", 0, "endpoint")

    assert subscriber.terraform == ("aws_sns_topic_subscription.email_oncall_aldeia_example",)
    assert subscriber.otherwise == ("aws_sns_topic_subscription.*",)
    assert "local" not in " ".join(becomes("staging", "alarms", "subscriptions").terraform)


def test_a_switch_that_is_off_says_what_it_would_make() -> None:
    switch = becomes("staging", "recovery", "cross_region_backups", "enabled")

    assert "aws_kms_key.recovery" in switch.otherwise
    assert not [one for one in switch.terraform if one.startswith("aws_")]


def test_a_setting_becomes_an_attribute_in_terraform_and_is_said_in_the_documents() -> None:
    reach = becomes("staging", "database", "storage")
    assert (reach.terraform, reach.documents) == (
        ("aws_db_instance.database.allocated_storage",),
        ("environment.md",),
    )
    # On a class that keeps up with it, a larger volume moves what is worked out of its IOPS.
    assert {target.split(".")[0] for target in reach.elsewhere} == {
        "aws_cloudwatch_dashboard",
        "aws_cloudwatch_metric_alarm",
    }


def test_the_pool_is_the_applications_and_no_terraform() -> None:
    assert becomes("production", "database", "pool", "idle_timeout") == Reach((), (), ("connection.env",), ())


def test_what_is_off_becomes_nothing_here_and_something_elsewhere() -> None:
    path = ("database", "performance_insights_retention")

    assert (becomes("staging", *path).terraform, becomes("staging", *path).elsewhere) == (
        (),
        (
            "aws_db_instance.database.performance_insights_retention_period",
            "aws_db_instance.database_replica.performance_insights_retention_period",
        ),
    )
    assert becomes("production", *path).terraform == (
        "aws_db_instance.database.performance_insights_retention_period",
    )


def test_each_item_of_a_list_becomes_its_own() -> None:
    for index, zone in enumerate(("1a", "1b")):
        assert becomes("staging", "network", "database_subnets", index, "cidr").terraform == (
            f"aws_subnet.database_{zone}.cidr_block",
        )


def test_an_entry_that_no_manifest_has_becomes_what_its_neighbours_do() -> None:
    assert becomes("staging", "database", "parameters", "jit").terraform == (
        "aws_db_parameter_group.database.parameter",
    )
    assert (
        "aws_subnet.database_1a.cidr_block"
        in becomes("staging", "network", "database_subnets", 7, "cidr").terraform
    )


def test_a_manifest_that_the_map_was_not_made_of_is_not_told_the_names_of_others_items() -> None:
    found = reach_of(Setting(("alarms", "subscriptions", 0, "endpoint"), "", None, ""), a_manifest())

    assert found is not None
    assert (found.terraform, found.otherwise) == (("aws_sns_topic_subscription.*",), ())


def test_a_setting_that_is_like_none_is_not_known() -> None:
    assert reach_of(Setting(("nothing",), "", None, ""), committed()["staging"]) is None


def test_a_manifest_that_the_map_was_not_made_of_is_told_what_any_makes() -> None:
    changed = Manifest.model_validate(committed()["staging"].model_dump() | {"owner": "another team"})
    insights = Setting(("database", "performance_insights_retention"), "", None, "")

    assert (known(committed()["staging"]), known(changed), known(a_manifest())) == (True, False, False)
    for manifest in (changed, a_manifest()):
        found = reach_of(insights, manifest)
        assert found is not None
        assert "aws_db_instance.database.performance_insights_retention_period" in found.terraform


def test_a_changed_manifest_is_not_told_the_addresses_of_another_environment() -> None:
    addresses = set((ADDRESSES / "aldeia-staging.txt").read_text(encoding="utf-8").split())
    changed = Manifest.model_validate(committed()["staging"].model_dump() | {"owner": "another team"})
    of_replica = "aws_db_instance.database_replica.performance_insights_retention_period"

    for name in the_map()["settings"]:
        found = reach_of(Setting(path_of(name), "", None, ""), changed)
        assert found is not None
        there = {one for one in found.terraform if one.startswith("aws_") and not one.endswith(".*")}
        assert {".".join(one.split(".")[:2]) for one in there} - addresses == set(), name
    found = reach_of(Setting(("database", "performance_insights_retention"), "", None, ""), changed)
    assert found is not None
    assert of_replica in found.elsewhere


def test_two_manifests_that_say_the_same_are_the_same() -> None:
    assert digest_of(a_manifest()) == digest_of(a_manifest())
    assert digest_of(a_manifest()) != digest_of(a_manifest({"database.parameters.work_mem": "8MB"}))
