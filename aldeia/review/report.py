"""Report: what all plans of one call do together, with equal changes told once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from aldeia.money.bill import Bill
from aldeia.review.difference import differences
from aldeia.review.judge import STORES, Decision, Finding
from aldeia.review.masking import shown
from aldeia.review.tables import TABLES
from aldeia.review.verdict import Gate, Impact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from aldeia.review.plan import Change, Plan
    from aldeia.review.section import Section
    from aldeia.review.steps import OperatorStep


# What Terraform makes as a resource of its own and finds again, at the next refresh, as part of another.
_ECHOES = {
    ("aws_default_security_group", "ingress"), ("aws_default_security_group", "egress"),
    ("aws_iam_role", "inline_policy"), ("aws_iam_role", "managed_policy_arns"),
    ("aws_network_acl", "egress"), ("aws_network_acl", "ingress"),
    ("aws_security_group", "egress"), ("aws_security_group", "ingress"),
    ("aws_sns_topic", "policy"),
}  # fmt: skip


class Status(IntEnum):
    """The exit status; 1 is an error, 2 a wrong command line, 130 an interruption."""

    FINE = 0
    NO_CHANGE = 3
    NEEDS_APPROVAL = 4
    BLOCKED = 5

    @property
    def words(self) -> str:
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True)
class Row:
    """What has the same effect at the same time, and is the same change of several resources or environments."""

    findings: tuple[Finding, ...]
    """One for each attribute that changes, as they are of one of the resources."""
    addresses: tuple[str, ...]
    environments: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """One of them, for all that they have in common."""
        return self.findings[0]

    @property
    def count(self) -> int:
        """How many changes it is; a resource that is replaced for several attributes is one."""
        attributes = 1 if self.finding.action == "replace" else len(self.findings)
        return attributes * len(self.addresses) * len(self.environments)


@dataclass(frozen=True)
class Drift:
    """One attribute that somebody changed elsewhere, as Terraform knew it and as it is."""

    environment: str
    address: str
    attribute: str
    before: str
    after: str
    outcome: str


@dataclass(frozen=True)
class Environment:
    """One plan's verdict."""

    name: str
    owner: str
    """The team that answers for it; empty when the plan does not say."""
    moment: datetime
    """When its plan was made, in UTC."""
    status: Status
    findings: list[Finding]
    outputs: list[str]
    bill: Bill

    @property
    def resources(self) -> int:
        return len({finding.address for finding in self.findings})

    @property
    def lost(self) -> list[Finding]:
        return [one for one in self.findings if one.effect.impact is Impact.DATA_LOSS]

    @property
    def down(self) -> list[Finding]:
        return [one for one in self.findings if one.breaks]

    @property
    def silenced(self) -> list[Finding]:
        """What no longer tells somebody."""
        return [one for one in self.findings if one.effect.gate is Gate.SILENCE]

    @property
    def shut_out(self) -> list[Finding]:
        """What refuses clients that could connect before."""
        return [one for one in self.findings if one.effect.shuts_out]

    @property
    def waiting(self) -> list[Finding]:
        """What nothing makes happen: it waits until somebody reboots."""
        return [one for one in self.findings if one.waits_for_a_reboot]

    @property
    def impact(self) -> Impact:
        return max((one.effect.impact for one in self.findings), default=Impact.NONE)


@dataclass(frozen=True)
class Report:
    """Everything that is told, in whatever form."""

    day: date
    """Today, as seen by whoever reviews."""
    environments: list[Environment]
    rows: list[Row]
    drift: list[Drift]
    steps: list[OperatorStep]
    notes: list[str] = field(default_factory=list)
    """What is to be said of the allowed changes."""
    sections: list[Section] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """The worst; a plan without a change makes no other one worse."""
        asked = [Status.NEEDS_APPROVAL] if any(section.needs_approval for section in self.sections) else []
        return max((*(one.status for one in self.environments), *asked), key=_badness)

    def of(self, decision: Decision) -> list[Row]:
        return [row for row in self.rows if row.finding.decision is decision]


def environment_of(plan: Plan, findings: list[Finding]) -> Environment:
    """Give one plan's verdict."""
    worst = max((finding.decision for finding in findings), default=None)
    by_decision = {
        None: Status.FINE if plan.outputs else Status.NO_CHANGE,
        Decision.FINE: Status.FINE,
        Decision.APPROVAL: Status.NEEDS_APPROVAL,
        Decision.BLOCKED: Status.BLOCKED,
    }
    return Environment(
        plan.environment, plan.owner, plan.moment, by_decision[worst], findings, plan.outputs, plan.bill
    )


def rows_of(findings: Iterable[Finding]) -> list[Row]:
    """Put together what has one effect: attributes of a resource, then environments, then addresses."""
    bundles: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        bundles[finding.environment, finding.address, _same(finding)].append(finding)
    by_address: dict[tuple[object, ...], list[list[Finding]]] = defaultdict(list)
    for bundle in bundles.values():
        by_address[bundle[0].address, _same(bundle[0]), _values(bundle)].append(bundle)
    together: dict[tuple[object, ...], list[list[Finding]]] = defaultdict(list)
    for (_, *same), equal in by_address.items():
        environments = tuple(sorted({bundle[0].environment for bundle in equal}))
        together[*same, environments].append(equal[0])
    rows = [
        Row(tuple(equal[0]), tuple(sorted(bundle[0].address for bundle in equal)), environments)  # type: ignore[arg-type]  # the key's last part
        for (*_, environments), equal in together.items()
    ]
    return sorted(
        rows,
        key=lambda row: (
            -row.finding.decision, -row.finding.effect.impact, row.finding.type not in STORES, row.addresses,
        ),
    )  # fmt: skip


def drift_of(plan: Plan) -> list[Drift]:
    """Tell what was changed outside Terraform, and whether this plan sets it back."""
    planned = {change.address: change for change in plan.changes}
    return [
        Drift(plan.environment, change.address, difference.name, *shown(difference), _outcome(planned.get(change.address), change.type, difference.attribute))
        for change in plan.drift
        for difference in differences(change)
        if difference.attribute not in _computed(change.type)
    ] + [
        Drift(plan.environment, change.address, "", "there", "gone", "the plan makes it again" if change.address in planned else "it stays away")
        for change in plan.drift
        if change.action == "delete"
    ]  # fmt: skip


def _same(finding: Finding) -> tuple[object, ...]:
    reason = finding.allowed.reason if finding.allowed else ""
    return finding.action, finding.effect, finding.when, reason


def _values(bundle: list[Finding]) -> tuple[object, ...]:
    return tuple((one.attribute, one.before, one.after, one.forces) for one in bundle)


def _computed(type_: str) -> frozenset[str]:
    table = TABLES.get(type_)
    return table.computed | {"tags_all"} if table else frozenset()


def _outcome(planned: Change | None, type_: str, attribute: str) -> str:
    if planned is not None and any(one.attribute == attribute for one in differences(planned)):
        return "this plan changes it again"
    if (type_, attribute) in _ECHOES:
        return "this plan leaves it; after a first apply it is how Terraform sees its own rules"
    return "this plan leaves it"


def _badness(status: Status) -> int:
    return -1 if status is Status.NO_CHANGE else status
