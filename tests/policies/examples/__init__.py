"""Examples: for each rule a small stack, and what it says of each resource there; no fault is a pass."""

from __future__ import annotations

from tests.policies.examples import alarms, keys, logs, network, roles, secrets, stores

EXAMPLES = {
    **keys.EXAMPLES,
    **alarms.EXAMPLES,
    **network.EXAMPLES,
    **stores.EXAMPLES,
    **secrets.EXAMPLES,
    **roles.EXAMPLES,
    **logs.EXAMPLES,
}
"""By the rule's id."""
