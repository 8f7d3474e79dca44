"""Resolved: a text of a stack with what it refers to put in, where the stack itself says it."""

from __future__ import annotations

import re

from aldeia.generated.stack import Stack

_EXPRESSION = re.compile(r"\$\{((?:aws_[a-z0-9_]+)\.[A-Za-z_][A-Za-z0-9_-]*)\.([a-z_]+)\}")

# What the provider gives as `id` where that is an argument. `aws_db_instance.id` is RDS's own resource id since 5.0, and
# not the identifier that CloudWatch knows: it stays what it is, so that nothing matches it.
_IDS = {
    "aws_cloudwatch_composite_alarm": "alarm_name",
    "aws_cloudwatch_log_group": "name",
    "aws_cloudwatch_metric_alarm": "alarm_name",
    "aws_elasticache_replication_group": "replication_group_id",
}


def resolved(text: str, stack: Stack) -> str:
    """Put in the arguments that a text refers to; what is known only after an apply stays as it is written."""

    def value(found: re.Match[str]) -> str:
        resource = stack.resources.get(found[1])
        if resource is None:
            return found[0]
        attribute = _IDS.get(resource.type, "id") if found[2] == "id" else found[2]
        argument = resource.get(attribute)
        return str(argument) if isinstance(argument, str | int) else found[0]

    return _EXPRESSION.sub(value, text)
