"""A key's policy names who may use and manage the key: no wildcard stands for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import allows, principals, sid, statements
from policies.rule import Rule


def faults(key: Resource) -> Iterator[str]:
    """Checkov has this check for policies that are HCL, and does not read those that are JSON text."""
    for statement in statements(key.get("policy")) or []:
        if allows(statement) and any("*" in name for _, name in principals(statement)):
            yield f"{sid(statement)} lets everybody use the key"
        if allows(statement) and ("NotPrincipal" in statement or "NotAction" in statement):
            yield f"{sid(statement)} allows whatever it does not name"


RULE = Rule(
    id="CKV2_ALDEIA_1",
    title="A key's policy names its principals, without wildcards",
    severity="critical",
    types=("aws_kms_key",),
    faults=faults,
)
