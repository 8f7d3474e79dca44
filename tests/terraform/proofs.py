"""What every applied environment must pass, whichever it is."""

from __future__ import annotations

from typing import Any

from tests.terraform.account import Account, last_part
from tests.terraform.alterations import alterations
from tests.terraform.applied import Applied
from tests.terraform.leaks import NOTHING_TO_DO, Traces
from tests.terraform.paging import listening, set_state
from tests.terraform.promised.promise import Promise
from tests.terraform.promised.promises import PROMISES


def assert_nothing_is_left_to_do(traces: Traces) -> None:
    """In a second plan the provider reads back all that it made, and finds nothing to change."""
    assert traces.planned.returncode == NOTHING_TO_DO, traces.planned.stdout + traces.planned.stderr


def assert_promised(account: Account, about: str) -> None:
    """Compare what AWS has with the table."""
    promise = PROMISES[about]

    assert promise.found(account) == promise.expected(account.environment)


def assert_every_row_can_fail(account: Account, about: str) -> None:
    """Alter AWS's answers one value at a time: each row of the table must be seen to differ at least once."""
    promise = PROMISES[about]
    expected = promise.expected(account.environment)
    promise.found(account)
    seen = {name for other in alterations(account) for name in differing(promise, other, expected)}

    # What an environment does not have is None in its column: no answer can be altered.
    rows = {name for name, value in expected.items() if value is not None}
    assert rows - seen == set()


def differing(promise: Promise, account: Account, expected: dict[str, Any]) -> set[str]:
    """Give the rows that fail; an answer that cannot be read at all shows nothing of any row."""
    try:
        found = promise.found(account)
    except (KeyError, TypeError, ValueError, IndexError):
        return set()
    return {name for name, value in expected.items() if found.get(name) != value}


def assert_outputs(applied: Applied, account: Account) -> None:
    """Compare Terraform's outputs with what AWS says of the same things."""
    found = {name: one["value"] for name, one in applied.workspace.json("output", "-json").items()}
    instances = {
        one["DBInstanceIdentifier"]: one for one in account.ask("rds", "describe_db_instances")["DBInstances"]
    }
    database, replica = (instances.get(f"{account.prefix}-db{what}") for what in ("", "-replica"))
    [group] = account.ask("elasticache", "describe_replication_groups")["ReplicationGroups"]
    [endpoints] = group["NodeGroups"]
    secrets = {one["Name"]: one["ARN"] for one in account.ask("secretsmanager", "list_secrets")["SecretList"]}
    topics = {
        str(last_part(one["TopicArn"])): one["TopicArn"]
        for one in account.ask("sns", "list_topics")["Topics"]
    }
    assert database is not None

    expected = {
        "alarm_topic_arn": topics[f"{account.prefix}-alarms"],
        "warning_topic_arn": topics[f"{account.prefix}-warnings"],
        "cache_address": endpoints["PrimaryEndpoint"]["Address"],
        "cache_arn": group["ARN"],
        "cache_port": 6379,
        "cache_reader_address": endpoints["ReaderEndpoint"]["Address"],
        "cache_secret_arn": secrets[f"{account.environment}/cache/credentials"],
        "cache_secret_name": f"{account.environment}/cache/credentials",
        "database_address": database["Endpoint"]["Address"],
        "database_name": database["DBName"],
        "database_port": 5432,
        "database_resource_id": database["DbiResourceId"],
        "database_secret_arn": secrets[f"{account.environment}/database/credentials"],
        "database_secret_name": f"{account.environment}/database/credentials",
        "vpc_id": database["DBSubnetGroup"]["VpcId"],
    }
    if replica is not None:
        expected["database_replica_address"] = replica["Endpoint"]["Address"]
    assert {name: found[name] for name in expected} == expected
    assert [
        account.security_group(found[f"{store}_security_group_id"]) for store in ("database", "cache")
    ] == [
        f"{account.prefix}-db-sg",
        f"{account.prefix}-redis-sg",
    ]
    assert account.key(found["secrets_key_arn"]) == f"alias/{account.prefix}-secrets"


def assert_alarms_arrive(account: Account, *, waits: bool = True) -> None:
    """Set alarms off as `aws cloudwatch set-alarm-state` does, and listen at both topics.

    A warning is told as such. Two critical alarms of a store are told as warnings too, and page once; while the
    store's maintenance window is open they do not page, where pages wait for it.
    """
    p = account.prefix
    with (
        listening(account, f"{p}-alarms") as pager,
        listening(account, f"{p}-warnings") as mailbox,
    ):
        set_state(account, "redis-001-swap-high", "ALARM")
        assert (mailbox.heard(), pager.heard()) == ([(f"{p}-redis-001-swap-high", "ALARM")], [])

        set_state(account, "db-cpu-high", "ALARM")
        set_state(account, "db-memory-low", "ALARM")
        assert mailbox.heard() == [(f"{p}-db-cpu-high", "ALARM"), (f"{p}-db-memory-low", "ALARM")]
        assert pager.heard() == [(f"{p}-db-critical", "ALARM")]

        for alarm in ("redis-001-swap-high", "db-cpu-high", "db-memory-low"):
            set_state(account, alarm, "OK")
        assert len(mailbox.heard()) == 3  # each is told to be over, too
        assert pager.heard() == [(f"{p}-db-critical", "OK")]

        if not waits:
            return
        set_state(account, "redis-maintenance", "ALARM")
        set_state(account, "redis-001-cpu-high", "ALARM")
        assert mailbox.heard() == [(f"{p}-redis-001-cpu-high", "ALARM")]
        assert pager.heard() == []
        for alarm in ("redis-001-cpu-high", "redis-maintenance"):
            set_state(account, alarm, "OK")
