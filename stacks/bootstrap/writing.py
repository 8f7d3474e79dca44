"""Writing: what an apply does, to what is this environment's own; it can neither widen its own role nor make another.

Which actions, is what the real provider asked of an emulator for an apply, changes and a destroy; what AWS wants besides
and the emulator does not ask for is in tests/permissions/implied.py, each with its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow
from stacks.bootstrap.reading import through_s3
from stacks.bootstrap.writing_around import of_alarms, of_keys, of_logs, of_secrets, of_the_stores_key
from stacks.bootstrap.writing_network import of_made, of_what_is_there
from stacks.bootstrap.writing_roles import of_roles
from stacks.bootstrap.writing_stores import of_cache, of_database

if TYPE_CHECKING:
    from stacks.bootstrap.arns import Arns
    from stacks.policies import Statement


def policies(arns: Arns) -> dict[str, list[Statement]]:
    """Give what an apply may do by policy; several, as IAM takes 6,144 characters in one."""
    return {
        "stores": [*of_database(arns), *of_cache(arns)],
        "network": [*of_made(arns), *of_what_is_there(arns)],
        "around": [
            *of_keys(arns),
            *of_secrets(arns),
            *of_the_stores_key(arns),
            *of_logs(arns),
            *of_alarms(arns),
        ],
        "roles": of_roles(arns),
    }


def of_the_state(arns: Arns) -> list[Statement]:
    """Let the state be locked and written, and never taken away."""
    return [
        allow("WriteTheState", ["s3:PutObject"], [arns.state]),
        allow("LockTheState", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [arns.lock]),
        allow("EncryptTheState", ["kms:GenerateDataKey"], [arns.state_key], through_s3(arns)),
    ]
