"""Harmless: the mutants of a manifest that nothing notices, each with the reason why it does no harm.

A row is a pattern of settings and one of changes. `test_mutation.py` holds the list exact: a survivor without a row, and
a row without a survivor, both fail.
"""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.manifest.mutants import Mutant

_WORDS = "words for people: nothing is made of them but words"
_NAME = "a name is free before the first apply; after it the review blocks what a new name would replace"
_STATE = "terraform init stops at a bucket that is not there, and asks before it takes up another key"
_COUNTER = (
    "a counter that only says another: one more password, token or name is made, and it counts on from there"
)
_DEFAULT = "the engine's or AWS's own default, which is good and which the rules count with"
_SAME = "the same value in other letters"
_OFF = "off, which is the engine's own default"
_DOCUMENTED = "for the connection contract alone: the application sets how long its keys live"
_ZONE = "both zones have a subnet and a node all the same; after the first apply the review blocks the replacement"
_KEPT_OPEN = "idle connections are kept for longer, and all of them fit max_connections by another rule"
_REBUILDABLE = "the application makes this data again, so that no backup has to keep the promise"
_UNCONFIRMED = "the mail to confirm never comes, which whoever applies waits for (README, Apply)"
_NOT_EXPORTED = "the log of an upgrade, which RDS keeps for three days and shows in its console"

_IN_THE_ACCOUNT = "a name that the account has or has not: IAM and KMS refuse the first request with it, before anything is made"
HARMLESS: dict[tuple[str, str], str] = {
    ("owner", "*"): _WORDS,
    ("tags.*", "*"): _WORDS,
    ("cache.key_patterns*.holds", "*"): _WORDS,
    ("waivers*.reason", "*"): _WORDS,
    ("waivers*.owner", "*"): _WORDS,
    ("waivers", "dropped"): "there is none, and none is the default",
    ("alarms.silenced", "dropped"): "there is none, and none is the default",
    ("project", "with a letter *"): _NAME,
    ("environment", "with a letter *"): _NAME,
    ("stage", "with a letter *"): _NAME,
    ("database.name", "with a letter *"): _NAME,
    ("database.username", "with a letter *"): _NAME,
    ("state.bucket", "with a letter *"): _STATE,
    ("state.key", "*"): _STATE,
    ("*_version", "times *"): _COUNTER,
    ("recovery.final_snapshot_number", "times *"): _COUNTER,
    ("database.log_exports", "without its last"): _NOT_EXPORTED,
    ("database.log_exports*", "dropped"): _NOT_EXPORTED,
    ("*.parameters.*", "dropped"): _DEFAULT,
    ("database.parameters.log_*", "in capitals"): _SAME,
    ("database.parameters.log_temp_files", "negative"): _OFF,
    ("cache.parameters.timeout", "at nothing"): _OFF,
    (
        "cache.parameters.tcp-keepalive",
        "at nothing",
    ): "clients that are gone are closed as idle ones are (timeout)",
    ("database.pool.idle_timeout", "times *"): _KEPT_OPEN,
    ("cache.key_patterns", "without its last"): _DOCUMENTED,
    ("cache.key_patterns*.ttl", "times *"): _DOCUMENTED,
    ("recovery.cache.rpo", "by *"): _REBUILDABLE,
    ("recovery.cache.rpo", "at nothing"): _REBUILDABLE,
    ("alarms.subscriptions*.endpoint", "with a letter *"): _UNCONFIRMED,
    ("alarms.subscriptions*.endpoint", "in capitals"): _SAME,
    (
        "alarms.database.surplus_credits_above",
        "a bare 0",
    ): "what auto is: the first credit that is billed is one too many",
    ("alarms.subscriptions*.severities", "dropped"): "who is told is then told of everything",
    ("permissions_boundary", "dropped"): "absent is none, and the account's apply role then makes no role",
    ("permissions_boundary", "in capitals"): _IN_THE_ACCOUNT,
    ("permissions_boundary", "with *"): _IN_THE_ACCOUNT,
    ("state.kms_key_id", "too long"): _IN_THE_ACCOUNT,
    ("state.kms_key_id", "with a letter *"): _IN_THE_ACCOUNT,
    ("alarms.database_log.*", "a bare 0"): "a log can be without any such line: the first one is told",
    ("network.database_subnets*", "swapped with network.database_subnets*"): _ZONE,
    ("cache.availability_zones*", "swapped with cache.availability_zones*"): _ZONE,
}


def row(mutant: Mutant) -> tuple[str, str] | None:
    """Give the row that says why a mutant does no harm; None when none does."""
    for setting, change in HARMLESS:
        # fnmatch would read the brackets of a list's item as a set of letters.
        if fnmatch.fnmatchcase(mutant.setting, setting) and fnmatch.fnmatchcase(mutant.change, change):
            return setting, change
    return None
