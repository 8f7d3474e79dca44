"""The rules of rules/capacity.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from aldeia.manifest.rules import capacity as rules
from tests.examples import REMOVED, Changes, Edge, refusals

MEMORY = "database.parameters.{}: got {} GiB for shared_buffers, max_connections times work_mem and 3 times maintenance_work_mem"

COMPUTED: Changes = {"database.parameters": {}, "database.read_replica.enabled": True}

EDGES = (
    Edge(
        # 85% of 8 GiB are 6.8 GiB: 2 GiB of buffers, 200 times 24576 kB less a little, 3 times 64 MB.
        rules.postgresql_memory_fits_the_class,
        {"database.parameters.shared_buffers": "25%", "database.parameters.work_mem": "24182kB"},
        {"database.parameters.shared_buffers": "25%", "database.parameters.work_mem": "24183kB"},
        f"{MEMORY.format('work_mem', '6.8')}, expected at most 6.8 GiB, 85% of db.t3.large; lower it, or take a larger class",
    ),
    Edge(
        # 4 GiB for 1024 connections of 4 MiB, 2 GiB of buffers and 3 times 256 MB are 6.75 GiB.
        rules.postgresql_memory_fits_the_class,
        {"database.parameters.max_connections": 1024, "database.parameters.work_mem": "4MB"},
        {"database.parameters.max_connections": 2000, "database.parameters.work_mem": "4MB"},
        f"{MEMORY.format('max_connections', '10.0')}, expected at most 6.8 GiB, 85% of db.t3.large; lower it, or take a larger class",
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
        rules.the_connections_alarm_comes_before_the_limit,
        {"alarms.database.connections_above": 194},
        {"alarms.database.connections_above": 195},
        "alarms.database.connections_above: got 195, expected below 195, what max_connections (200) leaves; "
        "or it never fires",
    ),
    Edge(
        # The replica has 85% of 4 GiB: 3.4 GiB, for 1 GiB of buffers, 200 times 11305 kB and 3 times 64 MB.
        rules.postgresql_memory_fits_the_class,
        {"database.read_replica.enabled": True, "database.parameters.work_mem": "11304kB"},
        {"database.read_replica.enabled": True, "database.parameters.work_mem": "11600kB"},
        "database.read_replica.instance_class: got 3.4 GiB for shared_buffers, max_connections times work_mem and 3 times "
        "maintenance_work_mem, expected at most 3.4 GiB, 85% of db.t3.medium; lower one of them, or take a larger one",
    ),
    Edge(
        rules.shared_buffers_leave_room_for_the_page_cache,
        {"database.parameters.shared_buffers": "40%"},
        {"database.parameters.shared_buffers": "41%"},
        "database.parameters.shared_buffers: got 41%, expected at most 40% of the memory of db.t3.large; set it to 25%",
    ),
    Edge(
        # In pages of 8 kB, from a size.
        rules.shared_buffers_leave_room_for_the_page_cache,
        {"database.parameters.shared_buffers": "3276MB"},
        {"database.parameters.shared_buffers": "3277MB"},
        "database.parameters.shared_buffers: got 3277MB, expected at most 40% of the memory of db.t3.large; set it to 25%",
    ),
    Edge(
        rules.the_planner_is_promised_memory_that_is_there,
        {"database.parameters.effective_cache_size": "90%"},
        {"database.parameters.effective_cache_size": "91%"},
        "database.parameters.effective_cache_size: got 91%, expected at most 90% of the memory of db.t3.large; "
        "set it to 75%",
    ),
    Edge(
        rules.a_replica_takes_as_many_connections_as_its_primary,
        {**COMPUTED, "database.read_replica.instance_class": "db.t3.large"},
        {**COMPUTED, "database.read_replica.instance_class": "db.t3.medium"},
        "database.read_replica.instance_class: got db.t3.medium with 450 connections, expected at least 901, "
        "as db.t3.large has; take as large a class, or set max_connections",
    ),
)


def test_the_specifications_production_parameters_do_not_fit_the_staging_class() -> None:
    changes = {
        "database.instance_class": "db.t3.small",
        "database.parameters.work_mem": "8MB",
        "database.parameters.maintenance_work_mem": "256MB",
        "alarms.database.freeable_memory_below": "200 MB",
    }
    limit = ", expected at most 1.7 GiB, 85% of db.t3.small; lower it, or take a larger class"
    assert refusals(changes) == [MEMORY.format("work_mem", "2.8") + limit]


def test_without_max_connections_memory_is_counted_for_as_many_as_rds_allows() -> None:
    assert refusals(
        {"database.parameters.max_connections": REMOVED, "database.parameters.work_mem": "8MB"}
    ) == [
        f"{MEMORY.format('work_mem', '9.2')}, expected at most 6.8 GiB, 85% of db.t3.large; lower it, or take a larger class"
    ]
    large = {"database.instance_class": "db.r7g.16xlarge", "database.parameters.max_connections": REMOVED}
    assert refusals({**large, "database.parameters.work_mem": "62MB"}) == []
    assert refusals({**large, "database.parameters.work_mem": "64MB"}) == [
        (
            f"{MEMORY.format('work_mem', '440.7')}, expected at most 435.2 GiB, 85% of db.r7g.16xlarge; "
            "lower it, or take a larger class"
        )
    ]


def test_without_max_connections_nothing_is_said_of_pools_and_alarms() -> None:
    assert refusals({"database.parameters.max_connections": REMOVED}) == []
