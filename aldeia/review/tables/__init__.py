"""Tables: for each type of resource that the stacks make, what a change of each attribute does."""

from __future__ import annotations

from aldeia.review.tables import (
    access,
    cache,
    cache_groups,
    database,
    database_groups,
    keys,
    logs,
    monitoring,
    network,
)
from aldeia.review.verdict import Table

TABLES: dict[str, Table] = {
    "aws_cloudwatch_log_group": logs.GROUP,
    "aws_cloudwatch_metric_alarm": monitoring.ALARM,
    "aws_db_instance": database.TABLE,
    "aws_db_instance_automated_backups_replication": database_groups.BACKUPS_REPLICATION,
    "aws_db_parameter_group": database_groups.PARAMETER_GROUP,
    "aws_db_subnet_group": database_groups.SUBNET_GROUP,
    "aws_default_security_group": access.GROUP,
    "aws_elasticache_parameter_group": cache_groups.PARAMETER_GROUP,
    "aws_elasticache_replication_group": cache.TABLE,
    "aws_elasticache_subnet_group": cache_groups.SUBNET_GROUP,
    "aws_elasticache_user": cache_groups.USER,
    "aws_elasticache_user_group": cache_groups.USER_GROUP,
    "aws_flow_log": logs.FLOW_LOG,
    "aws_iam_role": access.ROLE,
    "aws_iam_role_policy": access.ROLE_POLICY,
    "aws_iam_role_policy_attachment": access.ROLE_ATTACHMENT,
    "aws_kms_alias": keys.ALIAS,
    "aws_kms_key": keys.KEY,
    "aws_network_acl": network.ACL,
    "aws_network_acl_rule": network.ACL_RULE,
    "aws_route_table": network.ROUTE_TABLE,
    "aws_route_table_association": network.ROUTE_TABLE_ASSOCIATION,
    "aws_secretsmanager_secret": keys.SECRET,
    "aws_secretsmanager_secret_version": keys.SECRET_VERSION,
    "aws_security_group": access.GROUP,
    "aws_sns_topic": monitoring.TOPIC,
    "aws_sns_topic_policy": monitoring.TOPIC_POLICY,
    "aws_sns_topic_subscription": monitoring.SUBSCRIPTION,
    "aws_subnet": network.SUBNET,
    "aws_vpc": network.VPC,
    "aws_vpc_security_group_egress_rule": access.GROUP_RULE,
    "aws_vpc_security_group_ingress_rule": access.GROUP_RULE,
}
