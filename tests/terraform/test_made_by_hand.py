"""A database and a cache that a hand made as the specification has them: adopted, read in the plan, applied, and settled."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest

from aldeia.manifest.loader import load
from aldeia.naming import Names
from aldeia.review.answers import answers
from aldeia.review.plan import read_plan
from aldeia.review.report import Report
from aldeia.review.run import review
from stacks.synthesis import synthesize
from tests.emulator.known_secrets import cache_tokens, database_password
from tests.emulator.server import Emulator
from tests.missing import needs_terraform, needs_the_provider
from tests.stacks.documents import ROOT
from tests.terraform.provider import terraform_environment
from tests.terraform.workspace import Workspace, prepare_for_apply

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=3)]

HOW = ("-input=false", "-no-color", "-parallelism=30")
OLD = "made-by-hand-and-well-known"
Ask = Callable[[str], Any]


@dataclass
class Adoption:
    """What was said, planned and done."""

    workspace: Workspace
    said: str
    changes: dict[str, dict[str, Any]]
    """By address, what the plan would do."""
    reviewed: Report
    """What the review says of that plan."""


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        emulator.reset()
        yield emulator


@pytest.fixture(scope="module")
def ask(emulator: Emulator) -> Ask:
    return lambda service: boto3.client(
        service, region_name="us-east-1", endpoint_url=emulator.endpoint,
        aws_access_key_id="testing", aws_secret_access_key="testing",
    )  # fmt: skip


@pytest.fixture(scope="module")
def adopted(emulator: Emulator, ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Adoption:
    """Everything up to the second plan; skips, or fails in CI, where Terraform cannot be had."""
    needs_terraform()
    checkout = tmp_path_factory.mktemp("by-hand")
    workspace = begin(checkout, emulator.endpoint)
    names = make_by_hand(ask)
    # What the command asks for, where it refuses another name and where it advises on Extended Support.
    ask("rds").modify_db_instance(
        DBInstanceIdentifier="legacy-db", NewDBInstanceIdentifier="aldeia-staging-db", ApplyImmediately=True,
        EngineLifecycleSupport="open-source-rds-extended-support-disabled",
    )  # fmt: skip
    said = adopt(checkout, emulator.endpoint, names)
    planned = workspace.run("plan", "-out=plan", *HOW)
    assert planned.returncode == 0, planned.stderr
    plan = workspace.json("show", "-json", "plan")
    done = workspace.run("apply", *HOW, "plan")
    assert done.returncode == 0, done.stderr
    changes = {one["address"]: one["change"] for one in plan["resource_changes"]}
    return Adoption(workspace, said, changes, review_of(plan, checkout))


def review_of(plan: dict[str, Any], directory: Path) -> Report:
    path = directory / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    names = {"staging": Names("aldeia", "staging", "staging")}
    return review([read_plan(path)], names, directory / "none.yaml", date(2026, 11, 23))


def begin(checkout: Path, endpoint: str) -> Workspace:
    (checkout / "envs").mkdir()
    manifest = checkout / "envs" / "staging.yaml"
    manifest.write_text((ROOT / "envs" / "staging.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    synthesize(list(load([manifest])), checkout / "made")
    stack = Path("stacks") / "aldeia-staging"
    with needs_the_provider():
        return prepare_for_apply(checkout / "made" / stack, checkout / "cdktf.out" / stack, endpoint)


def make_by_hand(ask: Ask) -> dict[str, str]:
    """Make the stores and what they stand on; gives the names that are not ours by address."""
    key = ask("kms").create_key(Description="by hand", KeyUsage="ENCRYPT_DECRYPT")[
        "KeyMetadata"
    ]  # AWS's default
    vpc_id = ask("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ask("ec2").create_subnet(VpcId=vpc_id, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for block, zone in (("10.0.20.0/24", "us-east-1a"), ("10.0.21.0/24", "us-east-1b"))
    ]
    ask("rds").create_db_subnet_group(
        DBSubnetGroupName="aldeia-staging-db-subnet-group",
        SubnetIds=subnets,
        DBSubnetGroupDescription="Subnet group for staging database",
    )
    ask("elasticache").create_cache_subnet_group(
        CacheSubnetGroupName="aldeia-staging-redis-subnet-group", SubnetIds=subnets,
        CacheSubnetGroupDescription="Subnet group for staging cache",
    )  # fmt: skip
    ask("rds").create_db_instance(
        DBInstanceIdentifier="legacy-db", DBInstanceClass="db.t3.micro", Engine="postgres", EngineVersion="15",
        AllocatedStorage=50, StorageType="gp3", StorageEncrypted=True, KmsKeyId=key["Arn"],
        DBName="aldeia_staging", MasterUsername="aldeia_admin", MasterUserPassword=OLD,
        DBSubnetGroupName="aldeia-staging-db-subnet-group", BackupRetentionPeriod=1,
    )  # fmt: skip
    ask("elasticache").create_replication_group(
        ReplicationGroupId="aldeia-staging-redis", ReplicationGroupDescription="by hand", Engine="redis",
        EngineVersion="7.0", CacheNodeType="cache.t3.micro", NumCacheClusters=1, Port=6379,
        AtRestEncryptionEnabled=True, KmsKeyId=key["Arn"], TransitEncryptionEnabled=True, AuthToken=OLD,
        CacheSubnetGroupName="aldeia-staging-redis-subnet-group",
    )  # fmt: skip
    ask("cloudwatch").put_metric_alarm(
        AlarmName="aldeia-staging-db-cpu-high", MetricName="CPUUtilization", Namespace="AWS/RDS", Statistic="Average",
        Period=300, Threshold=80, ComparisonOperator="GreaterThanThreshold", EvaluationPeriods=2,
        Dimensions=[{"Name": "DBInstanceIdentifier", "Value": "legacy-db"}],
    )  # fmt: skip
    return {
        "aws_kms_key.data": key["KeyId"],
        "aws_subnet.database_1a": subnets[0],
        "aws_subnet.database_1b": subnets[1],
        "aws_vpc.main": vpc_id,
    }


def adopt(checkout: Path, endpoint: str, names: dict[str, str]) -> str:
    """Run the command as an operator does; gives what it said."""
    variables = terraform_environment() | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "PYTHONPATH": str(ROOT),
    }
    options = [word for address, name in names.items() for word in ("--name", f"{address}={name}")]
    done = subprocess.run(
        [sys.executable, "-m", "aldeia", "adopt", "staging", *options],
        cwd=checkout, env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_stores_and_what_they_stand_on_are_imported_and_nothing_is_destroyed(adopted: Adoption) -> None:
    imported = {address for address, change in adopted.changes.items() if "importing" in change}

    assert imported == {
        "aws_cloudwatch_metric_alarm.database_cpu_high",
        "aws_db_instance.database",
        "aws_db_subnet_group.database",
        "aws_elasticache_replication_group.cache",
        "aws_elasticache_subnet_group.cache",
        "aws_kms_key.data",
        "aws_subnet.database_1a",
        "aws_subnet.database_1b",
        "aws_vpc.main",
    }
    assert not [address for address, change in adopted.changes.items() if "delete" in change["actions"]]


def test_the_plan_shows_what_would_change_on_what_lives(adopted: Adoption) -> None:
    database = adopted.changes["aws_db_instance.database"]
    alarm = adopted.changes["aws_cloudwatch_metric_alarm.database_cpu_high"]

    for name, before, after in (
        ("instance_class", "db.t3.micro", "db.t3.small"),
        ("backup_retention_period", 1, 7),
    ):
        assert (database["before"][name], database["after"][name]) == (before, after)
    assert (alarm["before"]["threshold"], alarm["after"]["threshold"]) == (80, 75)


def test_the_review_says_what_the_adoption_does_to_what_lives_and_when(adopted: Adoption) -> None:
    [environment] = adopted.reviewed.environments
    told = {
        (one.attribute or one.action): (one.before, one.after, one.effect.impact.words, one.decision.name)
        for one in environment.findings
        if one.address == "aws_db_instance.database"
    }

    assert environment.lost == []
    assert told["import"] == ("", "", "none", "FINE")
    assert told["instance_class"] == ("db.t3.micro", "db.t3.small", "restart", "APPROVAL")
    assert told["backup_retention_period"] == ("1", "7", "online", "FINE")
    assert told["password_wo_version"] == ("none", "1", "degraded", "APPROVAL")
    assert answers(adopted.reviewed)["Is there downtime?"].startswith("**Yes**: `aldeia-staging-db` (restart")


def test_the_operator_was_told_of_the_password_before(adopted: Adoption) -> None:
    assert "the apply sets its password to a new one, which staging/database/master will hold" in adopted.said


def test_the_stores_let_in_by_what_is_stored(adopted: Adoption, ask: Ask) -> None:
    secrets = ask("secretsmanager")
    password = secrets.get_secret_value(SecretId="staging/database/master")["SecretString"]
    token = secrets.get_secret_value(SecretId="staging/cache/auth-token")["SecretString"]

    connection = json.loads(secrets.get_secret_value(SecretId="staging/database/credentials")["SecretString"])
    [instance] = ask("rds").describe_db_instances()["DBInstances"]

    assert database_password("aldeia-staging-db") == connection["password"] == password != OLD
    assert connection["host"] == instance["Endpoint"]["Address"]
    assert cache_tokens("aldeia-staging-redis") == [OLD, token]


def test_there_is_one_database_and_a_second_plan_is_empty(adopted: Adoption, ask: Ask) -> None:
    instances = ask("rds").describe_db_instances()["DBInstances"]
    planned = adopted.workspace.run("plan", "-detailed-exitcode", *HOW)

    assert [one["DBInstanceIdentifier"] for one in instances] == ["aldeia-staging-db"]
    assert planned.returncode == 0, planned.stdout + planned.stderr
