"""Other steps: what is pending, the application, logs, subscribers and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.steps.place import Words, late
from aldeia.review.steps.shell import Shell, waited

if TYPE_CHECKING:
    from aldeia.review.judge import Finding
    from aldeia.review.steps.place import Place


def watch_pending(finding: Finding, place: Place) -> Words:
    if finding.type == "aws_elasticache_replication_group":
        name = finding.identifier
        nodes = f"CacheClusters[?ReplicationGroupId=='{name}'].[CacheClusterId,CacheClusterStatus,EngineVersion,CacheNodeType]"
        commands = (
            ("elasticache", "describe-replication-groups", "--replication-group-id", name, "--query", "ReplicationGroups[0].[Status,PendingModifiedValues]"),
            ("elasticache", "describe-cache-clusters", "--query", Shell(f'"{nodes}"'), "--output", "text"),
        )  # fmt: skip
        return Words(
            f"See that nothing of {name} is pending any more{late(finding)}",
            "\n".join(place.aws(*words) for words in commands),
            "Expected: available, nothing in the braces after it, and every node available, with the version and type that the plan names",
        )
    name = place.database(finding)
    what = "DBInstances[0].[DBInstanceStatus,EngineVersion,DBInstanceClass,MultiAZ,PendingModifiedValues]"
    return Words(
        f"See that nothing of {name} is pending any more{late(finding)}",
        place.aws("rds", "describe-db-instances", "--db-instance-identifier", name, "--query", what),
        "Expected: available, the version and class that the plan names, and nothing in the braces at the end",
    )


def restart_application(finding: Finding, place: Place) -> Words:
    secret = place.names.cache_secret if "cache" in finding.address else place.names.database_secret
    note = "Until then it goes on with what it read before"
    if finding.effect.shuts_out:
        note = "At once: until then its new connections are refused"
    elif finding.destroyed:
        note = "Its connections went with the old one; address and login are the same unless the secret changes, too"
    return Words(f"Restart the application, so that it reads {secret} again", note=note)


def watch_logins(finding: Finding, place: Place) -> Words:
    name = place.database(finding)
    return Words(
        f"See that nobody comes to {name} with the old password any more, and again after an hour",
        place.aws(
            "logs", "tail", f"/aws/rds/instance/{name}/postgresql", "--since", "1h", "--filter-pattern", '"password authentication failed"'
        ),
        "Expected: nothing that is newer than the restart. A later line is of somebody who is still to be restarted: a pool with open "
        "connections comes late",
    )  # fmt: skip


def keep_logs(finding: Finding, place: Place) -> Words:
    made = place.asked(
        "logs", "create-export-task", "--log-group-name", finding.identifier,
        "--from", "0", "--to", Shell('"$(date +%s)000"'), "--destination", Shell('"$BUCKET"'), "--query", "taskId",
    )  # fmt: skip
    asked = place.asked(
        "logs",
        "describe-export-tasks",
        "--task-id",
        Shell('"$task"'),
        "--query",
        "exportTasks[0].status.code",
    )
    which = "the lines of {} that are still wanted: all of them go" if finding.action in {"delete", "replace"} else "the older lines of {} that are still wanted"  # fmt: skip
    return Words(
        f"Copy {which.format(finding.identifier)}",
        f"BUCKET=...  # in {place.region}; CloudWatch Logs must be allowed to write to it\ntask={made}\n"
        + waited(asked, '"$state" != PENDING* && "$state" != RUNNING', 15),
        "Do not merge before it ends. Expected: COMPLETED. AWS takes one export at a time, and what is written after this one is not in it",
    )


def empty_subnet(finding: Finding, place: Place) -> Words:
    subnet = str(finding.values["id"] or finding.address)
    return Words(
        f"See that nothing is in {finding.address} any more",
        place.aws(
            "ec2", "describe-network-interfaces", "--filters", f"Name=subnet-id,Values={subnet}",
            "--query", "NetworkInterfaces[].[Description,PrivateIpAddress]", "--output", "text",
        ),
        "Expected: nothing. If it names a database, a node or anything else, do not merge, or AWS refuses and the apply stops half-way: "
        "make a further subnet first, and move there what is in this one",
    )  # fmt: skip


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
