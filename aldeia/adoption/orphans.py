"""Orphans: what has our tags, or lets through our security groups, and no address claims; listed and left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aldeia.adoption.kind import filters
from aldeia.adoption.kinds import KINDS
from aldeia.adoption.outcome import Outcome
from aldeia.adoption.search import Search, fill, look

RULES = "aws ec2 describe-security-group-rules --security-group-rule-ids {id} --region {region}"


@dataclass(frozen=True, order=True)
class Orphan:
    """One thing that nobody claims."""

    type: str
    id: str
    what: str
    command: str
    """Shows it; nothing here takes anything away."""


def orphans(search: Search, outcome: Outcome) -> list[Orphan]:
    """List what no address claims, sorted."""
    claimed = {one.import_id for one in outcome.found}
    claimed |= {str(values.get("id")) for values in search.state.values()}
    return sorted({*_tagged(search, claimed), *_rules(search, claimed)})


def _tagged(search: Search, claimed: set[str]) -> Iterator[Orphan]:
    for resource in search.stack.resources.values():
        kind = KINDS.get(resource.type)
        if kind is None:
            continue
        for one in search.ours(resource):
            if one.import_id not in claimed:
                command = fill(kind.look, one.asked_for | {"import_id": one.import_id})
                yield Orphan(resource.type, one.import_id, _name(one.thing), command)


def _rules(search: Search, claimed: set[str]) -> Iterator[Orphan]:
    """List the rules of our security groups that no address claims.

    AWS lets every new group out to everywhere. Terraform takes that rule back in the moment after it made the group; if
    it was killed in between, the rule stays, and no plan shows it.
    """
    for resource in search.stack.resources.values():
        if resource.type != "aws_security_group":
            continue
        group = _group_id(search, resource.address)
        asked = {"Filters": filters(group_id=group)} if group else None
        pages = (
            search.aws.ask("ec2", "describe_security_group_rules", asked, resource.region) if asked else []
        )
        for rule in (rule for page in pages for rule in page["SecurityGroupRules"]):
            if rule["SecurityGroupRuleId"] not in claimed:
                values = {"id": rule["SecurityGroupRuleId"], "region": resource.region}
                yield Orphan("aws_security_group_rule", values["id"], _rule(rule), fill(RULES, values))


def _group_id(search: Search, address: str) -> str | None:
    if address in search.state:
        return str(search.state[address]["id"])
    return next((one.import_id for one in search.candidates(address)), None)


def _rule(rule: dict[str, object]) -> str:
    way = "lets out" if rule["IsEgress"] else "lets in"
    whom = look("CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId", rule)
    return f"{rule['GroupId']} {way} {whom}"


def _name(thing: dict[str, object]) -> str:
    return str(look("Tags[?Key == 'Name'].Value | [0] || Description", thing) or "")
