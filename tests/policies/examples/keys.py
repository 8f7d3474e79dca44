"""Examples of keys: who may use them, who can still mend them, and what is under them."""

from __future__ import annotations

from tests.policies.small import ACCOUNT, Document, Examples, policy, root, stack

KEY = "${aws_kms_key.ours.arn}"
OURS_KEY: Document = {"ours": {}}
VIA = {"kms:ViaService": "rds.us-east-1.amazonaws.com", "kms:CallerAccount": ACCOUNT}

EXAMPLES: Examples = {
    "CKV2_ALDEIA_1": (
        stack(
            aws_kms_key={
                "named": {"policy": policy(root(["kms:Describe*"]))},
                "everybody": {"policy": policy({"Principal": "*", "Action": "kms:Decrypt"})},
                "everybody_in_aws": {"policy": policy({"Principal": {"AWS": "*"}, "Action": "kms:Decrypt"})},
                "everybody_is_refused": {"policy": policy({"Effect": "Deny", "Principal": "*"})},
                "inverted": {"policy": policy({"Principal": {"AWS": "a"}, "NotAction": "kms:Decrypt"})},
                "none": {},
                "unknown_yet": {"policy": "${data.aws_iam_policy_document.key.json}"},
            }
        ),
        {
            "aws_kms_key.named": [],
            "aws_kms_key.everybody": ["One lets everybody use the key"],
            "aws_kms_key.everybody_in_aws": ["One lets everybody use the key"],
            "aws_kms_key.everybody_is_refused": [],
            "aws_kms_key.inverted": ["One allows whatever it does not name"],
            "aws_kms_key.none": ["there is no policy that could be read"],
            "aws_kms_key.unknown_yet": [],
        },
    ),
    "CKV2_ALDEIA_2": (
        stack(
            aws_kms_key={
                "administered": {"policy": policy(root(["kms:Describe*", "kms:Put*"]))},
                "through_rds": {"policy": policy(root(["kms:Decrypt"], StringEquals=VIA))},
                "directly": {"policy": policy(root(["kms:Decrypt"]))},
                "through_all": {
                    "policy": policy(root(["kms:Decrypt"], StringEquals=VIA | {"kms:ViaService": "*"}))
                },
                "all_actions": {"policy": policy(root(["kms:*"]))},
            }
        ),
        {
            "aws_kms_key.administered": [],
            "aws_kms_key.through_rds": [],
            "aws_kms_key.directly": [
                "One lets the account use the key without going through a service",
                "One does not say from which account",
            ],
            "aws_kms_key.through_all": ["One lets the account use the key without going through a service"],
            "aws_kms_key.all_actions": ["One allows every action"],
        },
    ),
    "CKV2_ALDEIA_3": (
        stack(
            "production",
            aws_kms_key={
                "kept": {"enable_key_rotation": True, "rotation_period_in_days": 365},
                "still": {"deletion_window_in_days": 30},
                "seldom": {"enable_key_rotation": True, "rotation_period_in_days": 2560},
                "soon_gone": {"enable_key_rotation": True, "deletion_window_in_days": 7},
                "off": {
                    "enable_key_rotation": "true",
                    "is_enabled": False,
                    "bypass_policy_lockout_safety_check": True,
                },
            },
        ),
        {
            "aws_kms_key.kept": [],
            "aws_kms_key.still": ["the key is not rotated"],
            "aws_kms_key.seldom": ["the key is rotated only every 2560 days"],
            "aws_kms_key.soon_gone": ["the key is gone 7 days after it is deleted, not 30"],
            "aws_kms_key.off": ["the key can be made one that nobody manages", "the key is switched off"],
        },
    ),
    "CKV2_ALDEIA_4": (
        stack(
            aws_kms_key=OURS_KEY,
            aws_db_instance={
                "ours": {"kms_key_id": KEY, "storage_encrypted": True},
                "clear": {"kms_key_id": KEY},
                "insights": {
                    "kms_key_id": KEY,
                    "storage_encrypted": True,
                    "performance_insights_enabled": True,
                },
                "replica": {"replicate_source_db": "${aws_db_instance.ours.identifier}"},
            },
            aws_elasticache_replication_group={
                "cache": {
                    "at_rest_encryption_enabled": "true",
                    "notification_topic_arn": "${aws_sns_topic.of_cache.arn}",
                }
            },
            aws_secretsmanager_secret={
                "ours": {"kms_key_id": KEY},
                "of_aws": {"kms_key_id": "alias/aws/secretsmanager"},
                "of_nobody": {"kms_key_id": "${aws_kms_key.gone.arn}"},
            },
            aws_sns_topic={"of_aws": {"kms_master_key_id": "alias/aws/sns"}, "of_cache": {}},
            aws_s3_bucket_server_side_encryption_configuration={
                "of_s3": {"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}]}
            },
        ),
        {
            "aws_db_instance.ours": [],
            "aws_db_instance.clear": ["storage_encrypted is not true"],
            "aws_db_instance.insights": ["performance_insights_kms_key_id is no key of this stack"],
            "aws_db_instance.replica": [],
            "aws_elasticache_replication_group.cache": ["kms_key_id is no key of this stack"],
            "aws_secretsmanager_secret.ours": [],
            "aws_secretsmanager_secret.of_aws": ["kms_key_id is no key of this stack"],
            "aws_secretsmanager_secret.of_nobody": ["kms_key_id is no key of this stack"],
            "aws_sns_topic.of_aws": ["kms_master_key_id is no key of this stack"],
            "aws_sns_topic.of_cache": [],
            "aws_s3_bucket_server_side_encryption_configuration.of_s3": [
                "the bucket is not encrypted by KMS",
                "kms_master_key_id is no key of this stack",
            ],
        },
    ),
}
