"""Whether a policy or a rule lets in more than before: what is narrower is no alarm, what is wider always is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aldeia.review import openings
from aldeia.review.policies import changed_statements, widened


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: Any = "kms:Decrypt", principal: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "Effect": "Allow", "Principal": principal or {"AWS": "arn:a"}, "Action": action, "Resource": "*", **more,
    }  # fmt: skip


DENY = {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}  # fmt: skip
THROUGH_RDS = {"StringEquals": {"kms:ViaService": "rds.amazonaws.com"}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (policy(allow()), policy(allow(["kms:Decrypt", "kms:Encrypt"]))),
        (policy(allow()), policy(allow("kms:*"))),
        (policy(allow("kms:Decryp?")), policy(allow("kms:Decryp*"))),
        (policy(allow()), policy(allow(principal={"AWS": ["arn:a", "arn:b"]}))),
        (policy(allow()), policy(allow(principal="*"))),
        (policy(allow()), policy(allow(principal={"Service": "rds.amazonaws.com"}))),
        (policy(allow(Resource="arn:x:1")), policy(allow(Resource="arn:x:*"))),
        (policy(allow(Condition=THROUGH_RDS)), policy(allow())),
        (
            policy(allow(Condition=THROUGH_RDS)),
            policy(allow(Condition={"StringEquals": {"kms:ViaService": ["rds.amazonaws.com", "s3.amazonaws.com"]}})),
        ),
        (
            policy(allow(Condition={"StringNotEquals": {"aws:PrincipalArn": ["a", "b"]}})),
            policy(allow(Condition={"StringNotEquals": {"aws:PrincipalArn": ["a"]}})),
        ),
        (policy(allow(), DENY), policy(allow())),
        (policy(DENY), policy({**DENY, "Action": "sns:Subscribe"})),
        (policy(DENY), policy({**DENY, "Condition": {"Bool": {"aws:SecureTransport": "false", "a": "true"}}})),
        (policy({"Effect": "Allow", "Principal": "*", "NotAction": ["a:B", "a:C"], "Resource": "*"}), policy({"Effect": "Allow", "Principal": "*", "NotAction": ["a:B"], "Resource": "*"})),
        (None, policy(allow())),
    ],
)  # fmt: skip
def test_a_wider_policy_is_one(before: str | None, after: str) -> None:
    assert widened(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (policy(allow()), policy(allow())),
        (policy(allow()), policy()),
        (policy(allow()), None),
        (policy(allow("kms:*")), policy(allow("kms:Decrypt"))),
        (policy(allow("kms:*")), policy(allow("kms:Get*"))),
        (policy(allow("KMS:decrypt")), policy(allow("kms:Decrypt"))),
        (policy(allow(principal="*")), policy(allow())),
        (policy(allow()), policy(allow(Condition=THROUGH_RDS))),
        (policy(allow("kms:A"), allow("kms:B")), policy(allow(["kms:A", "kms:B"]))),
        (policy(allow(Sid="One")), policy(allow(Sid="Two"))),
        (policy(allow()), policy(allow(), DENY)),
        (policy({**DENY, "Condition": {}}), policy({**DENY, "Condition": {}}, DENY)),
        (json.dumps({"Statement": allow()}), policy(allow())),
    ],
)
def test_a_policy_that_allows_nothing_new_is_none(before: str, after: str | None) -> None:
    assert not widened(before, after)


@pytest.mark.parametrize("text", ["no policy", "[]", '{"Statement": "all"}'])
def test_what_is_no_policy_is_not_judged(text: str) -> None:
    with pytest.raises(ValueError):
        widened(policy(), text)


def test_changed_statements_are_named() -> None:
    before = policy(allow(Sid="A"), allow(Sid="B"), allow())
    after = policy(allow(Sid="A", Resource="b"), allow(Sid="C"), allow())

    assert changed_statements(before, after) == (["C"], ["A"], ["B"])


def rule(protocol: str = "tcp", low: int = 5432, high: int = 5432, **peer: str) -> dict[str, Any]:
    return {
        "ip_protocol": protocol,
        "from_port": low,
        "to_port": high,
        **(peer or {"cidr_ipv4": "10.0.0.0/16"}),
    }


@pytest.mark.parametrize(
    ("before", "after", "wider"),
    [
        (rule(), rule(), False),
        (rule(), rule(cidr_ipv4="10.0.1.0/24"), False),
        (rule(), rule(cidr_ipv4="10.1.0.0/16"), True),
        (rule(), rule(cidr_ipv4="10.0.0.0/15"), True),
        (rule(), rule(cidr_ipv6="::/0"), True),
        (rule(), rule(low=5431), True),
        (rule(), rule(high=5433), True),
        (rule(low=5000, high=6000), rule(), False),
        (rule(), rule("udp"), True),
        (rule("-1", 0, 0), rule("udp"), False),
        (rule(), rule(referenced_security_group_id="sg-1"), True),
        (rule(referenced_security_group_id="sg-1"), rule(referenced_security_group_id="sg-1"), False),
        (rule(cidr_ipv6="fd00::/8"), rule(cidr_ipv6="fd00::/64"), False),
    ],
)
def test_a_rule_is_wider_when_something_new_gets_through(
    before: dict[str, Any], after: dict[str, Any], wider: bool
) -> None:
    assert openings.widened([openings.of_rule(before)], [openings.of_rule(after)]) is wider


def test_a_block_of_a_security_group_opens_to_each_of_its_peers() -> None:
    block = {
        "protocol": "tcp",
        "from_port": 1,
        "to_port": 2,
        "cidr_blocks": ["10.0.0.0/8"],
        "security_groups": ["sg-1"],
        "self": True,
    }

    assert [one.peer for one in openings.of_blocks([block])] == ["10.0.0.0/8", "sg-1", "self"]
    assert openings.of_blocks(None) == []
