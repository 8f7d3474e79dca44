"""World: a stack, and what its alarms are judged by."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aldeia.alarms.proof.things import Thing, things
from aldeia.alarms.simulation.alarm import METRIC_ALARM
from aldeia.alarms.simulation.composite import COMPOSITE_ALARM
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, Stack


@dataclass(frozen=True)
class World:
    """One stack."""

    stack: Stack = field(hash=False)

    @cached_property
    def things(self) -> dict[tuple[str, str], Thing]:
        """Everything that is measured, by dimension and value."""
        return things(self.stack)

    @cached_property
    def alarms(self) -> dict[str, Resource]:
        """Every alarm by its name in AWS."""
        return {
            self.text(alarm, "alarm_name"): alarm for alarm in self.stack.of(METRIC_ALARM, COMPOSITE_ALARM)
        }

    def text(self, resource: Resource, argument: str) -> str:
        """Give an argument with what it refers to."""
        return resolved(str(resource.get(argument)), self.stack)

    def arn(self, resource: Resource, service: str, what: str) -> str:
        """Write an ARN in the region and account of a resource."""
        return f"arn:aws:{service}:{self.region(resource)}:{self.account}:{what}"

    @property
    def account(self) -> str:
        """The account's number, by the expression that stands for it before an apply."""
        name = next(iter(self.stack.document.get("data", {}).get("aws_caller_identity", {})), "")
        return f"${{data.aws_caller_identity.{name}.account_id}}"

    def region(self, resource: Resource) -> str:
        """Give the region that a resource is in, by its provider."""
        alias = str(resource.get("provider") or "aws").partition(".")[2]
        found: list[dict[str, Any]] = self.stack.document.get("provider", {}).get("aws", [])
        return next((str(one["region"]) for one in found if one.get("alias", "") == alias), "")
