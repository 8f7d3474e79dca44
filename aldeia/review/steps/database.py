"""Database steps: snapshots, a tried upgrade, reboots, and what a new engine wants afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.steps.place import Words, late
from aldeia.review.steps.shell import NEWLINE, Shell, before_days, for_each, waited

if TYPE_CHECKING:
    from aldeia.review.judge import Finding
    from aldeia.review.steps.place import Place

NEWER_EXTENSIONS = (
    "SELECT format('ALTER EXTENSION %I UPDATE;', name) FROM pg_available_extensions "
    "WHERE installed_version <> default_version"
)
"""Writes the updates that there are; plpgsql, which RDS owns, is not touched for nothing."""


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
        "--query", Shell("\"DBSnapshots[?SnapshotCreateTime<='$before'].[DBSnapshotIdentifier]\""),
        "--output", "text",
    )  # fmt: skip
    kept = Shell('"${snapshot#rds:}-kept"')
    copied = place.aws(
        "rds", "copy-db-snapshot", "--source-db-snapshot-identifier", Shell('"$snapshot"'), "--target-db-snapshot-identifier", kept
    )  # fmt: skip
    wait = place.aws("rds", "wait", "db-snapshot-available", "--db-snapshot-identifier", kept)
    seen = place.aws(
        "rds", "describe-db-snapshots", "--db-instance-identifier", name, "--snapshot-type", "manual",
        "--query", "DBSnapshots[].[DBSnapshotIdentifier,Status]", "--output", "text",
    )  # fmt: skip
    return Words(
        f"Copy the daily backups of {name} that would be deleted, if they are still wanted",
        f"{before_days(finding.after)}\n{for_each(listed, f'{copied} </dev/null{NEWLINE}{wait} </dev/null')}\n{seen}",
        "Do not merge before it ends, and run it again if you merge on another day. Expected at the end: available for each. A copy stays, and costs, until somebody deletes it; of the time between two daily "
        "backups nothing can be kept",
    )


def try_upgrade(finding: Finding, place: Place) -> Words:
    name, copy = place.database(finding), _copy(finding, place)
    groups = [str(group) for group in finding.values["vpc_security_group_ids"] or ()]
    restored = (
        ("restore-db-instance-to-point-in-time", "--source-db-instance-identifier", name,
         "--target-db-instance-identifier", copy, "--use-latest-restorable-time",
         "--db-subnet-group-name", place.names.database_subnet_group,
         *(("--vpc-security-group-ids", *groups) if groups else ())),
        ("wait", "db-instance-available", "--db-instance-identifier", copy),
        ("modify-db-instance", "--db-instance-identifier", copy, "--engine-version", finding.after,
         "--allow-major-version-upgrade", "--apply-immediately"),
    )  # fmt: skip
    asked = place.asked(
        "rds", "describe-db-instances", "--db-instance-identifier", copy, "--query", "DBInstances[0].[EngineVersion,DBInstanceStatus]"
    )  # fmt: skip
    over = waited(asked, '"$state" == *available', 30)
    return Words(
        f"Upgrade a copy of {name} first",
        "\n".join(
            [
                *(place.aws("rds", *words) for words in restored),
                f"time {{\nsleep 180 # until it has begun\n{over}\n}}",
            ]
        ),
        f"Expected at the end: {finding.after} and available; the time is about how long the database will be away. With "
        f"{finding.before} and available AWS refused the upgrade: aws rds describe-db-log-files --db-instance-identifier {copy} "
        "--filename-contains pg_upgrade has the reason. The copy has AWS's own parameters, not ours",
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
    listed = f'"{NEWER_EXTENSIONS}"'
    return Words(
        f"Update the extensions of {place.database(finding)}, in each database",
        f'psql "$DATABASE_URL" --tuples-only --no-align --command {listed} | psql "$DATABASE_URL" --set ON_ERROR_STOP=1',
        "DATABASE_URL is that of the master user's secret, with each database's name in turn. Expected: ALTER EXTENSION for each "
        "that has a newer version, and nothing where none has",
    )


def analyze(finding: Finding, place: Place) -> Words:
    return Words(
        f"Gather the optimiser's statistics of {place.database(finding)} anew, in each database",
        'psql "$DATABASE_URL" --command "ANALYZE VERBOSE"',
        "As the master user, as above. Expected at the end: ANALYZE; until then queries may be slow. It skips some pg_ tables, which "
        "are AWS's; a table of yours that it skips has to be analysed by its owner",
    )


def watch_storage(finding: Finding, place: Place) -> Words:
    name = place.database(finding)
    what = "DBInstances[0].[DBInstanceStatus,AllocatedStorage,StorageType,Iops,StorageThroughput,PendingModifiedValues]"
    return Words(
        f"Plan no other change of storage until {name} has done this one{late(finding)}",
        place.aws("rds", "describe-db-instances", "--db-instance-identifier", name, "--query", what),
        "Expected: the new numbers with storage-optimization, for hours, then with available. With the old numbers it has not begun",
    )
