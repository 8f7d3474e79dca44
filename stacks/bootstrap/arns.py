"""Arns: what one environment's resources are called in policies, and the statements that are built of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aldeia.naming import CACHE_LOGS, Names, names_of

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest
    from stacks.policies import Statement

Condition = dict[str, dict[str, Any]]


def allow(
    sid: str, actions: list[str], resources: list[str], condition: Condition | None = None
) -> Statement:
    """Write a statement; actions and resources sorted, so that a change of a policy is a change and not an order."""
    found: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Action": sorted(actions),
        "Resource": sorted(resources),
    }
    return found | ({"Condition": condition} if condition else {})


class Arns:
    """Every resource of an environment by its name; where AWS draws the name, by its kind, and a condition on its tags."""

    def __init__(self, manifest: Manifest, account_id: str, bucket_arn: str, state_key_arn: str) -> None:
        self.manifest = manifest
        self.names: Names = names_of(manifest)
        self.account_id = account_id
        self.bucket = bucket_arn
        self.state_key = state_key_arn
        self.state = f"{bucket_arn}/{manifest.state.key}"
        self.lock = f"{self.state}.tflock"

    def regional(self, service: str, *resources: str) -> list[str]:
        """Give ARNs in the environment's region."""
        return [f"arn:aws:{service}:{self.manifest.region}:{self.account_id}:{one}" for one in resources]

    @property
    def regions(self) -> list[str]:
        """The environment's region, and the one that copies of backups are kept in."""
        return sorted({self.manifest.region, self.manifest.recovery.cross_region_backups.region})

    @property
    def tags(self) -> dict[str, str]:
        """What tells this environment's resources from all others, by tag."""
        return {"Project": self.manifest.project, "Environment": self.manifest.environment}

    @property
    def tagged(self) -> Condition:
        """The resource is of this environment already."""
        return {"StringEquals": {f"aws:ResourceTag/{name}": value for name, value in self.tags.items()}}

    @property
    def tagging(self) -> Condition:
        """The request makes a resource of this environment."""
        return {"StringEquals": {f"aws:RequestTag/{name}": value for name, value in self.tags.items()}}

    @property
    def untagged(self) -> Condition:
        """The resource is of no environment yet: it is being made, or AWS made it."""
        return {"Null": {"aws:ResourceTag/Environment": "true"}}

    # by name

    @property
    def database(self) -> list[str]:
        return self.regional("rds", f"db:{self.names.database}", f"db:{self.names.database_replica}")

    @property
    def primary(self) -> list[str]:
        """The database itself: a replica is not backed up."""
        return self.regional("rds", f"db:{self.names.database}")

    @property
    def database_groups(self) -> list[str]:
        return self.regional(
            "rds",
            f"pg:{self.names.database_parameter_group('*')}",
            f"subgrp:{self.names.database_subnet_group}",
        )

    @property
    def option_groups(self) -> list[str]:
        """The engine's own, which a database has that names none."""
        return self.regional("rds", "og:default:postgres-*")

    @property
    def database_snapshots(self) -> list[str]:
        return self.regional("rds", f"snapshot:{self.names.database}-final-*")

    @property
    def backups(self) -> list[str]:
        """The copies of automated backups, whose names AWS draws."""
        region = self.manifest.recovery.cross_region_backups.region
        return [f"arn:aws:rds:{region}:{self.account_id}:auto-backup:*"]

    @property
    def cache(self) -> list[str]:
        return self.regional("elasticache", f"replicationgroup:{self.names.cache}")

    @property
    def cache_nodes(self) -> list[str]:
        return self.regional("elasticache", f"cluster:{self.names.cache}-*")

    @property
    def cache_groups(self) -> list[str]:
        parameters = self.names.cache_parameter_group("*")
        return self.regional(
            "elasticache", f"parametergroup:{parameters}", f"subnetgroup:{self.names.cache_subnet_group}"
        )

    @property
    def cache_users(self) -> list[str]:
        return self.regional("elasticache", f"user:{self.names.cache}-*", f"usergroup:{self.names.cache}*")

    @property
    def cache_snapshots(self) -> list[str]:
        return self.regional("elasticache", f"snapshot:{self.names.cache}-final-*")

    @property
    def keys(self) -> list[str]:
        """Keys of any name, which AWS draws: a condition on their tags goes with them."""
        return [f"arn:aws:kms:{region}:{self.account_id}:key/*" for region in self.regions]

    @property
    def key_aliases(self) -> list[str]:
        alias = self.names.key_alias("*")
        return [f"arn:aws:kms:{region}:{self.account_id}:{alias}" for region in self.regions]

    @property
    def secrets(self) -> list[str]:
        """Secrets end in six characters that AWS draws."""
        names = self.names
        return self.regional(
            "secretsmanager",
            *(
                f"secret:{name}-??????"
                for name in (
                    names.database_master_secret,
                    names.database_secret,
                    names.cache_token_secret,
                    names.cache_secret,
                )
            ),
        )

    @property
    def log_groups(self) -> list[str]:
        """Log groups, as some actions want them, and with all their streams, as the others do."""
        names = [
            self.names.flow_log_group,
            self.names.database_log_group("*"),
            *(self.names.cache_log_group(log) for log in CACHE_LOGS),
        ]
        return self.regional("logs", *(f"log-group:{name}{end}" for name in names for end in ("", ":*")))

    @property
    def alarms(self) -> list[str]:
        return self.regional("cloudwatch", f"alarm:{self.names.prefix}-*")

    @property
    def dashboards(self) -> list[str]:
        """Dashboards, which are of no region."""
        return [f"arn:aws:cloudwatch::{self.account_id}:dashboard/{self.names.dashboard}"]

    @property
    def topics(self) -> list[str]:
        names = self.names
        return self.regional("sns", names.alarm_topic, names.cache_event_topic, names.warning_topic)

    @property
    def database_events(self) -> list[str]:
        return self.regional("rds", f"es:{self.names.database_events('*')}")

    @property
    def service_roles(self) -> list[str]:
        """The roles that services take: of CI's own there is none among them."""
        names = (self.names.database_monitoring_role, self.names.flow_log_role)
        return [f"arn:aws:iam::{self.account_id}:role/{name}" for name in names]

    @property
    def monitoring_role(self) -> list[str]:
        return [f"arn:aws:iam::{self.account_id}:role/{self.names.database_monitoring_role}"]

    @property
    def boundary(self) -> str:
        return f"arn:aws:iam::{self.account_id}:policy/{self.names.ci_boundary}"

    @property
    def bounded(self) -> Condition:
        """The role that is made or changed has the boundary, whatever its own policies say."""
        return {"StringEquals": {"iam:PermissionsBoundary": self.boundary}}

    @property
    def service_linked_roles(self) -> list[str]:
        roles = (
            "elasticache.amazonaws.com/AWSServiceRoleForElastiCache",
            "rds.amazonaws.com/AWSServiceRoleForRDS",
        )
        return [f"arn:aws:iam::{self.account_id}:role/aws-service-role/{role}" for role in roles]

    def network(self, *kinds: str) -> list[str]:
        """Give the network's resources of some kinds, of any name."""
        return self.regional("ec2", *(f"{kind}/*" for kind in kinds))
