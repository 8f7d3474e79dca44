"""Examples of roles and policies: who takes them, and what they may do."""

from __future__ import annotations

from tests.policies.small import ACCOUNT, OURS, Examples, policy, root, service, stack

TRUST = {
    "Principal": {"Federated": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
}
SUBJECT = "token.actions.githubusercontent.com:sub"
AUDIENCE = {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}

EXAMPLES: Examples = {
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
}
