"""Access: security groups and their rules, and IAM roles and their policies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aldeia.review import openings
from aldeia.review.difference import Difference
from aldeia.review.sources import GROUPS, IAM
from aldeia.review.tables.common import (
    CREATED,
    DEGRADED,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    SECONDS,
    TAG_ROWS,
    gains,
    quiet,
)
from aldeia.review.tables.keys import lets_in_more, policy_rule
from aldeia.review.verdict import Effect, Gate, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context

_RULE = "cidr_ipv4 cidr_ipv6 prefix_list_id referenced_security_group_id from_port to_port ip_protocol"


def _new_group(_difference: Difference, context: Context) -> bool:
    """Say whether the rule is of a group that the same plan makes, and not open to everybody."""
    everybody = {"0.0.0.0/0", "::/0"} & {context.after("cidr_ipv4"), context.after("cidr_ipv6")}
    return context.unknown("security_group_id") and not everybody


def _rule_widens(_difference: Difference, context: Context) -> bool:
    change = context.change
    if any(context.unknown(name) for name in _RULE.split()):
        return True
    return openings.widened([openings.of_rule(change.before or {})], [openings.of_rule(change.after or {})])


def _exchanges(difference: Difference, context: Context) -> bool:
    """Say whether a rule opens more and no longer all that it opened; nobody knows before the apply of what is not known."""
    change = context.change
    if any(context.unknown(name) for name in _RULE.split()):
        return False
    narrower = openings.widened(
        [openings.of_rule(change.after or {})], [openings.of_rule(change.before or {})]
    )
    return narrower and _rule_widens(difference, context)


def _blocks_widen(difference: Difference, _context: Context) -> bool:
    if difference.unknown:
        return True
    return openings.widened(openings.of_blocks(difference.before), openings.of_blocks(difference.after))


_OPENED = Effect(ONLINE, NOW, SECONDS, "More may connect: a peer, a port or a protocol that was shut is open", GROUPS, Gate.WIDEN)  # fmt: skip
_SHUT = Effect(DEGRADED, NOW, "for good",
    "Who is no longer let in is refused; connections that are open may go on", GROUPS, shuts_out="clients that the rule let in")  # fmt: skip
_EXCHANGED = Effect(DEGRADED, NOW, "for good", "Others may connect than before: more on the one side, and no longer whom only the old rule let in", GROUPS, Gate.WIDEN, shuts_out="clients that only the old rule let in")  # fmt: skip
_BLOCKS = (when("more is let through, or it is not known before the apply", _blocks_widen, _OPENED), otherwise(_SHUT))  # fmt: skip

GROUP_RULE = Table(
    created=(
        when("of a group that is made too, and not for everybody", _new_group, Effect(NONE, NOW, NOTHING, "Made with its group", GROUPS)),
        otherwise(_OPENED),
    ),
    deleted=always(_SHUT),
    replaced=(
        when("it opens other things", _exchanges, _EXCHANGED),
        when("it opens more, and the old rule goes first", lambda d, c: _rule_widens(d, c) and c.change.actions[0] == "delete",
            replace(_OPENED, shuts_out="new connections that no other rule lets in")),
        when("it opens more", _rule_widens, _OPENED),
        otherwise(_SHUT),
    ),
    attributes={
        **each(_RULE, (
            when("it opens other things", _exchanges, _EXCHANGED),
            when("it opens more, or it is not known before the apply", _rule_widens, _OPENED),
            otherwise(_SHUT),
        )),
        "description": quiet("A description", GROUPS),
        **TAG_ROWS,
    },
    forcing=frozenset({"security_group_id"}),
    computed=frozenset({"arn", "id", "security_group_rule_id"}),
)  # fmt: skip

_GROUP_GONE = always(Effect(DEGRADED, NOW, "until what used it has another",
    "The group goes, with every rule that names it; AWS refuses while something uses it", GROUPS, may_fail="something still uses it"))  # fmt: skip

GROUP = Table(
    created=CREATED,
    deleted=_GROUP_GONE,
    replaced=_GROUP_GONE,
    attributes={
        **each("ingress egress", _BLOCKS),
        "revoke_rules_on_delete": quiet("Only says how Terraform deletes the group", GROUPS),
        **TAG_ROWS,
    },
    forcing=frozenset({"description", "name", "name_prefix", "vpc_id"}),
    computed=frozenset({"arn", "id", "owner_id"}),
)  # fmt: skip

ROLE = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "for good", "What works as this role stops: enhanced monitoring, or flow logs", IAM)),
    replaced=always(Effect(DEGRADED, NOW, "until what uses it names the new one", "The role goes and another is made", IAM)),
    attributes={
        "assume_role_policy": policy_rule("who may be the role", IAM),
        "inline_policy": always(Effect(ONLINE, NOW, SECONDS, "The role may do other things", IAM, Gate.WIDEN)),
        "managed_policy_arns": (
            when("one is added", gains, Effect(ONLINE, NOW, SECONDS, "The role may do more", IAM, Gate.WIDEN)),
            otherwise(Effect(DEGRADED, NOW, "for good", "The role may do less", IAM)),
        ),
        "permissions_boundary": always(Effect(ONLINE, NOW, SECONDS, "The outer bounds of what the role may do are others", IAM, Gate.WIDEN)),
        "max_session_duration": quiet("How long a session as this role may last", IAM),
        **each("description force_detach_policies", quiet("A description, or how Terraform deletes the role", IAM)),
        **TAG_ROWS,
    },
    forcing=frozenset({"name", "name_prefix", "path"}),
    computed=frozenset({"arn", "create_date", "id", "unique_id"}),
)  # fmt: skip


def _new_role(_difference: Difference, context: Context) -> bool:
    return context.unknown("role")


def _policy_lets_in_more(_difference: Difference, context: Context) -> bool:
    whole = Difference(
        "policy", "", context.before("policy"), context.after("policy"), context.unknown("policy")
    )
    return lets_in_more(whole, context)


_MAY_MORE = Effect(ONLINE, NOW, SECONDS, "A role that is there may do more", IAM, Gate.WIDEN)
_MAY_LESS = Effect(DEGRADED, NOW, "for good", "What the role did by this policy is refused", IAM)

ROLE_POLICY = Table(
    created=(when("of a role that is made too", _new_role, Effect(NONE, NOW, NOTHING, "Made with its role", IAM)), otherwise(_MAY_MORE)),
    deleted=always(_MAY_LESS),
    replaced=(when("it allows more", _policy_lets_in_more, _MAY_MORE), otherwise(_MAY_LESS)),
    attributes={"policy": policy_rule("the role", IAM)},
    forcing=frozenset({"name", "name_prefix", "role"}),
    computed=frozenset({"id"}),
)  # fmt: skip

ROLE_ATTACHMENT = Table(
    created=(when("to a role that is made too", _new_role, Effect(NONE, NOW, NOTHING, "Made with its role", IAM)), otherwise(_MAY_MORE)),
    deleted=always(_MAY_LESS),
    replaced=always(_MAY_MORE),
    attributes={},
    forcing=frozenset({"policy_arn", "role"}),
    computed=frozenset({"id"}),
)  # fmt: skip
