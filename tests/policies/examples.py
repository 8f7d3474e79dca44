"""Examples: for each rule a small stack, and what it says of each resource there; no fault is a pass."""

from __future__ import annotations

from tests.policies.small import ACCOUNT, OURS, Document, policy, root, service, stack

Verdicts = dict[str, list[str]]

KEY = "${aws_kms_key.ours.arn}"
OURS_KEY: Document = {"ours": {}}
VIA = {"kms:ViaService": "rds.us-east-1.amazonaws.com", "kms:CallerAccount": ACCOUNT}
TRUST = {
    "Principal": {"Federated": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
}
SUBJECT = "token.actions.githubusercontent.com:sub"
AUDIENCE = {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}
PLAIN = {"Bool": {"aws:SecureTransport": "false"}}

RULE = {"cidr_block": "10.0.0.0/16", "rule_action": "allow", "protocol": "tcp"}

_OF_OWNER = {
    "Principal": {"AWS": "*"},
    "Action": "sns:Publish",
    "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
}
UNTOLD = "no event subscription of this stack tells of its deletion, failover, failure, low storage"
EXAMPLES: dict[str, tuple[Document, Verdicts]] = {
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
    "CKV2_ALDEIA_5": (
        stack(
            aws_kms_key={
                "ours": {
                    "policy": policy(
                        service("cloudwatch.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey*"]),
                        service("events.rds.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey*"]),
                    )
                },
                "of_others": {"policy": policy(root(["kms:Decrypt"]))},
            },
            aws_sns_topic={
                "heard": {"kms_master_key_id": KEY},
                "of_aws": {"kms_master_key_id": "alias/aws/sns"},
                "mute": {"kms_master_key_id": "${aws_kms_key.of_others.arn}"},
                "of_rds": {"kms_master_key_id": KEY},
                "deaf_to_rds": {"kms_master_key_id": KEY},
                "of_cache": {},
                "locked_to_cache": {"kms_master_key_id": KEY},
                "anybodys": {},
            },
            aws_sns_topic_policy={
                name: {
                    "arn": f"${{aws_sns_topic.{name}.arn}}",
                    "policy": policy(
                        who,
                        {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Condition": PLAIN},
                    ),
                }
                for name, who in {
                    "heard": service("cloudwatch.amazonaws.com", "sns:Publish"),
                    "of_aws": service("cloudwatch.amazonaws.com", "sns:Publish"),
                    "of_rds": service("events.rds.amazonaws.com", "sns:Publish"),
                    "deaf_to_rds": service("cloudwatch.amazonaws.com", "sns:Publish"),
                    "of_cache": _OF_OWNER,
                    "locked_to_cache": service("elasticache.amazonaws.com", "sns:Publish", **OURS),
                    "anybodys": {"Principal": {"AWS": "*"}, "Action": "sns:Publish"},
                }.items()
            },
            aws_db_event_subscription={
                name: {"sns_topic": f"${{aws_sns_topic.{name}.arn}}"} for name in ("of_rds", "deaf_to_rds")
            },
            aws_elasticache_replication_group={
                name: {"notification_topic_arn": f"${{aws_sns_topic.{name}.arn}}"}
                for name in ("of_cache", "locked_to_cache", "anybodys")
            },
        ),
        {
            "aws_sns_topic.heard": [],
            "aws_sns_topic.of_aws": [
                "the topic is under no key of this stack, so cloudwatch.amazonaws.com cannot publish to it"
            ],
            "aws_sns_topic.mute": [
                "aws_kms_key.of_others does not let cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*",
                "no policy of the topic lets cloudwatch.amazonaws.com publish",
                "no policy of the topic refuses what is published in the clear",
            ],
            "aws_sns_topic.of_rds": [],
            "aws_sns_topic.deaf_to_rds": ["no policy of the topic lets events.rds.amazonaws.com publish"],
            "aws_sns_topic.of_cache": [],
            "aws_sns_topic.locked_to_cache": [
                "the topic is encrypted, so ElastiCache cannot publish to it",
                "no policy of the topic lets everybody of aws:SourceOwner publish, as ElastiCache has to be let in",
            ],
            "aws_sns_topic.anybodys": [
                "no policy of the topic lets everybody of aws:SourceOwner publish, as ElastiCache has to be let in",
                "One lets anybody in",
            ],
        },
    ),
    "CKV2_ALDEIA_6": (
        stack(
            aws_sns_topic={"heard": {}, "unheard": {}},
            aws_sns_topic_subscription={"mail": {"topic_arn": "${aws_sns_topic.heard.arn}"}},
            aws_cloudwatch_metric_alarm={
                "told": {"alarm_actions": ["${aws_sns_topic.heard.arn}"]},
                "to_nobody": {"alarm_actions": ["${aws_sns_topic.unheard.arn}"]},
                "off": {"actions_enabled": False, "alarm_actions": ["${aws_sns_topic.heard.arn}"]},
                "silent": {},
                "silenced": {"tags": {"SilencedUntil": "2026-11-23"}},
                "silenced_too_long": {"tags": {"SilencedUntil": "2026-11-22"}},
                "window": {},
            },
            aws_cloudwatch_composite_alarm={
                "told": {
                    "alarm_actions": ["${aws_sns_topic.heard.arn}"],
                    "actions_suppressor": {"alarm": "${aws_cloudwatch_metric_alarm.window.alarm_name}"},
                },
                "to_nobody": {"alarm_actions": ["${aws_sns_topic.unheard.arn}"]},
            },
        ),
        {
            "aws_cloudwatch_metric_alarm.told": [],
            "aws_cloudwatch_metric_alarm.silenced": [],
            "aws_cloudwatch_metric_alarm.silenced_too_long": ["it was silenced until 2026-11-22"],
            "aws_cloudwatch_metric_alarm.window": [],
            "aws_cloudwatch_composite_alarm.told": [],
            "aws_cloudwatch_composite_alarm.to_nobody": ["nobody has subscribed to aws_sns_topic.unheard"],
            "aws_cloudwatch_metric_alarm.to_nobody": ["nobody has subscribed to aws_sns_topic.unheard"],
            "aws_cloudwatch_metric_alarm.off": ["its actions are switched off"],
            "aws_cloudwatch_metric_alarm.silent": ["it tells no topic of this stack"],
        },
    ),
    "CKV2_ALDEIA_7": (
        stack(
            aws_network_acl_rule={
                "private": {"cidr_block": "10.0.0.0/16", "rule_action": "allow"},
                "world": {"cidr_block": "0.0.0.0/0", "rule_action": "allow"},
                "half_of_it": {"cidr_block": "128.0.0.0/1", "rule_action": "allow"},
                "refused": {"cidr_block": "0.0.0.0/0", "rule_action": "deny"},
            },
            aws_vpc_security_group_egress_rule={
                "world": {"cidr_ipv6": "::/0"},
                "group": {"referenced_security_group_id": "${aws_security_group.a.id}"},
                "someone": {"cidr_ipv4": "8.8.8.8/32"},
            },
            aws_security_group={
                "inside": {"ingress": [{"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]},
                "empty": {},
            },
        ),
        {
            "aws_network_acl_rule.private": [],
            "aws_network_acl_rule.world": ["cidr_block is 0.0.0.0/0, which is not private"],
            "aws_network_acl_rule.half_of_it": ["cidr_block is 128.0.0.0/1, which is not private"],
            "aws_network_acl_rule.refused": [],
            "aws_vpc_security_group_egress_rule.world": ["cidr_ipv6 is ::/0, which is not private"],
            "aws_vpc_security_group_egress_rule.group": [],
            "aws_vpc_security_group_egress_rule.someone": ["cidr_ipv4 is 8.8.8.8/32, which is not private"],
            "aws_security_group.inside": ["cidr_blocks is 0.0.0.0/0, which is not private"],
            "aws_security_group.empty": [],
        },
    ),
    "CKV2_ALDEIA_8": (
        stack(
            aws_security_group={"plain": {}, "with_rules": {"egress": [{"from_port": 0}]}},
            aws_vpc_security_group_ingress_rule={
                "one_port": {
                    "referenced_security_group_id": "${aws_security_group.plain.id}",
                    "ip_protocol": "tcp",
                    "from_port": 5432,
                    "to_port": 5432,
                },
                "everything": {"cidr_ipv4": "10.0.0.0/16", "ip_protocol": "-1"},
                "several": {
                    "referenced_security_group_id": "sg-0a1b2c3d",
                    "ip_protocol": "tcp",
                    "from_port": 0,
                    "to_port": 5432,
                },
            },
        ),
        {
            "aws_security_group.plain": [],
            "aws_security_group.with_rules": [
                "egress is written into the group, where it hides from the rules"
            ],
            "aws_vpc_security_group_ingress_rule.one_port": [],
            "aws_vpc_security_group_ingress_rule.everything": [
                "it opens to addresses, not to a security group",
                "ip_protocol is -1, not tcp",
                "it opens the ports None to None, not one",
            ],
            "aws_vpc_security_group_ingress_rule.several": ["it opens the ports 0 to 5432, not one"],
        },
    ),
    "CKV2_ALDEIA_9": (
        stack(
            aws_subnet={
                "inside": {},
                "adrift": {},
                "outside": {"map_public_ip_on_launch": True},
                "written": {},
            },
            aws_route_table={
                "inside": {},
                "outside": {},
                "written": {"route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}]},
            },
            aws_route={"out": {"route_table_id": "${aws_route_table.outside.id}"}},
            aws_route_table_association={
                name: {
                    "subnet_id": f"${{aws_subnet.{name}.id}}",
                    "route_table_id": f"${{aws_route_table.{name}.id}}",
                }
                for name in ("inside", "outside", "written")
            },
            aws_db_subnet_group={
                "inside": {"subnet_ids": ["${aws_subnet.inside.id}", "subnet-of-others"]},
                "outside": {"subnet_ids": ["${aws_subnet.inside.id}", "${aws_subnet.outside.id}"]},
                "written": {"subnet_ids": ["${aws_subnet.written.id}"]},
            },
            aws_elasticache_subnet_group={"adrift": {"subnet_ids": ["${aws_subnet.adrift.id}"]}},
        ),
        {
            "aws_db_subnet_group.inside": [],
            "aws_db_subnet_group.outside": [
                "aws_subnet.outside has map_public_ip_on_launch",
                "aws_subnet.outside has the route aws_route.out",
            ],
            "aws_db_subnet_group.written": [
                "aws_subnet.written has routes, written into aws_route_table.written"
            ],
            "aws_elasticache_subnet_group.adrift": [
                "aws_subnet.adrift has the VPC's main route table, whose routes others set"
            ],
        },
    ),
    "CKV2_ALDEIA_10": (
        stack(
            aws_db_instance={"private": {"publicly_accessible": False}, "unsaid": {}},
            aws_subnet={"private": {}, "public": {"map_public_ip_on_launch": "true"}},
            aws_nat_gateway={"out": {}},
        ),
        {
            "aws_db_instance.private": [],
            "aws_db_instance.unsaid": ["publicly_accessible is not false"],
            "aws_subnet.private": [],
            "aws_subnet.public": ["what is launched here gets a public address"],
            "aws_nat_gateway.out": ["a stack of the data tier has no aws_nat_gateway"],
        },
    ),
    "CKV2_ALDEIA_11": (
        stack(
            "production",
            aws_db_instance={
                "kept": {
                    "lifecycle": {"prevent_destroy": True},
                    "deletion_protection": True,
                    "skip_final_snapshot": False,
                    "delete_automated_backups": False,
                    "final_snapshot_identifier": "last",
                },
                "lost": {"skip_final_snapshot": True},
                "replica": {"replicate_source_db": "${aws_db_instance.kept.identifier}"},
            },
            aws_kms_key={"lost": {"lifecycle": [{"create_before_destroy": True}]}},
            aws_secretsmanager_secret={"kept": {}, "soon_gone": {"recovery_window_in_days": 0}},
        ),
        {
            "aws_db_instance.kept": [],
            "aws_db_instance.lost": [
                "lifecycle.prevent_destroy is not true",
                "deletion_protection is not true",
                "skip_final_snapshot is not false",
                "delete_automated_backups is not false",
                "final_snapshot_identifier is missing",
            ],
            "aws_db_instance.replica": [],
            "aws_kms_key.lost": ["lifecycle.prevent_destroy is not true"],
            "aws_secretsmanager_secret.kept": [],
            "aws_secretsmanager_secret.soon_gone": ["a deleted secret is gone after 0 days, not 30"],
        },
    ),
    "CKV2_ALDEIA_12": (
        stack(
            aws_db_parameter_group={
                "forced": {"parameter": [{"name": "rds.force_ssl", "value": "1"}]},
                "free": {"parameter": [{"name": "rds.force_ssl", "value": "0"}]},
            },
            aws_db_instance={
                "forced": {
                    "parameter_group_name": "${aws_db_parameter_group.forced.name}",
                    "ca_cert_identifier": "rds-ca-rsa2048-g1",
                },
                "free": {
                    "parameter_group_name": "${aws_db_parameter_group.free.name}",
                    "ca_cert_identifier": "rds-ca-2019",
                },
            },
            aws_elasticache_replication_group={
                "forced": {"transit_encryption_enabled": True, "transit_encryption_mode": "required"},
                "free": {"transit_encryption_enabled": False, "transit_encryption_mode": "preferred"},
            },
            aws_secretsmanager_secret_version={
                "verified": {"secret_string_wo": "postgresql://h/d?sslmode=verify-full rediss://h"},
                "believed": {"secret_string_wo": "postgresql://h/d?sslmode=require redis://h"},
            },
        ),
        {
            "aws_db_instance.forced": [],
            "aws_db_instance.free": [
                "ca_cert_identifier is rds-ca-2019, not one of rds-ca-rsa2048-g1, rds-ca-rsa4096-g1, rds-ca-ecc384-g1",
                "its parameter group does not set rds.force_ssl to 1",
            ],
            "aws_elasticache_replication_group.forced": [],
            "aws_elasticache_replication_group.free": [
                "transit_encryption_enabled is not true",
                "transit_encryption_mode is preferred, not required",
            ],
            "aws_secretsmanager_secret_version.verified": [],
            "aws_secretsmanager_secret_version.believed": [
                "DATABASE_URL does not say sslmode=verify-full",
                "REDIS_URL is redis://, not rediss://",
            ],
        },
    ),
    "CKV2_ALDEIA_13": (
        stack(
            aws_db_instance={
                "supported": {
                    "engine": "postgres",
                    "engine_version": "15",
                    "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
                },
                "old": {"engine": "postgres", "engine_version": "13.23"},
                "unknown": {
                    "engine": "mysql",
                    "engine_version": "8.0",
                    "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
                },
                "left_behind": {
                    "engine": "postgres",
                    "engine_version": "15",
                    "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
                    "auto_minor_version_upgrade": False,
                },
            },
            aws_elasticache_replication_group={
                "supported": {"engine": "redis", "engine_version": "7.0"},
                "unknown": {"engine": "redis", "engine_version": "5.0.6"},
            },
        ),
        {
            "aws_db_instance.supported": [],
            "aws_db_instance.old": [
                "standard support of PostgreSQL 13.23 ended on 2026-02-28",
                "Extended Support would be paid without being asked for",
            ],
            "aws_db_instance.unknown": ["nobody knows here until when mysql 8.0 is supported"],
            "aws_db_instance.left_behind": ["it gets no minor versions, and names none"],
            "aws_elasticache_replication_group.supported": [],
            "aws_elasticache_replication_group.unknown": [
                "nobody knows here whether redis 5.0.6 is supported"
            ],
        },
    ),
    "CKV2_ALDEIA_14": (
        stack(
            blocks={
                "provider": {"aws": [{"region": "us-east-1"}]},
                "locals": {"nothing": "aldeia-prod", "key": "AKIA" + "A" * 16},
            },
            aws_elasticache_replication_group={
                "typed": {"auth_token": "letmeinplease"},
                "read": {"auth_token": "${data.aws_secretsmanager_secret_version.t.secret_string}"},
            },
            aws_db_instance={
                "typed": {"password_wo": "correct-horse", "password_wo_version": 1},
                "hidden": {"tags": {"Note": "q8Zk2Lr9Xw4Vt7Bn1Mc5"}},
            },
            aws_secretsmanager_secret={"plain": {"name": "production/database/credentials"}},
        ),
        {
            "provider.aws": [],
            "locals.nothing": [],
            "locals.key": ["value looks like a secret"],
            "aws_elasticache_replication_group.typed": ["auth_token is a literal"],
            "aws_elasticache_replication_group.read": [],
            "aws_db_instance.typed": ["password_wo is a literal"],
            "aws_db_instance.hidden": ["tags.Note looks like a secret"],
            "aws_secretsmanager_secret.plain": [],
        },
    ),
    "CKV2_ALDEIA_15": (
        stack(
            "production",
            blocks={"terraform": {"backend": {"s3": {"encrypt": False}}}},
            aws_db_instance={
                "write_only": {"password_wo": "${ephemeral.x.y}"},
                "kept": {"password": "${aws_x.y.z}"},
            },
            aws_secretsmanager_secret_version={"kept": {"secret_string": "${aws_x.y.z}"}},
            aws_elasticache_replication_group={
                "by_token": {"auth_token": "${data.a.b.c}"},
                "by_iam": {"user_group_ids": ["a"]},
            },
        ),
        {
            "aws_db_instance.write_only": [],
            "aws_db_instance.kept": ["password would be in the state; password_wo would not"],
            "aws_secretsmanager_secret_version.kept": [
                "secret_string would be in the state; secret_string_wo would not"
            ],
            "aws_elasticache_replication_group.by_token": [
                "the AUTH token is in the state, which is not encrypted",
                "the state has no lock",
            ],
            "aws_elasticache_replication_group.by_iam": [],
        },
    ),
    "CKV2_ALDEIA_16": (
        stack(
            "production",
            aws_db_instance={
                "long": {"backup_retention_period": 30, "copy_tags_to_snapshot": True},
                "short": {"backup_retention_period": 29},
                "replica": {"replicate_source_db": "a", "backup_retention_period": 0},
            },
            aws_elasticache_replication_group={
                "long": {"snapshot_retention_limit": 14},
                "short": {"snapshot_retention_limit": 13},
            },
        ),
        {
            "aws_db_instance.long": [],
            "aws_db_instance.short": [
                "backup_retention_period is 29, expected at least 30 days",
                "its snapshots lose the tags that say whose they are",
            ],
            "aws_db_instance.replica": [],
            "aws_elasticache_replication_group.long": [],
            "aws_elasticache_replication_group.short": [
                "snapshot_retention_limit is 13, expected at least 14 days"
            ],
        },
    ),
    "CKV2_ALDEIA_17": (
        stack(
            aws_iam_role={
                "bound": {
                    "assume_role_policy": policy(
                        service(
                            "vpc-flow-logs.amazonaws.com",
                            "sts:AssumeRole",
                            **OURS,
                            ArnLike={"aws:SourceArn": f"arn:aws:ec2:us-east-1:{ACCOUNT}:vpc-flow-log/*"},
                        )
                    )
                },
                "open": {
                    "assume_role_policy": policy(service("vpc-flow-logs.amazonaws.com", "sts:AssumeRole"))
                },
                "half": {
                    "assume_role_policy": policy(
                        service("vpc-flow-logs.amazonaws.com", "sts:AssumeRole", **OURS)
                    )
                },
                "starred": {
                    "assume_role_policy": policy(
                        service(
                            "vpc-flow-logs.amazonaws.com",
                            "sts:AssumeRole",
                            ArnLike={"aws:SourceArn": "arn:aws:ec2:us-east-1:*:vpc-flow-log/*"},
                        )
                    )
                },
                "of_people": {"assume_role_policy": policy(root(["sts:AssumeRole"]))},
            },
            aws_kms_key={
                "bound": {"policy": policy(service("cloudwatch.amazonaws.com", "kms:Decrypt", **OURS))},
                "open": {"policy": policy(service("cloudwatch.amazonaws.com", "kms:Decrypt"))},
                "of_topics": {
                    "policy": policy(
                        service(
                            "events.rds.amazonaws.com",
                            "kms:Decrypt",
                            ArnLike={
                                "kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:a-*"
                            },
                        )
                    )
                },
            },
        ),
        {
            "aws_iam_role.bound": [],
            "aws_iam_role.open": ["One lets vpc-flow-logs.amazonaws.com act for any account"],
            "aws_iam_role.half": ["One does not say for which resource vpc-flow-logs.amazonaws.com acts"],
            "aws_iam_role.starred": ["One lets vpc-flow-logs.amazonaws.com act for any account"],
            "aws_iam_role.of_people": [],
            "aws_kms_key.bound": [],
            "aws_kms_key.open": ["One lets cloudwatch.amazonaws.com act for any account"],
            "aws_kms_key.of_topics": [],
        },
    ),
    "CKV2_ALDEIA_18": (
        stack(
            aws_iam_role_policy={
                "listed": {"policy": policy({"Action": "s3:PutObject", "Resource": "arn:aws:s3:::a/*"})},
                "reads": {"policy": policy({"Action": ["rds:DescribeDBInstances", "kms:ListAliases"]})},
                "all": {"policy": policy({"Action": "*"})},
                "all_of_one": {"policy": policy({"Action": "kms:*", "Resource": "arn:aws:kms:::key/a"})},
                "anywhere": {"policy": policy({"Action": ["rds:DeleteDBInstance"]})},
                "but": {"policy": policy({"NotAction": "iam:*", "Resource": "arn:aws:s3:::a"})},
            },
            aws_iam_policy={"ours": {"policy": policy({"Action": "s3:GetObject", "Resource": "a"})}},
            aws_iam_role_policy_attachment={
                "monitoring": {
                    "policy_arn": "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
                },
                "ours": {"policy_arn": "${aws_iam_policy.ours.arn}"},
                "administrator": {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
            },
        ),
        {
            "aws_iam_role_policy.listed": [],
            "aws_iam_role_policy.reads": [],
            "aws_iam_role_policy.all": ["One allows *", "One changes any resource"],
            "aws_iam_role_policy.all_of_one": ["One allows kms:*"],
            "aws_iam_role_policy.anywhere": ["One changes any resource"],
            "aws_iam_role_policy.but": ["One allows whatever it does not name"],
            "aws_iam_policy.ours": [],
            "aws_iam_role_policy_attachment.monitoring": [],
            "aws_iam_role_policy_attachment.ours": [],
            "aws_iam_role_policy_attachment.administrator": [
                "arn:aws:iam::aws:policy/AdministratorAccess is none of the policies that may be attached"
            ],
        },
    ),
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
    "CKV2_ALDEIA_21": (
        stack(
            aws_security_group={"a": {}},
            aws_subnet={"guarded": {}, "open": {}},
            aws_network_acl={"one": {"subnet_ids": ["${aws_subnet.guarded.id}"]}},
            aws_db_subnet_group={
                "guarded": {"subnet_ids": ["${aws_subnet.guarded.id}"]},
                "open": {"subnet_ids": ["${aws_subnet.guarded.id}", "${aws_subnet.open.id}"]},
            },
            aws_db_instance={
                "guarded": {
                    "vpc_security_group_ids": ["${aws_security_group.a.id}"],
                    "db_subnet_group_name": "${aws_db_subnet_group.guarded.name}",
                },
                "open": {
                    "vpc_security_group_ids": ["${aws_security_group.a.id}"],
                    "db_subnet_group_name": "${aws_db_subnet_group.open.name}",
                },
                "anywhere": {},
            },
        ),
        {
            "aws_db_instance.guarded": [],
            "aws_db_instance.open": [
                "aws_subnet.open has the VPC's default network ACL, which lets everything through"
            ],
            "aws_db_instance.anywhere": [
                "vpc_security_group_ids names no group of this stack",
                "db_subnet_group_name is none of this stack",
            ],
        },
    ),
    "CKV2_ALDEIA_22": (
        stack(
            aws_elasticache_replication_group={
                "by_token": {"auth_token": "${data.a.b.c}", "auth_token_update_strategy": "ROTATE"},
                "losing_it": {"auth_token": "${data.a.b.c}", "auth_token_update_strategy": "DELETE"},
                "open": {},
            },
            aws_elasticache_user={
                "application": {
                    "access_string": "on ~* &* +@all -@admin -@dangerous +info",
                    "authentication_mode": {"type": "iam"},
                },
                "default": {"access_string": "off ~* -@all", "no_password_required": True},
                "administrator": {"access_string": "on ~* +@all", "no_password_required": True},
            },
        ),
        {
            "aws_elasticache_replication_group.by_token": [],
            "aws_elasticache_replication_group.losing_it": [
                "auth_token_update_strategy would take the token away"
            ],
            "aws_elasticache_replication_group.open": ["it asks for neither a token nor a user"],
            "aws_elasticache_user.application": [],
            "aws_elasticache_user.default": [],
            "aws_elasticache_user.administrator": [
                "its access string leaves administration to it",
                "it needs no password",
            ],
        },
    ),
    "CKV2_ALDEIA_23": (
        stack(
            aws_iam_role={
                "one_branch": {
                    "assume_role_policy": policy(
                        TRUST
                        | {
                            "Condition": {
                                "StringEquals": AUDIENCE
                                | {SUBJECT: ["repo:aldeia/data-tier:ref:refs/heads/main"]}
                            }
                        }
                    )
                },
                "any_branch": {
                    "assume_role_policy": policy(
                        TRUST
                        | {"Condition": {"StringEquals": AUDIENCE | {SUBJECT: "repo:aldeia/data-tier:*"}}}
                    )
                },
                "anybody_on_github": {"assume_role_policy": policy(TRUST)},
                "anybody": {"assume_role_policy": policy({"Principal": "*", "Action": "sts:AssumeRole"})},
                "anything": {"assume_role_policy": policy({"Principal": {"Service": "a"}, "Action": "*"})},
            }
        ),
        {
            "aws_iam_role.one_branch": [],
            "aws_iam_role.any_branch": [
                "One lets repo:aldeia/data-tier:* take the role, which is not one branch, environment or pull request"
            ],
            "aws_iam_role.anybody_on_github": [
                "One does not ask for the audience sts.amazonaws.com",
                "One does not say which repository",
            ],
            "aws_iam_role.anybody": ["One lets anybody take the role"],
            "aws_iam_role.anything": ["One allows more than taking the role"],
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
    "CKV2_ALDEIA_25": (
        stack(
            aws_network_acl_rule={
                "in": RULE | {"egress": False, "from_port": 5432, "to_port": 5432},
                "answers": RULE | {"egress": True, "from_port": 1024, "to_port": 65535},
                "refused": {"rule_action": "deny"},
                "all_in": RULE | {"egress": False, "from_port": 0, "to_port": 65535, "protocol": "-1"},
                "all_out": RULE | {"egress": True, "from_port": 0, "to_port": 65535},
                "unsaid": {"protocol": "tcp"},
            }
        ),
        {
            "aws_network_acl_rule.in": [],
            "aws_network_acl_rule.answers": [],
            "aws_network_acl_rule.refused": [],
            "aws_network_acl_rule.all_in": [
                "protocol is -1, not tcp",
                "it lets in the ports 0 to 65535, not one",
            ],
            "aws_network_acl_rule.all_out": ["it lets out the ports 0 to 65535, not 1024 to 65535"],
            "aws_network_acl_rule.unsaid": [
                "it does not say what it allows to whom",
                "it does not say in which direction",
            ],
        },
    ),
    "CKV2_ALDEIA_26": (
        stack(
            "production",
            aws_db_instance={"two_zones": {"multi_az": True}, "one_zone": {}},
            aws_elasticache_replication_group={
                "two_zones": {"multi_az_enabled": True, "automatic_failover_enabled": True},
                "stuck": {"multi_az_enabled": True},
            },
        ),
        {
            "aws_db_instance.two_zones": [],
            "aws_db_instance.one_zone": ["multi_az is not true"],
            "aws_elasticache_replication_group.two_zones": [],
            "aws_elasticache_replication_group.stuck": ["automatic_failover_enabled is not true"],
        },
    ),
    "CKV2_ALDEIA_27": (
        stack(
            aws_iam_policy={
                "bounded": {
                    "policy": policy(
                        {
                            "Action": "iam:PassRole",
                            "Resource": "a",
                            "Condition": {"StringEquals": {"iam:PassedToService": "b"}},
                        },
                        {
                            "Action": "kms:Decrypt",
                            "Resource": "key/one",
                            "Condition": {"StringEquals": {"kms:ViaService": "s3"}},
                        },
                        {
                            "Action": ["ec2:DeleteVpc", "ec2:CreateTags"],
                            "Resource": "vpc/*",
                            "Condition": {
                                "StringEquals": {
                                    "aws:ResourceTag/Environment": "a",
                                    "aws:ResourceTag/Project": "b",
                                }
                            },
                        },
                        {"Action": "ec2:DescribeVpcs"},
                    )
                },
                "unbounded": {
                    "policy": policy(
                        {"Action": ["iam:CreateRole", "iam:CreateUser"], "Resource": "a"},
                        {
                            "Sid": "Two",
                            "Action": "iam:PassRole",
                            "Condition": {"StringEquals": {"iam:PassedToService": "b"}},
                        },
                    )
                },
                "untagged": {
                    "policy": policy({"Action": ["ec2:DeleteVpc", "kms:DescribeKey"], "Resource": "vpc/*"})
                },
                "tagging": {
                    "policy": policy(
                        {
                            "Action": "ec2:CreateTags",
                            "Resource": "vpc/*",
                            "Condition": {
                                "StringEquals": {
                                    "aws:RequestTag/Environment": "a",
                                    "aws:RequestTag/Project": "b",
                                }
                            },
                        }
                    )
                },
                "all_secrets": {"policy": policy({"Action": "secretsmanager:GetSecretValue"})},
            }
        ),
        {
            "aws_iam_policy.bounded": [],
            "aws_iam_policy.unbounded": [
                "One allows iam:CreateRole without iam:PermissionsBoundary",
                "One allows iam:CreateUser",
                "Two allows iam:PassRole of everything",
            ],
            "aws_iam_policy.untagged": [
                "One allows ec2:DeleteVpc without the tag Environment",
                "One allows ec2:DeleteVpc without the tag Project",
            ],
            "aws_iam_policy.tagging": ["One allows ec2:CreateTags of what is another environment's"],
            "aws_iam_policy.all_secrets": ["One allows secretsmanager:GetSecretValue of everything"],
        },
    ),
    "CKV2_ALDEIA_28": (
        stack(
            aws_iam_role={
                "bounded": {
                    "assume_role_policy": policy(service("rds.amazonaws.com", "sts:AssumeRole")),
                    "permissions_boundary": "a",
                },
                "unbounded": {"assume_role_policy": policy(service("ec2.amazonaws.com", "sts:AssumeRole"))},
                "a_persons": {"assume_role_policy": policy(root(["sts:AssumeRole"]))},
            }
        ),
        {
            "aws_iam_role.bounded": [],
            "aws_iam_role.unbounded": ["it has no permissions boundary, and aws_iam_role.bounded has one"],
            "aws_iam_role.a_persons": [],
        },
    ),
    "CKV2_ALDEIA_29": (
        stack(
            aws_sns_topic={"alarms": {}},
            aws_db_instance={
                "told": {"identifier": "told"},
                "half_told": {"identifier": "half_told"},
                "untold": {},
                "switched_off": {},
                "elsewhere": {},
                "copy": {"replicate_source_db": "${aws_db_instance.told.identifier}"},
            },
            aws_db_event_subscription={
                "on": {
                    "sns_topic": "${aws_sns_topic.alarms.arn}",
                    "source_ids": ["${aws_db_instance.told.identifier}"],
                },
                "half": {
                    "sns_topic": "${aws_sns_topic.alarms.arn}",
                    "source_ids": ["${aws_db_instance.half_told.identifier}"],
                    "event_categories": ["deletion", "failure", "low storage"],
                },
                "off": {
                    "sns_topic": "${aws_sns_topic.alarms.arn}",
                    "source_ids": ["${aws_db_instance.switched_off.identifier}"],
                    "enabled": False,
                },
                "elsewhere": {
                    "sns_topic": "arn:aws:sns:us-east-1:123456789012:theirs",
                    "source_ids": ["${aws_db_instance.elsewhere.identifier}"],
                },
            },
            aws_elasticache_replication_group={
                "told": {"notification_topic_arn": "${aws_sns_topic.alarms.arn}"},
                "untold": {},
            },
        ),
        {
            "aws_db_instance.told": [],
            "aws_db_instance.half_told": ["no event subscription of this stack tells of its failover"],
            "aws_db_instance.untold": [UNTOLD],
            "aws_db_instance.switched_off": [UNTOLD],
            "aws_db_instance.elsewhere": [UNTOLD],
            "aws_db_instance.copy": [],
            "aws_elasticache_replication_group.told": [],
            "aws_elasticache_replication_group.untold": ["it tells its events to no topic of this stack"],
        },
    ),
}
