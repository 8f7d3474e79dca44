"""Database steps: snapshots, a tried upgrade, reboots, and what a new engine wants afterwards."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from aldeia.review.steps.place import Shell, Words, until

if TYPE_CHECKING:
    from aldeia.review.judge import Finding
    from aldeia.review.steps.place import Place


def snapshot(finding: Finding, place: Place) -> Words:
    name = place.database(finding)
    made = place.stamped(name, "before")
    commands = (
        ("create-db-snapshot", "--db-instance-identifier", name, "--db-snapshot-identifier", made),
        ("wait", "db-snapshot-available", "--db-snapshot-identifier", made),
    )
    return Words(
        f"Take a snapshot of {name}, and wait until it is there",
        "\n".join(place.aws("rds", *words) for words in commands),
        "It holds what the database is at that moment, nothing that is written after it, and stays when the instance goes; "
        "the way back is a new instance made from it, by aws rds restore-db-instance-from-db-snapshot",
    )


def keep_backups(finding: Finding, place: Place) -> Words:
    name = place.database(finding)
    listed = place.aws(
        "rds", "describe-db-snapshots", "--db-instance-identifier", name, "--snapshot-type", "automated",
        "--query", "DBSnapshots[].[DBSnapshotIdentifier,SnapshotCreateTime]", "--output", "text",
    )  # fmt: skip
    copied = place.aws(
        "rds", "copy-db-snapshot", "--source-db-snapshot-identifier", Shell('"$SNAPSHOT"'), "--target-db-snapshot-identifier", place.stamped(name, "kept")
    )  # fmt: skip
    return Words(
        f"Copy what of the older daily backups of {name} is still wanted",
        f"{listed}\nSNAPSHOT=rds:...  # one of the list\n{copied}",
        "A copy stays, and costs, until somebody deletes it; the points in time between the daily backups cannot be kept. "
        "If nothing of them is wanted, there is nothing to do",
    )


def try_upgrade(finding: Finding, place: Place) -> Words:
    name, copy = place.database(finding), _copy(finding, place)
    restored = (
        ("restore-db-instance-to-point-in-time", "--source-db-instance-identifier", name,
         "--target-db-instance-identifier", copy, "--use-latest-restorable-time",
         "--db-subnet-group-name", place.names.database_subnet_group),
        ("wait", "db-instance-available", "--db-instance-identifier", copy),
        ("modify-db-instance", "--db-instance-identifier", copy, "--engine-version", finding.after,
         "--allow-major-version-upgrade", "--apply-immediately"),
    )  # fmt: skip
    asked = place.asked(
        "rds", "describe-db-instances", "--db-instance-identifier", copy, "--query", "DBInstances[0].[EngineVersion,DBInstanceStatus]"
    )  # fmt: skip
    upgraded = until(asked, f"{shlex.quote(finding.after)}*available", 30)
    return Words(
        f"Upgrade a copy of {name} first",
        "\n".join([*(place.aws("rds", *words) for words in restored), f"time {upgraded}"]),
        "The time that it prints at the end is about how long the database will be away. If it does not end, "
        f"AWS refused: aws rds describe-db-log-files --db-instance-identifier {copy} --filename-contains pg_upgrade has the reason",
    )


def delete_copy(finding: Finding, place: Place) -> Words:
    copy = _copy(finding, place)
    return Words(
        f"Try the application against {copy}, then delete it",
        place.aws(
            "rds", "delete-db-instance", "--db-instance-identifier", copy, "--skip-final-snapshot", "--delete-automated-backups"
        ),
        "It costs as much as the database itself for as long as it is there",
    )  # fmt: skip


def _copy(finding: Finding, place: Place) -> str:
    return f"{place.database(finding)}-upgrade-test"


def reboot(finding: Finding, place: Place) -> Words:
    name = place.database(finding)
    commands = (
        ("reboot-db-instance", "--db-instance-identifier", name),
        ("wait", "db-instance-available", "--db-instance-identifier", name),
        ("describe-db-instances", "--db-instance-identifier", name,
         "--query", "DBInstances[0].DBParameterGroups[].ParameterApplyStatus", "--output", "text"),
    )  # fmt: skip
    return Words(
        f"Reboot {name} at a quiet hour, which breaks every connection for some minutes",
        "\n".join(place.aws("rds", *words) for words in commands),
        "Expected at the end: in-sync. Before, it says pending-reboot, and the old values count",
    )


def update_extensions(finding: Finding, place: Place) -> Words:
    listed = "\"SELECT format('ALTER EXTENSION %I UPDATE;', extname) FROM pg_extension\""
    return Words(
        f"Update the extensions of {place.database(finding)}, in each database",
        f'psql "$DATABASE_URL" --tuples-only --no-align --command {listed} | psql "$DATABASE_URL" --set ON_ERROR_STOP=1',
        "Expected: ALTER EXTENSION for each, or a notice that the version is there already",
    )


def analyze(finding: Finding, place: Place) -> Words:
    return Words(
        f"Gather the optimiser's statistics of {place.database(finding)} anew, in each database",
        'psql "$DATABASE_URL" --command "ANALYZE VERBOSE"',
        "Expected at the end: ANALYZE. Until then queries may be slow",
    )


def watch_storage(finding: Finding, place: Place) -> Words:
    name = place.database(finding)
    return Words(
        f"Plan no other change of storage until {name} has done this one",
        place.aws(
            "rds", "describe-db-instances", "--db-instance-identifier", name, "--query", "DBInstances[0].[DBInstanceStatus,AllocatedStorage]"
        ),
        "Expected: storage-optimization, for hours, then available",
    )  # fmt: skip
