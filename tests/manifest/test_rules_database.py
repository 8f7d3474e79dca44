"""The rules of rules/database.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from aldeia.manifest.rules import database as rules
from tests.examples import REMOVED, Edge, refusals

MEMORY = "database.parameters: got {} GiB for shared_buffers, max_connections times work_mem and 3 times maintenance_work_mem"

EDGES = (
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15"},
        {"database.engine_version": "16"},
        'database.engine_version: got 16, expected a major version of the catalogue ("15"); '
        "add it, with its parameters, in aldeia/catalog/engine_versions.py",
    ),
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.14", "database.auto_minor_version_upgrade": False},
        'database.engine_version: got 15.14, expected "15", or 15.15 and later',
    ),
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.4", "database.auto_minor_version_upgrade": False},
        "database.engine_version: got 15.4, which AWS withdrew for new instances on 2024-12-09, "
        'expected "15", or 15.15 and later',
    ),
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.12", "database.auto_minor_version_upgrade": False},
        "database.engine_version: got 15.12, which AWS withdrew for new instances on 2026-05-01, "
        'expected "15", or 15.15 and later',
    ),
    Edge(
        rules.a_pinned_minor_version_is_not_upgraded_by_aws,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": True},
        "database.auto_minor_version_upgrade: got true with 15.15 pinned, expected false, as the plan after AWS's upgrade "
        'would be a downgrade, which AWS refuses; or set engine_version to "15"',
    ),
    Edge(
        rules.database_classes_are_in_the_catalogue,
        {"database.instance_class": "db.r7g.16xlarge"},
        {"database.instance_class": "db.r7g.17xlarge"},
        "database.instance_class: got db.r7g.17xlarge, expected a class of the catalogue; "
        "did you mean db.r7g.16xlarge? If not, add it in aldeia/catalog/instance_classes.py",
    ),
    Edge(
        rules.database_classes_are_in_the_catalogue,
        {"database.read_replica.instance_class": "db.t3.micro"},
        {"database.read_replica.instance_class": "db.t3.nano"},
        "database.read_replica.instance_class: got db.t3.nano, expected a class of the catalogue; "
        "add it in aldeia/catalog/instance_classes.py",
    ),
    Edge(
        rules.gp3_is_provisioned_only_from_400_gib,
        {"database.storage": "400 GiB", "database.iops": 12_000},
        {"database.storage": "399 GiB", "database.iops": 12_000},
        "database.iops: got 12000 on 399 GiB, expected null below 400 GiB; "
        "set iops to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage",
    ),
    Edge(
        rules.gp3_is_provisioned_only_from_400_gib,
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "500 MiB"},
        {"database.storage": "399 GiB", "database.throughput": "500 MiB"},
        "database.throughput: got 500 MiB on 399 GiB, expected null below 400 GiB; "
        "set throughput to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage",
    ),
    Edge(
        rules.gp3_figures_go_together,
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "500 MiB"},
        {"database.storage": "400 GiB", "database.iops": None, "database.throughput": "500 MiB"},
        "database.iops: got null with a throughput of 500 MiB, expected at least 2000, four times that",
    ),
    Edge(
        rules.gp3_figures_go_together,
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "3000 MiB"},
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "3001 MiB"},
        "database.throughput: got 3001 MiB with 12000 IOPS, expected at most 3000 MiB",
    ),
    Edge(
        rules.the_storage_ceiling_leaves_room,
        {"database.storage": "101 GiB", "database.storage_ceiling": "112 GiB"},
        {"database.storage": "101 GiB", "database.storage_ceiling": "111 GiB"},
        "database.storage_ceiling: got 111 GiB, expected at least 112 GiB, a tenth above storage (101 GiB); "
        "or null, and the volume never grows",
    ),
    Edge(
        rules.postgresql_parameters_are_what_rds_takes,
        {"database.parameters.work_mem": "64kB"},
        {"database.parameters.work_mem": "63kB"},
        "database.parameters.work_mem: got 63kB, expected a size as 8MB or a share of the class's memory as 25%, "
        "at least 64 kB",
    ),
    Edge(
        rules.tls_is_forced,
        {},
        {"database.parameters.rds.force_ssl": 1},
        "database.parameters.rds.force_ssl: got 1, expected none, it is always on; take the line out",
    ),
    Edge(
        # 85% of 8 GiB are 6.8 GiB: 2 GiB of buffers, 200 times 24576 kB less a little, 3 times 64 MB.
        rules.postgresql_memory_fits_the_class,
        {"database.parameters.shared_buffers": "25%", "database.parameters.work_mem": "24182kB"},
        {"database.parameters.shared_buffers": "25%", "database.parameters.work_mem": "24183kB"},
        f"{MEMORY.format('6.8')}, expected at most 6.8 GiB, 85% of db.t3.large; lower one of them, or take a larger class",
    ),
    Edge(
        rules.pools_fit_max_connections,
        {"database.pool.min": 20},
        {"database.pool.min": 21},
        "database.pool.min: got 21, expected at most max (20)",
    ),
    Edge(
        # 2 x 4 x 20 + 10 = 170, of 175 less the 5 that are reserved.
        rules.pools_fit_max_connections,
        {"database.parameters.max_connections": 175, "alarms.database.connections_above": 150},
        {"database.parameters.max_connections": 174, "alarms.database.connections_above": 150},
        "database.pool.processes: got 4 processes of 20 connections, 170 during a deployment with 10 for operators, "
        "expected at most 169, what max_connections (174) leaves; lower max or processes, or raise max_connections",
    ),
    Edge(
        rules.gp3_iops_are_in_range,
        {"database.storage": "400 GiB", "database.iops": 64_000},
        {"database.storage": "400 GiB", "database.iops": 64_001},
        "database.iops: got 64001 on 400 GiB, expected 12000 to 64000; or null, gp3 then gives 12000",
    ),
    Edge(
        rules.gp3_iops_are_in_range,
        {"database.storage": "400 GiB", "database.iops": 12_000},
        {"database.storage": "400 GiB", "database.iops": 11_999},
        "database.iops: got 11999 on 400 GiB, expected 12000 to 64000; or null, gp3 then gives 12000",
    ),
    Edge(
        rules.the_connections_alarm_comes_before_the_limit,
        {"alarms.database.connections_above": 194},
        {"alarms.database.connections_above": 195},
        "alarms.database.connections_above: got 195, expected below 195, what max_connections (200) leaves; "
        "or it never fires",
    ),
)


def test_the_specifications_production_parameters_do_not_fit_the_staging_class() -> None:
    changes = {
        "database.instance_class": "db.t3.small",
        "database.parameters.work_mem": "8MB",
        "database.parameters.maintenance_work_mem": "256MB",
    }
    limit = ", expected at most 1.7 GiB, 85% of db.t3.small; lower one of them, or take a larger class"
    assert refusals(changes) == [MEMORY.format("2.8") + limit]


def test_a_parameter_that_is_badly_written_is_told_once() -> None:
    assert refusals(
        {"database.parameters.max_connections": "many", "database.parameters.work_mem": "8mb"}
    ) == [
        "database.parameters.max_connections: got many, expected a whole number",
        "database.parameters.work_mem: got 8mb, expected a size as 8MB or a share of the class's memory as 25%",
    ]


def test_throughput_on_a_small_volume_is_told_once() -> None:
    changes = {"database.storage": "399 GiB", "database.iops": 12_000, "database.throughput": "3001 MiB"}
    fix = "to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage"
    assert refusals(changes) == [
        f"database.iops: got 12000 on 399 GiB, expected null below 400 GiB; set iops {fix}",
        f"database.throughput: got 3001 MiB on 399 GiB, expected null below 400 GiB; set throughput {fix}",
    ]


def test_the_parameters_of_an_unknown_version_are_not_judged() -> None:
    assert len(refusals({"database.engine_version": "16", "database.parameters.new_in_16": 1})) == 1


def test_without_max_connections_memory_is_counted_for_as_many_as_rds_allows() -> None:
    assert refusals(
        {"database.parameters.max_connections": REMOVED, "database.parameters.work_mem": "8MB"}
    ) == [
        f"{MEMORY.format('9.2')}, expected at most 6.8 GiB, 85% of db.t3.large; lower one of them, or take a larger class"
    ]
    large = {"database.instance_class": "db.r7g.16xlarge", "database.parameters.max_connections": REMOVED}
    assert refusals({**large, "database.parameters.work_mem": "62MB"}) == []
    assert refusals({**large, "database.parameters.work_mem": "64MB"}) == [
        (
            f"{MEMORY.format('440.7')}, expected at most 435.2 GiB, 85% of db.r7g.16xlarge; "
            "lower one of them, or take a larger class"
        )
    ]


def test_without_max_connections_nothing_is_said_of_pools_and_alarms() -> None:
    assert refusals({"database.parameters.max_connections": REMOVED}) == []


def test_an_unknown_class_is_told_once() -> None:
    assert refusals({"database.instance_class": "db.t9.huge"}) == [
        (
            "database.instance_class: got db.t9.huge, expected a class of the catalogue; "
            "add it in aldeia/catalog/instance_classes.py"
        )
    ]
