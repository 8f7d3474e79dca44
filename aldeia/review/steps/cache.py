"""Cache steps: snapshots, reboots, and the old token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.steps.place import Words
from aldeia.review.steps.shell import NEWLINE, Shell, before_days, for_each, waited

if TYPE_CHECKING:
    from aldeia.review.judge import Finding
    from aldeia.review.steps.place import Place

# Of a snapshot, which the AWS CLI cannot wait for.
_DONE = '"$state" == available || "$state" == failed'


def snapshot(finding: Finding, place: Place) -> Words:
    name = place.cache(finding)
    made = place.stamped(name, "before")
    created = place.aws(
        "elasticache", "create-snapshot", "--replication-group-id", name, "--snapshot-name", made
    )
    asked = place.asked(
        "elasticache", "describe-snapshots", "--snapshot-name", made, "--query", "Snapshots[0].SnapshotStatus"
    )
    return Words(
        f"Take a snapshot of {name}, and wait until it is there",
        f"{created}\n{waited(asked, _DONE, 15)}",
        f"Expected at the end: available. It holds the keys of that moment, nothing that is written after it, and stays when the cache goes. {_way_back(finding)}",
    )


def _way_back(finding: Finding) -> str:
    """Say what the snapshot can be put into: never an older engine than it was made with."""
    made_from_it = "by aws elasticache create-replication-group --snapshot-name"
    if finding.attribute == "engine_version" and finding.forces:
        return (
            f"The cache that this plan makes, of {finding.after}, cannot read it: only another new one can, {made_from_it}, "
            f"of {finding.before} or newer"
        )
    return f"The way back is another new cache, {made_from_it}, of the same engine version or a newer one"


def keep_snapshots(finding: Finding, place: Place) -> Words:
    name = place.cache(finding)
    listed = place.aws(
        "elasticache", "describe-snapshots", "--replication-group-id", name, "--snapshot-source", "system",
        "--query", Shell("\"Snapshots[?NodeSnapshots[0].SnapshotCreateTime<='$before'].[SnapshotName]\""),
        "--output", "text",
    )  # fmt: skip
    kept = Shell('"${snapshot#automatic.}-kept"')
    copied = place.aws(
        "elasticache",
        "copy-snapshot",
        "--source-snapshot-name",
        Shell('"$snapshot"'),
        "--target-snapshot-name",
        kept,
    )
    asked = place.asked(
        "elasticache", "describe-snapshots", "--snapshot-name", kept, "--query", "Snapshots[0].SnapshotStatus"
    )
    return Words(
        f"Copy the automatic snapshots of {name} that would be deleted, if they are still wanted",
        f"{before_days(finding.after)}\n{for_each(listed, f'{copied} </dev/null{NEWLINE}{waited(asked, _DONE, 15)}')}",
        "Do not merge before it ends, and run it again if you merge on another day. Expected: available for each. A copy stays, and costs, until somebody deletes it",
    )


def reboot(finding: Finding, place: Place) -> Words:
    name = place.cache(finding)
    command = place.aws(
        "elasticache", "reboot-cache-cluster", "--cache-cluster-id", f"{name}-001", "--cache-node-ids-to-reboot", "0001"
    )  # fmt: skip
    return Words(
        f"Reboot the nodes of {name} one by one, if a parameter that needs it differs",
        command,
        "A node that is rebooted serves nothing for some minutes, and may come back empty",
    )


def retire_old_token(finding: Finding, place: Place) -> Words:
    name = place.cache(finding)
    token = place.asked(
        "secretsmanager",
        "get-secret-value",
        "--secret-id",
        place.names.cache_token_secret,
        "--query",
        "SecretString",
    )
    commands = (
        ("modify-replication-group", "--replication-group-id", name,
         "--auth-token", token, "--auth-token-update-strategy", "SET", "--apply-immediately"),
        ("wait", "replication-group-available", "--replication-group-id", name),
        ("describe-replication-groups", "--replication-group-id", name, "--query", "ReplicationGroups[0].[Status,PendingModifiedValues]"),
    )  # fmt: skip
    return Words(
        f"When every process of every client was started after the apply, let {name} take only the new token",
        "\n".join(place.aws("elasticache", *words) for words in commands),
        "Expected at the end: available, and no AuthTokenStatus. Whoever still has the old token is refused from then on. AWS sets no "
        "deadline, and until then the old token lets in whoever knows it; the next rotation would end it, too",
    )
