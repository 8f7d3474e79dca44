"""The chains of both environments and of the variant: whole, complete, and told link by link."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from aldeia.alarms.proof import ProofError
from aldeia.alarms.proof.prove import Proof, prove
from aldeia.alarms.proof.report import as_json, as_text, proof_of, refuse
from aldeia.alarms.table import alarms_of
from aldeia.manifest.shape import manifest_of
from tests.examples import committed
from tests.faults.planting import good
from tests.faults.stacks import good_stack, merged

TOO_MUCH: dict[str, object] = {"threshold": 120}
CPU = "aws_cloudwatch_metric_alarm", "database_cpu_high"


def proof(environment: str = "production", patch: dict[str, object] | None = None) -> Proof:
    """Prove a committed stack, with a patch on the database's CPU alarm."""
    document = good_stack(environment)
    resources = document["resource"][CPU[0]]
    resources[CPU[1]] = merged(resources[CPU[1]], patch or {})
    return prove(committed()[environment], document)


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_every_alarm_page_event_store_and_node_has_a_chain_that_holds(environment: str) -> None:
    found = proof(environment)
    document, manifest = good_stack(environment)["resource"], committed()[environment]
    names = {chain.name for chain in found.chains}

    assert found.broken == []
    assert {alarm.name for alarm in alarms_of(manifest)} <= names
    for kind in (
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_composite_alarm",
        "aws_db_event_subscription",
    ):
        assert {f"{kind}.{name}" for name in document[kind]} <= {chain.address for chain in found.chains}
    prefix = f"aldeia-{manifest.stage}"
    nodes = {f"{prefix}-redis-{node:03d}, all of it" for node in range(1, manifest.cache.nodes + 1)}
    assert {f"{prefix}-db, all of it", f"{prefix}-redis, its events"} | nodes <= names


def test_a_critical_alarms_chain_goes_through_both_topics_to_people() -> None:
    [chain] = [chain for chain in proof().chains if chain.name == "aldeia-prod-db-cpu-high"]

    assert [f"{link.step}: {link.says}" for link in chain.links] == [
        "metric: AWS/RDS CPUUtilization, Average, in Percent",
        "thing: DBInstanceIdentifier aldeia-prod-db is of aws_db_instance.database (db.t3.large)",
        "emitted: by everything of its kind",
        "period: 60 s, and it has a value every 60 s",
        "threshold: above 75 Percent",
        "evaluation: 5 of 5 periods of 60 s; no data is breaching",
        "table: critical, CPUUtilization above 75% for 5 minutes",
        "actions: tells aws_sns_topic.warnings",
        "topic: aws_sns_topic.warnings (aldeia-prod-warnings) lets cloudwatch.amazonaws.com publish",
        "key: aws_kms_key.alarms lets cloudwatch.amazonaws.com encrypt",
        "subscriber: email data-tier@aldeia.example, who confirms AWS's first mail",
        "page: sets off aldeia-prod-db-critical",
        "actions: tells aws_sns_topic.alarms",
        "topic: aws_sns_topic.alarms (aldeia-prod-alarms) lets cloudwatch.amazonaws.com publish",
        "key: aws_kms_key.alarms lets cloudwatch.amazonaws.com encrypt",
        "subscriber: email oncall@aldeia.example, who confirms AWS's first mail",
    ]


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("read_latency_above", ("1 ms", "999 ms")),
        ("write_latency_above", ("1 ms", "999 ms")),
        ("swap_above", ("1 MB", "2048 MB")),
        ("free_storage_below", ("1 GB", "50 GB")),
        ("freeable_memory_below", ("50 MB", "1200 MB")),
        ("connections_above", (1, 194)),
        ("read_iops_above", (1, 11_999)),
        ("cpu_credits_below", (1, 863)),
        ("surplus_credits_above", (0, 100)),
        ("load_above", (1, 8)),
        ("transaction_ids_above", (200_000_001, 1_999_999_999)),
    ],
)
def test_what_a_manifest_may_say_of_the_database_the_proof_takes(
    setting: str, values: tuple[object, object]
) -> None:
    for value in values:
        file = good("production", {f"alarms.database.{setting}": value})
        manifest = manifest_of(file)
        assert manifest is not None, file.problems
        rows = {alarm.key: alarm for alarm in alarms_of(manifest)}
        document = good_stack("production")
        for name, alarm in document["resource"]["aws_cloudwatch_metric_alarm"].items():
            if name in rows:
                alarm["threshold"] = rows[name].threshold

        assert [chain.links[-1].says for chain in prove(manifest, document).broken] == []


@pytest.mark.parametrize(
    ("patch", "says"),
    [
        ({"metric_name": "CPU"}, "metric: AWS/RDS has no metric CPU; it would have no data, ever. One that is new at AWS is added to aldeia/catalog/metrics.csv"),
        ({"metric_name": "ReadLatency", "threshold": 10}, "threshold: 10 is not in ReadLatency's unit, which is Seconds: expected 0.0001 to 0.999; 10 ms is 0.01"),
        ({"metric_name": "FreeableMemory", "threshold": 512}, "threshold: 512 is not in FreeableMemory's unit, which is Bytes: expected 1,048,576 or more; 512 MB is 536870912"),
        ({"metric_name": "DatabaseConnections", "threshold": 200}, "threshold: DatabaseConnections of aldeia-prod-db would never be above 200: the connections that it takes end at 200; take less"),
        ({"metric_name": "FreeStorageSpace", "comparison_operator": "LessThanThreshold", "threshold": 500 * 2**30}, "threshold: FreeStorageSpace of aldeia-prod-db would always be below 536,870,912,000: its storage end at 536,870,912,000; take less"),
        ({"threshold": None}, "threshold: there is no number to compare with; write a threshold"),
        ({"period": 30}, "period: 30 s: CPUUtilization has a value every 60 s; take 60 s or a multiple"),
        ({"actions_enabled": False}, "actions: its actions are switched off; take actions_enabled away"),
        ({"datapoints_to_alarm": 1}, "table: 1 of 5 periods of 60 s, no data breaching in the stack, 5 of 5 periods of 60 s, no data breaching in the table; synthesize anew"),
        ({"treat_missing_data": "ignore"}, "table: 5 of 5 periods of 60 s, no data ignore in the stack, 5 of 5 periods of 60 s, no data breaching in the table; synthesize anew"),
    ],
)  # fmt: skip
def test_a_broken_link_says_what_is_there_and_what_to_do(patch: dict[str, object], says: str) -> None:
    [chain] = [chain for chain in proof(patch=patch).broken if chain.name == "aldeia-prod-db-cpu-high"]

    assert f"{chain.links[-1].step}: {chain.links[-1].says}" == says


def test_a_critical_alarm_that_does_nothing_itself_is_told_by_its_page() -> None:
    assert proof(patch={"alarm_actions": []}).broken == []


def test_zero_bytes_and_zero_keys_are_the_same_in_every_unit() -> None:
    swap = {"metric_name": "SwapUsage", "threshold": 0}

    assert [chain.links[-1].step for chain in proof(patch=swap).broken] == ["table"]


def test_a_sum_may_be_more_than_a_minutes_most() -> None:
    document = good_stack("production")
    alarm = document["resource"]["aws_cloudwatch_metric_alarm"]["cache_001_network_in_high"]
    most = 5e9 / 8 * 60

    def ends(**patch: object) -> str:
        changed = copy.deepcopy(document)
        changed["resource"]["aws_cloudwatch_metric_alarm"]["cache_001_network_in_high"] = alarm | patch
        [chain] = prove(committed()["production"], changed).broken
        return chain.links[-1].step

    assert ends(threshold=most) == "threshold"
    assert ends(threshold=most, statistic="Sum", period=300) == "table"


def test_a_refusal_has_the_broken_links_alone() -> None:
    with pytest.raises(ProofError) as error:
        refuse([proof("staging"), proof(patch=TOO_MUCH)])

    assert str(error.value).splitlines() == [
        f"aldeia-production: 1 of {len(proof().chains)} chains is broken",
        "  BROKEN  threshold: 120 is not in CPUUtilization's unit, which is Percent: expected 1 to 100; 75% is 75",
        "          for aldeia-prod-db-cpu-high (aws_cloudwatch_metric_alarm.database_cpu_high)",
    ]


def test_a_link_that_breaks_many_chains_is_told_once() -> None:
    document = good_stack("staging")
    nobody = copy.deepcopy(document)
    nobody["resource"]["aws_sns_topic_policy"].pop("warnings")
    broken = prove(committed()["staging"], nobody)
    with pytest.raises(ProofError) as error:
        refuse([broken])

    summary, *links = str(error.value).splitlines()
    [at] = [at for at, link in enumerate(links) if "aws_sns_topic.warnings is closed to cloudwatch" in link]
    of_it = [one.name for one in broken.broken if one.links[-1].says in links[at]]
    assert summary == f"aldeia-staging: {len(broken.broken)} of {len(broken.chains)} chains are broken"
    assert len(of_it) > 20
    assert links[at + 1] == f"          for {', '.join(of_it[:3])}, and {len(of_it) - 3} more"


def test_what_holds_is_not_refused() -> None:
    refuse([proof("staging"), proof("production")])


def test_all_chains_are_told_and_the_broken_ones_last() -> None:
    lines = as_text(proof(patch=TOO_MUCH)).splitlines()

    assert lines[-2].startswith("  BROKEN  threshold")
    assert lines[-1] == f"aldeia-production: 1 of {len(proof().chains)} chains is broken"
    assert as_text(proof()).splitlines()[-1] == (
        f"aldeia-production: all {len(proof().chains)} chains hold, from the metric to somebody who is told"
    )


def test_programs_get_every_link() -> None:
    document = json.loads(as_json(proof(patch=TOO_MUCH)))

    assert (document["environment"], document["broken"], len(document["chains"])) == (
        "production",
        1,
        len(proof().chains),
    )
    [broken] = [chain for chain in document["chains"] if chain["broken"]]
    assert broken["name"] == "aldeia-prod-db-cpu-high"
    assert broken["links"][-1] == {
        "step": "threshold",
        "says": "120 is not in CPUUtilization's unit, which is Percent: expected 1 to 100; 75% is 75",
        "broken": True,
    }


def test_without_a_synth_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProofError) as error:
        proof_of(committed()["staging"], tmp_path)

    path = tmp_path / "stacks" / "aldeia-staging" / "cdk.tf.json"
    assert str(error.value) == f"{path}: there is no such file; run make synth ENVIRONMENT=staging first"


def test_a_file_that_is_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "stacks" / "aldeia-staging" / "cdk.tf.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")

    with pytest.raises(ProofError, match="is not JSON"):
        proof_of(committed()["staging"], tmp_path)
