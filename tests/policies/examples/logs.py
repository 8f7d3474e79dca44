"""Examples of logs and buckets: who may read them, and for how long they are kept."""

from __future__ import annotations

from tests.policies.small import Examples, policy, root, service, stack

KEY = "${aws_kms_key.ours.arn}"
PLAIN = {"Bool": {"aws:SecureTransport": "false"}}

EXAMPLES: Examples = {
    "CKV2_ALDEIA_19": (
        stack(
            aws_kms_key={
                "ours": {
                    "policy": policy(
                        service(
                            "logs.us-east-1.amazonaws.com",
                            ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"],
                        )
                    )
                },
                "closed": {"policy": policy(root(["kms:Decrypt*"]))},
            },
            aws_cloudwatch_log_group={
                "kept": {"kms_key_id": KEY, "retention_in_days": 7},
                "short": {"kms_key_id": KEY, "retention_in_days": 3},
                "endless": {"kms_key_id": KEY},
                "closed": {"kms_key_id": "${aws_kms_key.closed.arn}", "retention_in_days": 7},
            },
        ),
        {
            "aws_cloudwatch_log_group.kept": [],
            "aws_cloudwatch_log_group.short": ["it keeps logs for 3 days, expected at least 7"],
            "aws_cloudwatch_log_group.endless": ["it keeps logs for ever"],
            "aws_cloudwatch_log_group.closed": ["aws_kms_key.closed does not let CloudWatch Logs use it"],
        },
    ),
    "CKV2_ALDEIA_20": (
        stack(
            aws_cloudwatch_log_group={"database": {"name": "/aws/rds/instance/db/postgresql"}},
            aws_db_parameter_group={
                "logins": {
                    "parameter": [
                        {"name": name, "value": "1"} for name in ("log_connections", "log_disconnections")
                    ]
                }
            },
            aws_db_instance={
                "kept": {
                    "identifier": "db",
                    "enabled_cloudwatch_logs_exports": ["postgresql"],
                    "parameter_group_name": "${aws_db_parameter_group.logins.name}",
                },
                "elsewhere": {
                    "identifier": "other",
                    "enabled_cloudwatch_logs_exports": ["postgresql"],
                    "parameter_group_name": "${aws_db_parameter_group.logins.name}",
                },
                "silent": {"identifier": "db"},
            },
            aws_elasticache_replication_group={
                "kept": {
                    "log_delivery_configuration": [
                        {
                            "log_type": log,
                            "destination": "${aws_cloudwatch_log_group.database.name}",
                        }
                        for log in ("engine-log", "slow-log")
                    ]
                },
                "half": {
                    "log_delivery_configuration": [{"log_type": "slow-log", "destination": "elsewhere"}]
                },
            },
            aws_flow_log={
                "all": {
                    "traffic_type": "ALL",
                    "log_destination": "${aws_cloudwatch_log_group.database.arn}",
                },
                "some": {"traffic_type": "REJECT"},
            },
        ),
        {
            "aws_db_instance.kept": [],
            "aws_db_instance.elsewhere": [
                "no log group of this stack is named /aws/rds/instance/other/postgresql"
            ],
            "aws_db_instance.silent": [
                "the log of PostgreSQL is not exported",
                "its parameter group does not set log_connections to 1",
                "its parameter group does not set log_disconnections to 1",
            ],
            "aws_elasticache_replication_group.kept": [],
            "aws_elasticache_replication_group.half": [
                "its engine-log is not delivered",
                "its slow-log goes to no log group of this stack",
            ],
            "aws_flow_log.all": [],
            "aws_flow_log.some": [
                "it records REJECT traffic, not all",
                "it goes to no log group of this stack",
            ],
        },
    ),
    "CKV2_ALDEIA_24": (
        stack(
            aws_s3_bucket={"closed": {}, "open": {"force_destroy": True}},
            aws_s3_bucket_server_side_encryption_configuration={
                "a": {"bucket": "${aws_s3_bucket.closed.id}"}
            },
            aws_s3_bucket_versioning={
                "a": {
                    "bucket": "${aws_s3_bucket.closed.id}",
                    "versioning_configuration": {"status": "Enabled"},
                }
            },
            aws_s3_bucket_notification={
                "a": {"bucket": "${aws_s3_bucket.closed.id}", "eventbridge": True},
                "b": {"bucket": "${aws_s3_bucket.open.id}", "eventbridge": False},
            },
            aws_s3_bucket_public_access_block={
                "a": {
                    "bucket": "${aws_s3_bucket.closed.id}",
                    "block_public_acls": True,
                    "block_public_policy": True,
                    "ignore_public_acls": True,
                    "restrict_public_buckets": True,
                }
            },
            aws_s3_bucket_policy={
                "a": {
                    "bucket": "${aws_s3_bucket.closed.id}",
                    "policy": policy(
                        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": PLAIN},
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:PutObject",
                            "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}},
                        },
                    ),
                }
            },
        ),
        {
            "aws_s3_bucket.closed": [],
            "aws_s3_bucket.open": [
                "it has no encryption of its own",
                "it is not versioned",
                "it is not closed to the public in all four ways",
                "no policy of it refuses requests in the clear",
                "no policy of it refuses what is put there under no key of KMS",
                "the event bus is not told of what is written and deleted",
                "force_destroy would delete what is in it",
            ],
        },
    ),
}
