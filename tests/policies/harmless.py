"""Harmless: why a mutant that nobody notices does no harm; by address and change, the first that fits."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.policies.mutants import Mutant

_REQUIRED = "the provider refuses it: the argument is required, or the value out of range"
_DEFAULT = "what AWS does by default is the same"
_FAILS = "the apply fails, and nobody gets in: AWS asks for it"
_TUNING = "tuning of memory, planner and slow-query log; nobody gets in by it"
_SAFER = "the change is to the safer side"

HARMLESS: dict[tuple[str, str], str] = {
    # The provider or AWS stops it before anything is there.
    ("aws_*_subnet_group.*", "without subnet_ids"): _REQUIRED,
    ("aws_vpc_security_group_*_rule.*", "without security_group_id"): _REQUIRED,
    ("aws_db_instance_automated_backups_replication.*", "without source_db_instance_arn"): _REQUIRED,
    ("aws_kms_key.*", "rotation_period_in_days is 1"): _REQUIRED,
    ("aws_db_instance.*", "without password_wo"): _FAILS,
    ("aws_db_instance.*", "without monitoring_role_arn"): _FAILS,
    ("aws_flow_log.*", "without iam_role_arn"): _FAILS,
    ("aws_secretsmanager_secret_version.*", "without secret_string_wo"): _FAILS,
    ("aws_kms_key.*", "policy AdministeredByTheAccount is gone"): (
        "KMS refuses a policy that leaves nobody to manage the key"
    ),
    ("aws_kms_key.*", "policy UsedThroughTheService is gone"): (
        "nobody can use the key, so that the apply of what it encrypts fails"
    ),
    ("aws_sns_topic_subscription.*", "without topic_arn"): _REQUIRED,
    ("aws_cloudwatch_log_metric_filter.*", "without *"): _REQUIRED,
    ("aws_cloudwatch_metric_alarm.*", "without comparison_operator"): _REQUIRED,
    ("aws_cloudwatch_metric_alarm.*_maintenance", "without threshold"): _REQUIRED,
    ("aws_cloudwatch_metric_alarm.*_maintenance", "metric_query without 0"): _REQUIRED,
    ("aws_cloudwatch_metric_alarm.*_maintenance", "without treat_missing_data"): (
        "without data the window counts as shut, and pages go out"
    ),
    # The same without a word.
    ("aws_db_instance.*", "without iam_database_authentication_enabled"): _DEFAULT,
    ("aws_db_instance.*", "without skip_final_snapshot"): _DEFAULT,
    ("aws_elasticache_replication_group.*", "without transit_encryption_mode"): _DEFAULT,
    ("aws_elasticache_replication_group.*", "without auth_token_update_strategy"): _DEFAULT,
    ("aws_kms_key.*", "without rotation_period_in_days"): _DEFAULT,
    ("aws_kms_key.*", "without deletion_window_in_days"): _DEFAULT,
    ("aws_secretsmanager_secret.*", "without recovery_window_in_days"): _DEFAULT,
    ("aws_subnet.*", "without map_public_ip_on_launch"): _DEFAULT,
    ("aws_cloudwatch_metric_alarm.*", "without datapoints_to_alarm"): _DEFAULT,
    ("aws_cloudwatch_metric_alarm.*", "without treat_missing_data"): _DEFAULT,
    ("aws_cloudwatch_metric_alarm.*", "without dimensions"): _DEFAULT,
    ("aws_s3_bucket_ownership_controls.*", "is gone"): _DEFAULT,
    # Nobody gets in by it.
    ("aws_db_instance.*", "iam_database_authentication_enabled is true"): _SAFER,
    ("aws_db_event_subscription.*", "without event_categories"): _SAFER,
    ("aws_network_acl_rule.*", "is gone"): _SAFER,
    ("aws_vpc_security_group_*_rule.*", "is gone"): _SAFER,
    ("aws_iam_role_policy*.*", "is gone"): "the role may do less, and no log or metric shows it",
    ("aws_kms_alias.*", "is gone"): "keys are used by their ARN; the alias is for people",
    ("aws_cloudwatch_dashboard.*", "is gone"): "a picture: nobody is told by it",
    ("aws_secretsmanager_secret_version.*", "is gone"): "the secret is empty, and the application does not start",
    ("aws_db_instance_automated_backups_replication.*", "is gone"): (
        "its address is committed: aldeia addresses and the plan review tell of the copies that are given up"
    ),
    ("aws_db_instance.*", "monitoring_interval is 1"): "measured more often than once a minute",
    ("aws_*_parameter_group.*", "*lifecycle*"): "the order in which an unused group is replaced",
    ("aws_db_parameter_group.*", "parameter without *"): _TUNING,
    ("aws_elasticache_replication_group.*", "*auto_minor_version_upgrade*"): (
        "off on purpose for 7.0: AWS's step to 7.1 would replace the cache"
    ),
    ("aws_iam_role.*", "*AssumedByTheService is gone"): "nobody can take the role",
    ("aws_iam_role.*", "*TakenByRunsOfTheRepository is gone"): "nobody can take the role",
    ("aws_iam_role.*", "*AssumedByTheService without aws:SourceAccount"): "aws:SourceArn names the account, too",
    ("aws_iam_role_policy.*", "*WriteToTheLogGroup is gone"): "the role may do nothing; no log shows it",
    ("aws_sns_topic_policy.*", "*Publish* without aws:SourceAccount"): (
        "aws:SourceArn names the account, too"
    ),
    ("aws_sns_topic_policy.*", "*Publish* is for every resource"): (
        "a topic's policy speaks of its own topic, whatever it says"
    ),
}  # fmt: skip

# Staging may be destroyed, has one zone and no enhanced monitoring, as its manifest says and its waivers repeat.
HARMLESS_IN_STAGING: dict[tuple[str, str], str] = {
    ("aws_db_instance.*", "without delete_automated_backups"): "staging may be destroyed with its backups",
    ("aws_db_instance.*", "delete_automated_backups is false"): _SAFER,
    ("aws_db_instance.*", "without deletion_protection"): _DEFAULT,
    ("aws_db_instance.*", "deletion_protection is true"): _SAFER,
    ("aws_db_instance.*", "without monitoring_interval"): _DEFAULT,
    ("aws_db_instance.*", "without multi_az"): _DEFAULT,
    ("aws_db_instance.*", "multi_az is true"): _SAFER,
    ("aws_db_instance.*", "without performance_insights_enabled"): _DEFAULT,
    ("aws_db_instance.*", "skip_final_snapshot is false"): _SAFER,
    ("aws_elasticache_replication_group.*", "without *_enabled"): _DEFAULT,
    ("aws_elasticache_replication_group.*", "* is true"): _SAFER,
    ("aws_kms_key.*", "deletion_window_in_days is 1"): _REQUIRED,
}


_LESS = "the role may do less, and its task fails"
_BY_TAGS = "the tags that it asks for say whose a resource is"
_SETTINGS = "settings of the account, and no data"

# What is there once in an account.
HARMLESS_IN_THE_ACCOUNT: dict[tuple[str, str], str] = {
    ("aws_iam_policy.*", "policy * is gone"): _LESS,
    ("aws_iam_policy.*", "is gone"): _LESS,
    ("aws_iam_policy.production_apply_network", "policy * is for every resource"): _BY_TAGS,
    ("aws_iam_policy.*", "policy *Keys* is for every resource"): _BY_TAGS,
    ("aws_iam_policy.*", "policy DecryptTheSecrets is for every resource"): _BY_TAGS,
    ("aws_iam_policy.*", "policy EncryptSecrets is for every resource"): _BY_TAGS,
    ("aws_iam_policy.*", "policy LetStoresUseTheirKey is for every resource"): _BY_TAGS,
    ("aws_iam_policy.*", "policy Describe* is for every resource"): _SETTINGS,
    ("aws_iam_policy.*", "policy Find* is for every resource"): _SETTINGS,
    ("aws_iam_policy.*", "policy DescribeTheKeys without aws:ResourceTag/*"): _SETTINGS,
    ("aws_iam_role.production_*", "without max_session_duration"): "an hour is what AWS gives by default",
    ("aws_iam_role.production_*", "max_session_duration is 1"): _REQUIRED,
    ("aws_iam_openid_connect_provider.github", "without *"): _REQUIRED,
    ("aws_s3_bucket.state", "without bucket"): "AWS draws a name, and no state is found there",
    ("aws_s3_bucket_*.state", "without bucket"): _REQUIRED,
    ("aws_s3_bucket_*.state", "without rule"): _REQUIRED,
    ("aws_route.added", "*"): "there is no network in this stack",
}


_OF_A_STACK: dict[str, tuple[dict[tuple[str, str], str], ...]] = {
    "aldeia-staging": (HARMLESS_IN_STAGING,),
    "aldeia-bootstrap": (HARMLESS_IN_THE_ACCOUNT,),
}


def reason(stack: str, mutant: Mutant) -> str | None:
    """Say why a mutant of a stack does no harm; None when nobody has said so."""
    tables = [HARMLESS, *_OF_A_STACK.get(stack, ())]
    for (address, change), words in (row for table in tables for row in table.items()):
        if fnmatch.fnmatchcase(mutant.address, address) and fnmatch.fnmatchcase(mutant.change, change):
            return words
    return None
