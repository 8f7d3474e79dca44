"""What is stored is encrypted under a key of this stack, and not under one of AWS's own, whose policy nobody can set."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource, blocks_of
from policies.alarm_topic import is_of_elasticache
from policies.rule import Rule

_KEY_ARGUMENT = {
    "aws_db_instance": "kms_key_id",
    "aws_db_instance_automated_backups_replication": "kms_key_id",
    "aws_elasticache_replication_group": "kms_key_id",
    "aws_secretsmanager_secret": "kms_key_id",
    "aws_cloudwatch_log_group": "kms_key_id",
    "aws_sns_topic": "kms_master_key_id",
}
_ENCRYPTED = {
    "aws_db_instance": "storage_encrypted",
    "aws_elasticache_replication_group": "at_rest_encryption_enabled",
}
_BUCKET = "aws_s3_bucket_server_side_encryption_configuration"


def faults(store: Resource) -> Iterator[str]:
    """A read replica in the source's region has the source's key, and a topic of ElastiCache none: they may name none."""
    if store.get("replicate_source_db") or (store.type == "aws_sns_topic" and is_of_elasticache(store)):
        return
    switch = _ENCRYPTED.get(store.type)
    if switch and not store.is_true(switch):
        yield f"{switch} is not true"
    if store.type == _BUCKET:
        yield from _bucket(store)
    elif store.one(_KEY_ARGUMENT[store.type], "aws_kms_key") is None:
        yield f"{_KEY_ARGUMENT[store.type]} is no key of this stack"
    if (
        store.is_true("performance_insights_enabled")
        and store.one("performance_insights_kms_key_id", "aws_kms_key") is None
    ):
        yield "performance_insights_kms_key_id is no key of this stack"


def _bucket(configuration: Resource) -> Iterator[str]:
    for rule in blocks_of(configuration.get("rule")):
        for default in blocks_of(rule.get("apply_server_side_encryption_by_default")):
            probe = Resource("", "", default, configuration.stack)
            if default.get("sse_algorithm") != "aws:kms":
                yield "the bucket is not encrypted by KMS"
            if probe.one("kms_master_key_id", "aws_kms_key") is None:
                yield "kms_master_key_id is no key of this stack"


RULE = Rule(
    id="CKV2_ALDEIA_4",
    title="What is stored is encrypted under a key of its own stack, not an AWS-managed one",
    severity="high",
    types=(*_KEY_ARGUMENT, _BUCKET),
    faults=faults,
)
