"""A new environment's manifest: everything changed that no two may share, nothing else, and valid at once."""

from __future__ import annotations

import difflib
from ipaddress import IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aldeia.manifest.loader import load_directory, load_with_places
from aldeia.manifest.problem import ManifestError
from aldeia.new import NewError, new
from aldeia.parity.differences import differences
from tests.examples import ENVIRONMENTS as COMMITTED

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest

ENVS = Path("envs")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with the committed manifests."""
    monkeypatch.chdir(tmp_path)
    ENVS.mkdir()
    for name in ("staging", "production"):
        (ENVS / f"{name}.yaml").write_text(
            (COMMITTED / f"{name}.yaml").read_text(encoding="utf-8"), encoding="utf-8"
        )


def change(path: Path, written: str, instead: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert written in text, written
    path.write_text(text.replace(written, instead), encoding="utf-8")


def changed_lines(before: str, after: Path) -> list[str]:
    lines = (
        (ENVS / before).read_text(encoding="utf-8").splitlines(),
        after.read_text(encoding="utf-8").splitlines(),
    )
    return [
        line
        for line in difflib.unified_diff(*lines, n=0, lineterm="")
        if line[0] == "+" and line[:3] != "+++"
    ]


def of(environment: str) -> Manifest:
    (manifest,) = load_directory(only=environment)
    return manifest


def refused(environment: str, source: str, stage: str | None = None, *, short: bool = False) -> str:
    before = sorted(path.name for path in ENVS.iterdir())
    with pytest.raises((NewError, ManifestError)) as error:
        new(environment, source, stage, short=short)
    assert sorted(path.name for path in ENVS.iterdir()) == before
    return str(error.value)


def test_a_new_environment_is_the_other_one_but_for_what_no_two_may_share() -> None:
    path = new("qa", "staging")

    assert path == ENVS / "qa.yaml"
    assert changed_lines("staging.yaml", path) == [
        "+# qa: made from staging.yaml by `aldeia new`; its comments give that one's reasons.",
        "+environment: qa                # in the stack's name, the database's and the secrets' path",
        "+stage: qa                      # in every AWS name: aldeia-qa-db",
        "+  vpc_cidr: 10.2.0.0/16",
        "+      cidr: 10.2.20.0/24",
        "+      cidr: 10.2.21.0/24",
        "+  name: aldeia_qa",
    ]
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=schema.json\n#\n# qa: "
    )


def test_its_state_has_a_key_of_its_own() -> None:
    new("load", "production")
    assert of("load").state.key == "load/data-tier.tfstate"


@pytest.mark.parametrize("key", ["data-tier.tfstate", "productions/data-tier.tfstate"])
def test_a_key_that_does_not_name_the_environment_is_put_under_its_name(key: str) -> None:
    change(ENVS / "production.yaml", "key: production/data-tier.tfstate", f"key: {key}")
    new("load", "production")
    assert of("load").state.key == f"load/{key}"


def test_the_short_form_says_only_what_differs() -> None:
    path = new("load", "production", short=True)

    assert path.read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=schema.json\n#\n"
        "# load: what differs from production.yaml; `aldeia explain load` says the rest.\n\n"
        "extends: production.yaml\n\n"
        "environment: load\nstage: load\nstate:\n  key: load/data-tier.tfstate\nnetwork:\n  vpc_cidr: 10.2.0.0/16\n"
        "  database_subnets:\n    - availability_zone: us-east-1a\n      cidr: 10.2.20.0/24\n"
        "    - availability_zone: us-east-1b\n      cidr: 10.2.21.0/24\ndatabase:\n  name: aldeia_load\n"
    )


@pytest.mark.parametrize("source", ["staging", "production"])
def test_the_short_form_and_the_whole_one_mean_the_same(source: str) -> None:
    new("one", source, "one")
    (whole,) = load_with_places([ENVS / "one.yaml"])
    (ENVS / "one.yaml").unlink()
    (short,) = load_with_places([new("one", source, "one", short=True)])

    assert differences(whole, short) == []


def test_subnets_of_the_application_move_with_the_others() -> None:
    subnets = "application_subnets:\n    - availability_zone: us-east-1b\n      cidr: 10.0.128.0/20\n"
    change(
        ENVS / "staging.yaml",
        "application_subnets: []      # the application's own stack makes them\n",
        subnets,
    )

    for name, short in (("whole", False), ("short", True)):
        new(name, "staging", short=short)
    assert [str(of(name).network.application_subnets[0].cidr) for name in ("whole", "short")] == [
        "10.2.128.0/20",
        "10.3.128.0/20",
    ]


def test_the_lowest_block_that_is_free_is_taken() -> None:
    for name in ("one", "two", "three"):
        new(name, "staging")
    (ENVS / "two.yaml").unlink()
    new("four", "staging")
    new("five", "staging")

    assert {name: str(of(name).network.vpc_cidr) for name in ("one", "three", "four", "five")} == {
        "one": "10.2.0.0/16",
        "three": "10.4.0.0/16",
        "four": "10.3.0.0/16",
        "five": "10.5.0.0/16",
    }


def test_a_smaller_vpc_gets_a_smaller_block_and_keeps_its_distances() -> None:
    for written, instead in (("10.0.0.0/16", "10.0.16.0/20"), ("10.0.20.0/24", "10.0.20.0/24"), ("10.0.21.0/24", "10.0.31.0/24")):  # fmt: skip
        change(ENVS / "staging.yaml", written, instead)
    new("qa", "staging")
    network = of("qa").network

    assert [str(network.vpc_cidr), *(str(subnet.cidr) for subnet in network.database_subnets)] == [
        "10.2.0.0/20",
        "10.2.4.0/24",
        "10.2.15.0/24",
    ]


def test_when_no_block_is_free_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aldeia.new.PRIVATE", IPv4Network("10.0.0.0/15"))
    assert refused("qa", "staging") == (
        "every /16 of 10.0.0.0/8 is another environment's; write network.vpc_cidr by hand"
    )


def test_a_short_name_is_given_where_the_name_is_too_long() -> None:
    assert refused("performance", "staging") == (
        "got the stage performance, expected 2 to 8 lower-case letters, digits and single -; name a short one with --stage"
    )
    new("performance", "staging", "perf")
    assert (of("performance").stage, of("performance").database.name) == ("perf", "aldeia_performance")


def test_a_name_with_a_dash_is_no_name_of_a_database() -> None:
    new("qa-2", "staging")
    assert of("qa-2").database.name == "aldeia_qa_2"


@pytest.mark.parametrize("name", ["null", "true", "on", "yes"])
def test_a_name_that_yaml_would_take_for_something_else_stays_a_name(name: str) -> None:
    new(name, "staging")
    assert of(name).environment == name


@pytest.mark.parametrize("name", ["QA", "q", "1st", "a--b", "../qa", "a" * 17, ""])
def test_a_name_that_no_environment_may_have_is_refused(name: str) -> None:
    assert refused(name, "staging", stage="x1") == (
        f"got the environment {name}, expected 2 to 16 lower-case letters, digits and single -, and not bootstrap"
    )


def test_a_name_or_stage_that_is_taken_is_refused() -> None:
    assert refused("staging", "production") == ("envs/staging.yaml is there already; choose another name")
    assert refused("qa", "staging", stage="prod") == (
        "envs/production.yaml:8:1: the stage prod is that of production; choose another with --stage"
    )


@pytest.mark.parametrize("name", ["qa.yaml", "qa.yml"])
def test_a_file_that_is_there_is_never_written_over(name: str) -> None:
    new("other", "staging").rename(ENVS / name)
    before = (ENVS / name).read_text(encoding="utf-8")

    assert refused("qa", "staging") == f"envs/{name} is there already; choose another name"
    assert (ENVS / name).read_text(encoding="utf-8") == before


def test_an_unknown_source_is_refused() -> None:
    assert refused("qa", "nothing") == "envs: there is no environment nothing; there is: production, staging"


def test_an_environment_in_a_vpc_that_is_there_already_is_no_source() -> None:
    change(ENVS / "staging.yaml", "vpc: create", "vpc: vpc-0a1b2c3d")
    assert refused("qa", "staging") == (
        "staging lies in a VPC that is there already, vpc-0a1b2c3d; its block cannot be chosen for you: copy the "
        "manifest, or take it --from an environment whose VPC is made"
    )


def test_while_a_manifest_has_a_problem_none_is_made() -> None:
    change(ENVS / "production.yaml", "  port: 5432", "  port: 80")
    assert refused("qa", "staging") == (
        "envs/production.yaml:51:3: database.port: got 80, expected at least 1150"
    )


def test_what_would_not_be_valid_is_not_left_behind() -> None:
    for below, name in (("staging", "s2"), ("s2", "s3"), ("s3", "s4"), ("s4", "s5")):
        new(name, below, short=True)

    assert refused("s6", "s5", short=True) == (
        "envs/s2.yaml:5:1: extends: got 6 files, envs/s6.yaml -> envs/s5.yaml -> envs/s4.yaml -> envs/s3.yaml -> "
        "envs/s2.yaml -> envs/staging.yaml, expected at most 5; say it in fewer files"
    )


def test_an_environment_that_extends_another_is_a_source_too() -> None:
    new("one", "staging", short=True)
    path = new("two", "one")

    assert "extends: staging.yaml\n" in path.read_text(encoding="utf-8")
    assert of("two").model_copy(update={"environment": "one", "stage": "one"}).cache == of("one").cache
