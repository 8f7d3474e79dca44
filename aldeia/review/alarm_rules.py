"""Alarm rules: which alarms the rule of a composite alarm asks."""

from __future__ import annotations

import re

# `ALARM("name")`, `OK(arn:...)`.
_ASKED = re.compile(r"(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*\"?([^\")]+?)\"?\s*\)")


def asked(rule: object) -> set[str]:
    """Give the names, or ARNs, of the alarms in a rule.

    >>> sorted(asked('ALARM("a") AND NOT OK(b)'))
    ['a', 'b']
    """
    return set(_ASKED.findall(str(rule or "")))


def told(before: object, after: object) -> str:
    """Say which alarms a rule no longer asks, and which it asks besides; empty when they are the same."""
    old, new = asked(before), asked(after)
    gone = [f"{name} no longer asked" for name in sorted(old - new)]
    return ", ".join([*gone, *(f"{name} asked besides" for name in sorted(new - old))])
