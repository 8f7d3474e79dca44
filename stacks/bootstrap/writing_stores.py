"""Writing to the stores: what an apply does to the database and the cache, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow

if TYPE_CHECKING:
    from stacks.bootstrap.arns import Arns
    from stacks.policies import Statement


def of_database(arns: Arns) -> list[Statement]:
    """Let the database be made, changed and taken away, but for its last snapshots and its copies."""
    return [
        allow(
            "ChangeTheDatabase",
            [
                "rds:AddTagsToResource",
                "rds:CreateDBInstance",
                "rds:CreateDBInstanceReadReplica",
                "rds:CreateDBParameterGroup",
                "rds:CreateDBSubnetGroup",
                "rds:CreateEventSubscription",
                "rds:DeleteDBInstance",
                "rds:DeleteDBParameterGroup",
                "rds:DeleteDBSubnetGroup",
                "rds:DeleteEventSubscription",
                "rds:ModifyDBInstance",
                "rds:ModifyDBParameterGroup",
                "rds:ModifyDBSubnetGroup",
                "rds:ModifyEventSubscription",
                "rds:RemoveTagsFromResource",
                "rds:ResetDBParameterGroup",
            ],
            [*arns.database, *arns.database_events, *arns.database_groups, *arns.option_groups],
        ),
        allow("KeepALastSnapshot", ["rds:CreateDBSnapshot"], [*arns.primary, *arns.database_snapshots]),
        allow(
            "CopyBackups",
            [
                "rds:StartDBInstanceAutomatedBackupsReplication",
                "rds:StopDBInstanceAutomatedBackupsReplication",
            ],
            [*arns.primary, *arns.backups],
        ),
    ]


def of_cache(arns: Arns) -> list[Statement]:
    """Let the cache be made, changed and taken away."""
    return [
        allow(
            "ChangeTheCache",
            [
                "elasticache:AddTagsToResource",
                "elasticache:CreateCacheParameterGroup",
                "elasticache:CreateCacheSubnetGroup",
                "elasticache:CreateReplicationGroup",
                "elasticache:CreateUser",
                "elasticache:CreateUserGroup",
                "elasticache:DecreaseReplicaCount",
                "elasticache:DeleteCacheParameterGroup",
                "elasticache:DeleteCacheSubnetGroup",
                "elasticache:DeleteReplicationGroup",
                "elasticache:DeleteUser",
                "elasticache:DeleteUserGroup",
                "elasticache:IncreaseReplicaCount",
                "elasticache:ModifyCacheParameterGroup",
                "elasticache:ModifyCacheSubnetGroup",
                "elasticache:ModifyReplicationGroup",
                "elasticache:ModifyUser",
                "elasticache:ModifyUserGroup",
                "elasticache:RemoveTagsFromResource",
                "elasticache:ResetCacheParameterGroup",
            ],
            [*arns.cache, *arns.cache_groups, *arns.cache_users, *arns.cache_snapshots],
        ),
    ]
