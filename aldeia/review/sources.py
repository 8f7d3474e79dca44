"""Sources: the pages that say what AWS and the provider do; all read on 2026-11-23."""

from __future__ import annotations

from typing import NamedTuple

RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/"
ELASTICACHE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/"
KMS = "https://docs.aws.amazon.com/kms/latest/developerguide/"
PROVIDER = "https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/"


class Source(NamedTuple):
    """A page, by a short title."""

    title: str
    url: str


RDS_SETTINGS = Source("RDS, settings for DB instances", RDS + "USER_ModifyInstance.Settings.html")
RDS_APPLY = Source("RDS, schedule modifications", RDS + "USER_ModifyInstance.ApplyImmediately.html")
RDS_GP3 = Source("RDS, modifying gp3 storage", RDS + "USER_PIOPS.gp3.html")
RDS_STORAGE = Source("RDS, increasing storage", RDS + "USER_PIOPS.ModifyingExisting.html")
RDS_FAILOVER = Source("RDS, failing over Multi-AZ", RDS + "Concepts.MultiAZ.Failover.html")
RDS_TO_MULTI_AZ = Source("RDS, converting to Multi-AZ", RDS + "Concepts.MultiAZ.Migrating.html")
RDS_UPGRADE = Source("RDS, upgrading PostgreSQL", RDS + "USER_UpgradeDBInstance.PostgreSQL.html")
RDS_MAJOR = Source("RDS, major version upgrades", RDS + "USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html")
RDS_PARAMETERS = Source("RDS, parameter groups", RDS + "USER_WorkingWithParamGroups.html")
RDS_BACKUPS = Source("RDS, backup retention", RDS + "USER_WorkingWithAutomatedBackups.BackupRetention.html")
RDS_REPLICATED = Source("RDS, replicated backups", RDS + "USER_ReplicateBackups.html")
RDS_DELETE = Source("RDS, deleting an instance", RDS + "USER_DeleteInstance.html")
RDS_CERTIFICATES = Source("RDS, rotating certificates", RDS + "UsingWithRDS.SSL-certificate-rotation.html")
RDS_REPLICAS = Source("RDS, read replicas", RDS + "USER_ReadRepl.html")
RDS_VPC = Source("RDS, an instance in a VPC", RDS + "USER_VPC.WorkingWithRDSInstanceinaVPC.html")
RDS_SAME_VPC = Source(
    "RDS, refusal to move within a VPC", "https://github.com/hashicorp/terraform-provider-aws/issues/512"
)
RDS_RENAME = Source("RDS, renaming an instance", RDS + "USER_RenameInstance.html")
RDS_INSIGHTS = Source("RDS, Performance Insights", RDS + "USER_PerfInsights.Enabling.html")
RDS_EVENTS = Source("RDS, event notification", RDS + "USER_Events.html")
RDS_PROVIDER = Source("provider 5.100, aws_db_instance", PROVIDER + "internal/service/rds/instance.go")

CACHE_SCALE = Source("ElastiCache, scaling replica nodes", ELASTICACHE + "Scaling.RedisReplGrps.html")
CACHE_SCALE_ALONE = Source("ElastiCache, scaling one node", ELASTICACHE + "Scaling.RedisStandalone.html")
CACHE_UPGRADE = Source("ElastiCache, upgrades", ELASTICACHE + "VersionManagement-upgrade-considerations.html")
CACHE_TLS = Source("ElastiCache, encryption in transit", ELASTICACHE + "in-transit-encryption-enable.html")
CACHE_AUTH = Source("ElastiCache, AUTH", ELASTICACHE + "auth.html")
CACHE_USERS = Source("ElastiCache, users and groups", ELASTICACHE + "Clusters.RBAC.html")
CACHE_BACKUPS = Source("ElastiCache, backups", ELASTICACHE + "backups-automatic.html")
CACHE_FAILOVER = Source("ElastiCache, Multi-AZ", ELASTICACHE + "AutoFailover.html")
CACHE_PARAMETERS = Source("ElastiCache, parameters", ELASTICACHE + "ParameterGroups.Engine.html")
CACHE_MAINTENANCE = Source("ElastiCache, maintenance", ELASTICACHE + "maintenance-window.html")
CACHE_LOGS = Source("ElastiCache, log delivery", ELASTICACHE + "Log_Delivery.html")
CACHE_DELETE = Source("ElastiCache, deleting", ELASTICACHE + "Clusters.Delete.html")
CACHE_PROVIDER = Source(
    "provider 5.100, aws_elasticache_replication_group",
    PROVIDER + "internal/service/elasticache/replication_group.go",
)

KMS_DELETE = Source("KMS, deleting keys", KMS + "deleting-keys.html")
KMS_POLICY = Source("KMS, key policies", KMS + "key-policies.html")
KMS_ROTATE = Source("KMS, rotation", KMS + "rotate-keys.html")
KMS_ENABLE = Source("KMS, disabling keys", KMS + "enabling-keys.html")
KMS_ALIAS = Source("KMS, aliases", KMS + "kms-alias.html")

SECRETS_DELETE = Source(
    "Secrets Manager, deleting",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
)
SECRETS_CHANGE = Source(
    "Secrets Manager, modifying",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_update-secret.html",
)
ALARMS = Source(
    "CloudWatch, alarms",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
)
COMPOSITES = Source(
    "CloudWatch, composite alarms",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html",
)
DASHBOARDS = Source(
    "CloudWatch, dashboards",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html",
)
METRIC_FILTERS = Source(
    "CloudWatch Logs, metric filters",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html",
)
LOGS = Source(
    "CloudWatch Logs, retention",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
)
LOGS_KMS = Source(
    "CloudWatch Logs, encryption",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
)
SNS = Source(
    "SNS, subscribing",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
)
SNS_POLICY = Source(
    "SNS, access policies", "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"
)
SNS_KMS = Source("SNS, encryption", "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html")
IAM = Source(
    "IAM, policy evaluation",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
)
GROUPS = Source(
    "VPC, security groups", "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"
)
ACLS = Source("VPC, network ACLs", "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html")
SUBNETS = Source("VPC, subnets", "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html")
ROUTES = Source("VPC, route tables", "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html")
VPC_DNS = Source("VPC, DNS", "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html")
FLOW_LOGS = Source("VPC, flow logs", "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html")
TAGS = Source("AWS, tags", "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html")
TERRAFORM = Source(
    "Terraform, plan format", "https://developer.hashicorp.com/terraform/internals/json-format"
)
