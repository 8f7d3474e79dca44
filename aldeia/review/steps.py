"""Steps: what an operator does before and after the apply, each with its command, filled in."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.review.verdict import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from aldeia.naming import Names
    from aldeia.review.judge import Finding


@dataclass(frozen=True)
class OperatorStep:
    """One thing to do."""

    environment: str
    before: bool
    """Before the apply, or after it."""
    text: str
    command: str
    """For a shell; empty where there is none."""


@dataclass(frozen=True)
class Place:
    """What the commands of one environment are filled in from."""

    names: Names
    region: str
    moment: datetime

    def aws(self, *words: str) -> str:
        """Write one call of the AWS CLI; words that start with a dash go with the word after them."""
        options = " ".join(shlex.quote(word) for word in ("aws", *words, "--region", self.region))
        return options.replace(" --", " \\\n  --")

    def snapshot(self, identifier: str) -> str:
        """Name a snapshot of today's state, as AWS takes names."""
        return f"{identifier}-before-{self.moment:%Y%m%d-%H%M}"


def steps_of(findings: Iterable[Finding], place: Place) -> list[OperatorStep]:
    """Give the steps of one environment: before, then after, each once, in the order in which they are declared."""
    wanted: dict[tuple[bool, Step, str], OperatorStep] = {}
    for finding in findings:
        for before, steps in ((True, finding.effect.before), (False, finding.effect.after)):
            for step in steps:
                text, command = _WRITERS[step](finding, place)
                wanted.setdefault(
                    (not before, step, text), OperatorStep(finding.environment, before, text, command)
                )
    order = list(Step)
    return [wanted[key] for key in sorted(wanted, key=lambda key: (key[0], order.index(key[1]), key[2]))]


Writer = tuple[str, str]


def _database(finding: Finding, place: Place) -> str:
    """Name the instance as it is called now; a parameter group is that of the environment's own."""
    return finding.identifier if finding.type == "aws_db_instance" else place.names.database


def _cache(finding: Finding, place: Place) -> str:
    own = finding.type == "aws_elasticache_replication_group"
    return finding.identifier if own else place.names.cache


def _snapshot_database(finding: Finding, place: Place) -> Writer:
    name = _database(finding, place)
    snapshot = place.snapshot(name)
    made = place.aws(
        "rds", "create-db-snapshot", "--db-instance-identifier", name, "--db-snapshot-identifier", snapshot
    )
    waited = place.aws("rds", "wait", "db-snapshot-available", "--db-snapshot-identifier", snapshot)
    return f"Take a snapshot of {name}, and wait until it is there", f"{made}\n{waited}"


def _snapshot_cache(finding: Finding, place: Place) -> Writer:
    name = _cache(finding, place)
    made = place.aws(
        "elasticache",
        "create-snapshot",
        "--replication-group-id",
        name,
        "--snapshot-name",
        place.snapshot(name),
    )
    return f"Take a snapshot of {name}", made


def _test_upgrade(finding: Finding, place: Place) -> Writer:
    name = _database(finding, place)
    restored = place.aws(
        "rds", "restore-db-instance-to-point-in-time", "--source-db-instance-identifier", name,
        "--target-db-instance-identifier", f"{name}-upgrade-test", "--use-latest-restorable-time",
        "--db-subnet-group-name", place.names.database_subnet_group,
    )  # fmt: skip
    return f"Try the upgrade on a copy of {name} first, and delete the copy", restored


def _reboot_database(finding: Finding, place: Place) -> Writer:
    name = _database(finding, place)
    command = place.aws("rds", "reboot-db-instance", "--db-instance-identifier", name)
    return f"Reboot {name} at a quiet hour: what waits for a reboot waits until then", command


def _reboot_cache(finding: Finding, place: Place) -> Writer:
    name = _cache(finding, place)
    command = place.aws(
        "elasticache",
        "reboot-cache-cluster",
        "--cache-cluster-id",
        f"{name}-001",
        "--cache-node-ids-to-reboot",
        "0001",
    )
    return f"Reboot the nodes of {name} one by one, if a parameter that needs it differs", command


def _analyze(finding: Finding, place: Place) -> Writer:
    return (
        f"Gather the optimiser's statistics of {_database(finding, place)} anew, in each database",
        'psql "$DATABASE_URL" -c "ANALYZE VERBOSE"',
    )


def _watch_storage(finding: Finding, place: Place) -> Writer:
    name = _database(finding, place)
    command = place.aws(
        "rds", "describe-db-instances", "--db-instance-identifier", name, "--query", "DBInstances[0].[DBInstanceStatus,AllocatedStorage]"
    )  # fmt: skip
    return f"Plan no other change of storage until {name} is no longer storage-optimization", command


def _watch_pending(finding: Finding, place: Place) -> Writer:
    if finding.type == "aws_elasticache_replication_group":
        name = finding.identifier
        command = place.aws(
            "elasticache", "describe-replication-groups", "--replication-group-id", name, "--query", "ReplicationGroups[0].[Status,PendingModifiedValues]"
        )  # fmt: skip
    else:
        name = _database(finding, place)
        command = place.aws(
            "rds", "describe-db-instances", "--db-instance-identifier", name, "--query", "DBInstances[0].[DBInstanceStatus,PendingModifiedValues]"
        )  # fmt: skip
    return f"See what of {name} is still pending, after the apply and after the window", command


def _restart_application(finding: Finding, place: Place) -> Writer:
    of_the_cache = "cache" in finding.address
    secret = place.names.cache_secret if of_the_cache else place.names.database_secret
    return f"Restart the application, so that it reads {secret} again", ""


def _retire_old_token(finding: Finding, place: Place) -> Writer:
    name = _cache(finding, place)
    token = place.aws(
        "secretsmanager", "get-secret-value", "--secret-id", place.names.cache_token_secret, "--query", "SecretString", "--output", "text"
    ).replace(" \\\n ", "")  # fmt: skip
    command = place.aws(
        "elasticache", "modify-replication-group", "--replication-group-id", name, "--auth-token-update-strategy", "SET", "--apply-immediately"
    )  # fmt: skip
    command = command.replace(" \\\n  --region", f' \\\n  --auth-token "$({token})" \\\n  --region')
    return f"When every client has the new token, let {name} take only that one", command


def _confirm_subscription(finding: Finding, place: Place) -> Writer:
    del place
    # The address of an HTTPS endpoint often is its own password.
    by_mail = str(finding.values["protocol"]).startswith("email")
    whom = finding.values["endpoint"] if by_mail else f"the endpoint of {finding.address}"
    return f"Confirm the subscription in the message that AWS sends to {whom}", ""


def _keep_key(finding: Finding, place: Place) -> Writer:
    key = str(finding.values["key_id"] or finding.identifier)
    return f"To keep {finding.address} after all, before its waiting period ends", place.aws(
        "kms", "cancel-key-deletion", "--key-id", key
    )


_WRITERS: dict[Step, Callable[[Finding, Place], Writer]] = {
    Step.SNAPSHOT_DATABASE: _snapshot_database,
    Step.SNAPSHOT_CACHE: _snapshot_cache,
    Step.TEST_UPGRADE: _test_upgrade,
    Step.REBOOT_DATABASE: _reboot_database,
    Step.REBOOT_CACHE: _reboot_cache,
    Step.ANALYZE_DATABASE: _analyze,
    Step.WATCH_STORAGE: _watch_storage,
    Step.WATCH_PENDING: _watch_pending,
    Step.RESTART_APPLICATION: _restart_application,
    Step.RETIRE_OLD_TOKEN: _retire_old_token,
    Step.CONFIRM_SUBSCRIPTION: _confirm_subscription,
    Step.KEEP_KEY: _keep_key,
}
