"""Nobody reaches Redis without a token or an IAM login, and the application's user cannot administer it."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource, blocks_of
from policies.rule import Rule


def faults(resource: Resource) -> Iterator[str]:
    """A replication group needs one of the two logins; a user is judged by its access string."""
    if resource.type == "aws_elasticache_replication_group":
        if not resource.get("auth_token") and not resource.get("user_group_ids"):
            yield "it asks for neither a token nor a user"
        if resource.get("auth_token") and resource.get("auth_token_update_strategy") == "DELETE":
            yield "auth_token_update_strategy would take the token away"
        return
    access = str(resource.get("access_string") or "").split()
    if "off" in access:
        return
    if not {"-@admin", "-@dangerous"} <= set(access):
        yield "its access string leaves administration to it"
    kinds = {mode.get("type") for mode in blocks_of(resource.get("authentication_mode"))}
    if not resource.is_false("no_password_required") or kinds - {"iam", "password"}:
        yield "it needs no password"


RULE = Rule(
    id="CKV2_ALDEIA_22",
    title="Redis asks who is there, and lets nobody administer it",
    severity="high",
    types=("aws_elasticache_replication_group", "aws_elasticache_user"),
    faults=faults,
)
