"""The rules of rules/recovery.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from aldeia.manifest.rules import recovery as rules
from tests.examples import PROTECTED, Changes, Edge, refusals

PROTECTED_M: Changes = {
    **PROTECTED,
    "database.instance_class": "db.m7g.large",
    "cache.node_type": "cache.m7g.large",
}
FAILOVER: Changes = {
    "cache.nodes": 2,
    "cache.availability_zones": ["us-east-1a", "us-east-1b"],
    "cache.automatic_failover": True,
}

KEPT: Changes = {"recovery.cache_data": "durable", "cache.parameters.maxmemory-policy": "noeviction"}

WAITING: Changes = {**PROTECTED, "database.apply_immediately": False, "cache.apply_immediately": False}

EDGES = (
    Edge(
        rules.a_protected_environment_is_changed_in_its_windows,
        WAITING,
        {**WAITING, "database.apply_immediately": True},
        "database.apply_immediately: got true, expected false in an environment that may not be destroyed; or a change "
        "of class restarts the store at once",
    ),
    Edge(
        rules.a_protected_environment_is_changed_in_its_windows,
        {},
        {**WAITING, "cache.apply_immediately": True},
        "cache.apply_immediately: got true, expected false in an environment that may not be destroyed; or a change of "
        "class restarts the store at once",
    ),
    Edge(
        rules.a_protected_environment_is_protected_everywhere,
        PROTECTED,
        {**PROTECTED, "database.deletion_protection": False},
        "database.deletion_protection: got false, expected true in an environment that may not be destroyed",
    ),
    Edge(
        rules.a_protected_environment_is_protected_everywhere,
        PROTECTED,
        {**PROTECTED, "recovery.final_snapshot": False},
        "recovery.final_snapshot: got false, expected true in an environment that may not be destroyed",
    ),
    Edge(
        rules.a_protected_environment_is_protected_everywhere,
        {**PROTECTED, "database.backup_retention": "7 days"},
        {**PROTECTED, "database.backup_retention": "6 days"},
        "database.backup_retention: got 6 days, expected 7 days or more in an environment that may not be destroyed",
    ),
    Edge(
        rules.a_protected_environment_is_protected_everywhere,
        PROTECTED,
        {**PROTECTED, "recovery.secret_recovery_window": "0 days"},
        "recovery.secret_recovery_window: got 0 days, expected 7 to 30 days in an environment that may not be destroyed",
    ),
    Edge(
        rules.what_may_be_destroyed_is_not_held_back,
        {"database.deletion_protection": False},
        {"database.deletion_protection": True},
        "database.deletion_protection: got true, expected false where recovery.may_be_destroyed is true; "
        "one of the two is wrong: RDS would refuse the destroy half way",
    ),
    Edge(
        rules.deleted_secrets_wait_a_week_or_not_at_all,
        {"recovery.secret_recovery_window": "7 days"},
        {"recovery.secret_recovery_window": "6 days"},
        "recovery.secret_recovery_window: got 6 days, expected 0 days, or 7 to 30 days",
    ),
    Edge(
        rules.deleted_secrets_wait_a_week_or_not_at_all,
        {"recovery.secret_recovery_window": "0 days"},
        {"recovery.secret_recovery_window": "1 day"},
        "recovery.secret_recovery_window: got 1 day, expected 0 days, or 7 to 30 days",
    ),
    Edge(
        rules.the_promised_rpo_is_kept,
        {"recovery.database.rpo": "5 min"},
        {"recovery.database.rpo": "299 s"},
        "recovery.database.rpo: got 299 s, expected 5 min or more, RDS uploads its log every five minutes",
    ),
    Edge(
        rules.the_promised_rpo_is_kept,
        {**KEPT, "recovery.cache.rpo": "24 hours"},
        {"recovery.cache_data": "durable", "recovery.cache.rpo": "1439 min"},
        "recovery.cache.rpo: got 1439 min for durable data, expected 24 hours or more, ElastiCache takes one snapshot a day; "
        "or set cache_data to rebuildable",
    ),
    Edge(
        rules.the_promised_rpo_is_kept,
        {"recovery.cache_data": "rebuildable", "recovery.cache.rpo": "5 min"},
        {"recovery.cache_data": "durable", "recovery.cache.rpo": "5 min"},
        "recovery.cache.rpo: got 5 min for durable data, expected 24 hours or more, ElastiCache takes one snapshot a day; "
        "or set cache_data to rebuildable",
    ),
    Edge(
        rules.the_promised_rpo_is_kept,
        {**KEPT, "cache.snapshot_retention": "1 day"},
        {"recovery.cache_data": "durable", "cache.snapshot_retention": "0 days"},
        "cache.snapshot_retention: got 0 days with durable data, expected 1 day or more",
    ),
    Edge(
        rules.the_second_region_is_another,
        {"recovery.cross_region_backups.region": "us-east-2"},
        {"recovery.cross_region_backups.region": "us-east-1"},
        "recovery.cross_region_backups.region: got us-east-1, expected another region than the environment's",
    ),
    Edge(
        rules.a_protected_environment_is_protected_everywhere,
        {**PROTECTED_M, "cache.snapshot_retention": "1 day"},
        {**PROTECTED_M, "cache.snapshot_retention": "0 days"},
        "cache.snapshot_retention: got 0 days, expected 1 day or more in an environment that may not be destroyed",
    ),
    *(
        Edge(
            rules.the_promised_rto_can_be_kept,
            {**changes, f"recovery.{store}.rto": f"{minutes} min"},
            {**changes, f"recovery.{store}.rto": f"{minutes - 1} min"},
            f"recovery.{store}.rto: got {minutes - 1} min, expected {minutes} min or more, {why}",
        )
        for store, changes, minutes, why in (
            ("database", {"database.multi_az": True}, 2, "a failover takes that long"),
            ("database", {}, 60, "a restore takes that long, and multi_az is off"),
            ("cache", FAILOVER, 2, "a failover takes that long"),
            ("cache", {}, 20, "a restore takes that long, and automatic_failover is off"),
        )
    ),
    *(
        Edge(
            rules.a_promise_says_what_is_kept,
            {f"recovery.{name}": "24 hours"},
            {f"recovery.{name}": "25 hours"},
            f"recovery.{name}: got 25 hours, expected 24 hours at most; the backups keep more; is its unit right?",
        )
        for name in ("database.rpo", "database.rto", "cache.rpo", "cache.rto")
    ),
    Edge(
        rules.a_promise_says_what_is_kept,
        {"recovery.cache.rpo": "25 hours", "cache.snapshot_retention": "0 days"},
        {"recovery.cache.rpo": "25 hours", "cache.snapshot_retention": "1 day"},
        "recovery.cache.rpo: got 25 hours, expected 24 hours at most; the backups keep more; is its unit right?",
    ),
    *(
        Edge(
            rules.a_protected_environment_outlives_a_zone,
            {**PROTECTED, **FAILOVER, "database.multi_az": True, "cache.multi_az": True},
            {
                **PROTECTED,
                **FAILOVER,
                "database.multi_az": True,
                "cache.multi_az": True,
                f"{store}.multi_az": False,
            },
            f"{store}.multi_az: got false, expected true in an environment that may not be destroyed; or a lost zone is a "
            "restore",
        )
        for store in ("database", "cache")
    ),
)


def test_a_cache_of_rebuildable_data_needs_no_snapshots() -> None:
    assert refusals({"cache.snapshot_retention": "0 days"}) == []
