from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aldeia.manifest.rules import as_problem, problems_between
from aldeia.manifest.rules import environments as rules
from tests.examples import a_manifest, example_file, without_places

if TYPE_CHECKING:
    from aldeia.manifest.rules.rule import Rule
    from tests.examples import Changes

S3: dict[str, Any] = {
    "state.backend": "s3",
    "state.bucket": "aldeia-state",
    "state.key": "first.tfstate",
    "state.region": "us-east-1",
}
OTHER: dict[str, Any] = {
    "environment": "other",
    "stage": "other",
    "network.vpc_cidr": "10.10.0.0/16",
    "network.database_subnets.0.cidr": "10.10.20.0/24",
    "network.database_subnets.1.cidr": "10.10.21.0/24",
}


class Edge(NamedTuple):
    rule: Rule
    first: Changes
    accepted: Changes
    refused: Changes
    message: str
    """With {first} where it names the first manifest's place."""


EDGES = (
    Edge(
        rules.environments_share_no_application,
        {"network.application_security_group": "sg-0a1b2c3d"},
        {**OTHER, "network.application_security_group": "sg-0a1b2c3e"},
        {**OTHER, "network.application_security_group": "sg-0a1b2c3d"},
        "network.application_security_group: got sg-0a1b2c3d, expected another group than that of {first}; "
        "what is in it reaches the stores of both",
    ),
    Edge(
        rules.each_environment_has_one_manifest,
        {},
        OTHER,
        {**OTHER, "environment": "testing"},
        "environment: got testing, expected another name than that of {first}; rename one of the two",
    ),
    Edge(
        rules.environments_share_no_names,
        {},
        OTHER,
        {**OTHER, "stage": "test"},
        "stage: got test, expected another than that of {first}; every AWS name is made of it",
    ),
    Edge(
        rules.environments_share_no_names,
        {"project": "aldeia-a", "stage": "test"},
        {**OTHER, "project": "aldeia", "stage": "b-test"},
        {**OTHER, "project": "aldeia", "stage": "a-test"},
        "stage: got a-test, expected another than that of {first}; every AWS name is made of it",
    ),
    Edge(
        rules.environments_share_no_names,
        {},
        {**OTHER, "project": "second", "stage": "test"},
        {**OTHER, "project": "aldeia", "stage": "test"},
        "stage: got test, expected another than that of {first}; every AWS name is made of it",
    ),
    Edge(
        rules.environments_share_no_addresses,
        {},
        OTHER,
        {**OTHER, "network.vpc_cidr": "10.9.128.0/17"},
        "network.vpc_cidr: got 10.9.128.0/17, expected a block that does not overlap 10.9.0.0/16 of {first}; "
        "two VPCs of the same addresses can never be connected",
    ),
    Edge(
        rules.environments_share_no_state,
        S3,
        {**OTHER, **S3, "state.key": "second.tfstate"},
        {**OTHER, **S3},
        "state.key: got first.tfstate, expected another than that of {first} in the same bucket",
    ),
    Edge(
        rules.environments_share_no_state,
        S3,
        {**OTHER, **S3, "state.bucket": "second-state"},
        {**OTHER, **S3},
        "state.key: got first.tfstate, expected another than that of {first} in the same bucket",
    ),
)


def together(first: Changes, second: Changes) -> list[str]:
    files = example_file(first, "first.yaml"), example_file(second, "second.yaml")
    problems = problems_between([(files[0], a_manifest(first)), (files[1], a_manifest(second))])
    return without_places(problems, files[1])


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.rule.id)
def test_at_its_edge_two_manifests_are_accepted(edge: Edge) -> None:
    assert together(edge.first, edge.accepted) == []


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.rule.id)
def test_one_step_past_its_edge_the_rule_refuses(edge: Edge) -> None:
    file = example_file(edge.refused)
    first = example_file(edge.first, "first.yaml")
    [problem] = [
        as_problem(edge.rule, fault, file)
        for fault in edge.rule(a_manifest(edge.refused), a_manifest(edge.first), first)
    ]
    place = first.place(tuple(problem.setting.split(".")))
    assert (place.file, place.line > 1) == ("first.yaml", True)
    assert without_places([problem], file) == [edge.message.format(first=place)]


def test_local_states_lie_beside_each_environment_and_are_never_shared() -> None:
    assert together({}, OTHER) == []


def test_a_copied_manifest_is_told_all_that_it_shares() -> None:
    assert together(S3, S3) == [
        "environment: got testing, expected another name than that of first.yaml:2:1; rename one of the two",
        "stage: got test, expected another than that of first.yaml:3:1; every AWS name is made of it",
        (
            "network.vpc_cidr: got 10.9.0.0/16, expected a block that does not overlap 10.9.0.0/16 of first.yaml:16:3; "
            "two VPCs of the same addresses can never be connected"
        ),
        "state.key: got first.tfstate, expected another than that of first.yaml:11:3 in the same bucket",
    ]
