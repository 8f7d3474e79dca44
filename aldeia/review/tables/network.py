"""Network: the VPC, its subnets, routes and network ACLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review import openings
from aldeia.review.sources import ACLS, ROUTES, SUBNETS, VPC_DNS
from aldeia.review.tables.common import (
    CREATED,
    DEGRADED,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    REPLACEMENT,
    SECONDS,
    TAG_ROWS,
    names_of,
    online,
    replacing,
    turned_off,
)
from aldeia.review.verdict import Effect, Gate, Step, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference

_ACL_RULE = "cidr_block from_port to_port protocol rule_action ipv6_cidr_block icmp_code icmp_type"

VPC = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "for good", "The network goes; AWS refuses while anything is in it", SUBNETS, may_fail="something is still in it")),
    replaced=replacing("Another network is made, and everything in this one with it", SUBNETS, "an hour"),
    attributes={
        "enable_dns_support": (
            when("switched off", turned_off, Effect(DEGRADED, NOW, "for as long as it stays off",
                "Nothing in the VPC resolves names: the stores are addressed by name", VPC_DNS, shuts_out="connections that look a name up")),
            otherwise(Effect(ONLINE, NOW, SECONDS, "Names resolve in the VPC", VPC_DNS)),
        ),
        "enable_dns_hostnames": online("Instances get, or no longer get, names", VPC_DNS),
        **each("enable_network_address_usage_metrics dhcp_options_id", online("Metrics of addresses, or what new instances are told by DHCP", VPC_DNS)),
        "instance_tenancy": online("Only instances that are made later follow it", SUBNETS),
        **TAG_ROWS,
    },
    forcing=frozenset({"cidr_block", "ipv4_ipam_pool_id", "ipv6_cidr_block", "ipv6_cidr_block_network_border_group"}),
    computed=names_of(
    "arn default_network_acl_id default_route_table_id default_security_group_id id ipv6_association_id "
    "main_route_table_id owner_id"
),
)  # fmt: skip

SUBNET = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "for good", "The subnet goes; AWS refuses while anything is in it", SUBNETS, before=(Step.EMPTY_SUBNET,), may_fail="something is still in it")),
    # The provider's own limit for deleting an aws_subnet.
    replaced=always(Effect(REPLACEMENT, NOW, "until AWS lets the old one go: Terraform waits for up to 20 minutes",
        "The subnet is deleted and another made; AWS refuses while a store, or anything else, is in it", SUBNETS, before=(Step.EMPTY_SUBNET,), may_fail="something is still in it")),
    attributes={
        "map_public_ip_on_launch": (
            when("switched on", lambda d, _c: d.after is True, Effect(ONLINE, NOW, NOTHING,
                "What is made in the subnet later gets a public address", SUBNETS, Gate.WIDEN)),
            otherwise(Effect(ONLINE, NOW, NOTHING, "What is made in the subnet later gets no public address", SUBNETS)),
        ),
        **each("assign_ipv6_address_on_creation enable_dns64 enable_resource_name_dns_a_record_on_launch enable_resource_name_dns_aaaa_record_on_launch private_dns_hostname_type_on_launch", online("Only what is made in the subnet later follows it", SUBNETS)),
        **TAG_ROWS,
    },
    forcing=names_of(
    "availability_zone availability_zone_id cidr_block ipv6_cidr_block ipv6_native vpc_id"
),
    computed=frozenset({"arn", "id", "ipv6_cidr_block_association_id", "owner_id"}),
)  # fmt: skip

ROUTE_TABLE = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "until another is there", "Subnets fall back to the VPC's main route table", ROUTES)),
    replaced=always(Effect(DEGRADED, NOW, SECONDS, "Subnets have the VPC's main route table until the new one is there", ROUTES)),
    attributes={
        **each("route propagating_vgws", always(Effect(DEGRADED, NOW, SECONDS,
            "Traffic goes other ways: the data subnets have no way out, on purpose", ROUTES, Gate.WIDEN))),
        **TAG_ROWS,
    },
    forcing=frozenset({"vpc_id"}),
    computed=frozenset({"arn", "id", "owner_id"}),
)  # fmt: skip

ROUTE_TABLE_ASSOCIATION = Table(
    created=CREATED,
    deleted=always(Effect(DEGRADED, NOW, "until it is associated again", "The subnet falls back to the VPC's main route table", ROUTES)),
    replaced=always(Effect(DEGRADED, NOW, SECONDS, "The subnet has the VPC's main route table for a moment, or until the next apply if this one fails in between", ROUTES)),
    attributes={"route_table_id": always(Effect(DEGRADED, NOW, SECONDS, "The subnet's traffic goes by another table", ROUTES))},
    forcing=frozenset({"gateway_id", "subnet_id"}),
    computed=frozenset({"id"}),
)  # fmt: skip


def _new_acl(_difference: Difference, context: Context) -> bool:
    return context.unknown("network_acl_id")


def _lets_through(_difference: Difference, context: Context) -> bool:
    before, after = context.change.before or {}, context.change.after or {}
    if after.get("rule_action") == "deny":
        return bool(before.get("rule_action") == "deny") and openings.of_acl_rule(
            before
        ) != openings.of_acl_rule(after)
    if before.get("rule_action") != "allow":
        return True
    return openings.widened([openings.of_acl_rule(before)], [openings.of_acl_rule(after)])


def _denied(_difference: Difference, context: Context) -> bool:
    return bool(context.before("rule_action") == "deny")


_OPENED = Effect(ONLINE, NOW, SECONDS, "The network ACL lets more through", ACLS, Gate.WIDEN)
_SHUT = Effect(DEGRADED, NOW, "for good",
    "The network ACL lets less through, also of connections that are open", ACLS, shuts_out="connections that the ACL no longer lets through, open ones too,")  # fmt: skip

ACL = Table(
    created=CREATED,
    deleted=always(Effect(ONLINE, NOW, SECONDS, "The subnets fall back to the VPC's default ACL, which lets everything through", ACLS, Gate.WIDEN)),
    replaced=always(Effect(DEGRADED, NOW, SECONDS, "Subnets have the VPC's default ACL until the new one is there, with its rules", ACLS)),
    attributes={
        **each("ingress egress", always(Effect(DEGRADED, NOW, SECONDS,
            "Other traffic is let through, in order of the rules' numbers", ACLS, Gate.WIDEN))),
        "subnet_ids": always(Effect(DEGRADED, NOW, SECONDS,
            "The ACL holds for other subnets; those that leave it have the VPC's default, which lets everything through", ACLS, Gate.WIDEN)),
        **TAG_ROWS,
    },
    forcing=frozenset({"vpc_id"}),
    computed=frozenset({"arn", "id", "owner_id"}),
)  # fmt: skip

ACL_RULE = Table(
    created=(
        when("of an ACL that is made too", _new_acl, Effect(NONE, NOW, NOTHING, "Made with its ACL", ACLS)),
        when("it lets through", _lets_through, _OPENED),
        otherwise(_SHUT),
    ),
    deleted=(when("it denied", _denied, _OPENED), otherwise(_SHUT)),
    replaced=(when("it lets more through", _lets_through, _OPENED), otherwise(_SHUT)),
    attributes={},
    forcing=frozenset({*_ACL_RULE.split(), "egress", "network_acl_id", "rule_number"}),
    computed=frozenset({"id"}),
)  # fmt: skip
