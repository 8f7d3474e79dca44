"""The real provider against the emulator: staging from nothing, nothing left to do, and what was promised is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import boto3
import pytest

from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.emulator.known_secrets import cache_tokens, database_password
from tests.emulator.server import Emulator
from tests.emulator.workspace import prepare_for_apply
from tests.missing import cannot
from tests.stacks.documents import ROOT
from tests.terraform.provider import terraform
from tests.terraform.workspace import ProviderMissingError, Workspace

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

HOW = ("-input=false", "-no-color", "-parallelism=30")
NOTHING_TO_DO = 0
Client = Callable[[str], Any]


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        emulator.reset()
        yield emulator


@pytest.fixture(scope="module")
def applied(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Staging, applied once for all tests here; skips, or fails in CI, where Terraform cannot be had."""
    if terraform() is None:
        cannot("there is no terraform on the PATH: install Terraform 1.11 or newer")
    directory = tmp_path_factory.mktemp("apply")
    synthesize(list(load([ROOT / "envs" / "staging.yaml"])), directory / "cdktf.out")
    stack = directory / "cdktf.out" / "stacks" / "aldeia-staging"
    try:
        workspace = prepare_for_apply(stack, directory / "work", emulator.endpoint)
    except ProviderMissingError as error:
        cannot(f"the AWS provider cannot be had here (tests/README.md): {error}")
    done = workspace.run("apply", "-auto-approve", *HOW)
    assert done.returncode == 0, done.stderr
    (directory / "apply.log").write_text(done.stdout + done.stderr)
    return workspace


@pytest.fixture(scope="module")
def client(emulator: Emulator, applied: Workspace) -> Client:
    def make(service: str) -> Any:
        return boto3.client(
            service, region_name="us-east-1", endpoint_url=emulator.endpoint,
            aws_access_key_id="testing", aws_secret_access_key="testing",
        )  # fmt: skip

    return make


def secret(client: Client, name: str) -> str:
    return str(client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


def test_a_second_plan_is_empty(applied: Workspace) -> None:
    planned = applied.run("plan", "-detailed-exitcode", *HOW)

    assert planned.returncode == NOTHING_TO_DO, planned.stdout + planned.stderr


def test_the_database_is_as_the_specification_has_it(client: Client) -> None:
    [instance] = client("rds").describe_db_instances(DBInstanceIdentifier="aldeia-staging-db")["DBInstances"]

    assert {name: instance[name] for name in (
        "DBInstanceClass", "AllocatedStorage", "StorageType", "StorageEncrypted", "MultiAZ", "DBName",
        "MasterUsername", "BackupRetentionPeriod", "PreferredBackupWindow", "PreferredMaintenanceWindow",
        "PubliclyAccessible", "DeletionProtection",
    )} == {
        "DBInstanceClass": "db.t3.small",
        "AllocatedStorage": 50,
        "StorageType": "gp3",
        "StorageEncrypted": True,
        "MultiAZ": False,
        "DBName": "aldeia_staging",
        "MasterUsername": "aldeia_admin",
        "BackupRetentionPeriod": 7,
        "PreferredBackupWindow": "03:00-04:00",
        "PreferredMaintenanceWindow": "sun:04:00-sun:05:00",
        "PubliclyAccessible": False,
        "DeletionProtection": False,
    }  # fmt: skip
    assert instance["EngineVersion"].startswith("15.")


def test_the_stored_password_is_the_databases(client: Client) -> None:
    stored = secret(client, "staging/database/master")
    connection = json.loads(secret(client, "staging/database/credentials"))
    url = urlsplit(connection["DATABASE_URL"])

    assert len(stored) == 32
    assert database_password("aldeia-staging-db") == stored
    assert connection["password"] == stored
    assert unquote(url.password or "") == stored
    assert (url.scheme, url.username, url.port, url.path) == (
        "postgresql",
        "aldeia_admin",
        5432,
        "/aldeia_staging",
    )
    assert "sslmode=verify-full" in url.query
    assert url.hostname == connection["host"]


def test_the_stored_token_lets_in_to_the_cache(client: Client) -> None:
    stored = secret(client, "staging/cache/auth-token")
    url = urlsplit(json.loads(secret(client, "staging/cache/credentials"))["REDIS_URL"])

    assert cache_tokens("aldeia-staging-redis") == [stored]
    assert (url.scheme, unquote(url.password or ""), url.port) == ("rediss", stored, 6379)


def test_the_cache_is_a_replication_group_with_one_encrypted_member(client: Client) -> None:
    groups = client("elasticache").describe_replication_groups(ReplicationGroupId="aldeia-staging-redis")
    [group] = groups["ReplicationGroups"]

    assert group["MemberClusters"] == ["aldeia-staging-redis-001"]
    assert (
        group["AuthTokenEnabled"],
        group["TransitEncryptionEnabled"],
        group["AtRestEncryptionEnabled"],
    ) == (
        True,
        True,
        True,
    )
    assert (group["CacheNodeType"], group["SnapshotRetentionLimit"]) == ("cache.t3.micro", 7)


def test_only_the_application_group_is_let_in(client: Client) -> None:
    groups = {
        group["GroupName"]: group
        for group in client("ec2").describe_security_groups()["SecurityGroups"]
        if group["GroupName"].startswith("aldeia-staging-")
    }
    application = groups["aldeia-staging-app-sg"]["GroupId"]

    for name, port in (("aldeia-staging-db-sg", 5432), ("aldeia-staging-redis-sg", 6379)):
        [rule] = groups[name]["IpPermissions"]
        assert (rule["FromPort"], rule["ToPort"], rule["IpRanges"]) == (port, port, [])
        assert [pair["GroupId"] for pair in rule["UserIdGroupPairs"]] == [application]
        assert groups[name]["IpPermissionsEgress"] == []


def test_every_alarm_watches_something_that_exists_and_reaches_the_topic(client: Client) -> None:
    alarms = client("cloudwatch").describe_alarms()["MetricAlarms"]
    instances = {one["DBInstanceIdentifier"] for one in client("rds").describe_db_instances()["DBInstances"]}
    nodes = {
        one["CacheClusterId"] for one in client("elasticache").describe_cache_clusters()["CacheClusters"]
    }
    topics = {one["TopicArn"] for one in client("sns").list_topics()["Topics"]}

    assert len(alarms) == 13
    for alarm in alarms:
        [dimension] = alarm["Dimensions"]
        assert dimension["Value"] in instances | nodes
        assert set(alarm["AlarmActions"]) == set(alarm["OKActions"]) == topics


def test_no_secret_is_in_the_state_but_the_one_that_terraform_must_know(
    applied: Workspace, client: Client
) -> None:
    state = (applied.directory / "terraform.tfstate").read_text(encoding="utf-8")

    assert secret(client, "staging/database/master") not in state
    # ElastiCache's auth_token is no write-only argument (docs/adr/0004-where-secrets-live.md).
    holders = {
        resource["type"]
        for resource in json.loads(state)["resources"]
        if secret(client, "staging/cache/auth-token") in json.dumps(resource)
    }
    assert holders == {"aws_elasticache_replication_group", "aws_secretsmanager_secret_version"}


def test_no_secret_is_in_what_terraform_says_or_in_a_saved_plan(applied: Workspace, client: Client) -> None:
    applied.run("plan", "-out=again", *HOW)
    said = (applied.directory.parent / "apply.log").read_text() + applied.run(
        "show", "-no-color", "again"
    ).stdout

    for name in ("staging/database/master", "staging/cache/auth-token"):
        assert secret(client, name) not in said
    for path in applied.directory.glob("*.json"):
        assert secret(client, "staging/database/master") not in path.read_text(encoding="utf-8")


def test_staging_can_be_destroyed_and_leaves_nothing(applied: Workspace, client: Client) -> None:
    done = applied.run("destroy", "-auto-approve", *HOW)

    assert done.returncode == 0, done.stderr
    assert json.loads((Path(applied.directory) / "terraform.tfstate").read_text())["resources"] == []
    assert client("rds").describe_db_instances()["DBInstances"] == []
    assert client("elasticache").describe_replication_groups()["ReplicationGroups"] == []
    assert client("secretsmanager").list_secrets()["SecretList"] == []
