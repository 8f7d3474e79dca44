"""Masking: how a value is shown, and that no secret ever is: by Terraform's marks, and by a look of our own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from aldeia.manifest.secrets import looks_like_a_secret, names_a_secret
from aldeia.review import alarm_rules
from aldeia.review.policies import changed_statements

if TYPE_CHECKING:
    from aldeia.review.difference import Difference

MASKED = "(sensitive)"
UNKNOWN = "(known after apply)"
NEW_CONTENT = "(new content)"
NOTHING = "none"
LONGEST = 80
COVERED = re.compile(r"\(sensitive [0-9]+\)")
"""What stands for a secret in a plan that was redacted."""
# What AWS and Terraform name things by: random, and no secret.
IDS = re.compile(
    r"arn:aws[a-z-]*:[A-Za-z0-9:/_.*+=@!-]+|\b[a-z]{1,9}-[0-9a-f]{8,17}\b"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\bdb-[A-Z0-9]{26}\b"
)
# Service, region and account of an ARN: what is after them tells one thing from another.
_ACCOUNT = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[0-9]*:")
POLICIES = ("policy", "assume_role_policy")
# A version counter is named after the secret whose version it counts.
_COUNTERS = re.compile(r"_(?:version|strategy|id|ids|arn|mode|window_in_days|enabled|identifier|kms_key_id)$")


def shown(difference: Difference) -> tuple[str, str]:
    """Write the values before and after as a reviewer may see them: masked, short, on one line."""
    if difference.sensitive or _secret_name(difference):
        return _covered(difference.before), UNKNOWN if difference.unknown else _covered(difference.after)
    if difference.attribute == "secret_string_wo_version":
        # A checksum of what goes in: the numbers say nothing but that they differ.
        return "", NEW_CONTENT
    if difference.attribute in POLICIES and not difference.unknown:
        statements = _statements(difference)
        if statements is not None:
            return statements
    if difference.attribute == "alarm_rule" and not difference.unknown:
        alarms = alarm_rules.told(difference.before, difference.after)
        if alarms:
            return "", _short(alarms)
    before, after = _apart(difference.before, difference.after)
    return _short(before), UNKNOWN if difference.unknown else _short(after)


def masked(value: Any, name: str = "") -> Any:
    """Give a value of any depth with everything that looks like a secret taken out."""
    if isinstance(value, dict):
        return {key: masked(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner, name) for inner in value]
    if isinstance(value, str) and COVERED.fullmatch(value):
        return MASKED
    if isinstance(value, str) and value and (named_secret(name) or looks_like_a_secret(IDS.sub(" ", value))):
        return MASKED
    return value


def _secret_name(difference: Difference) -> bool:
    return named_secret(difference.attribute) or (bool(difference.part) and named_secret(difference.part))


def named_secret(name: str) -> bool:
    """Say whether an attribute of this name holds a secret, and does not only count or name one."""
    return not _COUNTERS.search(name) and names_a_secret(re.sub(r"_wo$", "", name))


def _apart(before: Any, after: Any) -> tuple[Any, Any]:
    """Leave out what two maps have in common."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
        return tuple({name: one[name] for name in sorted(names) if name in one} for one in (before, after))  # type: ignore[return-value]  # two in, two out
    return before, after


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _covered(value: Any) -> str:
    return NOTHING if value in (None, "", [], {}) else MASKED


def _statements(difference: Difference) -> tuple[str, str] | None:
    """Say which statements of a policy change, in the place of the value after; their text is for the plan itself."""
    try:
        added, changed, removed = changed_statements(difference.before, difference.after)
    except (ValueError, TypeError, AttributeError):
        return None
    told = [
        f"{name} {what}"
        for what, names in (("added", added), ("changed", changed), ("removed", removed))
        for name in names
    ]
    return "", ", ".join(told)


def _short(value: Any) -> str:
    value = masked(value)
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, dict):
        # Of a parameter's block only the value is of interest, unless something else in it changes.
        inner = {key: one for key, one in value.items() if key not in {"name", "apply_method"}} or value
        value = inner["value"] if set(inner) == {"value"} else value
    text = _ACCOUNT.sub("", _text(value))
    text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
