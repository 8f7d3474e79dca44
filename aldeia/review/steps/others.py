"""Other steps: what is pending, the application, logs, subscribers and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.steps.place import Shell, Words

if TYPE_CHECKING:
    from aldeia.review.judge import Finding
    from aldeia.review.steps.place import Place


def watch_pending(finding: Finding, place: Place) -> Words:
    if finding.type == "aws_elasticache_replication_group":
        name = finding.identifier
        words = ("elasticache", "describe-replication-groups", "--replication-group-id", name, "--query", "ReplicationGroups[0].[Status,PendingModifiedValues]")  # fmt: skip
    else:
        name = place.database(finding)
        words = ("rds", "describe-db-instances", "--db-instance-identifier", name, "--query", "DBInstances[0].[DBInstanceStatus,PendingModifiedValues]")  # fmt: skip
    late = f", after the window of {finding.when.split(',')[0]}" if finding.at else ""
    return Words(
        f"See that nothing of {name} is pending any more{late}",
        place.aws(*words),
        "Expected: available, and nothing in the braces after it",
    )


def restart_application(finding: Finding, place: Place) -> Words:
    secret = place.names.cache_secret if "cache" in finding.address else place.names.database_secret
    urgent = "At once: until then its new connections are refused"
    return Words(
        f"Restart the application, so that it reads {secret} again",
        note=urgent if finding.effect.shuts_out else "Until then it goes on with what it read before",
    )


def keep_logs(finding: Finding, place: Place) -> Words:
    exported = place.aws(
        "logs", "create-export-task", "--log-group-name", finding.identifier,
        "--from", "0", "--to", Shell('"$(date +%s)000"'), "--destination", Shell('"$BUCKET"'),
    )  # fmt: skip
    return Words(
        f"Copy what of the older lines of {finding.identifier} is still wanted",
        f"BUCKET=...  # in {place.region}\n{exported}",
        "CloudWatch Logs must be allowed to write to the bucket, and takes one export at a time. "
        "If nothing of them is wanted, there is nothing to do",
    )


def confirm_subscription(finding: Finding, place: Place) -> Words:
    del place
    # The address of an HTTPS endpoint often is its own password.
    by_mail = str(finding.values["protocol"]).startswith("email")
    whom = finding.values["endpoint"] if by_mail else f"the endpoint of {finding.address}"
    return Words(
        f"Confirm the subscription in the message that AWS sends to {whom}",
        note="Until then no alarm reaches it",
    )


def keep_key(finding: Finding, place: Place) -> Words:
    key = str(finding.values["key_id"] or finding.identifier)
    return Words(
        f"Should {finding.address} be wanted after all, call its deletion back before its waiting period ends",
        place.aws("kms", "cancel-key-deletion", "--key-id", key),
        "It is then disabled: aws kms enable-key makes it work again",
    )
