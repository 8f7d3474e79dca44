"""Judge: every change of a plan looked up in the tables, with its time worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aldeia.review.difference import Context, Difference, differences
from aldeia.review.masking import shown
from aldeia.review.tables import TABLES
from aldeia.review.tables.common import UNREAD, UNREAD_TYPE
from aldeia.review.verdict import Case, Effect, Gate, Impact, Rule, Table, Timing, always
from aldeia.review.windows import in_words, next_window

if TYPE_CHECKING:
    from aldeia.review.allowed import Allowed
    from aldeia.review.plan import Change, Plan

NOT_SAID = "in the next maintenance window, whose time the plan does not say"
FOLLOWS = "follows from the change of the resource"
STORES = frozenset({"aws_db_instance", "aws_elasticache_replication_group"})
_VALUES = (
    "endpoint", "id", "key_id", "parameter_group_name", "protocol", "replicate_source_db", "vpc_security_group_ids",
)  # fmt: skip
_IDENTIFIERS = ("identifier", "replication_group_id", "alarm_name", "name", "id")


class Decision(IntEnum):
    """Whether a change may be merged."""

    FINE = 0
    APPROVAL = 1
    """A person has to look at it."""
    BLOCKED = 2
    """Only an entry in envs/policy/allowed-changes.yaml lets it pass, or nothing does."""


@dataclass(frozen=True)
class Finding:
    """One attribute of one resource, or a resource as a whole, and what its change does."""

    environment: str
    address: str
    type: str
    action: str
    """create, update, replace, delete, forget, import, move."""
    attribute: str
    """As `parameter[max_connections]`; empty for the resource as a whole."""
    before: str
    after: str
    effect: Effect
    when: str
    """In words, with the window's date where there is one."""
    at: datetime | None
    """When the window opens, in UTC; None for now, for a reboot, for never."""
    identifier: str
    """The name in AWS before the apply."""
    values: dict[str, Any]
    """What steps are filled in from: plain names, no secret."""
    forces: bool = False
    allowed: Allowed | None = None
    fits_from: str = ""
    """The window after which an alarm's new threshold is right; empty where it is right at once."""

    @property
    def decision(self) -> Decision:
        if self.effect.refused or (self.effect.gate and self.allowed is None):
            return Decision.BLOCKED
        # Data that is lost is looked at even where no gate names it.
        if self.effect.gate or self.effect.impact >= Impact.DEGRADED:
            return Decision.APPROVAL
        return Decision.FINE

    @property
    def destroyed(self) -> bool:
        """Say whether a store goes, whatever comes after it."""
        return self.type in STORES and self.action in {"replace", "delete"}

    @property
    def waits_for_a_reboot(self) -> bool:
        return self.effect.timing is Timing.REBOOT

    @property
    def forgets(self) -> bool:
        """Say whether what is older than a new limit is deleted."""
        return self.effect.gate is Gate.SHORTEN_RETENTION and self.effect.impact is not Impact.NONE

    @property
    def breaks(self) -> bool:
        """Say whether connections to a store break by themselves, for a moment or for good."""
        if self.waits_for_a_reboot:
            return False
        restarts = self.effect.impact in {Impact.FAILOVER, Impact.RESTART} or self.effect.restarts
        return restarts or self.destroyed


def judged(plan: Plan) -> list[Finding]:
    """Give the findings of a plan, the worst first, of these the stores', then by address."""
    findings = [
        finding for change in plan.changes for finding in _of_change(plan, Context(change, plan.moment))
    ]
    return sorted(_ahead_of_the_window(_with_renamings(_with_restarts(findings))), key=_order)


def _order(finding: Finding) -> tuple[int, int, bool, str, str]:
    store = finding.type in STORES
    return -finding.decision, -finding.effect.impact, not store, finding.address, finding.attribute


def _of_change(plan: Plan, context: Context) -> Iterator[Finding]:
    change = context.change
    table = TABLES.get(change.type)
    if change.action in _UNMANAGED:
        yield _finding(plan, context, Difference(), _unmanaged(change, change.action))
        return
    taken = "import" if change.imported else "move" if change.moved_from else ""
    if taken:
        # What the same apply changes of it follows.
        yield replace(_finding(plan, context, Difference(), _unmanaged(change, taken)), action=taken)
    if table is None:
        # It may be a store: that it goes is blocked as for one that we know.
        gate = {"delete": Gate.DELETE, "replace": Gate.REPLACE}.get(change.action)
        yield _finding(plan, context, Difference(), always(replace(UNREAD_TYPE, gate=gate)))
        return
    if change.action == "update":
        for difference in differences(change):
            yield _finding(plan, context, difference, _row(table, difference))
        return
    whole = {"create": table.created, "delete": table.deleted, "replace": table.replaced}
    yield from _whole(plan, context, table, whole[change.action])


def _whole(plan: Plan, context: Context, table: Table, rule: Rule) -> Iterator[Finding]:
    """Judge a resource that comes or goes; of a replacement, name what forces it."""
    if context.change.action != "replace":
        yield _finding(plan, context, Difference(), rule)
        return
    rest = list(differences(context.change))
    forcing = [difference for difference in rest if difference.forces]
    for difference in forcing or [Difference()]:
        # The rule is about the resource: it looks at the policy's text in `policy` alone.
        yield _finding(plan, context, difference, rule)
    for difference in rest:
        # What Terraform leaves to AWS in the new one is no change that anybody asked for.
        asked_for = not difference.unknown and difference.after not in (None, "", [], {})
        if asked_for and not difference.forces and difference.attribute not in table.computed | {"tags_all"}:
            yield _finding(plan, context, difference, always(_follows(rule[-1].effect)))


def _follows(effect: Effect) -> Effect:
    return Effect(Impact.NONE, Timing.NOW, "-", f"It {FOLLOWS}", effect.source)


def _row(table: Table, difference: Difference) -> Rule:
    if difference.attribute in table.computed:
        return always(_follows(table.created[-1].effect))
    return table.attributes.get(difference.attribute, always(UNREAD))


_UNMANAGED = {
    "forget": (Impact.DEGRADED, "Terraform no longer manages it; AWS keeps it, and nothing reviews its changes any more"),
    "import": (Impact.NONE, "Terraform manages from now on what is there already"),
    "move": (Impact.NONE, "Only its address changes"),
}  # fmt: skip


def _unmanaged(change: Change, action: str) -> Rule:
    impact, touches = _UNMANAGED[action]
    if change.moved_from:
        touches = f"{touches}: it was {change.moved_from}"
    return always(replace(UNREAD_TYPE, impact=impact, lasts="-", touches=touches))


def _finding(plan: Plan, context: Context, difference: Difference, rule: Rule) -> Finding:
    effect = chosen(rule, difference, context).effect
    when, at = _time(effect, context)
    change = context.change
    before, after = shown(difference) if difference.attribute else ("", "")
    known = change.before or change.after or {}
    return Finding(
        environment=plan.environment,
        address=change.address,
        type=change.type,
        action=change.action,
        attribute=difference.name,
        before=before,
        after=after,
        effect=effect,
        when=when,
        at=at,
        identifier=next((str(known[name]) for name in _IDENTIFIERS if known.get(name)), change.address),
        values={name: known.get(name) for name in _VALUES},
        forces=difference.forces,
    )


def chosen(rule: Rule, difference: Difference, context: Context) -> Case:
    """Give the first case that holds; the last of a rule always does."""
    return next(case for case in rule if case.holds(difference, context))


def _time(effect: Effect, context: Context) -> tuple[str, datetime | None]:
    if effect.refused:
        return "never: AWS refuses it", None
    if effect.timing is Timing.DEFERRABLE and not context.after("apply_immediately"):
        window = next_window(
            context.after("maintenance_window") or context.before("maintenance_window"), context.moment
        )
        return (in_words(window), window[0]) if window else (NOT_SAID, None)
    if effect.timing in {Timing.REBOOT, Timing.NEVER}:
        return effect.timing.value, None
    return "during the apply", None


def _with_restarts(findings: list[Finding]) -> list[Finding]:
    """Let what waits for a reboot of the database happen with one that the same plan makes anyhow."""
    restarts = [
        finding
        for finding in findings
        if finding.type == "aws_db_instance"
        and finding.effect.impact in {Impact.RESTART, Impact.FAILOVER}
        and not finding.waits_for_a_reboot
        # A replica that restarts leaves its source running as it was.
        and not finding.values["replicate_source_db"]
    ]
    return [
        _with_a_restart(finding, restarts) if finding.waits_for_a_reboot else finding for finding in findings
    ]


def _with_a_restart(finding: Finding, restarts: list[Finding]) -> Finding:
    for cause in restarts:
        if finding.address == cause.address or finding.identifier == cause.values["parameter_group_name"]:
            effect = replace(
                finding.effect,
                impact=Impact.ONLINE,
                timing=cause.effect.timing,
                lasts="-",
                touches=f"It waits for a restart, and {cause.address} has one for {cause.attribute}",
                after=(),
            )
            when = f"{cause.when}, with the restart for {cause.attribute}"
            return replace(finding, when=when, at=cause.at, effect=effect)
    return finding


def _ahead_of_the_window(findings: list[Finding]) -> list[Finding]:
    """Say of a threshold that it is set in the apply for a store that only becomes what it is set for in its window."""
    windows = {
        finding.type == "aws_db_instance": finding.when
        for finding in findings
        if finding.type in STORES and finding.at is not None
    }
    return [
        _ahead(finding, windows["cache" not in finding.address])
        if finding.attribute == "threshold" and ("cache" not in finding.address) in windows
        else finding
        for finding in findings
    ]


def _ahead(finding: Finding, window: str) -> Finding:
    hint = f"set for what is there only after {window}: until then it does not fit"
    effect = replace(finding.effect, touches=f"{finding.effect.touches}; {hint}")
    return replace(finding, effect=effect, fits_from=window)


def _with_renamings(findings: list[Finding]) -> list[Finding]:
    """Say of what is deleted, where the plan makes one other of its type, that it may only have another name."""
    made: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.action == "create":
            made[finding.type].append(finding.address)
    return [
        _renamed(finding, made[finding.type][0])
        if finding.effect.gate is Gate.DELETE and len(made[finding.type]) == 1
        else finding
        for finding in findings
    ]


def _renamed(finding: Finding, now: str) -> Finding:
    hint = f'if it is only called {now} now, declare Move("{finding.address}", "{now}") in stacks/moves.py'
    return replace(finding, effect=replace(finding.effect, touches=f"{finding.effect.touches}; {hint}"))
