"""Cache steps: snapshots, reboots, and the old token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.steps.place import Shell, Words, until

if TYPE_CHECKING:
    from aldeia.review.judge import Finding
    from aldeia.review.steps.place import Place


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
        f"{created}\n{until(asked, 'available', 15)}",
        f"It holds the keys of that moment, nothing that is written after it, and stays when the cache goes. {_way_back(finding)}",
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
        "--query", "Snapshots[].[SnapshotName,NodeSnapshots[0].SnapshotCreateTime]", "--output", "text",
    )  # fmt: skip
    copied = place.aws(
        "elasticache", "copy-snapshot", "--source-snapshot-name", Shell('"$SNAPSHOT"'), "--target-snapshot-name", place.stamped(name, "kept")
    )  # fmt: skip
    return Words(
        f"Copy what of the older automatic snapshots of {name} is still wanted",
        f"{listed}\nSNAPSHOT=automatic...  # one of the list\n{copied}",
        "A copy stays, and costs, until somebody deletes it. If nothing of them is wanted, there is nothing to do",
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
    token = place.asked(
        "secretsmanager",
        "get-secret-value",
        "--secret-id",
        place.names.cache_token_secret,
        "--query",
        "SecretString",
    )
    command = place.aws(
        "elasticache", "modify-replication-group", "--replication-group-id", place.cache(finding),
        "--auth-token", token, "--auth-token-update-strategy", "SET", "--apply-immediately",
    )  # fmt: skip
    return Words(
        f"When every client has the new token, let {place.cache(finding)} take only that one",
        command,
        "AWS sets no deadline: until then whoever knows the old token gets in with it, too. "
        "Do it before the next rotation, which would drop the older of the two",
    )
